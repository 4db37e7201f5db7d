import { sql } from 'kysely';
import { searchDocument } from '../../kit/chinese.ts';
import { addDays } from '../../kit/clock.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import type { Issue, Visibility } from './issue.ts';
import { recountParties } from './merge.ts';
import { addStep, carry } from './move.ts';
import { deskStaff } from './sort.ts';

/** So long a matter under deliberation has to stay posted at least (城市居民委员会组织法: posted 15 days). */
const leastDaysPosted = 15;

/**
 * Puts an issue on the board, in the public wording, at building level and without names.
 * @param input.days how long it stays posted at least; an open issue stays until it is over.
 */
export async function publishIssue(
  write: Write,
  issue: Issue,
  input: {
    readonly title: string;
    readonly visibility: Exclude<Visibility, 'handlers'>;
    readonly days?: number | undefined;
  },
): Promise<Outcome<{ readonly id: string }, never>> {
  const until = addDays(write.today, Math.max(leastDaysPosted, input.days ?? leastDaysPosted));
  await sql`update issues set words = to_tsvector('simple', ${searchDocument(input.title)})
    where district = ${write.district} and id = ${issue.id}`.execute(write.tx);
  await carry(write, issue, {
    verb: 'publish',
    patch: {
      title: input.title,
      visibility: input.visibility,
      published_at: issue.publishedAt ?? write.now,
      published_until: until,
    },
    change: { visibility: input.visibility, until },
    ...(issue.publishedAt === null ? { tellParties: 'issues.told_published' as const } : {}),
  });
  return done({ id: issue.id });
}

/** "Me too": one more party, who is told of everything and asked at the end. Who has joined already stays so. */
export async function joinIssue(
  write: Write,
  issue: Issue,
): Promise<Outcome<{ readonly id: string }, 'joined_already'>> {
  if (write.actorId === undefined) return refused('joined_already');
  const { rows } = await sql`
    insert into issue_parties (district, issue_id, person_id, role, joined_at)
    values (${write.district}, ${issue.id}, ${write.actorId}, 'joined', ${write.now})
    on conflict (district, issue_id, person_id) do nothing returning person_id`.execute(write.tx);
  if (rows.length === 0) return refused('joined_already');
  await recountParties(write, issue.id);
  await carry(write, issue, { verb: 'join', counts: { joined: 1 } });
  return done({ id: issue.id });
}

/** A neighbour adds a fact or an objection; it is seen once the desk has looked at it. */
export async function addFact(
  write: Write,
  issue: Issue,
  input: { readonly kind: 'fact' | 'objection'; readonly text: string },
): Promise<Outcome<{ readonly id: string; readonly step: string }, never>> {
  const step = await addStep(write, issue.id, { kind: input.kind, text: input.text, shown: 'held' });
  await carry(write, issue, {
    verb: 'add_fact',
    change: { kind: input.kind, step },
    tell: await deskStaff(write, issue, 'issues.told_fact'),
  });
  return done({ id: issue.id, step });
}

/** Shows what a neighbour added, or says why not. */
export async function moderateFact(
  write: Write,
  issue: Issue,
  input: { readonly step: string; readonly show: boolean; readonly reason?: string | undefined },
): Promise<Outcome<{ readonly id: string }, 'not_held' | 'reason_needed'>> {
  if (!input.show && !input.reason) return refused('reason_needed', { fields: { reason: 'reason_needed' } });
  const { rows } = await sql<{ by_id: string | null }>`
    update issue_steps set shown = ${input.show ? 'public' : 'refused'}, reason = ${input.reason ?? null}
    where district = ${write.district} and issue_id = ${issue.id} and id = ${input.step} and shown = 'held'
    returning by_id`.execute(write.tx);
  const [row] = rows;
  if (!row) return refused('not_held');
  await carry(write, issue, {
    verb: 'moderate',
    change: { step: input.step, shown: input.show },
    tell:
      row.by_id === null
        ? []
        : [{ personId: row.by_id, kind: input.show ? 'issues.told_fact_shown' : 'issues.told_fact_refused' }],
  });
  return done({ id: issue.id });
}
