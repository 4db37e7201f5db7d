export {
  type Cell,
  columnLetters,
  EMPTY,
  lostDigits,
  type MergedRange,
  type RefusalCode,
  type Row,
  type SheetRefusal,
} from './cell.ts';
export type { ColumnKind, SheetColumn, SheetValue } from './columns.ts';
export { type CsvToWrite, writeCsv } from './csv-write.ts';
export { type KnownHeadings, normaliseHeading } from './heading.ts';
export { type ReadOptions, readWorkbook, type SheetBatch, type SheetInfo, type SheetSource } from './read.ts';
export {
  readTables,
  type SortedRow,
  type TableEnd,
  type TableFound,
  type TablePart,
  type TableRows,
} from './read-tables.ts';
export type { Epoch } from './serial.ts';
export {
  HEAD_ROWS,
  type RowKind,
  recogniseTable,
  rowSorter,
  strayColumns,
  type Table,
  type TableColumn,
  type TableTally,
} from './table.ts';
export {
  type DateRefusal,
  type NumberRefusal,
  readDate,
  readHundredths,
  readInteger,
  tidy,
} from './values.ts';
export { type SheetToWrite, type WorkbookToWrite, workbookBytes, writeWorkbook } from './write.ts';
export type { SheetLimits } from './zip.ts';
