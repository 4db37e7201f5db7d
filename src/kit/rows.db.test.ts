import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../../test/database.ts';
import type { Reader } from './database.ts';
import { insertMany } from './rows.ts';

const database = await openTestDatabase();

const counters = (from: number, many: number) =>
  Array.from({ length: many }, (_, i) => ({ district: '421202', name: `${'long '.repeat(20)}${from + i}`, value: i }));

async function knownRows(db: Reader): Promise<number> {
  const { rows } = await sql<{ rows: number }>`
    select reltuples::integer as rows from pg_class where relname = 'counters'`.execute(db);
  return rows[0]?.rows ?? 0;
}

test('the planner learns of many rows in the transaction that writes them, and again when they have doubled', async () => {
  const before = await knownRows(database.kysely);
  await database.kysely.transaction().execute(async (tx) => {
    await insertMany(tx, 'counters', counters(0, 90));
    expect(await knownRows(tx)).toBe(before);
    await insertMany(tx, 'counters', counters(90, 910));
    expect(await knownRows(tx)).toBe(1000);
    await insertMany(tx, 'counters', counters(1000, 500));
    expect(await knownRows(tx)).toBe(1000);
    await insertMany(tx, 'counters', counters(1500, 1500));
    expect(await knownRows(tx)).toBe(3000);
  });
});
