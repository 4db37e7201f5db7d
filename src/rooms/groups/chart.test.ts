import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeKinds } from '../places/index.ts';
import { type ChartGroup, depthWithin, inTreeOrder } from './chart.ts';

test('the chart stops before the level that would be too much', () => {
  expect(depthWithin({ township: 1, community: 16, compound: 200, building: 500 }, 300)).toBe('compound');
  expect(depthWithin({ community: 1, compound: 3 }, 300)).toBe('dwelling');
  expect(depthWithin({}, 300)).toBe('dwelling');
});

test('what is drawn stays within the limit, unless the first level alone is too much', () => {
  const counts = fc.record(Object.fromEntries(placeKinds.map((kind) => [kind, fc.integer({ min: 0, max: 400 })])));
  fc.assert(
    fc.property(counts, (n) => {
      const depth = depthWithin(n, 300);
      const drawn = placeKinds.slice(0, placeKinds.indexOf(depth) + 1).map((kind) => n[kind] ?? 0);
      const levels = drawn.filter((count) => count > 0);
      if (levels.length > 1) expect(levels.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(300);
    }),
  );
});

const node = (id: string, parentId: string | null): ChartGroup => ({
  id,
  parentId,
  kind: 'team',
  name: id,
  placeId: 'p',
  placeKind: 'compound',
  path: '1.',
  members: 0,
});

test('each group comes after the one it belongs to; one whose parent is not drawn stands at the top', () => {
  const ordered = inTreeOrder(
    [node('c', 'b'), node('a', null), node('d', 'gone'), node('b', 'a')],
    new Map([['a', 4]]),
  );
  expect(ordered.map((one) => [one.id, one.parentId, one.hidden])).toEqual([
    ['a', null, 4],
    ['b', 'a', 0],
    ['c', 'b', 0],
    ['d', null, 0],
  ]);
});
