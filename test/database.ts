import { randomBytes } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { inject } from 'vitest';
import { type Database, type DatabaseOptions, openDatabase } from '../src/kit/database.ts';
import { closeLater } from './close-later.ts';
import { onServer } from './postgres.ts';

/** What the set-up of a test project hands to its files. */
type Provided =
  | { readonly dialect: 'pglite'; readonly dump: string }
  | { readonly dialect: 'postgres'; readonly server: string; readonly template: string };

declare module 'vitest' {
  interface ProvidedContext {
    database: Provided;
  }
}

export type TestDatabaseOptions = Pick<DatabaseOptions, 'onQuery' | 'poolSize'>;

/**
 * A migrated, empty database of one's own on the engine this run is for. Closed and removed by itself: after the file
 * when called at its top, after the test when called inside one.
 *
 *     const database = await openTestDatabase();
 *     test('…', async () => { await inTransaction(database, …) });
 *
 * @param from what to begin from, where it is not the empty database.
 */
export async function openTestDatabase(
  options: TestDatabaseOptions = {},
  from: Provided = provided(),
): Promise<Database> {
  const { database, close } = await open(options, from);
  closeLater(close);
  return database;
}

/** The engine this run is for: races, for example, can only be seen on a server. */
export function dialect(): Database['dialect'] {
  return provided().dialect;
}

function provided(): Provided {
  const found = inject('database') as Provided | undefined;
  if (!found) throw new Error('A test that needs a database is named *.db.test.ts, so that it runs on both engines');
  return found;
}

async function open(
  options: TestDatabaseOptions,
  given: Provided,
): Promise<{ database: Database; close: () => Promise<void> }> {
  if (given.dialect === 'pglite') {
    const database = await openDatabase({ ...options, loadDataDir: await openAsBlob(given.dump) });
    return { database, close: () => database.close() };
  }
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(given.server, `CREATE DATABASE ${name} TEMPLATE ${given.template}`);
  const url = new URL(given.server);
  url.pathname = name;
  const database = await openDatabase({ ...options, url: url.href });
  return {
    database,
    async close() {
      await database.close();
      await onServer(given.server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}
