import { type Cell, EMPTY, type MergedRange, type Row } from './cell.ts';
import { findHeader, type Header } from './header.ts';
import { type HeadingLookup, headingLookup, type KnownHeadings, normaliseHeading } from './heading.ts';

export interface TableColumn {
  /** From 0; column A is 0. */
  readonly index: number;
  /** As typed, trimmed; '' for a column that has values but no heading. */
  readonly heading: string;
  /** The heading above it when headings take two rows. */
  readonly group?: string;
  /** What the caller calls it; undefined when the heading is not known: ask a person. */
  readonly key?: string;
  /** Up to three different values from the first rows. */
  readonly samples: readonly string[];
}

export interface Table {
  /** Sheet row numbers, as are all row numbers here. */
  readonly titleRows: readonly number[];
  readonly titles: readonly string[];
  readonly headerRows: readonly number[];
  readonly columns: readonly TableColumn[];
}

/**
 * header: the headings themselves, also where a printed page repeats them, and a row that only numbers the columns.
 * total: a sum of the rows above. note: a remark under the table such as 填表人：….
 */
export type RowKind = 'title' | 'header' | 'data' | 'blank' | 'total' | 'note';

/** So many rows with values are enough to recognise a table. */
export const HEAD_ROWS = 30;

const SAMPLES = 3;

/**
 * Finds titles, one or two heading rows and columns in the first rows of a sheet (30 are enough).
 * Headings are found by the names the caller knows; where few are known, by their looks: the first wide row of texts
 * only with like rows below. Undefined when there is no table.
 */
export function recogniseTable(
  rows: readonly Row[],
  known: KnownHeadings,
  merged: readonly MergedRange[] = [],
): Table | undefined {
  const lookup = headingLookup(known);
  const head = rows.slice(0, HEAD_ROWS);
  const header = findHeader(head, merged, lookup);
  if (!header) return undefined;
  const titleRows = head.slice(0, header.first);
  const below = head.slice(header.last + 1);
  return {
    titleRows: titleRows.map(({ number }) => number),
    titles: titleRows.map(({ cells }) => [...new Set(cells.map(({ text }) => text.trim()).filter(Boolean))].join(' ')),
    headerRows: head.slice(header.first, header.last + 1).map(({ number }) => number),
    columns: columnsOf(header, below, lookup),
  };
}

/** What a row of the sheet is, looked at alone: works on a stream of rows once the table is recognised. */
function classifyRow(table: Table, row: Row): RowKind {
  if (table.titleRows.includes(row.number)) return 'title';
  if (table.headerRows.includes(row.number)) return 'header';
  const filled = row.cells.filter(({ text }) => text.trim() !== '');
  if (filled.length === 0) return 'blank';
  if (row.cells.slice(0, 3).some(isTotal)) return 'total';
  if (repeatsHeader(table, row)) return 'header';
  return isNote(row.cells, filled) ? 'note' : 'data';
}

/** The cell of a row under a column; an empty cell when the row ends before it. */
function cellAt(row: Row, column: number): Cell {
  return row.cells[column] ?? EMPTY;
}

/** Columns (from 0) in which a row has a value although the table has no column there. */
export function strayColumns(table: Table, row: Row): number[] {
  const columns = new Set(table.columns.map(({ index }) => index));
  return row.cells.flatMap(({ text }, index) => (text.trim() !== '' && !columns.has(index) ? [index] : []));
}

export interface TableTally {
  readonly dataRows: number;
  /** Rows without any value between the first and the last that has one. */
  readonly blankRows: number;
  readonly totalRows: readonly number[];
  readonly noteRows: readonly number[];
  readonly repeatedHeaderRows: readonly number[];
}

/** Sorts the rows of a sheet as they come and counts the kinds, blank rows between them included. */
export function rowSorter(table: Table): { sort(row: Row): RowKind; tally(): TableTally } {
  let dataRows = 0;
  let blankRows = 0;
  let lastNumber: number | undefined;
  const listed = { total: [] as number[], note: [] as number[], header: [] as number[] };
  return {
    sort(row) {
      if (lastNumber !== undefined && row.number > lastNumber) blankRows += row.number - lastNumber - 1;
      lastNumber = row.number;
      const kind = classifyRow(table, row);
      if (kind === 'data') dataRows++;
      else if (kind === 'blank') blankRows++;
      else if (kind === 'total' || kind === 'note') listed[kind].push(row.number);
      else if (kind === 'header' && !table.headerRows.includes(row.number)) listed.header.push(row.number);
      return kind;
    },
    tally: () => ({
      dataRows,
      blankRows,
      totalRows: [...listed.total],
      noteRows: [...listed.note],
      repeatedHeaderRows: [...listed.header],
    }),
  };
}

function columnsOf(header: Header, below: readonly Row[], lookup: HeadingLookup): TableColumn[] {
  const width = Math.max(header.names.length, ...below.map(({ cells }) => cells.length));
  const drafts = Array.from({ length: width }, (_, index) => {
    const { heading, group } = header.names[index] ?? { heading: '' };
    const found = heading === '' ? undefined : lookup(heading, group);
    const values = below.map((row) => cellAt(row, index).text.trim()).filter((text) => text !== '');
    return { index, heading, group, found, samples: [...new Set(values)].slice(0, SAMPLES) };
  });
  // Two columns may answer to one key (电话 and 联系电话): the preferred name gets it, the other is asked for.
  const best = new Map<string, { index: number; rank: number }>();
  for (const { index, found } of drafts) {
    if (found && found.rank < (best.get(found.key)?.rank ?? Number.POSITIVE_INFINITY)) {
      best.set(found.key, { index, rank: found.rank });
    }
  }
  return drafts.flatMap(({ index, heading, group, found, samples }) => {
    if (heading === '' && samples.length === 0) return [];
    const key = found && best.get(found.key)?.index === index ? found.key : undefined;
    return [{ index, heading, ...(group !== undefined && { group }), ...(key !== undefined && { key }), samples }];
  });
}

/** 合计, 总 计：, 共计12, 1栋小计, 本页合计: a sum, never a name. */
function isTotal({ text }: Cell): boolean {
  const bare = text.normalize('NFKC').replace(/\s+/g, '');
  return (
    /^(本页|本表|以上|全部)?(合计|总计|小计|共计)([:(\d]|$)/.test(bare) || /^.{1,8}(合计|总计|小计|共计):?$/.test(bare)
  );
}

function isNote(cells: readonly Cell[], filled: readonly Cell[]): boolean {
  const bare = (filled[0]?.text ?? '').normalize('NFKC').replace(/\s+/g, '');
  if (/^(注|备注|说明|附注):/.test(bare)) return filled.length === 1;
  // 填表人：… 审核人：… 日期：… stand in one row, each with its colon.
  const signed = (cell: Cell) => /[:：]/.test(cell.text);
  return (
    /^(填表|制表|填报|审核|单位负责|经办|联系)[^:\d]{0,8}:/.test(bare) &&
    filled.filter(signed).length * 2 >= filled.length &&
    cells.length > 0
  );
}

function repeatsHeader(table: Table, row: Row): boolean {
  const named = table.columns.filter(({ heading }) => heading !== '');
  const told = named.filter(({ index }) => cellAt(row, index).text.trim() !== '');
  if (told.length < 2) return false;
  // Ends at the first cell that is none: this is asked of every row.
  const isHeading = ({ index, heading, group }: TableColumn): boolean => {
    const text = normaliseHeading(cellAt(row, index).text);
    return text === normaliseHeading(heading) || (group !== undefined && text === normaliseHeading(group));
  };
  if (told.every(isHeading)) return true;
  // 1, 2, 3 … under every heading, straight below the headings.
  const last = table.headerRows.at(-1) ?? 0;
  return (
    row.number === last + 1 &&
    told.length === named.length &&
    told.length >= 4 &&
    told.every(
      ({ index }, order) =>
        /^\(?(\d+)\)?$/.exec(cellAt(row, index).text.normalize('NFKC').trim())?.[1] === String(order + 1),
    )
  );
}
