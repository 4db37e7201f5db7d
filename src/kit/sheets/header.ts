import { type Cell, EMPTY, type MergedRange, type Row } from './cell.ts';
import type { HeadingLookup } from './heading.ts';

/** Where the headings stand among the rows given (first and last are equal for one row), and what they say. */
export interface Header {
  readonly first: number;
  readonly last: number;
  readonly names: readonly ColumnName[];
}

export interface ColumnName {
  readonly heading: string;
  readonly group?: string;
}

const LONGEST_HEADING = 40;
/** No table that people fill in has more columns; what stands further right is told as columns without a heading. */
const WIDEST = 500;

/** A row of the head with merged values spread over their range, trimmed. */
interface Line {
  readonly texts: readonly string[];
  readonly cells: readonly Cell[];
  /** Columns whose text was spread from the left. */
  readonly spread: ReadonlySet<number>;
  readonly number: number;
}

/** Finds the heading rows; undefined when no row looks like headings. */
export function findHeader(
  rows: readonly Row[],
  merged: readonly MergedRange[],
  lookup: HeadingLookup,
): Header | undefined {
  const lines = spreadMerged(rows, merged);
  return byKnownNames(lines, lookup) ?? byLooks(lines, lookup);
}

function byKnownNames(lines: readonly Line[], lookup: HeadingLookup): Header | undefined {
  let best: { header: Header; score: number } | undefined;
  // Single rows first: two rows must know more than any one alone, else the second is data or the first a title.
  for (const rows of [1, 2]) {
    for (let first = 0; first < lines.length; first++) {
      const header = headerOf(lines, first, first + rows - 1);
      const score = header ? knownKeys(header.names, lookup) : 0;
      if (header && score > (best?.score ?? 0)) best = { header, score };
    }
  }
  if (!best) return undefined;
  const named = best.header.names.filter(({ heading }) => heading !== '').length;
  if (best.score < 2 && best.score < named) return undefined;
  return best.header.first === best.header.last ? completed(lines, best.header.first, lookup) : best.header;
}

/** The first row that is nearly as wide as the widest, of short texts all different, with rows below. */
function byLooks(lines: readonly Line[], lookup: HeadingLookup): Header | undefined {
  const widest = Math.max(0, ...lines.map(({ cells }) => filled(cells).length));
  const at = lines.findIndex((line, i) => {
    const texts = line.texts.filter((text, column) => text !== '' && !line.spread.has(column));
    if (texts.length < 2 || texts.length < widest * 0.6 || i === lines.length - 1) return false;
    return new Set(texts).size === texts.length && line.texts.every((_, column) => looksLikeHeading(line, column));
  });
  return at < 0 ? undefined : completed(lines, at, lookup);
}

/** Adds to one heading row its second: the groups above it, or the names below its groups. */
function completed(lines: readonly Line[], at: number, lookup: HeadingLookup): Header | undefined {
  const line = lines[at];
  const above = lines[at - 1];
  const below = lines[at + 1];
  if (line && above && above.number === line.number - 1 && isGroupRow(above, line)) return headerOf(lines, at - 1, at);
  if (line && below && below.number === line.number + 1 && isGroupRow(line, below)) {
    const pair = headerOf(lines, at, at + 1);
    const single = headerOf(lines, at, at);
    if (pair && single && knownKeys(pair.names, lookup) >= knownKeys(single.names, lookup)) return pair;
  }
  return headerOf(lines, at, at);
}

/**
 * A group spans two or more columns but not all of them, and its columns have names of their own below.
 * A title spans all; 填报单位：… above a table has a colon and is a caption.
 */
function isGroupRow(line: Line, names: Line): boolean {
  const width = names.texts.filter((text) => text !== '').length;
  const told = line.texts.filter((text) => text !== '');
  if (told.length === 0 || told.some((text) => !isHeadingText(text))) return false;
  const groups = [...new Set(told)];
  const spans = groups.map((group) => line.texts.filter((text) => text === group).length);
  const spanning = groups.filter((_, i) => (spans[i] ?? 0) >= 2 && (spans[i] ?? 0) < width);
  if (spanning.length === 0) return false;
  return line.texts.every((text, column) => {
    if (!spanning.includes(text)) return true;
    const name = names.texts[column] ?? '';
    return name === '' || (name !== text && looksLikeHeading(names, column));
  });
}

/** The names that these rows give to the columns; undefined when two rows do not follow each other. */
function headerOf(lines: readonly Line[], first: number, last: number): Header | undefined {
  const upper = lines[first];
  const lower = lines[last];
  if (!upper || !lower || lower.number - upper.number !== last - first) return undefined;
  if (first === last) return { first, last, names: trimmed(upper.texts.map((heading) => ({ heading }))) };
  const width = Math.max(upper.texts.length, lower.texts.length);
  const names = Array.from({ length: width }, (_, column): ColumnName => {
    const heading = lower.texts[column] ?? '';
    const above = upper.texts[column] ?? '';
    if (heading === '' || heading === above) return { heading: above };
    const group = above === '' ? groupToTheLeft(upper, lower, column) : above;
    return group === '' ? { heading } : { heading, group };
  });
  return { first, last, names: trimmed(names) };
}

/** Groups that were centred by eye, not merged, stand over their first column: they reach to the next heading above. */
function groupToTheLeft(upper: Line, lower: Line, column: number): string {
  for (let i = column; i >= 0; i--) {
    const above = upper.texts[i] ?? '';
    if (above !== '') return (lower.texts[i] ?? '') === '' || lower.texts[i] === above ? '' : above;
  }
  return '';
}

function knownKeys(names: readonly ColumnName[], lookup: HeadingLookup): number {
  const keys = names.map(({ heading, group }) => (heading === '' ? undefined : lookup(heading, group)?.key));
  return new Set(keys.filter((key) => key !== undefined)).size;
}

function spreadMerged(rows: readonly Row[], merged: readonly MergedRange[]): Line[] {
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  return rows.map(({ number, cells }) => {
    const shown = cells.slice(0, WIDEST);
    const spread = new Set<number>();
    for (const { top, left, bottom, right } of merged) {
      if (number < top || number > bottom) continue;
      const value = byNumber.get(top)?.cells[left] ?? EMPTY;
      if (value.text.trim() === '') continue;
      for (let column = left; column <= Math.min(right, WIDEST - 1); column++) {
        while (shown.length < column) shown.push(EMPTY);
        shown[column] = value;
        if (column > left) spread.add(column);
      }
    }
    return {
      number,
      cells: shown,
      spread,
      texts: shown.map(({ text }) => text.slice(0, 500).replace(/\s+/g, ' ').trim()),
    };
  });
}

function looksLikeHeading(line: Line, column: number): boolean {
  const cell = line.cells[column] ?? EMPTY;
  const text = line.texts[column] ?? '';
  return text === '' || (cell.number === undefined && cell.date === undefined && isHeadingText(text));
}

/** Short, without a colon inside, not a number and not long digits. */
function isHeadingText(text: string): boolean {
  return text.length <= LONGEST_HEADING && !/[:：]./.test(text) && !/\d{5,}/.test(text) && !/^[\d.,\-/+%]+$/.test(text);
}

function filled(cells: readonly Cell[]): Cell[] {
  return cells.filter(({ text }) => text.trim() !== '');
}

function trimmed(names: readonly ColumnName[]): ColumnName[] {
  const last = names.findLastIndex(({ heading }) => heading !== '');
  return names.slice(0, last + 1);
}
