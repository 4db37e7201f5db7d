import { finished } from 'node:stream/promises';
import { parse } from 'csv-parse';
import type { Cell, Row } from './cell.ts';
import { EMPTY, refuse } from './cell.ts';
import type { SheetLimits } from './zip.ts';

/** Reads the same bytes from their beginning each time it is called: once to know the encoding, once to read. */
export type ByteSource = () => AsyncIterable<Uint8Array>;

type Encoding = 'utf-8' | 'utf-16le' | 'gb18030';

const DELIMITERS = [',', '\t', ';'] as const;
const BATCH_ROWS = 500;
const LONGEST_RECORD = 1024 * 1024;

/**
 * Reads comma-, semicolon- or tab-separated text in UTF-8 (with or without BOM), UTF-16 (with BOM) or GB18030.
 * Yields rows with a value; a row's number counts records, blank lines included. Throws a refusal for what is no text.
 */
export async function* readCsv(source: ByteSource, limits: SheetLimits): AsyncGenerator<Row[]> {
  const encoding = await encodingOf(source);
  const pieces = decoded(source(), encoding);
  try {
    // Enough to see the delimiter, however small the pieces are.
    let head = '';
    while (head.length < 32_768) {
      const next = await pieces.next();
      if (next.done) break;
      head += next.value;
    }
    if (/^\s*</.test(head)) throw refuse('not_a_sheet');
    yield* records(head, pieces, limits);
  } finally {
    await pieces.return(undefined);
  }
}

async function* records(head: string, pieces: AsyncIterator<string>, limits: SheetLimits): AsyncGenerator<Row[]> {
  // "sep=;" on the first line is how spreadsheets are told the delimiter; the line still counts as a row.
  const told = /^sep=(.)\r?\n/i.exec(head);
  const text = told ? head.slice(told[0].length) : head;
  let number = told ? 1 : 0;
  let cellsLeft = limits.cells;
  let batch: Row[] = [];
  const parser = parse({
    delimiter: told?.[1] ?? delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_RECORD,
  });

  parser.on('data', (record: string[]) => {
    number++;
    cellsLeft -= record.length;
    const cells = record.map(cellOf);
    while (cells.at(-1) === EMPTY) cells.pop();
    if (cells.some((cell) => /\S/.test(cell.text))) batch.push({ number, cells });
  });
  const ended = finished(parser).catch(broken);
  const fed = async (piece: string) => {
    await Promise.race([new Promise<void>((resolve) => parser.write(piece, () => resolve())), ended]);
    if (cellsLeft < 0) throw refuse('too_large');
  };
  await fed(text);
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
    await fed(next.value);
    if (batch.length >= BATCH_ROWS) {
      yield batch;
      batch = [];
    }
  }
  parser.end();
  await ended;
  if (cellsLeft < 0) throw refuse('too_large');
  if (batch.length > 0) yield batch;
}

function broken(): never {
  throw refuse('damaged');
}

/** Text that {@link writeCsv} guarded with an apostrophe against being taken for a formula comes back without it. */
function cellOf(text: string): Cell {
  if (text === '') return EMPTY;
  return { text: /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text };
}

/** The delimiter that divides the first lines most evenly; a comma when none does. */
function delimiterOf(text: string): string {
  const lines = text
    .replace(/"[^"]*"/g, '')
    .split(/\r?\n|\r/)
    .slice(0, 30)
    .filter((line) => line.trim() !== '');
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = new Map<number, number>();
    for (const line of lines) {
      const count = line.split(delimiter).length - 1;
      if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1);
    }
    const score = Math.max(0, ...[...counts].map(([count, times]) => times * 100 + Math.min(count, 99)));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** UTF-16 by its mark, UTF-8 when all bytes are valid UTF-8, else GB18030 when they are valid in that. */
async function encodingOf(source: ByteSource): Promise<Encoding> {
  for await (const piece of source()) {
    if (piece[0] === 0xff && piece[1] === 0xfe) return 'utf-16le';
    break;
  }
  if (await isText(source(), 'utf-8')) return 'utf-8';
  if (await isText(source(), 'gb18030')) return 'gb18030';
  throw refuse('not_a_sheet');
}

async function isText(pieces: AsyncIterable<Uint8Array>, encoding: Encoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const piece of pieces) {
    // Text has no zero bytes; pictures and archives have them early.
    if (piece.includes(0)) throw refuse('not_a_sheet');
    try {
      decoder.decode(piece, { stream: true });
    } catch {
      return false;
    }
  }
  try {
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

async function* decoded(pieces: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces) {
    const text = decoder.decode(piece, { stream: true });
    if (text !== '') yield text;
  }
  const last = decoder.decode();
  if (last !== '') yield last;
}
