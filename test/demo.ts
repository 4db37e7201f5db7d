import { openAsBlob } from 'node:fs';
import pg from 'pg';
import { inject } from 'vitest';
import { startJobs } from '../src/jobs.ts';
import { fixedClock } from '../src/kit/clock.ts';
import { type Database, openDatabase } from '../src/kit/database.ts';
import { openLog } from '../src/kit/log.ts';
import { openMetrics } from '../src/kit/metrics.ts';
import { openKeyring } from '../src/kit/secrets.ts';
import type { Workshop } from '../src/kit/write.ts';
import { react } from '../src/reactions.ts';
import { seedDemo } from '../src/seed/index.ts';
import { openTestDatabase, type TestDatabaseOptions } from './database.ts';
import { keptDump } from './dumps.ts';
import { temporaryFiles } from './files.ts';
import { migrationSources } from './migrated.ts';

/** What the demo's people live by in tests: a key, and a clock that stands at 10:00 on Sunday, 22 November 2026. */
export function demoWorkshop(database: Database): Workshop {
  return {
    database,
    keyring: openKeyring([Buffer.alloc(32, 7)]),
    clock: fixedClock('2026-11-22T02:00:00Z'),
    files: temporaryFiles(),
    zone: 'Asia/Shanghai',
    outbox: { send: async () => ({ sent: true }) },
    react,
  };
}

/** A database of one's own with the demo's five districts in it, on the engine this run is for; see `openTestDatabase`. */
export async function openDemoDatabase(options: TestDatabaseOptions = {}): Promise<Database> {
  const given = inject('database');
  if (given.dialect === 'pglite')
    return openTestDatabase(options, { dialect: 'pglite', dump: await demoDump(given.dump) });
  return openTestDatabase(options, { ...given, template: await demoTemplate(given.server, given.template) });
}

/** Does what the first start of a demo does: fills the database and sets up the queues that jobs wait in. */
async function furnish(database: Database): Promise<void> {
  const workshop = demoWorkshop(database);
  await seedDemo(workshop);
  const jobs = await startJobs(workshop, { log: openLog({ level: 'silent', style: 'json' }), metrics: openMetrics() });
  await jobs.stop();
}

/** Made by the first test that wants it, and kept until the product changes. */
function demoDump(migrated: string): Promise<string> {
  return keptDump('demo', [...migrationSources, 'src/kit', 'src/rooms', 'src/seed', 'src/reactions.ts'], async () => {
    const database = await openDatabase({ loadDataDir: await openAsBlob(migrated) });
    await furnish(database);
    return database;
  });
}

const template = 'doorstep_demo';

/** Made by the first test that wants it, while the others wait, and there until the server stops. */
async function demoTemplate(server: string, migrated: string): Promise<string> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    // The lock under which onServer makes databases is another one, which would wait for this.
    await client.query('SELECT pg_advisory_lock(2)');
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 0) {
      await client.query('SELECT pg_advisory_lock(1)');
      await client.query(`CREATE DATABASE ${template}_draft TEMPLATE ${migrated}`);
      await client.query('SELECT pg_advisory_unlock(1)');
      const url = new URL(server);
      url.pathname = `${template}_draft`;
      const database = await openDatabase({ url: url.href, poolSize: 2 });
      await furnish(database);
      await database.sweep();
      await database.close();
      await client.query(`ALTER DATABASE ${template}_draft RENAME TO ${template}`);
    }
    return template;
  } finally {
    await client.end();
  }
}
