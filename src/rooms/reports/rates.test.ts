import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatRate, leastForRate, rateOf, risesTo } from './rates.ts';

test.each([
  [4, 4, '–'],
  [5, 5, '100%'],
  [0, 5, '0%'],
  [7, 8, '87.5%'],
  [2, 3, '–'],
  [2, 6, '33.3%'],
  [1, 2000, '0.1%'],
])('%i of %i: %s', (part, whole, said) => expect(formatRate(rateOf(part, whole))).toBe(said));

test('a rate is never more than half a thousandth off, and never out of bounds', () => {
  fc.assert(
    fc.property(fc.integer({ min: leastForRate, max: 1_000_000 }), fc.nat(), (whole, n) => {
      const part = n % (whole + 1);
      const { permille } = rateOf(part, whole);
      expect(permille).toBeGreaterThanOrEqual(0);
      expect(permille).toBeLessThanOrEqual(1000);
      expect(Math.abs((permille ?? -1) / 1000 - part / whole)).toBeLessThanOrEqual(0.000_500_1);
    }),
  );
});

test.each([
  [6, [1, 2, 1], 4 / 3],
  [3, [2, 2, 2], undefined],
  [2, [0, 0, 0], undefined],
  [3, [0, 0, 0], 0],
  [9, [1, 1], undefined],
])('%i after %j rises: %o', (now, history, usual) => {
  expect(risesTo(now, history)?.usual).toBe(usual);
});
