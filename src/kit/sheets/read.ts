import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { type MergedRange, type Row, refusalOf, refuse, type SheetRefusal } from './cell.ts';
import { readCsv } from './csv-read.ts';
import type { Epoch } from './serial.ts';
import { openXlsx } from './xlsx.ts';
import { DEFAULT_LIMITS, type SheetLimits } from './zip.ts';

/** A file on disk, or its bytes with the name it was sent under. */
export type SheetSource = { readonly path: string } | { readonly bytes: Uint8Array; readonly name: string };

/** A visible sheet, the same object in each of its batches. */
export interface SheetInfo {
  /** Its name; for .csv the name of the file without its ending. */
  readonly name: string;
  /** Its place among the visible sheets, from 0. */
  readonly index: number;
  /** Ranges merged among the first 50 rows. */
  readonly merged: readonly MergedRange[];
  /** How its numbers count days, for a date that was not formatted as one. */
  readonly epoch: Epoch;
}

export interface SheetBatch {
  readonly sheet: SheetInfo;
  readonly rows: readonly Row[];
}

export interface ReadOptions {
  readonly limits?: Partial<SheetLimits>;
  /** Stop each sheet after so many rows with values: enough to recognise its table without reading it all. */
  readonly firstRows?: number;
}

/**
 * Reads an .xlsx or .csv (by content, not by name), sheet after sheet, some hundreds of rows at a time.
 * Each visible sheet gives at least one batch, perhaps without rows. Rows without any value are left out; their numbers
 * show where they were. What can't be read gives a last item `{refused}` (also in the middle, when a file breaks off);
 * nothing is thrown for bad input. Leaving the loop early closes the file.
 */
export async function* readWorkbook(
  source: SheetSource,
  options: ReadOptions = {},
): AsyncGenerator<SheetBatch | SheetRefusal, void> {
  try {
    yield* batches(source, { ...DEFAULT_LIMITS, ...options.limits }, options.firstRows ?? Number.POSITIVE_INFINITY);
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    yield refusal;
  }
}

async function* batches(source: SheetSource, limits: SheetLimits, firstRows: number): AsyncGenerator<SheetBatch> {
  const { start, size } = await startOf(source);
  if (size > limits.fileBytes) throw refuse('too_large');
  if (startsWith(start, [0xd0, 0xcf, 0x11, 0xe0])) throw refuse(await kindOfCfb(source));
  if (!startsWith(start, [0x50, 0x4b])) {
    if (NO_TEXT.some((mark) => startsWith(start, mark))) throw refuse('not_a_sheet');
    const name = 'path' in source ? source.path : source.name;
    const sheet: SheetInfo = { name: path.parse(name).name, index: 0, merged: [], epoch: 1900 };
    yield* limited(
      sheet,
      readCsv(() => bytesOf(source), limits),
      firstRows,
    );
    return;
  }
  const book = await openXlsx('path' in source ? source.path : asBuffer(source.bytes), limits);
  try {
    for (const [index, each] of book.sheets.entries()) {
      const sheet: SheetInfo = { name: each.name, index, merged: await each.merged(), epoch: book.epoch };
      yield* limited(sheet, each.rows(), firstRows);
    }
  } finally {
    book.close();
  }
}

async function* limited(
  sheet: SheetInfo,
  batches: AsyncIterable<Row[]>,
  firstRows: number,
): AsyncGenerator<SheetBatch> {
  let told = 0;
  for await (const rows of batches) {
    const taken = rows.slice(0, firstRows - told);
    told += taken.length;
    yield { sheet, rows: taken };
    if (told >= firstRows) return;
  }
  if (told === 0) yield { sheet, rows: [] };
}

/** PDF, RTF, JPEG, PNG, GIF: what people pick by mistake and what could pass for text at its beginning. */
const NO_TEXT: readonly (readonly number[])[] = [
  [0x25, 0x50, 0x44, 0x46],
  [0x7b, 0x5c, 0x72, 0x74, 0x66],
  [0xff, 0xd8, 0xff],
  [0x89, 0x50, 0x4e, 0x47],
  [0x47, 0x49, 0x46, 0x38],
];

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

async function startOf(source: SheetSource): Promise<{ start: Uint8Array; size: number }> {
  if ('bytes' in source) return { start: source.bytes.subarray(0, 8), size: source.bytes.length };
  const file = await open(source.path).catch(() => undefined);
  if (!file) throw refuse('no_file');
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw refuse('no_file');
    const start = new Uint8Array(8);
    const { bytesRead } = await file.read(start, 0, 8, 0);
    return { start: start.subarray(0, bytesRead), size: stats.size };
  } finally {
    await file.close();
  }
}

/** The old container holds .xls and .et, but also an .xlsx under a password: its directory names what is inside. */
async function kindOfCfb(source: SheetSource): Promise<'encrypted' | 'other_format' | 'not_a_sheet'> {
  const named = (name: string) => Buffer.from(name, 'utf16le');
  const marks = [
    { mark: named('EncryptedPackage'), code: 'encrypted' },
    { mark: named('Workbook\0'), code: 'other_format' },
    { mark: named('Book\0'), code: 'other_format' },
  ] as const;
  const longest = Math.max(...marks.map(({ mark }) => mark.length));
  let tail: Buffer = Buffer.alloc(0);
  let found: 'other_format' | undefined;
  for await (const piece of bytesOf(source)) {
    const seen = Buffer.concat([tail, piece]);
    for (const { mark, code } of marks) {
      if (!seen.includes(mark)) continue;
      if (code === 'encrypted') return code;
      found = code;
    }
    tail = seen.subarray(-longest);
  }
  return found ?? 'not_a_sheet';
}

async function* bytesOf(source: SheetSource): AsyncGenerator<Uint8Array> {
  if ('bytes' in source) {
    // In pieces, so that one huge upload is not decoded into one huge string.
    for (let at = 0; at < source.bytes.length; at += 65_536) yield source.bytes.subarray(at, at + 65_536);
  } else yield* createReadStream(source.path) as AsyncIterable<Uint8Array>;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
