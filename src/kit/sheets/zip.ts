import { createInflateRaw } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { refuse } from './cell.ts';

/** How large a file may be before it is refused. */
export interface SheetLimits {
  /** Bytes of the file itself. */
  readonly fileBytes: number;
  /** Bytes of all parts together once unpacked. */
  readonly unpackedBytes: number;
  /** Unpacked to packed, looked at only beyond 64 MiB unpacked: a long table of like rows packs very well. */
  readonly ratio: number;
  /** Cells, gaps included. */
  readonly cells: number;
}

const MIB = 1024 * 1024;

export const DEFAULT_LIMITS: SheetLimits = {
  fileBytes: 200 * MIB,
  unpackedBytes: 1024 * MIB,
  ratio: 300,
  cells: 30_000_000,
};

const RATIO_MATTERS_BEYOND = 64 * MIB;
const GREATER = 0x3e;
/** A text of so many bytes between two tags was not typed by a person. */
const LONGEST_TEXT = 4 * MIB;
const MOST_PARTS = 10_000;
/** Larger pieces than zlib's 16 KiB: fewer turns of the event loop for the same bytes. */
const PIECE_BYTES = 128 * 1024;

export interface Parts {
  /** Names as they stand in the zip. */
  readonly names: readonly string[];
  has(name: string): boolean;
  /** The bytes of a part, piece by piece. Throws a refusal when the part is missing or broken. */
  bytes(name: string): AsyncIterable<Buffer>;
  /** The text of a part, piece by piece, read as UTF-8 (or UTF-16 when marked so). */
  text(name: string): AsyncIterable<string>;
  close(): void;
}

/** Opens the parts of a zip. Throws a refusal for what is no zip, is encrypted, or would grow beyond the limits. */
export async function openParts(source: string | Buffer, limits: SheetLimits): Promise<Parts> {
  const zip = await opened(source);
  const entries = new Map<string, Entry>();
  try {
    await list(zip, entries, limits);
  } catch (error) {
    zip.close();
    throw error;
  }

  function entry(name: string): Entry {
    const found = entries.get(key(name));
    if (!found) throw refuse('damaged');
    return found;
  }

  // Each part is read at most twice; a workbook that names one part a thousand times would be read without end.
  let bytesLeft = limits.unpackedBytes * 2;

  async function* bytes(name: string): AsyncGenerator<Buffer> {
    const { compressedSize, compressionMethod, uncompressedSize } = entry(name);
    if (compressionMethod !== 0 && compressionMethod !== 8) throw refuse('damaged');
    if (compressedSize === 0) return;
    const packed = await zip.openReadStreamPromise(entry(name), { decodeFileData: false }).catch(broken);
    const inflated = compressionMethod === 0 ? packed : packed.pipe(createInflateRaw({ chunkSize: PIECE_BYTES }));
    packed.on('error', (error) => inflated.destroy(error));
    let read = 0;
    try {
      for await (const piece of inflated) {
        read += piece.length;
        bytesLeft -= piece.length;
        // The size in the directory was weighed against the limits; a part that holds more than it says is a trap.
        if (read > uncompressedSize || bytesLeft < 0) throw refuse('too_large');
        yield piece;
      }
    } catch (error) {
      throw isStreamError(error) ? refuse('damaged') : error;
    } finally {
      packed.unpipe?.();
      packed.destroy();
      inflated.destroy();
    }
    if (read !== uncompressedSize) throw refuse('damaged');
  }

  return {
    names: [...entries.values()].map((each) => each.fileName),
    has: (name) => entries.has(key(name)),
    bytes,
    text: (name) => decoded(bytes(name)),
    close: () => zip.close(),
  };
}

async function opened(source: string | Buffer): Promise<ZipFile> {
  const options = { autoClose: false };
  return typeof source === 'string'
    ? await yauzl.openPromise(source, options).catch(broken)
    : await yauzl.fromBufferPromise(source, options).catch(broken);
}

async function list(zip: ZipFile, entries: Map<string, Entry>, limits: SheetLimits): Promise<void> {
  let packed = 0;
  let unpacked = 0;
  const all = zip.eachEntry();
  for (;;) {
    const next = await all.next().catch(broken);
    if (next.done) break;
    const each: Entry = next.value;
    if (each.isEncrypted()) throw refuse('encrypted');
    packed += each.compressedSize;
    unpacked += each.uncompressedSize;
    entries.set(key(each.fileName), each);
    if (entries.size > MOST_PARTS || unpacked > limits.unpackedBytes) throw refuse('too_large');
  }
  if (unpacked > RATIO_MATTERS_BEYOND && unpacked > packed * limits.ratio) throw refuse('too_large');
}

/**
 * Text in pieces that end with a tag wherever possible: the XML reader then never has to join strings,
 * and joined strings are several times slower to walk through than whole ones.
 */
async function* decoded(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  let encoding: BufferEncoding | undefined;
  for await (const piece of pieces) {
    encoding ??= piece[0] === 0xff && piece[1] === 0xfe ? 'utf16le' : 'utf8';
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const cut = encoding === 'utf8' ? bytes.lastIndexOf(GREATER) + 1 : bytes.length & ~1;
    if (cut > 0) yield bytes.toString(encoding, 0, cut);
    rest = bytes.subarray(cut);
    if (rest.length > LONGEST_TEXT) throw refuse('too_large');
  }
  if (rest.length > 0) yield rest.toString(encoding);
}

function key(name: string): string {
  return name.replace(/^\/+/, '').toLowerCase();
}

function broken(): never {
  throw refuse('damaged');
}

/** What zlib and the file system throw has a code; what the reader of the bytes throws has none. */
function isStreamError(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}
