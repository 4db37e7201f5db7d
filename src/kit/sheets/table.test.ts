import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { MergedRange } from './cell.ts';
import { rowsOf } from './fixture.ts';
import {
  type KnownHeadings,
  normaliseHeading,
  readTables,
  recogniseTable,
  rowSorter,
  strayColumns,
  type TableFound,
  type TableTally,
} from './index.ts';

const KNOWN: KnownHeadings = {
  number: ['序号', '编号'],
  name: ['姓名', '名字'],
  phone: ['联系电话', '电话', '手机号'],
  block: ['楼栋', '楼号'],
  door: ['房号'],
  area: ['面积', '建筑面积'],
  notes: ['备注'],
  keeper: ['网格员姓名', '网格员'],
};

function merge(reference: string): MergedRange {
  const [, left = '', top, right = '', bottom] = /^([A-Z])(\d+):([A-Z])(\d+)$/.exec(reference) ?? [];
  return { top: Number(top), left: left.charCodeAt(0) - 65, bottom: Number(bottom), right: right.charCodeAt(0) - 65 };
}

function shape(rows: Parameters<typeof rowsOf>[0], merged: readonly string[] = [], known: KnownHeadings = KNOWN) {
  const table = recogniseTable(rowsOf(rows), known, merged.map(merge));
  return (
    table && {
      titles: table.titleRows,
      headers: table.headerRows,
      columns: table.columns.map(
        ({ heading, group, key }) =>
          `${group === undefined ? '' : `${group}/`}${heading}${key === undefined ? '' : `=${key}`}`,
      ),
    }
  );
}

test.each([
  ['面积（㎡）', '面积'],
  ['累计时长（小时）', '累计时长'],
  ['备 注', '备注'],
  [' 联系\n电话：', '联系电话'],
  ['*姓　名', '姓名'],
  ['ＩＤ No.', 'idno.'],
  ['【必填】电话(手机)', '电话'],
  ['（户主）', '户主'],
])('heading %j is %j', (typed, heading) => {
  expect(normaliseHeading(typed)).toBe(heading);
});

describe('headings by known names', () => {
  test('one row under titles', () => {
    expect(
      shape([
        ['花名册'],
        null,
        ['填报单位：甲社区', '', '2026年3月'],
        ['序号', '姓 名', '电话（手机）', '爱好'],
        ['1', '王芳', '138', '棋'],
        ['2', '李明', '139', ''],
      ]),
    ).toEqual({
      titles: [1, 3],
      headers: [4],
      columns: ['序号=number', '姓 名=name', '电话（手机）=phone', '爱好'],
    });
  });

  test('two rows: groups merged over their columns, single headings merged downwards', () => {
    const rows = [
      ['台账'],
      ['序号', '住址', '', '户主', ''],
      ['', '楼栋', '房号', '姓名', '电话'],
      ['1', '2栋', '301', '王芳', '138'],
    ];
    const expected = {
      titles: [1],
      headers: [2, 3],
      columns: ['序号=number', '住址/楼栋=block', '住址/房号=door', '户主/姓名=name', '户主/电话=phone'],
    };
    expect(shape(rows, ['A1:E1', 'A2:A3', 'B2:C2', 'D2:E2'])).toEqual(expected);
    // Nothing merged, as .csv has it: an empty cell above belongs to the group on its left.
    expect(shape(rows)).toEqual(expected);
  });

  test('a group may say which of two like headings is meant', () => {
    const rows = [
      ['户主', '', '网格员', ''],
      ['姓名', '电话', '姓名', '电话'],
      ['王芳', '138', '李明', '139'],
    ];
    expect(shape(rows, ['A1:B1', 'C1:D1'])?.columns).toEqual([
      '户主/姓名=name',
      '户主/电话=phone',
      '网格员/姓名=keeper',
      '网格员/电话',
    ]);
  });

  test('a title merged over everything is no group, nor is a caption with a colon', () => {
    const header = ['序号', '姓名', '电话'];
    expect(shape([['志愿者名册', '', ''], header, ['1', '王芳', '138']], ['A1:C1'])?.headers).toEqual([2]);
    expect(shape([['单位：甲', '', '日期'], header, ['1', '王芳', '138']], ['A1:B1'])?.headers).toEqual([2]);
  });

  test('two columns for one key: the preferred name gets it, the other is asked for', () => {
    expect(
      shape([
        ['姓名', '电话', '联系电话'],
        ['王芳', '1', '2'],
      ])?.columns,
    ).toEqual(['姓名=name', '电话', '联系电话=phone']);
  });

  test('a column with values but no heading is told, an empty one is not', () => {
    expect(
      shape([
        ['姓名', '', '电话', '', ''],
        ['王芳', '', '138', '', 'x'],
      ])?.columns,
    ).toEqual(['姓名=name', '电话=phone', '']);
  });

  test('a row of data that happens to hold a known word is data', () => {
    expect(
      shape([
        ['姓名', '电话', '类别'],
        ['王芳', '138', '备注'],
        ['楼栋', '139', '姓名'],
      ])?.headers,
    ).toEqual([1]);
  });
});

describe('headings by their looks', () => {
  test('the first wide row of different short texts', () => {
    expect(shape([['名单'], ['甲', '乙', '丙'], ['1', '二', '3'], ['4', '五', '6']], ['A1:C1'], {})).toEqual({
      titles: [1],
      headers: [2],
      columns: ['甲', '乙', '丙'],
    });
  });

  test('with groups when they are merged', () => {
    expect(
      shape(
        [
          ['甲', '', '乙', ''],
          ['一', '二', '三', '四'],
          ['1', '2', '3', '4'],
        ],
        ['A1:B1', 'C1:D1'],
        {},
      ),
    ).toEqual({
      titles: [],
      headers: [1, 2],
      columns: ['甲/一', '甲/二', '乙/三', '乙/四'],
    });
  });

  test('numbers, dates and long digits are no headings', () => {
    expect(
      shape(
        [
          ['1', '2'],
          ['13800000000', '甲'],
        ],
        [],
        {},
      ),
    ).toBeUndefined();
    expect(
      shape(
        [
          [{ text: '2026-01-01', date: '2026-01-01' }, '甲'],
          ['a', 'b'],
        ],
        [],
        {},
      )?.headers,
    ).toBeUndefined();
  });

  test('no rows, no table', () => {
    expect(recogniseTable([], KNOWN)).toBeUndefined();
    expect(shape([['只有一格']], [], {})).toBeUndefined();
  });
});

test('rows are sorted one by one and counted', () => {
  const rows = rowsOf([
    ['名册'],
    ['序号', '姓名', '面积', '备注'],
    ['1', '2', '3', '4'],
    ['1', '王芳', '10', ''],
    null,
    ['2', '合计明', '10', ''],
    ['1栋小计', '', '20'],
    ['序 号', '姓名', '面积（㎡）', '备注'],
    ['3', '李明', '1', '总计划内'],
    ['', '合　计：', '30'],
    null,
    ['填表人：王芳', '', '审核：李明'],
    ['注：面积以证为准'],
    ['4', '赵四', '7', '', '', '框外'],
  ]);
  const table = recogniseTable(rows, KNOWN);
  if (!table) throw new Error('no table');
  const sorter = rowSorter(table);
  expect(rows.map((row) => sorter.sort(row))).toEqual([
    'title',
    'header',
    'header',
    'data',
    'data',
    'total',
    'header',
    'data',
    'total',
    'note',
    'note',
    'data',
  ]);
  expect(sorter.tally()).toEqual({
    dataRows: 4,
    blankRows: 2,
    totalRows: [7, 10],
    noteRows: [12, 13],
    repeatedHeaderRows: [3, 8],
  });
  expect(
    strayColumns({ ...table, columns: table.columns.slice(0, 4) }, rows.at(-1) ?? { number: 0, cells: [] }),
  ).toEqual([5]);
});

describe('the ledgers of test/ledgers', async () => {
  const folder = new URL('../../../test/ledgers/', import.meta.url);
  const expected = JSON.parse(await readFile(new URL('expected.json', folder), 'utf8')) as Record<
    string,
    {
      sheet?: string;
      rows_with_data: number;
      blank_rows?: number;
      title_rows?: number;
      header_rows?: number;
      total_row?: number;
    }
  >;

  test.each(Object.entries(expected))('%s', async (file, counts) => {
    for (const known of [KNOWN, {}]) {
      let found: TableFound | undefined;
      let tally: TableTally | undefined;
      let data = 0;
      for await (const part of readTables({ path: fileURLToPath(new URL(file, folder)) }, known)) {
        if ('refused' in part) throw new Error(part.refused);
        if ('table' in part) found = part;
        else if ('rows' in part) data += part.rows.filter(({ kind }) => kind === 'data').length;
        else tally = part.tally;
      }
      expect(data).toBe(counts.rows_with_data);
      expect(tally).toEqual({
        dataRows: counts.rows_with_data,
        blankRows: counts.blank_rows ?? 0,
        totalRows: counts.total_row === 1 ? [361] : [],
        noteRows: [],
        repeatedHeaderRows: [],
      });
      if (counts.sheet) expect(found?.sheet.name).toBe(counts.sheet);
      const titles = counts.title_rows ?? (file.includes('探访') ? 1 : 0);
      expect(found?.table?.titleRows).toHaveLength(titles);
      expect(found?.table?.headerRows).toHaveLength(counts.header_rows ?? 1);
    }
  });
});

test('the groups and headings of a merged ledger', async () => {
  const path = fileURLToPath(new URL('../../../test/ledgers/和谐小区-住户台账.xlsx', import.meta.url));
  for await (const part of readTables({ path }, KNOWN)) {
    if (!('table' in part)) continue;
    expect(part.table?.titles).toEqual(['南昌路社区和谐小区住户台账（2026年）']);
    expect(part.table?.columns.map(({ group, heading, key }) => [group, heading, key])).toEqual([
      ['房屋信息', '楼栋', 'block'],
      ['房屋信息', '单元', undefined],
      ['房屋信息', '房号', 'door'],
      ['房屋信息', '面积（㎡）', 'area'],
      ['房屋信息', '产权', undefined],
      ['住户信息', '户主', undefined],
      ['住户信息', '联系电话', 'phone'],
      ['住户信息', '人口数', undefined],
      ['住户信息', '网格员', 'keeper'],
      ['住户信息', '备 注', 'notes'],
    ]);
  }
});
