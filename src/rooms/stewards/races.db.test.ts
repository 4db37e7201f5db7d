import { expect, test } from 'vitest';
import { dialect, openTestDatabase } from '../../../test/database.ts';
import { counted, kept, makeWorld, value } from '../../../test/stewards-world.ts';
import { isRefused } from '../../kit/outcome.ts';
import { recountAll } from './counting.ts';
import { followHouseholds } from './follow.ts';
import { handOver, linkPlaces } from './linking.ts';
import type { Steward } from './steward.ts';

const today = '2026-11-22';
// The embedded database has one connection, so nothing ever happens there at once.
const races = test.runIf(dialect() === 'postgres');

async function open() {
  const database = await openTestDatabase({ poolSize: 20 });
  const world = await makeWorld(database);
  await world.write(recountAll);
  const link = async (steward: Steward, placeIds: readonly string[], takeOver = false) => {
    const targets = await Promise.all(placeIds.map(async (id) => ({ place: await world.place(id) })));
    return world.run((w) => linkPlaces(w, { steward, targets, fromDay: today, takeOver, evenIfOverloaded: true }));
  };
  return { world, link };
}

races('several stewards link the same doors at once: one has them all, the counts are right', async () => {
  const { world, link } = await open();
  const doors = [...world.dwellings, ...world.entrances];
  for (let round = 0; round < 5; round += 1) {
    const stewards = await Promise.all([1, 2, 3, 4].map(() => world.steward(5, world.at.community)));
    // In opposite orders, so that they meet in the middle.
    const outcomes = await Promise.all(
      stewards.map((steward, i) => link(steward, i % 2 ? doors : [...doors].reverse(), round > 0)),
    );
    const won = outcomes.filter((outcome) => !isRefused(outcome));
    expect(won.length).toBeGreaterThan(0);
    if (round === 0) expect(won).toHaveLength(1);
    const reasons = outcomes.flatMap((outcome) => (isRefused(outcome) ? outcome.refused : []));
    expect(reasons.filter((reason) => !['taken', 'taken_meanwhile'].includes(reason))).toEqual([]);
    expect(await kept(world)).toEqual(await counted(world, today));
  }
});

races(
  'links, handovers and moves under the same places at once lose no count and wait for each other in no circle',
  async () => {
    const { world, link } = await open();
    const stewards = await Promise.all(world.entrances.map(() => world.steward(5, world.at.community)));
    const others = await Promise.all(
      [4, 3, 2, 1].map((level) => world.steward(level as 1 | 2 | 3 | 4, world.at.township)),
    );
    const [relief] = await Promise.all([world.steward(5, world.at.community)]);
    for (let round = 0; round < 4; round += 1) {
      await Promise.all([
        ...stewards.map((steward, i) => link(steward, [world.entrances[i] ?? ''], true)),
        ...others.map((steward) => link(steward, [world.compounds[round % 2] ?? '', world.at.community], true)),
        ...stewards
          .slice(0, 3)
          .map((from) => world.run((w) => handOver(w, { from, to: relief, day: today, evenIfOverloaded: true }))),
        ...[0, 1, 2, 3].map((i) =>
          world.write(async (w) => {
            const id = await world.addHousehold(w, world.dwellings[(round * 4 + i) % world.dwellings.length] ?? '');
            await followHouseholds(w, [id]);
          }),
        ),
      ]);
      expect(await kept(world)).toEqual(await counted(world, today));
    }
  },
);

test('one after the other, the second finds the entrance taken', async () => {
  const { world, link } = await open();
  const [first, second] = [await world.steward(5, world.at.community), await world.steward(5, world.at.community)];
  value(await link(first, [world.entrances[0] ?? '']));
  expect(await link(second, [world.entrances[0] ?? ''])).toMatchObject({ refused: 'taken' });
});
