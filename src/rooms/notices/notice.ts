import type { Day } from '../../kit/clock.ts';
import type { GroupKind } from '../groups/index.ts';
import type { PlaceKind } from '../places/index.ts';
import type { NoticeKind } from './kind.ts';

/** What was done with a notice. That it is over is no state: it follows from its last day. */
export const noticeStates = ['draft', 'published', 'withdrawn', 'discarded'] as const;
export type NoticeState = (typeof noticeStates)[number];

/** Places at which one can post: down to the entrance, never at a single door. */
export const postedAt = [
  'district',
  'township',
  'community',
  'compound',
  'building',
  'entrance',
] as const satisfies readonly PlaceKind[];

export type Notice = {
  readonly district: string;
  readonly id: string;
  readonly placeId: string;
  readonly groupId: string;
  readonly kind: NoticeKind;
  readonly state: NoticeState;
  readonly year: number | null;
  readonly number: number | null;
  readonly title: string;
  readonly body: string;
  readonly fromDay: Day;
  /** The last day on which it is shown. */
  readonly lastDay: Day;
  readonly pinned: boolean;
  /** Everybody who lives at the place gets a message. */
  readonly tellsAll: boolean;
  /** 0 for a draft. */
  readonly version: number;
  readonly publishedAt: Date | null;
  readonly changedAt: Date;
  readonly withdrawnAt: Date | null;
  readonly withdrawnReason: string | null;
  readonly textHidden: boolean;
};

/** A notice with where it stands and in whose name. */
export type PlacedNotice = Notice & {
  readonly placeCode: string;
  readonly placeKind: PlaceKind;
  readonly placeName: string;
  readonly path: string;
  readonly groupName: string;
  readonly groupKind: GroupKind;
};

/** What a correction may change; the kind, the place and the first day stay. */
export const changeable = ['title', 'body', 'last_day'] as const;
export type Changeable = (typeof changeable)[number];

export type Version = {
  readonly version: number;
  readonly title: string;
  readonly body: string;
  readonly lastDay: Day;
  readonly changed: readonly Changeable[];
  readonly why: string;
  readonly at: Date;
};

/** A group in whose name somebody may publish, and where its power ends. */
export type Issuer = {
  readonly groupId: string;
  readonly name: string;
  readonly kind: GroupKind;
  readonly path: string;
};

/** The number people say: 2026-0007. */
export function spokenNumber(notice: Pick<Notice, 'year' | 'number'>): string | null {
  if (notice.year === null || notice.number === null) return null;
  return `${notice.year}-${String(notice.number).padStart(4, '0')}`;
}
