/** A small world for the tests of stewards: one street with everything that stands on it, and people in it. */
import { randomBytes } from 'node:crypto';
import { fixedClock } from '../src/kit/clock.ts';
import type { Database } from '../src/kit/database.ts';
import { newId } from '../src/kit/ids.ts';
import { done, isRefused, type Outcome } from '../src/kit/outcome.ts';
import { insertMany } from '../src/kit/rows.ts';
import { openKeyring } from '../src/kit/secrets.ts';
import { inTransaction, type Workshop, type Write } from '../src/kit/write.ts';
import { addPersons } from '../src/rooms/people/index.ts';
import { addPlaces, findPlace, loadDivisions, type Place, type PlaceKind } from '../src/rooms/places/index.ts';

export { moveHousehold } from '../src/rooms/people/household-acts.ts';
export { recordDeath } from '../src/rooms/people/move.ts';
export { mergePlaces, splitPlace, undoPlaceChange } from '../src/rooms/places/actions.ts';

import { followEntry } from '../src/rooms/stewards/follow.ts';
import { addStewards } from '../src/rooms/stewards/serving.ts';
import type { Level, Steward } from '../src/rooms/stewards/steward.ts';
import { findSteward } from '../src/rooms/stewards/store.ts';
import { temporaryFiles } from './files.ts';

export const district = '421202';

export type World = Awaited<ReturnType<typeof makeWorld>>;

/** Unwraps an outcome that must have been done. */
export function value<T>(outcome: Outcome<T>): T {
  if (isRefused(outcome)) throw new Error(`Refused: ${outcome.refused} ${JSON.stringify(outcome.detail ?? {})}`);
  return outcome.done;
}

/**
 * A street with one community and two compounds of two buildings of two entrances, four dwellings each, of which three
 * have a household.
 */
export async function makeWorld(database: Database, today = '2026-11-22') {
  const clock = fixedClock(`${today}T02:00:00Z`);
  const workshop: Workshop = {
    database,
    keyring: openKeyring([randomBytes(32)]),
    clock,
    files: temporaryFiles(),
    zone: 'Asia/Shanghai',
    outbox: { send: async () => ({ sent: true }) },
    react: followEntry,
  };
  const run = <T>(verb: (write: Write) => Promise<Outcome<T>>, actorId?: string): Promise<Outcome<T>> =>
    inTransaction(workshop, { district, actorId }, verb);
  /** Like `run`, for writes that record nothing themselves. */
  const write = <T>(work: (write: Write) => Promise<T>): Promise<T> =>
    run(async (w) => {
      const made = await work(w);
      await w.record({ verb: 'test.prepare', thing: { kind: 'test', id: newId() } });
      return done(made);
    }).then(value);

  await run((w) =>
    loadDivisions(w, [
      { code: '421202', name: '咸安区', level: 'district', parent: '421200' },
      { code: '421202001', name: '温泉街道', level: 'township', parent: '421202' },
      { code: '421202001008', name: '岔路口社区', level: 'community', parent: '421202001' },
    ]),
  );
  const divisions = await database.query('SELECT id, kind FROM places WHERE district = $1', [district]);
  const idOf = (kind: PlaceKind): string => String(divisions.find((row) => row.kind === kind)?.id);
  const at = { district: idOf('district'), township: idOf('township'), community: idOf('community') };

  const place = async (id: string): Promise<Place> => {
    const found = await findPlace(database.kysely, district, id);
    if (!found) throw new Error(`No place ${id}`);
    return found;
  };
  const add = (kind: PlaceKind, parentId: string, names: readonly string[]): Promise<string[]> =>
    write(async (w) => {
      const parent = await findPlace(w.tx, district, parentId);
      if (!parent) throw new Error('No parent');
      const made = await addPlaces(
        w,
        names.map((name) => ({ kind, parent, name })),
      );
      return made.map((one) => one.id);
    });
  const person = (name: string, phone?: string): Promise<string> =>
    write(async (w) => {
      const [id = ''] = await addPersons(w, [{ name, phone, placeId: at.community }]);
      return id;
    });
  const addHousehold = async (w: Write, dwellingId: string, fromDay = '2020-01-01'): Promise<string> => {
    const id = newId();
    await insertMany(w.tx, 'households', [{ district, id, dwelling_id: dwellingId, from_day: fromDay }]);
    return id;
  };
  const steward = async (level: Level, placeId: string, fromDay = '2026-01-01', of?: string): Promise<Steward> => {
    const personId = of ?? (await person(`管家${level}`));
    return write(async (w) => {
      const [id = ''] = await addStewards(w, [{ personId, level, placeId, fromDay }]);
      const found = await findSteward(w.tx, district, id);
      if (!found) throw new Error('No steward');
      return found;
    });
  };

  const compounds = await add('compound', at.community, ['温泉花园', '桂花苑']);
  const buildings: string[] = [];
  const entrances: string[] = [];
  const dwellings: string[] = [];
  const households: string[] = [];
  for (const [i, compound] of compounds.entries()) {
    // Numbers go on from one compound to the next, so that compounds and buildings can be merged.
    for (const building of await add('building', compound, [String(2 * i + 1), String(2 * i + 2)])) {
      const first = entrances.length;
      buildings.push(building);
      for (const entrance of await add('entrance', building, [String(first + 1), String(first + 2)])) {
        entrances.push(entrance);
        const doors = await add('dwelling', entrance, ['101', '102', '201', '202']);
        dwellings.push(...doors);
        await write(async (w) => {
          for (const door of doors.slice(0, 3)) households.push(await addHousehold(w, door));
        });
      }
    }
  }
  return {
    database,
    workshop,
    clock,
    run,
    write,
    at,
    place,
    add,
    person,
    addHousehold,
    steward,
    compounds,
    buildings,
    entrances,
    dwellings,
    households,
  };
}

type Counts = { answers: string[]; coverage: string[]; loads: string[] };

/** Everything the room has worked out and kept, in one comparable form. */
export async function kept(world: World): Promise<Counts> {
  const lines = async (query: string): Promise<string[]> =>
    (await world.database.query(query, [district])).map((row) => Object.values(row).join(' ')).sort();
  return {
    answers: await lines('SELECT household_id, level, steward_id, path FROM household_stewards WHERE district = $1'),
    coverage: await lines('SELECT place_id, level, households, linked FROM coverage WHERE district = $1'),
    loads: await lines('SELECT place_id, level, steward_id, households FROM steward_loads WHERE district = $1'),
  };
}

/** The same worked out in the plainest way from places, households, services and links alone. */
export async function counted(world: World, today: string): Promise<Counts> {
  const all = (query: string) => world.database.query(query, [district]);
  const places = await all('SELECT id, path, number, kind FROM places WHERE district = $1');
  const households = await all('SELECT id, dwelling_id, from_day, to_day FROM households WHERE district = $1');
  const links =
    await all(`SELECT l.level, l.place_id, l.household_id, l.steward_id, l.from_day, l.to_day, s.from_day AS begins, s.to_day AS ends
    FROM steward_links l JOIN stewards s ON s.district = l.district AND s.id = l.steward_id WHERE l.district = $1`);
  const isOn = (from: unknown, to: unknown): boolean => String(from) <= today && (to === null || today < String(to));
  const pathOf = new Map(places.map((place) => [place.id, String(place.path)]));
  const answers: string[] = [];
  const coverage = new Map<string, { households: number; linked: number }>();
  const loads = new Map<string, number>();
  for (const household of households.filter((h) => isOn(h.from_day, h.to_day))) {
    const path = pathOf.get(household.dwelling_id) ?? '';
    const above = places.filter((place) => place.id !== household.dwelling_id && path.startsWith(String(place.path)));
    for (let level = 1; level <= 5; level += 1) {
      const candidates = links
        .filter((l) => l.level === level && isOn(l.from_day, l.to_day) && isOn(l.begins, l.ends))
        .filter((l) =>
          l.household_id === null ? path.startsWith(pathOf.get(l.place_id) ?? '?') : l.household_id === household.id,
        )
        .map((l) => ({
          steward: String(l.steward_id),
          near: l.household_id === null ? String(pathOf.get(l.place_id)).length : 1000,
        }))
        .sort((a, b) => b.near - a.near);
      const steward = candidates[0]?.steward;
      answers.push(`${household.id} ${level} ${steward ?? ''} ${path}`);
      for (const place of above) {
        const key = `${place.id} ${level}`;
        const sum = coverage.get(key) ?? { households: 0, linked: 0 };
        coverage.set(key, { households: sum.households + 1, linked: sum.linked + (steward ? 1 : 0) });
        if (steward) loads.set(`${key} ${steward}`, (loads.get(`${key} ${steward}`) ?? 0) + 1);
      }
    }
  }
  return {
    answers: answers.sort(),
    coverage: [...coverage].map(([key, sum]) => `${key} ${sum.households} ${sum.linked}`).sort(),
    loads: [...loads].map(([key, n]) => `${key} ${n}`).sort(),
  };
}
