import type { CellState } from '../../kit/ui/index.ts';
import { nextVisit, type Plan, type TagKind, tagKinds } from '../people/index.ts';
import type { Occupancy } from '../places/index.ts';

/** What the people's map can show, by colour and sign. */
export const aspects = ['steward', 'care', 'volunteers', 'empty', 'visit'] as const;
export type Aspect = (typeof aspects)[number];

/** What is known of a door: what the map makes a state of. */
export type DoorFacts = {
  readonly households: number;
  /** Of the households, those with a steward of the level, and those whose steward carries too much. */
  readonly linked: number;
  readonly over: number;
  readonly members: number;
  readonly volunteers: number;
  readonly occupancy: Occupancy | null;
  /** Persons there who need care, and the visiting plans kept for them. */
  readonly cared: number;
  readonly plans: readonly { readonly plan: Plan; readonly since: string }[];
};

type StateTable = Readonly<Record<string, Omit<CellState, 'label'>>>;

/** The states of each aspect in the order of the key; the same sign never stands twice in one aspect. */
export const aspectStates = {
  steward: {
    without: { tone: 'alert', icon: 'circle-alert' },
    over: { tone: 'wait', icon: 'hourglass' },
    linked: { tone: 'done', icon: 'user-check' },
    nobody: { tone: 'muted', icon: 'circle-dashed' },
  },
  care: {
    care: { tone: 'alert', icon: 'heart' },
    no_care: { tone: 'neutral', icon: 'circle' },
    nobody: { tone: 'muted', icon: 'circle-dashed' },
  },
  volunteers: {
    volunteer: { tone: 'accent', icon: 'hand-heart' },
    member: { tone: 'info', icon: 'users' },
    no_member: { tone: 'neutral', icon: 'circle' },
    nobody: { tone: 'muted', icon: 'circle-dashed' },
  },
  empty: {
    self: { tone: 'done', icon: 'house' },
    let: { tone: 'info', icon: 'key-round' },
    shop: { tone: 'accent', icon: 'building' },
    empty: { tone: 'muted', icon: 'door-closed' },
    unknown: { tone: 'neutral', icon: 'circle-help' },
  },
  visit: {
    overdue: { tone: 'alert', icon: 'circle-alert' },
    visited: { tone: 'done', icon: 'footprints' },
    no_plan: { tone: 'neutral', icon: 'circle' },
    nobody: { tone: 'muted', icon: 'circle-dashed' },
  },
} as const satisfies Record<Aspect, StateTable>;

export type StateOf<A extends Aspect> = keyof (typeof aspectStates)[A] & string;

const states: { readonly [A in Aspect]: (door: DoorFacts, today: string) => StateOf<A> } = {
  steward: (door) => {
    if (door.households === 0) return 'nobody';
    if (door.linked < door.households) return 'without';
    return door.over > 0 ? 'over' : 'linked';
  },
  care: (door) => (door.cared > 0 ? 'care' : door.households > 0 ? 'no_care' : 'nobody'),
  volunteers: (door) => {
    if (door.volunteers > 0) return 'volunteer';
    if (door.members > 0) return 'member';
    return door.households > 0 ? 'no_member' : 'nobody';
  },
  empty: (door) => door.occupancy ?? 'unknown',
  visit: (door, today) => {
    if (door.plans.some(({ plan, since }) => isOverdue(plan, since, today))) return 'overdue';
    if (door.plans.some(({ plan }) => plan.lastVisit !== undefined || plan.frequency !== undefined)) return 'visited';
    return door.households > 0 ? 'no_plan' : 'nobody';
  },
};

function isOverdue(plan: Plan, since: string, today: string): boolean {
  const next = nextVisit(plan, since);
  return next !== undefined && next < today;
}

/** The state of a door under an aspect: a key of `aspectStates[aspect]`. */
export function doorState(aspect: Aspect, door: DoorFacts, today: string): string {
  return states[aspect](door, today);
}

/** Whether a tag says that somebody is to be looked after: those to be visited, and those whoever cares for them sees. */
export function needsCare(kind: TagKind): boolean {
  const { visited, sensitivity } = tagKinds[kind];
  return visited || sensitivity === 'care';
}
