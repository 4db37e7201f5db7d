import { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { Reader } from './database.ts';
import { mediaTypes } from './file-kinds.ts';
import type { Files } from './files.ts';
import { newId } from './ids.ts';
import { done, isRefused, type Outcome, refused } from './outcome.ts';
import type { Context, FileAnswer } from './route.ts';
import { type Prepared, prepareUpload, type UploadRefusal } from './uploads.ts';
import type { Write } from './write.ts';

/** How many photos may come with one form. */
const mostPhotos = 12;

type KeepOptions = {
  /** The input's field, beside which a refusal stands. */
  readonly field?: string;
  readonly max?: number;
};

/**
 * Keeps photos: checked by content, made small, without any metadata, with a small picture each.
 * The room links the ids to its own record in the same transaction, by a foreign key on (district, id).
 * @returns the ids in the order of the uploads; or why one of them was not taken, and then none was.
 */
export function keepPhotos(
  write: Write,
  uploads: readonly File[],
  { field = 'photos', max = mostPhotos }: KeepOptions = {},
): Promise<Outcome<string[], UploadRefusal>> {
  return keep(write, uploads, field, max, (one) => (one.kind === 'jpeg' ? undefined : 'not_a_photo'));
}

/** Keeps documents: PDF, Word, Excel, as they are; otherwise like `keepPhotos`. */
export function keepAttachments(
  write: Write,
  uploads: readonly File[],
  { field = 'attachments', max = 10 }: KeepOptions = {},
): Promise<Outcome<string[], UploadRefusal>> {
  return keep(write, uploads, field, max, (one) => (one.kind === 'jpeg' ? 'not_a_document' : undefined));
}

async function keep(
  write: Write,
  uploads: readonly File[],
  field: string,
  max: number,
  wrong: (one: Prepared) => UploadRefusal | undefined,
): Promise<Outcome<string[], UploadRefusal>> {
  const no = (reason: UploadRefusal, detail: Readonly<Record<string, string | number>> = {}) =>
    refused(reason, { fields: { [field]: reason }, detail });
  if (uploads.length > max) return no('too_many_files', { limit: max });
  if (uploads.length === 0) return done([]);
  const prepared = await Promise.all(uploads.map((upload) => prepareUpload(write.files, upload)));
  const rows = [];
  for (const outcome of prepared) {
    // What is no photo either is said in the words of what was asked for.
    if (isRefused(outcome)) {
      const reason = outcome.refused === 'not_a_photo' && field === 'attachments' ? 'not_a_document' : outcome.refused;
      return no(reason, outcome.detail);
    }
    const one = outcome.done;
    const reason = wrong(one);
    if (reason) return no(reason);
    const isPhoto = one.kind === 'jpeg';
    rows.push({
      district: write.district,
      id: newId(),
      sha256: one.full.sha256,
      kind: one.kind,
      size: one.full.size,
      width: isPhoto ? one.width : null,
      height: isPhoto ? one.height : null,
      thumb_sha256: isPhoto ? one.thumb.sha256 : null,
      thumb_size: isPhoto ? one.thumb.size : null,
      name: isPhoto ? null : one.name,
      made_at: write.now,
    });
  }
  await write.tx.insertInto('files').values(rows).execute();
  return done(rows.map((row) => row.id));
}

/** What the page needs to know of a file; a photo has a width and a height, a document has a name. */
export type FileSummary = {
  readonly id: string;
  readonly kind: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly name: string | null;
};

/** The files with these ids, by id. */
export async function findFiles(
  db: Reader,
  district: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, FileSummary>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('files')
    .where('district', '=', district)
    .where('id', 'in', [...ids])
    .select(['id', 'kind', 'size', 'width', 'height', 'name'])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Forgets files that the room no longer links to; their content leaves the store the night after.
 * One that is still linked makes the database refuse.
 */
export async function forgetFiles(write: Write, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await write.tx
    .deleteFrom('files')
    .where('district', '=', write.district)
    .where('id', 'in', [...ids])
    .execute();
}

/**
 * What a room's file route answers with, once the room has decided that the actor may see it.
 * @param size `thumb` is the small picture of a photo; of a document there is only the whole.
 * @param isPublic everybody may see it: it may be kept by browsers and caches for a day. Anything else is kept by nobody.
 */
export async function fileAnswer(
  context: Pick<Context, 'db' | 'files'>,
  at: { readonly district: string; readonly id: string },
  size: 'full' | 'thumb' = 'full',
  { isPublic = false }: { readonly isPublic?: boolean } = {},
): Promise<Outcome<FileAnswer, 'not_found'>> {
  const row = await context.db
    .selectFrom('files')
    .where('district', '=', at.district)
    .where('id', '=', at.id)
    .select(['sha256', 'thumb_sha256', 'kind', 'name'])
    .executeTakeFirst();
  if (!row) return refused('not_found');
  const sha256 = size === 'thumb' && row.thumb_sha256 !== null ? row.thumb_sha256 : row.sha256;
  const bytes = await context.files.size(sha256);
  if (bytes === undefined) return refused('not_found');
  return done({
    body: Readable.toWeb(context.files.read(sha256)) as ReadableStream,
    type: mediaTypes[row.kind as keyof typeof mediaTypes],
    size: bytes,
    // Even if a browser took it for a page, it could do nothing.
    sandboxed: true,
    ...(row.name === null ? {} : { fileName: row.name }),
    ...(isPublic ? { maxAgeSeconds: 86_400, immutable: true } : {}),
  });
}

const dayMs = 86_400_000;

/**
 * Removes content that no record names and that has lain for a day: what was stored for a form that was then refused,
 * and what was forgotten. The store is the installation's, so this looks at all districts together.
 * @returns how many were removed.
 */
export async function sweepFiles(db: Reader, files: Files, now: Date): Promise<number> {
  const before = new Date(now.getTime() - dayMs);
  let removed = 0;
  const look = async (names: readonly string[]): Promise<void> => {
    const { rows } = await sql<{ sha256: string }>`
      select s as sha256 from unnest(${names}::text[]) s
      where exists (select from files f where f.sha256 = s) or exists (select from files f where f.thumb_sha256 = s)`.execute(
      db,
    );
    const named = new Set(rows.map((row) => row.sha256));
    for (const name of names) if (!named.has(name) && (await files.removeOlder(name, before))) removed += 1;
  };
  let page: string[] = [];
  for await (const name of files.all()) {
    page.push(name);
    if (page.length < 500) continue;
    await look(page);
    page = [];
  }
  if (page.length > 0) await look(page);
  return removed;
}
