import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Share } from './household.ts';
import { addShares, type Ownership, printShare, readShare, sharesProblem } from './shares.ts';

const whole: Ownership = { capacity: 'owner', share: null };
const jointly: Ownership = { capacity: 'co_owner', share: null };
const part = (part: number, whole: number): Ownership => ({ capacity: 'co_owner', share: { part, whole } });

describe('ownerships of one dwelling', () => {
  test.each<[string, Ownership[], ReturnType<typeof sharesProblem>]>([
    ['nobody', [], undefined],
    ['one owner', [whole], undefined],
    ['an owner and tenants', [whole, { capacity: 'tenant', share: null }], undefined],
    ['two sole owners', [whole, whole], 'owned_already'],
    ['an owner and a co-owner', [whole, part(1, 9)], 'owned_already'],
    ['three thirds', [part(1, 3), part(1, 3), part(1, 3)], undefined],
    ['a sixth too much', [part(1, 3), part(1, 3), part(1, 2)], 'shares_exceed'],
    ['a hair too much', [part(1, 2), part(500_001, 1_000_000)], 'shares_exceed'],
    ['spouses without shares', [jointly, jointly], undefined],
    ['no room left for the joint owner', [part(1, 1), jointly], 'share_missing_room'],
    ['a share of a tenant', [{ capacity: 'tenant', share: { part: 1, whole: 2 } }], 'share_not_for_capacity'],
  ])('%s', (_, all, problem) => expect(sharesProblem(all)).toBe(problem));

  const share = fc
    .tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }))
    .map(([a, b]): Share => ({ part: Math.min(a, b), whole: Math.max(a, b) }));

  test('whatever is accepted never comes to more than the whole, and what fills it exactly is accepted', () => {
    fc.assert(
      fc.property(fc.array(share, { maxLength: 8 }), (shares) => {
        const sum = addShares(shares);
        const refused = sharesProblem(shares.map((one) => ({ capacity: 'co_owner', share: one }))) !== undefined;
        expect(refused).toBe(sum.part > sum.whole);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 12 }), (parts) => {
        const all = parts.reduce((a, b) => a + b);
        const exact = parts.map((one) => part(one, all));
        expect(sharesProblem(exact)).toBeUndefined();
        expect(sharesProblem([...exact, part(1, 1_000_000)])).toBe('shares_exceed');
      }),
    );
  });
});

describe('shares as people write them', () => {
  test.each([
    ['1/2', '1/2'],
    ['１／３', '1/3'],
    ['二分之一', undefined],
    ['2分之1', '1/2'],
    ['50%', '1/2'],
    ['33.3%', '333/1000'],
    ['0.25', '1/4'],
    ['3/2', undefined],
    ['0/2', undefined],
    ['1/0', undefined],
    ['', undefined],
  ])('%s', (text, printed) => {
    const share = readShare(text);
    expect(share && printShare(share)).toBe(printed);
  });
});
