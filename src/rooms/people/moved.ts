import { sql } from 'kysely';
import type { Write } from '../../kit/write.ts';
import type { Residence } from './household.ts';

/** What a merge did, by ids and codes only, so that its undoing can do the opposite. */
export type Moved = {
  readonly residences: readonly string[];
  /** Belongings of the one that went, ended because the kept one belongs there too. */
  readonly ended: readonly string[];
  /** Belongings of the kept one that took something over, as they were before and became. */
  readonly combined: readonly { readonly before: Residence; readonly after: Residence }[];
  readonly closed: readonly string[];
  /** Households that the one that went was head of, and who heads them after the merge. */
  readonly heads: readonly { readonly id: string; readonly after: string | null }[];
  readonly wards: readonly string[];
  readonly tags: readonly string[];
  readonly tagsEnded: readonly string[];
  /** Tags of the kept one that took over note or plan of the other's tag. */
  readonly tagsFilled: readonly {
    readonly id: string;
    readonly from: string;
    readonly note: boolean;
    readonly plan: boolean;
  }[];
  readonly consents: readonly string[];
  readonly consentsTo: readonly string[];
  readonly requests: readonly string[];
  readonly messages: readonly string[];
  /** Fields of the kept one that were empty and were filled from the other. */
  readonly filled: readonly string[];
  /** Rows that rooms above moved, by table; see `keepMovedRows`. */
  readonly above?: Readonly<Record<string, readonly string[]>> | undefined;
};

/**
 * Keeps which rows a room above moved in reaction to a merge, so that it can move them back when the merge is undone.
 * @param mergeId as the entry `people.merge` says in `change.mergeId`.
 * @param table the name of the room's table.
 */
export async function keepMovedRows(
  write: Write,
  mergeId: string,
  table: string,
  ids: readonly string[],
): Promise<void> {
  await sql`update person_merges
    set moved = jsonb_set(moved, '{above}', coalesce(moved->'above', '{}'::jsonb) || jsonb_build_object(${table}::text, ${JSON.stringify(ids)}::text::jsonb))
    where district = ${write.district} and id = ${mergeId}`.execute(write.tx);
}

/** The rows that a room above kept with `keepMovedRows`. */
export async function movedRows(write: Write, mergeId: string, table: string): Promise<readonly string[]> {
  const row = await write.tx
    .selectFrom('person_merges')
    .select('moved')
    .where('district', '=', write.district)
    .where('id', '=', mergeId)
    .executeTakeFirst();
  return (row?.moved as Moved | undefined)?.above?.[table] ?? [];
}
