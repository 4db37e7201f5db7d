import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { CompiledQuery, Kysely, PGliteDialect, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { lockFolder } from './folder-lock.ts';
import type { Db } from './schema.ts';
import { sayTrouble, trouble } from './trouble.ts';

/** A transaction: the first argument of everything that writes. */
export type Tx = Transaction<Db>;
/** Anything one can read from: the database itself or a transaction. */
export type Reader = Kysely<Db>;

export type Database = {
  readonly kysely: Kysely<Db>;
  readonly dialect: 'pglite' | 'postgres';
  /** What it is opened on: the jobs bring a driver of their own, which listens as well. */
  readonly source: { readonly pglite: PGlite } | { readonly url: string };
  /** Runs one statement with parameters as the application. */
  query(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Works as the owner of the schema, in one transaction of its own: migrations and installation only. */
  asOwner<T>(work: (owner: Owner) => Promise<T>): Promise<T>;
  /** Clears away dead rows and takes stock for the planner (VACUUM, ANALYZE), as the owner. */
  sweep(): Promise<void>;
  /** The embedded database as a file, or undefined on a server (which has its own tools). */
  dump(): Promise<Blob | undefined>;
  close(): Promise<void>;
};

export type Owner = {
  query(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  exec(statements: string): Promise<void>;
};

export type DatabaseOptions = {
  /** A PostgreSQL address; without it the embedded database is used. */
  readonly url?: string | undefined;
  /** Folder of the embedded database; without it everything stays in memory. */
  readonly dataDir?: string | undefined;
  /** A dump to begin an embedded database from. */
  readonly loadDataDir?: Blob | undefined;
  /** Seconds to wait for a process that is just leaving the folder of the embedded database. */
  readonly patience?: number | undefined;
  readonly poolSize?: number | undefined;
  /** Called after every statement with the time it took; tests look for queries that forget the district. */
  readonly onQuery?: ((text: string, seconds: number) => void) | undefined;
};

/** The role that everything but migrations works as. */
export const appRole = 'doorstep_app';
const types = { date: 1082, int8: 20 };
const asText = (value: string): string => value;

/** Opens the embedded database or a PostgreSQL server; both speak one dialect and answer with the same types. */
export function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.url === undefined ? openEmbedded(options) : openServer(options.url, options);
}

function kyselyOn(dialect: PGliteDialect | PostgresDialect, onQuery: DatabaseOptions['onQuery']): Kysely<Db> {
  return new Kysely<Db>(
    onQuery ? { dialect, log: (event) => onQuery(event.query.sql, event.queryDurationMillis / 1000) } : { dialect },
  );
}

async function openEmbedded(options: DatabaseOptions): Promise<Database> {
  // Two processes on one folder would write over each other's pages without noticing.
  const giveBack = options.dataDir === undefined ? undefined : await lockFolder(options.dataDir, options.patience);
  if (options.dataDir !== undefined && giveBack === undefined)
    throw trouble(
      `The database in ${options.dataDir} is in use by another process, most likely a server. Stop that first, or use another DATA_DIR; only PostgreSQL (DATABASE_URL) can be used by several at once.`,
    );
  try {
    return await openPglite(options, () => giveBack?.());
  } catch (error) {
    giveBack?.();
    throw error;
  }
}

async function openPglite(options: DatabaseOptions, onClosed: () => void): Promise<Database> {
  const pglite = await PGlite.create({
    ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
    ...(options.loadDataDir === undefined ? {} : { loadDataDir: options.loadDataDir }),
    extensions: { btree_gist },
    parsers: { [types.date]: asText, [types.int8]: Number },
  });
  const takeRole = async (): Promise<void> => {
    const { rows } = await pglite.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [appRole]);
    if (rows.length > 0) await pglite.exec(`SET ROLE ${appRole}`);
  };
  await takeRole();
  const kysely = kyselyOn(new PGliteDialect({ pglite }), options.onQuery);
  return {
    kysely,
    dialect: 'pglite',
    source: { pglite },
    query: (text, values = []) => rowsOf(kysely, text, values),
    asOwner: async (work) => {
      const result = await pglite.transaction(async (tx) => {
        await tx.exec('SET LOCAL ROLE NONE');
        return work({
          query: async (text, values = []) => (await tx.query<Row>(text, [...values])).rows,
          exec: async (statements) => void (await tx.exec(statements)),
        });
      });
      await takeRole();
      return result;
    },
    sweep: () =>
      kysely.connection().execute(async () => {
        // One by one, since VACUUM may not stand among other statements.
        for (const statement of ['RESET ROLE', 'VACUUM ANALYZE']) await pglite.exec(statement);
        await takeRole();
      }),
    dump: () => pglite.dumpDataDir('gzip'),
    close: async () => {
      await kysely.destroy();
      // A Kysely that was never asked anything does not close what it was given.
      if (!pglite.closed) await pglite.close();
      onClosed();
    },
  };
}

const oldestServer = 15;

/** Says what is wrong with DATABASE_URL before anything is built upon it. */
async function tryServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>('SHOW server_version');
    const [{ version } = { version: '' }] = rows;
    if (Number.parseInt(version, 10) < oldestServer)
      throw trouble(`DATABASE_URL leads to PostgreSQL ${version}; ${oldestServer} or later is needed.`);
  } catch (error) {
    if (sayTrouble(error) !== undefined || !(error instanceof Error)) throw error;
    // Several addresses of one host that were all tried come as one error without words of its own.
    const why = error.message || ('code' in error ? String(error.code) : error.name);
    throw trouble(`DATABASE_URL leads to no database that can be used: ${why}`, error);
  } finally {
    await client.end();
  }
}

async function openServer(url: string, options: DatabaseOptions): Promise<Database> {
  await tryServer(url);
  const parsers = { getTypeParser: pg.types.getTypeParser };
  const ownTypes: pg.CustomTypesConfig = {
    getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
      if (oid === types.date) return asText;
      if (oid === types.int8) return Number;
      return parsers.getTypeParser(oid, format as 'text');
    }) as typeof pg.types.getTypeParser,
  };
  const pool = new pg.Pool({ connectionString: url, max: options.poolSize ?? 10, types: ownTypes });
  // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  const kysely = kyselyOn(
    new PostgresDialect({
      pool,
      onCreateConnection: async (connection) =>
        void (await connection.executeQuery(CompiledQuery.raw(`SET ROLE ${appRole}`))),
    }),
    options.onQuery,
  );
  return {
    kysely,
    dialect: 'postgres',
    source: { url },
    query: (text, values = []) => rowsOf(kysely, text, values),
    asOwner: async (work) => {
      const client = new pg.Client({ connectionString: url, types: ownTypes });
      await client.connect();
      try {
        await client.query('BEGIN');
        const result = await work({
          query: async (text, values = []) => (await client.query<Row>(text, [...values])).rows,
          exec: async (statements) => void (await client.query(statements)),
        });
        await client.query('COMMIT');
        return result;
      } finally {
        // Ending the connection rolls back what was not committed.
        await client.end();
      }
    },
    sweep: async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query('VACUUM ANALYZE').finally(() => client.end());
    },
    dump: async () => undefined,
    close: () => kysely.destroy(),
  };
}

type Row = Record<string, unknown>;

async function rowsOf(kysely: Kysely<Db>, text: string, values: readonly unknown[]): Promise<Row[]> {
  return (await kysely.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows;
}
