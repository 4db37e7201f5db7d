import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../../test/database.ts';
import { searchDocument, searchQuery, words } from './chinese.ts';

const database = await openTestDatabase();

/** Which of the texts the query finds. */
async function found(query: string, ...texts: string[]): Promise<string[]> {
  const rows = await database.query(
    `SELECT text FROM unnest($1::text[], $2::text[]) AS t(text, document)
     WHERE to_tsvector('simple', document) @@ to_tsquery('simple', $3)`,
    [texts, texts.map(searchDocument), searchQuery(query)],
  );
  return rows.map((row) => String(row.text));
}

test('Chinese text is found by its words, by parts of them, by numbers and single characters', async () => {
  const lift = '3号楼2单元电梯又坏了';
  const leak = '业主委员会反映：301室漏水';
  expect(await found('电梯坏', lift, leak)).toEqual([lift]);
  expect(await found('业主', lift, leak)).toEqual([leak]);
  expect(await found('委员会 漏水', lift, leak)).toEqual([leak]);
  expect(await found('30', lift, leak)).toEqual([leak]);
  expect(await found('梯', lift, leak)).toEqual([lift]);
  expect(await found('水', lift, leak)).toEqual([leak]);
  expect(await found('停车', lift, leak)).toEqual([]);
});

const typed = fc.string({
  unit: fc.constantFrom(...'电梯漏水楼𠮷㐂\'\\:*&|!()<-> "aB1.5e-/@_%\u0301ßİ①㈠ж中ئۇབོདᠮαñ한かカ'),
  maxLength: 30,
});

test('the database keeps every word as it is', async () => {
  const samples = fc.sample(typed, 500);
  const rows = await database.query(
    `SELECT tsvector_to_array(to_tsvector('simple', d)) AS kept FROM unnest($1::text[]) AS d`,
    [samples.map(searchDocument)],
  );
  expect(rows).toHaveLength(samples.length);
  rows.forEach((row, index) => {
    expect(new Set(row.kept as string[]), samples[index]).toEqual(new Set(words(samples[index] ?? '')));
  });
});

test('the database takes every query, whatever was typed', async () => {
  const samples = fc.sample(fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), typed), 500);
  const rows = await database.query(`SELECT to_tsquery('simple', q)::text AS query FROM unnest($1::text[]) AS q`, [
    samples.map(searchQuery),
  ]);
  expect(rows).toHaveLength(samples.length);
});
