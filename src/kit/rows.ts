import { setImmediate as immediate } from 'node:timers/promises';
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
/** So many rows go in one statement. */
const atOnce = 500;

/**
 * Inserts any number of rows in a few statements, on both databases alike (one JSON parameter, no limit of parameters).
 * While a statement is carried out the next rows are taken and written as JSON: whatever preparing them costs, such as
 * sealing, costs no time of its own beside a server.
 * @param rows all with the same keys: the columns' names. Taken only as they are needed.
 */
export async function insertMany(
  tx: Tx,
  table: string,
  rows: Iterable<Readonly<Record<string, unknown>>>,
): Promise<void> {
  const source = rows[Symbol.iterator]();
  let writing: Promise<unknown> | undefined;
  let count = 0;
  for (let part = take(source); part.length > 0; part = take(source)) {
    const columns = sql.join(Object.keys(part[0] ?? {}).map((name) => sql.ref(name)));
    const json = JSON.stringify(part);
    await writing;
    writing = sql`insert into ${sql.table(table)} (${columns})
      select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${json}::text::json)`.execute(tx);
    count += part.length;
    if (part.length < atOnce) break;
    // What fails is thrown where it is awaited; until then nobody shall call it unheard.
    writing.catch(() => undefined);
    // The statement leaves before the next rows keep this process busy.
    await immediate();
  }
  await writing;
  if (count >= many) await sql`select take_stock(${table})`.execute(tx);
}

/** The next rows, as JSON can carry them; none at the end. */
function take(source: Iterator<Readonly<Record<string, unknown>>>): Record<string, unknown>[] {
  const part: Record<string, unknown>[] = [];
  while (part.length < atOnce) {
    const next = source.next();
    if (next.done) break;
    part.push(plain(next.value));
  }
  return part;
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
