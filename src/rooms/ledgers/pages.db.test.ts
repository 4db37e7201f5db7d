import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { buildLedgersWorld, type LedgersWorld, sheetFile } from '../../../test/ledgers-world.tsx';
import type { JobRunner } from '../../kit/job-runner.ts';
import { root } from '../../kit/root.ts';
import { readWorkbook, workbookBytes } from '../../kit/sheets/index.ts';
import { inTransaction } from '../../kit/write.ts';
import { forgetOldImports } from './actions.ts';
import { importFile } from './import-file.ts';
import type { ExportsModel, ListModel, OneModel } from './models.ts';

const database = await openTestDatabase();
let world: LedgersWorld;
let runner: JobRunner;
beforeAll(async () => {
  world = await buildLedgersWorld(database);
  runner = await world.work();
});
afterAll(() => runner.stop(5));

async function state(ref: string, wanted: OneModel['state'], tab = ''): Promise<OneModel> {
  return vi.waitFor(
    async () => {
      const { body } = await world.ask<OneModel>(`/imports/${ref}${tab}`);
      expect(body.state).toBe(wanted);
      return body;
    },
    { timeout: 20_000, interval: 100 },
  );
}

const file = (bytes: Uint8Array<ArrayBuffer>, name: string): File => new File([bytes], name);
const households = ['楼栋', '单元', '房号', '面积', '户主', '电话'];

async function cells(bytes: Uint8Array): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const batch of readWorkbook({ bytes, name: 'x.xlsx' })) {
    if ('refused' in batch) throw new Error(batch.refused);
    for (const row of batch.rows) rows.push(row.cells.map(({ text }) => text));
  }
  return rows;
}

describe('from upload to result', () => {
  let ref = '';

  test('a ledger is uploaded, read by a job and shown row by row', async () => {
    const { bytes, name } = await sheetFile('幸福小区', households, [
      ['1栋', '1单元', '101', '80.5', '王秀兰', '13812345678'],
      ['１幢', '1', '101室', '80.5', '王秀兰', '138 1234 5678'],
      ['1', '1', '102', '约90', '李建国', '13912345678'],
      ['1', '1', '201', '77', '张丽华', '13712345678'],
    ]);
    const sent = await world.upload(file(bytes, name), world.community.code);
    expect(sent.status).toBe(200);
    ref = String(sent.body.ref);
    const model = await state(ref, 'checked');
    expect(model.kind).toBe('households');
    expect(model.counts).toEqual({ new: 2, changed: 0, same: 0, duplicate: 1, in_doubt: 0, refused: 1 });
    expect(model.tab).toBe('refused');
    expect(model.rows).toMatchObject([{ row: 4, code: 'area_not_a_number', column: 'area' }]);
    expect((await world.ask<OneModel>(`/imports/${ref}?tab=new`)).body.rows.map((row) => row.label)).toEqual([
      '幸福小区 1栋-1单元-101 王秀兰',
      '幸福小区 1-1-201 张丽华',
    ]);
    const html = await world.html(`/imports/${ref}`);
    for (const text of ['确认写入', '面积不是数字', '第 4 行', 'refused.xlsx']) expect(html).toContain(text);
    const [kept] = await database.query('select content from import_batches limit 1');
    expect(Buffer.from(kept?.content as Uint8Array).includes('王秀兰')).toBe(false);
  });

  test('others see nothing of it and may do nothing with it', async () => {
    for (const as of ['elsewhere', 'steward']) {
      expect((await world.ask(`/imports/${ref}`, as)).status).toBe(404);
      expect((await world.post(`/imports/${ref}/confirmation`, {}, as)).status).toBeGreaterThanOrEqual(403);
    }
    const { bytes, name } = await sheetFile('幸福小区', households, [['1', '1', '101', '80', '王', '13812345678']]);
    expect((await world.upload(file(bytes, name), world.community.code, 'elsewhere')).status).toBe(404);
    expect((await world.ask<ListModel>('/imports', 'elsewhere')).body.imports).toEqual([]);
    expect((await world.ask<ListModel>('/imports')).body.imports).toMatchObject([{ ref, state: 'checked', rows: 4 }]);
  });

  test('confirmed, it is written by a job; what was refused comes back as a sheet, corrected and uploaded again', async () => {
    expect((await world.post(`/imports/${ref}/confirmation`, {})).status).toBe(200);
    const model = await state(ref, 'done');
    expect(model.rowsDone).toBe(4);
    expect(await world.html(`/imports/${ref}`)).toContain('导入结果');
    const rows = await cells(await world.download(`/imports/${ref}/refused.xlsx`));
    expect(rows).toEqual([
      ['要改正的地方', '原来的行号', ...households],
      ['面积：面积不是数字，请填像 89.5 这样的数', '4', '1', '1', '102', '约90', '李建国', '13912345678'],
    ]);
    const [head = [], wrong = []] = rows;
    const fixed = await sheetFile('幸福小区', head, [wrong.with(5, '90')]);
    const again = await world.upload(file(fixed.bytes, fixed.name), world.community.code);
    const second = await state(String(again.body.ref), 'checked');
    expect(second.counts).toMatchObject({ new: 1, refused: 0 });
    await world.post(`/imports/${second.ref}/confirmation`, {});
    await state(second.ref, 'done');
    expect((await world.post(`/imports/${second.ref}/confirmation`, {})).body).toMatchObject({ code: 'wrong_state' });
  });

  test('changes are shown with what differs', async () => {
    const { bytes, name } = await sheetFile('幸福小区', households, [
      ['1', '1', '101', '82', '王秀兰', '13812345679'],
      ['1', '1', '201', '77', '陈晓燕', '13712345678'],
    ]);
    const sent = await world.upload(file(bytes, name), world.community.code);
    const model = await state(String(sent.body.ref), 'checked', '?tab=changed');
    expect(model.counts).toMatchObject({ changed: 1, in_doubt: 1 });
    expect(model.rows[0]?.differences).toEqual([
      { column: 'area', before: '80.50', after: '82.00' },
      { column: 'phone', before: '13812345678', after: '13812345679' },
    ]);
    const doubts = (await world.ask<OneModel>(`/imports/${model.ref}?tab=in_doubt`)).body.rows;
    expect(doubts).toMatchObject([{ row: 3, code: 'other_head', decision: null }]);
    const decided = await world.post(`/imports/${model.ref}/decisions`, { rows: ['0:3'], decision: 'take' });
    expect(decided.status).toBe(200);
    expect((await world.ask<OneModel>(`/imports/${model.ref}?tab=in_doubt`)).body.rows[0]?.decision).toBe('take');
    await world.post(`/imports/${model.ref}/confirmation`, {});
    await state(model.ref, 'done');
    const heads = await database.query(
      `select p.name from households h join persons p on p.district = h.district and p.id = h.head_id where p.name in ('张丽华', '陈晓燕')`,
    );
    expect(heads).toEqual([{ name: '陈晓燕' }]);
  });
});

describe('headings nobody knows', () => {
  const headings = ['栋', '单元', '室', '户主', '手机', '门禁卡', '车牌'];
  const rows = [['3', '1', '101', '赵小红', '13612345678', 'A-17', '鄂L12345']];

  test('are asked for, never dropped, and remembered', async () => {
    const { bytes, name } = await sheetFile('安居小区', headings, rows);
    const sent = await world.upload(file(bytes, name), world.community.code);
    const model = await state(String(sent.body.ref), 'mapping');
    expect(model.sheets[0]?.columns.filter(({ key }) => key === null)).toMatchObject([
      { index: 5, letter: 'F', heading: '门禁卡', samples: ['A-17'] },
      { index: 6, heading: '车牌' },
    ]);
    expect(await world.html(`/imports/${model.ref}`)).toContain('门禁卡');
    const choose = (columns: string[]) => world.post(`/imports/${model.ref}/columns`, { columns, remember: 'on' });
    expect((await choose(['0:5:note'])).body).toMatchObject({ code: 'column_not_chosen' });
    expect((await choose(['0:5:phone', '0:6:leave_out'])).body).toMatchObject({ code: 'column_twice' });
    expect((await choose(['0:5:passport', '0:6:leave_out'])).body).toMatchObject({ code: 'column_unknown' });
    expect((await choose(['0:5:note', '0:6:leave_out'])).status).toBe(200);
    expect((await state(model.ref, 'checked')).counts.new).toBe(1);
    const next = await world.upload(file(bytes, name), world.community.code);
    expect((await state(String(next.body.ref), 'checked')).counts.new).toBe(1);
    expect((await world.post(`/imports/${model.ref}/dropping`, {})).status).toBe(200);
    expect((await state(model.ref, 'dropped')).keptUntil).toBeNull();
  });
});

test('what is no ledger is refused with the reason, on the form', async () => {
  const picture = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0]);
  const sent = await world.upload(file(picture, '照片.jpg'), world.community.code);
  expect(sent).toMatchObject({ status: 422, body: { code: 'file_not_a_sheet', errors: [{ field: 'file' }] } });
  const letter = new TextEncoder().encode('通知\n今天下午开会\n');
  expect((await world.upload(file(letter, '通知.csv'), world.community.code)).status).toBe(422);
});

test('an import killed between two batches goes on and writes nothing twice', async () => {
  const bytes = await workbookBytes({
    sheets: ['甲小区', '乙小区', '丙小区'].map((name) => ({
      name,
      columns: households.map((heading) => ({ heading, kind: 'text' as const })),
      rows: Array.from({ length: 20 }, (_, i) => ['1', '1', `${1 + i}01`, '80', '', '']),
    })),
  });
  const stop = new AbortController();
  const count = async () =>
    Number((await database.query(`select count(*)::int as n from households where declared_size is null`))[0]?.n);
  const before = await count();
  const input = { place: world.community, source: { bytes, name: '三个小区.xlsx' } };
  let steps = 0;
  const killed = importFile(world.workshop, {
    ...input,
    signal: stop.signal,
    progress: ({ total }) => {
      // Reading tells no total, writing does.
      if (total !== undefined && ++steps === 1) stop.abort(new Error('killed'));
    },
  });
  await expect(killed).rejects.toThrow('killed');
  expect(await count()).toBe(before + 20);
  const [row] = await database.query(`select id, rows_done from imports where state = 'writing'`);
  expect(row?.rows_done).toBe(20);
  const { writeImport } = await import('./actions.ts');
  await writeImport(world.workshop, { district: world.district, id: String(row?.id) });
  expect(await count()).toBe(before + 60);
  const [ended] = await database.query(`select state, rows_done from imports where id = '${row?.id}'`);
  expect(ended).toEqual({ state: 'done', rows_done: 60 });
  const [said] = await database.query(
    `select count(*)::int as n from journal where verb = 'ledgers.import' and thing_id = '${row?.id}'`,
  );
  expect(said?.n).toBe(1);
  const again = await importFile(world.workshop, input);
  expect('sheets' in again && again.sheets.map((sheet) => 'count' in sheet && sheet.count.counts.same)).toEqual([
    20, 20, 20,
  ]);
});

describe('taking ledgers out', () => {
  test('masked as a rule; in full only after it was opened, which everybody concerned can see', async () => {
    const at = `place=${world.community.code}`;
    const masked = await cells(await world.download(`/exports/households?${at}`));
    expect(JSON.stringify(masked)).not.toContain('王秀兰');
    expect(JSON.stringify(masked)).toContain('王**');
    expect((await world.ask(`/exports/households?${at}&full=on`)).status).toBe(403);
    expect((await world.ask(`/exports?${at}`, 'elsewhere')).status).toBe(404);
    const opened = await world.post('/exports', { place: world.community.code, kind: 'households', reason: 'check' });
    expect(opened.status).toBe(200);
    expect((await world.ask<ExportsModel>(`/exports?${at}`)).body.open).toEqual(['households']);
    const full = await cells(await world.download(`/exports/households?${at}&full=on`));
    expect(JSON.stringify(full)).toContain('王秀兰');
    const reads = await database.query(`select what, reason from reads limit 1`);
    expect(reads).toEqual([{ what: 'export', reason: 'check' }]);
    expect((await world.ask(`/exports/residents?${at}&full=on`)).status).toBe(403);
    expect(await world.html(`/exports?${at}`)).toContain('下载完整的');
  });

  test('what was taken out in full can be brought in again and changes nothing', async () => {
    const bytes = await world.download(`/exports/households?place=${world.community.code}&full=on`);
    const report = await importFile(world.workshop, {
      place: world.community,
      source: { bytes, name: '导出.xlsx' },
      dryRun: true,
    });
    expect(report).toMatchObject({ refused: [], inDoubt: [] });
    const [sheet] = 'importId' in report ? report.sheets : [];
    expect(sheet?.count.counts).toMatchObject({ changed: 0, refused: 0, in_doubt: 0 });
    expect(sheet?.count.counts.same).toBeGreaterThan(60);
  });
});

test('after thirty days file, rows and keys are destroyed', async () => {
  world.clock.advance(31 * 86_400);
  const outcome = await inTransaction(world.workshop, { district: world.district }, async (write) => {
    const n = await forgetOldImports(write);
    await write.record({ verb: 'test.forget', thing: { kind: 'test', id: world.community.id } });
    return { done: n };
  });
  expect('done' in outcome && outcome.done).toBeGreaterThan(3);
  const [left] = await database.query(
    `select (select count(*) from imports where wrapped_key is not null)::int as keys,
      (select count(*) from import_batches)::int as batches, (select count(*) from import_pieces)::int as pieces`,
  );
  expect(left).toEqual({ keys: 0, batches: 0, pieces: 0 });
});

test('the four ledgers are recognised for what they are by their headings alone', async () => {
  const folder = path.join(root, 'test/ledgers');
  const kinds = new Map([
    ['和谐小区-住户台账.xlsx', 'households'],
    ['和谐小区-居民台账.xlsx', 'residents'],
    ['城南社区-志愿者台账.csv', 'volunteers'],
    ['民和社区-探访对象台账.xlsx', 'visits'],
  ]);
  for (const [name, kind] of kinds) {
    const bytes = await readFile(path.join(folder, name));
    const sent = await world.upload(file(new Uint8Array(bytes), name), world.community.code);
    expect((await state(String(sent.body.ref), 'checked')).kind).toBe(kind);
  }
});
