import { type FileKind, sniff, sniffBytes } from './file-kinds.ts';
import type { Files } from './files.ts';
import { done, isRefused, type Outcome, refused } from './outcome.ts';
import { shrinkPhoto } from './shrink.ts';
import type { Wording } from './words.ts';

/** The largest file one may send, in bytes. */
export const largestUpload = 20_000_000;

/** Why an upload was not taken, in words that fit any room. */
export const uploadWords = {
  file_empty: {
    zh: '有一个文件是空的，请重新选一次',
    en: 'One of the files is empty; please choose it again',
  },
  file_too_large: {
    zh: '有一个文件太大了，每个最多 {limit} MB',
    en: 'One of the files is too large: at most {limit} MB each',
  },
  not_a_photo: {
    zh: '有一个文件不是照片，请选 JPG、PNG、WebP 或 HEIC 照片',
    en: 'One of the files is not a photo; choose JPG, PNG, WebP or HEIC',
  },
  photo_too_big: {
    zh: '有一张照片尺寸太大了，最多 {limit} 百万像素',
    en: 'One of the photos is too big: at most {limit} megapixels',
  },
  photo_broken: {
    zh: '有一张照片打不开，可能没有传完整，请重新选一次',
    en: 'One of the photos cannot be opened; it may be incomplete. Please choose it again',
  },
  not_a_document: {
    zh: '有一个附件格式不对，请用 PDF、Word（.docx）或 Excel（.xlsx），不能带宏',
    en: 'One of the attachments is of the wrong kind; use PDF, Word (.docx) or Excel (.xlsx), without macros',
  },
  too_many_files: {
    zh: '文件太多了，一次最多 {limit} 个',
    en: 'Too many files: at most {limit} at a time',
  },
} as const satisfies Wording;

export type UploadRefusal = keyof typeof uploadWords;

type Kept = { readonly sha256: string; readonly size: number };
export type Prepared =
  | {
      readonly kind: 'jpeg';
      readonly full: Kept;
      readonly thumb: Kept;
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: 'pdf' | 'docx' | 'xlsx'; readonly full: Kept; readonly name: string };

const ready = new WeakMap<File, Promise<Outcome<Prepared, UploadRefusal>>>();

/**
 * Checks an upload by its content, makes a photo small and bare, and puts it into the store; an upload already
 * prepared is not prepared again. Done before the transaction opens, so that no transaction waits for pictures.
 */
export function prepareUpload(files: Files, upload: File): Promise<Outcome<Prepared, UploadRefusal>> {
  const found = ready.get(upload);
  if (found) return found;
  const preparing = prepare(files, upload);
  ready.set(upload, preparing);
  return preparing;
}

async function prepare(files: Files, upload: File): Promise<Outcome<Prepared, UploadRefusal>> {
  if (upload.size === 0) return refused('file_empty');
  if (upload.size > largestUpload) return refused('file_too_large', { detail: { limit: largestUpload / 1_000_000 } });
  const bytes = Buffer.from(await upload.arrayBuffer());
  const tail = bytes.subarray(Math.max(0, bytes.length - sniffBytes));
  const kind = sniff(bytes.subarray(0, sniffBytes), tail);
  switch (kind) {
    case 'jpeg':
    case 'png':
    case 'webp':
    case 'heic': {
      const small = await shrinkPhoto(bytes, kind);
      if (isRefused(small)) return small;
      const { full, thumb, width, height } = small.done;
      return done({
        kind: 'jpeg',
        full: await put(files, full, 'jpeg'),
        thumb: await put(files, thumb, 'jpeg'),
        width,
        height,
      });
    }
    case 'pdf':
    case 'docx':
    case 'xlsx':
      // The list at the end of an office file names its macros.
      if (kind !== 'pdf' && tail.includes('vbaProject.bin')) return refused('not_a_document');
      return done({ kind, full: await put(files, bytes, kind), name: plainName(upload.name, kind) });
    default:
      return refused('not_a_photo');
  }
}

async function put(files: Files, bytes: Buffer, kind: FileKind): Promise<Kept> {
  const stored = await files.put([bytes], { accept: [kind] });
  if (isRefused(stored)) throw new Error(`The store refused what was made for it: ${stored.refused}`);
  return stored.done;
}

/** What a document is called, without folders, invisible characters or another ending. */
function plainName(name: string, kind: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are meant, and marks that turn text about
  const clean = last.replace(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '').trim();
  const stem = [...clean.replace(/\.[^.]*$/, '')].slice(0, 100).join('');
  return `${stem || 'file'}.${kind}`;
}
