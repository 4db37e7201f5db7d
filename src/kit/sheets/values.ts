import type { Cell } from './cell.ts';
import { type Epoch, fromSerial, isDay } from './serial.ts';

/** Text as it was meant: one width of signs (NFKC), no invisible signs, no spaces at the edges, single ones inside. */
export function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * empty: nothing there. incomplete: a month without a day, a year alone, two digits for a year.
 * impossible: no such day. not_a_date: anything else.
 */
export type DateRefusal = 'empty' | 'incomplete' | 'impossible' | 'not_a_date';

/** A day that is further away than this was mistyped. */
const YEARS = { first: 1850, last: 2200 } as const;

/** Serials of five digits, 1927 to 2100: shorter ones could be a year, longer ones a day in digits. */
const SERIALS = { first: 10_000, last: 73_415 } as const;

/**
 * Reads a day: a date cell, 1990.1.1, 1990-1-1, 1990/1/1, 1990年1月1日, 19900101, a time behind it ignored, or the day
 * number of a cell that lost its date format. Never guesses: a missing day or century is refused.
 */
export function readDate(cell: Cell, epoch: Epoch = 1900): { date: string } | { refused: DateRefusal } {
  if (cell.date !== undefined) return inRange(cell.date);
  const text = tidy(cell.text).replace(/ ?([-./年月日]) ?/g, '$1');
  if (text === '') return { refused: 'empty' };
  const parts =
    /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号.]?(?:[ T]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (parts) {
    const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
    if (!isDay(year, month, day)) return { refused: 'impossible' };
    return inRange(`${parts[1]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
  }
  const serial = cell.number !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(cell.number) : Number.NaN;
  if (serial >= SERIALS.first && serial <= SERIALS.last) {
    const date = fromSerial(serial, epoch)?.date;
    if (date !== undefined) return { date };
  }
  if (
    /^(\d{4}[-./年]\d{1,2}[月.]?|\d{4}年?|\d{6}|\d{2}[-./年]\d{1,2}[-./月]\d{1,2}[日号]?|\d{1,2}[-./月]\d{1,2}[日号]?)$/.test(
      text,
    )
  ) {
    return { refused: 'incomplete' };
  }
  return { refused: 'not_a_date' };
}

function inRange(date: string): { date: string } | { refused: DateRefusal } {
  const year = Number(date.slice(0, 4));
  return year < YEARS.first || year > YEARS.last ? { refused: 'impossible' } : { date };
}

export type NumberRefusal = 'empty' | 'not_a_number' | 'negative' | 'not_whole' | 'too_large';

/** Units that people type behind a number; ㎡ is m2 once tidied. */
const USUAL_UNITS: readonly string[] = ['m2', 'm²', '平方米', '平米', '平方', '元', '人', '个', '次', '岁', '小时'];

/** Reads a whole number of at least 0: '3', '1,234', '3人', '3.00'. Refuses what is not whole, negative, or not a number. */
export function readInteger(
  cell: Cell,
  units: readonly string[] = USUAL_UNITS,
): { integer: number } | { refused: NumberRefusal } {
  const read = decimal(cell, units);
  if ('refused' in read) return read;
  if (/[1-9]/.test(read.fraction)) return { refused: 'not_whole' };
  const integer = Number(read.whole);
  return Number.isSafeInteger(integer) ? { integer } : { refused: 'too_large' };
}

/**
 * Reads a decimal of at least 0 into whole hundredths, in integers throughout: '126.63㎡' is 12663.
 * More than two decimals are rounded half up: '0.125' is 13.
 */
export function readHundredths(
  cell: Cell,
  units: readonly string[] = USUAL_UNITS,
): { hundredths: number } | { refused: NumberRefusal } {
  const read = decimal(cell, units);
  if ('refused' in read) return read;
  const { whole, fraction } = read;
  if (whole.length > 16) return { refused: 'too_large' };
  const rounded = BigInt(whole + fraction.slice(0, 2).padEnd(2, '0')) + (fraction.charAt(2) >= '5' ? 1n : 0n);
  return rounded <= BigInt(Number.MAX_SAFE_INTEGER) ? { hundredths: Number(rounded) } : { refused: 'too_large' };
}

function decimal(
  cell: Cell,
  units: readonly string[],
): { whole: string; fraction: string } | { refused: NumberRefusal } {
  let text = tidy(cell.text);
  if (text === '') return { refused: 'empty' };
  const unit = units.map(tidy).find((each) => each !== '' && text.length > each.length && text.endsWith(each));
  if (unit !== undefined) text = text.slice(0, -unit.length).trimEnd();
  const match = /^([-−])?(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d*))?$/.exec(text);
  const whole = match?.[2]?.replaceAll(',', '') ?? '';
  const fraction = match?.[3] ?? '';
  if (!match || whole + fraction === '') return { refused: 'not_a_number' };
  if (match[1] !== undefined && /[1-9]/.test(whole + fraction)) return { refused: 'negative' };
  return { whole: whole.replace(/^0+(?=\d)/, '') || '0', fraction };
}
