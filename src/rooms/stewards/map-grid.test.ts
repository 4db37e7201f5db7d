import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aspectStates, aspects, type DoorFacts, doorState } from './map-aspect.ts';
import { layOut } from './map-grid.ts';

const doors = (...names: (string | [string, number])[]) =>
  names.map((name, i) =>
    typeof name === 'string' ? { id: String(i), name, floor: null } : { id: String(i), name: name[0], floor: name[1] },
  );
const drawn = (...names: (string | [string, number])[]) => {
  const grid = layOut(doors(...names));
  return {
    columns: grid.columns,
    floors: grid.floors.map(({ floor, doors: row }) => [floor, ...row.map((door) => door?.name)]),
  };
};

test('a plain building: floors from the top down, doors side by side', () => {
  expect(drawn('101', '102', '201', '202', '301', '302')).toEqual({
    columns: ['01', '02'],
    floors: [
      [3, '301', '302'],
      [2, '201', '202'],
      [1, '101', '102'],
    ],
  });
});

test('gaps stay gaps, ten storeys and more keep their doors, cellars stand below', () => {
  expect(drawn('101', '103', '1002', '-101')).toEqual({
    columns: ['01', '02', '03'],
    floors: [
      [10, undefined, '1002', undefined],
      [1, '101', undefined, '103'],
      [-1, '-101', undefined, undefined],
    ],
  });
});

test('what has no storey in its number stands last, in columns of its own', () => {
  expect(drawn('101', '门面1', ['阁楼', 7])).toEqual({
    columns: ['01', '门面1', '阁楼'],
    floors: [
      [7, undefined, undefined, '阁楼'],
      [1, '101', undefined, undefined],
      [null, undefined, '门面1', undefined],
    ],
  });
});

test('every door stands in the grid exactly once, whatever it is called', () => {
  const name = fc.oneof(
    fc
      .integer({ min: 1, max: 40 })
      .chain((floor) => fc.integer({ min: 1, max: 12 }).map((door) => `${floor}${String(door).padStart(2, '0')}`)),
    fc.constantFrom('门面1', '门面2', 'A座大堂', '-101', '-1', 'B101', '3A', '1201A', '车库12', '甲'),
  );
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 60 }), (names) => {
      const grid = layOut(doors(...names));
      const found = grid.floors.flatMap(({ doors: row }) => row.flatMap((door) => door?.name ?? []));
      expect(found.sort()).toEqual([...names].sort());
      for (const { doors: row } of grid.floors) expect(row).toHaveLength(grid.columns.length);
    }),
  );
});

const empty: DoorFacts = {
  households: 0,
  linked: 0,
  over: 0,
  members: 0,
  volunteers: 0,
  occupancy: null,
  cared: 0,
  plans: [],
};
const home: DoorFacts = { ...empty, households: 1 };
const due = { plan: { frequency: 'monthly' as const, lastVisit: '2026-10-01' }, since: '2026-01-01' };

test.each([
  ['steward', empty, 'nobody'],
  ['steward', home, 'without'],
  ['steward', { ...home, linked: 1 }, 'linked'],
  ['steward', { ...home, linked: 1, over: 1 }, 'over'],
  ['steward', { ...home, households: 2, linked: 1 }, 'without'],
  ['care', empty, 'nobody'],
  ['care', home, 'no_care'],
  ['care', { ...home, cared: 2 }, 'care'],
  ['volunteers', { ...home, members: 1 }, 'member'],
  ['volunteers', { ...home, members: 2, volunteers: 1 }, 'volunteer'],
  ['empty', { ...home, occupancy: 'let' }, 'let'],
  ['empty', home, 'unknown'],
  ['visit', home, 'no_plan'],
  ['visit', { ...home, plans: [due] }, 'overdue'],
  ['visit', { ...home, plans: [{ ...due, plan: { ...due.plan, lastVisit: '2026-11-01' } }] }, 'visited'],
  ['visit', { ...home, plans: [{ plan: { frequency: 'weekly' }, since: '2026-11-21' }] }, 'visited'],
  ['visit', { ...home, plans: [{ plan: {}, since: '2026-01-01' }] }, 'no_plan'],
] as const)('seen by %s, %o is %s', (aspect, door, state) => {
  expect(doorState(aspect, door, '2026-11-22')).toBe(state);
});

test.each(aspects)('the states of %s differ in their sign, not in their colour alone', (aspect) => {
  const signs = Object.values(aspectStates[aspect]).map((state) => state.icon);
  expect(new Set(signs).size).toBe(signs.length);
});
