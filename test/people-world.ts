import { fixedClock } from '../src/kit/clock.ts';
import type { Database } from '../src/kit/database.ts';
import { newId } from '../src/kit/ids.ts';
import { isRefused, type Outcome } from '../src/kit/outcome.ts';
import { openKeyring } from '../src/kit/secrets.ts';
import { inTransaction, type Workshop, type Write } from '../src/kit/write.ts';
import { addPlaces, getPlace, loadDivisions, type Place, shippedDivisions } from '../src/rooms/places/index.ts';
import { temporaryFiles } from './files.ts';

/** A small compound to test with: two buildings of one entrance with four dwellings each, in a community of Wenquan street. */
export type SmallWorld = {
  readonly district: string;
  readonly workshop: Workshop;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly community: Place;
  /** Another community of the same street. */
  readonly elsewhere: Place;
  readonly compound: Place;
  readonly buildings: readonly Place[];
  /** The dwellings 101, 102, 201, 202 of building 1, then those of building 2. */
  readonly dwellings: readonly Place[];
  /** Carries out a verb; throws when it is refused. */
  act<T>(
    verb: (write: Write) => Promise<Outcome<T>>,
    by?: { actorId?: string; channel?: Write['channel'] },
  ): Promise<T>;
  /** Carries out a verb that must be refused, and says why. */
  refusal(verb: (write: Write) => Promise<Outcome<unknown>>, by?: { actorId?: string }): Promise<string>;
  /** Does something that records nothing of its own, such as the bulk functions. */
  write<T>(work: (write: Write) => Promise<T>): Promise<T>;
};

/** Builds the world in an empty test database. Its time stands at noon of 22 November 2026 in Shanghai. */
export async function buildSmallWorld(database: Database): Promise<SmallWorld> {
  const district = '421202';
  const clock = fixedClock('2026-11-22T12:00:00+08:00');
  const workshop: Workshop = {
    database,
    clock,
    files: temporaryFiles(),
    zone: 'Asia/Shanghai',
    keyring: openKeyring([new Uint8Array(32).fill(7)]),
    outbox: { send: async () => ({ sent: true }) },
  };
  const run = <T>(
    verb: (write: Write) => Promise<Outcome<T>>,
    by: { actorId?: string; channel?: Write['channel'] } = {},
  ) => inTransaction(workshop, { district, ...by }, verb);
  const act: SmallWorld['act'] = async (verb, by) => {
    const outcome = await run(verb, by);
    if (isRefused(outcome)) throw new Error(`refused: ${outcome.refused} ${JSON.stringify(outcome.fields ?? {})}`);
    return outcome.done;
  };
  const write: SmallWorld['write'] = async (work) =>
    act(async (write) => {
      const result = await work(write);
      await write.record({ verb: 'test.prepare', thing: { kind: 'test', id: newId() } });
      return { done: result };
    });

  await act(async (write) => loadDivisions(write, await shippedDivisions()));
  const communities = (await workshop.database.kysely
    .selectFrom('places')
    .select('id')
    .where('district', '=', district)
    .where('kind', '=', 'community')
    .where('code', 'like', '421202001%')
    .orderBy('code')
    .limit(2)
    .execute()) as { id: string }[];
  const [community, elsewhere] = await Promise.all(
    communities.map(({ id }) => getPlace(database.kysely, district, id)),
  );
  if (!community || !elsewhere) throw new Error('Wenquan street has no communities');
  const ids = await write(async (write) => {
    const [compound] = await addPlaces(write, [{ kind: 'compound', parent: community, name: '和谐小区' }]);
    if (!compound) throw new Error('No compound');
    const buildings = await addPlaces(
      write,
      ['1', '2'].map((name) => ({ kind: 'building' as const, parent: compound, name })),
    );
    const entrances = await addPlaces(
      write,
      buildings.map((parent) => ({ kind: 'entrance' as const, parent, name: '1' })),
    );
    const dwellings = await addPlaces(
      write,
      entrances.flatMap((parent) =>
        ['101', '102', '201', '202'].map((name) => ({ kind: 'dwelling' as const, parent, name, area: 9000 })),
      ),
    );
    return {
      compound: compound.id,
      buildings: buildings.map(({ id }) => id),
      dwellings: dwellings.map(({ id }) => id),
    };
  });
  const place = (id: string): Promise<Place> => getPlace(database.kysely, district, id);
  return {
    district,
    workshop,
    clock,
    community,
    elsewhere,
    compound: await place(ids.compound),
    buildings: await Promise.all(ids.buildings.map(place)),
    dwellings: await Promise.all(ids.dwellings.map(place)),
    act,
    write,
    refusal: async (verb, by) => {
      const outcome = await run(verb, by);
      if (!isRefused(outcome)) throw new Error('It was done, and should have been refused');
      return outcome.refused;
    },
  };
}
