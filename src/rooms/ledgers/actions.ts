import { sql } from 'kysely';
import { addDays } from '../../kit/clock.ts';
import { newId } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { insertMany } from '../../kit/rows.ts';
import type { SheetSource } from '../../kit/sheets/index.ts';
import { inTransaction, type Workshop, type Write } from '../../kit/write.ts';
import { findPlace, type Place } from '../places/index.ts';
import { checkFile } from './check.ts';
import { type HeadingChoices, headingKey, matchColumnsByHand, missingColumns } from './columns.ts';
import { openDoors } from './doors.ts';
import { loadGround } from './ground.ts';
import type { Look } from './kind.ts';
import { kindOf } from './kinds.ts';
import type { Import, JudgedRow, LedgerKind, Sheet, SheetCount, SheetPlan } from './ledger.ts';
import { type FileRefusal, needsMapping, recogniseFile } from './recognise.ts';
import { keepBatch, keepFile, nextBatch, openFile } from './sealed.ts';
import { decisionsOf, findImport, headingChoices, keepChoices, lockImport } from './store.ts';

/** Days after which a file and its rows can no longer be opened. */
export const daysKept = 30;

/** Begins an import: what the file is and how its columns are read. With `bytes` the file is kept, sealed, to be read by a job. */
export async function beginImport(
  write: Write,
  input: {
    readonly place: Place;
    readonly fileName: string;
    readonly source: SheetSource;
    readonly bytes?: Uint8Array | undefined;
    readonly kind?: LedgerKind | undefined;
    /** Choices for this file, before those remembered. */
    readonly choices?: HeadingChoices | undefined;
  },
): Promise<Outcome<{ id: string; needsMapping: boolean }, FileRefusal>> {
  const { place, fileName, source, bytes } = input;
  const recognised = await recogniseFile(source, {
    kind: input.kind,
    choices: async (kind) =>
      new Map([...(await headingChoices(write.tx, write.district, kind)), ...(input.choices ?? [])]),
  });
  if ('refused' in recognised) return refused(recognised.refused, { fields: { file: recognised.refused } });
  const { kind, sheets } = recognised;
  const asks = needsMapping(kind, sheets);
  const id = newId();
  const { wrapped, key } = write.keyring.newSubjectKey();
  await insertMany(write.tx, 'imports', [
    {
      district: write.district,
      id,
      kind,
      place_id: place.id,
      file_name: fileName.slice(0, 200),
      by_id: write.actorId ?? null,
      state: asks ? 'mapping' : 'reading',
      sheets,
      rows_done: 0,
      rows_total: 0,
      wrapped_key: wrapped,
      created_at: write.now,
    },
  ]);
  if (bytes) await keepFile(write.tx, write.keyring, key, { district: write.district, importId: id, bytes });
  await write.record({
    verb: 'ledgers.begin',
    thing: { kind: 'import', id },
    placeId: place.id,
    change: { kind, sheets: sheets.length },
  });
  return done({ id, needsMapping: asks });
}

/** Says how the columns of an import are read: for each sheet and column a key or `leave_out`. */
export async function chooseColumns(
  write: Write,
  input: {
    readonly import: Import;
    /** `sheet:index` → column. */
    readonly columns: ReadonlyMap<string, string>;
    readonly remember: boolean;
  },
): Promise<
  Outcome<{ id: string }, 'wrong_state' | 'column_unknown' | 'column_twice' | 'column_needed' | 'column_not_chosen'>
> {
  const { kind, id, district } = input.import;
  const fresh = await lockImport(write.tx, district, id);
  if (fresh?.state !== 'mapping' && fresh?.state !== 'checked') return refused('wrong_state');
  const matched = fresh.sheets.map((sheet) => matchColumnsByHand(kind, sheet, input.columns));
  const problem = matched.find((one) => 'problem' in one);
  if (problem && 'problem' in problem) return refused(problem.problem, { fields: { columns: problem.problem } });
  const sheets = matched.flatMap((one) => ('sheet' in one ? [one.sheet] : []));
  if (sheets.some(({ columns }) => columns.length > 0 && missingColumns(kind, columns).length > 0))
    return refused('column_needed', { fields: { columns: 'column_needed' } });
  if (input.remember) await keepChoices(write.tx, district, kind, choicesOf(fresh.sheets, sheets));
  await clearRows(write, fresh);
  await write.tx
    .updateTable('imports')
    .set({ state: 'reading', sheets: JSON.stringify(sheets), rows_done: 0, rows_total: 0 })
    .where('district', '=', district)
    .where('id', '=', id)
    .execute();
  await write.record({ verb: 'ledgers.choose_columns', thing: { kind: 'import', id }, placeId: input.import.placeId });
  return done({ id });
}

/** What was chosen by hand and has a heading to be remembered by. */
function choicesOf(before: readonly SheetPlan[], after: readonly SheetPlan[]): ReadonlyMap<string, string> {
  return new Map(
    after.flatMap(({ columns }, s) =>
      columns.flatMap((column, c) => {
        const heading = headingKey(column);
        const changed = before[s]?.columns[c]?.key !== column.key;
        return changed && heading !== '' && column.key !== undefined ? [[heading, column.key] as const] : [];
      }),
    ),
  );
}

async function clearRows(write: Write, { district, id }: Pick<Import, 'district' | 'id'>): Promise<void> {
  for (const table of ['import_batches', 'import_decisions'] as const) {
    await write.tx.deleteFrom(table).where('district', '=', district).where('import_id', '=', id).execute();
  }
}

/** How a long piece of work tells how far it is, and learns that it is to stop. */
export type Ongoing = {
  readonly signal?: AbortSignal | undefined;
  progress?(progress: { readonly done: number; readonly total?: number | undefined }): void;
};

/** What judging and writing look things up in, fresh for one piece of work. */
async function lookAt(workshop: Pick<Write, 'keyring'>, db: Look['db'], place: Place, today: string): Promise<Look> {
  const ground = await loadGround(db, place);
  return { db, keyring: workshop.keyring, district: place.district, today, ground, doors: openDoors(db, ground) };
}

/**
 * Reads the file of an import and judges every row. Beginning again after a crash is as good as beginning: rows kept
 * before are removed first. Changes nothing else.
 * @param source the file, where it was not kept with the import.
 */
export async function checkImport(
  workshop: Workshop,
  at: { readonly district: string; readonly id: string },
  options: Ongoing & { readonly source?: SheetSource | undefined } = {},
): Promise<Outcome<{ readonly sheets: readonly Sheet[] }, FileRefusal | 'wrong_state' | 'file_gone'>> {
  const db = workshop.database.kysely;
  const found = await findImport(db, at.district, at.id);
  if (found?.state !== 'reading') return refused('wrong_state');
  const bytes = options.source ? undefined : await openFile(db, workshop.keyring, found);
  const source = options.source ?? (bytes && { bytes, name: found.fileName });
  if (!source || !found.wrappedKey) return refused('file_gone');
  const place = await findPlace(db, at.district, found.placeId);
  if (!place) throw new Error(`No place ${found.placeId}`);
  const key = workshop.keyring.unwrap(found.wrappedKey);
  await db.deleteFrom('import_batches').where('district', '=', at.district).where('import_id', '=', at.id).execute();
  const look = await lookAt(workshop, db, place, todayOf(workshop));
  const counts = new Map<number, SheetCount>();
  let rows = 0;
  let number = 0;
  // While a batch is kept the next rows are read and judged.
  let keeping: Promise<void> | undefined;
  for await (const part of checkFile(source, found, look)) {
    options.signal?.throwIfAborted();
    if ('refused' in part) {
      await keeping;
      await db
        .updateTable('imports')
        .set({ state: 'failed', problem: part.refused, finished_at: workshop.clock.now() })
        .where('district', '=', at.district)
        .where('id', '=', at.id)
        .execute();
      return refused(part.refused);
    }
    if ('count' in part) {
      counts.set(part.sheet, part.count);
      continue;
    }
    rows += part.rows.length;
    number += 1;
    await keeping;
    const batch = { number, sheet: part.sheet, rows: part.rows };
    const done_ = rows;
    keeping = db.transaction().execute(async (tx) => {
      await keepBatch(tx, workshop.keyring, key, { district: at.district, importId: at.id }, batch, part.counts);
      await tx
        .updateTable('imports')
        .set({ rows_done: done_ })
        .where('district', '=', at.district)
        .where('id', '=', at.id)
        .execute();
    });
    // What fails is thrown where it is awaited; until then nobody shall call it unheard.
    keeping.catch(() => undefined);
    options.progress?.({ done: rows });
  }
  await keeping;
  const sheets = found.sheets.map((sheet): Sheet => ({ ...sheet, count: counts.get(sheet.index) }));
  await db
    .updateTable('imports')
    .set({ state: 'checked', sheets: JSON.stringify(sheets), rows_done: 0, rows_total: rows })
    .where('district', '=', at.district)
    .where('id', '=', at.id)
    .where('state', '=', 'reading')
    .execute();
  return done({ sheets });
}

function todayOf(workshop: Workshop): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: workshop.zone }).format(workshop.clock.now());
}

/** Decides about rows in doubt: take them as they are, or leave them out. */
export async function decideDoubts(
  write: Write,
  input: {
    readonly import: Import;
    readonly rows: readonly { readonly sheet: number; readonly row: number }[];
    readonly decision: 'take' | 'leave';
  },
): Promise<Outcome<{ rows: number }, 'wrong_state' | 'nothing_chosen'>> {
  const { district, id, placeId } = input.import;
  const fresh = await lockImport(write.tx, district, id);
  if (fresh?.state !== 'checked') return refused('wrong_state');
  if (input.rows.length === 0) return refused('nothing_chosen', { fields: { rows: 'nothing_chosen' } });
  await write.tx
    .insertInto('import_decisions')
    .values(
      input.rows.map(({ sheet, row }) => ({
        district,
        import_id: id,
        sheet,
        row,
        decision: input.decision,
        by_id: write.actorId ?? null,
        at: write.now,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['district', 'import_id', 'sheet', 'row']).doUpdateSet((eb) => ({
        decision: eb.ref('excluded.decision'),
        by_id: eb.ref('excluded.by_id'),
        at: eb.ref('excluded.at'),
      })),
    )
    .execute();
  await write.record({
    verb: 'ledgers.decide',
    thing: { kind: 'import', id },
    placeId,
    change: { decision: input.decision, rows: input.rows.map(({ sheet, row }) => [sheet, row]) },
  });
  return done({ rows: input.rows.length });
}

/** Confirms what is shown: from here on the rows are written, by `writeImport`. */
export async function confirmImport(
  write: Write,
  input: { readonly import: Import },
): Promise<Outcome<{ id: string }, 'wrong_state'>> {
  const { district, id, placeId } = input.import;
  const fresh = await lockImport(write.tx, district, id);
  // One that failed half-way goes on where it stopped.
  const goesOn = fresh?.state === 'failed' && fresh.rowsTotal > 0;
  if (!fresh || (fresh.state !== 'checked' && !goesOn)) return refused('wrong_state');
  await write.tx
    .updateTable('imports')
    .set({ state: 'writing', problem: null, finished_at: null })
    .where('district', '=', district)
    .where('id', '=', id)
    .execute();
  await write.record({ verb: 'ledgers.confirm', thing: { kind: 'import', id }, placeId });
  return done({ id });
}

/** Gives an import up that is not being written; its file and rows go at once. */
export async function dropImport(
  write: Write,
  input: { readonly import: Import },
): Promise<Outcome<{ id: string }, 'wrong_state'>> {
  const { district, id, placeId } = input.import;
  const fresh = await lockImport(write.tx, district, id);
  if (!fresh || !['mapping', 'reading', 'checked', 'failed'].includes(fresh.state)) return refused('wrong_state');
  await clearRows(write, fresh);
  await write.tx.deleteFrom('import_pieces').where('district', '=', district).where('import_id', '=', id).execute();
  await write.tx
    .updateTable('imports')
    .set({ state: 'dropped', wrapped_key: null, finished_at: write.now })
    .where('district', '=', district)
    .where('id', '=', id)
    .execute();
  await write.record({ verb: 'ledgers.drop', thing: { kind: 'import', id }, placeId });
  return done({ id });
}

/**
 * Writes a confirmed import, batch after batch, each in one transaction with its mark, so that whoever begins again goes
 * on after the last one. At the end `ledgers.import` is recorded once, upon which coverage is counted anew.
 */
export async function writeImport(
  workshop: Workshop,
  at: { readonly district: string; readonly id: string },
  options: Ongoing = {},
): Promise<void> {
  for (;;) {
    options.signal?.throwIfAborted();
    const step = await writeNext(workshop, at);
    options.progress?.({ done: step.done, total: step.total });
    if (step.isOver) return;
  }
}

type Step = { readonly isOver: boolean; readonly done: number; readonly total: number };

async function writeNext(workshop: Workshop, at: { readonly district: string; readonly id: string }): Promise<Step> {
  const found = await findImport(workshop.database.kysely, at.district, at.id);
  const options = { district: at.district, actorId: found?.byId ?? undefined, channel: 'import' as const };
  const outcome = await inTransaction(workshop, options, async (write): Promise<Outcome<Step, 'over'>> => {
    // One import writes at a time in a district, so that two cannot make the same building.
    await sql`select pg_advisory_xact_lock(hashtext(${`ledgers ${at.district}`}))`.execute(write.tx);
    const now = await lockImport(write.tx, at.district, at.id);
    if (now?.state !== 'writing') return refused('over');
    const batch = await nextBatch(write.tx, write.keyring, now);
    if (!batch) {
      await finishImport(write, now);
      return done({ isOver: true, done: now.rowsTotal, total: now.rowsTotal });
    }
    const place = await findPlace(write.tx, at.district, now.placeId);
    if (!place) throw new Error(`No place ${now.placeId}`);
    const decisions = await decisionsOf(write.tx, at.district, at.id);
    const isTaken = ({ row }: JudgedRow): boolean => decisions.get(`${batch.sheet} ${row}`) === 'take';
    const certain = batch.rows.filter(({ verdict }) => verdict === 'new' || verdict === 'changed');
    const taken = batch.rows.filter((row) => row.verdict === 'in_doubt' && isTaken(row));
    let written = await writeRows(write, now, place, certain);
    // Those in doubt come after what they are in doubt about.
    written += await writeRows(write, now, place, taken);
    const done_ = Math.min(now.rowsTotal, now.rowsDone + batch.rows.length);
    await write.tx
      .updateTable('import_batches')
      .set({ written_at: write.now })
      .where('district', '=', at.district)
      .where('import_id', '=', at.id)
      .where('number', '=', batch.number)
      .execute();
    await write.tx
      .updateTable('imports')
      .set({ rows_done: done_ })
      .where('district', '=', at.district)
      .where('id', '=', at.id)
      .execute();
    await write.record({
      verb: 'ledgers.write_rows',
      thing: { kind: 'import', id: at.id },
      placeId: now.placeId,
      change: { batch: batch.number, written },
    });
    return done({ isOver: false, done: done_, total: now.rowsTotal });
  });
  return 'refused' in outcome ? { isOver: true, done: 0, total: 0 } : outcome.done;
}

/** Judges rows once more, now inside the transaction, and writes what they come to. @returns how many were written. */
async function writeRows(
  write: Write,
  { kind, id }: Import,
  place: Place,
  rows: readonly JudgedRow[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const ledger = kindOf(kind);
  const look = await lookAt(write, write.tx, place, write.today);
  const lines = rows.map(({ record, problem, verdict }) => ({
    record,
    taken: verdict === 'in_doubt' ? problem : undefined,
  }));
  const judgements = await ledger.judge(lines, look);
  // What became the same, doubtful or impossible since it was shown is left as it is.
  const plans = judgements.flatMap((judgement) => ('plan' in judgement ? [judgement.plan] : []));
  await ledger.write(write, plans, look, id);
  return plans.length;
}

async function finishImport(write: Write, { district, id, kind, placeId, rowsTotal }: Import): Promise<void> {
  await write.tx
    .updateTable('imports')
    .set({ state: 'done', rows_done: rowsTotal, finished_at: write.now })
    .where('district', '=', district)
    .where('id', '=', id)
    .execute();
  await write.tx.deleteFrom('import_pieces').where('district', '=', district).where('import_id', '=', id).execute();
  await write.record({
    verb: 'ledgers.import',
    thing: { kind: 'import', id },
    placeId,
    change: { kind, rows: rowsTotal },
  });
}

/** Says that an import failed, why, and that nothing more will be tried by itself. */
export async function failImport(
  workshop: Workshop,
  at: { readonly district: string; readonly id: string },
  problem = 'failed',
): Promise<void> {
  await workshop.database.kysely
    .updateTable('imports')
    .set({ state: 'failed', problem, finished_at: workshop.clock.now() })
    .where('district', '=', at.district)
    .where('id', '=', at.id)
    .where('state', 'in', ['reading', 'writing'])
    .execute();
}

/** Destroys the files, rows and keys of the district's imports that began more than 30 days ago. For the clock, once a day. */
export async function forgetOldImports(write: Write): Promise<number> {
  const before = addDays(write.today, -daysKept);
  const old = await write.tx
    .updateTable('imports')
    .set({
      wrapped_key: null,
      state: sql<string>`case when state in ('done', 'failed') then state else 'dropped' end`,
      finished_at: sql<Date>`coalesce(finished_at, ${write.now})`,
    })
    .where('district', '=', write.district)
    .where('wrapped_key', 'is not', null)
    .where('state', '<>', 'writing')
    .where(sql<boolean>`created_at < ${before}::date`)
    .returning('id')
    .execute();
  const ids = old.map(({ id }) => id);
  for (const table of ['import_pieces', 'import_batches', 'import_decisions'] as const) {
    await write.tx
      .deleteFrom(table)
      .where('district', '=', write.district)
      .where(sql<boolean>`import_id = any(${ids}::uuid[])`)
      .execute();
  }
  return ids.length;
}
