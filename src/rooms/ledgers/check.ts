import { readTables, type SheetSource, type SortedRow, type TableTally } from '../../kit/sheets/index.ts';
import { readRow, rowCells } from './cells.ts';
import { knownHeadings } from './columns.ts';
import type { KindOfLedger, Look, Seen } from './kind.ts';
import { kindOf } from './kinds.ts';
import {
  type Counts,
  type JudgedRow,
  type LedgerKind,
  noRows,
  type SheetCount,
  type SheetPlan,
  type Verdict,
} from './ledger.ts';
import type { FileRefusal } from './recognise.ts';
import { type Finder, type Hint, openFinder } from './where.ts';

/** Rows judged and written together. */
const batchRows = 2000;

/** What checking a file gives: batches of judged rows, then the count of each sheet. */
export type Checked =
  | { readonly sheet: number; readonly rows: readonly JudgedRow[]; readonly counts: Counts }
  | { readonly sheet: number; readonly count: SheetCount }
  | { readonly refused: FileRefusal };

type Tally = { rows: number; counts: Record<Verdict, number>; found: Record<string, number> };

/**
 * Reads a file to its end and judges every row against the rows before it and against what is known. Only a batch of rows
 * is held at a time, and of the rows before a few words each.
 */
export async function* checkFile(
  source: SheetSource,
  plan: { readonly kind: LedgerKind; readonly sheets: readonly SheetPlan[] },
  look: Look,
): AsyncGenerator<Checked> {
  const kind = kindOf(plan.kind);
  const finder = openFinder(look.ground);
  const seen = kind.repeats();
  let state: SheetState | undefined;
  for await (const part of readTables(source, knownHeadings(plan.kind))) {
    if ('refused' in part) {
      yield { refused: `file_${part.refused}` };
      return;
    }
    const sheet = plan.sheets.find(({ index }) => index === part.sheet.index);
    if (!sheet || sheet.columns.length === 0) continue;
    if ('table' in part) {
      state = {
        sheet,
        hint: finder.sheet(sheet),
        tally: { rows: 0, counts: { ...noRows }, found: {} },
        waiting: [],
        columns: new Set(sheet.columns.map(({ index }) => index)),
      };
    } else if ('rows' in part && state) {
      for (const row of part.rows) if (row.kind === 'data') state.waiting.push(row);
      while (state.waiting.length >= batchRows)
        yield await judged(kind, finder, seen, look, state, state.waiting.splice(0, batchRows));
    } else if ('tally' in part && state) {
      if (state.waiting.length > 0) yield await judged(kind, finder, seen, look, state, state.waiting.splice(0));
      yield { sheet: sheet.index, count: countOf(state.tally, part.tally) };
    }
  }
}

type SheetState = {
  readonly sheet: SheetPlan;
  readonly hint: Hint;
  readonly tally: Tally;
  readonly waiting: SortedRow[];
  readonly columns: ReadonlySet<number>;
};

function countOf({ rows, counts, found }: Tally, { blankRows, totalRows }: TableTally): SheetCount {
  return { rows, counts, blank: blankRows, totals: totalRows.length, found };
}

type Draft<R> = {
  readonly row: SortedRow;
  record?: R | undefined;
  judged?: Pick<JudgedRow, 'verdict' | 'problem' | 'differences'> | undefined;
  doubt?: JudgedRow['problem'];
};

async function judged<R, P>(
  kind: KindOfLedger<R, P>,
  finder: Finder,
  seen: Seen<R>,
  look: Look,
  state: SheetState,
  rows: readonly SortedRow[],
): Promise<Checked> {
  const drafts = rows.map((row): Draft<R> => {
    const read = readRow(rowCells(state.sheet, row.cells, look.today), (cells) => kind.read(cells, finder, state.hint));
    if ('problem' in read) return { row, judged: { verdict: 'refused', problem: read.problem } };
    const { record } = read;
    const repeat = seen(record, row.number);
    if (repeat && repeat.verdict !== 'in_doubt') return { row, record, judged: repeat };
    const stray = row.cells.some(({ text }, index) => text.trim() !== '' && !state.columns.has(index));
    return { row, record, doubt: repeat?.problem ?? (stray ? { code: 'stray_value' } : undefined) };
  });
  const open = drafts.flatMap((draft) =>
    draft.judged || draft.record === undefined ? [] : [{ draft, record: draft.record }],
  );
  const judgements = await kind.judge(
    open.map(({ draft, record }) => ({ record, taken: draft.doubt })),
    look,
  );
  for (const [i, { draft }] of open.entries()) {
    const judgement = judgements[i];
    if (!judgement) continue;
    const { verdict } = judgement;
    const differences = 'differences' in judgement ? judgement.differences : undefined;
    const problem = 'problem' in judgement ? judgement.problem : undefined;
    // A row in doubt that says nothing new, because it was taken before, is in doubt no longer.
    draft.judged =
      draft.doubt && (verdict === 'new' || verdict === 'changed')
        ? { verdict: 'in_doubt', problem: draft.doubt, differences }
        : { verdict, problem, differences };
  }
  const { tally } = state;
  const counts = { ...noRows } as Record<Verdict, number>;
  const out = drafts.map(
    ({ row, record, judged: own = { verdict: 'refused', problem: { code: 'not_judged' } } }): JudgedRow => {
      counts[own.verdict] += 1;
      const { verdict } = own;
      if (record !== undefined && verdict !== 'refused' && verdict !== 'duplicate') {
        for (const word of kind.counts?.(record) ?? []) tally.found[word] = (tally.found[word] ?? 0) + 1;
      }
      const isWritten = verdict === 'new' || verdict === 'changed' || verdict === 'in_doubt';
      const isLookedAt = verdict === 'refused' || verdict === 'in_doubt' || verdict === 'duplicate';
      return {
        row: row.number,
        verdict,
        ...(own.problem ? { problem: own.problem } : {}),
        ...(own.differences && own.differences.length > 0 ? { differences: own.differences } : {}),
        label: record === undefined ? '' : kind.label(record),
        ...(isWritten ? { record } : {}),
        ...(isLookedAt ? { cells: state.sheet.columns.map(({ index }) => row.cells[index]?.text.trim() ?? '') } : {}),
      };
    },
  );
  tally.rows += rows.length;
  for (const verdict of Object.keys(counts) as Verdict[]) tally.counts[verdict] += counts[verdict];
  return { sheet: state.sheet.index, rows: out, counts };
}
