import type { Day } from '../../kit/clock.ts';
import type { PlaceKind } from '../places/index.ts';
import type { GroupKind, Office, Party, Variety } from './kind.ts';

/** A body of people with a place. */
export type Group = {
  readonly district: string;
  readonly id: string;
  readonly kind: GroupKind;
  readonly variety: Variety | null;
  readonly parentId: string | null;
  readonly placeId: string;
  readonly name: string;
  readonly summary: string;
  /** Which of the five parties it counts as; null for none. */
  readonly party: Party | null;
  /** Where and when to find it, in words for everybody. */
  readonly contact: string;
  readonly listed: boolean;
  readonly foundedOn: Day;
  readonly dissolvedOn: Day | null;
};

/** A group with where it stands. */
export type PlacedGroup = Group & { readonly placeKind: PlaceKind; readonly path: string };

/** Days on which somebody holds an office: from, until (the first day no longer), or ended before that. */
export type TermDays = { readonly fromDay: Day; readonly untilDay: Day | null; readonly endedOn: Day | null };

export type Term = TermDays & {
  readonly district: string;
  readonly id: string;
  readonly groupId: string;
  readonly personId: string;
  readonly office: Office;
  readonly how: 'elected' | 'appointed';
};

/** Why a term ended before its last day, or that it ran out. */
export const endReasons = ['resigned', 'removed', 'moved_away', 'died', 'succeeded', 'run_out', 'dissolved'] as const;
export type EndReason = (typeof endReasons)[number];

export const termStates = ['coming', 'running', 'run_out', 'ended'] as const;
export type TermState = (typeof termStates)[number];

export const membershipStates = ['invited', 'applied', 'active', 'declined', 'left'] as const;
export type MembershipState = (typeof membershipStates)[number];

/** How a member's name is shown to everybody. */
export const nameDisplays = ['full', 'masked', 'hidden'] as const;
export type NameDisplay = (typeof nameDisplays)[number];

export type Membership = {
  readonly district: string;
  readonly id: string;
  readonly groupId: string;
  readonly personId: string;
  readonly state: MembershipState;
  readonly backbone: boolean;
  readonly showsName: NameDisplay;
  readonly showsBuilding: boolean;
  readonly showsTalents: boolean;
  readonly registeredOn: Day;
  readonly leftOn: Day | null;
  readonly minutesBroughtForward: number;
};
