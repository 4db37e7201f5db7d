import { Readable } from 'node:stream';
import { type ColumnKind, type SheetColumn, valueWriter, type Written } from './columns.ts';
import type { Rows } from './write.ts';

const PIECE_CHARACTERS = 64 * 1024;

export interface CsvToWrite {
  readonly columns: readonly SheetColumn[];
  readonly rows: Rows;
  /** Where the clocks are by which a Date is shown. */
  readonly timeZone?: string;
}

/**
 * Writes a table as .csv: UTF-8 with BOM, commas, CRLF. Hundredths become decimals (126.63).
 * Text that a spreadsheet would run as a formula (= + - @, tab, return) is guarded with an apostrophe, which reading
 * removes again. Spreadsheets round long digits in .csv when they open it: give people .xlsx, programs .csv.
 */
export function writeCsv(table: CsvToWrite): ReadableStream<Uint8Array> {
  return Readable.toWeb(Readable.from(pieces(table), { objectMode: false })) as ReadableStream<Uint8Array>;
}

async function* pieces({ columns, rows, timeZone }: CsvToWrite): AsyncGenerator<Uint8Array> {
  const writers = columns.map(({ kind }) => ({ kind, write: valueWriter(kind, timeZone) }));
  let text = `\ufeff${columns.map(({ heading }) => quoted(guarded(heading))).join(',')}\r\n`;
  for await (const values of rows) {
    text += `${writers.map(({ kind, write }, index) => field(kind, write(values[index]))).join(',')}\r\n`;
    if (text.length > PIECE_CHARACTERS) {
      yield Buffer.from(text);
      text = '';
    }
  }
  yield Buffer.from(text);
}

function field(kind: ColumnKind, value: Written | undefined): string {
  if (!value) return '';
  const isNumber = kind === 'integer' || kind === 'hundredths';
  return isNumber && value.digits !== undefined ? value.text : quoted(guarded(value.text));
}

function guarded(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n;\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
