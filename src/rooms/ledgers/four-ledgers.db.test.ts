import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { buildSmallWorld, type SmallWorld } from '../../../test/people-world.ts';
import { root } from '../../kit/root.ts';
import { readWorkbook, type SheetSource, workbookBytes } from '../../kit/sheets/index.ts';
import type { Place } from '../places/index.ts';
import { type FileImport, type FileReport, importFile } from './import-file.ts';

const folder = path.join(root, 'test/ledgers');
const expected = JSON.parse(await readFile(path.join(folder, 'expected.json'), 'utf8'));
const names = {
  households: '和谐小区-住户台账.xlsx',
  residents: '和谐小区-居民台账.xlsx',
  volunteers: '城南社区-志愿者台账.csv',
  visits: '民和社区-探访对象台账.xlsx',
} as const;

const database = await openTestDatabase();
let world: SmallWorld;
/** A community without anything in it. */
let community: Place;

beforeAll(async () => {
  world = await buildSmallWorld(database);
  community = world.elsewhere;
});

async function bring(input: Partial<FileImport> & { source: SheetSource }): Promise<FileReport> {
  const outcome = await importFile(world.workshop, { place: community, ...input });
  if (!('importId' in outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
  return outcome;
}

const file = (name: string): SheetSource => ({ path: path.join(folder, name) });

function codes({ refused }: FileReport): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const { row } of refused) counted[row.problem?.code ?? ''] = (counted[row.problem?.code ?? ''] ?? 0) + 1;
  return counted;
}

async function count(table: string): Promise<number> {
  const [row] = await database.query(`select count(*)::int as n from ${table}`);
  return Number(row?.n);
}

/** The household ledger with its three wrong rows put right, as an office would after looking at the doors. */
async function corrected(): Promise<SheetSource> {
  const rows: string[][] = [];
  for await (const batch of readWorkbook(file(names.households))) {
    if ('refused' in batch) throw new Error(batch.refused);
    for (const { cells } of batch.rows) rows.push(cells.map(({ text }) => text));
  }
  const at = rows.findIndex((row) => row[0] === '楼栋');
  const fixed = rows.slice(at + 1).map((row) => {
    if (row[3] === '约90') return row.with(3, '90');
    if (row[6] === '1385551234') return row.with(6, '13855512340');
    if (row[0] === '7栋' && row[2] === '') return row.with(2, '104');
    return row;
  });
  return { bytes: await sheet(rows[at] ?? [], fixed), name: '和谐小区-住户台账.xlsx' };
}

function sheet(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  name = '和谐小区',
): Promise<Uint8Array> {
  return workbookBytes({ sheets: [{ name, columns: headings.map((heading) => ({ heading, kind: 'text' })), rows }] });
}

test('the household ledger gives the expected counts', async () => {
  const report = await bring({ source: file(names.households) });
  const [one] = report.sheets;
  const { errors, ...rest } = expected[names.households];
  expect(report.kind).toBe('households');
  expect(one).toMatchObject({
    name: rest.sheet,
    count: { rows: rest.rows_with_data, blank: rest.blank_rows, totals: rest.total_row },
  });
  expect(codes(report)).toEqual(errors);
  expect(one?.count.counts).toEqual({
    new: 349,
    changed: 0,
    same: 0,
    duplicate: rest.duplicates_of_an_earlier_row,
    in_doubt: 0,
    refused: 3,
  });
  expect(await count(`places where kind = 'dwelling' and path like '${community.path}%'`)).toBe(349);
});

test('bringing it in once more changes nothing', async () => {
  const before = await count("journal where verb like 'ledgers.add%'");
  const report = await bring({ source: file(names.households) });
  expect(report.sheets[0]?.count.counts).toEqual({
    new: 0,
    changed: 0,
    same: 349,
    duplicate: 3,
    in_doubt: 0,
    refused: 3,
  });
  expect(await count("journal where verb like 'ledgers.add%'")).toBe(before);
});

test('the rows put right are new, the others the same', async () => {
  const report = await bring({ source: await corrected() });
  expect(report.refused).toEqual([]);
  expect(report.sheets[0]?.count.counts).toEqual({
    new: 3,
    changed: 0,
    same: 349,
    duplicate: 3,
    in_doubt: 0,
    refused: 0,
  });
  expect(await count(`places where kind = 'dwelling' and path like '${community.path}%'`)).toBe(
    expected[names.households].dwellings_in_reality,
  );
  expect(await count(`households`)).toBe(expected[names.households].dwellings_in_reality);
});

test('the residents’ ledger gives the expected counts, errors and care words', async () => {
  const report = await bring({ source: file(names.residents), doubts: 'take' });
  const { rows_with_data, errors, tags_on_rows_without_error } = expected[names.residents];
  expect(report.kind).toBe('residents');
  expect(report.sheets[0]?.count.rows).toBe(rows_with_data);
  expect(codes(report)).toEqual(errors);
  expect(report.sheets[0]?.count.found).toEqual(tags_on_rows_without_error);
  expect(report.inDoubt.map(({ row }) => row.row)).toEqual([591, 692, 842, 871]);
  expect(await count(`tags where kind = 'advanced_age'`)).toBe(tags_on_rows_without_error.高龄);
  expect(await count(`tags where kind = 'living_alone'`)).toBe(tags_on_rows_without_error.独居老人);
  const again = await bring({ source: file(names.residents), doubts: 'take' });
  expect(again.sheets[0]?.count.counts).toEqual({
    new: 0,
    changed: 0,
    same: rows_with_data - 16,
    duplicate: 0,
    in_doubt: 0,
    refused: 16,
  });
});

test('the volunteers’ ledger gives the expected teams', async () => {
  const report = await bring({ source: file(names.volunteers) });
  const { rows_with_data, teams } = expected[names.volunteers];
  expect(report.kind).toBe('volunteers');
  expect(report.sheets[0]?.count).toMatchObject({
    rows: rows_with_data,
    found: teams,
    counts: { new: rows_with_data },
  });
  const rows = await database.query(
    `select g.name, count(*)::int as n from groups g join memberships m on m.district = g.district and m.group_id = g.id group by 1`,
  );
  expect(Object.fromEntries(rows.map(({ name, n }) => [name, n]))).toEqual(teams);
  const again = await bring({ source: file(names.volunteers) });
  expect(again.sheets[0]?.count.counts).toMatchObject({ same: rows_with_data, new: 0, changed: 0 });
});

test('the ledger of persons to visit gives everybody a tag with a plan', async () => {
  const report = await bring({ source: file(names.visits) });
  const { rows_with_data } = expected[names.visits];
  expect(report.kind).toBe('visits');
  expect(report.sheets[0]?.count).toMatchObject({ rows: rows_with_data, counts: { new: rows_with_data, refused: 0 } });
  expect(await count(`tags where plan is not null`)).toBe(rows_with_data);
  const again = await bring({ source: file(names.visits) });
  expect(again.sheets[0]?.count.counts).toMatchObject({ same: rows_with_data });
});
