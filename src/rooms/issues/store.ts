import { sql } from 'kysely';
import type { Reader, Tx } from '../../kit/database.ts';
import { readRef } from '../../kit/ids.ts';
import { fieldOf, type Keyring } from '../../kit/secrets.ts';
import type { Issue, Satisfaction, StepKind, StepShown } from './issue.ts';
import type { Answers } from './rules.ts';

/** A record that was merged into another speaks for that one. */
const living = (column: string) => sql`coalesce((select p.merged_into from persons p
  where p.district = i.district and p.id = ${sql.ref(column)}), ${sql.ref(column)})`;

/** The columns of an issue as the room knows it; `i` is the table. */
export const issueColumns = sql`i.district, i.id, i.number, i.place_id as "placeId", i.path, i.community_id as "communityId",
  i.kind, i.urgency, i.visibility, i.restricted, i.state, i.channel, i.title, ${living('i.raiser_id')} as "raiserId",
  i.helper_id as "helperId", i.desk_id as "deskId", i.desk_path as "deskPath", i.level, i.tier,
  i.receiver_id as "receiverId", ${living('i.assignee_id')} as "assigneeId", i.assignee_group as "assigneeGroup",
  i.reported_at as "reportedAt", i.reported_on as "reportedOn", i.contact_due_at as "contactDueAt", i.contacted_at as "contactedAt", i.due_at as "dueAt",
  i.paused_at as "pausedAt", i.published_at as "publishedAt", i.published_until as "publishedUntil",
  i.resolved_at as "resolvedAt", i.ended_at as "endedAt", i.round, i.contested, i.climbed, i.asked_at as "askedAt",
  i.reminded_at as "remindedAt", i.parties, i.outcome, i.public_answer as "publicAnswer", i.merged_into as "mergedInto",
  i.split_from as "splitFrom", i.version`;

/** The issue with this id. */
export async function findIssue(db: Reader, district: string, id: string): Promise<Issue | undefined> {
  const { rows } = await sql<Issue>`
    select ${issueColumns} from issues i where i.district = ${district} and i.id = ${id}`.execute(db);
  return rows[0];
}

/** The issue with this id, which is known to be there. */
export async function getIssue(db: Reader, district: string, id: string): Promise<Issue> {
  const found = await findIssue(db, district, id);
  if (!found) throw new Error(`There is no issue ${id}`);
  return found;
}

/** The issue, held until the transaction ends: of two who act at once, the second sees what the first did. */
export async function lockIssue(tx: Tx, district: string, id: string): Promise<Issue | undefined> {
  await sql`select from issues where district = ${district} and id = ${id} for update`.execute(tx);
  return findIssue(tx, district, id);
}

/**
 * Locks an issue together with the one it was, or is to be, merged into, in one order always: two merges that cross
 * never wait for each other in a circle.
 * @param number of the other, within the same community; left out: the one it was merged into.
 */
export async function lockBoth(tx: Tx, ref: string, number?: string): Promise<void> {
  const read = readRef(ref);
  if (!read) return;
  const { district, id } = read;
  const other =
    number === undefined ? sql`a.id = i.merged_into` : sql`a.community_id = i.community_id and a.number = ${number}`;
  await sql`select from issues where district = ${district} and id in (
      select a.id from issues i join issues a on a.district = ${district} and (a.id = i.id or ${other})
      where i.district = ${district} and i.id = ${id})
    order by id for update`.execute(tx);
}

/** Issues by their ids, in no order. */
export async function findIssues(db: Reader, district: string, ids: readonly string[]): Promise<Issue[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Issue>`
    select ${issueColumns} from issues i where i.district = ${district} and i.id = any(${[...ids]}::uuid[])`.execute(
    db,
  );
  return rows;
}

/** How the parties answered in the round that is now. */
export async function answersOf(db: Reader, issue: Pick<Issue, 'district' | 'id' | 'round'>): Promise<Answers> {
  const { rows } = await sql<Answers>`
    select count(*) filter (where solved)::int as solved, count(*) filter (where not solved)::int as unsolved
    from issue_appraisals where district = ${issue.district} and issue_id = ${issue.id} and round = ${issue.round}`.execute(
    db,
  );
  return rows[0] ?? { solved: 0, unsolved: 0 };
}

export type Appraisal = {
  readonly round: number;
  readonly personId: string;
  readonly solved: boolean;
  readonly satisfaction: Satisfaction;
  readonly channel: string;
  readonly loggedBy: string;
  readonly words: string | null;
  readonly at: Date;
};

/** Every answer of every round, opened. */
export async function appraisalsOf(
  db: Reader,
  keyring: Keyring,
  issue: Pick<Issue, 'district' | 'id'>,
): Promise<Appraisal[]> {
  const { rows } = await sql<Omit<Appraisal, 'words'> & { words: Uint8Array | null; wrapped: Uint8Array | null }>`
    select a.round, a.person_id as "personId", a.solved, a.satisfaction, a.channel, a.logged_by as "loggedBy", a.words, a.at,
      i.wrapped_key as wrapped
    from issue_appraisals a join issues i on i.district = ${issue.district} and i.id = a.issue_id
    where a.district = ${issue.district} and a.issue_id = ${issue.id} order by a.round, a.at limit 500`.execute(db);
  return rows.map(({ words, wrapped, ...row }) => ({
    ...row,
    words:
      words && wrapped
        ? keyring.open(keyring.unwrap(wrapped), words, fieldOf(`issue_appraisals.words ${row.round}`, row.personId))
        : null,
  }));
}

export type Caller = { readonly name: string; readonly phone: string };

/** What is sealed of an issue; nulls where its key was destroyed. */
export async function openNote(
  db: Reader,
  keyring: Keyring,
  issue: Pick<Issue, 'district' | 'id'>,
): Promise<{ readonly note: string | null; readonly caller: Caller | null }> {
  const row = await db
    .selectFrom('issues')
    .select(['wrapped_key', 'note', 'caller'])
    .where('district', '=', issue.district)
    .where('id', '=', issue.id)
    .executeTakeFirst();
  if (!row?.wrapped_key) return { note: null, caller: null };
  const key = keyring.unwrap(row.wrapped_key);
  return {
    note: row.note && keyring.open(key, row.note, fieldOf('issues.note', issue.id)),
    caller: row.caller && (JSON.parse(keyring.open(key, row.caller, fieldOf('issues.caller', issue.id))) as Caller),
  };
}

export type Party = { readonly personId: string; readonly role: 'raiser' | 'joined'; readonly joinedAt: Date };

/** Who raised it and who joined, the raiser first. */
export async function partiesOf(db: Reader, issue: Pick<Issue, 'district' | 'id'>, limit = 500): Promise<Party[]> {
  const { rows } = await sql<Party>`
    select coalesce(p.merged_into, p.id) as "personId", t.role, t.joined_at as "joinedAt" from issue_parties t
    join persons p on p.district = ${issue.district} and p.id = t.person_id
    where t.district = ${issue.district} and t.issue_id = ${issue.id}
    order by t.role desc, t.joined_at limit ${limit}`.execute(db);
  return rows;
}

export type HelpingParty = {
  readonly id: string;
  readonly personId: string | null;
  readonly groupId: string | null;
  readonly task: string;
};

/** The parties that act together with the assignee. */
export async function helpersOf(db: Reader, issue: Pick<Issue, 'district' | 'id'>): Promise<HelpingParty[]> {
  return db
    .selectFrom('issue_helpers')
    .select(['id', 'person_id as personId', 'group_id as groupId', 'task'])
    .where('district', '=', issue.district)
    .where('issue_id', '=', issue.id)
    .orderBy('added_at')
    .limit(50)
    .execute();
}

export type Step = {
  readonly id: string;
  readonly kind: StepKind;
  readonly text: string;
  readonly shown: StepShown;
  readonly reason: string | null;
  readonly byId: string | null;
  readonly at: Date;
};

/** What was said and done, in order. */
export async function stepsOf(db: Reader, issue: Pick<Issue, 'district' | 'id'>): Promise<Step[]> {
  const rows = await db
    .selectFrom('issue_steps')
    .select(['id', 'kind', 'text', 'shown', 'reason', 'by_id as byId', 'at'])
    .where('district', '=', issue.district)
    .where('issue_id', '=', issue.id)
    .orderBy('id')
    .limit(500)
    .execute();
  return rows as Step[];
}

export type Moment = {
  readonly id: string;
  readonly at: Date;
  readonly verb: string;
  readonly actorId: string | null;
  readonly channel: string;
  readonly change: Readonly<Record<string, unknown>>;
};

/** What the journal says about an issue, in order: its whole story. */
export async function momentsOf(db: Reader, issue: Pick<Issue, 'district' | 'id'>): Promise<Moment[]> {
  const rows = await db
    .selectFrom('journal')
    .select(['id', 'at', 'verb', 'actor_id as actorId', 'channel', 'change'])
    .where('district', '=', issue.district)
    .where('thing_id', '=', issue.id)
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map((row) => ({ ...row, change: row.change as Moment['change'] }));
}
