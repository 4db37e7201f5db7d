import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lostDigits } from './cell.ts';
import { rawXlsx, readAll, sheetXml, textsOf, zipOf } from './fixture.ts';
import { readWorkbook } from './read.ts';
import { workbookBytes } from './write.ts';

async function cellsOf(rows: string, more: Partial<Parameters<typeof rawXlsx>[0]> = {}) {
  const { sheets, refused } = await readAll(await rawXlsx({ sheets: [{ name: '表', xml: sheetXml(rows) }], ...more }));
  expect(refused).toBeUndefined();
  return sheets[0]?.rows ?? [];
}

describe('cells', () => {
  test('shared, rich and inline text, without pronunciation and with escapes', async () => {
    const rows = await cellsOf(
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t xml:space="preserve"> 甲 </t></is></c>' +
        '<c r="D1" t="str"><f>A1&amp;"x"</f><v>甲&lt;x</v></c><c r="E1" t="s"><v>2</v></c></row>',
      {
        sharedStrings:
          '<si><t>王_x000D_芳</t></si><si><r><rPr><b/></rPr><t>东</t></r><r><t xml:space="preserve"> 京</t></r><rPh sb="0" eb="1"><t>トウ</t></rPh></si><si><t/></si>',
      },
    );
    expect(textsOf(rows)).toEqual([['王\r芳', '东 京', ' 甲 ', '甲<x']]);
  });

  test('numbers keep their digits as the file has them and read as a person sees them', async () => {
    const source = [
      '126.63',
      '1.1000000000000001',
      '13823482870',
      '1E-3',
      '-0.5',
      '1.50',
      '0.30000000000000004',
      '007',
    ];
    const rows = await cellsOf(`<row r="1">${source.map((value) => `<c><v>${value}</v></c>`).join('')}</row>`);
    expect(rows[0]?.cells.map(({ number }) => number)).toEqual(source);
    expect(textsOf(rows)[0]).toEqual(['126.63', '1.1', '13823482870', '0.001', '-0.5', '1.5', '0.3', '7']);
  });

  test('a long number typed as a number is seen to have lost digits, the same as text has not', async () => {
    const rows = await cellsOf(
      '<row r="1"><c r="A1"><v>421202197912250050</v></c><c r="B1"><v>4.2120219791225005E+17</v></c>' +
        '<c r="C1" t="inlineStr"><is><t>421202197912250050</t></is></c><c r="D1" t="inlineStr"><is><t>4.21E+17</t></is></c>' +
        '<c r="E1"><v>13823482870</v></c><c r="F1"><v>123456789012345</v></c></row>',
    );
    expect(rows[0]?.cells.map(lostDigits)).toEqual([true, true, false, true, false, false]);
    expect(textsOf(rows)[0]?.slice(0, 2)).toEqual(['421202197912250050', '4.2120219791225005E+17']);
  });

  test('dates by style: days, times, months whose day nobody typed', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="176"/></cellXfs>';
    const cell = (style: number, value: string) => `<c s="${style}"><v>${value}</v></c>`;
    const row = `<row>${cell(0, '31339')}${cell(1, '31339')}${cell(2, '44927.5625')}${cell(3, '0.75')}${cell(4, '32874')}${cell(4, '32875')}<c t="d"><v>1990-01-02T00:00:00</v></c></row>`;
    const [{ cells } = { cells: [] }] = await cellsOf(row, { styles });
    expect(cells.map(({ date }) => date)).toEqual([
      undefined,
      '1985-10-19',
      '2023-01-01',
      undefined,
      undefined,
      '1990-01-02',
      '1990-01-02',
    ]);
    expect(cells.map(({ text }) => text)).toEqual([
      '31339',
      '1985-10-19',
      '2023-01-01 13:30',
      '18:00',
      '1990-01',
      '1990-01-02',
      '1990-01-02',
    ]);
    const [mac] = await cellsOf(row, { styles, workbookPr: '<workbookPr date1904="1"/>' });
    expect(mac?.cells[1]?.date).toBe('1989-10-20');
  });

  test('yes and no, errors, formulas without a value', async () => {
    const rows = await cellsOf(
      '<row r="3"><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c><f>1+1</f></c><c><f>1+1</f><v>2</v></c></row>',
    );
    expect(rows).toEqual([
      {
        number: 3,
        cells: [
          { text: 'TRUE' },
          { text: 'FALSE' },
          { text: '#N/A', error: true },
          { text: '' },
          { text: '2', number: '2' },
        ],
      },
    ]);
  });

  test('prefixes, missing references, gaps, blank rows, single quotes', async () => {
    const xml =
      "<x:worksheet xmlns:x='u'><x:sheetData><x:row><x:c t='inlineStr'><x:is><x:t>甲</x:t></x:is></x:c><x:c/><x:c><x:v>1</x:v></x:c><x:c s='0'/></x:row>" +
      "<x:row r='2'><x:c r='A2' s='0'/></x:row><x:row r='7'><x:c r='AB7'><x:v>2</x:v></x:c></x:row><x:row><x:c t='str'><x:v> \u3000</x:v></x:c></x:row></x:sheetData>" +
      "<x:mergeCells><x:mergeCell ref='A1:C1'/><x:mergeCell ref='B3:B60'/><x:mergeCell ref='A90:B90'/></x:mergeCells></x:worksheet>";
    const { sheets } = await readAll(await rawXlsx({ sheets: [{ name: '表', xml }] }));
    expect(sheets[0]?.rows.map(({ number, cells }) => [number, cells.length])).toEqual([
      [1, 3],
      [7, 28],
    ]);
    expect(sheets[0]?.sheet.merged).toEqual([
      { top: 1, left: 0, bottom: 1, right: 2 },
      { top: 3, left: 1, bottom: 60, right: 1 },
    ]);
  });
});

describe('sheets', () => {
  test('hidden sheets are left out, empty ones told, the rest in order', async () => {
    const row = (text: string) => sheetXml(`<row r="1"><c t="str"><v>${text}</v></c></row>`);
    const bytes = await rawXlsx({
      sheets: [
        { name: '一', xml: row('1') },
        { name: '藏', xml: row('2'), state: 'hidden' },
        { name: '深', xml: row('3'), state: 'veryHidden' },
        { name: '空', xml: '<worksheet><sheetData/></worksheet>' },
        { name: 'A&amp;B', xml: row('4') },
      ],
    });
    const { sheets } = await readAll(bytes);
    expect(sheets.map(({ sheet, rows }) => [sheet.name, sheet.index, rows.length])).toEqual([
      ['一', 0, 1],
      ['空', 1, 0],
      ['A&B', 2, 1],
    ]);
  });

  test('the first rows only, of every sheet', async () => {
    const columns = [{ heading: '数', kind: 'integer' as const }];
    const rows = Array.from({ length: 5000 }, (_, i) => [i]);
    const bytes = await workbookBytes({ sheets: ['甲', '乙'].map((name) => ({ name, columns, rows })) });
    const { sheets } = await readAll(bytes, { firstRows: 30 });
    expect(sheets.map(({ rows: { length } }) => length)).toEqual([30, 30]);
    expect((await readAll(bytes)).sheets.map(({ rows: { length } }) => length)).toEqual([5001, 5001]);
  });
});

describe('refusals', () => {
  const small = () => rawXlsx({ sheets: [{ name: '表', xml: sheetXml('<row r="1"><c t="str"><v>甲</v></c></row>') }] });
  const refusedAs = async (bytes: Uint8Array, options?: Parameters<typeof readAll>[1]) =>
    (await readAll(bytes, options)).refused;
  const utf16 = (text: string) => Buffer.from(text, 'utf16le');
  const cfb = (name: string) =>
    Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600), utf16(name)]);

  test('no file', async () => {
    expect((await readAll({ path: '/nowhere/at/all.xlsx' })).refused).toBe('no_file');
    expect((await readAll({ path: tmpdir() })).refused).toBe('no_file');
  });

  test('protected by a password', async () => {
    expect(await refusedAs(cfb('EncryptedPackage'))).toBe('encrypted');
    const zip = Buffer.from(await small());
    for (
      let at = zip.indexOf('PK\u0001\u0002', 0, 'latin1');
      at >= 0;
      at = zip.indexOf('PK\u0001\u0002', at + 4, 'latin1')
    )
      zip[at + 8] = (zip[at + 8] ?? 0) | 1;
    expect(await refusedAs(zip)).toBe('encrypted');
  });

  test('spreadsheets of other kinds', async () => {
    expect(await refusedAs(cfb('Workbook\0'))).toBe('other_format');
    expect(
      await refusedAs(
        await zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<a/>' }),
      ),
    ).toBe('other_format');
    const binary =
      '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>';
    expect(
      await refusedAs(await zipOf({ '[Content_Types].xml': '<Types/>', '_rels/.rels': binary, 'xl/workbook.bin': '' })),
    ).toBe('other_format');
  });

  test('no sheets at all', async () => {
    expect(await refusedAs(cfb('WordDocument'))).toBe('not_a_sheet');
    expect(await refusedAs(await zipOf({ 'photo.jpg': 'x' }))).toBe('not_a_sheet');
    const word =
      '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/></Relationships>';
    expect(
      await refusedAs(
        await zipOf({ '[Content_Types].xml': '<Types/>', '_rels/.rels': word, 'word/document.xml': '<a/>' }),
      ),
    ).toBe('not_a_sheet');
    for (const start of ['%PDF-1.7\n', '\u0089PNG\r\n', '<!DOCTYPE html><html>', '  <html>', '{\\rtf1']) {
      expect(await refusedAs(Buffer.from(start, 'latin1'))).toBe('not_a_sheet');
    }
  });

  test('too large: the file, what it unpacks to, how well it packs, its cells', async () => {
    const bytes = await small();
    expect(await refusedAs(bytes, { limits: { fileBytes: 100 } })).toBe('too_large');
    expect(await refusedAs(bytes, { limits: { unpackedBytes: 500 } })).toBe('too_large');
    const bomb = await rawXlsx({ sheets: [{ name: '表', xml: sheetXml(' '.repeat(70 * 1024 * 1024)) }] });
    expect(bomb.length).toBeLessThan(200_000);
    expect(await refusedAs(bomb)).toBe('too_large');
    const wide = await rawXlsx({
      sheets: [{ name: '表', xml: sheetXml('<row><c r="XFD1"><v>1</v></c></row>'.repeat(4)) }],
    });
    expect(await refusedAs(wide, { limits: { cells: 50_000 } })).toBe('too_large');
  });

  test('a part that unpacks to more than the directory says', async () => {
    const zip = Buffer.from(
      await rawXlsx({
        sheets: [{ name: '表', xml: sheetXml(`<row r="1"><c t="str"><v>${'甲'.repeat(9000)}</v></c></row>`) }],
      }),
    );
    const header = zip.lastIndexOf('PK\u0001\u0002', undefined, 'latin1');
    zip.writeUInt32LE(100, header + 24);
    expect(await refusedAs(zip)).toBe('too_large');
  });

  test('damaged: cut short, parts missing, rows that contradict themselves', async () => {
    const bytes = await small();
    expect(await refusedAs(bytes.subarray(0, bytes.length - 30))).toBe('damaged');
    for (const xml of [
      '<worksheet><sheetData><row r="1"><c><v>1</v>',
      sheetXml('<row r="0"/>'),
      sheetXml('<row><c r="1"><v>1</v></c></row>'),
      sheetXml('<row><c t="s"><v>9</v></c></row>'),
    ]) {
      expect(await refusedAs(await rawXlsx({ sheets: [{ name: '表', xml }] }))).toBe('damaged');
    }
  });

  test('a file that breaks off in the middle gives its rows first, the refusal last', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `<row r="${i + 1}"><c t="str"><v>${i}</v></c></row>`).join(
      '',
    );
    const { sheets, refused } = await readAll(
      await rawXlsx({ sheets: [{ name: '表', xml: `<worksheet><sheetData>${rows}` }] }),
    );
    expect(refused).toBe('damaged');
    expect(sheets[0]?.rows.length).toBeGreaterThan(10_000);
  });

  test('whatever the bytes, nothing is thrown', async () => {
    const bytes = await workbookBytes({
      title: '题',
      sheets: [
        {
          name: '表',
          columns: [
            { heading: '甲', kind: 'text' },
            { heading: '乙', kind: 'date' },
          ],
          rows: [
            ['a', '2026-01-01'],
            ['b', ''],
          ],
        },
      ],
    });
    const change = fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        const broken = Uint8Array.from(bytes);
        for (const { at, byte } of changes) broken[at] = byte;
        await readAll(broken, { limits: { unpackedBytes: 1_000_000 } });
      }),
      { numRuns: 400 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (random) => void (await readAll(random))),
    );
  });
});

test('a path reads as its bytes do, and leaving early lets the file go', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sheets-'));
  try {
    const rows = Array.from({ length: 3000 }, (_, i) => [`第${i}行`]);
    const bytes = await workbookBytes({ sheets: [{ name: '表', columns: [{ heading: '甲', kind: 'text' }], rows }] });
    const file = path.join(folder, '表.xlsx');
    await writeFile(file, bytes);
    expect(await readAll({ path: file })).toEqual(await readAll(bytes));
    expect((await readAll({ path: file }, { firstRows: 3 })).sheets[0]?.rows).toHaveLength(3);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('who keeps some texts does not keep the sheet they were cut from', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const columns = Array.from({ length: 10 }, (_, i) => ({ heading: `列${i}`, kind: 'text' as const }));
  function* rows() {
    for (let i = 0; i < 10_000; i++) yield columns.map(() => `四二一二零二${100_000_000_000 + i}号`);
  }
  const bytes = await workbookBytes({ sheets: [{ name: '表', columns, rows: rows() }] });
  const kept: string[] = [];
  collect();
  const before = process.memoryUsage().heapUsed;
  for await (const batch of readWorkbook({ bytes, name: '表.xlsx' })) {
    if ('refused' in batch) throw new Error(batch.refused);
    for (const { cells } of batch.rows) kept.push(cells[0]?.text ?? '');
  }
  collect();
  expect(kept).toHaveLength(10_001);
  // The texts kept are under 1 MB, the sheet they come from is 16 MB as a string.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(6_000_000);
});

describe('what could go on without end', () => {
  const refusedAs = async (bytes: Uint8Array) =>
    (await readAll(bytes, { limits: { unpackedBytes: 20_000_000 } })).refused;

  test('one part named as a thousand sheets', async () => {
    const xml = sheetXml(`<row r="1"><c t="str"><v>${'x'.repeat(500_000)}</v></c></row>`);
    const sheets = Array.from({ length: 100 }, (_, i) => `<sheet name="${i}" r:id="r1"/>`).join('');
    const extra = { 'xl/workbook.xml': `<workbook><sheets>${sheets}</sheets></workbook>` };
    expect(await refusedAs(await rawXlsx({ sheets: [{ name: '表', xml }], extra }))).toBe('too_large');
  });

  test('a text without end', async () => {
    const text = `<t>${'x'.repeat(2_000_000)}</t>`;
    expect(
      await refusedAs(
        await rawXlsx({ sheets: [{ name: '表', xml: sheetXml('') }], sharedStrings: `<si>${text}</si>` }),
      ),
    ).toBe('too_large');
    expect(
      await refusedAs(
        await rawXlsx({ sheets: [{ name: '表', xml: sheetXml(`<row><c t="inlineStr"><is>${text}</is></c></row>`) }] }),
      ),
    ).toBe('too_large');
    expect(
      await refusedAs(
        await rawXlsx({ sheets: [{ name: '表', xml: sheetXml(`<row><c t="str"><v>${'x'.repeat(5_000_000)}`) }] }),
      ),
    ).toBe('too_large');
  });
});
