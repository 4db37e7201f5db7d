import { sql } from 'kysely';
import { underAny } from '../../kit/access.ts';
import type { Reader, Tx } from '../../kit/database.ts';
import type { Slice } from '../../kit/paging.ts';
import { type Counts, type Import, type ImportState, type LedgerKind, noRows, type Sheet, verdicts } from './ledger.ts';

const columns = [
  'imports.district',
  'imports.id',
  'imports.kind',
  'imports.place_id as placeId',
  'imports.file_name as fileName',
  'imports.by_id as byId',
  'imports.state',
  'imports.sheets',
  'imports.problem',
  'imports.rows_done as rowsDone',
  'imports.rows_total as rowsTotal',
  'imports.wrapped_key as wrappedKey',
  'imports.created_at as createdAt',
  'imports.finished_at as finishedAt',
] as const;

type Row = Omit<Import, 'kind' | 'state' | 'sheets'> & { kind: string; state: string; sheets: unknown };

function importOf(row: Row): Import {
  return {
    ...row,
    kind: row.kind as LedgerKind,
    state: row.state as ImportState,
    sheets: row.sheets as Sheet[],
  };
}

/** One import; undefined when the district has none. */
export async function findImport(db: Reader, district: string, id: string): Promise<Import | undefined> {
  const row = await db
    .selectFrom('imports')
    .select(columns)
    .where('district', '=', district)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && importOf(row);
}

/** One import, held until the transaction ends, so that it is written by one process at a time. */
export async function lockImport(tx: Tx, district: string, id: string): Promise<Import | undefined> {
  const row = await tx
    .selectFrom('imports')
    .select(columns)
    .where('district', '=', district)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && importOf(row);
}

/** Imports at or below these paths, the newest first; with the name of the place. */
export async function listImports(
  db: Reader,
  district: string,
  paths: readonly string[],
  slice: Slice,
): Promise<{ imports: (Import & { placeName: string; placeCode: string })[]; total: number }> {
  const there = db
    .selectFrom('imports')
    .innerJoin('places', (join) =>
      join.onRef('places.district', '=', 'imports.district').onRef('places.id', '=', 'imports.place_id'),
    )
    .where('imports.district', '=', district)
    .where('places.district', '=', district)
    .where(underAny('places.path', paths));
  const rows = await there
    .select([...columns, 'places.name as placeName', 'places.code as placeCode'])
    .orderBy('imports.id', 'desc')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
  const counted = await there.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirst();
  return {
    imports: rows.map(({ placeName, placeCode, ...row }) => ({ ...importOf(row), placeName, placeCode })),
    total: Number(counted?.n ?? 0),
  };
}

/** Headings that people of this district matched by hand before. */
export async function headingChoices(db: Reader, district: string, kind: LedgerKind): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('heading_choices')
    .select(['heading', 'column_name'])
    .where('district', '=', district)
    .where('kind', '=', kind)
    .execute();
  return new Map(rows.map((row) => [row.heading, row.column_name]));
}

/** Remembers how headings are read in this district. */
export async function keepChoices(
  tx: Tx,
  district: string,
  kind: LedgerKind,
  choices: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = [...choices].map(([heading, column_name]) => ({ district, kind, heading, column_name }));
  if (rows.length === 0) return;
  await tx
    .insertInto('heading_choices')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['district', 'kind', 'heading'])
        .doUpdateSet((eb) => ({ column_name: eb.ref('excluded.column_name') })),
    )
    .execute();
}

/** What people decided about rows in doubt: `sheet row` → decision. */
export async function decisionsOf(
  db: Reader,
  district: string,
  importId: string,
): Promise<ReadonlyMap<string, 'take' | 'leave'>> {
  const rows = await db
    .selectFrom('import_decisions')
    .select(['sheet', 'row', 'decision'])
    .where('district', '=', district)
    .where('import_id', '=', importId)
    .execute();
  return new Map(rows.map(({ sheet, row, decision }) => [`${sheet} ${row}`, decision === 'take' ? 'take' : 'leave']));
}

/** A membership with the talents of whoever holds it. */
export type Membership = {
  readonly personId: string;
  readonly team: string;
  readonly placeId: string;
  readonly registeredOn: string;
  readonly minutes: number;
  readonly talents: readonly string[];
  readonly services: readonly string[];
};

/** The teams these persons are in today, with their talents and services; one query whatever the number. */
export async function membershipsAt(db: Reader, district: string, personIds: readonly string[]): Promise<Membership[]> {
  if (personIds.length === 0) return [];
  const { rows } = await sql<Membership>`
    select m.person_id as "personId", g.name as team, g.place_id as "placeId", m.registered_on as "registeredOn",
      m.minutes_brought_forward as minutes,
      array(select word from talents t where t.district = ${district} and t.person_id = m.person_id and t.ended_on is null
        and t.kind = 'skill' order by t.id) as talents,
      array(select word from talents t where t.district = ${district} and t.person_id = m.person_id and t.ended_on is null
        and t.kind = 'service' order by t.id) as services
    from memberships m join groups g on g.district = ${district} and g.id = m.group_id
    where m.district = ${district} and m.person_id = any(${personIds}::uuid[]) and m.state = 'active' and g.kind = 'team'
      and g.dissolved_on is null`.execute(db);
  return rows;
}

/** All counts of verdicts added up. */
export function countsOf(list: readonly Counts[]): Counts {
  return Object.fromEntries(
    verdicts.map((verdict) => [verdict, list.reduce((sum, one) => sum + one[verdict], noRows[verdict])]),
  ) as Counts;
}
