import path from 'node:path/posix';
import { type MergedRange, type Row, refuse } from './cell.ts';
import type { Epoch } from './serial.ts';
import { type CellContext, columnOf, readRows } from './sheet-rows.ts';
import { readStrings } from './strings.ts';
import { readStyles } from './styles.ts';
import { attribute, type XmlHandler, xmlReader } from './xml.ts';
import { openParts, type Parts, type SheetLimits } from './zip.ts';

/** A visible sheet of a workbook, not read yet. */
export interface XlsxSheet {
  readonly name: string;
  /** The merged ranges that begin in the first rows, where headings stand. */
  merged(): Promise<MergedRange[]>;
  /** The rows that hold a value, some hundreds at a time. */
  rows(): AsyncIterable<Row[]>;
}

export interface Xlsx {
  readonly epoch: Epoch;
  readonly sheets: readonly XlsxSheet[];
  close(): void;
}

/** Merged ranges matter among titles and headings; one that begins further down is data. */
const HEAD_ROWS = 50;
const MOST_MERGED = 2000;
const MOST_SHEETS = 1000;
const LONGEST_TAG = 4 * 1024 * 1024;

/** Opens an .xlsx: a path or the bytes. Throws a refusal for anything that is none. */
export async function openXlsx(source: string | Buffer, limits: SheetLimits): Promise<Xlsx> {
  const parts = await openParts(source, limits);
  try {
    const workbookPart = await findWorkbook(parts);
    const [book, relations] = await Promise.all([readBook(parts, workbookPart), readRelations(parts, workbookPart)]);
    const byType = (type: string) => [...relations.values()].find((each) => each.type.endsWith(`/${type}`))?.target;
    const stringsPart = byType('sharedStrings');
    const stylesPart = byType('styles');
    const styles = stylesPart && parts.has(stylesPart) ? await readStyles(parts.text(stylesPart)) : [];
    const strings = stringsPart && parts.has(stringsPart) ? await readStrings(parts.text(stringsPart)) : [];
    let cellsLeft = limits.cells;
    const context: CellContext = {
      strings,
      styles,
      epoch: book.epoch,
      dates: { day: new Map(), month: new Map(), time: new Map() },
      spend(cells) {
        cellsLeft -= cells;
        if (cellsLeft < 0) throw refuse('too_large');
      },
    };
    const sheets = book.sheets.flatMap(({ name, relation }) => {
      const target = relations.get(relation);
      if (!target?.type.endsWith('/worksheet')) return [];
      return [
        {
          name,
          merged: () => readMerged(parts.bytes(target.target)),
          rows: () => readRows(parts.text(target.target), context),
        },
      ];
    });
    return { epoch: book.epoch, sheets, close: parts.close };
  } catch (error) {
    parts.close();
    throw error;
  }
}

async function findWorkbook(parts: Parts): Promise<string> {
  if (!parts.has('[Content_Types].xml')) {
    throw refuse(parts.has('content.xml') && parts.has('mimetype') ? 'other_format' : 'not_a_sheet');
  }
  const relations = parts.has('_rels/.rels') ? await readRelations(parts, '') : new Map();
  const main =
    [...relations.values()].find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
  if (main.endsWith('.bin')) throw refuse('other_format');
  if (!parts.has(main) || !/workbook/i.test(main)) {
    throw refuse(parts.has('word/document.xml') || parts.has('ppt/presentation.xml') ? 'not_a_sheet' : 'damaged');
  }
  return main;
}

interface Relation {
  readonly type: string;
  readonly target: string;
}

/** What a part refers to, by id, with targets as names in the zip. */
async function readRelations(parts: Parts, part: string): Promise<Map<string, Relation>> {
  const folder = path.dirname(part || 'x');
  const relations = new Map<string, Relation>();
  const listed = path.join(folder, '_rels', `${path.basename(part)}.rels`);
  if (!parts.has(listed)) throw refuse('damaged');
  await eachElement(parts.text(listed), (name, ...at) => {
    if (name !== 'Relationship' || attribute('TargetMode', ...at) === 'External') return;
    const target = attribute('Target', ...at) ?? '';
    relations.set(attribute('Id', ...at) ?? '', {
      type: attribute('Type', ...at) ?? '',
      target: target.startsWith('/') ? target.slice(1) : path.join(folder, target),
    });
  });
  return relations;
}

async function readBook(parts: Parts, workbookPart: string) {
  const sheets: { name: string; relation: string }[] = [];
  let epoch: Epoch = 1900;
  await eachElement(parts.text(workbookPart), (name, ...at) => {
    if (name === 'workbookPr' && /^(1|true|on)$/.test(attribute('date1904', ...at) ?? '')) epoch = 1904;
    if (name !== 'sheet' || (attribute('state', ...at) ?? 'visible') !== 'visible') return;
    if (sheets.length === MOST_SHEETS) throw refuse('too_large');
    sheets.push({ name: attribute('name', ...at) ?? '', relation: attribute('id', ...at) ?? '' });
  });
  return { sheets, epoch: epoch as Epoch };
}

async function eachElement(pieces: AsyncIterable<string>, open: XmlHandler['open']) {
  const reader = xmlReader({ open, close() {}, text() {} });
  for await (const piece of pieces) reader.push(piece);
  reader.end();
}

/**
 * The merged ranges stand behind the rows in the file, so this unpacks the sheet once without looking at its rows:
 * the only way to know the headings before the first row is told.
 */
async function readMerged(pieces: AsyncIterable<Buffer>): Promise<MergedRange[]> {
  const ranges: MergedRange[] = [];
  let found = false;
  let tail: Buffer = Buffer.alloc(0);
  for await (const piece of pieces) {
    const seen = tail.length === 0 ? piece : Buffer.concat([tail, piece]);
    found ||= seen.includes('mergeCells');
    if (!found) {
      tail = seen.subarray(-16);
      continue;
    }
    if (seen.length > LONGEST_TAG) throw refuse('damaged');
    const text = seen.toString('latin1');
    for (const [, reference = ''] of text.matchAll(/<(?:\w+:)?mergeCell\s[^<>]*?\bref=["']([^"']*)["']/g)) {
      const range = rangeOf(reference);
      if (range && range.top <= HEAD_ROWS && ranges.length < MOST_MERGED) ranges.push(range);
    }
    // From the last tag on: it may go on in the next piece. A tag that is whole closes and is not read twice.
    const last = text.lastIndexOf('<');
    tail = seen.subarray(last < 0 || text.includes('>', last) ? text.length : last);
  }
  return ranges;
}

function rangeOf(reference: string): MergedRange | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference);
  if (!match) return undefined;
  const [, left = '', top, right = '', bottom] = match;
  return { top: Number(top), left: columnOf(left), bottom: Number(bottom), right: columnOf(right) };
}
