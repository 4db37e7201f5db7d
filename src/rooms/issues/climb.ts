import { sql } from 'kysely';
import { newId } from '../../kit/ids.ts';
import { done } from '../../kit/outcome.ts';
import { inTransaction, type Workshop, type Write } from '../../kit/write.ts';
import { getPlace } from '../places/index.ts';
import { stewardsAt } from '../stewards/index.ts';
import { deskAbove } from './desk.ts';
import { type Issue, reminderDays } from './issue.ts';
import { carry } from './move.ts';
import { deskStaff } from './sort.ts';
import { lockIssue } from './store.ts';

/** So many issues are looked at in one run; the next run takes the rest. */
const atOnce = 500;

/**
 * What is overdue climbs one of the five levels by itself, and says so publicly: a steward's to the steward above, then
 * from desk to desk. Each climb gives a day before the next.
 */
async function climbOne(write: Write, issue: Issue): Promise<void> {
  const isStewards = issue.level > 3;
  const above = isStewards ? undefined : await deskAbove(write.tx, issue);
  const level = isStewards ? issue.level - 1 : (above?.level ?? 1);
  const place = await getPlace(write.tx, write.district, issue.placeId);
  const steward = (await stewardsAt(write.tx, place, write.today)).find((one) => one.level === level);
  const desk = above ? { desk_id: above.placeId, desk_path: above.path } : {};
  const told = await deskStaff(
    write,
    { ...issue, deskPath: above?.path ?? issue.deskPath },
    'issues.told_climbed' as const,
  );
  await carry(write, issue, {
    verb: 'climb',
    patch: { ...desk, level, climbed: issue.climbed + 1, due_at: new Date(write.now.getTime() + 86_400_000) },
    change: { fromLevel: issue.level, level, due: issue.dueAt?.toISOString() ?? null },
    counts: { climbed: 1 },
    tell: steward ? [...told, { personId: steward.personId, kind: 'issues.told_climbed' }] : told,
    tellParties: 'issues.told_climbed',
  });
}

/** Lets everything overdue in a district climb, each in a transaction of its own. @returns how many climbed. */
export async function climbOverdue(house: Workshop, district: string): Promise<number> {
  const now = house.clock.now();
  const { rows } = await sql<{ id: string }>`
    select id from issues where district = ${district} and ended_at is null and due_at <= ${now}
      and state in ('accepted', 'assigned', 'acting') order by due_at limit ${atOnce}`.execute(house.database.kysely);
  let climbed = 0;
  for (const { id } of rows) {
    await inTransaction(house, { district, channel: 'clock' }, async (write) => {
      const issue = await lockIssue(write.tx, district, id);
      const isDue =
        issue && issue.endedAt === null && issue.state !== 'resolved' && issue.dueAt && issue.dueAt <= write.now;
      if (!issue || !isDue) return { refused: 'not_due' } as const;
      await climbOne(write, issue);
      climbed += 1;
      return done({ id });
    });
  }
  return climbed;
}

/** Reminds, once, the parties that have not said a last word. @returns of how many issues. */
export async function remindParties(house: Workshop, district: string): Promise<number> {
  const before = new Date(house.clock.now().getTime() - reminderDays * 86_400_000);
  const { rows } = await sql<{ id: string }>`
    select id from issues where district = ${district} and state = 'resolved' and reminded_at is null and asked_at <= ${before}
    order by asked_at limit ${atOnce}`.execute(house.database.kysely);
  for (const { id } of rows) {
    await inTransaction(house, { district, channel: 'clock' }, async (write) => {
      const issue = await lockIssue(write.tx, district, id);
      if (issue?.state !== 'resolved' || issue.remindedAt !== null) return { refused: 'not_due' } as const;
      const { rows: silent } = await sql<{ person_id: string }>`
        select t.person_id from issue_parties t where t.district = ${district} and t.issue_id = ${id} and not exists (
          select from issue_appraisals a where a.district = ${district} and a.issue_id = ${id} and a.round = ${issue.round}
            and a.person_id = t.person_id) limit 500`.execute(write.tx);
      await carry(write, issue, {
        verb: 'remind',
        patch: { reminded_at: write.now },
        change: { silent: silent.length },
        tell: silent.map((row) => ({ personId: row.person_id, kind: 'issues.told_reminded' })),
      });
      return done({ id: newId() });
    });
  }
  return rows.length;
}
