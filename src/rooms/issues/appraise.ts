import { sql } from 'kysely';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { fieldOf } from '../../kit/secrets.ts';
import type { Write } from '../../kit/write.ts';
import { deskAbove } from './desk.ts';
import { type Issue, mostRounds, type Satisfaction } from './issue.ts';
import { carry } from './move.ts';
import { deskStaff } from './sort.ts';

export type Answer = {
  readonly personId: string;
  readonly solved: boolean;
  readonly satisfaction: Satisfaction;
  readonly words?: string | undefined;
};

type Done<R extends string = never> = Outcome<{ readonly id: string; readonly reopened: boolean }, R>;

/**
 * The last word of a party on a resolution, by screen or by a call that somebody else than the handler logs. "Not
 * solved" opens the issue again one level up, a limited number of times; then it stays resolved, with that said.
 */
export async function appraiseIssue(
  write: Write,
  issue: Issue,
  answer: Answer,
  verb: 'appraise' | 'log_appraisal',
): Promise<Done<'answered_already' | 'no_party'>> {
  const row = await write.tx
    .selectFrom('issues')
    .select('wrapped_key')
    .where('district', '=', write.district)
    .where('id', '=', issue.id)
    .executeTakeFirst();
  const words =
    answer.words && row?.wrapped_key
      ? write.keyring.seal(
          write.keyring.unwrap(row.wrapped_key),
          answer.words,
          fieldOf(`issue_appraisals.words ${issue.round}`, answer.personId),
        )
      : null;
  const { rows } = await sql`
    insert into issue_appraisals (district, issue_id, round, person_id, solved, satisfaction, words, channel, logged_by, at)
    select ${write.district}, ${issue.id}, ${issue.round}, t.person_id, ${answer.solved}, ${answer.satisfaction}, ${words},
      ${write.channel}, ${write.actorId ?? answer.personId}, ${write.now}
    from issue_parties t where t.district = ${write.district} and t.issue_id = ${issue.id} and t.person_id = ${answer.personId}
    on conflict (district, issue_id, round, person_id) do nothing returning person_id`.execute(write.tx);
  if (rows.length === 0) {
    const party = await write.tx
      .selectFrom('issue_parties')
      .select('person_id')
      .where('district', '=', write.district)
      .where('issue_id', '=', issue.id)
      .where('person_id', '=', answer.personId)
      .executeTakeFirst();
    return refused(party ? 'answered_already' : 'no_party', {
      fields: { person: party ? 'answered_already' : 'no_party' },
    });
  }
  const forId = verb === 'log_appraisal' ? answer.personId : undefined;
  const reopens = !answer.solved && issue.round < mostRounds;
  const above = reopens ? await deskAbove(write.tx, issue) : undefined;
  const desk = above ?? { placeId: issue.deskId, path: issue.deskPath, level: Math.min(issue.level, 3) };
  const change = { solved: answer.solved, satisfaction: answer.satisfaction, round: issue.round };
  if (reopens) {
    const told = await deskStaff(write, { ...issue, deskPath: desk.path }, 'issues.told_reopened' as const);
    await carry(write, issue, {
      verb,
      to: 'accepted',
      patch: {
        desk_id: desk.placeId,
        desk_path: desk.path,
        level: desk.level,
        assignee_id: null,
        assignee_group: null,
        resolved_at: null,
        asked_at: null,
        climbed: issue.climbed + (above ? 1 : 0),
      },
      change: { ...change, level: desk.level },
      forId,
      counts: { reopened: 1 },
      tell: told,
      tellParties: 'issues.told_reopened',
    });
  } else {
    await carry(write, issue, {
      verb,
      change,
      forId,
      tell: await deskStaff(write, issue, 'issues.told_appraised' as const),
    });
  }
  return done({ id: issue.id, reopened: reopens });
}

/**
 * Tells the parties and the board what came of it, in public words, and closes. What the raiser answered counts, not
 * the handler's tick: without an answer it is neither solved nor satisfied.
 */
export async function feedBack(
  write: Write,
  issue: Issue,
  input: { readonly text: string },
): Promise<Outcome<{ readonly id: string }, never>> {
  const { rows } = await sql<{ solved: boolean; satisfaction: Satisfaction }>`
    select a.solved, a.satisfaction from issue_appraisals a
    join issue_parties t on t.district = ${write.district} and t.issue_id = a.issue_id and t.person_id = a.person_id
    where a.district = ${write.district} and a.issue_id = ${issue.id} and a.round = ${issue.round} and t.role = 'raiser'`.execute(
    write.tx,
  );
  const [raiser] = rows;
  const isLate = issue.dueAt !== null && issue.resolvedAt !== null && issue.resolvedAt > issue.dueAt;
  await carry(write, issue, {
    verb: 'feed_back',
    to: 'closed',
    patch: { outcome: raiser ? (raiser.solved ? 'solved' : 'unsolved') : 'unanswered', public_answer: input.text },
    change: { outcome: raiser ? (raiser.solved ? 'solved' : 'unsolved') : 'unanswered', late: isLate },
    counts: {
      settled: 1,
      settled_in_compound: issue.level >= 3 ? 1 : 0,
      settled_late: isLate ? 1 : 0,
      due_answers: issue.raiserId === null ? 0 : 1,
      said_solved: raiser?.solved ? 1 : 0,
      said_satisfied: raiser?.satisfaction === 'satisfied' ? 1 : 0,
      said_dissatisfied: raiser?.satisfaction === 'dissatisfied' ? 1 : 0,
    },
    tellParties: 'issues.told_fed_back',
  });
  return done({ id: issue.id });
}

/** The raiser takes it back, with or without saying why. */
export async function withdrawIssue(
  write: Write,
  issue: Issue,
  input: { readonly reason?: string | undefined },
): Promise<Outcome<{ readonly id: string }, never>> {
  await carry(write, issue, {
    verb: 'withdraw',
    to: 'withdrawn',
    patch: { outcome: 'withdrawn', assignee_id: null, assignee_group: null },
    ...(input.reason === undefined
      ? {}
      : { step: { kind: 'step' as const, text: input.reason, shown: 'parties' as const } }),
    counts: { withdrawn: 1 },
    tellParties: 'issues.told_withdrawn',
  });
  return done({ id: issue.id });
}
