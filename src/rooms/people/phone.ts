/** Telephone numbers as ledgers hold them. */
import { plainText } from '../../kit/plain-text.ts';

const MOBILE = /^1[3-9]\d{9}$/;
/** Area codes: 010 and 02x of three digits, the others of four; behind them seven or eight digits. */
const LANDLINE = /^(010|02\d|0[3-9]\d{2})([2-8]\d{6,7})$/;
/** Numbers whose owner pays, as partners and property managers have them. */
const SERVICE = /^[48]00\d{7}$/;

/**
 * Reads a mobile number (13823482870, also typed as a number, 138 2348 2870, +86 138-2348-2870), a landline with its area
 * code (0715-8123456, (010) 6512 3456) or a service number (400-812-3456). Out come bare digits.
 * Refused: too few or too many digits, a landline without area code, several numbers in one cell.
 */
export function readPhone(
  value: string | number,
): { readonly phone: string } | { readonly refused: 'phone_not_valid' } {
  const typed = plainText(value)
    .replace(/[\s\-‐‑‒–—―−()[\].]/g, '')
    .replace(/^(?:\+|00)86(?=\d{10})/, '')
    .replace(/^86(?=1[3-9]\d{9}$)/, '');
  // +86 715 8123456 leaves out the zero of the area code.
  const international = /^\s*(?:\+|00)\s*86/.test(plainText(value)) && /^[1-9]/.test(typed) && !MOBILE.test(typed);
  const phone = international ? `0${typed}` : typed;
  if (MOBILE.test(phone) || LANDLINE.test(phone) || SERVICE.test(phone)) return { phone };
  return { refused: 'phone_not_valid' };
}

/** The digits of the area code of a landline as `readPhone` gives it; undefined for any other number. */
export function areaCodeOf(phone: string): string | undefined {
  return LANDLINE.exec(phone)?.[1];
}
