import {
  ageOn,
  type CodeTable,
  codeName,
  type Details,
  detailKeys,
  EDUCATIONS,
  ETHNIC_GROUPS,
  isTagKind,
  type KnownPerson,
  MARITAL_STATUSES,
  type NewPerson,
  type PersonChange,
  POLITICAL_STATUSES,
  readCode,
  readTags,
  type Sex,
  type TagKind,
  tagKinds,
} from '../people/index.ts';
import { dayIn, idNumberIn, nameIn, phoneIn, type RowCells, sexIn, textIn, wrong } from './cells.ts';
import type { ColumnKey } from './columns.ts';
import { differences, type Line } from './kind.ts';
import type { Difference, Problem } from './ledger.ts';
import { holdsNote, joinedNote } from './notes.ts';

/** What rows of all ledgers about persons say of them. What is left out says nothing. */
export type PersonRecord = {
  readonly name: string;
  readonly sex?: Sex | undefined;
  readonly birth?: string | undefined;
  readonly idNumber?: string | undefined;
  readonly phone?: string | undefined;
  readonly details: Details;
};

/** What stands beside the ID number of a row and differs from what follows from it. */
export type PersonDoubt = { readonly differs?: readonly ('birth' | 'sex')[] | undefined };

/** The refusal of a row whose own columns contradict its ID number; undefined where they agree. */
export function contradiction({
  differs,
}: PersonDoubt): { readonly verdict: 'refused'; readonly problem: Problem } | undefined {
  const [column] = differs ?? [];
  return column && { verdict: 'refused', problem: { code: `${column}_differs_from_id`, column } };
}

/**
 * Reads the person of a row. Sex and birth date follow from a valid ID number (GB 11643); where their own columns differ
 * the row is not guessed at: `differs` says which.
 */
export function personIn(cells: RowCells): PersonRecord & PersonDoubt {
  const name = nameIn(cells, 'name') ?? wrong('name_missing', 'name');
  const id = idNumberIn(cells);
  const sex = sexIn(cells);
  const birth = dayIn(cells, 'birth');
  const differs = [
    ...(id && birth !== undefined && birth !== id.birthDate ? (['birth'] as const) : []),
    ...(id && sex !== undefined && sex !== id.sex ? (['sex'] as const) : []),
  ];
  return {
    name,
    sex: id?.sex ?? sex,
    birth: id?.birthDate ?? birth,
    idNumber: id?.number,
    phone: phoneIn(cells),
    details: {},
    ...(differs.length === 0 ? {} : { differs }),
  };
}

/** Care words of a cell as kinds of tag, with those that need the person's age to be understood, and the unknown ones. */
export function careIn(
  cells: RowCells,
  person: { readonly sex?: Sex | undefined; readonly birth?: string | undefined },
  age: number | undefined,
): { readonly kinds: readonly TagKind[]; readonly words: readonly string[]; readonly unknown: readonly string[] } {
  const text = textIn(cells, 'tags', 200);
  if (text === undefined) return { kinds: [], words: [], unknown: [] };
  const words = text.split(/[、,，;；/|+\s]+/).filter((word) => word !== '');
  const years = age ?? ageOn({ birthDate: person.birth ?? null }, cells.today);
  const read = words.map((word) => ({ word, ...readTags(word) }));
  const leftBehind = read.flatMap(({ unknown }) =>
    unknown.flatMap((word) => leftBehindOf(word, years, person.sex) ?? []),
  );
  return {
    kinds: [...new Set([...read.flatMap(({ kinds }) => kinds), ...leftBehind])],
    words: read.flatMap(({ word, kinds, unknown }) => (kinds.length > 0 || unknown.length > 0 ? [word] : [])),
    unknown: read.flatMap(({ unknown }) => unknown.filter((word) => !leftBehindOf(word, years, person.sex))),
  };
}

/** 留守 alone means a child, a woman or an elder: the age tells which. */
function leftBehindOf(word: string, age: number | undefined, sex: Sex | undefined): TagKind | undefined {
  if (word !== '留守' && word !== '留守人员') return undefined;
  if (age === undefined) return undefined;
  if (age >= 60) return 'left_behind_elder';
  if (age < 18) return 'left_behind_child';
  return sex === 'female' ? 'left_behind_woman' : undefined;
}

/** The Chinese names of kinds of tag, for showing what would change. */
export function tagNames(kinds: readonly string[]): string {
  return kinds.map((kind) => (isTagKind(kind) ? tagKinds[kind].zh : kind)).join('、');
}

/** Known persons by what rows name them with. */
export type Acquaintance = {
  readonly byId: ReadonlyMap<string, KnownPerson>;
  readonly byPhone: ReadonlyMap<string, readonly KnownPerson[]>;
  readonly byDoor: ReadonlyMap<string, readonly KnownPerson[]>;
};

/** Sorts known persons so that each row finds its own at once. */
export function acquaint(persons: readonly KnownPerson[]): Acquaintance {
  const byPhone = new Map<string, KnownPerson[]>();
  const byDoor = new Map<string, KnownPerson[]>();
  for (const person of persons) {
    if (person.phone !== null) put(byPhone, person.phone, person);
    for (const { dwellingId } of person.residences) put(byDoor, dwellingId, person);
  }
  return {
    byId: new Map(persons.flatMap((person) => (person.idNumber === null ? [] : [[person.idNumber, person] as const]))),
    byPhone,
    byDoor,
  };
}

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/**
 * Whom a row is about: whoever has its ID number, else the one of that name behind the same door or with the same
 * telephone whose ID number and birth date do not contradict. The number of somebody with another name is a doubt; taken,
 * or taken before, the row goes on without the number, until the right one is known.
 */
export function meet<R extends PersonRecord>(
  { record, taken }: Line<R>,
  dwellingId: string | undefined,
  known: Acquaintance,
): { readonly record: R; readonly person?: KnownPerson | undefined } | { readonly problem: Problem } {
  const unnumbered = { ...record, idNumber: undefined };
  if (taken?.code === 'id_of_another') return { record: unnumbered, person: namesake(unnumbered, dwellingId, known) };
  const owner = record.idNumber === undefined ? undefined : known.byId.get(record.idNumber);
  if (!owner) return { record, person: namesake(record, dwellingId, known) };
  if (owner.name === record.name) return { record, person: owner };
  const person = namesake(unnumbered, dwellingId, known);
  return person ? { record: unnumbered, person } : { problem: { code: 'id_of_another', column: 'idNumber' } };
}

function namesake(record: PersonRecord, dwellingId: string | undefined, known: Acquaintance): KnownPerson | undefined {
  const fits = (person: KnownPerson): boolean =>
    person.name === record.name &&
    (person.idNumber === null || record.idNumber === undefined || person.idNumber === record.idNumber) &&
    (person.birthDate === null || record.birth === undefined || person.birthDate === record.birth) &&
    (person.sex === null || record.sex === undefined || person.sex === record.sex);
  const behind = dwellingId === undefined ? [] : (known.byDoor.get(dwellingId) ?? []).filter(fits);
  if (behind.length === 1) return behind[0];
  const calling = record.phone === undefined ? [] : (known.byPhone.get(record.phone) ?? []).filter(fits);
  return calling.length === 1 ? calling[0] : undefined;
}

const codeTables: Readonly<Partial<Record<keyof Details, CodeTable>>> = {
  ethnicGroup: ETHNIC_GROUPS,
  politicalStatus: POLITICAL_STATUSES,
  education: EDUCATIONS,
  maritalStatus: MARITAL_STATUSES,
};

/** What stands in the detail columns: a code where the table knows the word, else the word, so that nothing is lost. */
export function detailsIn(cells: RowCells): Details {
  return Object.fromEntries(
    detailKeys.flatMap((key) => {
      const text = textIn(cells, key, key === 'note' ? 1000 : 200);
      if (text === undefined) return [];
      const table = codeTables[key];
      return [[key, (table && readCode(table, text)?.code) ?? text] as const];
    }),
  );
}

/** What a row says otherwise of a person than is on record. Remarks are added to the note, so they differ only when new. */
export function personDifferences(record: PersonRecord, person: KnownPerson): Difference[] {
  const shown = (key: keyof Details, value: string | undefined): string | undefined => {
    const table = codeTables[key];
    return value === undefined || table === undefined ? value : codeName(table, value, 'zh');
  };
  const { note } = record.details;
  return differences([
    ['idNumber', person.idNumber, record.idNumber],
    ['sex', person.sex, record.sex],
    ['birth', person.birthDate, record.birth],
    ['phone', person.phone, record.phone],
    ...detailKeys
      .filter((key) => key !== 'note')
      .map((key) => [key, shown(key, person.details[key]), shown(key, record.details[key])] as const),
    ['note', person.details.note, note === undefined || holdsNote(person.details.note, note) ? undefined : note],
  ]);
}

/** The change that makes a person what a row says, as far as these columns differ; undefined where none of them does. */
export function personChange(
  record: PersonRecord,
  person: KnownPerson,
  changed: readonly ColumnKey[],
): PersonChange | undefined {
  const of = <T>(column: ColumnKey, value: T): T | undefined => (changed.includes(column) ? value : undefined);
  const details = detailKeys.some((key) => changed.includes(key))
    ? {
        ...person.details,
        ...record.details,
        ...(record.details.note === undefined ? {} : { note: joinedNote(person.details.note, record.details.note) }),
      }
    : undefined;
  const change = {
    idNumber: of('idNumber', record.idNumber),
    sex: of('sex', record.sex),
    birthDate: of('birth', record.birth),
    phone: of('phone', record.phone),
    details,
  };
  return Object.values(change).some((value) => value !== undefined) ? { id: person.id, ...change } : undefined;
}

/** A person as a row has them, to be written. */
export function newPerson(record: PersonRecord, id: string, placeId: string): NewPerson {
  const { name, sex, birth, idNumber, phone, details } = record;
  return { id, name, sex, birthDate: birth, idNumber, phone, details, placeId };
}
