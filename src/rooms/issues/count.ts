import { sql } from 'kysely';
import type { Tx } from '../../kit/database.ts';
import type { Issue } from './issue.ts';

/** What is counted of issues. `due_*` are the denominators of the three rates (field guide 5). */
export const measures = [
  'reported',
  /** Of those reported: the raiser heard from somebody in time. Denominator of 响应率: `reported`. */
  'contacted_in_time',
  'joined',
  'settled',
  /** Settled at a desk of the compound: without leaving it. */
  'settled_in_compound',
  'settled_late',
  /** Closed with somebody to ask: denominator of 解决率 and 满意率. */
  'due_answers',
  'said_solved',
  'said_satisfied',
  'said_dissatisfied',
  'reopened',
  'declined',
  'referred',
  'merged',
  'withdrawn',
  'climbed',
] as const;
export type Measure = (typeof measures)[number];

type Counted = Pick<Issue, 'district' | 'kind' | 'restricted'> & {
  /** Where it counts: its compound, or the community outside of one. */
  readonly home: { readonly id: string; readonly path: string };
};

/**
 * Adds to the figures of a month, in the same transaction as what is counted. Guarded issues are in no figure.
 * @param month its first day.
 */
export async function count(
  tx: Tx,
  issue: Counted,
  month: string,
  deltas: Readonly<Partial<Record<Measure, number>>>,
): Promise<void> {
  if (issue.restricted) return;
  const rows = Object.entries(deltas).filter(([, n]) => n !== 0);
  if (rows.length === 0) return;
  // In one order always, so that two who count at once never wait for each other in a circle.
  const sorted = rows.sort(([a], [b]) => (a < b ? -1 : 1));
  await sql`
    insert into issue_counts (district, place_id, path, month, kind, measure, n)
    select ${issue.district}, ${issue.home.id}, ${issue.home.path}, ${month}::date, ${issue.kind}, t.measure, t.n
    from unnest(${sorted.map(([measure]) => measure)}::text[], ${sorted.map(([, n]) => n)}::int[]) as t(measure, n)
    on conflict (district, place_id, month, kind, measure) do update set n = issue_counts.n + excluded.n`.execute(tx);
}
