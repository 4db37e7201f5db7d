import { sql } from 'kysely';
import { searchDocument } from '../../kit/chinese.ts';
import type { Reader } from '../../kit/database.ts';
import type { IssueKind } from './kind.ts';

/** Why an issue is likely the same matter: each is a line that a person can check. */
export type Likeness = 'same_words' | 'same_entrance' | 'same_building' | 'same_compound' | 'same_kind' | 'lately';

export type Similar = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly score: number;
  readonly why: readonly Likeness[];
};

type Described = {
  readonly title: string;
  readonly kind: IssueKind | undefined;
  /** Path of the place it is about. */
  readonly path: string;
  /** Path of its compound, or of the community outside of one: nothing further away is alike. */
  readonly homePath: string;
  readonly now: Date;
  readonly exceptId?: string | undefined;
};

/** How long back a matter may still be the same, in days. */
const lookBackDays = 60;
/** From this likeness on it is shown; chosen on the labelled set of bench/similar.ts, see decision 0050. */
export const leastScore = 0.46;

/**
 * Issues that are likely the same matter, the likeliest first, at most 5.
 * @param whom `public`: only what everybody sees on the board; `neighbours`: also what is for their compound; `desk`:
 * everything but what is guarded.
 */
export async function findSimilar(
  db: Reader,
  district: string,
  asked: Described,
  whom: 'public' | 'neighbours' | 'desk',
): Promise<Similar[]> {
  const words = [...new Set(searchDocument(asked.title).split(' ').filter(Boolean))];
  if (words.length === 0) return [];
  const since = new Date(asked.now.getTime() - lookBackDays * 86_400_000);
  const any = words
    .slice(0, 60)
    .map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`)
    .join(' | ');
  const { rows } = await sql<{ id: string; number: string; title: string; kind: IssueKind; path: string; at: Date }>`
    select i.id, i.number, i.title, i.kind, i.path, i.reported_at as at from issues i
    where i.district = ${district} and i.path >= ${asked.homePath} and i.path < ${`${asked.homePath}~`}
      and i.words @@ to_tsquery('simple', ${any}) and i.reported_at >= ${since} and not i.restricted
      and i.state not in ('merged', 'withdrawn', 'declined')
      and ${whom === 'desk' ? sql`true` : sql`i.published_at is not null and i.visibility = any(${whom === 'public' ? ['all'] : ['all', 'compound']})`}
      and i.id <> ${asked.exceptId ?? '00000000-0000-0000-0000-000000000000'}
    order by i.reported_at desc limit 100`.execute(db);
  return rows
    .map((row) => ({ id: row.id, number: row.number, title: row.title, ...likeness(asked, row, words) }))
    .filter((one) => one.score >= leastScore)
    .sort((a, b) => b.score - a.score)
    .slice(0, 5);
}

/** How alike two matters are, from 0 to 1, and why. Words weigh half, the place three tenths, kind and time the rest. */
export function likeness(
  asked: Pick<Described, 'title' | 'kind' | 'path' | 'now'>,
  other: { readonly title: string; readonly kind: IssueKind; readonly path: string; readonly at: Date },
  words: readonly string[] = searchDocument(asked.title).split(' ').filter(Boolean),
): { readonly score: number; readonly why: readonly Likeness[] } {
  const theirs = new Set(searchDocument(other.title).split(' ').filter(Boolean));
  const shared = words.filter((word) => theirs.has(word));
  const weight = (all: readonly string[]): number => all.reduce((sum, word) => sum + Math.min(word.length, 3), 0);
  const overlap = (2 * weight(shared)) / Math.max(1, weight(words) + weight([...theirs]));
  const near = nearness(asked.path, other.path);
  const sameKind = asked.kind === other.kind;
  const days = Math.abs(asked.now.getTime() - other.at.getTime()) / 86_400_000;
  // A wish is no fault, however alike the words: "the bench is broken" and "we want more benches".
  const wish = (asked.kind === 'idea') !== (other.kind === 'idea');
  const kind = sameKind ? 0.12 : wish ? -0.25 : 0;
  const score = 0.5 * overlap + 0.3 * near.weight + kind + 0.08 * Math.max(0, 1 - days / lookBackDays);
  const why: Likeness[] = [];
  if (overlap >= 0.3) why.push('same_words');
  if (near.why) why.push(near.why);
  if (sameKind) why.push('same_kind');
  if (days <= 7) why.push('lately');
  // A place and a kind alone are no matter: without a word in common nothing is alike.
  return overlap < 0.12 ? { score: 0, why: [] } : { score, why };
}

/** How near two places lie in the tree: one within the other counts as the same. */
function nearness(a: string, b: string): { readonly weight: number; readonly why: Likeness | undefined } {
  const [left, right] = [a.split('.').filter(Boolean), b.split('.').filter(Boolean)];
  let common = 0;
  while (common < Math.min(left.length, right.length) && left[common] === right[common]) common += 1;
  // District, township, community, compound, building, entrance, dwelling.
  if (common >= 6) return { weight: 1, why: 'same_entrance' };
  if (common >= 5) return { weight: 0.8, why: 'same_building' };
  if (common >= 4) return { weight: Math.min(left.length, right.length) <= 4 ? 0.6 : 0.1, why: 'same_compound' };
  return { weight: 0, why: undefined };
}
