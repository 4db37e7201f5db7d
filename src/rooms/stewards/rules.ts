import { isOn, type Level, type Link, type Steward } from './steward.ts';

/** Permission to link places and households to stewards, to end links and to hand them over. */
export const linkStewards = 'stewards.link';
/** Permission to appoint stewards and to end their service: it gives others sight of people, so it is the office's. */
export const appointStewards = 'stewards.appoint';
/** Permission to name the levels and to set their limits, for a whole district. */
export const setStewardLevels = 'stewards.levels';
/** Permission to see coverage, stewards and their load. */
export const seeCoverage = 'stewards.coverage';

/** How far ahead a link or a service may begin or end. */
export const daysAhead = 366;
/** How late a handover or an end may be written down: further back, what stands in the history stays. */
export const daysBack = 31;

type Dated = { readonly fromDay: string; readonly toDay?: string | undefined };

/** Why these dates cannot stand; undefined when they can. @param latest the last day a date may name. */
export function datesProblem({ fromDay, toDay }: Dated, latest: string): 'too_far_ahead' | 'ends_before' | undefined {
  if (fromDay > latest || (toDay ?? fromDay) > latest) return 'too_far_ahead';
  return toDay !== undefined && toDay <= fromDay ? 'ends_before' : undefined;
}

/** Why a steward cannot take links from a day on; undefined when they can. */
export function servingProblem(steward: Pick<Steward, 'fromDay' | 'toDay'>, dates: Dated): 'not_serving' | undefined {
  const last = dates.toDay;
  if (!isOn(steward, dates.fromDay)) return 'not_serving';
  return last !== undefined && steward.toDay !== null && last > steward.toDay ? 'not_serving' : undefined;
}

/** Why a place cannot be linked to a steward; undefined when it can. */
export function placeProblem(
  steward: Pick<Steward, 'placePath'>,
  place: { readonly kind: string; readonly state: string; readonly path: string },
): 'wrong_place' | 'place_gone' | 'outside_place' | undefined {
  if (place.kind === 'district') return 'wrong_place';
  if (place.state !== 'active') return 'place_gone';
  return place.path.startsWith(steward.placePath) ? undefined : 'outside_place';
}

/** Why one steward cannot hand over to another; undefined when they can. */
export function handoverProblem(
  from: Pick<Steward, 'id' | 'level'>,
  to: Pick<Steward, 'id' | 'level' | 'fromDay' | 'toDay'>,
  day: string,
): 'same_steward' | 'other_level' | 'not_serving' | undefined {
  if (from.id === to.id) return 'same_steward';
  if (from.level !== to.level) return 'other_level';
  return servingProblem(to, { fromDay: day });
}

/** True when a steward carries more than the limit of the level. */
export function isOver(load: number, limit: number): boolean {
  return load > limit;
}

/** Whether a change needs the word of whoever makes it: it leaves a steward over the limit, with more than before. */
export function needsConfirmation(before: number, after: number, limit: number): boolean {
  return isOver(after, limit) && after > before;
}

/** A link with the depth of its place: 1 for the district, growing towards the door. */
export type LinkInLine = Link & { readonly depth: number };

/**
 * Who answers for a household on a day, by level.
 * @param links all links at the household's dwelling and at the places above it on that day, with their depth.
 * @param serves whether a steward served on that day.
 */
export function nearest(
  householdId: string,
  links: readonly LinkInLine[],
  day: string,
  serves: (stewardId: string) => boolean,
): Partial<Record<Level, LinkInLine>> {
  const found: Partial<Record<Level, LinkInLine>> = {};
  for (const link of links) {
    const isMine = link.householdId === null || link.householdId === householdId;
    if (!isMine || !isOn(link, day) || !serves(link.stewardId)) continue;
    const other = found[link.level];
    if (!other || nearness(link) > nearness(other)) found[link.level] = link;
  }
  return found;
}

/** A link of the household itself is nearer than any of its places. */
function nearness(link: LinkInLine): number {
  return link.householdId === null ? link.depth : Number.POSITIVE_INFINITY;
}

/** What stands of a line of places on an earlier day, and what happened since to the tree. */
export type PlaceEvent = {
  /** The day it happened. */
  readonly day: string;
  /** Children of `under` among these stood under `before` until then. */
  readonly children: ReadonlySet<string>;
  readonly under: string;
  readonly before: string;
};

/**
 * The ids of a dwelling's places on a day.
 * @param line ids of today, from the district down to the dwelling.
 * @param events what moved since, oldest first.
 */
export function lineOnDay(line: readonly string[], events: readonly PlaceEvent[], day: string): string[] {
  const stood = [...line];
  for (const event of events.toReversed()) {
    if (event.day <= day) break;
    const at = stood.indexOf(event.under);
    const child = at < 0 ? undefined : stood[at + 1];
    if (child !== undefined && event.children.has(child)) stood[at] = event.before;
  }
  return stood;
}
