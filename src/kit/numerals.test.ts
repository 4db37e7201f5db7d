import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chineseToDigits } from './numerals.ts';

describe('chineseToDigits', () => {
  test.each([
    ['三', '3'],
    ['十', '10'],
    ['十二', '12'],
    ['二十', '20'],
    ['三十一', '31'],
    ['廿二', '22'],
    ['三零一', '301'],
    ['零三〇一', '0301'],
    ['一百零二', '102'],
    ['一百一', '110'],
    ['一百一十二', '112'],
    ['一千二百零三', '1203'],
    ['两', '2'],
    ['叁', '3'],
    ['拾贰', '12'],
  ])('%s is %s', (text, digits) => expect(chineseToDigits(text)).toBe(digits));

  test.each(['', '栋', '1', '十十', '百', '十百', '一百零零一', '五一十'])('%s is not a number', (text) =>
    expect(chineseToDigits(text)).toBeUndefined(),
  );

  test('counts back to what was written, from 0 to 9999', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 9999 }), (n) => chineseToDigits(write(n)) === String(n)));
  });
});

function write(n: number): string {
  const numerals = '零一二三四五六七八九';
  if (n === 0) return '零';
  const units = ['千', '百', '十', ''];
  const digits = String(n).padStart(4, '0');
  let text = '';
  for (let i = 0; i < 4; i++) {
    const digit = Number(digits[i]);
    if (digit > 0) text += (numerals[digit] ?? '') + (units[i] ?? '');
    else if (text !== '' && !text.endsWith('零') && Number(digits.slice(i)) > 0) text += '零';
  }
  return text;
}
