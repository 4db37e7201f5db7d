import type { Reader } from '../../kit/database.ts';
import type { Keyring } from '../../kit/secrets.ts';
import type { Write } from '../../kit/write.ts';
import type { RowCells } from './cells.ts';
import type { Doors } from './doors.ts';
import type { Difference, Problem } from './ledger.ts';
import type { Finder, Ground, Hint } from './where.ts';

/** What judging looks things up in. */
export type Look = {
  readonly db: Reader;
  readonly keyring: Keyring;
  readonly district: string;
  readonly today: string;
  readonly ground: Ground;
  readonly doors: Doors;
};

/** A row read, and, once a person has decided to take it, the doubt that was settled. */
export type Line<R> = { readonly record: R; readonly taken?: Problem | undefined };

/** What a row comes to against what is known, with the plan to write it. */
export type Judgement<P> =
  | { readonly verdict: 'new'; readonly plan: P }
  | { readonly verdict: 'changed'; readonly plan: P; readonly differences: readonly Difference[] }
  | { readonly verdict: 'same' }
  | { readonly verdict: 'in_doubt'; readonly problem: Problem; readonly differences?: readonly Difference[] }
  | { readonly verdict: 'refused'; readonly problem: Problem };

/** What rows of one file say of each other. */
export type Seen<R> = (
  record: R,
  row: number,
) => { readonly verdict: 'duplicate' | 'in_doubt' | 'refused'; readonly problem: Problem } | undefined;

/** How one kind of ledger is read, judged and written. */
export type KindOfLedger<R, P> = {
  /** Reads one row; throws `wrong(…)` for what is refused. */
  read(cells: RowCells, finder: Finder, hint: Hint): R;
  /** What people call the row. */
  label(record: R): string;
  /** Words this row counts under, for the summary of its sheet. */
  counts?(record: R): readonly string[];
  /** Remembers the rows of a file, to find those that repeat an earlier one. */
  repeats(): Seen<R>;
  /** Judges rows against the database: the same for showing and, inside the transaction, for writing. */
  judge(lines: readonly Line<R>[], look: Look): Promise<Judgement<P>[]>;
  /** Writes plans with their journal entries, some two thousand at a time. */
  write(write: Write, plans: readonly P[], look: Look, importId: string): Promise<void>;
};

/** Gathers what differs between what is known and what a ledger says; what the ledger leaves out is no difference. */
export function differences(
  pairs: readonly (readonly [
    column: Difference['column'],
    before: string | number | null | undefined,
    after: string | number | null | undefined,
  ])[],
): Difference[] {
  return pairs.flatMap(([column, before, after]) =>
    after === undefined || after === null || after === '' || String(after) === String(before ?? '')
      ? []
      : [{ column, before: String(before ?? ''), after: String(after) }],
  );
}
