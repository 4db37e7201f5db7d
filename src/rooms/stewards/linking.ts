import { sql } from 'kysely';
import { addDays } from '../../kit/clock.ts';
import { newId } from '../../kit/ids.ts';
import { done, type Outcome, type Refused, refused } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import type { Place } from '../places/index.ts';
import { lockCoverage, recountUnder } from './counting.ts';
import {
  datesProblem,
  daysAhead,
  daysBack,
  handoverProblem,
  needsConfirmation,
  placeProblem,
  servingProblem,
} from './rules.ts';
import type { Level, Link, Steward } from './steward.ts';
import { linksFrom, loadOf, lockLinksTouching, lockStewards, termsOf } from './store.ts';
import { tell } from './tell.ts';

/** What a link is to: a place as a whole, or one household of a dwelling. */
export type Target = {
  readonly place: Pick<Place, 'id' | 'kind' | 'state' | 'path'>;
  readonly householdId?: string | undefined;
};

/** A link to be written. */
export type NewLink = {
  readonly stewardId: string;
  readonly level: Level;
  readonly placeId: string;
  readonly householdId?: string | null | undefined;
  readonly fromDay: string;
  readonly toDay?: string | null | undefined;
};

/**
 * Writes links where none of the level stands on the same days, in a fixed order so that two who write the same ones
 * wait for each other instead of blocking one another. For seeds and imports too: the caller records the verb and
 * counts anew.
 * @returns how many were written; fewer than given when others stood in the way.
 */
export async function addLinks(write: Write, links: readonly NewLink[]): Promise<number> {
  let written = 0;
  const rows = links
    .map((link) => ({
      id: newId(),
      steward_id: link.stewardId,
      level: link.level,
      place_id: link.placeId,
      household_id: link.householdId ?? null,
      from_day: link.fromDay,
      to_day: link.toDay ?? null,
      target: link.householdId ?? link.placeId,
    }))
    .sort((a, b) => (a.target < b.target ? -1 : 1));
  for (let start = 0; start < rows.length; start += 2000) {
    const json = JSON.stringify(rows.slice(start, start + 2000));
    const { rows: made } = await sql`
      insert into steward_links (district, id, steward_id, level, place_id, household_id, from_day, to_day)
      select ${write.district}, id, steward_id, level, place_id, household_id, from_day, to_day
      from jsonb_to_recordset(${json}::text::jsonb)
        as given(id uuid, steward_id uuid, level smallint, place_id uuid, household_id uuid, from_day date, to_day date)
      on conflict do nothing returning id`.execute(write.tx);
    written += made.length;
  }
  return written;
}

type LinkRefusal =
  | NonNullable<ReturnType<typeof datesProblem>>
  | NonNullable<ReturnType<typeof placeProblem>>
  | 'not_serving'
  | 'nothing_chosen'
  | 'taken'
  | 'taken_meanwhile'
  | 'too_far_back'
  | 'same_as_now'
  | 'overloaded';

/**
 * Links places or households to a steward from a day on.
 * @param input.takeOver ends the links others have there on that day; without it they stand in the way.
 * @param input.evenIfOverloaded the word of whoever links that the steward may carry more than the limit.
 */
export async function linkPlaces(
  write: Write,
  input: {
    readonly steward: Steward;
    readonly targets: readonly Target[];
    readonly fromDay: string;
    readonly toDay?: string | undefined;
    readonly takeOver: boolean;
    readonly evenIfOverloaded: boolean;
  },
): Promise<Outcome<{ stewardId: string; linked: number; ended: number }, LinkRefusal>> {
  const { fromDay } = input;
  const [steward] = await lockStewards(write.tx, [input.steward]);
  const problem = linkProblem(write.today, { ...input, steward });
  if (problem) return problem;
  const targets = uniqueTargets(input.targets);
  const at = split(targets);
  // Where the service has an end, its links have the same.
  const toDay = input.toDay ?? steward.toDay;
  const standing = await lockLinksTouching(
    write.tx,
    { district: write.district, level: steward.level, ...at },
    fromDay,
    toDay,
  );
  const isHeld = (link: Link): boolean =>
    link.stewardId === steward.id &&
    link.fromDay <= fromDay &&
    (link.toDay === null || (toDay !== null && toDay <= link.toDay));
  const held = new Set(standing.filter(isHeld).map((link) => link.householdId ?? link.placeId));
  const missing = targets.filter((target) => !held.has(keyOf(target)));
  if (missing.length === 0) return refused('same_as_now');
  const inTheWay = standing.filter((link) => !isHeld(link));
  const others = inTheWay.filter((link) => link.stewardId !== steward.id);
  if (others.length > 0 && !input.takeOver) {
    return refused('taken', { fields: { takeOver: 'taken' }, detail: { n: others.length } });
  }
  if (others.length > 0 && fromDay < addDays(write.today, -daysBack)) {
    return refused('too_far_back', { fields: { fromDay: 'too_far_back' }, detail: { days: daysBack } });
  }
  await endLinks(write, inTheWay, fromDay);
  const written = await addLinks(
    write,
    missing.map((target) => ({
      stewardId: steward.id,
      level: steward.level,
      placeId: target.place.id,
      householdId: target.householdId,
      fromDay,
      toDay,
    })),
  );
  if (written < missing.length) return refused('taken_meanwhile', { detail: { n: missing.length - written } });
  const overloaded = await countAndWeigh(write, steward, split(missing), input.evenIfOverloaded);
  if (overloaded) return overloaded;
  await write.record({
    verb: 'stewards.link',
    thing: { kind: 'steward', id: steward.id },
    placeId: await commonPlace(
      write,
      missing.map((target) => target.place.path),
    ),
    change: { level: steward.level, ...split(missing), fromDay, toDay, ended: others.map(({ id }) => id) },
  });
  return done({ stewardId: steward.id, linked: missing.length, ended: others.length });
}

function linkProblem(
  today: string,
  input: {
    readonly steward: Steward;
    readonly targets: readonly Target[];
    readonly fromDay: string;
    readonly toDay?: string | undefined;
  },
): Refused<LinkRefusal> | undefined {
  const dates = datesProblem(input, addDays(today, daysAhead));
  if (dates) return refused(dates, { fields: { [dates === 'ends_before' ? 'toDay' : 'fromDay']: dates } });
  if (servingProblem(input.steward, input)) return refused('not_serving', { fields: { steward: 'not_serving' } });
  if (input.targets.length === 0) return refused('nothing_chosen', { fields: { places: 'nothing_chosen' } });
  for (const target of input.targets) {
    const problem = placeProblem(input.steward, target.place);
    if (problem) return refused(problem, { fields: { places: problem } });
  }
  return undefined;
}

/**
 * Ends links of a steward on a day.
 * @param input.linkIds links that hold on the day or begin later.
 */
export async function unlink(
  write: Write,
  input: { readonly steward: Steward; readonly linkIds: readonly string[]; readonly day: string },
): Promise<
  Outcome<{ stewardId: string; ended: number }, 'too_far_ahead' | 'too_far_back' | 'nothing_chosen' | 'not_linked'>
> {
  const { steward, day } = input;
  const problem = dayProblem(write.today, day);
  if (problem) return problem;
  if (input.linkIds.length === 0) return refused('nothing_chosen', { fields: { links: 'nothing_chosen' } });
  await lockStewards(write.tx, [steward]);
  const links = chosen(await linksFrom(write.tx, steward, day), input.linkIds);
  if (!links) return refused('not_linked', { fields: { links: 'not_linked' } });
  await endLinks(write, links, day);
  await recountUnder(write, splitLinks(links));
  await write.record({
    verb: 'stewards.unlink',
    thing: { kind: 'steward', id: steward.id },
    placeId: steward.placeId,
    change: { level: steward.level, ...splitLinks(links), day },
  });
  return done({ stewardId: steward.id, ended: links.length });
}

type HandoverRefusal =
  | NonNullable<ReturnType<typeof handoverProblem>>
  | 'too_far_ahead'
  | 'too_far_back'
  | 'outside_place'
  | 'nothing_to_hand_over'
  | 'not_linked'
  | 'taken_meanwhile'
  | 'overloaded';

/**
 * Hands links of one steward to another of the same level, in one step and with one journal entry. Both are told.
 * @param input.linkIds those to hand over; all when left out.
 */
export async function handOver(
  write: Write,
  input: {
    readonly from: Steward;
    readonly to: Steward;
    readonly linkIds?: readonly string[] | undefined;
    readonly day: string;
    readonly evenIfOverloaded: boolean;
  },
): Promise<Outcome<{ stewardId: string; handedOver: number }, HandoverRefusal>> {
  const { day } = input;
  const wrongDay = dayProblem(write.today, day);
  if (wrongDay) return wrongDay;
  const [from, to] = await lockStewards(write.tx, [input.from, input.to]);
  const problem = handoverProblem(from, to, day);
  if (problem) return refused(problem, { fields: { to: problem } });
  const open = await linksFrom(write.tx, from, day);
  const links = input.linkIds ? chosen(open, input.linkIds) : open;
  if (!links) return refused('not_linked', { fields: { links: 'not_linked' } });
  if (links.length === 0) return refused('nothing_to_hand_over', { fields: { links: 'nothing_to_hand_over' } });
  const paths = await pathsOf(write, links);
  if (!paths.every((path) => path.startsWith(to.placePath)))
    return refused('outside_place', { fields: { to: 'outside_place' } });
  await endLinks(write, links, day);
  const written = await addLinks(
    write,
    links.map((link) => ({
      ...link,
      stewardId: to.id,
      fromDay: laterDay(link.fromDay, day),
      toDay: earlier(link.toDay, to.toDay),
    })),
  );
  if (written < links.length) return refused('taken_meanwhile', { detail: { n: links.length - written } });
  const about = { n: links.length, day };
  await tell(write, [
    { personId: from.personId, kind: 'stewards.told_handed_over', about: { ...about, otherId: to.personId } },
    { personId: to.personId, kind: 'stewards.told_taken_over', about: { ...about, otherId: from.personId } },
  ]);
  const overloaded = await countAndWeigh(write, to, splitLinks(links), input.evenIfOverloaded);
  if (overloaded) return overloaded;
  await write.record({
    verb: 'stewards.hand_over',
    thing: { kind: 'steward', id: from.id },
    placeId: await commonPlace(write, paths),
    change: { toId: to.id, level: from.level, ...splitLinks(links), day },
  });
  return done({ stewardId: to.id, handedOver: links.length });
}

/** Counts anew, last of all, and refuses when a steward then carries too much without anybody's word for it. */
async function countAndWeigh(
  write: Write,
  steward: Steward,
  at: { readonly placeIds: readonly string[]; readonly householdIds: readonly string[] },
  evenIfOverloaded: boolean,
): Promise<Refused<'overloaded'> | undefined> {
  await lockCoverage(write.tx, write.district, write.today);
  const before = await loadOf(write.tx, steward);
  await recountUnder(write, at);
  const after = await loadOf(write.tx, steward);
  const { limit } = await termsOf(write.tx, write.district, steward.level);
  if (evenIfOverloaded || !needsConfirmation(before, after, limit)) return undefined;
  return refused('overloaded', { fields: { evenIfOverloaded: 'overloaded' }, detail: { n: after, limit } });
}

function dayProblem(today: string, day: string): Refused<'too_far_ahead' | 'too_far_back'> | undefined {
  if (day > addDays(today, daysAhead)) return refused('too_far_ahead', { fields: { day: 'too_far_ahead' } });
  if (day >= addDays(today, -daysBack)) return undefined;
  return refused('too_far_back', { fields: { day: 'too_far_back' }, detail: { days: daysBack } });
}

/** Ends links on a day; one that begins later never held. */
export async function endLinks(write: Write, links: readonly Link[], day: string): Promise<void> {
  if (links.length === 0) return;
  await sql`update steward_links set to_day = greatest(from_day, ${day}::date)
    where district = ${write.district} and id = any(${links.map((link) => link.id)}::uuid[])
      and (to_day is null or to_day > ${day}::date)`.execute(write.tx);
}

/** Those of the links with these ids; undefined when one is missing. */
function chosen(links: readonly Link[], ids: readonly string[]): Link[] | undefined {
  const wanted = new Set(ids);
  const found = links.filter((link) => wanted.has(link.id));
  return found.length === wanted.size ? found : undefined;
}

const laterDay = (a: string, b: string): string => (a > b ? a : b);
const earlier = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b < a) ? b : a);

const keyOf = (target: Target): string => target.householdId ?? target.place.id;

function uniqueTargets(targets: readonly Target[]): Target[] {
  return [...new Map(targets.map((target) => [keyOf(target), target])).values()];
}

function split(targets: readonly Target[]): { placeIds: string[]; householdIds: string[] } {
  return {
    placeIds: targets.filter((target) => target.householdId === undefined).map((target) => target.place.id),
    householdIds: targets.flatMap((target) => target.householdId ?? []),
  };
}

export function splitLinks(links: readonly Link[]): { placeIds: string[]; householdIds: string[] } {
  return {
    placeIds: links.filter((link) => link.householdId === null).map((link) => link.placeId),
    householdIds: links.flatMap((link) => link.householdId ?? []),
  };
}

async function pathsOf(write: Write, links: readonly Link[]): Promise<string[]> {
  const rows = await write.tx
    .selectFrom('places')
    .select('path')
    .where('district', '=', write.district)
    .where('id', 'in', [...new Set(links.map((link) => link.placeId))])
    .execute();
  return rows.map((row) => row.path);
}

/** The nearest place above, or at, all of these paths: its page and those below show what was done. */
async function commonPlace(write: Write, paths: readonly string[]): Promise<string | undefined> {
  const labels = paths.map((path) => path.split('.').slice(0, -1));
  const [first = []] = labels;
  const shared = first.filter((label, i) => labels.every((other) => other[i] === label)).length;
  const number = Number.parseInt(first[shared - 1] ?? '', 36);
  if (Number.isNaN(number)) return undefined;
  const place = await write.tx
    .selectFrom('places')
    .select('id')
    .where('district', '=', write.district)
    .where('number', '=', number)
    .executeTakeFirst();
  return place?.id;
}
