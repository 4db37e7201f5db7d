import { type Issue, isOver, type Urgency } from './issue.ts';
import type { Tier } from './tier.ts';

const hour = 3_600_000;

/** How long each tier gives, in milliseconds. */
const tierTime: Readonly<Record<Tier, number>> = {
  hours2: 2 * hour,
  hours24: 24 * hour,
  days7: 7 * 24 * hour,
  days15: 15 * 24 * hour,
};

/** How soon the raiser has to hear from somebody, in milliseconds from the report. */
export const contactTime: Readonly<Record<Urgency, number>> = { hazard: 2 * hour, soon: 24 * hour, usual: 24 * hour };

/** The tier given by kind and urgency: what is dangerous waits no longer than a day, whatever its kind. */
export function tierFor(usual: Tier, urgency: Urgency): Tier {
  if (urgency === 'hazard' && tierTime[usual] > tierTime.hours24) return 'hours24';
  if (urgency === 'soon' && tierTime[usual] > tierTime.days7) return 'days7';
  return usual;
}

/** When an issue accepted at this time has to be settled. */
export function dueAt(tier: Tier, from: Date): Date {
  return new Date(from.getTime() + tierTime[tier]);
}

/** A deadline after the clock waited for the raiser: it moves on by as long as it stood. */
export function resumed(due: Date, pausedAt: Date, now: Date): Date {
  return new Date(due.getTime() + Math.max(0, now.getTime() - pausedAt.getTime()));
}

/** The next deadline: to settle it, or while it is not taken in, to speak with the raiser. None while the clock waits. */
export function nextDue(issue: Pick<Issue, 'state' | 'dueAt' | 'contactDueAt' | 'contactedAt'>): Date | null {
  if (isOver(issue.state) || issue.state === 'resolved' || issue.state === 'asked') return null;
  return issue.dueAt ?? (issue.contactedAt === null ? issue.contactDueAt : null);
}

/** Whether its next deadline has passed. */
export function isOverdue(issue: Parameters<typeof nextDue>[0], now: Date): boolean {
  const due = nextDue(issue);
  return due !== null && due <= now;
}
