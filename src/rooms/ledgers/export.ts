import { sql } from 'kysely';
import { under } from '../../kit/access.ts';
import type { Reader } from '../../kit/database.ts';
import type { Keyring } from '../../kit/secrets.ts';
import type { SheetColumn, SheetToWrite, SheetValue } from '../../kit/sheets/index.ts';
import {
  type CodeTable,
  codeName,
  type Details,
  EDUCATIONS,
  ETHNIC_GROUPS,
  knownHouseholds,
  MARITAL_STATUSES,
  maskIdNumber,
  maskName,
  maskPhone,
  openPersons,
  POLITICAL_STATUSES,
  RELATIONS,
  type TagKind,
  tagKinds,
  tagsOf,
} from '../people/index.ts';
import type { Occupancy, Place } from '../places/index.ts';
import { columnsOf } from './columns.ts';
import type { exportKinds } from './input.ts';

export type ExportKind = (typeof exportKinds)[number];

/** What is taken out, of where, and how much of it is shown. */
export type Export = {
  readonly kind: ExportKind;
  readonly place: Place;
  /** Names, numbers and telephones in full; otherwise masked, and notes left out. */
  readonly full: boolean;
  /** Which care words may be seen. */
  readonly sees: (kind: TagKind) => boolean;
};

const stride = 2000;
const occupancyWord: Readonly<Record<Occupancy, string>> = { self: '自住', let: '出租', empty: '空置', shop: '商铺' };
const { households: h, residents: r } = columnsOf;

const text = ({ zh }: { readonly zh: string }): SheetColumn => ({ heading: zh, kind: 'text' });
const door = [text(h.community), text(h.compound), text(h.building), text(h.entrance), text(h.room)];
const householdColumns: readonly SheetColumn[] = [
  ...door,
  { heading: `${h.area.zh}（㎡）`, kind: 'hundredths' },
  text(h.occupancy),
  text(h.head),
  text(h.phone),
  { heading: h.size.zh, kind: 'integer' },
  text(h.steward),
  text(h.note),
];
const residentColumns: readonly SheetColumn[] = [
  ...door,
  text(r.name),
  text(r.sex),
  text(r.idNumber),
  { heading: r.birth.zh, kind: 'date' },
  text(r.relation),
  text(r.phone),
  text(r.ethnicGroup),
  text(r.politicalStatus),
  text(r.education),
  text(r.maritalStatus),
  text(r.registeredAddress),
  text(r.registration),
  text(r.employer),
  text(r.tags),
  text(r.note),
];

/**
 * A ledger of what is known below a place, with the headings by which it can be brought in again. Rows are read some
 * thousands at a time while the sheet is written.
 */
export function exportSheet(db: Reader, keyring: Keyring, order: Export): SheetToWrite {
  const isHouseholds = order.kind === 'households';
  return {
    name: order.place.name,
    columns: isHouseholds ? householdColumns : residentColumns,
    rows: isHouseholds ? householdRows(db, keyring, order) : residentRows(db, keyring, order),
  };
}

type Door = {
  readonly id: string;
  readonly path: string;
  readonly area: number | null;
  readonly occupancy: Occupancy | null;
  readonly community: string;
  readonly compound: string;
  readonly building: string;
  readonly entrance: string | null;
  readonly room: string;
};

async function* doorsBelow(db: Reader, { place }: Export): AsyncGenerator<Door[]> {
  let after = '';
  for (;;) {
    const { rows } = await sql<Door>`
      select d.id, d.path, d.area, d.occupancy, d.name as room, e.name as entrance, b.name as building, c.name as compound,
        m.name as community
      from places d
      left join places e on e.district = d.district and e.id = d.parent_id and e.kind = 'entrance'
      join places b on b.district = d.district and b.id = coalesce(e.parent_id, d.parent_id)
      join places c on c.district = d.district and c.id = b.parent_id
      join places m on m.district = d.district and m.id = c.parent_id
      where d.district = ${place.district} and d.kind = 'dwelling' and d.state = 'active' and ${under('d.path', place.path)}
        and d.path > ${after} collate "C"
      order by d.path limit ${stride}`.execute(db);
    if (rows.length > 0) yield rows;
    if (rows.length < stride) return;
    after = rows.at(-1)?.path ?? after;
  }
}

const doorValues = (one: Door): SheetValue[] => [one.community, one.compound, one.building, one.entrance, one.room];

async function* householdRows(db: Reader, keyring: Keyring, order: Export): AsyncGenerator<SheetValue[]> {
  const { district } = order.place;
  for await (const doors of doorsBelow(db, order)) {
    const known = await knownHouseholds(
      db,
      keyring,
      district,
      doors.map(({ id }) => id),
    );
    const heads = await openPersons(
      db,
      keyring,
      district,
      known.flatMap(({ headId }) => headId ?? []),
    );
    const headOf = new Map(heads.map((head) => [head.id, head]));
    const at = Map.groupBy(known, ({ dwellingId }) => dwellingId);
    for (const one of doors) {
      for (const household of at.get(one.id) ?? [undefined]) {
        const head = headOf.get(household?.headId ?? '');
        const phone = head?.phone ?? null;
        yield [
          ...doorValues(one),
          one.area,
          one.occupancy && occupancyWord[one.occupancy],
          head && (order.full ? head.name : maskName(head.name)),
          phone && (order.full ? phone : maskPhone(phone)),
          household?.declaredSize,
          household?.ledgerSteward,
          order.full ? household?.note : undefined,
        ];
      }
    }
  }
}

async function* residentRows(db: Reader, keyring: Keyring, order: Export): AsyncGenerator<SheetValue[]> {
  const { district } = order.place;
  for await (const doors of doorsBelow(db, order)) {
    const ids = doors.map(({ id }) => id);
    const { rows } = await sql<{ dwelling_id: string; person_id: string; relation: string | null }>`
      select dwelling_id, person_id, relation from dwelling_persons
      where district = ${district} and dwelling_id = any(${ids}::uuid[]) and to_day is null and lives_here
      order by relation, id`.execute(db);
    const personIds = [...new Set(rows.map(({ person_id }) => person_id))];
    const persons = new Map((await openPersons(db, keyring, district, personIds)).map((person) => [person.id, person]));
    const tags = Map.groupBy(await tagsOf(db, district, personIds), ({ personId }) => personId);
    const at = Map.groupBy(rows, ({ dwelling_id }) => dwelling_id);
    for (const one of doors) {
      for (const { person_id, relation } of at.get(one.id) ?? []) {
        const person = persons.get(person_id);
        if (!person || person.erasedAt !== null) continue;
        const { idNumber, phone, details } = person;
        const care = (tags.get(person_id) ?? [])
          .filter(({ kind }) => order.sees(kind))
          .map(({ kind }) => tagKinds[kind].zh);
        const only = <T>(value: T): T | undefined => (order.full ? value : undefined);
        yield [
          ...doorValues(one),
          order.full ? person.name : maskName(person.name),
          person.sex && (person.sex === 'male' ? '男' : '女'),
          idNumber && (order.full ? idNumber : maskIdNumber(idNumber)),
          only(person.birthDate),
          relation && codeName(RELATIONS, relation, 'zh'),
          phone && (order.full ? phone : maskPhone(phone)),
          only(detail(details, 'ethnicGroup', ETHNIC_GROUPS)),
          only(detail(details, 'politicalStatus', POLITICAL_STATUSES)),
          only(detail(details, 'education', EDUCATIONS)),
          only(detail(details, 'maritalStatus', MARITAL_STATUSES)),
          only(details.registeredAddress),
          only(details.registration),
          only(details.employer),
          care.join('、'),
          only(details.note),
        ];
      }
    }
  }
}

function detail(details: Details, key: keyof Details, table: CodeTable): string | undefined {
  const code = details[key];
  return code === undefined ? undefined : codeName(table, code, 'zh');
}

/** Everybody whose data a full export of a place opens: heads of households, or all who live there. */
export async function subjectsOf(
  db: Reader,
  kind: ExportKind,
  place: Pick<Place, 'district' | 'path'>,
): Promise<string[]> {
  const { rows } =
    kind === 'households'
      ? await sql<{ id: string }>`select distinct h.head_id as id from places d
          join households h on h.district = d.district and h.dwelling_id = d.id and h.to_day is null and h.head_id is not null
          where d.district = ${place.district} and d.kind = 'dwelling' and ${under('d.path', place.path)}`.execute(db)
      : await sql<{ id: string }>`select distinct r.person_id as id from places d
          join dwelling_persons r on r.district = d.district and r.dwelling_id = d.id and r.to_day is null and r.lives_here
          where d.district = ${place.district} and d.kind = 'dwelling' and ${under('d.path', place.path)}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Whether this actor asked for this export of this place in full a short while ago. */
export async function isExportOpen(
  db: Reader,
  at: { readonly kind: ExportKind; readonly place: Place; readonly personId: string; readonly since: Date },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from journal where district = ${at.place.district} and place_id = ${at.place.id} and actor_id = ${at.personId}
      and verb = 'ledgers.open_export' and change ->> 'kind' = ${at.kind} and at > ${at.since} limit 1`.execute(db);
  return rows.length > 0;
}
