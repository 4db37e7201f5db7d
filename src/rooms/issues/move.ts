import { sql } from 'kysely';
import type { Day } from '../../kit/clock.ts';
import { newId, refOf } from '../../kit/ids.ts';
import { insertMany } from '../../kit/rows.ts';
import type { Write } from '../../kit/write.ts';
import { type NewMessage, sendMessages } from '../people/index.ts';
import { lineOf, type Place } from '../places/index.ts';
import { count, type Measure } from './count.ts';
import { homeOf } from './desk.ts';
import { type Issue, isOver, type State, type StepKind, type StepShown, type Verb } from './issue.ts';
import { partiesOf } from './store.ts';
import type { toldWords } from './told-words.ts';

/** Which stage of its time an issue is in; null when it is over. The raiser's own time is not ours. */
const stageOf: Readonly<Record<State, string | null>> = {
  reported: 'collect',
  asked: 'wait',
  accepted: 'sort',
  assigned: 'act',
  acting: 'act',
  resolved: 'appraise',
  closed: null,
  declined: null,
  referred: null,
  merged: null,
  withdrawn: null,
};

/** Columns a verb may write, by their names in the table. */
export type Patch = Readonly<Record<string, string | number | boolean | Date | Uint8Array | null>>;

export type ToldKind = keyof typeof toldWords & `issues.told_${string}`;

export type Move = {
  readonly verb: Verb | 'report' | 'climb' | 'remind';
  readonly to?: State | undefined;
  readonly patch?: Patch | undefined;
  readonly step?: { readonly kind: StepKind; readonly text: string; readonly shown: StepShown } | undefined;
  /** Codes, numbers and ids for the journal; never words of a person. */
  readonly change?: Readonly<Record<string, unknown>> | undefined;
  readonly forId?: string | undefined;
  readonly counts?: Readonly<Partial<Record<Measure, number>>> | undefined;
  /** The first day of the month it counts in; this month's when left out. */
  readonly countMonth?: Day | undefined;
  /** What all parties are told. */
  readonly tellParties?: ToldKind | undefined;
  readonly tell?: readonly { readonly personId: string; readonly kind: ToldKind }[] | undefined;
};

/** The line of places above an issue, and where its neighbours live. */
export async function whereOf(
  write: Pick<Write, 'tx'>,
  issue: Pick<Issue, 'district' | 'path'>,
): Promise<{ readonly line: readonly Place[]; readonly home: Place }> {
  const line = await lineOf(write.tx, issue);
  const home = homeOf(line);
  if (!home) throw new Error('An issue is about no place');
  return { line, home };
}

/**
 * Carries a verb through on an issue that is locked and has been asked about by the rules: its row, its stage, its
 * words, its figures, its messages, and the one entry in the journal.
 */
export async function carry(write: Write, issue: Issue, move: Move): Promise<void> {
  const { district, id } = issue;
  const state = move.to ?? issue.state;
  const patch: Record<string, unknown> = { ...move.patch, state };
  if (isOver(state) && !isOver(issue.state)) patch.ended_at = write.now;
  if (!isOver(state) && isOver(issue.state)) patch.ended_at = null;
  if (state === 'asked' && issue.state !== 'asked') patch.paused_at = write.now;
  if (state !== 'asked' && issue.state === 'asked') patch.paused_at = null;
  const sets = sql.join(Object.entries(patch).map(([name, value]) => sql`${sql.ref(name)} = ${value}`));
  await sql`update issues set ${sets}, version = version + 1 where district = ${district} and id = ${id}`.execute(
    write.tx,
  );
  if (stageOf[state] !== stageOf[issue.state]) await enterStage(write, id, stageOf[state]);
  if (move.step) await addStep(write, id, move.step);
  if (move.counts) {
    const { home } = await whereOf(write, issue);
    await count(write.tx, { ...issue, home }, move.countMonth ?? monthOf(write.today), move.counts);
  }
  await tell(write, issue, move);
  await write.record({
    verb: `issues.${move.verb}`,
    thing: { kind: 'issue', id },
    placeId: issue.placeId,
    forId: move.forId,
    change: { ...(state === issue.state ? {} : { from: issue.state, to: state }), ...move.change },
  });
}

/** The first day of a day's month. */
export function monthOf(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

/** Ends the stage that runs and begins the next; null ends the last. */
async function enterStage(write: Write, issueId: string, stage: string | null): Promise<void> {
  await sql`update issue_stages set to_at = ${write.now}
    where district = ${write.district} and issue_id = ${issueId} and to_at is null`.execute(write.tx);
  if (stage === null) return;
  await sql`insert into issue_stages (district, issue_id, seq, stage, from_at)
    select ${write.district}, ${issueId}, coalesce(max(seq), 0) + 1, ${stage}, ${write.now}
    from issue_stages where district = ${write.district} and issue_id = ${issueId}`.execute(write.tx);
}

/** Keeps what was said or done, in words. @returns its id. */
export async function addStep(write: Write, issueId: string, step: NonNullable<Move['step']>): Promise<string> {
  const id = newId();
  await insertMany(write.tx, 'issue_steps', [
    {
      district: write.district,
      id,
      issue_id: issueId,
      ...step,
      reason: null,
      by_id: write.actorId ?? null,
      at: write.now,
    },
  ]);
  return id;
}

/** Tells whom it concerns, nobody of what they did themselves. */
async function tell(write: Write, issue: Issue, move: Move): Promise<void> {
  const told = new Map<string, ToldKind>();
  for (const { personId, kind } of move.tell ?? []) told.set(personId, kind);
  if (move.tellParties !== undefined) {
    for (const { personId } of await partiesOf(write.tx, issue)) {
      if (!told.has(personId)) told.set(personId, move.tellParties);
    }
  }
  const messages: NewMessage[] = [...told]
    .filter(([personId]) => personId !== write.actorId)
    .map(([personId, kind]) => ({
      personId,
      kind,
      about: { number: issue.number },
      href: hrefOfIssue(issue),
    }));
  await sendMessages(write, messages);
}

/** Where an issue's page is. */
export function hrefOfIssue(issue: Pick<Issue, 'district' | 'id'>): string {
  return `/issues/${refOf(issue.district, issue.id)}`;
}
