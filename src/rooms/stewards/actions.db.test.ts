import { describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { district, makeWorld, value } from '../../../test/stewards-world.ts';
import { addDays } from '../../kit/clock.ts';
import { isRefused } from '../../kit/outcome.ts';
import { recountAll } from './counting.ts';
import { coverageOf, listCovered, loadsAt } from './coverage.ts';
import { handOver, linkPlaces, unlink } from './linking.ts';
import { chainOf, stewardPostsOf, stewardsAt } from './lookups.ts';
import { appointSteward, endSteward, setLevels } from './serving.ts';
import type { Level, Steward } from './steward.ts';
import { levelsOf, linksFrom, loadOf } from './store.ts';

const database = await openTestDatabase();
const db = database.kysely;
const world = await makeWorld(database);
await world.write(recountAll);
const today = '2026-11-22';
const plain = { fromDay: today, takeOver: false, evenIfOverloaded: false } as const;

const link = async (steward: Steward, placeIds: readonly string[], more: object = {}) => {
  const targets = await Promise.all(placeIds.map(async (id) => ({ place: await world.place(id) })));
  return world.run((w) => linkPlaces(w, { steward, targets, ...plain, ...more }));
};
const at = (list: readonly string[], i: number): string => list[i] ?? '';
const coverage = async (placeId: string, level: Level = 5) =>
  (await coverageOf(db, district, [placeId], await levelsOf(db, district))).get(placeId)?.[level];
const lastEntry = async () =>
  (await database.query('SELECT verb, thing_id, place_id, for_id, change FROM journal ORDER BY id DESC LIMIT 1'))[0];
const messagesOf = async (steward: Steward) =>
  (await database.query('SELECT kind FROM messages WHERE person_id = $1 ORDER BY id', [steward.personId])).map(
    (row) => row.kind,
  );

describe('linking', () => {
  test('an entrance is linked, counted at every place above and journalled once', async () => {
    const steward = await world.steward(5, at(world.compounds, 0));
    const entrance = at(world.entrances, 0);
    expect(value(await link(steward, [entrance]))).toEqual({ stewardId: steward.id, linked: 1, ended: 0 });
    for (const placeId of [entrance, at(world.buildings, 0), at(world.compounds, 0), ...Object.values(world.at)]) {
      expect(await coverage(placeId)).toMatchObject({ linked: 3, over: 0, stewards: 1 });
    }
    expect(await coverage(at(world.entrances, 1))).toMatchObject({ households: 3, linked: 0, without: 3, stewards: 0 });
    expect(await coverage(world.at.district, 4)).toMatchObject({ households: 24, linked: 0 });
    expect(await loadOf(db, steward)).toBe(3);
    expect(await lastEntry()).toMatchObject({
      verb: 'stewards.link',
      thing_id: steward.id,
      place_id: entrance,
      change: { level: 5, placeIds: [entrance], householdIds: [], fromDay: today, ended: [] },
    });
    const [post, ...others] = await stewardPostsOf(db, district, steward.personId, today);
    expect(others).toEqual([]);
    expect(post).toMatchObject({ role: 'steward.5', placeId: entrance, fromDay: today, untilDay: null });
    const place = await world.place(at(world.dwellings, 0));
    expect(await stewardsAt(db, place, today)).toMatchObject([{ stewardId: steward.id, level: 5, name: '管家5' }]);
  });

  test('what others hold is in the way until it is taken over', async () => {
    const first = await world.steward(5, at(world.compounds, 0));
    const second = await world.steward(5, at(world.compounds, 0));
    const entrance = at(world.entrances, 1);
    value(await link(first, [entrance]));
    expect(await link(second, [entrance])).toMatchObject({ refused: 'taken', detail: { n: 1 } });
    expect(await link(first, [entrance])).toMatchObject({ refused: 'same_as_now' });
    expect(value(await link(second, [entrance], { takeOver: true }))).toMatchObject({ linked: 1, ended: 1 });
    expect([await loadOf(db, first), await loadOf(db, second)]).toEqual([0, 3]);
    expect(await linksFrom(db, first, today)).toEqual([]);
  });

  test('a nearer link takes only its own household, and gives it back when it ends', async () => {
    const wide = await world.steward(4, at(world.compounds, 1));
    const near = await world.steward(4, at(world.compounds, 1));
    const building = at(world.buildings, 2);
    value(await link(wide, [building]));
    const householdId = at(world.households, 12);
    const [row] = await database.query('SELECT dwelling_id FROM households WHERE id = $1', [householdId]);
    const place = await world.place(String(row?.dwelling_id));
    value(await world.run((w) => linkPlaces(w, { steward: near, targets: [{ place, householdId }], ...plain })));
    expect([await loadOf(db, wide), await loadOf(db, near)]).toEqual([5, 1]);
    expect(await chainOf(db, { district, id: householdId })).toMatchObject([
      { level: 4, stewardId: near.id, name: '管家4' },
    ]);
    const [own] = await linksFrom(db, near, today);
    expect(
      value(await world.run((w) => unlink(w, { steward: near, linkIds: [own?.id ?? ''], day: today }))),
    ).toMatchObject({ ended: 1 });
    expect([await loadOf(db, wide), await loadOf(db, near)]).toEqual([6, 0]);
    expect(await world.run((w) => unlink(w, { steward: near, linkIds: [own?.id ?? ''], day: today }))).toMatchObject({
      refused: 'not_linked',
    });
  });

  test.each([
    ['outside where the steward serves', 'outside_place', { place: 1, from: today }],
    ['before the service begins', 'not_serving', { place: 0, from: '2025-12-31' }],
    ['far ahead', 'too_far_ahead', { place: 0, from: '2028-01-01' }],
    ['with an end before its beginning', 'ends_before', { place: 0, from: today, to: '2026-11-01' }],
  ])(
    'a link %s is refused: %s',
    async (_, reason, { place, from, to }: { place: number; from: string; to?: string }) => {
      const steward = await world.steward(3, at(world.compounds, 0));
      expect(await link(steward, [at(world.compounds, place)], { fromDay: from, toDay: to })).toMatchObject({
        refused: reason,
      });
    },
  );

  test('nothing chosen is refused, and so is rewriting what stood long ago', async () => {
    const steward = await world.steward(2, world.at.community);
    const other = await world.steward(2, world.at.community);
    expect(await link(steward, [])).toMatchObject({ refused: 'nothing_chosen' });
    value(await link(steward, [world.at.community], { fromDay: '2026-02-01' }));
    expect(await link(other, [world.at.community], { fromDay: '2026-03-01', takeOver: true })).toMatchObject({
      refused: 'too_far_back',
    });
    expect(
      value(await link(other, [world.at.community], { fromDay: addDays(today, -31), takeOver: true })),
    ).toMatchObject({ ended: 1 });
  });

  test('over the limit needs a word, and shows as over at every place', async () => {
    value(
      await world.run(async (w) =>
        setLevels(w, {
          districtPlaceId: world.at.district,
          levels: (await levelsOf(w.tx, district)).map((terms) =>
            terms.level === 1 ? { ...terms, zh: '街长', limit: 20 } : terms,
          ),
        }),
      ),
    );
    const steward = await world.steward(1, world.at.township);
    expect(await link(steward, [world.at.township])).toMatchObject({
      refused: 'overloaded',
      detail: { n: 24, limit: 20 },
    });
    expect(await coverage(world.at.township, 1)).toMatchObject({ linked: 0 });
    value(await link(steward, [world.at.township], { evenIfOverloaded: true }));
    expect(await coverage(world.at.township, 1)).toMatchObject({ linked: 24, over: 24, stewards: 1 });
    expect(await coverage(at(world.entrances, 0), 1)).toMatchObject({ linked: 3, over: 3 });
    const township = await world.place(world.at.township);
    expect(
      await listCovered(db, township, { level: 1, shown: 'over', limit: 20 }, { offset: 0, limit: 100 }),
    ).toHaveLength(24);
    expect(
      await listCovered(db, township, { level: 1, shown: 'without', limit: 20 }, { offset: 0, limit: 100 }),
    ).toEqual([]);
    expect(await loadsAt(db, { district, id: at(world.buildings, 0) }, 1, { offset: 0, limit: 10 })).toEqual([
      { stewardId: steward.id, here: 6, load: 24 },
    ]);
    expect((await levelsOf(db, district))[0]).toEqual({ level: 1, zh: '街长', en: 'Street steward', limit: 20 });
  });
});

describe('serving', () => {
  test('a person is appointed once for a level and a place, and told', async () => {
    const personId = await world.person('林秋月');
    const place = await world.place(at(world.compounds, 0));
    const appoint = () => world.run((w) => appointSteward(w, { personId, level: 3, place, fromDay: today }));
    const { stewardId } = value(await appoint());
    expect(await lastEntry()).toMatchObject({
      verb: 'stewards.appoint',
      thing_id: stewardId,
      place_id: place.id,
      for_id: personId,
    });
    expect(await database.query('SELECT kind, about FROM messages WHERE person_id = $1', [personId])).toMatchObject([
      { kind: 'stewards.told_appointed', about: { from: today } },
    ]);
    expect(await appoint()).toMatchObject({ refused: 'serves_already' });
    const door = await world.place(at(world.dwellings, 0));
    expect(
      await world.run((w) => appointSteward(w, { personId, level: 5, place: door, fromDay: today })),
    ).toMatchObject({ refused: 'wrong_place' });
  });

  test('whoever ends a service says that households may be left without', async () => {
    const steward = await world.steward(3, at(world.compounds, 1));
    value(await link(steward, [at(world.compounds, 1)]));
    const end = (leaveUncovered: boolean) => world.run((w) => endSteward(w, { steward, day: today, leaveUncovered }));
    expect(await end(false)).toMatchObject({ refused: 'still_responsible', detail: { n: 12 } });
    expect(value(await end(true))).toMatchObject({ links: 1 });
    expect(await coverage(at(world.compounds, 1), 3)).toMatchObject({ households: 12, linked: 0 });
    expect(await stewardPostsOf(db, district, steward.personId, today)).toEqual([]);
    expect(await end(true)).toMatchObject({ refused: 'ended_before' });
    expect(await link(steward, [at(world.compounds, 1)])).toMatchObject({ refused: 'not_serving' });
  });
});

describe('handing over', () => {
  test('all links go to the other at once, both are told, one entry is written', async () => {
    const from = await world.steward(5, at(world.compounds, 1));
    const to = await world.steward(5, at(world.compounds, 1));
    const entrances = world.entrances.slice(4, 7);
    value(await link(from, entrances));
    const before = await database.query('SELECT count(*)::int AS n FROM journal');
    expect(value(await world.run((w) => handOver(w, { from, to, day: today, evenIfOverloaded: false })))).toEqual({
      stewardId: to.id,
      handedOver: 3,
    });
    const after = await database.query('SELECT count(*)::int AS n FROM journal');
    expect(Number(after[0]?.n) - Number(before[0]?.n)).toBe(1);
    expect(await lastEntry()).toMatchObject({
      verb: 'stewards.hand_over',
      thing_id: from.id,
      place_id: at(world.compounds, 1),
      change: { toId: to.id, level: 5, day: today },
    });
    expect([await loadOf(db, from), await loadOf(db, to)]).toEqual([0, 9]);
    expect([await messagesOf(from), await messagesOf(to)]).toEqual([
      ['stewards.told_handed_over'],
      ['stewards.told_taken_over'],
    ]);
    expect(await world.run((w) => handOver(w, { from, to, day: today, evenIfOverloaded: false }))).toMatchObject({
      refused: 'nothing_to_hand_over',
    });
  });

  test('chosen links go, the others stay', async () => {
    const from = await world.steward(5, at(world.compounds, 1));
    const to = await world.steward(5, at(world.compounds, 1));
    const dwellings = world.dwellings.slice(28, 30);
    value(await link(from, dwellings));
    const [first, second] = await linksFrom(db, from, today);
    value(
      await world.run((w) =>
        handOver(w, { from, to, linkIds: [first?.id ?? ''], day: today, evenIfOverloaded: false }),
      ),
    );
    expect((await linksFrom(db, from, today)).map((one) => one.id)).toEqual([second?.id]);
    expect(
      await world.run((w) =>
        handOver(w, { from, to, linkIds: [first?.id ?? ''], day: today, evenIfOverloaded: false }),
      ),
    ).toMatchObject({ refused: 'not_linked' });
  });

  test('nobody takes over outside their place, at another level or beyond the limit unasked', async () => {
    const from = await world.steward(3, world.at.community);
    value(await link(from, [at(world.compounds, 1)], { takeOver: true }));
    const give = (to: Steward) => world.run((w) => handOver(w, { from, to, day: today, evenIfOverloaded: false }));
    expect(await give(await world.steward(3, at(world.compounds, 0)))).toMatchObject({ refused: 'outside_place' });
    expect(await give(await world.steward(4, world.at.community))).toMatchObject({ refused: 'other_level' });
    expect(await give(from)).toMatchObject({ refused: 'same_steward' });
    const small = await world.steward(3, world.at.community);
    value(
      await world.run(async (w) =>
        setLevels(w, {
          districtPlaceId: world.at.district,
          levels: (await levelsOf(w.tx, district)).map((terms) =>
            terms.level === 3 ? { ...terms, limit: 11 } : terms,
          ),
        }),
      ),
    );
    const refused = await give(small);
    expect(refused).toMatchObject({ refused: 'overloaded', detail: { n: 12, limit: 11 } });
    expect(isRefused(refused) && (await loadOf(db, from))).toBe(12);
    expect(await messagesOf(small)).toEqual([]);
  });
});
