import { expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { counted, district, kept, makeWorld, moveHousehold, recordDeath, value } from '../../../test/stewards-world.ts';
import { findHousehold, getPerson, mergePersons, registerPerson, undoMerge } from '../people/index.ts';
import { recountAll } from './counting.ts';
import { linkPlaces } from './linking.ts';
import { chainOf, stewardPostsOf } from './lookups.ts';
import { linksFrom, loadOf } from './store.ts';

const database = await openTestDatabase();
const db = database.kysely;
const today = '2026-11-22';
const world = await makeWorld(database, today);
await world.write(recountAll);
const steward = await world.steward(5, world.at.community);
const place = await world.place(world.entrances[0] ?? '');
value(
  await world.run((w) =>
    linkPlaces(w, { steward, targets: [{ place }], fromDay: today, takeOver: false, evenIfOverloaded: false }),
  ),
);
const isRight = async (): Promise<void> => expect(await kept(world)).toEqual(await counted(world, today));

test('a household that is founded is looked after at once, and one that moves away no longer', async () => {
  const [, , , empty = ''] = world.dwellings;
  const door = await world.place(empty);
  const made = value(
    await world.run((w) =>
      registerPerson(w, {
        particulars: { name: '罗春梅' },
        place: door,
        belonging: { capacity: 'resident', livesHere: true },
        fromDay: today,
      }),
    ),
  );
  const household = await findHousehold(db, district, made.householdId ?? '');
  if (!household) throw new Error('No household');
  expect(await chainOf(db, household)).toMatchObject([{ stewardId: steward.id }]);
  expect(await loadOf(db, steward)).toBe(4);
  await isRight();
  const own = value(
    await world.run((w) =>
      linkPlaces(w, {
        steward,
        targets: [{ place: door, householdId: household.id }],
        fromDay: today,
        takeOver: false,
        evenIfOverloaded: false,
      }),
    ),
  );
  expect(own.linked).toBe(1);
  const to = await world.place(world.dwellings.at(-1) ?? '');
  const moved = value(
    await world.run((w) => moveHousehold(w, { household, to, capacity: 'tenant', day: today, keepsOwning: false })),
  );
  expect(await chainOf(db, { district, id: moved.householdId })).toEqual([]);
  expect(await chainOf(db, household)).toEqual([]);
  expect((await linksFrom(db, steward, today)).map((link) => link.householdId)).toEqual([null]);
  expect(await loadOf(db, steward)).toBe(3);
  await isRight();
});

test('whose record is merged into another goes on serving under it', async () => {
  const keptId = await world.person('管家5');
  const { mergeId } = value(await world.run((w) => mergePersons(w, { keptId, goneId: steward.personId })));
  expect(await stewardPostsOf(db, district, keptId, today)).toMatchObject([{ role: 'steward.5' }]);
  const [household] = world.households;
  expect(await chainOf(db, { district, id: household ?? '' })).toMatchObject([{ personId: keptId }]);
  value(await world.run((w) => undoMerge(w, { mergeId })));
  expect(await stewardPostsOf(db, district, keptId, today)).toEqual([]);
  expect(await stewardPostsOf(db, district, steward.personId, today)).toHaveLength(1);
});

test('when a steward dies the households are without one, which shows', async () => {
  const person = await getPerson(db, district, steward.personId);
  value(await world.run((w) => recordDeath(w, { person, day: today })));
  expect(await loadOf(db, steward)).toBe(0);
  expect(await linksFrom(db, steward, today)).toEqual([]);
  await isRight();
});
