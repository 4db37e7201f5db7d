import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from './database.ts';
import { root } from './root.ts';

/** Any number that no other program on the server is likely to lock on. */
const lockNumber = 7_340_103_210;

/**
 * Runs the migrations that have not run yet, in the order of their numbers, all in one transaction.
 * Several processes may call it at once: one works, the others wait and find nothing left to do.
 * @returns the names of the files that ran now.
 */
export async function migrate(database: Database, folder: string = path.join(root, 'migrations')): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return database.asOwner(async (owner) => {
    await owner.query('SELECT pg_advisory_xact_lock($1)', [lockNumber]);
    await owner.exec(`
      CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, ran_at timestamptz NOT NULL DEFAULT now());
      COMMENT ON TABLE migrations IS 'Which files of migrations/ have run.';
    `);
    const ran = new Set((await owner.query('SELECT name FROM migrations')).map((row) => row.name));
    const missing = files.filter((name) => !ran.has(name));
    for (const name of missing) {
      await owner.exec(await readFile(path.join(folder, name), 'utf8'));
      await owner.query('INSERT INTO migrations (name) VALUES ($1)', [name]);
    }
    return missing;
  });
}
