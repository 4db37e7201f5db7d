import { sql } from 'kysely';
import { underAny } from '../../kit/access.ts';
import { searchQuery } from '../../kit/chinese.ts';
import type { Reader } from '../../kit/database.ts';
import type { Slice } from '../../kit/paging.ts';
import type { Issue, State } from './issue.ts';
import type { IssueKind } from './kind.ts';
import { issueColumns } from './store.ts';

export type Listed = { readonly issues: readonly Issue[]; readonly total: number };

const counted = async (
  db: Reader,
  where: ReturnType<typeof sql>,
  order: ReturnType<typeof sql>,
  slice: Slice,
): Promise<Listed> => {
  const { rows } = await sql<Issue>`select ${issueColumns} from issues i where ${where}
    order by ${order} limit ${slice.limit} offset ${slice.offset}`.execute(db);
  const total = await sql<{
    n: number;
  }>`select count(*)::int as n from (select from issues i where ${where} limit 10000) t`.execute(db);
  return { issues: rows, total: total.rows[0]?.n ?? 0 };
};

/** What is on the board of a place and below it, the latest first. `seesCompound`: also what only neighbours see. */
export function listBoard(
  db: Reader,
  at: { readonly district: string; readonly path: string },
  query: {
    readonly kind?: IssueKind | undefined;
    readonly show: 'open' | 'over' | 'all';
    readonly q?: string | undefined;
    readonly seesCompound: boolean;
  },
  slice: Slice,
): Promise<Listed> {
  const words = query.q === undefined ? '' : searchQuery(query.q);
  const where = sql`i.district = ${at.district} and ${underAny('i.path', [at.path])} and i.published_at is not null
    and i.visibility = any(${query.seesCompound ? ['all', 'compound'] : ['all']})
    and ${query.kind === undefined ? sql`true` : sql`i.kind = ${query.kind}`}
    and ${query.show === 'all' ? sql`true` : query.show === 'open' ? sql`i.ended_at is null` : sql`i.ended_at is not null`}
    and ${words === '' ? sql`true` : sql`i.words @@ to_tsquery('simple', ${words})`}`;
  return counted(db, where, sql`i.published_at desc, i.id desc`, slice);
}

/** What lies on the desks one reaches, what is most pressing first: overdue, then by deadline, new ones by age. */
export function listInbox(
  db: Reader,
  district: string,
  reach: { readonly desks: readonly string[]; readonly guarded: readonly string[] },
  query: { readonly state?: State | undefined; readonly kind?: IssueKind | undefined },
  slice: Slice,
): Promise<Listed> {
  const desks = sql`((not i.restricted and ${underAny('i.desk_path', reach.desks)}) or (i.restricted and ${underAny('i.desk_path', reach.guarded)}))`;
  const where = sql`i.district = ${district} and ${desks}
    and ${query.state === undefined ? sql`i.ended_at is null` : sql`i.state = ${query.state}`}
    and ${query.kind === undefined ? sql`true` : sql`i.kind = ${query.kind}`}`;
  return counted(
    db,
    where,
    sql`i.restricted desc, (i.state = 'reported') desc,
      case when i.state in ('asked', 'resolved') then null else coalesce(i.due_at, i.contact_due_at) end nulls last, i.id`,
    slice,
  );
}

/** What somebody is to act on: theirs, their groups', and where they help. */
export function listToDo(
  db: Reader,
  district: string,
  mine: { readonly personId: string; readonly groups: readonly string[] },
  slice: Slice,
): Promise<Listed> {
  const groups = [...mine.groups];
  const where = sql`i.district = ${district} and i.ended_at is null and not i.restricted and (
    i.assignee_id = ${mine.personId} or i.assignee_group = any(${groups}::uuid[])
    or exists (select from issue_helpers h where h.district = ${district} and h.issue_id = i.id
      and (h.person_id = ${mine.personId} or h.group_id = any(${groups}::uuid[]))))`;
  return counted(db, where, sql`i.due_at nulls last, i.id`, slice);
}

/** What somebody raised or joined, the latest first. */
export function listMine(db: Reader, district: string, personId: string, slice: Slice): Promise<Listed> {
  const where = sql`i.district = ${district} and (i.helper_id = ${personId} or exists (select from issue_parties t
    where t.district = ${district} and t.issue_id = i.id and t.person_id in (select p.id from persons p
      where p.district = ${district} and (p.id = ${personId} or p.merged_into = ${personId}))))`;
  return counted(db, where, sql`i.reported_at desc, i.id desc`, slice);
}
