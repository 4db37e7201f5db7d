import {
  HEAD_ROWS,
  type RefusalCode,
  type Row,
  readWorkbook,
  recogniseTable,
  type SheetInfo,
  type SheetSource,
} from '../../kit/sheets/index.ts';
import { fitOf, type HeadingChoices, knownHeadings, matchColumns, missingColumns } from './columns.ts';
import { type LedgerKind, ledgerKinds, type SheetPlan } from './ledger.ts';

/** Why a file cannot be a ledger. */
export type FileRefusal = `file_${RefusalCode}` | 'file_no_table' | 'file_kind_unknown';

export type Recognised = { readonly kind: LedgerKind; readonly sheets: readonly SheetPlan[] };

/** The choices people of the district made for each kind. */
export type ChoicesOf = (kind: LedgerKind) => Promise<HeadingChoices>;

type Head = { readonly sheet: SheetInfo; readonly rows: Row[] };

/**
 * Looks at the first rows of every sheet: what kind of ledger it is, unless that is told, and how each column is read.
 * Refused: no sheet, no table in any of them, headings that fit no kind.
 */
export async function recogniseFile(
  source: SheetSource,
  options: { readonly kind?: LedgerKind | undefined; readonly choices: ChoicesOf },
): Promise<Recognised | { readonly refused: FileRefusal }> {
  const heads: Head[] = [];
  for await (const batch of readWorkbook(source, { firstRows: HEAD_ROWS })) {
    if ('refused' in batch) return { refused: `file_${batch.refused}` };
    const last = heads.at(-1);
    if (last?.sheet === batch.sheet) last.rows.push(...batch.rows);
    else heads.push({ sheet: batch.sheet, rows: [...batch.rows] });
  }
  const kinds = options.kind === undefined ? ledgerKinds : [options.kind];
  const tried = await Promise.all(
    kinds.map(async (kind) => {
      const choices = await options.choices(kind);
      const sheets = heads.map((head) => planOf(kind, head, choices));
      const keys = sheets.flatMap(({ columns }) =>
        columns.flatMap(({ key }) => (key === undefined || key === 'leave_out' ? [] : [key])),
      );
      return { kind, sheets, fit: fitOf(kind, keys) };
    }),
  );
  const [best] = tried.sort((a, b) => b.fit - a.fit);
  if (!best || best.sheets.every(({ columns }) => columns.length === 0)) return { refused: 'file_no_table' };
  if (best.fit < 4 && options.kind === undefined) return { refused: 'file_kind_unknown' };
  return { kind: best.kind, sheets: best.sheets };
}

function planOf(kind: LedgerKind, { sheet, rows }: Head, choices: HeadingChoices): SheetPlan {
  const table = recogniseTable(rows, knownHeadings(kind), sheet.merged);
  const columns = table ? matchColumns(kind, table, choices) : [];
  // A page of instructions beside the ledger has hardly a column of ours.
  const known = columns.filter(({ key }) => key !== undefined && key !== 'leave_out');
  const isTable = known.length >= Math.min(2, columns.length) && known.length > 0 && !isRemark(known);
  return {
    index: sheet.index,
    name: sheet.name,
    titles: table?.titles ?? [],
    columns: isTable ? columns : [],
    epoch: sheet.epoch,
  };
}

/** Whether somebody has to say how columns are read before rows can be: unknown headings, or a needed column missing. */
export function needsMapping(kind: LedgerKind, sheets: readonly SheetPlan[]): boolean {
  return sheets.some(
    ({ columns }) =>
      columns.length > 0 && (columns.some(({ key }) => key === undefined) || missingColumns(kind, columns).length > 0),
  );
}

/** Nothing but a remark or a running number: instructions, a cover. */
function isRemark(columns: SheetPlan['columns']): boolean {
  return columns.every(({ key }) => key === 'note' || key === 'serial');
}
