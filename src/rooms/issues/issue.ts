import type { Day } from '../../kit/clock.ts';
import type { Channel } from '../../kit/journal.ts';
import type { IssueKind } from './kind.ts';
import type { Tier } from './tier.ts';

/** Where an issue stands. The last five are five different ends: "closed" is not "fixed". */
export const states = [
  'reported',
  'asked',
  'accepted',
  'assigned',
  'acting',
  'resolved',
  'closed',
  'declined',
  'referred',
  'merged',
  'withdrawn',
] as const;
export type State = (typeof states)[number];

/** The five steps that neighbours know (收集—整理—公示—评议—反馈). */
export const loopSteps = ['collect', 'sort', 'publish', 'appraise', 'feed_back'] as const;
export type LoopStep = (typeof loopSteps)[number];

export const verbs = [
  'accept',
  'ask_back',
  'answer',
  'decline',
  'contest',
  'refer',
  'merge',
  'unmerge',
  'split',
  'confide',
  'publish',
  'assign',
  'take',
  'object',
  'add_helper',
  'contact',
  'step',
  'wait',
  'whistle',
  'support',
  'extend',
  'resolve',
  'appraise',
  'log_appraisal',
  'feed_back',
  'join',
  'add_fact',
  'moderate',
  'withdraw',
] as const;
export type Verb = (typeof verbs)[number];

/**
 * As what somebody stands towards an issue; one may be several. `desk` holds the power to sort at the desk it lies on,
 * `above` at a place above that desk.
 */
export const roles = ['raiser', 'party', 'neighbour', 'assignee', 'helper', 'desk', 'above', 'caller'] as const;
export type Role = (typeof roles)[number];

type Move = { readonly to: State | 'same'; readonly by: readonly Role[] };

const sorting: readonly Role[] = ['desk', 'above'];
const acting: readonly Role[] = ['assignee', 'desk', 'above'];
/** What may be said and decided at any time while an issue is open. */
const whileOpen = {
  join: { to: 'same', by: ['neighbour'] },
  add_fact: { to: 'same', by: ['neighbour', 'party', 'raiser'] },
  moderate: { to: 'same', by: sorting },
  confide: { to: 'same', by: sorting },
  contact: { to: 'same', by: [...acting, 'helper'] },
  split: { to: 'same', by: sorting },
  withdraw: { to: 'withdrawn', by: ['raiser'] },
  merge: { to: 'merged', by: sorting },
  refer: { to: 'referred', by: sorting },
} as const satisfies Partial<Record<Verb, Move>>;
const underway = {
  publish: { to: 'same', by: sorting },
  assign: { to: 'assigned', by: sorting },
  add_helper: { to: 'same', by: acting },
  whistle: { to: 'same', by: acting },
  support: { to: 'same', by: ['above'] },
  extend: { to: 'same', by: ['above'] },
} as const satisfies Partial<Record<Verb, Move>>;

/** The life of an issue: from each state, which verb leads where, and who may. A state more does not compile until it is here. */
export const life = {
  reported: {
    ...whileOpen,
    accept: { to: 'accepted', by: sorting },
    ask_back: { to: 'asked', by: sorting },
    decline: { to: 'declined', by: sorting },
  },
  asked: {
    ...whileOpen,
    answer: { to: 'reported', by: ['raiser', ...sorting] },
    accept: { to: 'accepted', by: sorting },
    decline: { to: 'declined', by: sorting },
  },
  accepted: {
    ...whileOpen,
    ...underway,
    take: { to: 'acting', by: sorting },
    decline: { to: 'declined', by: sorting },
  },
  assigned: {
    ...whileOpen,
    ...underway,
    take: { to: 'acting', by: ['assignee'] },
    object: { to: 'accepted', by: ['assignee'] },
  },
  acting: {
    ...whileOpen,
    ...underway,
    step: { to: 'same', by: [...acting, 'helper'] },
    wait: { to: 'same', by: acting },
    resolve: { to: 'resolved', by: acting },
  },
  resolved: {
    add_fact: { to: 'same', by: ['neighbour', 'party', 'raiser'] },
    moderate: { to: 'same', by: sorting },
    publish: { to: 'same', by: sorting },
    appraise: { to: 'same', by: ['raiser', 'party'] },
    log_appraisal: { to: 'same', by: ['desk', 'above', 'caller'] },
    feed_back: { to: 'closed', by: acting },
  },
  closed: { moderate: { to: 'same', by: sorting } },
  declined: { contest: { to: 'reported', by: ['raiser'] } },
  referred: {},
  merged: { unmerge: { to: 'reported', by: sorting } },
  withdrawn: {},
} as const satisfies Record<State, Partial<Record<Verb, Move>>>;

/** What a verb does in a state, and who may; undefined where it does not exist there. */
export function moveOf(state: State, verb: Verb): Move | undefined {
  const moves: Partial<Record<Verb, Move>> = life[state];
  return moves[verb];
}

/** States in which an issue is over. */
export function isOver(state: State): boolean {
  return ['closed', 'declined', 'referred', 'merged', 'withdrawn'].includes(state);
}

/** Which of the five steps is now. Publishing is part of acting: what is under way is under everybody's eyes. */
export const stepOf: Readonly<Record<State, LoopStep>> = {
  reported: 'collect',
  asked: 'collect',
  accepted: 'sort',
  assigned: 'publish',
  acting: 'publish',
  resolved: 'appraise',
  closed: 'feed_back',
  declined: 'feed_back',
  referred: 'feed_back',
  merged: 'feed_back',
  withdrawn: 'feed_back',
};

export const urgencies = ['hazard', 'soon', 'usual'] as const;
export type Urgency = (typeof urgencies)[number];
export const visibilities = ['all', 'compound', 'handlers'] as const;
export type Visibility = (typeof visibilities)[number];
export const satisfactions = ['satisfied', 'fair', 'dissatisfied'] as const;
export type Satisfaction = (typeof satisfactions)[number];

export const stepKinds = [
  'contact',
  'step',
  'wait',
  'resolve',
  'question',
  'answer',
  'whistle',
  'support',
  'extend',
  'fact',
  'objection',
] as const;
export type StepKind = (typeof stepKinds)[number];
/** Who reads a step: everybody who sees the issue, its parties and handlers, handlers only; held or refused by the desk. */
export type StepShown = 'public' | 'parties' | 'handlers' | 'held' | 'refused';

export type Issue = {
  readonly district: string;
  readonly id: string;
  /** Such as 2026-0153, counted per community and year. */
  readonly number: string;
  readonly placeId: string;
  readonly path: string;
  readonly communityId: string;
  readonly kind: IssueKind;
  readonly urgency: Urgency;
  readonly visibility: Visibility;
  readonly restricted: boolean;
  readonly state: State;
  readonly channel: Channel;
  readonly title: string;
  readonly raiserId: string | null;
  readonly helperId: string | null;
  readonly deskId: string;
  readonly deskPath: string;
  /** 3 the compound's desk, 2 the community's, 1 the street's or above; 4 and 5 while a steward of that level has it. */
  readonly level: number;
  readonly tier: Tier | null;
  readonly receiverId: string | null;
  readonly assigneeId: string | null;
  readonly assigneeGroup: string | null;
  readonly reportedAt: Date;
  /** The same as a day in the district's zone: the month it counts in. */
  readonly reportedOn: Day;
  readonly contactDueAt: Date;
  readonly contactedAt: Date | null;
  readonly dueAt: Date | null;
  readonly pausedAt: Date | null;
  readonly publishedAt: Date | null;
  readonly publishedUntil: Day | null;
  readonly resolvedAt: Date | null;
  readonly endedAt: Date | null;
  readonly round: number;
  readonly contested: boolean;
  readonly climbed: number;
  readonly askedAt: Date | null;
  readonly remindedAt: Date | null;
  readonly parties: number;
  readonly outcome: string | null;
  readonly publicAnswer: string | null;
  readonly mergedInto: string | null;
  readonly splitFrom: string | null;
  readonly version: number;
};

/** So often "not solved" opens an issue again, each time one level up; after that it goes to a talk or upward. */
export const mostRounds = 3;
/** So many days parties have for their last word; then silence is silence, and the feedback may go out. */
export const appraisalDays = 7;
/** After so many days without an answer they are reminded, once. */
export const reminderDays = 3;
