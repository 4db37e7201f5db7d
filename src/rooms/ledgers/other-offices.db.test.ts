import iconv from 'iconv-lite';
import { beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { sheetFile } from '../../../test/ledgers-world.tsx';
import { buildSmallWorld, type SmallWorld } from '../../../test/people-world.ts';
import { type SheetToWrite, workbookBytes } from '../../kit/sheets/index.ts';
import { checkDigit } from '../people/index.ts';
import { getPlace } from '../places/index.ts';
import { type FileImport, type FileReport, importFile } from './import-file.ts';

const database = await openTestDatabase();
let world: SmallWorld;
beforeAll(async () => {
  world = await buildSmallWorld(database);
});

async function bring(source: FileImport['source'], input: Partial<FileImport> = {}): Promise<FileReport> {
  const outcome = await importFile(world.workshop, { place: world.community, source, ...input });
  if (!('importId' in outcome)) throw new Error(JSON.stringify(outcome));
  return outcome;
}

/** Brings a file in twice: the second time nothing may be new or changed. */
async function bringTwice(source: FileImport['source'], input: Partial<FileImport> = {}): Promise<FileReport> {
  const first = await bring(source, input);
  const second = await bring(source, input);
  for (const { count } of second.sheets) expect(count.counts).toMatchObject({ new: 0, changed: 0 });
  return first;
}

const idNumber = (birth: string, order: string): string => {
  const digits = `421202${birth}${order}`;
  return digits + checkDigit(digits);
};

const text = (headings: readonly string[]): SheetToWrite['columns'] =>
  headings.map((heading) => ({ heading, kind: 'text' }));

async function places(kind: string): Promise<string[]> {
  const rows = await database.query(
    `select p.name from places p where p.kind = '${kind}' and p.path like '${world.community.path}%' order by p.number`,
  );
  return rows.map(({ name }) => String(name));
}

describe('household ledgers as other offices keep them', () => {
  test('one sheet a compound, other headings, other words', async () => {
    const headings = [
      '序号',
      '楼号',
      '门栋',
      '室号',
      '建筑面积(平方米)',
      '居住状态',
      '业主姓名',
      '业主电话',
      '常住人口',
    ];
    const bytes = await workbookBytes({
      sheets: [
        {
          name: '阳光花园',
          columns: text(headings),
          rows: [['1', 'A座', '一单元', '0301', '88㎡', '租住', '周敏', '13612340001', '3人']],
        },
        {
          name: '滨河佳苑',
          columns: text(headings),
          rows: [['1', '甲', '', '商铺3', '45.5', '门面', '吴强', '0715-8123456', '0']],
        },
        { name: '填表说明', columns: text(['说明']), rows: [['请如实填写']] },
      ],
    });
    const report = await bringTwice({ bytes, name: '住户.xlsx' });
    expect(report.refused).toEqual([]);
    expect(report.sheets.map(({ name, count }) => [name, count.counts.new])).toEqual([
      ['阳光花园', 1],
      ['滨河佳苑', 1],
    ]);
    expect(await places('compound')).toEqual(expect.arrayContaining(['阳光花园', '滨河佳苑']));
  });

  test('the compound from the title, the address in one column', async () => {
    const file = await sheetFile(
      'Sheet1',
      ['房屋坐落', '户主姓名', '人数'],
      [
        ['1栋2单元301', '郑爱华', '2'],
        ['1-2-302', '冯国庆', '4'],
        ['１＃２－４０１', '', '0'],
        ['小花园旁边', '陈平', '1'],
      ],
      `${(await getPlace(database.kysely, world.district, world.community.id)).name}锦绣家园住户花名册（2026年10月）`,
    );
    const report = await bringTwice(file);
    expect(report.refused.map(({ row }) => [row.row, row.problem?.code])).toEqual([[6, 'address_unreadable']]);
    expect(await places('compound')).toContain('锦绣家园');
    expect(report.sheets[0]?.count.counts.new).toBe(3);
  });

  test('a street’s ledger with columns for community and compound', async () => {
    const street = await getPlace(database.kysely, world.district, world.community.parentId ?? '');
    const file = await sheetFile(
      '汇总',
      ['社区名称', '小区名称', '栋', '单元', '房间号', '户主'],
      [
        [world.community.name, '和谐小区', '1', '1', '101', '韩冬'],
        [world.elsewhere.name, '新城国际', '1', '1', '101', '韩夏'],
        ['没有的社区', '新城国际', '1', '1', '102', '韩秋'],
        [world.elsewhere.name, '', '1', '1', '103', '韩春'],
      ],
    );
    const report = await bringTwice(file, { place: street });
    expect(report.refused.map(({ row }) => [row.row, row.problem?.code])).toEqual([
      [4, 'community_unknown'],
      [5, 'compound_missing'],
    ]);
    const [row] = await database.query(`select path from places where name = '新城国际'`);
    expect(String(row?.path).startsWith(world.elsewhere.path)).toBe(true);
  });

  test('at a compound, rows of another one are refused', async () => {
    const file = await sheetFile('住户', ['小区', '楼栋', '房号', '户主'], [['别的小区', '1', '101', '马跃']]);
    const report = await bring(file, { place: world.compound });
    expect(report.refused.map(({ row }) => row.problem?.code)).toEqual(['outside_place']);
  });

  test('two rows in the columns’ head, in a file of GB18030', async () => {
    const csv = [
      '某小区住户信息表,,,,,',
      '楼栋信息,,,住户,,',
      '楼栋,单元,房号,户主,联系电话,居住人数',
      '1,1,101,"孔,德明",13812340009,２',
      '合计,,,,,2',
    ].join('\r\n');
    const report = await bringTwice(
      { bytes: iconv.encode(csv, 'gb18030'), name: '住户.csv' },
      { place: world.compound, doubts: 'take' },
    );
    expect(report.refused).toEqual([]);
    expect(report.sheets[0]?.count).toMatchObject({ rows: 1, totals: 1 });
  });
});

describe('residents’ ledgers as other offices keep them', () => {
  test('UTF-8 with a mark, days in all forms, words of all kinds', async () => {
    const births = ['1990.1.1', '1990-01-01', '1990/1/1', '1990年1月1日', '19900101', '1990．1．1'];
    const lines = births.map(
      (birth, i) =>
        `王${'一二三四五六'[i]},${i % 2 ? '女' : '男'},${idNumber('19900101', `00${i % 2 ? i + 1 : i + 1}`)},${birth},汉,1栋1单元101,党员,大专`,
    );
    const csv = `\ufeff姓名,性别,公民身份号码,出生年月日,民族,家庭住址,政治身份,学历\r\n${lines.join('\r\n')}\r\n`;
    const report = await bringTwice(
      { bytes: new TextEncoder().encode(csv), name: '居民.csv' },
      { place: world.compound },
    );
    expect(report.refused).toEqual([]);
    expect(report.sheets[0]?.count.counts.new).toBe(6);
    const [row] = await database.query(
      `select count(*)::int as n from persons where birth_date = '1990-01-01' and name like '王_'`,
    );
    expect(row?.n).toBe(6);
  });

  test('an unknown door, lost digits, a contradiction and a copied number, each named', async () => {
    const one = idNumber('19650208', '002');
    const file = await sheetFile(
      '居民',
      ['姓名', '性别', '身份证号', '出生日期', '现住址'],
      [
        ['吕敏', '女', one, '1965-02-08', '1-1-102'],
        ['朱兰', '女', one, '1951-09-14', '1-1-102'],
        ['何强', '男', one, '1965-02-08', '1-1-102'],
        ['宋佳', '女', one, '1965-02-08', '1-1-201'],
        ['孙浩', '男', '4.21202E+17', '', '1-1-102'],
        ['钱进', '男', '', '1988-05-05', '9-9-909'],
        ['李想', '男', '', '1988-13-05', '1-1-102'],
        ['', '男', '', '', '1-1-102'],
        ['吕敏', '女', one, '1965.2.8', '1-1-201'],
      ],
    );
    const report = await bring(file, { place: world.compound });
    expect(report.refused.map(({ row }) => [row.row, row.problem?.code])).toEqual([
      [3, 'id_duplicate'],
      [4, 'sex_differs_from_id'],
      [6, 'id_in_scientific_notation'],
      [7, 'address_unknown'],
      [8, 'birth_not_a_date'],
      [9, 'name_missing'],
    ]);
    expect(report.inDoubt.map(({ row }) => [row.row, row.problem?.code])).toEqual([[5, 'id_of_another']]);
    // The same person behind two doors is one person with two belongings.
    const [row] = await database.query(
      `select count(distinct p.id)::int as persons, count(*)::int as doors from persons p
       join dwelling_persons d on d.district = p.district and d.person_id = p.id where p.name = '吕敏'`,
    );
    expect(row).toEqual({ persons: 1, doors: 2 });
  });

  test('taken, a doubtful person is registered without the number; left, nobody is', async () => {
    const file = await sheetFile(
      '居民',
      ['姓名', '身份证号', '现住址'],
      [['宋佳', idNumber('19650208', '002'), '1-1-201']],
    );
    const report = await bring(file, { place: world.compound, doubts: 'take' });
    expect(report.inDoubt).toHaveLength(1);
    const rows = await database.query(`select id_number is null as without from persons where name = '宋佳'`);
    expect(rows).toEqual([{ without: true }]);
    const again = await bring(file, { place: world.compound, doubts: 'take' });
    expect(again.sheets[0]?.count.counts).toMatchObject({ same: 1, in_doubt: 0 });
  });

  test('an unknown care word is a doubt; taken, it stays in the note', async () => {
    const file = await sheetFile(
      '居民',
      ['姓名', '出生日期', '现住址', '类别'],
      [['梁静', '1940-01-01', '1-1-202', '独居、夕阳红']],
    );
    const report = await bring(file, { place: world.compound, doubts: 'take' });
    expect(report.inDoubt.map(({ row }) => row.problem?.code)).toEqual(['tag_unknown']);
    const [row] = await database.query(
      `select t.kind, p.details is not null as noted from tags t join persons p on p.district = t.district and p.id = t.person_id where p.name = '梁静'`,
    );
    expect(row).toEqual({ kind: 'living_alone', noted: true });
  });

  test('the head of the household ledger and the resident of that name behind the door are one person', async () => {
    await bring(
      await sheetFile('住户', ['楼栋', '单元', '房号', '户主', '电话'], [['2', '1', '201', '袁野', '13812349999']]),
      {
        place: world.compound,
      },
    );
    const file = await sheetFile(
      '居民',
      ['姓名', '身份证号', '现住址', '与户主关系'],
      [['袁野', idNumber('19770707', '771'), '2-1-201', '户主']],
    );
    const report = await bringTwice(file, { place: world.compound });
    expect(report.sheets[0]?.count.counts).toMatchObject({ changed: 1, new: 0 });
    const [row] = await database.query(`select count(*)::int as n from persons where name = '袁野'`);
    expect(row?.n).toBe(1);
  });
});

test('headings nobody knows stop the file, until somebody says what they are', async () => {
  const file = await sheetFile('住户', ['楼栋', '单元', '房号', '户主', '门禁卡'], [['2', '1', '202', '罗兰', 'A-17']]);
  const input = { place: world.compound, source: file };
  expect(await importFile(world.workshop, input)).toMatchObject({ refused: 'columns_unknown', kind: 'households' });
  const report = await bring(file, { place: world.compound, choices: new Map([['门禁卡', 'note']]) });
  expect(report.sheets[0]?.count.counts).toMatchObject({ new: 1 });
});

test('a dry run writes nothing at all', async () => {
  const file = await sheetFile('住户', ['楼栋', '单元', '房号', '户主'], [['7', '1', '101', '田野']]);
  const before = await database.query('select count(*)::int as n from journal');
  const report = await bring(file, { place: world.compound, dryRun: true });
  expect(report.sheets[0]?.count.counts.new).toBe(1);
  expect(await database.query('select count(*)::int as n from journal')).toEqual(before);
});
