import { type Actor, mayAt } from '../../kit/access.ts';
import type { Reader } from '../../kit/database.ts';
import { readAddress } from './address.ts';
import { buildingKey, entranceKey, roomKey } from './labels.ts';
import type { Place } from './place.ts';
import { findPlaceByCode, lineOf, linesOf, listChildren, listDistricts, searchPlaces } from './store.ts';

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

/** Reads an address and goes down the tree as far as it leads; rooms only for those who may see them. */
async function findByAddress(db: Reader, district: string, typed: string, actor: Actor | undefined): Promise<Place[]> {
  const read = readAddress(typed);
  if ('refused' in read) return [];
  const readings = 'readings' in read ? read.readings : [read];
  const found = new Map<string, Place>();
  for (const reading of readings) {
    if (!reading.compound || !reading.building) continue;
    // "温泉街道学府社区和谐小区": the compound is the longest name that the text ends with.
    const compounds = (await searchPlaces(db, district, reading.compound.slice(-4))).filter(
      (place) => place.kind === 'compound' && reading.compound?.endsWith(place.name),
    );
    for (const compound of compounds) {
      const building = (await listChildren(db, district, compound.id)).find(
        (child) => child.key === buildingKey(reading.building?.name ?? ''),
      );
      if (!building) continue;
      const deepest = mayAt(actor, seeDwellings, building) ? await descend(db, building, reading) : building;
      if (deepest) found.set(deepest.id, deepest);
    }
  }
  return [...found.values()];
}

async function descend(
  db: Reader,
  building: Place,
  reading: { readonly entrance?: string; readonly room?: string },
): Promise<Place | undefined> {
  const children = await listChildren(db, building.district, building.id);
  const entrance =
    reading.entrance === undefined
      ? undefined
      : children.find((child) => child.kind === 'entrance' && child.key === entranceKey(reading.entrance ?? ''));
  if (reading.entrance !== undefined && !entrance) return undefined;
  if (reading.room === undefined) return entrance ?? building;
  const doors = entrance ? await listChildren(db, building.district, entrance.id) : children;
  return doors.find((child) => child.kind === 'dwelling' && child.key === roomKey(reading.room ?? ''));
}
