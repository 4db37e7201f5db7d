import { done, type Outcome } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import { count } from './count.ts';
import { dueAt, resumed, tierFor } from './deadline.ts';
import { deskAbove } from './desk.ts';
import type { Issue, Urgency } from './issue.ts';
import { factsOfKind, type IssueKind } from './kind.ts';
import { carry, monthOf, whereOf } from './move.ts';
import { staffAt } from './staff.ts';
import type { Tier } from './tier.ts';

type Done = Outcome<{ readonly id: string }, never>;

/** Takes an issue in: of which kind, how urgent, until when. Whoever does it stays responsible until somebody accepts it. */
export async function acceptIssue(
  write: Write,
  issue: Issue,
  input: {
    readonly kind?: IssueKind | undefined;
    readonly urgency?: Urgency | undefined;
    readonly tier?: Tier | undefined;
  },
): Promise<Done> {
  const kind = input.kind ?? issue.kind;
  const urgency = input.urgency ?? issue.urgency;
  const tier = input.tier ?? tierFor(factsOfKind(kind).tier, urgency);
  const due = dueAt(tier, write.now);
  await recountKind(write, issue, kind);
  await carry(
    write,
    { ...issue, kind },
    {
      verb: 'accept',
      to: 'accepted',
      patch: { kind, urgency, tier, due_at: due, receiver_id: write.actorId ?? null },
      change: { kind, urgency, tier, due: due.toISOString() },
      tellParties: 'issues.told_accepted',
    },
  );
  return done({ id: issue.id });
}

/** A kind that was corrected moves what was counted on the day of the report to the right kind. */
async function recountKind(write: Write, issue: Issue, kind: IssueKind): Promise<void> {
  if (kind === issue.kind || issue.restricted) return;
  const { home } = await whereOf(write, issue);
  const month = monthOf(issue.reportedOn);
  const inTime = issue.contactedAt !== null && issue.contactedAt <= issue.contactDueAt ? 1 : 0;
  await count(write.tx, { ...issue, home }, month, { reported: -1, contacted_in_time: -inTime });
  await count(write.tx, { ...issue, kind, home }, month, { reported: 1, contacted_in_time: inTime });
}

/** Asks the raiser something; until there is an answer the clock waits. */
export async function askBack(write: Write, issue: Issue, input: { readonly question: string }): Promise<Done> {
  await carry(write, issue, {
    verb: 'ask_back',
    to: 'asked',
    step: { kind: 'question', text: input.question, shown: 'parties' },
    ...firstContact(write, issue),
    tellParties: 'issues.told_asked',
  });
  return done({ id: issue.id });
}

/** The raiser's answer, or somebody's who asked by telephone: the clock goes on where it stood. */
export async function answerQuestion(write: Write, issue: Issue, input: { readonly answer: string }): Promise<Done> {
  const patch = issue.dueAt && issue.pausedAt ? { due_at: resumed(issue.dueAt, issue.pausedAt, write.now) } : undefined;
  await carry(write, issue, {
    verb: 'answer',
    to: 'reported',
    patch,
    step: { kind: 'answer', text: input.answer, shown: 'parties' },
    tell: await deskStaff(write, issue, 'issues.told_answered'),
  });
  return done({ id: issue.id });
}

/** Declines with a reason and other remedies; may be contested once. */
export async function declineIssue(
  write: Write,
  issue: Issue,
  input: { readonly reason: string; readonly remedies: string },
): Promise<Done> {
  await carry(write, issue, {
    verb: 'decline',
    to: 'declined',
    patch: { outcome: 'declined', public_answer: `${input.reason}\n${input.remedies}` },
    counts: { declined: 1 },
    tellParties: 'issues.told_declined',
  });
  return done({ id: issue.id });
}

/** The raiser does not leave it at that: it goes to the desk one level up, once. */
export async function contestIssue(write: Write, issue: Issue, input: { readonly reason: string }): Promise<Done> {
  const above = await deskAbove(write.tx, issue);
  const desk = above ?? { placeId: issue.deskId, path: issue.deskPath, level: issue.level };
  await carry(write, issue, {
    verb: 'contest',
    to: 'reported',
    patch: {
      contested: true,
      desk_id: desk.placeId,
      desk_path: desk.path,
      level: desk.level,
      outcome: null,
      public_answer: null,
    },
    step: { kind: 'answer', text: input.reason, shown: 'parties' },
    change: { level: desk.level },
    counts: { declined: -1 },
    tell: await deskStaff(write, { ...issue, deskPath: desk.path }, 'issues.told_contested'),
  });
  return done({ id: issue.id });
}

/** Sends the raiser on to whoever is in charge: it ends here, and says where it goes on. */
export async function referIssue(
  write: Write,
  issue: Issue,
  input: { readonly to: string; readonly reason: string },
): Promise<Done> {
  await carry(write, issue, {
    verb: 'refer',
    to: 'referred',
    patch: {
      outcome: 'referred',
      public_answer: `${input.to}\n${input.reason}`,
      assignee_id: null,
      assignee_group: null,
    },
    counts: { referred: 1 },
    tellParties: 'issues.told_referred',
  });
  return done({ id: issue.id });
}

/**
 * Takes an issue out of everybody's sight but its handlers'; as a guarded kind out of every figure as well, and onto
 * the guarded desk.
 */
export async function confideIssue(
  write: Write,
  issue: Issue,
  input: { readonly kind?: IssueKind | undefined },
): Promise<Done> {
  const kind = input.kind ?? issue.kind;
  const { restricted } = factsOfKind(kind);
  const { home, line } = await whereOf(write, issue);
  const community = line.find((place) => place.kind === 'community');
  if (restricted && !issue.restricted) {
    const inTime = issue.contactedAt !== null && issue.contactedAt <= issue.contactDueAt ? 1 : 0;
    await count(write.tx, { ...issue, home }, monthOf(issue.reportedOn), {
      reported: -1,
      contacted_in_time: -inTime,
      joined: -Math.max(0, issue.parties - 1),
    });
  }
  const desk =
    restricted && community && issue.level > 2
      ? { desk_id: community.id, desk_path: community.path, level: 2 }
      : undefined;
  await carry(
    write,
    { ...issue, restricted: issue.restricted || restricted },
    {
      verb: 'confide',
      patch: {
        kind,
        restricted: issue.restricted || restricted,
        visibility: 'handlers',
        published_at: null,
        published_until: null,
        ...desk,
      },
      change: restricted ? {} : { visibility: 'handlers' },
    },
  );
  return done({ id: issue.id });
}

/** The first time the raiser hears from somebody: in time or not. */
export function firstContact(write: Pick<Write, 'now'>, issue: Issue) {
  if (issue.contactedAt !== null) return {};
  return {
    patch: { contacted_at: write.now },
    counts: write.now <= issue.contactDueAt ? ({ contacted_in_time: 1 } as const) : {},
    countMonth: monthOf(issue.reportedOn),
  };
}

/** Who sits at the desk, to be told something. */
export async function deskStaff<K extends string>(
  write: Write,
  issue: Pick<Issue, 'district' | 'deskPath' | 'restricted'>,
  kind: K,
): Promise<{ readonly personId: string; readonly kind: K }[]> {
  return (await staffAt(write.tx, issue, write.today)).map((personId) => ({ personId, kind }));
}
