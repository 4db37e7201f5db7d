import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { sql } from 'kysely';
import type { Reader, Tx } from '../../kit/database.ts';
import type { Slice } from '../../kit/paging.ts';
import { fieldOf, type Keyring, type SubjectKey } from '../../kit/secrets.ts';
import type { Counts, JudgedRow, Verdict } from './ledger.ts';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);
/** A piece of an uploaded file. */
const pieceBytes = 1024 * 1024;

/** Some rows of one sheet, as they are written together. */
export type Batch = { readonly number: number; readonly sheet: number; readonly rows: readonly JudgedRow[] };

/** Keeps the uploaded file, sealed with the import's key. */
export async function keepFile(
  tx: Tx,
  keyring: Keyring,
  key: SubjectKey,
  file: { readonly district: string; readonly importId: string; readonly bytes: Uint8Array },
): Promise<void> {
  const { district, importId, bytes } = file;
  for (let number = 0; number * pieceBytes < bytes.length; number += 1) {
    const piece = bytes.subarray(number * pieceBytes, (number + 1) * pieceBytes);
    const content = keyring.sealBytes(key, piece, fieldOf('import_pieces', `${importId} ${number}`));
    await tx.insertInto('import_pieces').values({ district, import_id: importId, number, content }).execute();
  }
}

/** The uploaded file; undefined once it was removed. */
export async function openFile(
  db: Reader,
  keyring: Keyring,
  at: { readonly district: string; readonly id: string; readonly wrappedKey: Uint8Array | null },
): Promise<Uint8Array | undefined> {
  if (!at.wrappedKey) return undefined;
  const key = keyring.unwrap(at.wrappedKey);
  const pieces = await db
    .selectFrom('import_pieces')
    .select(['number', 'content'])
    .where('district', '=', at.district)
    .where('import_id', '=', at.id)
    .orderBy('number')
    .execute();
  if (pieces.length === 0) return undefined;
  return Buffer.concat(
    pieces.map(({ number, content }) =>
      keyring.openBytes(key, content, fieldOf('import_pieces', `${at.id} ${number}`)),
    ),
  );
}

/** Keeps a batch of judged rows, sealed; batches are small texts many times over, so they are pressed first. */
export async function keepBatch(
  tx: Tx,
  keyring: Keyring,
  key: SubjectKey,
  at: { readonly district: string; readonly importId: string },
  batch: Batch,
  counts: Counts,
): Promise<void> {
  const pressed = await deflate(JSON.stringify(batch.rows), { level: 1 });
  const content = keyring.sealBytes(key, pressed, batchField(at.importId, batch.number));
  await tx
    .insertInto('import_batches')
    .values({
      district: at.district,
      import_id: at.importId,
      number: batch.number,
      sheet: batch.sheet,
      counts: JSON.stringify(counts),
      content,
    })
    .execute();
}

const batchField = (importId: string, number: number): string => fieldOf('import_batches', `${importId} ${number}`);

type Sealed = { readonly number: number; readonly sheet: number; readonly content: Uint8Array };
type Keyed = { readonly district: string; readonly id: string; readonly wrappedKey: Uint8Array | null };

async function opened(keyring: Keyring, at: Keyed, { number, sheet, content }: Sealed): Promise<Batch> {
  if (!at.wrappedKey) return { number, sheet, rows: [] };
  const pressed = keyring.openBytes(keyring.unwrap(at.wrappedKey), content, batchField(at.id, number));
  return { number, sheet, rows: JSON.parse((await inflate(pressed)).toString()) as JudgedRow[] };
}

/** The first batch that has something to write and is not written yet. */
export async function nextBatch(db: Reader, keyring: Keyring, at: Keyed): Promise<Batch | undefined> {
  const row = await db
    .selectFrom('import_batches')
    .select(['number', 'sheet', 'content'])
    .where('district', '=', at.district)
    .where('import_id', '=', at.id)
    .where('written_at', 'is', null)
    .where(sql<boolean>`(counts ->> 'new')::int + (counts ->> 'changed')::int + (counts ->> 'in_doubt')::int > 0`)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();
  return row && opened(keyring, at, row);
}

/** A slice of the rows of one verdict (or all), in the order of the file; only the batches needed are opened. */
export async function sliceOfRows(
  db: Reader,
  keyring: Keyring,
  at: Keyed,
  asked: { readonly verdict?: Verdict | undefined } & Slice,
): Promise<(JudgedRow & { readonly sheet: number })[]> {
  const { verdict, offset, limit } = asked;
  const batches = await db
    .selectFrom('import_batches')
    .select(['number', 'sheet', 'counts'])
    .where('district', '=', at.district)
    .where('import_id', '=', at.id)
    .orderBy('number')
    .execute();
  const rows: (JudgedRow & { readonly sheet: number })[] = [];
  let skip = offset;
  for (const { number, counts } of batches) {
    const held = counts as Counts;
    const here = verdict === undefined ? Object.values(held).reduce((a, b) => a + b, 0) : held[verdict];
    if (skip >= here) {
      skip -= here;
      continue;
    }
    const batch = await openBatch(db, keyring, at, number);
    const fitting = batch.rows.filter((row) => verdict === undefined || row.verdict === verdict);
    rows.push(...fitting.slice(skip, skip + limit - rows.length).map((row) => ({ ...row, sheet: batch.sheet })));
    skip = 0;
    if (rows.length >= limit) break;
  }
  return rows;
}

/** All rows that somebody has to look at, batch after batch. */
export async function* rowsToCorrect(
  db: Reader,
  keyring: Keyring,
  at: Keyed,
): AsyncGenerator<JudgedRow & { readonly sheet: number }> {
  const batches = await db
    .selectFrom('import_batches')
    .select(['number'])
    .where('district', '=', at.district)
    .where('import_id', '=', at.id)
    .where(sql<boolean>`(counts ->> 'refused')::int + (counts ->> 'in_doubt')::int > 0`)
    .orderBy('number')
    .execute();
  for (const { number } of batches) {
    const batch = await openBatch(db, keyring, at, number);
    for (const row of batch.rows) {
      if (row.verdict === 'refused' || row.verdict === 'in_doubt') yield { ...row, sheet: batch.sheet };
    }
  }
}

async function openBatch(db: Reader, keyring: Keyring, at: Keyed, number: number): Promise<Batch> {
  const row = await db
    .selectFrom('import_batches')
    .select(['number', 'sheet', 'content'])
    .where('district', '=', at.district)
    .where('import_id', '=', at.id)
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  return opened(keyring, at, row);
}
