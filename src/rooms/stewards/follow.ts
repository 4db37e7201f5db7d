import { sql } from 'kysely';
import type { Entry } from '../../kit/journal.ts';
import type { Write } from '../../kit/write.ts';
import type { HouseholdsChanged } from '../people/index.ts';
import { recountUnder } from './counting.ts';
import { addLinks, endLinks, splitLinks } from './linking.ts';
import type { Link } from './steward.ts';
import { linksAt, linksOfStewards, recordsOf, stewardsOfPerson } from './store.ts';

type Change = {
  /** Of the people room's verbs: households that began or ended. */
  readonly households?: HouseholdsChanged;
  readonly before?: { readonly gone?: string; readonly children?: readonly string[] };
  readonly after?: { readonly kept?: string; readonly made?: string };
  readonly changeId?: string;
};

type Follower = (write: Write, entry: Entry, change: Change) => Promise<void>;

/** Links and services follow what became of a place or a person. */
const followers: Readonly<Record<string, Follower>> = {
  'people.record_death': (write, entry) => endServices(write, entry.forId ?? entry.thing.id),
  'people.erase': (write, entry) => endServices(write, entry.forId ?? entry.thing.id),
  'places.merge': async (write, _, { before, after }) => {
    const children = before?.children ?? [];
    if (before?.gone === undefined || after?.kept === undefined) return;
    await keepStewards(write, before.gone, after.kept, children);
    await recountUnder(write, { placeIds: [before.gone, after.kept] });
  },
  'places.split': async (write, entry, { after }) => {
    if (after?.made === undefined) return;
    await copyLinks(write, entry.thing.id, after.made);
    await recountUnder(write, { placeIds: [entry.thing.id, after.made] });
  },
  'places.undo': async (write, entry, { changeId = '' }) => {
    const row = await write.tx
      .selectFrom('place_changes')
      .select(['act', 'before', 'after'])
      .where('district', '=', write.district)
      .where('id', '=', changeId)
      .executeTakeFirst();
    const { before, after } = (row ?? {}) as Change;
    const made = row?.act === 'split' ? after?.made : undefined;
    if (made !== undefined) await keepStewards(write, made, entry.thing.id, before?.children ?? []);
    const other = row?.act === 'merge' ? before?.gone : made;
    if (other !== undefined) await recountUnder(write, { placeIds: [entry.thing.id, other] });
  },
};

/**
 * Lets links and counts follow what a lower room did; to be called in its transaction, after everything else.
 * @param entry what the lower room's verb wrote into the journal.
 */
export async function followEntry(write: Write, entry: Entry): Promise<void> {
  const change = (entry.change ?? {}) as Change;
  await followers[entry.verb]?.(write, entry, change);
  if (!entry.verb.startsWith('people.') || !change.households) return;
  await followHouseholds(write, [...change.households.founded, ...change.households.closed]);
}

/** Whoever died or was erased serves no more; their households are without a steward, which coverage shows. */
async function endServices(write: Write, personId: string): Promise<void> {
  const persons = await recordsOf(write.tx, write.district, personId);
  const stewards = await stewardsOfPerson(write.tx, write.district, persons, write.today);
  const ids = stewards.map((steward) => steward.id);
  if (ids.length === 0) return;
  const links = await linksOfStewards(write.tx, write.district, ids, write.today);
  await sql`update stewards set to_day = greatest(from_day, ${write.today}::date)
    where district = ${write.district} and id = any(${ids}::uuid[])`.execute(write.tx);
  await endLinks(write, links, write.today);
  await recountUnder(write, splitLinks(links));
}

/** A place goes and its children stand under another: they keep the stewards they had through it. */
async function keepStewards(write: Write, goneId: string, keptId: string, childIds: readonly string[]): Promise<void> {
  const standing = await openLinks(write, [goneId, keptId, ...childIds]);
  const at = (placeId: string): Link[] => standing.filter((link) => link.placeId === placeId);
  const ending = at(goneId);
  await endLinks(write, ending, write.today);
  const isSame = (a: Link, b: Link): boolean => a.level === b.level && a.stewardId === b.stewardId;
  const carried = ending.filter((link) => !at(keptId).some((other) => isSame(link, other)));
  const links = childIds.flatMap((placeId) =>
    carried
      .filter((link) => !at(placeId).some((own) => own.level === link.level))
      .map((link) => ({ ...link, placeId, fromDay: later(link.fromDay, write.today) })),
  );
  await addLinks(write, links);
}

/** A place is split: the new one begins with the stewards of the old. */
async function copyLinks(write: Write, fromId: string, toId: string): Promise<void> {
  const links = await openLinks(write, [fromId]);
  await addLinks(
    write,
    links.map((link) => ({ ...link, placeId: toId, fromDay: later(link.fromDay, write.today) })),
  );
}

/** Links of places, not of single households, that hold today or will. */
async function openLinks(write: Write, placeIds: readonly string[]): Promise<Link[]> {
  const links = await linksAt(write.tx, write.district, { placeIds, householdIds: [] });
  return links.filter((link) => link.toDay === null || link.toDay > write.today);
}

const later = (a: string, b: string): string => (a > b ? a : b);

/** Households that ended take their own links with them, and all of these are counted anew. */
export async function followHouseholds(write: Write, householdIds: readonly string[]): Promise<void> {
  if (householdIds.length === 0) return;
  await sql`update steward_links l set to_day = greatest(l.from_day, h.to_day) from households h
    where l.district = ${write.district} and l.household_id = any(${householdIds}::uuid[]) and h.district = l.district and h.id = l.household_id
      and h.to_day is not null and (l.to_day is null or l.to_day > h.to_day)`.execute(write.tx);
  await recountUnder(write, { householdIds });
}
