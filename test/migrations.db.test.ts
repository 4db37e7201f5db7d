import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { migrate } from '../src/kit/migrate.ts';
import { root } from '../src/kit/root.ts';
import { openTestDatabase } from './database.ts';
import { tablesAboveDistricts } from './tables.ts';

const database = await openTestDatabase();

const ours = `c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`;
const names = async (query: string): Promise<unknown[]> =>
  (await database.query(query)).map((row) => row.name).filter((name) => !tablesAboveDistricts.includes(String(name)));

test('migrations are numbered from 0001 without a gap', () => {
  const files = readdirSync(path.join(root, 'migrations')).sort();
  expect(files.map((name) => name.slice(0, 5))).toEqual(files.map((_, i) => `${String(i + 1).padStart(4, '0')}_`));
  for (const name of files) expect(name).toMatch(/^\d{4}_[a-z_]+\.sql$/);
});

test('running them again does nothing', async () => {
  expect(await migrate(database)).toEqual([]);
});

test('every table says what it is for', async () => {
  const silent = `SELECT c.relname AS name FROM pg_class c WHERE ${ours} AND obj_description(c.oid, 'pg_class') IS NULL`;
  expect((await database.query(silent)).map((row) => row.name)).toEqual([]);
});

test('every table of the domain, and every unique key of it, begins with the district', async () => {
  // The exceptions are asked for as well, so that the list above never names a table that is gone.
  const all = await database.query(`SELECT c.relname AS name FROM pg_class c WHERE ${ours}`);
  expect(all.map((row) => row.name)).toEqual(expect.arrayContaining([...tablesAboveDistricts]));
  const keyless = `SELECT c.relname AS name FROM pg_class c WHERE ${ours}
    AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)`;
  expect(await names(keyless)).toEqual([]);
  const elsewhere = `SELECT c.relname AS name, i.indexrelid::regclass AS key FROM pg_class c
    JOIN pg_index i ON i.indrelid = c.oid AND i.indisunique
    WHERE ${ours} AND pg_get_indexdef(i.indexrelid, 1, true) <> 'district'`;
  expect(await names(elsewhere)).toEqual([]);
});

test('every reference between tables of the domain stays within one district', async () => {
  const crossing = `SELECT c.relname AS name FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
    WHERE k.contype = 'f' AND ${ours} AND a.attname <> 'district'`;
  expect(await names(crossing)).toEqual([]);
});
