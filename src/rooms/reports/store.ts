import { sql } from 'kysely';
import { under } from '../../kit/access.ts';
import type { Day } from '../../kit/clock.ts';
import type { Reader } from '../../kit/database.ts';
import { type IssueKind, type Measure, openKinds, type State } from '../issues/index.ts';

export type Span = { readonly district: string; readonly path: string; readonly from: Day; readonly until: Day };

/** Figures by month, of a place and all below it. Costs as many rows as there are months, kinds and compounds, not issues. */
export async function figuresByMonth(
  db: Reader,
  { district, path, from, until }: Span,
): Promise<{ readonly month: Day; readonly kind: IssueKind; readonly measure: Measure; readonly n: number }[]> {
  const { rows } = await sql<{ month: Day; kind: IssueKind; measure: Measure; n: number }>`
    select month, kind, measure, sum(n)::int as n from issue_counts
    where district = ${district} and ${under('path', path)} and month between ${from}::date and ${until}::date
    group by month, kind, measure order by month`.execute(db);
  return rows;
}

/** What was reported by kind and by place below: compounds of a community, communities of a street. */
export async function kindsByPlace(
  db: Reader,
  { district, path, from, until }: Span,
  below: readonly { readonly id: string; readonly path: string }[],
): Promise<{ readonly placeId: string; readonly kind: IssueKind; readonly n: number }[]> {
  if (below.length === 0) return [];
  const { rows } = await sql<{ placeId: string; kind: IssueKind; n: number }>`
    select b.id as "placeId", c.kind, sum(c.n)::int as n
    from unnest(${below.map((place) => place.id)}::uuid[], ${below.map((place) => place.path)}::text[]) as b(id, path)
    join issue_counts c on c.district = ${district} and starts_with(c.path, b.path)
    where c.district = ${district} and ${under('c.path', path)} and c.measure = 'reported'
      and c.month between ${from}::date and ${until}::date
    group by b.id, c.kind having sum(c.n) > 0`.execute(db);
  return rows;
}

export const ages = ['day', 'week', 'month', 'older'] as const;
export type Age = (typeof ages)[number];

/** What is open now, by state and by age. */
export async function openByAge(
  db: Reader,
  at: { readonly district: string; readonly path: string },
  now: Date,
): Promise<{ readonly state: State; readonly age: Age; readonly overdue: number; readonly n: number }[]> {
  const { rows } = await sql<{ state: State; age: Age; overdue: number; n: number }>`
    select state, case when reported_at > ${now}::timestamptz - interval '1 day' then 'day'
        when reported_at > ${now}::timestamptz - interval '7 days' then 'week'
        when reported_at > ${now}::timestamptz - interval '30 days' then 'month' else 'older' end as age,
      count(*) filter (where state not in ('asked', 'resolved')
        and coalesce(due_at, case when contacted_at is null then contact_due_at end) <= ${now})::int as overdue,
      count(*)::int as n
    from issues where district = ${at.district} and ${under('path', at.path)} and ended_at is null and not restricted
    group by 1, 2`.execute(db);
  return rows;
}

/** Of what was reported in the span, what nobody had to answer yet: its time has not come. */
export async function notYetDue(db: Reader, { district, path, from, until }: Span, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from issues where district = ${district} and ${under('path', path)} and ended_at is null
      and not restricted and contacted_at is null and contact_due_at > ${now}
      and reported_on >= ${from}::date and reported_on < (${until}::date + interval '1 month')`.execute(db);
  return rows[0]?.n ?? 0;
}

export const stages = ['collect', 'sort', 'act', 'appraise'] as const;
export type Stage = (typeof stages)[number];

/** The median time of each stage, in minutes, of stages that ended in the span; the raiser's own time is left out. */
export async function medianStages(
  db: Reader,
  { district, path, from, until }: Span,
  zone: string,
): Promise<Partial<Record<Stage, { readonly minutes: number; readonly n: number }>>> {
  const { rows } = await sql<{ stage: Stage; minutes: number; n: number }>`
    select s.stage, round(extract(epoch from percentile_cont(0.5) within group (order by s.to_at - s.from_at)) / 60)::int as minutes,
      count(*)::int as n
    from issue_stages s join issues i on i.district = ${district} and i.id = s.issue_id
    where s.district = ${district} and ${under('i.path', path)} and not i.restricted and s.stage <> 'wait'
      and s.to_at >= (${from}::date)::timestamp at time zone ${zone}
      and s.to_at < (${until}::date + interval '1 month') at time zone ${zone}
    group by s.stage`.execute(db);
  return Object.fromEntries(rows.map(({ stage, minutes, n }) => [stage, { minutes, n }]));
}

/** What happened at a place that may explain a turn: groups founded there, by month. */
export async function markersOf(
  db: Reader,
  { district, path, from, until }: Span,
): Promise<{ month: Day; name: string }[]> {
  const { rows } = await sql<{ month: Day; name: string }>`
    select date_trunc('month', g.founded_on)::date as month, g.name from groups g
    join places p on p.district = ${district} and p.id = g.place_id
    where g.district = ${district} and ${under('p.path', path)} and g.founded_on >= ${from}::date
      and g.founded_on < (${until}::date + interval '1 month') and g.dissolved_on is null
    order by g.founded_on limit 20`.execute(db);
  return rows;
}

/** Reports by kind in single months, for seasons: the month itself and what it is compared with. */
export async function kindHistory(
  db: Reader,
  at: { readonly district: string; readonly path: string },
  months: readonly Day[],
): Promise<Map<IssueKind, Map<Day, number>>> {
  const { rows } = await sql<{ kind: IssueKind; month: Day; n: number }>`
    select kind, month, sum(n)::int as n from issue_counts
    where district = ${at.district} and ${under('path', at.path)} and measure = 'reported' and month = any(${[...months]}::date[])
    group by kind, month`.execute(db);
  const found = new Map<IssueKind, Map<Day, number>>(openKinds.map((kind) => [kind, new Map()]));
  for (const { kind, month, n } of rows) found.get(kind)?.set(month, n);
  return found;
}
