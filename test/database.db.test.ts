import { expect, test } from 'vitest';
import { dialect, openTestDatabase } from './database.ts';

const first = await openTestDatabase();

const settingNames = async (database: typeof first): Promise<unknown[]> =>
  (await database.query('SELECT name FROM settings ORDER BY name')).map((row) => row.name);

test('a test database is migrated, empty and of the engine of this run', async () => {
  expect(first.dialect).toBe(dialect());
  expect(await settingNames(first)).toEqual([]);
});

test('what one test database holds, another does not', async () => {
  const second = await openTestDatabase();
  await first.query(`INSERT INTO settings (district, name, value) VALUES ('340103', 'colour', '"red"')`);
  expect(await settingNames(first)).toEqual(['colour']);
  expect(await settingNames(second)).toEqual([]);
});

test('values come out alike on both engines', async () => {
  const [row] = await first.query(`SELECT 9007199254740991::bigint AS big, DATE '1954-02-28' AS day,
    TIMESTAMPTZ '2026-11-22 08:00+08' AS at, '\\x00ff'::bytea AS bytes, ARRAY['a', 'b'] AS list, '{"a": [1]}'::jsonb AS json,
    'ж' || '中' > 'z' AS order_by_code`);
  expect({ ...row, bytes: Array.from((row?.bytes ?? []) as Uint8Array) }).toEqual({
    big: 9_007_199_254_740_991,
    day: '1954-02-28',
    at: new Date('2026-11-22T00:00:00Z'),
    bytes: [0, 255],
    list: ['a', 'b'],
    json: { a: [1] },
    order_by_code: true,
  });
});

test('the journal refuses to be changed, on both engines', async () => {
  await expect(first.query('DELETE FROM journal')).rejects.toThrow(/permission denied|append-only/);
  await expect(first.asOwner((owner) => owner.query('DELETE FROM journal'))).rejects.toThrow('append-only');
});
