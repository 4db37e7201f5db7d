import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Reader, Tx } from '../../kit/database.ts';
import type { Db } from '../../kit/schema.ts';
import { onDay } from './counting.ts';
import { type Level, type LevelTerms, type Link, levelOf, levels, type Steward, usualLevels } from './steward.ts';

/** The five levels of a district, as it has named and limited them. */
export async function levelsOf(db: Reader, district: string): Promise<LevelTerms[]> {
  const rows = await db
    .selectFrom('steward_levels')
    .select(['level', 'name_zh as zh', 'name_en as en', 'household_limit as limit'])
    .where('district', '=', district)
    .execute();
  return usualLevels.map((usual) => ({
    ...usual,
    ...rows.find((row) => row.level === usual.level),
    level: usual.level,
  }));
}

/** The terms of one level. */
export async function termsOf(db: Reader, district: string, level: Level): Promise<LevelTerms> {
  const found = (await levelsOf(db, district)).find((terms) => terms.level === level);
  if (!found) throw new Error(`No level ${level}`);
  return found;
}

type StewardRow = Omit<Steward, 'level'> & { readonly level: number };

function stewardRows(db: Reader, district: string) {
  return db
    .selectFrom('stewards')
    .innerJoin('places', (join) =>
      join.onRef('places.district', '=', 'stewards.district').onRef('places.id', '=', 'stewards.place_id'),
    )
    .select([
      'stewards.district',
      'stewards.id',
      'stewards.person_id as personId',
      'stewards.level',
      'stewards.place_id as placeId',
      'places.path as placePath',
      'stewards.from_day as fromDay',
      'stewards.to_day as toDay',
    ])
    .where('stewards.district', '=', district);
}

const asSteward = (row: StewardRow): Steward => ({ ...row, level: levelOf(row.level) });

/** The steward with this id; undefined when the district has none. */
export async function findSteward(db: Reader, district: string, id: string): Promise<Steward | undefined> {
  const row = await stewardRows(db, district).where('stewards.id', '=', id).executeTakeFirst();
  return row && asSteward(row);
}

/** The ids under which a person's services may stand: their own, and those of records merged into it. */
export async function recordsOf(db: Reader, district: string, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`${records(district, personId)}`.execute(db);
  return rows.map((row) => row.id);
}

/** The same as a query to stand inside another. */
export function records(district: string, personId: string): RawBuilder<{ id: string }> {
  return sql`
    with recursive mine as (
      select ${personId}::uuid as id
      union
      select m.gone_id from mine join person_merges m on m.district = ${district} and m.kept_id = mine.id and m.undone_at is null
    )
    select id from mine`;
}

/** Everything these persons serve as, now or later. */
export async function stewardsOfPerson(
  db: Reader,
  district: string,
  personIds: readonly string[],
  today: string,
): Promise<Steward[]> {
  if (personIds.length === 0) return [];
  const rows = await stewardRows(db, district)
    .where('stewards.person_id', 'in', personIds)
    .where((eb) => eb.or([eb('stewards.to_day', 'is', null), eb('stewards.to_day', '>', today)]))
    .orderBy('stewards.level')
    .orderBy('stewards.id')
    .execute();
  return rows.map(asSteward);
}

/**
 * Holds stewards until the transaction ends, so that two changes of one come one after the other.
 * @returns them as they are now that they are held, in the order given.
 */
export async function lockStewards<const S extends readonly Steward[]>(
  tx: Tx,
  stewards: S,
): Promise<{ [K in keyof S]: Steward }> {
  const ids = stewards.map((steward) => steward.id);
  const { rows } = await sql<{ id: string; fromDay: string; toDay: string | null }>`
    select id, from_day as "fromDay", to_day as "toDay" from stewards
    where district = ${stewards[0]?.district ?? ''} and id = any(${ids}::uuid[]) order by id for no key update`.execute(
    tx,
  );
  const now = new Map(rows.map((row) => [row.id, row]));
  return stewards.map((steward) => ({ ...steward, ...now.get(steward.id) })) as { [K in keyof S]: Steward };
}

const linkColumns = [
  'steward_links.id',
  'steward_links.steward_id as stewardId',
  'steward_links.level',
  'steward_links.place_id as placeId',
  'steward_links.household_id as householdId',
  'steward_links.from_day as fromDay',
  'steward_links.to_day as toDay',
] as const;

type LinkRow = Omit<Link, 'level'> & { readonly level: number };
const asLink = (row: LinkRow): Link => ({ ...row, level: levelOf(row.level) });

type Links = SelectQueryBuilder<Db, 'steward_links', LinkRow>;

function linkRows(db: Reader, district: string): Links {
  return db.selectFrom('steward_links').select(linkColumns).where('steward_links.district', '=', district);
}

/** Links of a steward that hold on the day or begin later. */
export async function linksFrom(db: Reader, steward: Pick<Steward, 'district' | 'id'>, day: string): Promise<Link[]> {
  return linksOfStewards(db, steward.district, [steward.id], day);
}

/** As `linksFrom`, of several stewards. */
export async function linksOfStewards(
  db: Reader,
  district: string,
  stewardIds: readonly string[],
  day: string,
): Promise<Link[]> {
  if (stewardIds.length === 0) return [];
  const rows = await linkRows(db, district)
    .where('steward_id', 'in', stewardIds)
    .where(sql<boolean>`(to_day is null or (to_day > ${day}::date and to_day > from_day))`)
    .orderBy('id')
    .execute();
  return rows.map(asLink);
}

/** Where links stand: at places as a whole, and at single households. */
export type Targets = { readonly placeIds: readonly string[]; readonly householdIds: readonly string[] };

/**
 * Links of a level at these places or households that touch the days from one to another, locked in the order of their
 * ids until the transaction ends.
 */
export async function lockLinksTouching(
  tx: Tx,
  at: Targets & { readonly district: string; readonly level: Level },
  fromDay: string,
  toDay: string | null,
): Promise<Link[]> {
  const rows = await linkRows(tx, at.district)
    .where('level', '=', at.level)
    .where(isAt(at))
    .where(sql<boolean>`daterange(from_day, to_day) && daterange(${fromDay}::date, ${toDay}::date)`)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(asLink);
}

function isAt({ placeIds, householdIds }: Targets) {
  return sql<boolean>`((place_id = any(${placeIds}::uuid[]) and household_id is null) or household_id = any(${householdIds}::uuid[]))`;
}

/** All links that ever stood at these places or households. */
export async function linksAt(db: Reader, district: string, at: Targets): Promise<Link[]> {
  const rows = await linkRows(db, district).where(isAt(at)).execute();
  return rows.map(asLink);
}

/** How many households each of these stewards carries today in all. */
export async function loadsOf(
  db: Reader,
  district: string,
  stewardIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; households: number }>`
    select l.steward_id as id, l.households from steward_loads l
    join places top on top.district = l.district and top.id = l.place_id and top.kind = 'district'
    where l.district = ${district} and l.steward_id = any(${stewardIds}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.households]));
}

/** One steward's load. */
export async function loadOf(db: Reader, steward: Pick<Steward, 'district' | 'id'>): Promise<number> {
  return (await loadsOf(db, steward.district, [steward.id])).get(steward.id) ?? 0;
}

/** The column of `household_chains` in which the stewards of a level stand. */
export function columnOf(level: Level): `steward_${Level}` {
  return `steward_${level}`;
}

/** Today's answer for households: level → steward id. */
export async function answersFor(
  db: Reader,
  district: string,
  householdIds: readonly string[],
): Promise<Map<string, Partial<Record<Level, string>>>> {
  if (householdIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('household_chains')
    .selectAll()
    .where('district', '=', district)
    .where(sql<boolean>`household_id = any(${householdIds}::uuid[])`)
    .execute();
  return new Map(
    rows.map((row) => [
      row.household_id,
      Object.fromEntries(
        levels.flatMap((level) => {
          const stewardId = row[columnOf(level)];
          return stewardId === null ? [] : [[level, stewardId]];
        }),
      ),
    ]),
  );
}

/** Of these stewards, those who serve on the day. */
export async function servingOn(
  db: Reader,
  district: string,
  stewardIds: readonly string[],
  day: string,
): Promise<Set<string>> {
  if (stewardIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('stewards')
    .select('id')
    .where('district', '=', district)
    .where('id', 'in', stewardIds)
    .where(onDay('stewards', day))
    .execute();
  return new Set(rows.map((row) => row.id));
}
