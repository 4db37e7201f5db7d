import { sql } from 'kysely';
import type { Write } from '../../kit/write.ts';

/** Where a row of this room points to a person. */
type Pointers = {
  readonly households: 'head_id';
  readonly persons: 'guardian_id';
  readonly messages: 'person_id';
  readonly dwelling_persons: 'person_id';
  readonly consents: 'person_id' | 'to_id';
};

/** Points everything that points to one person to another. @returns the ids of the rows. */
export async function pointAll<T extends keyof Pointers>(
  write: Write,
  table: T,
  column: Pointers[T],
  from: string,
  to: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update ${sql.table(table)} set ${sql.ref(column)} = ${to}
    where district = ${write.district} and ${sql.ref(column)} = ${from} returning id`.execute(write.tx);
  return rows.map((row) => row.id);
}

/** Points these rows to a person. */
export async function pointRows<T extends keyof Pointers>(
  write: Write,
  table: T,
  column: Pointers[T],
  ids: readonly string[],
  to: string,
): Promise<void> {
  if (ids.length === 0) return;
  await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${to}
    where district = ${write.district} and id = any(${ids}::uuid[])`.execute(write.tx);
}
