import { expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import {
  counted,
  district,
  kept,
  makeWorld,
  mergePlaces,
  splitPlace,
  undoPlaceChange,
  value,
} from '../../../test/stewards-world.ts';
import type { Reader } from '../../kit/database.ts';
import { getPlace, type Place } from '../places/index.ts';
import { recountAll } from './counting.ts';
import { applyDates, responsibleOn } from './days.ts';
import { handOver, linkPlaces, unlink } from './linking.ts';
import { chainOf } from './lookups.ts';
import { endSteward } from './serving.ts';
import type { Level, Steward } from './steward.ts';
import { linksFrom, loadOf } from './store.ts';

const database = await openTestDatabase();
const db = database.kysely;
const world = await makeWorld(database, '2026-03-01');
await world.write(recountAll);
const household = { district, id: world.households[0] ?? '' };
const [entrance = '', , ofOther = ''] = world.entrances;
const [building = '', neighbour = ''] = world.buildings;

/** Lets the days pass until this one, and checks that what is kept is what is true on it. */
async function passTo(day: string): Promise<void> {
  world.clock.set(`${day}T02:00:00Z`);
  await world.write(applyDates);
  expect(await kept(world)).toEqual(await counted(world, day));
}
const link = async (
  steward: Steward,
  placeId: string,
  dates: { fromDay: string; toDay?: string },
  householdId?: string,
) => {
  const place = await world.place(placeId);
  const targets = [{ place, householdId }];
  return value(
    await world.run((w) => linkPlaces(w, { steward, targets, takeOver: true, evenIfOverloaded: true, ...dates })),
  );
};
const steward = (level: Level = 5): Promise<Steward> => world.steward(level, world.at.community);
const responsible = async (day: string, level: Level = 5): Promise<string | undefined> =>
  (await responsibleOn(db, household, day, 'Asia/Shanghai'))[level]?.stewardId;
const today = async (): Promise<string | undefined> =>
  (await chainOf(db, household)).find((one) => one.level === 5)?.stewardId;

const placeIn = async (w: { readonly tx: Reader }, id: string): Promise<Place> => getPlace(w.tx, district, id);

test('who was responsible on any day, through links, handovers, moved buildings and ended services', async () => {
  const a = await steward();
  const b = await steward();
  const c = await steward();
  const d = await steward();
  const e = await steward();
  await link(a, entrance, { fromDay: '2026-03-01' });

  await passTo('2026-04-10');
  value(await world.run((w) => handOver(w, { from: a, to: b, day: '2026-04-10', evenIfOverloaded: false })));
  expect(await today()).toBe(b.id);

  await passTo('2026-04-20');
  // Written down beforehand: it holds from May to the end of May, by itself.
  await link(c, world.dwellings[0] ?? '', { fromDay: '2026-05-01', toDay: '2026-06-01' }, household.id);
  expect(await today()).toBe(b.id);
  await passTo('2026-05-15');
  expect(await today()).toBe(c.id);
  await passTo('2026-07-01');
  expect(await today()).toBe(b.id);

  const [ofB] = await linksFrom(db, b, '2026-07-01');
  value(await world.run((w) => unlink(w, { steward: b, linkIds: [ofB?.id ?? ''], day: '2026-07-01' })));
  expect(await today()).toBeUndefined();

  await passTo('2026-08-01');
  await link(d, building, { fromDay: '2026-08-01' });
  await link(e, neighbour, { fromDay: '2026-08-01' });

  await passTo('2026-09-01');
  const merge = await world.run(async (w) =>
    mergePlaces(w, { gone: await placeIn(w, building), kept: await placeIn(w, neighbour) }),
  );
  const { changeId } = value(merge);
  // Whoever looked after the building that went still looks after its people.
  expect([await today(), await loadOf(db, d), await loadOf(db, e)]).toEqual([d.id, 6, 6]);
  await passTo('2026-09-02');

  await passTo('2026-10-01');
  value(await world.run(async (w) => undoPlaceChange(w, { place: await placeIn(w, neighbour), changeId })));
  expect([await today(), await loadOf(db, d), await loadOf(db, e)]).toEqual([d.id, 6, 6]);
  await passTo('2026-10-02');

  await passTo('2026-10-15');
  value(await world.run((w) => handOver(w, { from: d, to: a, day: '2026-10-20', evenIfOverloaded: false })));
  expect(await today()).toBe(d.id);
  await passTo('2026-11-01');
  expect(await today()).toBe(a.id);
  value(await world.run((w) => endSteward(w, { steward: a, day: '2026-11-10', leaveUncovered: true })));
  await passTo('2026-11-22');
  expect(await today()).toBeUndefined();

  const names = new Map([
    [a.id, 'a'],
    [b.id, 'b'],
    [c.id, 'c'],
    [d.id, 'd'],
    [e.id, 'e'],
  ]);
  const table = [
    ['2026-02-28', undefined],
    ['2026-03-01', 'a'],
    ['2026-04-09', 'a'],
    ['2026-04-10', 'b'],
    ['2026-04-30', 'b'],
    ['2026-05-01', 'c'],
    ['2026-05-31', 'c'],
    ['2026-06-01', 'b'],
    ['2026-06-30', 'b'],
    ['2026-07-01', undefined],
    ['2026-07-31', undefined],
    ['2026-08-01', 'd'],
    ['2026-08-31', 'd'],
    ['2026-09-01', 'd'],
    ['2026-09-30', 'd'],
    ['2026-10-01', 'd'],
    ['2026-10-19', 'd'],
    ['2026-10-20', 'a'],
    ['2026-11-09', 'a'],
    ['2026-11-10', undefined],
    ['2026-11-22', undefined],
    ['2019-12-31', undefined],
  ] as const;
  const answers = [];
  for (const [day] of table) answers.push([day, names.get((await responsible(day)) ?? '')]);
  expect(answers).toEqual(table);
});

test('a day on which a building belonged elsewhere answers with the stewards of then', async () => {
  const compounds = await Promise.all([steward(3), steward(3)]);
  await passTo('2026-11-23');
  for (const [i, one] of compounds.entries()) await link(one, world.compounds[i] ?? '', { fromDay: '2026-11-23' });
  expect(await responsible('2026-11-23', 3)).toBe(compounds[0]?.id);
  await passTo('2026-11-25');
  // The first compound goes into the second: its buildings keep the steward, now by links of their own.
  value(
    await world.run(async (w) =>
      mergePlaces(w, {
        gone: await placeIn(w, world.compounds[0] ?? ''),
        kept: await placeIn(w, world.compounds[1] ?? ''),
      }),
    ),
  );
  await passTo('2026-11-27');
  const [first] = compounds;
  if (!first) throw new Error('No steward');
  const ids = (await linksFrom(db, first, '2026-11-27')).map((one) => one.id);
  expect(ids).toHaveLength(2);
  value(await world.run((w) => unlink(w, { steward: first, linkIds: ids, day: '2026-11-27' })));
  await passTo('2026-11-28');
  const days = ['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'];
  const answers = [];
  for (const day of days) answers.push(await responsible(day, 3));
  const [, second] = compounds;
  expect(answers).toEqual([undefined, first.id, first.id, first.id, first.id, second?.id]);
});

test('a building that is split off begins with the stewards of the old one, and gives them back', async () => {
  const four = await steward(4);
  await link(four, building, { fromDay: '2026-11-28' });
  const split = value(
    await world.run(async (w) => splitPlace(w, { place: await placeIn(w, building), childIds: [entrance], name: '9' })),
  );
  expect(await loadOf(db, four)).toBe(6);
  expect(await linksFrom(db, four, '2026-11-28')).toHaveLength(2);
  await passTo('2026-11-29');
  value(
    await world.run(async (w) => undoPlaceChange(w, { place: await placeIn(w, building), changeId: split.changeId })),
  );
  expect(await loadOf(db, four)).toBe(6);
  expect(await linksFrom(db, four, '2026-11-29')).toHaveLength(1);
  await passTo('2026-11-30');
});

test('days that were missed are made up for', async () => {
  const late = await steward();
  await passTo('2026-12-01');
  await link(late, ofOther, { fromDay: '2026-12-05', toDay: '2026-12-08' });
  await link(late, entrance, { fromDay: '2026-12-07' });
  await passTo('2026-12-20');
  expect(await loadOf(db, late)).toBe(3);
  expect(await responsible('2026-12-06')).not.toBe(late.id);
  expect(await responsible('2026-12-07')).toBe(late.id);
});
