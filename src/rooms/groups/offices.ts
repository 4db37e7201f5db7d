import { sql } from 'kysely';
import { addMonths, type Day } from '../../kit/clock.ts';
import { newId } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { insertMany } from '../../kit/rows.ts';
import type { Write } from '../../kit/write.ts';
import type { PlacedGroup, Term } from './group.ts';
import type { Office, OfficeRule } from './kind.ts';
import { appointmentProblem, endTermReasons, isElected, lastDayOf, termState } from './rules.ts';
import { readRule } from './settings.ts';
import { lockGroup } from './store.ts';
import { tell } from './tell.ts';
import { termsFrom } from './term-store.ts';

/** A term to be written; nothing is checked but by the database. */
export type NewTerm = {
  readonly groupId: string;
  readonly personId: string;
  readonly office: Office;
  readonly fromDay: Day;
  readonly untilDay: Day | null;
  readonly electionId?: string | undefined;
};

/** Writes many terms of office, for elections and demos. The caller records the verb. @returns their ids. */
export async function addTerms(write: Write, terms: readonly NewTerm[]): Promise<string[]> {
  const rows = terms.map((term) => ({
    district: write.district,
    id: newId(),
    group_id: term.groupId,
    person_id: term.personId,
    office: term.office,
    how: term.electionId === undefined ? 'appointed' : 'elected',
    election_id: term.electionId ?? null,
    from_day: term.fromDay,
    until_day: term.untilDay,
  }));
  await insertMany(write.tx, 'office_terms', rows);
  return rows.map((row) => row.id);
}

/** The day on which a term usually ends that begins on a day; null for offices without a term. */
function usualEnd(rule: OfficeRule, fromDay: Day): Day | null {
  return rule.termMonths === null ? null : addMonths(fromDay, rule.termMonths);
}

type AppointmentProblem = NonNullable<ReturnType<typeof appointmentProblem>>;

/** Fields of the form that a refusal of an appointment speaks of. */
const fieldOf: Readonly<Record<AppointmentProblem, string>> = {
  no_such_office: 'office',
  dates_reversed: 'untilDay',
  holds_it_already: 'person',
  holds_another_office: 'person',
  office_full: 'office',
};

/**
 * Appoints somebody to an office of a group.
 * @param input.untilDay the first day no longer; left out: as long as a term of this kind lasts; null: until further notice.
 */
export async function appoint(
  write: Write,
  input: {
    readonly group: PlacedGroup;
    readonly personId: string;
    readonly office: Office;
    readonly fromDay?: Day | undefined;
    readonly untilDay?: Day | null | undefined;
  },
): Promise<Outcome<{ termId: string }, AppointmentProblem | 'dissolved'>> {
  const { group, personId, office, fromDay = write.today } = input;
  if (group.dissolvedOn !== null) return refused('dissolved');
  await lockGroup(write.tx, write.district, group.id);
  const rule = await readRule(write.tx, write.district, group.kind, group.placeKind);
  const untilDay = input.untilDay === undefined ? usualEnd(rule, fromDay) : input.untilDay;
  const others = await termsFrom(write.tx, group, fromDay);
  const problem = appointmentProblem(rule, office, personId, { fromDay, untilDay }, others);
  if (problem)
    return refused(problem, {
      fields: { [fieldOf[problem]]: problem },
      detail: { most: rule.offices[office]?.max ?? 0 },
    });
  const [termId = ''] = await addTerms(write, [{ groupId: group.id, personId, office, fromDay, untilDay }]);
  await tell(write, [{ personId, kind: 'groups.told_appointed', group, about: { from: fromDay } }]);
  await write.record({
    verb: 'groups.appoint',
    thing: { kind: 'group', id: group.id },
    placeId: group.placeId,
    forId: personId,
    change: { termId, office, fromDay, untilDay },
  });
  return done({ termId });
}

export type ElectionResult = {
  readonly heldOn: Day;
  readonly entitled: number;
  readonly tookPart: number;
  /** When the elected take office; the day of the election when left out. */
  readonly fromDay?: Day | undefined;
  readonly untilDay?: Day | null | undefined;
  readonly note?: string | undefined;
  /** False for a by-election: those in office stay. */
  readonly replaces: boolean;
  readonly elected: readonly { readonly office: Office; readonly personId: string }[];
};

/**
 * Records an election: who was elected takes office, who held those offices leaves them on the same day.
 * Refused: a day to come, more voters than entitled, nobody elected, more elected than the office has seats.
 */
export async function holdElection(
  write: Write,
  input: { readonly group: PlacedGroup } & ElectionResult,
): Promise<
  Outcome<
    { electionId: string; elected: number },
    | AppointmentProblem
    | 'dissolved'
    | 'not_yet'
    | 'not_elected_here'
    | 'more_than_entitled'
    | 'nobody_elected'
    | 'before_election'
  >
> {
  const { group, heldOn, entitled, tookPart, elected } = input;
  const fromDay = input.fromDay ?? heldOn;
  if (group.dissolvedOn !== null) return refused('dissolved');
  if (!isElected(group.kind)) return refused('not_elected_here');
  if (heldOn > write.today) return refused('not_yet', { fields: { heldOn: 'not_yet' } });
  if (fromDay < heldOn) return refused('before_election', { fields: { fromDay: 'before_election' } });
  if (tookPart > entitled) return refused('more_than_entitled', { fields: { tookPart: 'more_than_entitled' } });
  if (elected.length === 0) return refused('nobody_elected');
  const { tx, district } = write;
  await lockGroup(tx, district, group.id);
  const rule = await readRule(tx, district, group.kind, group.placeKind);
  const untilDay = input.untilDay === undefined ? usualEnd(rule, fromDay) : input.untilDay;
  const contested = [...new Set(elected.map((one) => one.office))];
  const succeeded = input.replaces ? await succeed(write, group, contested, fromDay) : 0;

  const held: { office: Office; personId: string; fromDay: Day; untilDay: Day | null; endedOn: Day | null }[] =
    await termsFrom(tx, group, fromDay);
  for (const { office, personId } of elected) {
    const problem = appointmentProblem(rule, office, personId, { fromDay, untilDay }, held);
    if (problem)
      return refused(problem, {
        fields: { [problem === 'dates_reversed' ? 'untilDay' : office]: problem },
        detail: { most: rule.offices[office]?.max ?? 0 },
      });
    held.push({ office, personId, fromDay, untilDay, endedOn: null });
  }

  const electionId = newId();
  const note = input.note ?? '';
  await insertMany(tx, 'elections', [
    { district, id: electionId, group_id: group.id, held_on: heldOn, entitled, took_part: tookPart, note },
  ]);
  const termIds = await addTerms(
    write,
    elected.map((one) => ({ groupId: group.id, ...one, fromDay, untilDay, electionId })),
  );
  await tell(
    write,
    elected.map(({ personId }) => ({ personId, kind: 'groups.told_elected', group, about: { from: fromDay } })),
  );
  await write.record({
    verb: 'groups.elect',
    thing: { kind: 'group', id: group.id },
    placeId: group.placeId,
    change: {
      electionId,
      heldOn,
      entitled,
      tookPart,
      fromDay,
      untilDay,
      succeeded,
      elected: elected.map((one, n) => ({ ...one, termId: termIds[n] })),
    },
  });
  return done({ electionId, elected: elected.length });
}

/** Ends the terms of some offices on a day, because others follow. @returns how many ended. */
async function succeed(write: Write, group: PlacedGroup, offices: readonly Office[], day: Day): Promise<number> {
  const ended = await sql`update office_terms set ended_on = greatest(from_day, ${day}::date), end_reason = 'succeeded'
    where district = ${write.district} and group_id = ${group.id} and office = any(${[...offices]}::text[])
      and (ended_on is null or ended_on > ${day}::date) and (until_day is null or until_day > ${day}::date)`.execute(
    write.tx,
  );
  return Number(ended.numAffectedRows ?? 0);
}

/**
 * Ends a term before its last day: somebody resigned, was removed, moved away or died.
 * @param input.on the first day no longer in office; today when left out.
 */
export async function endTerm(
  write: Write,
  input: {
    readonly group: PlacedGroup;
    readonly term: Term;
    readonly reason: 'resigned' | 'removed' | 'moved_away' | 'died';
    readonly on?: Day | undefined;
    readonly by: { readonly edits: boolean; readonly holds: boolean };
  },
): Promise<Outcome<{ termId: string }, 'forbidden' | 'over_already' | 'before_start' | 'after_end'>> {
  const { group, term, reason, by } = input;
  const state = termState(term, write.today);
  if (state === 'ended' || state === 'run_out') return refused('over_already');
  if (!endTermReasons(state, by).includes(reason)) return refused('forbidden');
  // Whoever has not taken office yet never does.
  const on = state === 'coming' ? term.fromDay : (input.on ?? write.today);
  if (on < term.fromDay) return refused('before_start', { fields: { on: 'before_start' } });
  const last = lastDayOf(term);
  if (last !== null && on > last) return refused('after_end', { fields: { on: 'after_end' } });
  await write.tx
    .updateTable('office_terms')
    .set({ ended_on: on, end_reason: reason })
    .where('district', '=', write.district)
    .where('id', '=', term.id)
    .execute();
  if (reason !== 'died')
    await tell(write, [{ personId: term.personId, kind: 'groups.told_term_ended', group, about: { on } }]);
  await write.record({
    verb: 'groups.end_term',
    thing: { kind: 'group', id: group.id },
    placeId: group.placeId,
    forId: term.personId,
    change: { termId: term.id, office: term.office, reason, on },
  });
  return done({ termId: term.id });
}
