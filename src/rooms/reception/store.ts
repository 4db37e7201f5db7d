import { sql } from 'kysely';
import { underAny } from '../../kit/access.ts';
import type { Day } from '../../kit/clock.ts';
import type { Reader } from '../../kit/database.ts';
import type { Slice } from '../../kit/paging.ts';
import { fieldOf, type Keyring } from '../../kit/secrets.ts';
import type { OutcomeKind, Referral, Topic } from './reception.ts';

export type Span = {
  readonly district: string;
  readonly paths: readonly string[];
  readonly from: Day;
  /** The last day of the span. */
  readonly until: Day;
};

export type Received = {
  readonly id: string;
  readonly at: Date;
  readonly topic: Topic;
  readonly people: number;
  readonly outcome: OutcomeKind;
  readonly referral: Referral | null;
  readonly issueId: string | null;
  readonly note: string | null;
};

const within = ({ district, paths, from, until }: Span) =>
  sql`r.district = ${district} and ${underAny('r.path', paths)} and r.on_day between ${from}::date and ${until}::date`;

/** The visits of a span, the latest first. */
export async function listReceived(db: Reader, keyring: Keyring, span: Span, slice: Slice): Promise<Received[]> {
  const { rows } = await sql<Omit<Received, 'note'> & { note: Uint8Array | null; wrapped: Uint8Array | null }>`
    select r.id, r.at, r.topic, r.people, r.outcome, r.referral, r.issue_id as "issueId", r.note, r.wrapped_key as wrapped
    from receptions r where ${within(span)} order by r.at desc, r.id desc
    limit ${slice.limit} offset ${slice.offset}`.execute(db);
  return rows.map(({ note, wrapped, ...row }) => ({
    ...row,
    note: note && wrapped ? keyring.open(keyring.unwrap(wrapped), note, fieldOf('receptions.note', row.id)) : null,
  }));
}

export type Counted = {
  readonly visits: number;
  readonly people: number;
  readonly topics: readonly { readonly topic: Topic; readonly n: number }[];
  readonly outcomes: readonly { readonly outcome: OutcomeKind; readonly n: number }[];
  readonly referrals: readonly { readonly referral: Referral; readonly n: number }[];
};

/** The counts of a window: visits, people, by topic, by what came of them, where to. */
export async function countReceived(db: Reader, span: Span): Promise<Counted> {
  const { rows } = await sql<{
    topic: Topic;
    outcome: OutcomeKind;
    referral: Referral | null;
    n: number;
    people: number;
  }>`
    select r.topic, r.outcome, r.referral, count(*)::int as n, sum(r.people)::int as people from receptions r
    where ${within(span)} group by r.topic, r.outcome, r.referral`.execute(db);
  const sum = <K extends string>(key: (row: (typeof rows)[number]) => K | null): { key: K; n: number }[] => {
    const found = new Map<K, number>();
    for (const row of rows) {
      const name = key(row);
      if (name !== null) found.set(name, (found.get(name) ?? 0) + row.n);
    }
    return [...found].map(([name, n]) => ({ key: name, n })).sort((a, b) => b.n - a.n);
  };
  return {
    visits: rows.reduce((all, row) => all + row.n, 0),
    people: rows.reduce((all, row) => all + row.people, 0),
    topics: sum((row) => row.topic).map(({ key, n }) => ({ topic: key, n })),
    outcomes: sum((row) => row.outcome).map(({ key, n }) => ({ outcome: key, n })),
    referrals: sum((row) => row.referral).map(({ key, n }) => ({ referral: key, n })),
  };
}
