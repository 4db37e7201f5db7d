/** One cell as it stands in the sheet. Empty cells are {@link EMPTY}. */
export interface Cell {
  /** What a person sees: the text, the number in plain digits, the date as YYYY-MM-DD. */
  readonly text: string;
  /** Given when the cell was typed as a number: the digits exactly as the file holds them. */
  readonly number?: string;
  /** Given when the cell is formatted as a date: YYYY-MM-DD. */
  readonly date?: string;
  /** Given when the cell shows an error such as #N/A or #REF!. */
  readonly error?: true;
}

/** A row with at least one value. Cells left of the last value are never missing; those to its right are not listed. */
export interface Row {
  /** The number a person sees beside the row: 1 is the first. Gaps in the numbers are blank rows. */
  readonly number: number;
  readonly cells: readonly Cell[];
}

/** A rectangle of merged cells, all four sides inclusive; rows count from 1 as in Row, columns from 0. */
export interface MergedRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Why a file cannot be read as a sheet. */
export type RefusalCode =
  /** The path leads to no readable file. */
  | 'no_file'
  /** Something else: a picture, a web page, a Word file. */
  | 'not_a_sheet'
  /** A spreadsheet of another kind (.xls, .xlsb, .ods, .et) that has to be saved as .xlsx first. */
  | 'other_format'
  /** Protected by a password. */
  | 'encrypted'
  /** Larger, once unpacked, than the limits allow. */
  | 'too_large'
  /** A spreadsheet that breaks off or contradicts itself. */
  | 'damaged';

export interface SheetRefusal {
  readonly refused: RefusalCode;
}

export const EMPTY: Cell = Object.freeze({ text: '' });

/** The letters of a column: 0 is A, 25 is Z, 26 is AA. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/**
 * True when digits were lost because a long number (an ID, an account) was typed as a number:
 * spreadsheets keep 15 significant digits and show the rest as 4.21E+17. The true digits cannot be known any more.
 */
export function lostDigits(cell: Cell): boolean {
  const source = cell.number ?? cell.text.normalize('NFKC').trim();
  if (/^[+-]?\d(\.\d+)?E\+?\d{2,}$/i.test(source)) return true;
  return cell.number !== undefined && /^-?\d{16,}(\.0*)?$/.test(source);
}

const refusal = Symbol('refusal');

/** Thrown inside this folder only, and turned into a value at its door. */
export function refuse(code: RefusalCode): Error {
  return Object.assign(new Error(`sheet refused: ${code}`), { [refusal]: code });
}

/** The refusal an error of {@link refuse} carries; undefined for any other error, which is then a bug. */
export function refusalOf(error: unknown): SheetRefusal | undefined {
  return error instanceof Error && refusal in error ? { refused: error[refusal] as RefusalCode } : undefined;
}
