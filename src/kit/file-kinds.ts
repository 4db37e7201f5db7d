/** Kinds of files told apart by what they begin with, whatever their name says. */
export type FileKind = 'jpeg' | 'png' | 'webp' | 'heic' | 'pdf' | 'xlsx' | 'docx' | 'zip' | 'xls' | 'text';

/** The media type each kind is served as. */
export const mediaTypes: Readonly<Record<FileKind, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  heic: 'image/heic',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  zip: 'application/zip',
  // Also other documents of old office programs; the form is the same.
  xls: 'application/vnd.ms-excel',
  // Never text/html, whatever is inside.
  text: 'text/plain; charset=utf-8',
};

/** How much of the beginning and of the end `sniff` wants to see. */
export const sniffBytes = 64 * 1024;

const magic: readonly (readonly [FileKind, number, string])[] = [
  ['jpeg', 0, 'ffd8ff'],
  ['png', 0, '89504e470d0a1a0a'],
  ['webp', 8, '57454250'],
  ['heic', 4, '6674797068656963'],
  ['heic', 4, '6674797068656978'],
  ['heic', 4, '667479706d696631'],
  ['pdf', 0, '255044462d'],
  ['xls', 0, 'd0cf11e0a1b11ae1'],
  ['zip', 0, '504b0304'],
];

/**
 * The kind of a file.
 * @param head its first bytes (up to `sniffBytes`).
 * @param tail its last bytes (up to `sniffBytes`): a zip lists its entries there, which tells xlsx and docx apart.
 * @returns undefined for anything unknown, empty or executable.
 */
export function sniff(head: Uint8Array, tail: Uint8Array = head): FileKind | undefined {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length);
  const kind = magic.find(([, at, hex]) => bytes.subarray(at, at + hex.length / 2).toString('hex') === hex)?.[0];
  if (kind === 'zip') return zipKind(Buffer.from(tail.buffer, tail.byteOffset, tail.length));
  if (kind === 'webp') return bytes.subarray(0, 4).toString('latin1') === 'RIFF' ? kind : undefined;
  return kind ?? (isText(bytes) ? 'text' : undefined);
}

function zipKind(tail: Buffer): FileKind {
  if (tail.includes('xl/workbook.xml')) return 'xlsx';
  return tail.includes('word/document.xml') ? 'docx' : 'zip';
}

/** Text has no control characters but tab, line ends and form feed; both UTF-8 and GB18030 keep that rule. */
function isText(bytes: Buffer): boolean {
  if (bytes.length === 0) return false;
  // A sheet program's "Unicode text" is UTF-16 with a mark in front, full of zeros.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return true;
  return bytes.every((byte) =>
    byte >= 0x20 ? byte !== 0x7f : byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === 0x0c,
  );
}
