import { createReadStream, createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { sql } from 'kysely';
import type { Database, Owner, Reader } from './database.ts';

type Header = {
  readonly format: 'doorstep-backup';
  readonly migrations: readonly string[];
  readonly tables: readonly string[];
};
type Table = { readonly name: string; readonly key: readonly string[] };

const pageSize = 2000;

/**
 * Writes every row of every table as of one moment into a gzipped file of JSON lines. The same file restores
 * on the embedded database and on a server. Sealed columns stay sealed: without the master key they are lost.
 * @returns how many rows were written.
 */
export async function backup(database: Database, file: string): Promise<{ rows: number }> {
  return database.kysely
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const tables = await listTables(tx);
      const ran = await sql<{ name: string }>`select name from migrations order by name`.execute(tx);
      const header: Header = {
        format: 'doorstep-backup',
        migrations: ran.rows.map((row) => row.name),
        tables: tables.map((table) => table.name),
      };
      const count = { rows: 0 };
      // Renamed when whole: what was interrupted is never taken for a backup, nor does it cost the one before.
      const draft = `${file}.part`;
      await pipeline(
        Readable.from(lines(tx, header, tables, count)),
        createGzip(),
        createWriteStream(draft, { mode: 0o600 }),
      );
      await rename(draft, file);
      return count;
    });
}

async function* lines(
  tx: Reader,
  header: Header,
  tables: readonly Table[],
  count: { rows: number },
): AsyncGenerator<string> {
  yield `${JSON.stringify(header)}\n`;
  for (const table of tables) {
    const key = sql.join(table.key.map((name) => sql.ref(name)));
    let after: readonly unknown[] | undefined;
    for (;;) {
      const from = after ? sql`where (${key}) > (${sql.join(after)})` : sql``;
      const page = await sql<Record<string, unknown> & { line: string }>`
        select to_jsonb(t)::text as line, ${key} from ${sql.table(table.name)} t ${from} order by ${key} limit ${pageSize}`.execute(
        tx,
      );
      for (const row of page.rows) yield `${JSON.stringify(table.name)}\t${row.line}\n`;
      count.rows += page.rows.length;
      const last = page.rows.at(-1);
      if (!last || page.rows.length < pageSize) break;
      after = table.key.map((name) => last[name]);
    }
  }
}

/** Tables of the product with their primary keys; what the migrations and the job queue keep for themselves stays out. */
async function listTables(db: Reader): Promise<Table[]> {
  const { rows } = await sql<{ name: string; key: string[] }>`
    select c.relname as name, array_agg(a.attname::text order by array_position(i.indkey::int2[], a.attnum)) as key
    from pg_class c
    join pg_index i on i.indrelid = c.oid and i.indisprimary
    join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'migrations'
    group by c.relname order by c.relname`.execute(db);
  return rows;
}

export type RestoreProblem = 'not_a_backup' | 'not_empty' | 'other_migrations' | 'not_accepted';

/** Takes back what was written. */
const takeBack = (refused: RestoreProblem): Error => Object.assign(new Error(refused), { refused });

/**
 * Brings a backup into an empty, migrated database, all of it or nothing.
 * @param accepts looks at what came back before it is kept: whether the keys at hand open it.
 * @returns how many rows came back, or why nothing was touched.
 */
export async function restore(
  database: Database,
  file: string,
  accepts: (owner: Owner) => Promise<boolean> = async () => true,
): Promise<{ rows: number } | { refused: RestoreProblem }> {
  const reader = createInterface({
    input: createReadStream(file).pipe(createGunzip()),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  const iterator = reader[Symbol.asyncIterator]();
  try {
    const first = await iterator.next();
    const header = readHeader(first.done ? '' : first.value);
    if (!header) return { refused: 'not_a_backup' };
    return await database.asOwner(async (owner) => {
      const ran = (await owner.query('select name from migrations order by name')).map((row) => row.name);
      if (JSON.stringify(ran) !== JSON.stringify(header.migrations)) return { refused: 'other_migrations' as const };
      for (const name of header.tables) {
        if ((await owner.query(`select 1 from ${quote(name)} limit 1`)).length > 0)
          return { refused: 'not_empty' as const };
      }
      // Rows come in no order that foreign keys would accept, so these are put back, and so checked, at the end.
      const links = await owner.query(`
        select conrelid::regclass::text as on_table, conname, pg_get_constraintdef(oid) as definition
        from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`);
      for (const link of links)
        await owner.exec(`alter table ${link.on_table} drop constraint ${quote(String(link.conname))}`);
      const rows = await writeRows(owner, iterator);
      for (const link of links)
        await owner.exec(
          `alter table ${link.on_table} add constraint ${quote(String(link.conname))} ${link.definition}`,
        );
      if (!(await accepts(owner))) throw takeBack('not_accepted');
      return { rows };
    });
  } catch (error) {
    if (error instanceof Error && 'refused' in error) return { refused: error.refused as RestoreProblem };
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      return { refused: 'not_a_backup' };
    throw error;
  } finally {
    reader.close();
  }
}

async function writeRows(owner: Owner, lines: AsyncIterator<string>): Promise<number> {
  let rows = 0;
  let table = '';
  let waiting: string[] = [];
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    await owner.query(
      `insert into ${quote(table)} select * from jsonb_populate_recordset(null::${quote(table)}, $1::text::jsonb)`,
      [`[${waiting.join(',')}]`],
    );
    rows += waiting.length;
    waiting = [];
  };
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    const tab = next.value.indexOf('\t');
    const name = JSON.parse(next.value.slice(0, tab)) as string;
    if (name !== table || waiting.length >= pageSize) await flush();
    table = name;
    waiting.push(next.value.slice(tab + 1));
  }
  await flush();
  return rows;
}

function readHeader(line: string): Header | undefined {
  try {
    const header = JSON.parse(line) as Header;
    return header.format === 'doorstep-backup' ? header : undefined;
  } catch {
    return undefined;
  }
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
