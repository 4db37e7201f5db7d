import type { Actor } from '../../kit/access.ts';
import { addDays, type Day, daysBetween } from '../../kit/clock.ts';
import { type GroupKind, factsOf as groupFacts, groupKinds } from '../groups/index.ts';
import { factsOf, type NoticeKind } from './kind.ts';
import type { Changeable, Issuer, Notice } from './notice.ts';

/** Permission to publish notices in the name of one's group, at its place and below. */
export const publishNotices = 'notices.publish';

/** How far ahead of its first day a notice may be written, and how long it may stay posted. */
const daysAhead = 92;
const mostDays = 1096;

/** Where a notice stands on a day. */
export const standings = ['draft', 'coming', 'showing', 'ended', 'withdrawn', 'discarded'] as const;
export type Standing = (typeof standings)[number];

type Dated = Pick<Notice, 'state' | 'fromDay' | 'lastDay'>;

/** Where a notice stands today: nobody ends it, its last day does. */
export function standingOf(notice: Dated, today: Day): Standing {
  if (notice.state !== 'published') return notice.state;
  if (today < notice.fromDay) return 'coming';
  return today > notice.lastDay ? 'ended' : 'showing';
}

/** Who asks, as seen from a notice: of the group in whose name it stands, of an office above, or anybody. */
export type Part = 'issuer' | 'overseer' | 'anybody';

export const noticeVerbs = ['rewrite', 'publish', 'discard', 'correct', 'pin', 'unpin', 'withdraw'] as const;
export type NoticeVerb = (typeof noticeVerbs)[number];

const issuer: readonly Part[] = ['issuer'];
/** What is wrong must come down, also by the hand of the office that answers for the place. */
const either: readonly Part[] = ['issuer', 'overseer'];
const posted = { correct: issuer, pin: issuer, unpin: issuer, withdraw: either } as const;

/** The life of a notice: which verbs each standing knows, and whose they are. */
const verbsOf = {
  draft: { rewrite: issuer, publish: issuer, discard: issuer },
  coming: posted,
  showing: posted,
  // What is over stays readable, so what should never have been read can still be taken away.
  ended: { withdraw: either },
  withdrawn: {},
  discarded: {},
} as const satisfies Readonly<Record<Standing, Readonly<Partial<Record<NoticeVerb, readonly Part[]>>>>>;

/** What may be done with a notice today; page, API and action all ask here. */
export function availableActions(notice: Dated & Pick<Notice, 'pinned'>, part: Part, today: Day): NoticeVerb[] {
  const verbs: Readonly<Partial<Record<NoticeVerb, readonly Part[]>>> = verbsOf[standingOf(notice, today)];
  return noticeVerbs.filter(
    (verb) =>
      verbs[verb]?.includes(part) && !(verb === 'pin' && notice.pinned) && !(verb === 'unpin' && !notice.pinned),
  );
}

/** Who sees a notice at all. A draft is its group's own; what comes is known to the office above as well. */
export function maySee(standing: Standing, part: Part): boolean {
  if (standing === 'discarded') return false;
  if (standing === 'draft') return part === 'issuer';
  return standing !== 'coming' || part !== 'anybody';
}

/** As what the actor stands to a notice. @param mine the groups in whose name the actor may publish. */
export function partOf(
  actor: Actor | undefined,
  notice: Pick<Notice, 'district' | 'groupId'> & { readonly path: string },
  mine: readonly Issuer[],
): Part {
  if (actor?.district !== notice.district) return 'anybody';
  if (mine.some((group) => group.groupId === notice.groupId)) return 'issuer';
  const oversees = actor.grants.some(
    (grant) =>
      grant.permission === publishNotices && notice.path.startsWith(grant.path) && isAdministration(grant.post),
  );
  return oversees ? 'overseer' : 'anybody';
}

function isAdministration(post: string): boolean {
  const kind: GroupKind | undefined = groupKinds.find((one) => post.startsWith(`${one}.`));
  return kind !== undefined && groupFacts(kind).isAdministration;
}

/** The groups among these in whose name one may post at a place. */
export function issuersFor(mine: readonly Issuer[], place: { readonly path: string }): Issuer[] {
  return mine.filter((group) => place.path.startsWith(group.path));
}

export type DaysProblem = 'from_past' | 'too_far_ahead' | 'last_before_first' | 'too_short' | 'too_long';

/** Why a notice cannot stand from one day to another; undefined when it can. */
export function daysProblem(
  kind: NoticeKind,
  days: { readonly fromDay: Day; readonly lastDay: Day },
  today: Day,
): DaysProblem | undefined {
  if (days.fromDay < today) return 'from_past';
  if (days.fromDay > addDays(today, daysAhead)) return 'too_far_ahead';
  return spanProblem(kind, days);
}

/** Why the last day of a notice that is posted cannot be moved there; undefined when it can. */
export function lastDayProblem(
  notice: Pick<Notice, 'kind' | 'fromDay' | 'lastDay'>,
  lastDay: Day,
  today: Day,
): DaysProblem | 'last_past' | undefined {
  if (lastDay === notice.lastDay) return undefined;
  if (lastDay < today) return 'last_past';
  return spanProblem(notice.kind, { fromDay: notice.fromDay, lastDay });
}

function spanProblem(
  kind: NoticeKind,
  { fromDay, lastDay }: { readonly fromDay: Day; readonly lastDay: Day },
): 'last_before_first' | 'too_short' | 'too_long' | undefined {
  if (lastDay < fromDay) return 'last_before_first';
  const days = daysBetween(fromDay, lastDay) + 1;
  if (days < factsOf(kind).leastDays) return 'too_short';
  return days > mostDays ? 'too_long' : undefined;
}

/** The earliest last day of a notice that begins on a day. */
export function earliestLastDay(kind: NoticeKind, fromDay: Day): Day {
  return addDays(fromDay, factsOf(kind).leastDays - 1);
}

/** What of a notice a correction changes. */
export function changesOf(
  before: Pick<Notice, 'title' | 'body' | 'lastDay'>,
  after: Pick<Notice, 'title' | 'body' | 'lastDay'>,
): Changeable[] {
  const changed: Changeable[] = [];
  if (before.title !== after.title) changed.push('title');
  if (before.body !== after.body) changed.push('body');
  if (before.lastDay !== after.lastDay) changed.push('last_day');
  return changed;
}
