import { sql } from 'kysely';
import { underAny } from '../../kit/access.ts';
import type { Reader } from '../../kit/database.ts';
import type { Slice } from '../../kit/paging.ts';
import type { Issue } from './issue.ts';
import type { IssueKind } from './kind.ts';
import { issueColumns } from './store.ts';

/** An issue that everybody may see, when it last moved, the group that has it in hand, and its first photo. */
export type PublicIssue = Issue & {
  readonly movedAt: Date;
  readonly groupName: string | null;
  readonly photoId: string | null;
};

export type PublicAsked = {
  readonly district: string;
  readonly path: string;
  /** Named one by one: then nothing else counts but the place. */
  readonly ids?: readonly string[] | undefined;
  readonly kinds?: readonly IssueKind[] | undefined;
  readonly over?: boolean | undefined;
  /** Reported from this instant to that one, both included. */
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
};

/** What everybody may see of a place and below it, the latest report first: the same issues as on its board. */
export async function listPublic(db: Reader, asked: PublicAsked, slice: Slice): Promise<PublicIssue[]> {
  const { district, path, ids, kinds, over, from, until } = asked;
  const wanted =
    ids === undefined
      ? sql`${kinds === undefined ? sql`true` : sql`i.kind = any(${[...kinds]})`}
        and ${over === undefined ? sql`true` : over ? sql`i.ended_at is not null` : sql`i.ended_at is null`}
        and ${from === undefined ? sql`true` : sql`i.reported_at >= ${from}`}
        and ${until === undefined ? sql`true` : sql`i.reported_at <= ${until}`}`
      : sql`i.id = any(${[...ids]}::uuid[])`;
  const { rows } = await sql<PublicIssue>`select ${issueColumns},
      (select max(j.at) from journal j where j.district = ${district} and j.thing_id = i.id) as "movedAt",
      (select g.name from groups g where g.district = ${district} and g.id = i.assignee_group) as "groupName",
      (select p.file_id from issue_photos p where p.district = ${district} and p.issue_id = i.id
        order by p.at, p.file_id limit 1) as "photoId"
    from issues i where i.district = ${district} and ${underAny('i.path', [path])} and i.published_at is not null
      and i.visibility = 'all' and not i.restricted and ${wanted}
    order by i.reported_at desc, i.id desc limit ${slice.limit} offset ${slice.offset}`.execute(db);
  return rows.map((row) => ({ ...row, movedAt: row.movedAt ?? row.reportedAt }));
}
