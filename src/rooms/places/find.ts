import { type Actor, mayAt } from '../../kit/access.ts';
import type { Reader } from '../../kit/database.ts';
import { readAddress } from './address.ts';
import { buildingKey, entranceKey, roomKey } from './labels.ts';
import type { Place } from './place.ts';
import {
  childrenByKey,
  compoundsAround,
  findPlaceByCode,
  lineOf,
  linesOf,
  listDistricts,
  listUnder,
  searchPlaces,
} from './store.ts';

export type Found = { readonly place: Place; readonly line: readonly Place[] };

/** Permission to see single dwellings; everybody else is led to the building. */
const seeDwellings = 'people.list';

/**
 * Places that fit what was typed: a code, a name, or an address.
 * @returns up to 30 places; ambiguous when an address can be read in several ways and more than one exists.
 */
export async function findByWords(
  db: Reader,
  words: string,
  actor: Actor | undefined,
): Promise<{ places: Found[]; isAmbiguous: boolean }> {
  const typed = words.trim();
  if (typed === '')
    return { places: (await listDistricts(db)).map((place) => ({ place, line: [place] })), isAmbiguous: false };
  if (/^(\d{6}|\d{9}|\d{12}|\d{6}-[0-9a-z]{1,7})$/.test(typed)) {
    const place = await findPlaceByCode(db, typed);
    if (place && (place.kind !== 'dwelling' || mayAt(actor, seeDwellings, place)))
      return { places: [{ place, line: await lineOf(db, place) }], isAmbiguous: false };
  }
  const districts = actor ? [actor.district] : (await listDistricts(db)).map((district) => district.code);
  const named = await Promise.all(districts.map((district) => searchPlaces(db, district, typed)));
  const byName = named.flat();
  if (byName.length > 0) return { places: await withLines(db, byName.slice(0, 30)), isAmbiguous: false };
  const byAddress = (await Promise.all(districts.map((district) => findByAddress(db, district, typed, actor))))
    .flat()
    .slice(0, 30);
  return { places: await withLines(db, byAddress), isAmbiguous: byAddress.length > 1 };
}

/** Living places at or below one, no nearer than the building, that fit an address or a name; for whoever it may be. */
export async function findWithin(
  db: Reader,
  within: Pick<Place, 'district' | 'path'>,
  words: string,
): Promise<readonly Place[]> {
  const found = [
    ...(await searchPlaces(db, within.district, words.trim())),
    ...(await findByAddress(db, within.district, words.trim(), undefined)),
  ];
  const fits = found.filter((place) => place.path.startsWith(within.path) && place.state === 'active');
  return fits.filter((place, at) => fits.findIndex((other) => other.id === place.id) === at);
}

async function withLines(db: Reader, places: readonly Place[]): Promise<Found[]> {
  const found: Found[] = [];
  for (const district of new Set(places.map((place) => place.district))) {
    const mine = places.filter((place) => place.district === district);
    const lines = await linesOf(db, district, mine);
    found.push(...mine.map((place) => ({ place, line: lines.get(place.id) ?? [place] })));
  }
  return found;
}

/**
 * Reads an address and goes down the tree as far as it leads; rooms only for those who may see them. An address without
 * a compound is looked for where the one who asks holds a post.
 */
async function findByAddress(db: Reader, district: string, typed: string, actor: Actor | undefined): Promise<Place[]> {
  const read = readAddress(typed);
  if ('refused' in read) return [];
  const found = new Map<string, Place>();
  for (const reading of 'readings' in read ? read.readings : [read]) {
    if (!reading.building) continue;
    const compounds = await compoundsMeant(db, district, reading.compound, actor);
    const buildings = await childrenByKey(db, district, compounds, 'building', buildingKey(reading.building.name));
    const [open, closed] = [true, false].map((sees) =>
      buildings.filter((at) => mayAt(actor, seeDwellings, at) === sees),
    );
    for (const place of [...(await descend(db, district, open ?? [], reading)), ...(closed ?? [])])
      found.set(place.id, place);
  }
  return [...found.values()];
}

async function compoundsMeant(
  db: Reader,
  district: string,
  named: string | undefined,
  actor: Actor | undefined,
): Promise<Place[]> {
  if (named === undefined)
    return actor ? compoundsAround(db, district, [...new Set(actor.grants.map((g) => g.path))]) : [];
  // "温泉街道学府社区和谐小区": the compound is the longest name that the text ends with.
  const ending = await searchPlaces(db, district, named.slice(-4));
  return ending.filter((place) => place.kind === 'compound' && named.endsWith(place.name));
}

/** Where a reading leads in these buildings; to several doors where it does not say behind which entrance. */
async function descend(
  db: Reader,
  district: string,
  buildings: readonly Place[],
  reading: { readonly entrance?: string; readonly room?: string },
): Promise<readonly Place[]> {
  if (buildings.length === 0) return [];
  const { entrance, room } = reading;
  if (entrance === undefined && room === undefined) return buildings;
  const entrances =
    entrance === undefined
      ? await listUnder(
          db,
          district,
          'entrance',
          buildings.map((building) => building.path),
        )
      : await childrenByKey(db, district, buildings, 'entrance', entranceKey(entrance));
  if (room === undefined) return entrances;
  const at = entrance === undefined ? [...buildings, ...entrances] : entrances;
  return childrenByKey(db, district, at, 'dwelling', roomKey(room));
}
