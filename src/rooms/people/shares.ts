import type { Capacity, Residence, Share } from './household.ts';

/** What somebody owns of a dwelling: all of it, a stated share, or jointly with others without shares. */
export type Ownership = { readonly capacity: Capacity; readonly share: Share | null };

export type ShareProblem = 'owned_already' | 'shares_exceed' | 'share_missing_room' | 'share_not_for_capacity';

/** Whether this capacity owns. */
export function owns(capacity: Capacity): boolean {
  return capacity === 'owner' || capacity === 'co_owner';
}

/**
 * Why these ownerships cannot hold of one dwelling at once; undefined when they can. A sole owner has the whole; stated
 * shares never come to more than the whole; whoever owns jointly without a stated share still owns something.
 * Fractions are added exactly.
 */
export function sharesProblem(all: readonly Ownership[]): ShareProblem | undefined {
  if (all.some((one) => one.share !== null && one.capacity !== 'co_owner')) return 'share_not_for_capacity';
  const owners = all.filter((one) => owns(one.capacity));
  if (owners.some((one) => one.capacity === 'owner')) return owners.length > 1 ? 'owned_already' : undefined;
  const sum = addShares(owners.flatMap((one) => one.share ?? []));
  if (sum.part > sum.whole) return 'shares_exceed';
  const hasUnstated = owners.some((one) => one.share === null);
  return hasUnstated && sum.part === sum.whole ? 'share_missing_room' : undefined;
}

/** The exact sum of shares, not reduced. */
export function addShares(shares: readonly Share[]): { part: bigint; whole: bigint } {
  return shares.reduce(
    (sum, share) => ({
      part: sum.part * BigInt(share.whole) + BigInt(share.part) * sum.whole,
      whole: sum.whole * BigInt(share.whole),
    }),
    { part: 0n, whole: 1n },
  );
}

/** The ownerships that last, out of the rows of one dwelling. */
export function lasting(rows: readonly Pick<Residence, 'capacity' | 'share' | 'toDay'>[]): Ownership[] {
  return rows.filter((row) => row.toDay === null && owns(row.capacity));
}

/** Reads 1/2, 50% or 0.25 as a share; undefined for anything else, for nothing, and for more than the whole. */
export function readShare(text: string): Share | undefined {
  const tidied = text.normalize('NFKC').replaceAll(/\s/g, '');
  const fraction = /^(\d{1,6})\/(\d{1,6})$/.exec(tidied) ?? /^(?<whole>\d{1,6})分之(?<part>\d{1,6})$/.exec(tidied);
  const percent = /^(\d{1,3})(?:\.(\d{1,3}))?%$/.exec(tidied);
  const decimal = /^0?\.(\d{1,6})$/.exec(tidied);
  const share = fraction?.groups
    ? { part: Number(fraction.groups.part), whole: Number(fraction.groups.whole) }
    : fraction
      ? { part: Number(fraction[1]), whole: Number(fraction[2]) }
      : percent
        ? reduce(Number(`${percent[1]}${(percent[2] ?? '').padEnd(3, '0')}`), 100_000)
        : decimal
          ? reduce(Number((decimal[1] ?? '').padEnd(6, '0')), 1_000_000)
          : undefined;
  return share && share.part > 0 && share.part <= share.whole ? share : undefined;
}

/** 1/2. */
export function printShare(share: Share): string {
  return `${share.part}/${share.whole}`;
}

function reduce(part: number, whole: number): Share {
  const divisor = gcd(part, whole);
  return { part: part / divisor, whole: whole / divisor };
}

function gcd(a: number, b: number): number {
  return b === 0 ? a || 1 : gcd(b, a % b);
}
