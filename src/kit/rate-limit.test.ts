import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rateLimit } from './rate-limit.ts';

test('a burst at once, then evenly, and it says how long to wait', () => {
  let now = 0;
  const limit = rateLimit({ burst: 3, perMinute: 6, clock: () => now });
  expect([1, 2, 3, 4].map(() => limit.take('a'))).toEqual([true, true, true, false]);
  expect([limit.wait('a'), limit.wait('a', 2), limit.wait('b')]).toEqual([10, 20, 0]);
  expect(limit.take('b')).toBe(true);
  now = 9_999;
  expect([limit.take('a'), limit.wait('a')]).toEqual([false, 1]);
  now = 10_001;
  expect([limit.take('a'), limit.take('a')]).toEqual([true, false]);
  limit.forget('a');
  expect(limit.take('a', 3)).toBe(true);
});

test('never more than burst plus what time has given, in whatever rhythm it is asked', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5000), { maxLength: 200 }), (pauses) => {
      let now = 0;
      const limit = rateLimit({ burst: 5, perMinute: 60, clock: () => now });
      let allowed = 0;
      for (const pause of pauses) {
        now += pause;
        if (limit.take('a')) allowed += 1;
      }
      expect(allowed).toBeLessThanOrEqual(5 + now / 1000 + 1e-6);
      expect(allowed).toBeGreaterThanOrEqual(Math.min(pauses.length, 5));
    }),
  );
});

test('waiting as long as it says is enough', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 600 }), (burst, perMinute) => {
      let now = 0;
      const limit = rateLimit({ burst, perMinute, clock: () => now });
      for (let i = 0; i < burst; i += 1) expect(limit.take('a')).toBe(true);
      now += limit.wait('a') * 1000;
      expect(limit.take('a')).toBe(true);
    }),
  );
});

test('memory stays bounded, and the key used last is kept', () => {
  const limit = rateLimit({ burst: 1, perMinute: 1, keys: 100, clock: () => 0 });
  limit.take('kept');
  for (let i = 0; i < 10_000; i += 1) {
    limit.take(`k${i}`);
    expect(limit.take('kept')).toBe(false);
  }
  expect(limit.size).toBe(100);
});
