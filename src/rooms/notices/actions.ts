import { sql } from 'kysely';
import type { Day } from '../../kit/clock.ts';
import { newId } from '../../kit/ids.ts';
import { nextNumber } from '../../kit/journal.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { insertMany } from '../../kit/rows.ts';
import type { Write } from '../../kit/write.ts';
import { lineOf, type Place } from '../places/index.ts';
import { factsOf, type NoticeKind } from './kind.ts';
import { type Changeable, type PlacedNotice, postedAt, spokenNumber } from './notice.ts';
import { changesOf, type DaysProblem, daysProblem, earliestLastDay, lastDayProblem } from './rules.ts';
import { tellLater, tellsAll, wasAnnounced } from './tell.ts';

/** What a draft says. */
export type Draft = {
  readonly kind: NoticeKind;
  readonly title: string;
  readonly body: string;
  readonly fromDay: Day;
  readonly lastDay: Day;
  readonly tellsAll: boolean;
};

/** Where the words of a refusal stand: beside the day that is wrong. */
const fieldOf: Readonly<Record<DaysProblem | 'last_past', 'fromDay' | 'lastDay'>> = {
  from_past: 'fromDay',
  too_far_ahead: 'fromDay',
  last_before_first: 'lastDay',
  too_short: 'lastDay',
  too_long: 'lastDay',
  last_past: 'lastDay',
};

function refuseDays<R extends DaysProblem | 'last_past'>(problem: R, kind: NoticeKind, fromDay: Day) {
  return refused(problem, {
    fields: { [fieldOf[problem]]: problem },
    detail: { days: factsOf(kind).leastDays, earliest: earliestLastDay(kind, fromDay) },
  });
}

/** Writes a draft in the name of a group; only the group sees it. */
export async function writeDraft(
  write: Write,
  input: Draft & { readonly place: Place; readonly groupId: string },
): Promise<Outcome<{ id: string }, DaysProblem | 'wrong_place'>> {
  const { place, groupId, ...draft } = input;
  if (place.state !== 'active' || !postedAt.some((kind) => kind === place.kind)) return refused('wrong_place');
  const problem = daysProblem(draft.kind, draft, write.today);
  if (problem) return refuseDays(problem, draft.kind, draft.fromDay);
  const id = newId();
  await insertMany(write.tx, 'notices', [
    {
      district: write.district,
      id,
      place_id: place.id,
      group_id: groupId,
      state: 'draft',
      ...columnsOf(draft),
      changed_at: write.now,
    },
  ]);
  await write.record({
    verb: 'notices.write',
    thing: { kind: 'notice', id },
    placeId: place.id,
    change: { kind: draft.kind, groupId },
  });
  return done({ id });
}

function columnsOf(draft: Draft) {
  return {
    kind: draft.kind,
    title: draft.title,
    body: oneBreak(draft.body),
    from_day: draft.fromDay,
    last_day: draft.lastDay,
    tells_all: draft.tellsAll,
  };
}

/** Browsers send a line break as two characters. */
function oneBreak(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** Changes a draft. The caller has asked the rules; so have all below. */
export async function rewriteDraft(
  write: Write,
  notice: PlacedNotice,
  draft: Draft,
): Promise<Outcome<{ id: string }, DaysProblem>> {
  const problem = daysProblem(draft.kind, draft, write.today);
  if (problem) return refuseDays(problem, draft.kind, draft.fromDay);
  await change(write, notice, { ...columnsOf(draft), changed_at: write.now });
  await record(write, notice, 'notices.rewrite', { kind: draft.kind });
  return done({ id: notice.id });
}

/** Throws a draft away. */
export async function discardDraft(write: Write, notice: PlacedNotice): Promise<Outcome<{ id: string }>> {
  await change(write, notice, { state: 'discarded', changed_at: write.now });
  await record(write, notice, 'notices.discard', {});
  return done({ id: notice.id });
}

/** Kinds of place whose notices are counted on their own; everything below a community is counted with it. */
const countedAlone: ReadonlySet<string> = new Set(['district', 'township', 'community']);

/**
 * Makes a draft public, under the next number of its community and year. A first day that has gone by meanwhile
 * becomes today, and the least days are counted from there.
 */
export async function publishNotice(
  write: Write,
  notice: PlacedNotice,
  zone: string,
): Promise<Outcome<{ id: string; number: string }, DaysProblem>> {
  let { fromDay } = notice;
  if (fromDay < write.today) fromDay = write.today;
  const problem = daysProblem(notice.kind, { fromDay, lastDay: notice.lastDay }, write.today);
  if (problem) return refuseDays(problem, notice.kind, fromDay);
  const line = await lineOf(write.tx, notice);
  const scope = line.findLast((place) => countedAlone.has(place.kind));
  if (!scope) throw new Error(`No place counts the notices of ${notice.placeId}`);
  const year = Number(write.today.slice(0, 4));
  const number = await nextNumber(write.tx, write.district, `notice.${scope.id}.${year}`);
  const published: PlacedNotice = { ...notice, state: 'published', fromDay, year, number, version: 1 };
  await change(write, notice, {
    state: 'published',
    from_day: fromDay,
    scope_id: scope.id,
    year,
    number,
    version: 1,
    published_at: write.now,
    changed_at: write.now,
  });
  await keepVersion(write, published, [], '');
  if (tellsAll(published)) await tellLater(write, published, 'published', zone);
  const spoken = spokenNumber(published) ?? '';
  await record(write, notice, 'notices.publish', { number: spoken, kind: notice.kind, tellsAll: tellsAll(published) });
  return done({ id: notice.id, number: spoken });
}

/**
 * Writes a published notice anew as its next version; the one before stays readable.
 * @param input `version`: the one that was read when the correction was written.
 */
export async function correctNotice(
  write: Write,
  notice: PlacedNotice,
  input: {
    readonly title: string;
    readonly body: string;
    readonly lastDay: Day;
    readonly why: string;
    readonly version: number;
  },
  zone: string,
): Promise<
  Outcome<{ id: string; version: number }, DaysProblem | 'last_past' | 'changed_meanwhile' | 'nothing_changed'>
> {
  if (input.version !== notice.version) return refused('changed_meanwhile');
  const problem = lastDayProblem(notice, input.lastDay, write.today);
  if (problem) return refuseDays(problem, notice.kind, notice.fromDay);
  const { title, lastDay, why } = input;
  const body = oneBreak(input.body);
  const changed = changesOf(notice, { title, body, lastDay });
  if (changed.length === 0) return refused('nothing_changed');
  const corrected: PlacedNotice = { ...notice, title, body, lastDay, version: notice.version + 1 };
  await keepVersion(write, corrected, changed, why);
  await change(write, notice, {
    title,
    body,
    last_day: lastDay,
    version: corrected.version,
    changed_at: write.now,
  });
  if (await wasAnnounced(write, notice)) await tellLater(write, corrected, 'corrected', zone);
  await record(write, notice, 'notices.correct', { version: corrected.version, changed });
  return done({ id: notice.id, version: corrected.version });
}

/** Takes a notice back. The reason stands where the notice stood. @param input `hide`: its words are shown no more. */
export async function withdrawNotice(
  write: Write,
  notice: PlacedNotice,
  input: { readonly reason: string; readonly hide: boolean },
  zone: string,
): Promise<Outcome<{ id: string }>> {
  await change(write, notice, {
    state: 'withdrawn',
    pinned: false,
    withdrawn_at: write.now,
    withdrawn_reason: input.reason,
    text_hidden: input.hide,
    changed_at: write.now,
  });
  // What was announced to everybody is taken back before everybody; what is over has nothing to take back.
  if (notice.lastDay >= write.today && (await wasAnnounced(write, notice)))
    await tellLater(write, notice, 'withdrawn', zone);
  await record(write, notice, 'notices.withdraw', { hide: input.hide });
  return done({ id: notice.id });
}

/** Puts a notice at the top of its place's list, or lets it go from there. */
export async function pinNotice(write: Write, notice: PlacedNotice, pinned: boolean): Promise<Outcome<{ id: string }>> {
  await change(write, notice, { pinned });
  await record(write, notice, pinned ? 'notices.pin' : 'notices.unpin', {});
  return done({ id: notice.id });
}

async function change(
  write: Write,
  notice: PlacedNotice,
  columns: Readonly<Record<string, string | number | boolean | Date>>,
): Promise<void> {
  const sets = Object.entries(columns).map(([name, value]) => sql`${sql.ref(name)} = ${value}`);
  await sql`update notices set ${sql.join(sets)} where district = ${write.district} and id = ${notice.id}`.execute(
    write.tx,
  );
}

async function keepVersion(
  write: Write,
  notice: PlacedNotice,
  changed: readonly Changeable[],
  why: string,
): Promise<void> {
  const { district, id, version, title, body, lastDay } = notice;
  await insertMany(write.tx, 'notice_versions', [
    { district, notice_id: id, version, title, body, last_day: lastDay, changed, why, at: write.now },
  ]);
}

async function record(
  write: Write,
  notice: PlacedNotice,
  verb: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await write.record({ verb, thing: { kind: 'notice', id: notice.id }, placeId: notice.placeId, change: details });
}
