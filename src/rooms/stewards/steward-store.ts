import { type RawBuilder, sql } from 'kysely';
import { underAny } from '../../kit/access.ts';
import type { Reader } from '../../kit/database.ts';
import type { Slice } from '../../kit/paging.ts';
import { onDay } from './counting.ts';
import type { Level, Steward } from './steward.ts';
import { columnOf } from './store.ts';

export type ListedSteward = {
  readonly id: string;
  readonly name: string;
  readonly level: Level;
  readonly placeId: string;
  readonly path: string;
  readonly load: number;
  readonly fromDay: string;
  readonly toDay: string | null;
};

export type StewardFilter = {
  readonly paths: readonly string[];
  readonly level?: Level | undefined;
  /** The beginning of a name, of its pinyin or its initials. */
  readonly words: string;
  readonly today: string;
};

const orders = {
  level: sql`s.level, at.path, p.pinyin, s.id`,
  name: sql`p.pinyin, p.name, s.id`,
  load: sql`coalesce(whole.households, 0), s.id`,
} as const satisfies Record<string, RawBuilder<unknown>>;

/** Those who serve, now or later, at or under these places. */
export async function listStewards(
  db: Reader,
  district: string,
  filter: StewardFilter,
  order: { readonly by: keyof typeof orders; readonly down: boolean },
  slice: Slice,
): Promise<{ stewards: ListedSteward[]; total: number }> {
  const begins = `${filter.words
    .trim()
    .toLowerCase()
    .replaceAll(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<ListedSteward & { total: number }>`
    select s.id, p.name, s.level, s.place_id as "placeId", at.path, coalesce(whole.households, 0) as load,
      s.from_day as "fromDay", s.to_day as "toDay", count(*) over ()::int as total
    from stewards s
    join places at on at.district = ${district} and at.id = s.place_id
    join persons p on p.district = ${district} and p.id = s.person_id
    left join places top on top.district = ${district} and top.kind = 'district'
    left join steward_loads whole on whole.district = ${district} and whole.place_id = top.id and whole.level = s.level
      and whole.steward_id = s.id
    where s.district = ${district} and (s.to_day is null or s.to_day > ${filter.today}::date) and ${underAny('at.path', filter.paths)}
      and ${filter.level === undefined ? sql`true` : sql`s.level = ${filter.level}`}
      and ${filter.words.trim() === '' ? sql`true` : sql`(p.name like ${begins} or p.pinyin like ${begins} or p.initials like ${begins})`}
    order by ${order.by === 'load' && order.down ? sql`coalesce(whole.households, 0) desc, s.id` : orders[order.by]}
    limit ${slice.limit} offset ${slice.offset}`.execute(db);
  return { stewards: rows, total: rows[0]?.total ?? 0 };
}

export type ListedLink = {
  readonly id: string;
  readonly placeId: string;
  readonly path: string;
  readonly householdId: string | null;
  readonly headId: string | null;
  readonly households: number;
  readonly fromDay: string;
  readonly toDay: string | null;
};

/**
 * Links of a steward with how many of their households live there today: those that hold or will, in the order of
 * places, or those that ended, the latest first.
 */
export async function listLinks(
  db: Reader,
  steward: Pick<Steward, 'district' | 'id' | 'level'>,
  today: string,
  which: 'open' | 'ended',
  limit: number,
): Promise<ListedLink[]> {
  const { district, id } = steward;
  const isOpen = which === 'open';
  const { rows } = await sql<ListedLink>`
    select l.id, l.place_id as "placeId", at.path, l.household_id as "householdId", h.head_id as "headId",
      l.from_day as "fromDay", l.to_day as "toDay",
      (select count(*)::int from household_chains c where c.district = ${district} and ${sql.ref(`c.${columnOf(steward.level)}`)} = ${id}
        and c.path >= at.path and c.path < left(at.path, -1) || '/'
        and (l.household_id is null or c.household_id = l.household_id)) as households
    from steward_links l
    join places at on at.district = ${district} and at.id = l.place_id
    left join households h on h.district = ${district} and h.id = l.household_id
    where l.district = ${district} and l.steward_id = ${id}
      and ${isOpen ? sql`(l.to_day is null or (l.to_day > ${today}::date and l.to_day > l.from_day))` : sql`l.to_day <= ${today}::date and l.to_day > l.from_day`}
    order by ${isOpen ? sql`at.path, l.id` : sql`l.to_day desc, at.path, l.id`} limit ${limit}`.execute(db);
  return rows;
}

export type Candidate = {
  readonly id: string;
  readonly name: string;
  readonly placeId: string;
  readonly path: string;
  readonly load: number;
};

/** Those of a level who serve today at or above a place, or somewhere inside it; whoever carries least comes first. */
export async function servingAround(
  db: Reader,
  district: string,
  level: Level,
  path: string,
  today: string,
  limit = 300,
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select s.id, p.name, s.place_id as "placeId", at.path, coalesce(whole.households, 0) as load
    from stewards s
    join places at on at.district = ${district} and at.id = s.place_id
    join persons p on p.district = ${district} and p.id = s.person_id
    left join places top on top.district = ${district} and top.kind = 'district'
    left join steward_loads whole on whole.district = ${district} and whole.place_id = top.id and whole.level = s.level
      and whole.steward_id = s.id
    where s.district = ${district} and s.level = ${level} and ${onDay('s', today)}
      and (starts_with(${path}::text, at.path) or ${underAny('at.path', [path])})
    order by coalesce(whole.households, 0), p.pinyin, s.id limit ${limit}`.execute(db);
  return rows;
}

/** Persons of exactly this name who belong to a place or are kept at it, or above it; at most three. */
export async function personsCalled(
  db: Reader,
  district: string,
  name: string,
  path: string,
): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from persons p
    join places at on at.district = ${district} and at.id = p.place_id
    where p.district = ${district} and p.name = ${name} and p.merged_into is null and p.erased_at is null and p.died_on is null
      and (starts_with(${path}::text, at.path) or ${underAny('at.path', [path])})
    order by p.id limit 3`.execute(db);
  return rows;
}
