import { type KnownHeadings, normaliseHeading, type Table } from '../../kit/sheets/index.ts';
import type { Message } from '../../kit/words.ts';
import { type ColumnKey, columnsOf, type LedgerColumn } from './column-table.ts';
import type { LedgerKind, SheetColumn } from './ledger.ts';

export { type ColumnKey, columnsOf } from './column-table.ts';

/** The columns of a kind by key. */
export function ledgerColumns(kind: LedgerKind): Readonly<Record<string, LedgerColumn>> {
  return columnsOf[kind];
}

/** What a column is called. */
export function columnName(kind: LedgerKind, key: string): Message {
  return ledgerColumns(kind)[key] ?? { zh: key, en: key };
}

/** The names of columns as the reader of sheets takes them. */
export function knownHeadings(kind: LedgerKind): KnownHeadings {
  return Object.fromEntries(
    Object.entries(ledgerColumns(kind)).map(([key, { zh, spellings }]) => [key, [zh, ...spellings]]),
  );
}

/** Columns that hardly any other kind has; they tell what a ledger is about. */
const telling: Readonly<Record<LedgerKind, readonly ColumnKey[]>> = {
  households: ['area', 'occupancy', 'head', 'size'],
  residents: ['idNumber', 'relation', 'ethnicGroup', 'politicalStatus', 'education', 'maritalStatus', 'registration'],
  volunteers: ['team', 'hours', 'services', 'talents', 'registeredOn'],
  visits: ['frequency', 'lastVisit', 'health', 'emergencyContact', 'kin', 'pairedWith'],
};

/** How well a sheet with these columns fits a kind of ledger: columns known, those that tell counted three times. */
export function fitOf(kind: LedgerKind, keys: readonly string[]): number {
  return keys.reduce((sum, key) => sum + ((telling[kind] as readonly string[]).includes(key) ? 3 : 1), 0);
}

/** What a sheet must have to be read as this kind; each entry is met by any one of its columns. */
const needed: Readonly<Record<LedgerKind, readonly (readonly ColumnKey[])[]>> = {
  households: [
    ['building', 'address'],
    ['room', 'address'],
  ],
  residents: [['name'], ['room', 'address']],
  volunteers: [['name'], ['team']],
  visits: [['name']],
};

/** The columns a sheet still lacks; the first of those that would do. */
export function missingColumns(kind: LedgerKind, columns: readonly SheetColumn[]): ColumnKey[] {
  const keys = new Set<string | undefined>(columns.map(({ key }) => key));
  return needed[kind].flatMap((any) => (any.some((key) => keys.has(key)) ? [] : any.slice(0, 1)));
}

/** How a heading is remembered: with the group above it, as it reads without what varies from office to office. */
export function headingKey({
  heading,
  group,
}: {
  readonly heading: string;
  readonly group?: string | undefined;
}): string {
  return heading === '' ? '' : normaliseHeading(`${group ?? ''}${heading}`);
}

/** What people decided about headings before: heading → column, or `leave_out`. */
export type HeadingChoices = ReadonlyMap<string, string>;

/** Matches the columns of a table: what somebody chose for a heading comes before what its name suggests. */
export function matchColumns(kind: LedgerKind, table: Table, choices: HeadingChoices): SheetColumn[] {
  const known = ledgerColumns(kind);
  const isColumn = (key: string | undefined): key is ColumnKey | 'leave_out' =>
    key !== undefined && (key === 'leave_out' || Object.hasOwn(known, key));
  const chosen = table.columns.map((column) => {
    const choice = columnsToLeave.has(column.heading) ? 'leave_out' : choices.get(headingKey(column));
    return isColumn(choice) ? choice : undefined;
  });
  const taken = new Set<string | undefined>(chosen.filter((key) => key !== 'leave_out'));
  const seen = new Set<string>();
  return table.columns.map(({ index, heading, group, key }, i) => {
    const own = chosen[i] ?? (isColumn(key) && !taken.has(key) ? key : undefined);
    // Two columns cannot both be the telephone: the second is asked for.
    const isRepeat = own !== undefined && own !== 'leave_out' && seen.has(own);
    if (own !== undefined) seen.add(own);
    return { index, heading, ...(group === undefined ? {} : { group }), key: isRepeat ? undefined : own };
  });
}

/** Headings this room writes itself into the sheet of refused rows: read back, they say nothing. */
const columnsToLeave: ReadonlySet<string> = new Set(['要改正的地方', 'What to correct', '原来的行号', 'Row before']);

/** Reads the columns of a sheet as somebody chose them. Refused: none chosen for a column, an unknown one, one twice. */
export function matchColumnsByHand<S extends { readonly index: number; readonly columns: readonly SheetColumn[] }>(
  kind: LedgerKind,
  sheet: S,
  chosen: ReadonlyMap<string, string>,
): { readonly sheet: S } | { readonly problem: 'column_unknown' | 'column_twice' | 'column_not_chosen' } {
  const known = ledgerColumns(kind);
  const columns = sheet.columns.map((column) => {
    const key = chosen.get(`${sheet.index}:${column.index}`) ?? column.key;
    return { ...column, key: key as SheetColumn['key'] };
  });
  const keys = columns.map(({ key }) => key);
  if (keys.some((key) => key === undefined)) return { problem: 'column_not_chosen' };
  const used = keys.filter((key) => key !== 'leave_out');
  if (used.some((key) => key !== undefined && !Object.hasOwn(known, key))) return { problem: 'column_unknown' };
  if (new Set(used).size !== used.length) return { problem: 'column_twice' };
  return { sheet: { ...sheet, columns } };
}
