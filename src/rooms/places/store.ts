import { sql } from 'kysely';
import { underAny } from '../../kit/access.ts';
import type { Reader, Tx } from '../../kit/database.ts';
import { districtOf, type Place, type PlaceKind } from './place.ts';

const columns = [
  'district',
  'id',
  'number',
  'code',
  'kind',
  'parent_id as parentId',
  'path',
  'key',
  'name',
  'floor',
  'area',
  'occupancy',
  'state',
  'merged_into as mergedInto',
  'version',
] as const;

/** The place with this id; undefined when the district has none. */
export async function findPlace(db: Reader, district: string, id: string): Promise<Place | undefined> {
  const row = await db
    .selectFrom('places')
    .select(columns)
    .where('district', '=', district)
    .where('id', '=', id)
    .executeTakeFirst();
  return row as Place | undefined;
}

/** The place with this id; throws when there is none, so only for ids that came from the database. */
export async function getPlace(db: Reader, district: string, id: string): Promise<Place> {
  const place = await findPlace(db, district, id);
  if (!place) throw new Error(`No place ${district} ${id}`);
  return place;
}

/** The place with this code, such as 421202001008 or 421202-2f; the code names its district. */
export async function findPlaceByCode(db: Reader, code: string): Promise<Place | undefined> {
  const row = await db
    .selectFrom('places')
    .select(columns)
    .where('district', '=', districtOf(code))
    .where('code', '=', code)
    .executeTakeFirst();
  return row as Place | undefined;
}

/** Every district of this installation. */
export async function listDistricts(db: Reader): Promise<Place[]> {
  const rows = await db
    .selectFrom('places')
    .select(columns)
    .where('kind', '=', 'district')
    .where(sql<boolean>`district is not null`)
    .orderBy('code')
    .limit(3000)
    .execute();
  return rows as Place[];
}

/** The places above one, from the district down, itself at the end. */
export async function lineOf(db: Reader, place: Pick<Place, 'district' | 'path'>): Promise<Place[]> {
  const numbers = place.path
    .split('.')
    .filter(Boolean)
    .map((label) => Number.parseInt(label, 36));
  const rows = await db
    .selectFrom('places')
    .select(columns)
    .where('district', '=', place.district)
    .where('number', 'in', numbers)
    .orderBy(sql`length(path)`)
    .execute();
  return rows as Place[];
}

/** The lines of many places at once: id → places from the district down, itself at the end. */
export async function linesOf(
  db: Reader,
  district: string,
  places: readonly Pick<Place, 'id' | 'path'>[],
): Promise<Map<string, Place[]>> {
  const numbersOf = (path: string): number[] =>
    path
      .split('.')
      .filter(Boolean)
      .map((label) => Number.parseInt(label, 36));
  const wanted = [...new Set(places.flatMap((place) => numbersOf(place.path)))];
  if (wanted.length === 0) return new Map();
  const rows = await db
    .selectFrom('places')
    .select(columns)
    .where('district', '=', district)
    .where(sql<boolean>`number = any(${wanted}::int[])`)
    .execute();
  const byNumber = new Map((rows as Place[]).map((place) => [place.number, place]));
  return new Map(
    places.map((place) => [place.id, numbersOf(place.path).flatMap((number) => byNumber.get(number) ?? [])]),
  );
}

/** Living children of a place in the order people count them. */
export async function listChildren(db: Reader, district: string, parentId: string): Promise<Place[]> {
  const rows = await db
    .selectFrom('places')
    .select(columns)
    .where('district', '=', district)
    .where('parent_id', '=', parentId)
    .where('state', '=', 'active')
    .orderBy('sort_key')
    .limit(2000)
    .execute();
  return rows as Place[];
}

/** Living children of any of these places, of a kind and with a key. */
export async function childrenByKey(
  db: Reader,
  district: string,
  parents: readonly Pick<Place, 'id'>[],
  kind: PlaceKind,
  key: string,
): Promise<Place[]> {
  if (parents.length === 0) return [];
  const rows = await db
    .selectFrom('places')
    .select(columns)
    .where('district', '=', district)
    .where(sql<boolean>`parent_id = any(${parents.map((parent) => parent.id)}::uuid[])`)
    .where('kind', '=', kind)
    .where('key', '=', key)
    .where('state', '=', 'active')
    .orderBy('path')
    .limit(60)
    .execute();
  return rows as Place[];
}

/** Living compounds at, under or around any of these paths. */
export async function compoundsAround(db: Reader, district: string, paths: readonly string[]): Promise<Place[]> {
  if (paths.length === 0) return [];
  const rows = await db
    .selectFrom('places')
    .select(columns)
    .where('district', '=', district)
    .where('kind', '=', 'compound')
    .where('state', '=', 'active')
    .where(
      sql<boolean>`exists (select from unnest(${[...paths]}::text[]) reached where starts_with(path, reached) or starts_with(reached, path))`,
    )
    .orderBy('path')
    .limit(300)
    .execute();
  return rows as Place[];
}

/** Living places of a kind at or under any of the paths, ordered as people count them. */
export async function listUnder(
  db: Reader,
  district: string,
  kind: PlaceKind,
  paths: readonly string[],
  limit = 2000,
): Promise<Place[]> {
  const rows = await db
    .selectFrom('places')
    .select(columns)
    .where('district', '=', district)
    .where('kind', '=', kind)
    .where('state', '=', 'active')
    .where(underAny('path', paths))
    .orderBy('path')
    .limit(limit)
    .execute();
  return rows as Place[];
}

/** Living places under a path whose name holds the words typed, nearest to the top first. */
export async function searchPlaces(db: Reader, district: string, words: string, limit = 30): Promise<Place[]> {
  const rows = await db
    .selectFrom('places')
    .select(columns)
    .where('district', '=', district)
    .where('kind', 'in', ['township', 'community', 'compound'])
    .where('state', '=', 'active')
    .where(sql<boolean>`position(${words} in name) > 0`)
    .orderBy(sql`length(path)`)
    .orderBy('code')
    .limit(limit)
    .execute();
  return rows as Place[];
}

/** How many living places of each kind stand under a path. */
export async function countUnder(
  db: Reader,
  place: Pick<Place, 'district' | 'path'>,
): Promise<Partial<Record<PlaceKind, number>>> {
  const rows = await db
    .selectFrom('places')
    .select(['kind', sql<number>`count(*)::int`.as('n')])
    .where('district', '=', place.district)
    .where(underAny('path', [place.path]))
    .where('state', '=', 'active')
    .groupBy('kind')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.kind, row.n]));
}

/** Locks a place for the rest of the transaction, so that two changes of one place come one after the other. */
export async function lockPlace(tx: Tx, district: string, id: string): Promise<void> {
  await tx
    .selectFrom('places')
    .select('id')
    .where('district', '=', district)
    .where('id', '=', id)
    .forUpdate()
    .execute();
}

/** The pages of these places show something new from now on. */
export async function touchPlaces(tx: Tx, district: string, ids: readonly string[]): Promise<void> {
  await tx
    .updateTable('places')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('district', '=', district)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
}

/** The places with these ids, in no particular order. */
export async function findPlaces(db: Reader, district: string, ids: readonly string[]): Promise<Place[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('places')
    .select(columns)
    .where('district', '=', district)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
  return rows as Place[];
}
