import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDate, readHundredths, readInteger, tidy } from './values.ts';

test.each([
  ['　 王 　 芳 ', '王 芳'],
  ['１栋', '1栋'],
  ['12㎡', '12m2'],
  ['\ufeff张\u200b三', '张三'],
  ['a\r\n b', 'a b'],
  [' ', ''],
])('tidy %j', (text, tidied) => {
  expect(tidy(text)).toBe(tidied);
});

describe('dates', () => {
  test.each([
    ['1990.1.1', '1990-01-01'],
    ['1990-1-1', '1990-01-01'],
    ['1990/1/1', '1990-01-01'],
    ['2015/9/7', '2015-09-07'],
    ['1990年1月1日', '1990-01-01'],
    ['1990 年 1 月 1 日', '1990-01-01'],
    ['1990年1月1', '1990-01-01'],
    ['１９９０．０１．０１', '1990-01-01'],
    [' 19900101　', '1990-01-01'],
    ['1990-01-01 00:00:00', '1990-01-01'],
    ['1990/1/1 8:30', '1990-01-01'],
    ['1990.10.1.', '1990-10-01'],
    ['2024-02-29', '2024-02-29'],
  ])('%j', (text, date) => {
    expect(readDate({ text })).toEqual({ date });
  });

  test.each([
    ['', 'empty'],
    ['　', 'empty'],
    ['1990', 'incomplete'],
    ['1990年', 'incomplete'],
    ['1990.1', 'incomplete'],
    ['1990年10月', 'incomplete'],
    ['199001', 'incomplete'],
    ['90.1.1', 'incomplete'],
    ['3月5日', 'incomplete'],
    ['1990-02-30', 'impossible'],
    ['19901301', 'impossible'],
    ['2023-02-29', 'impossible'],
    ['0990-01-01', 'impossible'],
    ['不详', 'not_a_date'],
    ['1/2/1990', 'not_a_date'],
    ['31339', 'not_a_date'],
    ['1990.1.1?', 'not_a_date'],
  ])('%j is refused as %s', (text, refused) => {
    expect(readDate({ text })).toEqual({ refused });
  });

  test('cells that were numbers', () => {
    expect(readDate({ text: '1985-10-19', number: '31339', date: '1985-10-19' })).toEqual({ date: '1985-10-19' });
    expect(readDate({ text: '31339', number: '31339' })).toEqual({ date: '1985-10-19' });
    expect(readDate({ text: '29877', number: '29877' }, 1904)).toEqual({ date: '1985-10-19' });
    expect(readDate({ text: '19900101', number: '19900101' })).toEqual({ date: '1990-01-01' });
    expect(readDate({ text: '1990', number: '1990' })).toEqual({ refused: 'incomplete' });
    expect(readDate({ text: '1990.1', number: '1990.1' })).toEqual({ refused: 'incomplete' });
    expect(readDate({ text: '1990-01', number: '32874' })).toEqual({ refused: 'incomplete' });
    expect(readDate({ text: '5', number: '5' })).toEqual({ refused: 'not_a_date' });
  });

  test('every day in every spelling', () => {
    const day = fc.date({ min: new Date('1850-01-01'), max: new Date('2200-12-31'), noInvalidDate: true });
    const spelling = fc.constantFrom<(y: number, m: number, d: number) => string>(
      (y, m, d) => `${y}.${m}.${d}`,
      (y, m, d) => `${y}-${String(m).padStart(2, '0')}-${d}`,
      (y, m, d) => `${y}年${m}月${d}日`,
      (y, m, d) => `${y}${String(m).padStart(2, '0')}${String(d).padStart(2, '0')}`,
    );
    fc.assert(
      fc.property(day, spelling, (when, spell) => {
        const text = spell(when.getUTCFullYear(), when.getUTCMonth() + 1, when.getUTCDate());
        expect(readDate({ text })).toEqual({ date: when.toISOString().slice(0, 10) });
      }),
    );
  });
});

describe('numbers', () => {
  test.each([
    ['3', 3],
    [' 3人', 3],
    ['１２', 12],
    ['1,234', 1234],
    ['3.00', 3],
    ['-0', 0],
    ['007', 7],
  ])('integer %j', (text, integer) => {
    expect(readInteger({ text })).toEqual({ integer });
  });

  test.each([
    ['', 'empty'],
    ['abc', 'not_a_number'],
    ['三', 'not_a_number'],
    ['约3', 'not_a_number'],
    ['12,34', 'not_a_number'],
    ['人', 'not_a_number'],
    ['1E+3', 'not_a_number'],
    ['.', 'not_a_number'],
    ['3.5', 'not_whole'],
    ['-3', 'negative'],
    ['99999999999999999', 'too_large'],
  ])('integer %j is refused as %s', (text, refused) => {
    expect(readInteger({ text })).toEqual({ refused });
  });

  test.each([
    ['126.63㎡', 12663],
    [' 112.9 ', 11290],
    ['111', 11100],
    ['126.63 平方米', 12663],
    ['1,234.5元', 123450],
    ['.5', 50],
    ['5.', 500],
    ['0.125', 13],
    ['0.124999', 12],
    ['1.005', 101],
    ['99.999', 10000],
    ['126.63000000000001', 12663],
  ])('hundredths %j', (text, hundredths) => {
    expect(readHundredths({ text })).toEqual({ hundredths });
  });

  test.each([
    ['abc', 'not_a_number'],
    ['约100㎡', 'not_a_number'],
    ['100×2', 'not_a_number'],
    ['-1', 'negative'],
    ['－0.5', 'negative'],
    ['90071992547409.92', 'too_large'],
    ['', 'empty'],
  ])('hundredths %j is refused as %s', (text, refused) => {
    expect(readHundredths({ text })).toEqual({ refused });
  });

  test('every number of hundredths, however many noughts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), fc.nat(5), (value, noughts) => {
        const digits = String(value).padStart(3, '0');
        const text = `${digits.slice(0, -2)}.${digits.slice(-2)}${'0'.repeat(noughts)}`;
        expect(readHundredths({ text })).toEqual({ hundredths: value });
      }),
    );
  });

  test("units are the caller's to name", () => {
    expect(readInteger({ text: '3户' })).toEqual({ refused: 'not_a_number' });
    expect(readInteger({ text: '3户' }, ['户'])).toEqual({ integer: 3 });
  });
});
