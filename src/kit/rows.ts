import { sql } from 'kysely';
import type { Tx } from './database.ts';

/** A row as JSON can carry it into columns: bytes as hex, before JSON would write them number by number. */
function plain(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const cells: Record<string, unknown> = {};
  for (const name in row) {
    const value = row[name];
    cells[name] =
      value instanceof Uint8Array
        ? `\\x${Buffer.from(value.buffer, value.byteOffset, value.length).toString('hex')}`
        : value;
  }
  return cells;
}

/** So many rows at once may change what the planner should think of a table. */
const many = 100;

/**
 * Inserts any number of rows in a few statements, on both databases alike (one JSON parameter, no limit of parameters).
 * @param rows all with the same keys: the columns' names.
 */
export async function insertMany(
  tx: Tx,
  table: string,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = sql.join(Object.keys(first).map((name) => sql.ref(name)));
  for (let start = 0; start < rows.length; start += 2000) {
    const batch = rows.slice(start, start + 2000);
    const json = JSON.stringify(batch.map(plain));
    await sql`insert into ${sql.table(table)} (${columns})
      select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${json}::text::json)`.execute(tx);
    if (batch.length >= many) await sql`select take_stock(${table})`.execute(tx);
  }
}

/**
 * Writes some columns of many rows at once, each row with its own values; the rows are found by district and id.
 * @param columns what is written; every row names all of them.
 */
export async function updateMany(
  tx: Tx,
  table: string,
  columns: readonly string[],
  rows: readonly (Readonly<Record<string, unknown>> & { readonly district: string; readonly id: string })[],
): Promise<void> {
  const sets = sql.join(columns.map((name) => sql`${sql.ref(name)} = ${sql.ref(`given.${name}`)}`));
  for (let start = 0; start < rows.length; start += 2000) {
    const json = JSON.stringify(rows.slice(start, start + 2000).map(plain));
    await sql`update ${sql.table(table)} as there set ${sets}
      from json_populate_recordset(null::${sql.table(table)}, ${json}::text::json) as given
      where there.district = given.district and there.id = given.id`.execute(tx);
  }
}
