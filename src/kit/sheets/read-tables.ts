import type { Row, SheetRefusal } from './cell.ts';
import type { KnownHeadings } from './heading.ts';
import { type ReadOptions, readWorkbook, type SheetInfo, type SheetSource } from './read.ts';
import { HEAD_ROWS, type RowKind, recogniseTable, rowSorter, type Table, type TableTally } from './table.ts';

export interface SortedRow extends Row {
  readonly kind: RowKind;
}

/** A table found on a sheet, told before its rows; `table` is undefined when the sheet holds none. */
export interface TableFound {
  readonly sheet: SheetInfo;
  readonly table: Table | undefined;
}

/** Some hundreds of its rows, titles and headings included, each with its kind. */
export interface TableRows {
  readonly sheet: SheetInfo;
  readonly rows: readonly SortedRow[];
}

/** The end of a table, with what was counted. */
export interface TableEnd {
  readonly sheet: SheetInfo;
  readonly tally: TableTally;
}

export type TablePart = TableFound | TableRows | TableEnd | SheetRefusal;

/**
 * Reads a file as tables, one a visible sheet, in a stream: first `{sheet, table}`, then `{sheet, rows}` again and again,
 * then `{sheet, tally}`. A file that can't be read ends with `{refused}`. With `firstRows` only the beginning is read.
 */
export async function* readTables(
  source: SheetSource,
  known: KnownHeadings,
  options: ReadOptions = {},
): AsyncGenerator<TablePart, void> {
  let current: Reading | undefined;
  for await (const batch of readWorkbook(source, options)) {
    if ('refused' in batch) {
      yield batch;
      return;
    }
    if (current?.sheet !== batch.sheet) {
      if (current) yield* finish(current, known);
      current = { sheet: batch.sheet, held: [], sorter: undefined };
    }
    if (current.sorter) {
      yield sorted(current.sheet, current.sorter, batch.rows);
      continue;
    }
    current.held.push(...batch.rows);
    if (current.held.length >= HEAD_ROWS) yield* begin(current, known);
  }
  if (current) yield* finish(current, known);
}

type Sorter = ReturnType<typeof rowSorter>;

interface Reading {
  readonly sheet: SheetInfo;
  /** Rows read before the table was recognised. */
  held: Row[];
  /** Undefined before recognition; 'none' when the sheet holds no table. */
  sorter: Sorter | 'none' | undefined;
}

function* begin(reading: Reading, known: KnownHeadings): Generator<TablePart> {
  const table = recogniseTable(reading.held, known, reading.sheet.merged);
  reading.sorter = table ? rowSorter(table) : 'none';
  yield { sheet: reading.sheet, table };
  yield sorted(reading.sheet, reading.sorter, reading.held);
  reading.held = [];
}

function* finish(reading: Reading, known: KnownHeadings): Generator<TablePart> {
  if (!reading.sorter) yield* begin(reading, known);
  if (reading.sorter && reading.sorter !== 'none') yield { sheet: reading.sheet, tally: reading.sorter.tally() };
}

function sorted(sheet: SheetInfo, sorter: Sorter | 'none', rows: readonly Row[]): TableRows {
  return { sheet, rows: sorter === 'none' ? [] : rows.map((row) => ({ ...row, kind: sorter.sort(row) })) };
}
