import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import { columnLetters } from './cell.ts';
import { type ColumnKind, type SheetColumn, type SheetValue, valueWriter } from './columns.ts';
import {
  contentTypes,
  coreProperties,
  MAIN,
  ROOT_RELATIONS,
  STYLE,
  STYLES,
  sheetNames,
  workbookRelations,
  workbookXml,
  XML,
} from './xlsx-parts.ts';
import { encodeText } from './xml.ts';

export type Rows = Iterable<readonly SheetValue[]> | AsyncIterable<readonly SheetValue[]>;

export interface SheetToWrite {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  /** Values in the order of the columns; read one by one, so that a long table never stands in memory. */
  readonly rows: Rows;
}

export interface WorkbookToWrite {
  /** At least one. */
  readonly sheets: readonly SheetToWrite[];
  /** Stands above the headings of every sheet, merged over all columns, and in the properties of the file. */
  readonly title?: string;
  /** Where the clocks are by which a Date is shown, such as Asia/Shanghai. */
  readonly timeZone?: string;
}

/** A zip records a time for each part; the same table must give the same bytes at any time and in any zone. */
const FIXED_TIME = new Date(2020, 0, 1);
const LAST_ROW = 1_048_576;
const LONGEST_TEXT = 32_767;
const PIECE_CHARACTERS = 128 * 1024;

/**
 * Writes an .xlsx that Excel, WPS and LibreOffice open: bold frozen headings with filters, printed on every page.
 * Rows are read while the stream is read; when they fail the stream fails, when the stream is cancelled they are closed.
 * Throws for what only a bug can ask: no sheet, no column, more rows than a sheet holds, hundredths that are not whole.
 * Text is cut at the 32,767 characters a cell can hold.
 */
export function writeWorkbook(book: WorkbookToWrite): ReadableStream<Uint8Array> {
  if (book.sheets.length === 0 || book.sheets.some(({ columns }) => columns.length === 0)) {
    throw new RangeError('a workbook needs a sheet, and a sheet a column');
  }
  const names = sheetNames(book.sheets.map(({ name }) => name));
  const zip = new yazl.ZipFile();
  const options = { mtime: FIXED_TIME, mode: 0o100644, forceDosTimestamp: true };
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name, options);
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));

  add('[Content_Types].xml', contentTypes(names.length));
  add('_rels/.rels', ROOT_RELATIONS);
  add('docProps/core.xml', coreProperties(book.title));
  add('xl/workbook.xml', workbookXml(names, book.title === undefined ? 1 : 2));
  add('xl/_rels/workbook.xml.rels', workbookRelations(names.length));
  add('xl/styles.xml', STYLES);
  for (const [index, sheet] of book.sheets.entries()) {
    zip.addReadStreamLazy(`xl/worksheets/sheet${index + 1}.xml`, options, (take) => {
      const pieces = Readable.from(sheetXml(sheet, book, index === 0), { objectMode: false });
      pieces.on('error', (error) => output.destroy(error));
      const stop = (): void => void pieces.destroy();
      output.once('close', stop);
      // One after the other: those that have ended need not be stopped any more.
      pieces.once('close', () => output.off('close', stop));
      take(null, pieces);
    });
  }
  zip.end();
  return Readable.toWeb(output) as ReadableStream<Uint8Array>;
}

/** As {@link writeWorkbook}, all bytes at once: for a sheet that is known to be small. */
export async function workbookBytes(book: WorkbookToWrite): Promise<Uint8Array<ArrayBuffer>> {
  // Not through a Response: the server puts its own in the place of the global one, and that knows no bytes().
  return new Uint8Array(await buffer(writeWorkbook(book)));
}

async function* sheetXml(sheet: SheetToWrite, book: WorkbookToWrite, first: boolean): AsyncGenerator<Buffer> {
  const { columns } = sheet;
  const { title } = book;
  const lastColumn = columnLetters(columns.length - 1);
  const headingRow = title === undefined ? 1 : 2;
  let text = sheetStart(columns, headingRow, first);
  if (title !== undefined) {
    text += `<row r="1" ht="28" customHeight="1">${textCell('A1', STYLE.title, title)}</row>`;
  }
  const headings = columns.map(({ heading }, index) =>
    textCell(`${columnLetters(index)}${headingRow}`, STYLE.heading, heading),
  );
  text += `<row r="${headingRow}">${headings.join('')}</row>`;
  const writers = columns.map(({ kind }, index) => cellWriter(kind, columnLetters(index), book.timeZone));
  let row = headingRow;
  for await (const values of sheet.rows) {
    if (++row > LAST_ROW) throw new RangeError(`a sheet holds ${LAST_ROW} rows`);
    text += `<row r="${row}">`;
    for (let i = 0; i < writers.length; i++) {
      text += writers[i]?.(row, values[i]) ?? '';
    }
    text += '</row>';
    if (text.length > PIECE_CHARACTERS) {
      yield Buffer.from(text);
      text = '';
    }
  }
  text += `</sheetData><autoFilter ref="A${headingRow}:${lastColumn}${row}"/>`;
  if (title !== undefined && columns.length > 1) {
    text += `<mergeCells count="1"><mergeCell ref="A1:${lastColumn}1"/></mergeCells>`;
  }
  text += '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>';
  text += '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>';
  yield Buffer.from(text);
}

function sheetStart(columns: readonly SheetColumn[], headingRow: number, first: boolean): string {
  const widths = columns.map((column, index) => {
    const width = column.width ?? defaultWidth(column);
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${STYLE[column.kind]}" customWidth="1"/>`;
  });
  return (
    `${XML}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    `<sheetViews><sheetView${first ? ' tabSelected="1"' : ''} workbookViewId="0">` +
    `<pane ySplit="${headingRow}" topLeftCell="A${headingRow + 1}" activePane="bottomLeft" state="frozen"/>` +
    `</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${widths.join('')}</cols><sheetData>`
  );
}

/** Wide enough for the heading (a Chinese sign counts two) and what the kind usually holds. */
function defaultWidth({ heading, kind }: SheetColumn): number {
  const usual = { text: 12, integer: 8, hundredths: 11, date: 12, datetime: 18 }[kind];
  const signs = [...heading].reduce((sum, sign) => sum + (sign > '\u00ff' ? 2 : 1), 0);
  return Math.min(Math.max(usual, signs + 4), 40);
}

/** The function that writes the cells of a column; empty text for an empty value. */
function cellWriter(
  kind: ColumnKind,
  letters: string,
  timeZone: string | undefined,
): (row: number, value: SheetValue) => string {
  const write = valueWriter(kind, timeZone);
  return (row, value) => {
    const written = write(value);
    if (!written) return '';
    if (written.digits === undefined) return textCell(`${letters}${row}`, STYLE.text, written.text);
    return `<c r="${letters}${row}" s="${STYLE[kind]}"><v>${written.digits}</v></c>`;
  };
}

function textCell(reference: string, style: number, text: string): string {
  const cut = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
  const space = /^\s|\s$|\n/.test(cut) ? ' xml:space="preserve"' : '';
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t${space}>${encodeText(cut)}</t></is></c>`;
}
