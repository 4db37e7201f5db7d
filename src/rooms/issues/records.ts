import { type RawBuilder, sql } from 'kysely';
import { underAny } from '../../kit/access.ts';
import type { Day } from '../../kit/clock.ts';
import type { Reader } from '../../kit/database.ts';
import type { Slice } from '../../kit/paging.ts';
import type { Measure } from './count.ts';
import type { Issue } from './issue.ts';
import type { IssueKind } from './kind.ts';
import { issueColumns } from './store.ts';

/** Figures whose records are issues, each counted once: the others count events. */
export const openable = [
  'reported',
  'contacted_in_time',
  'settled',
  'settled_in_compound',
  'settled_late',
  'due_answers',
  'said_solved',
  'said_satisfied',
  'said_dissatisfied',
  'declined',
  'referred',
  'merged',
  'withdrawn',
] as const satisfies readonly Measure[];
export type Openable = (typeof openable)[number];

const raiserSaid = (what: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`i.state = 'closed' and exists (
  select from issue_appraisals a join issue_parties t
    on t.district = i.district and t.issue_id = a.issue_id and t.person_id = a.person_id and t.role = 'raiser'
  where a.district = i.district and a.issue_id = i.id and a.round = i.round and ${what})`;

/** Which issues a figure counts, and whether it counts them in the month of the report or of the end. */
const behind: Readonly<Record<Openable, { readonly by: 'report' | 'end'; readonly where: RawBuilder<boolean> }>> = {
  reported: { by: 'report', where: sql`true` },
  contacted_in_time: { by: 'report', where: sql`i.contacted_at <= i.contact_due_at` },
  settled: { by: 'end', where: sql`i.state = 'closed'` },
  settled_in_compound: { by: 'end', where: sql`i.state = 'closed' and i.level >= 3` },
  settled_late: { by: 'end', where: sql`i.state = 'closed' and i.resolved_at > i.due_at` },
  due_answers: { by: 'end', where: sql`i.state = 'closed' and i.raiser_id is not null` },
  said_solved: { by: 'end', where: raiserSaid(sql`a.solved`) },
  said_satisfied: { by: 'end', where: raiserSaid(sql`a.satisfaction = 'satisfied'`) },
  said_dissatisfied: { by: 'end', where: raiserSaid(sql`a.satisfaction = 'dissatisfied'`) },
  declined: { by: 'end', where: sql`i.state = 'declined'` },
  referred: { by: 'end', where: sql`i.state = 'referred'` },
  merged: { by: 'end', where: sql`i.state = 'merged'` },
  withdrawn: { by: 'end', where: sql`i.state = 'withdrawn'` },
};

export type RecordsAsked = {
  readonly district: string;
  readonly path: string;
  readonly measure: Openable;
  /** First days of the first and of the last month. */
  readonly from: Day;
  readonly until: Day;
  readonly kind?: IssueKind | undefined;
  /** The zone in which a day ends. */
  readonly zone: string;
};

function whereOf({ district, path, measure, from, until, kind, zone }: RecordsAsked): RawBuilder<boolean> {
  const { by, where } = behind[measure];
  const day = by === 'report' ? sql`i.reported_on` : sql`(i.ended_at at time zone ${zone})::date`;
  return sql<boolean>`i.district = ${district} and ${underAny('i.path', [path])} and not i.restricted and ${where}
    and ${day} >= ${from}::date and ${day} < (${until}::date + interval '1 month')
    and ${kind === undefined ? sql`true` : sql`i.kind = ${kind}`}`;
}

/** The issues behind a figure, the latest first. */
export async function recordsBehind(db: Reader, asked: RecordsAsked, slice: Slice): Promise<readonly Issue[]> {
  const { rows } = await sql<Issue>`select ${issueColumns} from issues i where ${whereOf(asked)}
    order by i.reported_at desc, i.id desc limit ${slice.limit} offset ${slice.offset}`.execute(db);
  return rows;
}

/** How many issues are behind a figure, counted one by one: what the kept figure has to agree with. */
export async function countBehind(db: Reader, asked: RecordsAsked): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from issues i where ${whereOf(asked)}`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}
