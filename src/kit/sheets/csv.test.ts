import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAll, textsOf } from './fixture.ts';
import { writeCsv } from './index.ts';

const GB18030_ROW = Buffer.from([
  0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xd0, 0xd4, 0xb1, 0xf0, 0x0d, 0x0a, 0x95, 0x32, 0x82, 0x36, 0x2c, 0xc5, 0xae,
]);

async function read(content: string | Uint8Array) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return await readAll({ bytes, name: '名册.csv' });
}

async function texts(content: string | Uint8Array) {
  const { sheets, refused } = await read(content);
  expect(refused).toBeUndefined();
  return textsOf(sheets[0]?.rows ?? []);
}

describe('encodings', () => {
  const expected = [
    ['姓名', '性别'],
    ['王芳', '女'],
  ];
  test('UTF-8 with and without mark', async () => {
    expect(await texts('姓名,性别\r\n王芳,女\r\n')).toEqual(expected);
    expect(await texts('\ufeff姓名,性别\r\n王芳,女')).toEqual(expected);
  });

  test('UTF-16 as spreadsheets call "Unicode text"', async () => {
    expect(await texts(Buffer.from('\ufeff姓名\t性别\r\n王芳\t女\r\n', 'utf16le'))).toEqual(expected);
  });

  test('GB18030, four-byte signs included', async () => {
    expect(await texts(GB18030_ROW)).toEqual([
      ['姓名', '性别'],
      ['𠀀', '女'],
    ]);
  });

  test('a sign cut between two pieces of the file', async () => {
    // One byte before pairs that go on beyond 64 KiB: every piece ends inside a sign.
    const body = Buffer.concat([
      Buffer.from('a'),
      ...Array<Buffer>(50_000).fill(Buffer.from([0xd0, 0xd5])),
      Buffer.from('\n'),
      GB18030_ROW,
    ]);
    expect((await texts(body))[0]?.[0]).toBe(`a${'姓'.repeat(50_000)}`);
  });

  test('bytes that are text in no encoding are refused', async () => {
    expect((await read(Buffer.from([0x61, 0xff, 0xff, 0x0a]))).refused).toBe('not_a_sheet');
    expect((await read(Buffer.from([0x61, 0x00, 0x62]))).refused).toBe('not_a_sheet');
  });
});

describe('records', () => {
  test.each([
    ['a,b\n1,2', ','],
    ['a;b\n"1,5";2', ';'],
    ['a\tb\n1, 2\t3', '\t'],
    ['sep=;\na;b\n1,2;3', ';'],
  ])('the delimiter of %j', async (content, delimiter) => {
    const last = (content.split('\n').at(-1) ?? '').replaceAll('"', '').split(delimiter);
    expect((await texts(content)).at(-1)).toEqual(last);
  });

  test('quotes, new lines inside, blank lines counted, ragged rows, the name of the sheet', async () => {
    const { sheets } = await read('a,b\n"x ""y""\nz",5" pipe\n\n,,\n c ,d,e,,\n');
    expect(sheets[0]?.sheet.name).toBe('名册');
    expect(sheets[0]?.rows.map(({ number }) => number)).toEqual([1, 2, 5]);
    expect(textsOf(sheets[0]?.rows ?? [])).toEqual([
      ['a', 'b'],
      ['x "y"\nz', '5" pipe'],
      [' c ', 'd', 'e'],
    ]);
  });

  test('a quote that never ends is damage, not one endless cell', async () => {
    expect((await read('a,b\n"1,2\n3,4\n')).refused).toBe('damaged');
  });

  test('an empty file is a sheet without rows', async () => {
    expect(await texts('')).toEqual([]);
  });

  test('too many cells', async () => {
    const bytes = Buffer.from('1,2,3\n'.repeat(1000));
    expect((await readAll({ bytes, name: 'a.csv' }, { limits: { cells: 2999 } })).refused).toBe('too_large');
    expect((await readAll({ bytes, name: 'a.csv' }, { limits: { cells: 3000 } })).refused).toBeUndefined();
  });
});

describe('writing', () => {
  const bytesOf = (rows: readonly (readonly string[])[]) =>
    new Response(
      writeCsv({
        columns: [
          { heading: '甲', kind: 'text' },
          { heading: '乙', kind: 'text' },
        ],
        rows,
      }),
    ).bytes();

  test('marked UTF-8 with CRLF, decimals exact, formulas disarmed', async () => {
    const stream = writeCsv({
      columns: [
        { heading: '名', kind: 'text' },
        { heading: '面积', kind: 'hundredths' },
        { heading: '人', kind: 'integer' },
        { heading: '日', kind: 'date' },
      ],
      rows: [
        ['=HYPERLINK("x")', 12663, -3, '2026-01-02'],
        ['-1', -5, null, undefined],
      ],
    });
    const written = Buffer.from(await new Response(stream).bytes());
    expect([...written.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(written.toString('utf8').slice(1)).toBe(
      '名,面积,人,日\r\n"\'=HYPERLINK(""x"")",126.63,-3,2026-01-02\r\n\'-1,-0.05,,\r\n',
    );
  });

  test('what is written is read back', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('=1', "'=1", "''+", '-', '@a', 'a,b', 'a;b', '"', '"a', '\n', 'a\r\nb', '\t', ' 甲 '),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), async (rows) => {
        const kept = rows
          // A zero sign cannot be in a text file; a row without any visible sign is a blank row.
          .filter((row) => row.some((text) => /\S/.test(text)) && !row.some((text) => text.includes('\0')));
        const back = await texts(await bytesOf(kept));
        expect(back.slice(1).map(([a = '', b = '']) => [a, b])).toEqual(kept);
      }),
      { numRuns: 200 },
    );
  });
});

test('the ledger in GB18030', async () => {
  const bytes = await readFile(new URL('../../../test/ledgers/城南社区-志愿者台账.csv', import.meta.url));
  const rows = await texts(bytes);
  expect(rows[0]?.at(-1)).toBe('累计时长（小时）');
  expect(rows[1]).toEqual([
    '付淑琴',
    '女',
    '1969-02-28',
    '19922045841',
    '城南社区31栋1单元402',
    '书法,绘画',
    '文明风尚',
    '治安巡逻队',
    '2015/9/7',
    '199.1',
  ]);
});
