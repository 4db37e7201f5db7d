import { type Cell, EMPTY, type Row, refuse } from './cell.ts';
import { type Epoch, fromSerial } from './serial.ts';
import { LONGEST_TEXT, stringCollector } from './strings.ts';
import type { NumberKind } from './styles.ts';
import { attribute, eachAttribute, xmlReader } from './xml.ts';

const LAST_COLUMN = 16_384;
const LAST_ROW = 1_048_576;
const BATCH_ROWS = 500;
const MOST_DATES_KEPT = 50_000;

/** What reading the cells of one workbook needs to know. */
export interface CellContext {
  readonly strings: readonly Cell[];
  readonly styles: readonly NumberKind[];
  readonly epoch: Epoch;
  /** The cells of dates met before, by their digits: a sheet of people has few different days. */
  readonly dates: Readonly<Record<Exclude<NumberKind, 'number'>, Map<string, Cell>>>;
  spend(cells: number): void;
}

/** Tells the rows of a sheet part that hold a value, some hundreds at a time. Throws a refusal when it breaks off. */
export async function* readRows(pieces: AsyncIterable<string>, context: CellContext): AsyncGenerator<Row[]> {
  let batch: Row[] = [];
  let done = false;
  let cells: Cell[] = [];
  let hasValue = false;
  let rowNumber = 0;
  let column = -1;
  let type = '';
  let style = 0;
  let value = '';
  let inValue = false;
  let inCell = false;
  const inline = stringCollector();

  function put(cell: Cell): void {
    if (cell === EMPTY) return;
    while (cells.length < column) cells.push(EMPTY);
    cells[column] = cell;
    hasValue ||= /\S/.test(cell.text);
  }

  function cellAttribute(name: string, source: string, start: number, end: number): void {
    if (name === 'r') column = columnOf(source, start);
    else if (name === 's') style = wholeNumber(source, start, end);
    else if (name === 't') type = source.slice(start, end);
  }

  const reader = xmlReader({
    open(name, source, start, end) {
      switch (name) {
        case 'row': {
          const told = attribute('r', source, start, end);
          rowNumber = told === undefined ? rowNumber + 1 : Number(told);
          if (!Number.isInteger(rowNumber) || rowNumber < 1 || rowNumber > LAST_ROW) throw refuse('damaged');
          cells = [];
          hasValue = false;
          column = -1;
          return;
        }
        case 'c': {
          column++;
          type = 'n';
          style = 0;
          eachAttribute(source, start, end, cellAttribute);
          if (column < 0 || column >= LAST_COLUMN) throw refuse('damaged');
          value = '';
          inCell = true;
          return;
        }
        case 'v':
          inValue = inCell;
          return;
        default:
          inline.open(name);
      }
    },
    close(name) {
      switch (name) {
        case 'v':
          inValue = false;
          return;
        case 'c':
          inCell = false;
          put(makeCell(type, type === 'inlineStr' ? inline.take() : value, context.styles[style] ?? 'number', context));
          return;
        case 'row':
          context.spend(cells.length);
          if (hasValue) batch.push({ number: rowNumber, cells });
          return;
        case 'sheetData':
          done = true;
          return;
        default:
          inline.close(name);
      }
    },
    text(text) {
      if (inValue) {
        value += text;
        if (value.length > LONGEST_TEXT) throw refuse('too_large');
      } else if (inCell) inline.text(text);
    },
  });

  for await (const piece of pieces) {
    reader.push(piece);
    if (batch.length >= BATCH_ROWS || (done && batch.length > 0)) {
      yield batch;
      batch = [];
    }
    if (done) return;
  }
  // A sheet without rows may leave sheetData out altogether; one that breaks off is found here.
  reader.end();
  if (batch.length > 0) yield batch;
}

function makeCell(type: string, value: string, kind: NumberKind, context: CellContext): Cell {
  switch (type) {
    case 's': {
      if (value === '') return EMPTY;
      const shared = context.strings[Number(value)];
      if (!shared) throw refuse('damaged');
      return shared;
    }
    case 'inlineStr':
    case 'str':
      return textCell(value);
    case 'b':
      return { text: value === '1' || value === 'true' ? 'TRUE' : 'FALSE' };
    case 'e':
      return { text: value || '#?', error: true };
    case 'd':
      return isoDate(value);
    default:
      if (value === '') return EMPTY;
      return kind === 'number' ? { text: plainNumber(value), number: value } : dateCell(value, kind, context);
  }
}

function textCell(text: string): Cell {
  return text === '' ? EMPTY : { text };
}

function dateCell(source: string, kind: Exclude<NumberKind, 'number'>, { dates, epoch }: CellContext): Cell {
  const met = dates[kind].get(source);
  if (met) return met;
  const cell = momentCell(source, kind, epoch);
  if (dates[kind].size >= MOST_DATES_KEPT) dates[kind].clear();
  dates[kind].set(source, cell);
  return cell;
}

function momentCell(source: string, kind: NumberKind, epoch: Epoch): Cell {
  const moment = fromSerial(Number(source), epoch);
  if (!moment) return { text: plainNumber(source), number: source };
  const { date, time } = moment;
  if (date === undefined) return { text: time ?? '', number: source };
  // Who types "1990年1月" gets the first of the month, shown as a month: the day is not known.
  if (kind === 'month' && date.endsWith('-01')) return { text: date.slice(0, 7), number: source };
  return { text: time === undefined ? date : `${date} ${time}`, number: source, date };
}

function isoDate(value: string): Cell {
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?))?/.exec(value);
  if (!match) return textCell(value);
  const [, date = '', time] = match;
  return { text: time === undefined || /^00:00(:00)?$/.test(time) ? date : `${date} ${time}`, date };
}

/** A number as a spreadsheet shows it: plain digits, 15 of them significant. What is longer stays as the file has it. */
function plainNumber(source: string): string {
  if (source.length <= 15 && /^-?(0|[1-9]\d*)(\.\d*[1-9])?$/.test(source)) return source;
  const value = Number(source);
  if (!Number.isFinite(value)) return source;
  const size = Math.abs(value);
  if (size >= 1e15) return source;
  if (size > 0 && size < 1e-9) return source;
  const text = Number(value.toPrecision(15)).toString();
  return text.includes('e') ? Number(text).toFixed(15).replace(/0+$/, '') : text;
}

/** The column of a reference such as AB12 or AB that stands at `start`, from 0; -1 when there is none. */
export function columnOf(source: string, start = 0): number {
  let column = 0;
  for (let i = start; i < source.length; i++) {
    const code = source.charCodeAt(i);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

/** The digits from `start` to `end` as a number, without cutting them out; NaN when there is anything else. */
function wholeNumber(source: string, start: number, end: number): number {
  let value = start < end ? 0 : Number.NaN;
  for (let i = start; i < end; i++) {
    const code = source.charCodeAt(i);
    value = code >= 48 && code <= 57 ? value * 10 + code - 48 : Number.NaN;
  }
  return value;
}
