import { describe, expect, test } from 'vitest';
import {
  type CodeTable,
  codeName,
  EDUCATIONS,
  ETHNIC_GROUPS,
  MARITAL_STATUSES,
  POLITICAL_STATUSES,
  RELATIONS,
  readCode,
  readSex,
  SEXES,
} from './codes.ts';

const tables: [string, CodeTable][] = Object.entries({
  SEXES,
  ETHNIC_GROUPS,
  RELATIONS,
  POLITICAL_STATUSES,
  EDUCATIONS,
  MARITAL_STATUSES,
});

describe.each(tables)('%s', (_, table) => {
  test('every code, name and spelling reads as its own line, so no two lines share a word', () => {
    for (const line of table.codes) {
      for (const word of [line.code, line.zh, line.en, ...line.spellings])
        expect(readCode(table, word)?.code, word).toBe(line.code);
    }
  });
  test('codes are given once', () => expect(table.byCode.size).toBe(table.codes.length));
});

test('there are 56 ethnic groups, read with and without 族', () => {
  expect(ETHNIC_GROUPS.codes.filter(({ zh }) => zh.endsWith('族'))).toHaveLength(56);
  for (const word of ['汉', '汉族', '01', '1', 1, ' 汉族　', 'HAN'])
    expect(readCode(ETHNIC_GROUPS, word)?.code).toBe('01');
  expect(readCode(ETHNIC_GROUPS, '土家')?.code).toBe('15');
  expect(readCode(ETHNIC_GROUPS, '土')?.code).toBe('30');
  expect(readCode(ETHNIC_GROUPS, '火星族')).toBeUndefined();
});

test.each([
  ['男', 'male'],
  ['女', 'female'],
  ['男性', 'male'],
  ['M', 'male'],
  ['f', 'female'],
  ['1', 'male'],
  [2, 'female'],
  ['未知', undefined],
  ['', undefined],
])('sex %s', (word, sex) => expect(readSex(word)).toBe(sex));

// Every word of the sample resident ledgers.
test.each([
  [
    RELATIONS,
    {
      户主: '02',
      配偶: '10',
      妻: '12',
      丈夫: '11',
      子: '20',
      儿子: '20',
      女: '30',
      女儿: '30',
      父亲: '51',
      母亲: '52',
      孙子: '41',
      孙女: '42',
    },
  ],
  [POLITICAL_STATUSES, { 群众: '13', 中共党员: '01', 党员: '01', 共青团员: '03' }],
  [EDUCATIONS, { 文盲: '90', 小学: '80', 初中: '70', 高中: '60', 中专: '40', 大专: '30', 本科: '20', 硕士: '14' }],
  [MARITAL_STATUSES, { 未婚: '10', 已婚: '20', 丧偶: '30', 离异: '40', 离婚: '40' }],
  [ETHNIC_GROUPS, { 汉族: '01', 回族: '03', 苗族: '06', 壮族: '08', 满族: '11', 土家族: '15' }],
])('words of ledgers', (table, words) => {
  for (const [word, code] of Object.entries(words)) expect(readCode(table, word)?.code, word).toBe(code);
});

test('what does not say which is not read', () => {
  for (const word of ['子女', '孩子', '媳妇', '家属', '']) expect(readCode(RELATIONS, word)).toBeUndefined();
});

test('codeName', () => {
  expect(codeName(RELATIONS, '02', 'zh')).toBe('户主');
  expect(codeName(RELATIONS, '02', 'en')).toBe('Head of household');
  expect(codeName(RELATIONS, '?', 'en')).toBe('?');
});
