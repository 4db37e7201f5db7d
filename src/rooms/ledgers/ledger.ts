import type { SheetInfo } from '../../kit/sheets/index.ts';
import type { ColumnKey } from './column-table.ts';
import type { LedgerKind } from './ledger-kind.ts';

export { type LedgerKind, ledgerKinds } from './ledger-kind.ts';

/** What becomes of a row. `in_doubt` waits for a person, `refused` has to be corrected in the ledger. */
export const verdicts = ['new', 'changed', 'same', 'duplicate', 'in_doubt', 'refused'] as const;
export type Verdict = (typeof verdicts)[number];
export type Counts = Readonly<Record<Verdict, number>>;
export const noRows: Counts = { new: 0, changed: 0, same: 0, duplicate: 0, in_doubt: 0, refused: 0 };

/** Why a row is refused or in doubt: the code, the column it speaks of, and for a repeat the row that came before. */
export type Problem = {
  readonly code: string;
  readonly column?: ColumnKey | undefined;
  readonly earlier?: number | undefined;
};

/** What a row would change: as it is known and as the ledger has it. */
export type Difference = { readonly column: ColumnKey; readonly before: string; readonly after: string };

/** How one column of a sheet is read. */
export type SheetColumn = {
  /** From 0. */
  readonly index: number;
  readonly heading: string;
  readonly group?: string | undefined;
  /** Undefined: nobody knows yet, so somebody has to be asked. */
  readonly key: ColumnKey | 'leave_out' | undefined;
};

/** One sheet of a file as it was recognised; without columns when it holds no table. */
export type SheetPlan = {
  readonly index: number;
  readonly name: string;
  readonly titles: readonly string[];
  readonly columns: readonly SheetColumn[];
  readonly epoch: SheetInfo['epoch'];
};

/** What came of a sheet. */
export type SheetCount = {
  readonly rows: number;
  readonly counts: Counts;
  /** Rows left aside because they hold no data. */
  readonly blank: number;
  readonly totals: number;
  /** Words that count people: care words of residents, teams of volunteers; rows refused or repeated are not counted. */
  readonly found: Readonly<Record<string, number>>;
};

export type Sheet = SheetPlan & { readonly count?: SheetCount | undefined };

/** A row with what was judged of it, as it lies sealed in a batch. */
export type JudgedRow<R = unknown> = {
  /** The number a person sees beside the row. */
  readonly row: number;
  readonly verdict: Verdict;
  readonly problem?: Problem | undefined;
  readonly differences?: readonly Difference[] | undefined;
  /** What people call it: a name, a door. */
  readonly label: string;
  /** What was read; undefined when it could not be. */
  readonly record?: R | undefined;
  /** The cells as text, for rows that somebody has to look at. */
  readonly cells?: readonly string[] | undefined;
};

/** States of an import. */
export const importStates = ['mapping', 'reading', 'checked', 'writing', 'done', 'failed', 'dropped'] as const;
export type ImportState = (typeof importStates)[number];

/** One file brought in. */
export type Import = {
  readonly district: string;
  readonly id: string;
  readonly kind: LedgerKind;
  readonly placeId: string;
  readonly fileName: string;
  readonly byId: string | null;
  readonly state: ImportState;
  readonly sheets: readonly Sheet[];
  readonly problem: string | null;
  readonly rowsDone: number;
  readonly rowsTotal: number;
  readonly wrappedKey: Uint8Array | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
};
