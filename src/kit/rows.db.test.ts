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

test('rows are taken as they are needed, and one that is refused takes all of them back', async () => {
  let taken = 0;
  function* rows(last: number) {
    for (let i = 0; i <= last; i += 1) {
      taken += 1;
      // The last stands there already: refused in the third statement.
      yield { district: '500108', name: i === 1200 ? 'row 3' : `row ${i}`, value: i };
    }
  }
  const stored = async () =>
    Number((await database.query("select count(*)::int as n from counters where district = '500108'"))[0]?.n);
  await expect(database.kysely.transaction().execute((tx) => insertMany(tx, 'counters', rows(2500)))).rejects.toThrow(
    /counters_pkey/,
  );
  expect(await stored()).toBe(0);
  expect(taken).toBeLessThan(2500);
  await database.kysely.transaction().execute((tx) => insertMany(tx, 'counters', rows(1199)));
  expect(await stored()).toBe(1200);
  await database.kysely.transaction().execute((tx) => insertMany(tx, 'counters', []));
});
