import process from 'node:process';
import { serve } from '@hono/node-server';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAll, textsOf } from './fixture.ts';
import { type SheetColumn, type SheetValue, workbookBytes, writeWorkbook } from './index.ts';
import { DEFAULT_LIMITS, openParts } from './zip.ts';

const KINDS: readonly SheetColumn[] = [
  { heading: '文', kind: 'text' },
  { heading: '数', kind: 'integer' },
  { heading: '面积（㎡）', kind: 'hundredths' },
  { heading: '日', kind: 'date' },
  { heading: '时', kind: 'datetime' },
];

async function partOf(bytes: Uint8Array, name: string): Promise<string> {
  const parts = await openParts(Buffer.from(bytes), DEFAULT_LIMITS);
  let text = '';
  for await (const piece of parts.text(name)) text += piece;
  return text;
}

const hundredthsText = (value: number) => {
  const digits = String(Math.abs(value)).padStart(3, '0');
  return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, '') || '0';
};

test('is written where a server has put a Response of its own in the place of the global one', async () => {
  const server = serve({ fetch: () => new Response(), port: 0, hostname: '127.0.0.1' });
  try {
    const bytes = await workbookBytes({ sheets: [{ name: '甲', columns: KINDS.slice(0, 1), rows: [['一']] }] });
    expect(await partOf(bytes, 'xl/worksheets/sheet1.xml')).toContain('一');
  } finally {
    server.close();
  }
});

describe('what is written is read back', () => {
  const day = fc
    .date({ min: new Date('1900-03-01'), max: new Date('2200-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const time = fc.tuple(fc.nat(23), fc.nat(59)).map((parts) => parts.map((n) => String(n).padStart(2, '0')).join(':'));
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom(
      '=1+1',
      '+86',
      '-',
      '@SUM(A1)',
      '421202197912250050',
      '007',
      '_x000D_',
      'a\r\nb',
      '<&>"\'',
      ' 甲 ',
      '\u0001',
    ),
  );
  const row = fc.tuple(
    text,
    fc.integer({ min: -1e14, max: 1e14 }),
    fc.integer({ min: -1e14, max: 1e14 }),
    day,
    fc.tuple(day, time),
  );

  test('every text, number and date', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
        const values = rows.map(([a, b, c, d, [e, f]]) => [a, b, c, d, `${e} ${f}`]);
        const { sheets, refused } = await readAll(
          await workbookBytes({ sheets: [{ name: '表', columns: KINDS, rows: values }] }),
        );
        expect(refused).toBeUndefined();
        expect(sheets[0]?.rows.slice(1)).toEqual(
          rows.map(([a, b, c, d, [e, f]], i) => ({
            number: i + 2,
            cells: [
              { text: a },
              { text: String(b), number: String(b) },
              { text: hundredthsText(c), number: expect.any(String) },
              { text: d, number: expect.any(String), date: d },
              { text: f === '00:00' ? e : `${e} ${f}`, number: expect.any(String), date: e },
            ],
          })),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('numbers are written exactly', async () => {
    const xml = await partOf(
      await workbookBytes({
        sheets: [
          {
            name: '表',
            columns: KINDS,
            rows: [
              ['1', 2, 12663],
              ['', 0, -5],
              ['', 12n, 0],
            ],
          },
        ],
      }),
      'xl/worksheets/sheet1.xml',
    );
    expect([...xml.matchAll(/<v>([^<]*)<\/v>/g)].map(([, value]) => value)).toEqual([
      '2',
      '126.63',
      '0',
      '-0.05',
      '12',
      '0.00',
    ]);
  });

  test('what a spreadsheet could not hold stays text', async () => {
    const rows: SheetValue[][] = [['x', 421202197912250050n, 1234567890123456n, '1850-01-01', '不详']];
    const { sheets } = await readAll(await workbookBytes({ sheets: [{ name: '表', columns: KINDS, rows }] }));
    expect(sheets[0]?.rows[1]?.cells).toEqual([
      { text: 'x' },
      { text: '421202197912250050' },
      { text: '12345678901234.56' },
      { text: '1850-01-01' },
      { text: '不详' },
    ]);
  });

  test('instants are shown by the clocks of the zone given, and refused without one', async () => {
    const rows = [['x', null, null, new Date('2026-11-21T17:00:00Z'), new Date('2026-11-21T17:05:09Z')]];
    const sheets = [{ name: '表', columns: KINDS, rows }];
    const { sheets: read } = await readAll(await workbookBytes({ timeZone: 'Asia/Shanghai', sheets }));
    expect(read[0]?.rows[1]?.cells.slice(3).map(({ text }) => text)).toEqual(['2026-11-22', '2026-11-22 01:05:09']);
    await expect(workbookBytes({ sheets })).rejects.toThrow('time zone');
  });
});

describe('the file', () => {
  test('is the same bytes for the same table', async () => {
    const book = { title: '题', sheets: [{ name: '表', columns: KINDS, rows: [['a', 1, 2, '2026-01-01', '']] }] };
    expect(await workbookBytes(book)).toEqual(await workbookBytes(book));
  });

  test('freezes and filters its headings, has a merged title and a width for each column', async () => {
    const bytes = await workbookBytes({
      title: '花名册',
      sheets: [{ name: '表', columns: KINDS, rows: [['a'], ['b']] }],
    });
    const xml = await partOf(bytes, 'xl/worksheets/sheet1.xml');
    expect(xml).toContain('<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>');
    expect(xml).toContain('<autoFilter ref="A2:E4"/><mergeCells count="1"><mergeCell ref="A1:E1"/></mergeCells>');
    expect(xml.match(/<col /g)).toHaveLength(5);
    const { sheets } = await readAll(bytes);
    expect(textsOf(sheets[0]?.rows ?? []).slice(0, 2)).toEqual([['花名册'], KINDS.map(({ heading }) => heading)]);
  });

  test('no text becomes a formula', async () => {
    const rows = [['=1+1'], ['+1'], ['-1'], ['@A1'], ['\t=1']];
    const xml = await partOf(
      await workbookBytes({ sheets: [{ name: '表', columns: [{ heading: '=2', kind: 'text' }], rows }] }),
      'xl/worksheets/sheet1.xml',
    );
    expect(xml).not.toContain('<f');
    expect(xml.match(/t="inlineStr"/g)).toHaveLength(6);
  });

  test('names of sheets are made such as spreadsheets allow, each once', async () => {
    const columns = [{ heading: '甲', kind: 'text' as const }];
    const names = ["'一/二'", '一 二', '', 'x'.repeat(40), 'X'.repeat(40), 'a<&b', '[:*?]'];
    const { sheets } = await readAll(
      await workbookBytes({ sheets: names.map((name) => ({ name, columns, rows: [] })) }),
    );
    expect(sheets.map(({ sheet }) => sheet.name)).toEqual([
      '一 二',
      '一 二 (2)',
      'Sheet',
      'x'.repeat(31),
      `${'X'.repeat(27)} (2)`,
      'a<&b',
      'Sheet (2)',
    ]);
  });

  test('text longer than a cell holds is cut', async () => {
    const { sheets } = await readAll(
      await workbookBytes({ sheets: [{ name: '表', columns: KINDS, rows: [['长'.repeat(40_000)]] }] }),
    );
    expect(sheets[0]?.rows[1]?.cells[0]?.text).toHaveLength(32_767);
  });

  test('asks for a sheet, a column and whole hundredths', async () => {
    expect(() => writeWorkbook({ sheets: [] })).toThrow(RangeError);
    expect(() => writeWorkbook({ sheets: [{ name: '表', columns: [], rows: [] }] })).toThrow(RangeError);
    await expect(workbookBytes({ sheets: [{ name: '表', columns: KINDS, rows: [['', 1, 1.5]] }] })).rejects.toThrow(
      TypeError,
    );
  });
});

describe('rows are read while the stream is', () => {
  const columns: readonly SheetColumn[] = [{ heading: '甲', kind: 'text' }];
  // Digits that do not pack: the stream fills up and rows have to wait.
  const noise = (i: number) => [
    String(Math.sin(i + 1))
      .slice(2)
      .repeat(40),
  ];

  test('no faster than they are taken, and closed when nobody wants them any more', async () => {
    let told = 0;
    let closed = false;
    async function* endless() {
      try {
        for (;;) yield noise(told++);
      } finally {
        closed = true;
      }
    }
    const reader = writeWorkbook({ sheets: [{ name: '表', columns, rows: endless() }] }).getReader();
    for (let i = 0; i < 10; i++) await reader.read();
    // The stream fills up to its marks, then asks for no more.
    let before = -1;
    await expect
      .poll(
        () => {
          const settled = told === before;
          before = told;
          return settled;
        },
        { interval: 400, timeout: 8000 },
      )
      .toBe(true);
    expect(told).toBeLessThan(100_000);
    await reader.cancel();
    await expect.poll(() => closed).toBe(true);
  });

  test('many sheets leave nothing hanging on the stream', async () => {
    const warnings: string[] = [];
    const hear = (warning: Error): void => void warnings.push(warning.name);
    process.on('warning', hear);
    const sheets = Array.from({ length: 30 }, (_, i) => ({ name: `表${i}`, columns, rows: [[`${i}`]] }));
    await workbookBytes({ sheets });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', hear);
    expect(warnings).toEqual([]);
  });

  test('and when they fail, the stream fails', async () => {
    async function* failing() {
      yield ['a'];
      throw new Error('the database went away');
    }
    await expect(workbookBytes({ sheets: [{ name: '表', columns, rows: failing() }] })).rejects.toThrow(
      'the database went away',
    );
  });
});
