/** Citizen identity numbers (公民身份号码), GB 11643-1999. */
import { type Day, isDay } from '../../kit/clock.ts';
import { plainText } from '../../kit/plain-text.ts';
import type { Sex } from './person.ts';

export interface IdNumber {
  /** 18 characters, the last a digit or a capital X. */
  readonly number: string;
  readonly birthDate: Day;
  readonly sex: Sex;
  /** Where it was issued: 6 digits of GB/T 2260, also of divisions that no longer exist. */
  readonly divisionCode: string;
}

export type IdNumberRefusal =
  /** A spreadsheet kept it as a number and lost the last digits (4.21202E+17): they cannot be known any more. */
  | 'id_in_scientific_notation'
  /** Nothing but an ID number was expected, and this is none: letters, a passport, an empty cell. */
  | 'id_not_a_number'
  /** 15 digits, as issued until 1999 and void since 2013: to be asked for again, since upgrading would guess the century. */
  | 'id_old_15_digits'
  | 'id_length'
  | 'id_checksum_wrong'
  /** The check digit is right, yet no such day exists, it lies in the future, or before 1900. */
  | 'id_birth_date_invalid';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';
/** What a double holds exactly; spreadsheets keep no more either. */
const SAFE_DIGITS = 15;

/**
 * Reads an ID number as typed. Spaces, full width, a lower-case x and a leading apostrophe (as spreadsheets show text)
 * are tolerated. A value of type number with more than 15 digits has lost its last digits and is refused as such.
 * @param today no birth lies after it.
 */
export function readIdNumber(value: string | number, today: Day): IdNumber | { readonly refused: IdNumberRefusal } {
  if (typeof value === 'number' && Math.abs(value) >= 10 ** SAFE_DIGITS)
    return { refused: 'id_in_scientific_notation' };
  const typed = plainText(value).replace(/^'/, '').replace(/\s+/g, '').toUpperCase();
  if (/^\d(?:\.\d+)?E\+?\d+$/.test(typed)) return { refused: 'id_in_scientific_notation' };
  if (!/^\d+X?$/.test(typed)) return { refused: 'id_not_a_number' };
  if (/^\d{15}$/.test(typed)) return { refused: 'id_old_15_digits' };
  if (typed.length !== 18) return { refused: 'id_length' };
  if (checkDigit(typed) !== typed.charAt(17)) return { refused: 'id_checksum_wrong' };
  const birthDate = `${typed.slice(6, 10)}-${typed.slice(10, 12)}-${typed.slice(12, 14)}`;
  if (!isDay(birthDate) || birthDate > today) return { refused: 'id_birth_date_invalid' };
  return {
    number: typed,
    birthDate,
    sex: Number(typed.charAt(16)) % 2 === 1 ? 'male' : 'female',
    divisionCode: typed.slice(0, 6),
  };
}

/** The 18th character for the first 17 digits (ISO 7064, MOD 11-2). Anything behind them is ignored. */
export function checkDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < WEIGHTS.length; i++) sum += Number(digits.charAt(i)) * (WEIGHTS[i] ?? 0);
  return CHECK_DIGITS.charAt(sum % 11);
}
