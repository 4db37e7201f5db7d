import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { counted, district, kept, makeWorld } from '../../../test/stewards-world.ts';
import { recountAll, recountUnder } from './counting.ts';
import { applyDates } from './days.ts';
import { followHouseholds } from './follow.ts';
import { endLinks, handOver, linkPlaces } from './linking.ts';
import type { Level, Steward } from './steward.ts';
import { linksFrom } from './store.ts';

const nat = fc.nat({ max: 1000 });
const step = fc.oneof(
  fc.record({
    act: fc.constant('link' as const),
    steward: nat,
    place: nat,
    takeOver: fc.boolean(),
    from: fc.integer({ min: -5, max: 5 }),
  }),
  fc.record({ act: fc.constant('linkHousehold' as const), steward: nat, household: nat, takeOver: fc.boolean() }),
  fc.record({ act: fc.constant('unlink' as const), steward: nat, link: nat }),
  fc.record({ act: fc.constant('handOver' as const), steward: nat, to: nat, day: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ act: fc.constant('found' as const), dwelling: nat, from: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ act: fc.constant('close' as const), household: nat }),
  fc.record({ act: fc.constant('move' as const), household: nat, dwelling: nat }),
  fc.record({ act: fc.constant('nextDay' as const), days: fc.integer({ min: 1, max: 3 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const database = await openTestDatabase();
const world = await makeWorld(database);
const stewards: Steward[] = [];
for (const level of [1, 3, 5, 5, 5] as const satisfies readonly Level[]) {
  stewards.push(await world.steward(level, world.at.township));
}
let today = '2026-11-22';
const dayFrom = (days: number): string => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
const pick = <T>(list: readonly T[], n: number): T => {
  const found = list[n % list.length];
  if (found === undefined) throw new Error('Nothing to pick from');
  return found;
};

async function carryOut(step: Step): Promise<void> {
  const placeIds = [...world.compounds, ...world.buildings, ...world.entrances, ...world.dwellings, world.at.community];
  const linkOptions = { evenIfOverloaded: true } as const;
  switch (step.act) {
    case 'link': {
      const place = await world.place(pick(placeIds, step.place));
      await world.run((w) =>
        linkPlaces(w, {
          steward: pick(stewards, step.steward),
          targets: [{ place }],
          fromDay: dayFrom(step.from),
          takeOver: step.takeOver,
          ...linkOptions,
        }),
      );
      return;
    }
    case 'linkHousehold': {
      const householdId = pick(world.households, step.household);
      const [row] = await database.query('SELECT dwelling_id FROM households WHERE district = $1 AND id = $2', [
        district,
        householdId,
      ]);
      const place = await world.place(String(row?.dwelling_id));
      await world.run((w) =>
        linkPlaces(w, {
          steward: pick(stewards, step.steward),
          targets: [{ place, householdId }],
          fromDay: today,
          takeOver: step.takeOver,
          ...linkOptions,
        }),
      );
      return;
    }
    case 'unlink': {
      const steward = pick(stewards, step.steward);
      const links = await linksFrom(database.kysely, steward, today);
      if (links.length === 0) return;
      const link = pick(links, step.link);
      await world.write(async (w) => {
        await endLinks(w, [link], today);
        await recountUnder(w, link.householdId ? { householdIds: [link.householdId] } : { placeIds: [link.placeId] });
      });
      return;
    }
    case 'handOver':
      await world.run((w) =>
        handOver(w, {
          from: pick(stewards, step.steward),
          to: pick(stewards, step.to),
          day: dayFrom(step.day),
          ...linkOptions,
        }),
      );
      return;
    case 'found':
      await world.write(async (w) => {
        const id = await world.addHousehold(w, pick(world.dwellings, step.dwelling), dayFrom(step.from));
        world.households.push(id);
        await followHouseholds(w, [id]);
      });
      return;
    case 'close':
      await world.write(async (w) => {
        const id = pick(world.households, step.household);
        await w.tx
          .updateTable('households')
          .set({ to_day: today })
          .where('district', '=', district)
          .where('id', '=', id)
          .where('to_day', 'is', null)
          .where('from_day', '<=', today)
          .execute();
        await followHouseholds(w, [id]);
      });
      return;
    case 'move':
      await world.write(async (w) => {
        const id = pick(world.households, step.household);
        await w.tx
          .updateTable('households')
          .set({ dwelling_id: pick(world.dwellings, step.dwelling) })
          .where('district', '=', district)
          .where('id', '=', id)
          .execute();
        await followHouseholds(w, [id]);
      });
      return;
    case 'nextDay':
      today = dayFrom(step.days);
      world.clock.set(`${today}T02:00:00Z`);
      await world.write(applyDates);
      return;
  }
}

test('counts kept step by step are those counted from nothing, whatever was done', { timeout: 120_000 }, async () => {
  await world.write(recountAll);
  expect(await kept(world)).toEqual(await counted(world, today));
  let linked = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 14 }), async (steps) => {
      for (const one of steps) await carryOut(one);
      const now = await kept(world);
      expect(now).toEqual(await counted(world, today));
      linked = Math.max(linked, now.loads.length);
      await world.write(recountAll);
      expect(await kept(world)).toEqual(now);
    }),
    { numRuns: 10, endOnFailure: true },
  );
  // The steps did link somebody, so the property said something.
  expect(linked).toBeGreaterThan(20);
});
