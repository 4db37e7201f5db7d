import { type RawBuilder, sql } from 'kysely';
import { under } from '../../kit/access.ts';
import type { Day } from '../../kit/clock.ts';
import type { Reader, Tx } from '../../kit/database.ts';
import type { Slice } from '../../kit/paging.ts';
import type { Place, PlaceKind } from '../places/index.ts';
import type { Group, PlacedGroup } from './group.ts';
import type { GroupKind, Party, Variety } from './kind.ts';
import { leadingOffices } from './rules.ts';

const groupColumns = sql`g.district, g.id, g.kind, g.variety, g.parent_id as "parentId", g.place_id as "placeId", g.name, g.summary,
  g.party, g.contact, g.listed, g.founded_on as "foundedOn", g.dissolved_on as "dissolvedOn"`;

/** SQL for "this term of office runs on that day". @param alias of the table office_terms in the query. */
export function runsOn(alias: string, day: Day): RawBuilder<boolean> {
  const term = (column: string) => sql.ref(`${alias}.${column}`);
  return sql<boolean>`(${term('from_day')} <= ${day}::date and (${term('until_day')} is null or ${term('until_day')} > ${day}::date)
    and (${term('ended_on')} is null or ${term('ended_on')} > ${day}::date))`;
}

/** The group with this id and where it stands; undefined when the district has none. */
export async function findGroup(db: Reader, district: string, id: string): Promise<PlacedGroup | undefined> {
  const { rows } = await sql<PlacedGroup>`
    select ${groupColumns}, p.kind as "placeKind", p.path from groups g
    join places p on p.district = g.district and p.id = g.place_id
    where g.district = ${district} and p.district = ${district} and g.id = ${id}`.execute(db);
  return rows[0];
}

/** Locks a group for the rest of the transaction, so that two appointments to one office come one after the other. */
export async function lockGroup(tx: Tx, district: string, id: string): Promise<void> {
  await sql`select id from groups where district = ${district} and id = ${id} for update`.execute(tx);
}

/** The groups that a group belongs to, from its parent upwards. */
export async function groupsAbove(db: Reader, group: Pick<Group, 'district' | 'id'>): Promise<PlacedGroup[]> {
  const { rows } = await sql<PlacedGroup>`
    with recursive line as (
      select id, parent_id, 0 as step from groups where district = ${group.district} and id = ${group.id}
      union
      select above.id, above.parent_id, line.step + 1 from groups above join line on line.parent_id = above.id
      where above.district = ${group.district} and line.step < 10)
    select ${groupColumns}, p.kind as "placeKind", p.path from line
    join groups g on g.district = ${group.district} and g.id = line.id
    join places p on p.district = ${group.district} and p.id = g.place_id
    where line.step > 0 order by line.step`.execute(db);
  return rows;
}

/** Whether a person leads the group, or one above it, on a day. */
export async function leadsGroup(
  db: Reader,
  group: Pick<Group, 'district' | 'id'>,
  personId: string,
  day: Day,
): Promise<boolean> {
  const { rows } = await sql<{ leads: boolean }>`
    with recursive line as (
      select id, parent_id, 0 as step from groups where district = ${group.district} and id = ${group.id}
      union
      select above.id, above.parent_id, line.step + 1 from groups above join line on line.parent_id = above.id
      where above.district = ${group.district} and line.step < 10)
    select exists (
      select from office_terms t join line on line.id = t.group_id
      where t.district = ${group.district} and t.person_id = ${personId}
        and t.office = any(${[...leadingOffices]}::text[]) and ${runsOn('t', day)}) as leads`.execute(db);
  return rows[0]?.leads ?? false;
}

/** A group as lists show it. */
export type ListedGroup = {
  readonly district: string;
  readonly id: string;
  readonly kind: GroupKind;
  readonly variety: Variety | null;
  readonly party: Party | null;
  readonly name: string;
  readonly summary: string;
  readonly contact: string;
  readonly foundedOn: Day;
  readonly parentId: string | null;
  readonly placeId: string;
  readonly placeKind: PlaceKind;
  readonly placePath: string;
  readonly listed: boolean;
  readonly members: number;
};

export type GroupFilter = {
  readonly kinds?: readonly GroupKind[] | undefined;
  readonly party?: Party | undefined;
  /** Words that its name or description holds. */
  readonly words?: string | undefined;
  /** Also those the public does not find. */
  readonly withUnlisted?: boolean | undefined;
};

const listedColumns = sql`g.district, g.id, g.kind, g.variety, g.party, g.name, g.summary, g.contact, g.founded_on as "foundedOn",
  g.listed, g.parent_id as "parentId", g.place_id as "placeId", p.kind as "placeKind", p.path as "placePath"`;

/** Living members of the group `g` of the query. */
const memberCount = (district: string): RawBuilder<number> => sql<number>`(select count(*)::int from memberships m
  where m.district = ${district} and m.group_id = g.id and m.state = 'active')`;

function matching(place: Pick<Place, 'district' | 'path'>, filter: GroupFilter): RawBuilder<boolean> {
  const words = filter.words?.trim();
  return sql<boolean>`g.district = ${place.district} and p.district = ${place.district} and p.id = g.place_id
    and ${under('p.path', place.path)} and g.dissolved_on is null
    and ${filter.withUnlisted ? sql`true` : sql`g.listed`}
    and ${filter.kinds && filter.kinds.length > 0 ? sql`g.kind = any(${[...filter.kinds]}::text[])` : sql`true`}
    and ${filter.party ? sql`g.party = ${filter.party}` : sql`true`}
    and ${words ? sql`(position(lower(${words}) in lower(g.name)) > 0 or position(lower(${words}) in lower(g.summary)) > 0)` : sql`true`}`;
}

/** Living groups at a place and below, in the order of the places, biggest kinds first. */
export async function listGroups(
  db: Reader,
  place: Pick<Place, 'district' | 'path'>,
  filter: GroupFilter,
  slice: Slice,
): Promise<ListedGroup[]> {
  const { rows } = await sql<ListedGroup>`
    select ${listedColumns}, ${memberCount(place.district)} as members
    from groups g, places p where ${matching(place, filter)}
    order by p.path, g.kind, g.name, g.id limit ${slice.limit} offset ${slice.offset}`.execute(db);
  return rows;
}

/** How many living groups of each kind and party match, for filters and tabs. */
export async function countGroups(
  db: Reader,
  place: Pick<Place, 'district' | 'path'>,
  filter: GroupFilter,
): Promise<{ kind: GroupKind; party: Party | null; n: number }[]> {
  const { rows } = await sql<{ kind: GroupKind; party: Party | null; n: number }>`
    select g.kind, g.party, count(*)::int as n from groups g, places p
    where ${matching(place, filter)} group by g.kind, g.party`.execute(db);
  return rows;
}

/** Living groups that belong directly to a group. */
export async function listChildGroups(
  db: Reader,
  group: Pick<Group, 'district' | 'id'>,
  limit = 200,
): Promise<ListedGroup[]> {
  const { rows } = await sql<ListedGroup>`
    select ${listedColumns}, ${memberCount(group.district)} as members from groups g
    join places p on p.district = ${group.district} and p.id = g.place_id
    where g.district = ${group.district} and g.parent_id = ${group.id} and g.dissolved_on is null
    order by p.path, g.kind, g.name limit ${limit}`.execute(db);
  return rows;
}

/**
 * Listed groups that serve a place: those at it and at the places above it up to the community (or, for a township or
 * district, at that place itself), nearest first.
 * @param limit at most so many.
 */
export async function groupsAt(
  db: Reader,
  place: Pick<Place, 'district' | 'path' | 'kind'>,
  limit = 50,
): Promise<ListedGroup[]> {
  const labels = place.path.split('.').filter(Boolean);
  const lowest = place.kind === 'district' || place.kind === 'township' ? labels.length : 3;
  const numbers = labels.slice(lowest - 1).map((label) => Number.parseInt(label, 36));
  const { rows } = await sql<ListedGroup>`
    select ${listedColumns}, ${memberCount(place.district)} as members from places p
    join groups g on g.district = ${place.district} and g.place_id = p.id
    where p.district = ${place.district} and p.number = any(${numbers}::int[]) and g.listed and g.dissolved_on is null
    order by length(p.path) desc, g.kind, g.name limit ${limit}`.execute(db);
  return rows;
}

/** The living group of a kind at a place, or the one of that name; undefined when there is none. */
export async function findGroupAt(
  db: Reader,
  district: string,
  placeId: string,
  kind: GroupKind,
  name?: string,
): Promise<PlacedGroup | undefined> {
  const { rows } = await sql<PlacedGroup>`
    select ${groupColumns}, p.kind as "placeKind", p.path from groups g
    join places p on p.district = ${district} and p.id = g.place_id
    where g.district = ${district} and g.place_id = ${placeId} and g.kind = ${kind} and g.dissolved_on is null
      and ${name === undefined ? sql`true` : sql`g.name = ${name}`}
    order by g.founded_on, g.id limit 1`.execute(db);
  return rows[0];
}

/** Living groups that a group of a kind at a place may belong to: at the place or above it, nearest first. */
export async function possibleParents(
  db: Reader,
  place: Pick<Place, 'district' | 'path'>,
  kinds: readonly GroupKind[],
): Promise<PlacedGroup[]> {
  if (kinds.length === 0) return [];
  const numbers = place.path
    .split('.')
    .filter(Boolean)
    .map((label) => Number.parseInt(label, 36));
  const { rows } = await sql<PlacedGroup>`
    select ${groupColumns}, p.kind as "placeKind", p.path from places p
    join groups g on g.district = ${place.district} and g.place_id = p.id
    where p.district = ${place.district} and p.number = any(${numbers}::int[]) and g.kind = any(${[...kinds]}::text[])
      and g.dissolved_on is null
    order by length(p.path) desc, g.kind, g.name limit 100`.execute(db);
  return rows;
}
