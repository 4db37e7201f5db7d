import { done, type Outcome, refused } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import { deskAbove } from './desk.ts';
import { type Issue, mostRounds } from './issue.ts';
import { carry } from './move.ts';
import { deskStaff, firstContact } from './sort.ts';

type Done<R extends string = never> = Outcome<{ readonly id: string }, R>;

/** Writes down that somebody spoke with the raiser; the first time in time counts for the response rate. */
export async function noteContact(write: Write, issue: Issue, input: { readonly text: string }): Promise<Done> {
  await carry(write, issue, {
    verb: 'contact',
    step: { kind: 'contact', text: input.text, shown: 'parties' },
    ...firstContact(write, issue),
  });
  return done({ id: issue.id });
}

/** A step forward, in words fit for the board when it is public. */
export async function addStepForward(
  write: Write,
  issue: Issue,
  input: { readonly text: string; readonly isPublic: boolean },
): Promise<Done> {
  await carry(write, issue, {
    verb: 'step',
    step: { kind: 'step', text: input.text, shown: input.isPublic ? 'public' : 'handlers' },
    ...(input.isPublic ? { tellParties: 'issues.told_step' as const } : {}),
  });
  return done({ id: issue.id });
}

/** Says what it waits for, openly; the deadline does not move for that. */
export async function waitFor(write: Write, issue: Issue, input: { readonly text: string }): Promise<Done> {
  await carry(write, issue, {
    verb: 'wait',
    step: { kind: 'wait', text: input.text, shown: 'public' },
    tellParties: 'issues.told_waiting',
  });
  return done({ id: issue.id });
}

/** Whistles for the level above, which has to answer (吹哨报到). */
export async function whistle(
  write: Write,
  issue: Issue,
  input: { readonly text: string },
): Promise<Done<'no_level_above'>> {
  const above = await deskAbove(write.tx, issue);
  if (!above) return refused('no_level_above');
  const told = await deskStaff(write, { ...issue, deskPath: above.path }, 'issues.told_whistle' as const);
  await carry(write, issue, {
    verb: 'whistle',
    step: { kind: 'whistle', text: input.text, shown: 'handlers' },
    change: { level: above.level },
    tell: told,
  });
  return done({ id: issue.id });
}

/** The level above answers a whistle: what it does, or why it cannot. */
export async function answerWhistle(write: Write, issue: Issue, input: { readonly text: string }): Promise<Done> {
  const desk = await deskStaff(write, issue, 'issues.told_support' as const);
  await carry(write, issue, {
    verb: 'support',
    step: { kind: 'support', text: input.text, shown: 'handlers' },
    tell: issue.assigneeId === null ? desk : [...desk, { personId: issue.assigneeId, kind: 'issues.told_support' }],
  });
  return done({ id: issue.id });
}

/** Moves the deadline, with a reason that everybody reads; only the level above may. */
export async function extendIssue(
  write: Write,
  issue: Issue,
  input: { readonly until: Date; readonly reason: string },
): Promise<Done<'not_later' | 'no_deadline'>> {
  if (issue.dueAt === null) return refused('no_deadline');
  if (input.until <= issue.dueAt || input.until <= write.now)
    return refused('not_later', { fields: { until: 'not_later' } });
  await carry(write, issue, {
    verb: 'extend',
    patch: { due_at: input.until },
    step: { kind: 'extend', text: input.reason, shown: 'public' },
    change: { from: issue.dueAt.toISOString(), to: input.until.toISOString() },
    tellParties: 'issues.told_extended',
  });
  return done({ id: issue.id });
}

/** Says that it is done, and what was done. From now on those who raised it have the word. */
export async function resolveIssue(write: Write, issue: Issue, input: { readonly text: string }): Promise<Done> {
  await carry(write, issue, {
    verb: 'resolve',
    to: 'resolved',
    patch: { resolved_at: write.now, round: issue.round + 1, asked_at: write.now, reminded_at: null },
    step: { kind: 'resolve', text: input.text, shown: 'public' },
    change: { round: issue.round + 1, last: issue.round + 1 >= mostRounds },
    tellParties: 'issues.told_resolved',
  });
  return done({ id: issue.id });
}
