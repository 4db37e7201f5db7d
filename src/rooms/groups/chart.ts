import { sql } from 'kysely';
import { under } from '../../kit/access.ts';
import type { Reader } from '../../kit/database.ts';
import { type Place, type PlaceKind, placeKinds } from '../places/index.ts';
import { chartKinds, type GroupKind } from './kind.ts';

/** More groups than this are not drawn at once: the chart then stops at a higher level and leads on from there. */
const chartLimit = 300;

export type ChartGroup = {
  readonly id: string;
  readonly kind: GroupKind;
  readonly name: string;
  readonly parentId: string | null;
  readonly placeId: string;
  readonly placeKind: PlaceKind;
  readonly path: string;
  readonly members: number;
};

/** A group in the chart, the parent only where it is drawn too, and how many more stand below its place, undrawn. */
export type ChartNode = ChartGroup & { readonly hidden: number };

export type Chart = {
  /** Each after the one it belongs to. */
  readonly nodes: readonly ChartNode[];
  readonly total: number;
  /** The lowest kind of place that is drawn; what stands lower is only counted. */
  readonly depth: PlaceKind;
};

/**
 * The kinds of place, from the top, whose groups together stay within the limit; always at least the first that has any.
 * @param counts groups by kind of place.
 */
export function depthWithin(counts: Readonly<Partial<Record<PlaceKind, number>>>, limit: number): PlaceKind {
  let sum = 0;
  let depth: PlaceKind = 'district';
  for (const kind of placeKinds) {
    const here = counts[kind] ?? 0;
    if (sum > 0 && sum + here > limit) break;
    sum += here;
    depth = kind;
  }
  return depth;
}

/** Federations, their groups and teams at a place and below, as a tree of who belongs to whom; bounded by `chartLimit`. */
export async function loadChart(db: Reader, place: Pick<Place, 'district' | 'path'>): Promise<Chart> {
  const { district } = place;
  const within = sql<boolean>`at.district = ${district} and ${under('at.path', place.path)} and g.kind = any(${[...chartKinds]}::text[])
    and g.listed and g.dissolved_on is null`;
  const counted = await sql<{ kind: PlaceKind; n: number }>`
    select at.kind, count(*)::int as n from places at
    join groups g on g.district = ${district} and g.place_id = at.id where ${within} group by at.kind`.execute(db);
  const counts = Object.fromEntries(counted.rows.map((row) => [row.kind, row.n]));
  const depth = depthWithin(counts, chartLimit);
  const kinds = placeKinds.slice(0, placeKinds.indexOf(depth) + 1);
  const { rows } = await sql<ChartGroup>`
    select g.id, g.kind, g.name, g.parent_id as "parentId", g.place_id as "placeId", at.kind as "placeKind", at.path,
      (select count(*)::int from memberships m where m.district = ${district} and m.group_id = g.id and m.state = 'active') as members
    from places at join groups g on g.district = ${district} and g.place_id = at.id
    where ${within} and at.kind = any(${[...kinds]}::text[])
    order by at.path, array_position(array['federation', 'womens_group', 'team'], g.kind), g.name, g.id limit ${chartLimit}`.execute(
    db,
  );
  const hidden = await hiddenBelow(db, district, within, rows, kinds);
  return {
    nodes: inTreeOrder(rows, hidden),
    total: Object.values(counts).reduce((sum, n) => sum + n, 0),
    depth,
  };
}

/** For the first group drawn at each place of the lowest level: how many groups stand below that place, undrawn. */
async function hiddenBelow(
  db: Reader,
  district: string,
  within: ReturnType<typeof sql<boolean>>,
  drawn: readonly ChartGroup[],
  kinds: readonly PlaceKind[],
): Promise<Map<string, number>> {
  const lowest = new Map<string, string>();
  for (const group of drawn) if (!lowest.has(group.path)) lowest.set(group.path, group.id);
  const { rows } = await sql<{ path: string; n: number }>`
    select at.path, count(*)::int as n from places at join groups g on g.district = ${district} and g.place_id = at.id
    where ${within} and not at.kind = any(${[...kinds]}::text[]) group by at.path`.execute(db);
  const hidden = new Map<string, number>();
  for (const { path, n } of rows) {
    // The nearest place above that is drawn answers for it.
    let above = path;
    while (above !== '' && !lowest.has(above)) above = above.replace(/[^.]+\.$/, '');
    const id = lowest.get(above);
    if (id !== undefined) hidden.set(id, (hidden.get(id) ?? 0) + n);
  }
  return hidden;
}

/** Each group after its parent, with all that belongs to the one before the next; without a drawn parent it stands at the top. */
export function inTreeOrder(
  groups: readonly ChartGroup[],
  hidden: ReadonlyMap<string, number> = new Map(),
): ChartNode[] {
  const ids = new Set(groups.map((group) => group.id));
  const placed = groups.map((group) => ({
    ...group,
    parentId: group.parentId !== null && ids.has(group.parentId) ? group.parentId : null,
  }));
  const byParent = Map.groupBy(placed, (group) => group.parentId);
  const below = (parent: string | null): ChartNode[] =>
    (byParent.get(parent) ?? []).flatMap((group) => [
      { ...group, hidden: hidden.get(group.id) ?? 0 },
      ...below(group.id),
    ]);
  return below(null);
}
