/** The five levels, 1 the highest (street) to 5 the nearest (household link). */
export const levels = [1, 2, 3, 4, 5] as const;
export type Level = (typeof levels)[number];

/** A level as a district names it, and how many households one of its stewards may carry. */
export type LevelTerms = {
  readonly level: Level;
  readonly zh: string;
  readonly en: string;
  readonly limit: number;
};

/**
 * What stands where a district has not decided otherwise. Names follow common practice (五级管家); the limits are
 * what one person can know by name at each level and are meant to be changed.
 */
export const usualLevels: readonly LevelTerms[] = [
  { level: 1, zh: '街道管家', en: 'Street steward', limit: 5000 },
  { level: 2, zh: '社区管家', en: 'Community steward', limit: 1500 },
  { level: 3, zh: '小区管家', en: 'Compound steward', limit: 500 },
  { level: 4, zh: '楼栋管家', en: 'Building steward', limit: 150 },
  { level: 5, zh: '联户管家', en: 'Household steward', limit: 40 },
];

/** A person serving as steward of a level within a place; `toDay` is the first day no longer. */
export type Steward = {
  readonly district: string;
  readonly id: string;
  readonly personId: string;
  readonly level: Level;
  readonly placeId: string;
  readonly placePath: string;
  readonly fromDay: string;
  readonly toDay: string | null;
};

/** A steward answers for a place, or for one household of a dwelling; `toDay` is the first day no longer. */
export type Link = {
  readonly id: string;
  readonly stewardId: string;
  readonly level: Level;
  readonly placeId: string;
  readonly householdId: string | null;
  readonly fromDay: string;
  readonly toDay: string | null;
};

/** True when something with dates is valid on a day. */
export function isOn(dated: { readonly fromDay: string; readonly toDay: string | null }, day: string): boolean {
  return dated.fromDay <= day && (dated.toDay === null || day < dated.toDay);
}

/** A number from data as a level; throws for anything else, which the database does not hold. */
export function levelOf(value: number): Level {
  const level = levels[value - 1];
  if (level === undefined) throw new Error(`No level ${value}`);
  return level;
}
