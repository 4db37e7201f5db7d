/** Chinese numerals as people type them in front of counted things: 三, 十二, 三零一, 一百零二. */

const DIGIT: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  '○': 0,
  一: 1,
  壹: 1,
  二: 2,
  两: 2,
  贰: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
};

const TENS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };

/** The inside of a character class that matches every Chinese numeral this file reads. */
export const CHINESE_NUMERAL = '〇零○一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟廿卅';

const ONLY_NUMERALS = new RegExp(`^[${CHINESE_NUMERAL}]+$`);
const HAS_UNIT = /[十百千拾佰仟廿卅]/;

/**
 * Turns Chinese numerals into Arabic digits.
 * Without a unit they are read one by one and keep leading zeros (三零一 → '301', 零三 → '03');
 * with 十 百 千 they are counted (二十 → '20', 一百零二 → '102', 一百一 → '110').
 * Undefined for anything that is not a numeral, or not a well-formed one (十十).
 */
export function chineseToDigits(text: string): string | undefined {
  if (!ONLY_NUMERALS.test(text)) return undefined;
  if (HAS_UNIT.test(text)) return counted(text.replace('廿', '二十').replace('卅', '三十'));
  let digits = '';
  for (const character of text) digits += DIGIT[character];
  return digits;
}

function counted(text: string): string | undefined {
  let total = 0;
  let pending: number | undefined;
  let smallestUnit = 10_000;
  let afterZero = false;
  for (const character of text) {
    const unit = TENS[character];
    if (unit === undefined) {
      const digit = DIGIT[character];
      if (digit === undefined || pending !== undefined) return undefined;
      if (digit === 0) {
        if (afterZero) return undefined;
        afterZero = true;
      } else {
        pending = digit;
      }
      continue;
    }
    if (unit >= smallestUnit) return undefined;
    // 十二 leaves out the one, 一百十二 is also said; 百二 is not.
    if (pending === undefined && unit !== 10) return undefined;
    total += (pending ?? 1) * unit;
    pending = undefined;
    smallestUnit = unit;
    afterZero = false;
  }
  // 一百一 is 110 (the unit below is left out), 一百零一 is 101, 十一 is 11.
  if (pending !== undefined) total += smallestUnit > 10 && !afterZero ? (pending * smallestUnit) / 10 : pending;
  return String(total);
}
