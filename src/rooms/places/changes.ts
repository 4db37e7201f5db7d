import { dayIn } from '../../kit/clock.ts';
import type { Reader } from '../../kit/database.ts';
import type { Place } from './place.ts';

export type ChangeLine = {
  readonly id: string;
  readonly act: string;
  readonly day: string;
  readonly undoneOn: string | null;
  readonly from: string;
  readonly to: string;
};

/** The latest renumberings, merges and splits of a place, newest first. */
export async function listChanges(
  db: Reader,
  place: Pick<Place, 'district' | 'id'>,
  zone: string,
): Promise<ChangeLine[]> {
  const rows = await db
    .selectFrom('place_changes')
    .select(['id', 'act', 'before', 'after', 'done_at', 'undone_at'])
    .where('district', '=', place.district)
    .where('place_id', '=', place.id)
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
  const ids = rows
    .flatMap((row) => [(row.before as { gone?: string }).gone, (row.after as { made?: string }).made])
    .filter((id) => id !== undefined);
  const named =
    ids.length === 0
      ? []
      : await db
          .selectFrom('places')
          .select(['id', 'name'])
          .where('district', '=', place.district)
          .where('id', 'in', ids)
          .execute();
  const nameOf = new Map(named.map((other) => [other.id, other.name]));
  return rows.map((row) => {
    const before = row.before as { name?: string; gone?: string };
    const after = row.after as { name?: string; made?: string };
    return {
      id: row.id,
      act: row.act,
      day: dayIn(zone, row.done_at),
      undoneOn: row.undone_at ? dayIn(zone, row.undone_at) : null,
      from: before.name ?? nameOf.get(before.gone ?? '') ?? '',
      to: after.name ?? nameOf.get(after.made ?? '') ?? '',
    };
  });
}
