import type { Database } from '../src/kit/database.ts';
import { newId } from '../src/kit/ids.ts';
import type { Workshop, Write } from '../src/kit/write.ts';
import { addHouseholds, addPersons, addResidences, addTags } from '../src/rooms/people/index.ts';
import { findPlaceByCode, getPlace, lineOf, type Place, type PlaceKind } from '../src/rooms/places/index.ts';
import { recountAll } from '../src/rooms/stewards/index.ts';
import { chance } from '../src/seed/chance.ts';
import { buildCompound } from '../src/seed/compound.ts';
import { prepare } from './actors.ts';

/** A place with everything on the line above and below it, and people who live there. */
export type Spot = {
  readonly district: string;
  readonly at: Readonly<Record<Exclude<PlaceKind, 'grid'>, Place>>;
  /** Grown up, head of the household behind the door. */
  readonly resident: string;
  readonly household: string;
  /** Lives in the same household. */
  readonly mate: string;
};

/** Builds a compound with one building in a community of the demo that has none, and lets a household live in it. */
export async function buildSpot(workshop: Workshop, community: string): Promise<Spot> {
  const place = await placeOf(workshop.database, community);
  return prepare(workshop, place.district, async (write) => {
    const size = { buildings: 2, entrances: 1, floors: 2, doors: 2 };
    const made = await buildCompound(write, place, '考察苑', size, chance(1), 0);
    const [dwelling, other] = made.dwellings;
    if (!dwelling || !other) throw new Error('No dwelling was made');
    const home = await settle(write, dwelling.id, place);
    await recountAll(write);
    const line = await lineOf(write.tx, await getPlace(write.tx, place.district, dwelling.id));
    const at = Object.fromEntries(line.map((one) => [one.kind, one])) as Spot['at'];
    return { district: place.district, at, ...home };
  });
}

async function settle(
  write: Write,
  dwellingId: string,
  community: Place,
): Promise<Pick<Spot, 'resident' | 'household' | 'mate'>> {
  const [resident, mate, household] = [newId(), newId(), newId()];
  const born = { placeId: community.id, birthDate: '1969-03-08' };
  await addPersons(write, [
    { ...born, id: resident, name: '尤月娥', sex: 'female' },
    { ...born, id: mate, name: '尤铁柱', sex: 'male' },
  ]);
  await addHouseholds(write, [{ id: household, dwellingId, headId: resident, fromDay: '2020-01-01' }]);
  const lives = { dwellingId, householdId: household, livesHere: true, fromDay: '2020-01-01' };
  await addResidences(write, [
    { ...lives, personId: resident, capacity: 'owner' },
    { ...lives, personId: mate, capacity: 'resident' },
  ]);
  await addTags(write, [{ personId: resident, kind: 'living_alone', fromDay: '2026-01-01' }]);
  return { resident, mate, household };
}

async function placeOf(database: Database, code: string): Promise<Place> {
  const place = await findPlaceByCode(database.kysely, code);
  if (!place) throw new Error(`There is no place ${code}`);
  return place;
}
