import { type RawBuilder, sql } from 'kysely';
import type { Reader } from '../../kit/database.ts';
import type { Slice } from '../../kit/paging.ts';
import type { Place } from '../places/index.ts';
import type { Level, LevelTerms } from './steward.ts';
import { columnOf } from './store.ts';

/** How a place is looked after at one level: households in all, with a steward, without, and with one over the limit. */
export type Coverage = {
  readonly level: Level;
  readonly households: number;
  readonly linked: number;
  readonly without: number;
  readonly over: number;
  /** Stewards with at least one household here. */
  readonly stewards: number;
};

type Row = {
  readonly placeId: string;
  readonly level: number;
  readonly households: number;
  readonly linked: number;
  readonly over: number;
  readonly stewards: number;
};

/**
 * Coverage of several places at all levels, read from the rows kept with the links: place id → level → coverage.
 * Places without households are there with zeros.
 */
export async function coverageOf(
  db: Reader,
  district: string,
  placeIds: readonly string[],
  levels: readonly LevelTerms[],
): Promise<Map<string, Record<Level, Coverage>>> {
  const limits = sql.join(levels.map(({ level, limit }) => sql`(${level}::smallint, ${limit}::int)`));
  const { rows } = await sql<Row>`
    with terms(level, household_limit) as (values ${limits}),
    -- Begun from the stewards of these places, not from all that carry too much: a compound's page costs the same in a large district.
    loads as (
      select here.place_id, here.level, count(*)::int as stewards,
        coalesce(sum(here.households) filter (where ${wholeLoad(district)} > terms.household_limit), 0)::int as over
      from steward_loads here
      join terms on terms.level = here.level
      where here.district = ${district} and here.place_id = any(${[...placeIds]}::uuid[])
      group by here.place_id, here.level
    )
    select c.place_id as "placeId", c.level, c.households, c.linked, coalesce(loads.over, 0) as over,
      coalesce(loads.stewards, 0) as stewards
    from coverage c left join loads on loads.place_id = c.place_id and loads.level = c.level
    where c.district = ${district} and c.place_id = any(${[...placeIds]}::uuid[])`.execute(db);
  return new Map(
    placeIds.map((id) => {
      const mine = rows.filter((row) => row.placeId === id);
      const byLevel = levels.map(({ level }) => [
        level,
        toCoverage(
          level,
          mine.find((row) => row.level === level),
        ),
      ]);
      return [id, Object.fromEntries(byLevel) as Record<Level, Coverage>];
    }),
  );
}

function toCoverage(level: Level, row: Row | undefined): Coverage {
  const { households, linked, over, stewards } = row ?? { households: 0, linked: 0, over: 0, stewards: 0 };
  return { level, households, linked, without: households - linked, over, stewards };
}

/** The district as a place: whatever a steward carries there is their whole load. */
function districtPlace(district: string): RawBuilder<string> {
  return sql`(select top.id from places top where top.district = ${district} and top.code = ${district})`;
}

/**
 * What the steward of a row of `steward_loads here` carries in all. Looked up for each: joined, the loads of the whole
 * district are read for the five stewards of a compound.
 */
function wholeLoad(district: string): RawBuilder<number> {
  return sql`(select whole.households from steward_loads whole where whole.district = ${district}
    and whole.place_id = ${districtPlace(district)} and whole.level = here.level and whole.steward_id = here.steward_id)`;
}

export type StewardLoad = { readonly stewardId: string; readonly here: number; readonly load: number };

/** Stewards of a level with households at a place, whoever carries most first. */
export async function loadsAt(
  db: Reader,
  place: Pick<Place, 'district' | 'id'>,
  level: Level,
  slice: Slice,
): Promise<StewardLoad[]> {
  const { district } = place;
  const { rows } = await sql<StewardLoad>`
    select here.steward_id as "stewardId", here.households as here, ${wholeLoad(district)} as load
    from steward_loads here
    where here.district = ${district} and here.place_id = ${place.id} and here.level = ${level}
    order by load desc, here.steward_id limit ${slice.limit} offset ${slice.offset}`.execute(db);
  return rows;
}

export const shownHouseholds = ['without', 'linked', 'over'] as const;
/** Which households a figure is opened to. */
export type Shown = (typeof shownHouseholds)[number];

export type CoveredHousehold = {
  readonly householdId: string;
  readonly path: string;
  readonly stewardId: string | null;
};

/** The households behind a figure, in the order of their doors. */
export async function listCovered(
  db: Reader,
  place: Pick<Place, 'district' | 'path'>,
  at: { readonly level: Level; readonly shown: Shown | undefined; readonly limit: number },
  slice: Slice,
): Promise<CoveredHousehold[]> {
  const { district } = place;
  const end = `${place.path.slice(0, -1)}/`;
  const steward = sql.ref(`h.${columnOf(at.level)}`);
  const conditions = {
    without: sql`${steward} is null`,
    linked: sql`${steward} is not null`,
    over: sql`${steward} in (select whole.steward_id from steward_loads whole
      where whole.district = ${district} and whole.place_id = ${districtPlace(district)} and whole.level = ${at.level} and whole.households > ${at.limit})`,
  } as const satisfies Record<Shown, unknown>;
  const { rows } = await sql<CoveredHousehold>`
    select h.household_id as "householdId", h.path, ${steward} as "stewardId" from household_chains h
    where h.district = ${district} and h.path >= ${place.path} and h.path < ${end}
      and ${at.shown ? conditions[at.shown] : sql`true`}
    order by h.path, h.household_id limit ${slice.limit} offset ${slice.offset}`.execute(db);
  return rows;
}

/** The households of a steward today, in the order of their doors. */
export async function householdsOfSteward(
  db: Reader,
  steward: { readonly district: string; readonly id: string; readonly level: Level },
  slice: Slice,
): Promise<CoveredHousehold[]> {
  const column = columnOf(steward.level);
  return db
    .selectFrom('household_chains')
    .select(['household_id as householdId', 'path', `${column} as stewardId`])
    .where('district', '=', steward.district)
    .where(column, '=', steward.id)
    .orderBy('path')
    .orderBy('household_id')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
}
