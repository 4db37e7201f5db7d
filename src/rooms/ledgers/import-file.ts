import path from 'node:path';
import { isRefused } from '../../kit/outcome.ts';
import type { SheetSource } from '../../kit/sheets/index.ts';
import { inTransaction, type Workshop } from '../../kit/write.ts';
import type { Place } from '../places/index.ts';
import { beginImport, checkImport, confirmImport, decideDoubts, type Ongoing, writeImport } from './actions.ts';
import { checkFile } from './check.ts';
import { type HeadingChoices, missingColumns } from './columns.ts';
import { openDoors } from './doors.ts';
import { loadGround } from './ground.ts';
import type { JudgedRow, LedgerKind, Sheet, SheetCount, SheetPlan } from './ledger.ts';
import { type FileRefusal, needsMapping, recogniseFile } from './recognise.ts';
import { rowsToCorrect } from './sealed.ts';
import { findImport, headingChoices } from './store.ts';

export type FileImport = {
  readonly place: Place;
  readonly source: SheetSource;
  readonly kind?: LedgerKind | undefined;
  /** How headings are read that nobody knows yet: `headingKey` → column or `leave_out`. */
  readonly choices?: HeadingChoices | undefined;
  /** Judge only, write nothing at all. */
  readonly dryRun?: boolean | undefined;
  /** What becomes of rows in doubt; `leave` when left out. */
  readonly doubts?: 'take' | 'leave' | undefined;
} & Ongoing;

/** A row that has to be corrected or decided about. */
export type RowToCorrect = { readonly sheet: number; readonly row: JudgedRow };

export type FileReport = {
  readonly kind: LedgerKind;
  readonly importId: string | undefined;
  readonly sheets: readonly (SheetPlan & { readonly count: SheetCount })[];
  readonly refused: readonly RowToCorrect[];
  readonly inDoubt: readonly RowToCorrect[];
};

export type FileProblem =
  | { readonly refused: FileRefusal | 'file_gone' | 'wrong_state' }
  /** Headings nobody knows, or needed columns that no heading gives: somebody has to say. */
  | { readonly refused: 'columns_unknown'; readonly kind: LedgerKind; readonly sheets: readonly SheetPlan[] };

/**
 * Brings a whole file in, in one go: recognise, judge, write. For the command line, seeds and tests; pages take the same
 * steps one by one.
 */
export async function importFile(workshop: Workshop, input: FileImport): Promise<FileReport | FileProblem> {
  const { place, source } = input;
  const db = workshop.database.kysely;
  const recognised = await recogniseFile(source, {
    kind: input.kind,
    choices: async (kind) => new Map([...(await headingChoices(db, place.district, kind)), ...(input.choices ?? [])]),
  });
  if ('refused' in recognised) return recognised;
  if (needsMapping(recognised.kind, recognised.sheets)) return { refused: 'columns_unknown', ...recognised };
  if (input.dryRun) return judgeOnly(workshop, input, recognised);

  const options = { district: place.district, channel: 'command' as const };
  const fileName = 'path' in source ? path.basename(source.path) : source.name;
  const begun = await inTransaction(workshop, options, (write) =>
    beginImport(write, { place, fileName, source, kind: recognised.kind, choices: input.choices }),
  );
  if (isRefused(begun)) return begun;
  const at = { district: place.district, id: begun.done.id };
  const checked = await checkImport(workshop, at, { ...input, source });
  if (isRefused(checked)) return checked;
  const found = await findImport(db, at.district, at.id);
  if (!found) throw new Error(`No import ${at.id}`);
  const rows: RowToCorrect[] = [];
  for await (const { sheet, ...row } of rowsToCorrect(db, workshop.keyring, found)) rows.push({ sheet, row });
  const doubtful = rows.filter(({ row }) => row.verdict === 'in_doubt');
  if (input.doubts === 'take' && doubtful.length > 0) {
    await inTransaction(workshop, options, (write) =>
      decideDoubts(write, {
        import: found,
        rows: doubtful.map(({ sheet, row }) => ({ sheet, row: row.row })),
        decision: 'take',
      }),
    );
  }
  const confirmed = await inTransaction(workshop, options, (write) => confirmImport(write, { import: found }));
  if (isRefused(confirmed)) return confirmed;
  await writeImport(workshop, at, input);
  return report(recognised.kind, at.id, checked.done.sheets, rows);
}

async function judgeOnly(
  workshop: Workshop,
  { place, source, signal, progress }: FileImport,
  recognised: { readonly kind: LedgerKind; readonly sheets: readonly SheetPlan[] },
): Promise<FileReport | FileProblem> {
  const db = workshop.database.kysely;
  const ground = await loadGround(db, place);
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: workshop.zone }).format(workshop.clock.now());
  const look = { db, keyring: workshop.keyring, district: place.district, today, ground, doors: openDoors(db, ground) };
  const counts = new Map<number, SheetCount>();
  const rows: RowToCorrect[] = [];
  let read = 0;
  for await (const part of checkFile(source, recognised, look)) {
    signal?.throwIfAborted();
    if ('refused' in part) return part;
    if ('count' in part) {
      counts.set(part.sheet, part.count);
      continue;
    }
    for (const row of part.rows)
      if (row.verdict === 'refused' || row.verdict === 'in_doubt') rows.push({ sheet: part.sheet, row });
    read += part.rows.length;
    progress?.({ done: read });
  }
  return report(
    recognised.kind,
    undefined,
    recognised.sheets.map((sheet): Sheet => ({ ...sheet, count: counts.get(sheet.index) })),
    rows,
  );
}

function report(
  kind: LedgerKind,
  importId: string | undefined,
  sheets: readonly Sheet[],
  rows: readonly RowToCorrect[],
): FileReport {
  return {
    kind,
    importId,
    sheets: sheets.flatMap(({ count, ...sheet }) => (count ? [{ ...sheet, count }] : [])),
    refused: rows.filter(({ row }) => row.verdict === 'refused'),
    inDoubt: rows.filter(({ row }) => row.verdict === 'in_doubt'),
  };
}

/** The columns a file needs and lacks, and those nobody knows, sheet by sheet. */
export function columnsToAsk(kind: LedgerKind, sheets: readonly SheetPlan[]) {
  return sheets
    .filter(({ columns }) => columns.length > 0)
    .map(({ name, columns }) => ({
      sheet: name,
      unknown: columns.filter(({ key }) => key === undefined).map(({ heading, index }) => ({ heading, index })),
      missing: missingColumns(kind, columns),
    }))
    .filter(({ unknown, missing }) => unknown.length > 0 || missing.length > 0);
}
