import type { Day } from '../../kit/clock.ts';

/** The later of two days. */
export function laterDay(a: Day, b: Day): Day {
  return [a, b].sort()[1] ?? a;
}

/** In which capacity somebody belongs to a dwelling. */
export const capacities = ['owner', 'co_owner', 'tenant', 'resident'] as const;
export type Capacity = (typeof capacities)[number];

/** Part of a whole, both positive integers. */
export type Share = { readonly part: number; readonly whole: number };

/** Somebody's belonging to a dwelling, from a day to a day (`toDay` is the first day no longer, null while it lasts). */
export type Residence = {
  readonly id: string;
  readonly dwellingId: string;
  readonly personId: string;
  /** The household there, for those who live there. */
  readonly householdId: string | null;
  readonly capacity: Capacity;
  readonly livesHere: boolean;
  /** Of a co-owner; null where it is owned jointly without shares (Civil Code art. 299). */
  readonly share: Share | null;
  /** Relation to the head of the household, GB/T 4761. */
  readonly relation: string | null;
  readonly fromDay: Day;
  readonly toDay: Day | null;
};

/** Those who live together in one dwelling. */
export type Household = {
  readonly district: string;
  readonly id: string;
  readonly dwellingId: string;
  readonly headId: string | null;
  /** Heads a ledger counts, which may differ from the members known by name. */
  readonly declaredSize: number | null;
  /** The steward's name as a ledger gives it, until somebody links that steward. */
  readonly ledgerSteward: string | null;
  readonly fromDay: Day;
  readonly toDay: Day | null;
};
