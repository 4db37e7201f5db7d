import { toSerial } from './serial.ts';

/**
 * What a column holds.
 * text: as it is, never a number or formula. integer: a whole number. hundredths: a whole number of 0.01, shown with two
 * decimals. date: YYYY-MM-DD. datetime: YYYY-MM-DD HH:MM[:SS], local time; both also take a Date, shown in a time zone.
 */
export type ColumnKind = 'text' | 'integer' | 'hundredths' | 'date' | 'datetime';

export type SheetValue = string | number | bigint | Date | null | undefined;

export interface SheetColumn {
  readonly heading: string;
  readonly kind: ColumnKind;
  /** In characters; when left out, fitting the heading and the kind. */
  readonly width?: number;
}

/** A value ready to be written: text to keep as it is, or digits that a sheet may take for a number (dates: day numbers). */
export interface Written {
  readonly text: string;
  readonly digits?: string;
}

/** Spreadsheets keep 15 digits of a number: a longer one is written as text. */
const MOST_DIGITS = 15;

/**
 * The function that writes the values of a column; undefined for an empty value.
 * Throws for what only a bug can ask: hundredths that are not whole, a Date without a time zone.
 */
export function valueWriter(
  kind: ColumnKind,
  timeZone: string | undefined,
): (value: SheetValue) => Written | undefined {
  const clock = timeZone === undefined ? undefined : clockOf(timeZone);
  return (value) => {
    if (value === undefined || value === null || value === '') return undefined;
    const text = value instanceof Date ? dateText(value, kind, clock) : String(value);
    switch (kind) {
      case 'text':
        return { text };
      case 'integer':
        return /^-?\d{1,15}$/.test(text) ? { text, digits: text } : { text };
      case 'hundredths': {
        const decimal = decimalOf(text);
        return decimal.replace(/\D/g, '').length <= MOST_DIGITS
          ? { text: decimal, digits: decimal }
          : { text: decimal };
      }
      default: {
        // Days before March 1900 do not exist for a spreadsheet: they stay text.
        const digits = toSerial(text);
        return digits === undefined ? { text } : { text, digits };
      }
    }
  };
}

/** 12663 → '126.63': a whole number of hundredths as exact decimal text. Throws when it is not whole. */
function decimalOf(hundredths: string): string {
  const match = /^(-?)(\d+)$/.exec(hundredths);
  if (!match) throw new TypeError(`not a whole number of hundredths: ${hundredths}`);
  const [, sign = '', size = ''] = match;
  const padded = size.padStart(3, '0');
  return `${sign}${padded.slice(0, -2)}.${padded.slice(-2)}`;
}

function dateText(value: Date, kind: ColumnKind, clock: Intl.DateTimeFormat | undefined): string {
  if (!clock) throw new TypeError('a Date needs the time zone it is shown in');
  const part = Object.fromEntries(clock.formatToParts(value).map(({ type, value: text }) => [type, text]));
  const day = `${part.year}-${part.month}-${part.day}`;
  return kind === 'date' ? day : `${day} ${part.hour}:${part.minute}:${part.second}`;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
}
