import { sql } from 'kysely';
import { pinyinOf } from '../../kit/chinese.ts';
import type { Day } from '../../kit/clock.ts';
import { newId } from '../../kit/ids.ts';
import { insertMany, updateMany } from '../../kit/rows.ts';
import type { Write } from '../../kit/write.ts';
import type { Capacity, Share } from './household.ts';
import type { Details, Sex } from './person.ts';
import { openSealed, sealPerson, sealText } from './sealing.ts';

/** How a name is found by typing letters, as the columns of `persons`. */
function spelledName(name: string): { pinyin: string; initials: string } {
  const { full, initials } = pinyinOf(name);
  return { pinyin: full, initials };
}

/** A person to be written; numbers as `readIdNumber` and `readPhone` give them. `id` may be given to refer to it at once. */
export type NewPerson = {
  readonly id?: string | undefined;
  readonly name: string;
  readonly sex?: Sex | null | undefined;
  readonly birthDate?: Day | null | undefined;
  readonly idNumber?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly details?: Details | undefined;
  /** The community (or higher place) that keeps the record. */
  readonly placeId: string;
  readonly guardianId?: string | null | undefined;
};

/** What is to change of a person: what is left out stays, null empties. `details` stands for all of them. */
export type PersonChange = { readonly id: string; readonly diedOn?: Day | null | undefined } & {
  readonly [K in Exclude<keyof NewPerson, 'id'>]?: NewPerson[K] | undefined;
};

/**
 * Writes persons, each sealed with a key of their own. The caller records the verb and has made sure that no ID number
 * stands twice: the database refuses a second one.
 * @returns their ids, in the same order.
 */
export async function addPersons(write: Write, persons: readonly NewPerson[]): Promise<string[]> {
  const named = persons.map((person) => ({ ...person, id: person.id ?? newId() }));
  await insertMany(write.tx, 'persons', sealedRows(write, named));
  return named.map((person) => person.id);
}

/** Persons as rows, each sealed only when its turn comes. */
function* sealedRows(write: Write, persons: readonly (NewPerson & { readonly id: string })[]) {
  for (const person of persons) {
    yield {
      district: write.district,
      id: person.id,
      name: person.name,
      ...spelledName(person.name),
      sex: person.sex ?? null,
      birth_date: person.birthDate ?? null,
      place_id: person.placeId,
      ...sealPerson(write.keyring, person.id, {
        idNumber: person.idNumber ?? null,
        phone: person.phone ?? null,
        details: person.details ?? {},
      }),
      guardian_id: person.guardianId ?? null,
      created_at: write.now,
    };
  }
}

const changeable = [
  'name',
  'pinyin',
  'initials',
  'sex',
  'birth_date',
  'place_id',
  'wrapped_key',
  'id_number',
  'id_number_hash',
  'phone',
  'phone_hash',
  'details',
  'guardian_id',
  'died_on',
] as const;

/** Changes persons, sealing anew what is sealed. Erased ones and those not there are left alone. The caller records. */
export async function updatePersons(write: Write, changes: readonly PersonChange[]): Promise<void> {
  for (let start = 0; start < changes.length; start += 2000) {
    const batch = new Map(changes.slice(start, start + 2000).map((change) => [change.id, change]));
    const rows = await write.tx
      .selectFrom('persons')
      .select(['district', 'id', ...changeable])
      .where('district', '=', write.district)
      .where(sql<boolean>`id = any(${[...batch.keys()]}::uuid[])`)
      .where('erased_at', 'is', null)
      .forUpdate()
      .execute();
    const changed = rows.map((row) => {
      const change = batch.get(row.id) ?? { id: row.id };
      const touchesSealed = change.idNumber !== undefined || change.phone !== undefined || change.details !== undefined;
      return {
        ...row,
        ...(change.name === undefined || change.name === row.name
          ? {}
          : { name: change.name, ...spelledName(change.name) }),
        ...(change.sex === undefined ? {} : { sex: change.sex }),
        ...(change.birthDate === undefined ? {} : { birth_date: change.birthDate }),
        ...(change.placeId === undefined ? {} : { place_id: change.placeId }),
        ...(change.guardianId === undefined ? {} : { guardian_id: change.guardianId }),
        ...(change.diedOn === undefined ? {} : { died_on: change.diedOn }),
        ...(touchesSealed ? resealed(write, row, change) : {}),
      };
    });
    await updateMany(write.tx, 'persons', changeable, changed);
  }
}

type SealedRow = Parameters<typeof openSealed>[1];

function resealed(write: Write, row: SealedRow, change: PersonChange): ReturnType<typeof sealPerson> {
  const before = openSealed(write.keyring, row);
  const plain = {
    idNumber: change.idNumber === undefined ? before.idNumber : change.idNumber,
    phone: change.phone === undefined ? before.phone : change.phone,
    details: change.details ?? before.details,
  };
  const wrapped = row.wrapped_key;
  return sealPerson(
    write.keyring,
    row.id,
    plain,
    wrapped ? { wrapped, key: write.keyring.unwrap(wrapped) } : undefined,
  );
}

/** A household to be written. */
export type NewHousehold = {
  readonly id?: string | undefined;
  readonly dwellingId: string;
  readonly headId?: string | null | undefined;
  readonly declaredSize?: number | null | undefined;
  readonly ledgerSteward?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly fromDay: Day;
};

/** What is to change of a household: what is left out stays, null empties. */
export type HouseholdChange = { readonly id: string; readonly toDay?: Day | null | undefined } & {
  readonly [K in 'headId' | 'declaredSize' | 'ledgerSteward' | 'note' | 'dwellingId']?: NewHousehold[K] | undefined;
};

/** Writes households; the caller records. @returns their ids, in the same order. */
export async function addHouseholds(write: Write, households: readonly NewHousehold[]): Promise<string[]> {
  const rows = households.map((household) => {
    const id = household.id ?? newId();
    return {
      district: write.district,
      id,
      dwelling_id: household.dwellingId,
      head_id: household.headId ?? null,
      declared_size: household.declaredSize ?? null,
      ledger_steward: household.ledgerSteward ?? null,
      ...sealedNote(write, id, household.note ?? null),
      from_day: household.fromDay,
    };
  });
  await insertMany(write.tx, 'households', rows);
  return rows.map((row) => row.id);
}

function sealedNote(write: Write, id: string, note: string | null) {
  if (note === null || note === '') return { wrapped_key: null, note: null };
  const { wrapped, key } = write.keyring.newSubjectKey();
  return { wrapped_key: wrapped, note: sealText(write.keyring, key, note, 'households.note', id) };
}

const householdChangeable = [
  'dwelling_id',
  'head_id',
  'declared_size',
  'ledger_steward',
  'wrapped_key',
  'note',
  'to_day',
] as const;

/** Changes households; the caller records. */
export async function updateHouseholds(write: Write, changes: readonly HouseholdChange[]): Promise<void> {
  for (let start = 0; start < changes.length; start += 2000) {
    const batch = new Map(changes.slice(start, start + 2000).map((change) => [change.id, change]));
    const rows = await write.tx
      .selectFrom('households')
      .select(['district', 'id', ...householdChangeable])
      .where('district', '=', write.district)
      .where(sql<boolean>`id = any(${[...batch.keys()]}::uuid[])`)
      .forUpdate()
      .execute();
    const changed = rows.map((row) => {
      const change = batch.get(row.id) ?? { id: row.id };
      return {
        ...row,
        ...(change.dwellingId === undefined ? {} : { dwelling_id: change.dwellingId }),
        ...(change.headId === undefined ? {} : { head_id: change.headId }),
        ...(change.declaredSize === undefined ? {} : { declared_size: change.declaredSize }),
        ...(change.ledgerSteward === undefined ? {} : { ledger_steward: change.ledgerSteward }),
        ...(change.note === undefined ? {} : sealedNote(write, row.id, change.note)),
        ...(change.toDay === undefined ? {} : { to_day: change.toDay }),
      };
    });
    await updateMany(write.tx, 'households', householdChangeable, changed);
  }
}

/** Somebody's belonging to a dwelling, to be written. */
export type NewResidence = {
  readonly id?: string | undefined;
  readonly dwellingId: string;
  readonly personId: string;
  readonly householdId?: string | null | undefined;
  readonly capacity: Capacity;
  readonly livesHere: boolean;
  readonly share?: Share | null | undefined;
  readonly relation?: string | null | undefined;
  readonly fromDay: Day;
};

/** What is to change of a belonging: what is left out stays, null empties. */
export type ResidenceChange = { readonly id: string; readonly toDay?: Day | null | undefined } & {
  readonly [K in 'householdId' | 'capacity' | 'livesHere' | 'share' | 'relation']?: NewResidence[K] | undefined;
};

/**
 * Writes who belongs to which dwelling; the caller records and has asked `sharesProblem`, since the database refuses
 * shares above the whole, a second sole owner, and a second open row for one person and dwelling.
 * @returns their ids, in the same order.
 */
export async function addResidences(write: Write, residences: readonly NewResidence[]): Promise<string[]> {
  const rows = residences.map((residence) => ({
    district: write.district,
    id: residence.id ?? newId(),
    dwelling_id: residence.dwellingId,
    person_id: residence.personId,
    household_id: residence.householdId ?? null,
    capacity: residence.capacity,
    lives_here: residence.livesHere,
    share_part: residence.share?.part ?? null,
    share_whole: residence.share?.whole ?? null,
    relation: residence.relation ?? null,
    from_day: residence.fromDay,
  }));
  await insertMany(write.tx, 'dwelling_persons', rows);
  return rows.map((row) => row.id);
}

const residenceChangeable = [
  'household_id',
  'capacity',
  'lives_here',
  'share_part',
  'share_whole',
  'relation',
  'to_day',
] as const;

/** Changes who belongs to which dwelling, and ends it (`toDay`); the caller records. */
export async function updateResidences(write: Write, changes: readonly ResidenceChange[]): Promise<void> {
  for (let start = 0; start < changes.length; start += 2000) {
    const batch = new Map(changes.slice(start, start + 2000).map((change) => [change.id, change]));
    const rows = await write.tx
      .selectFrom('dwelling_persons')
      .select(['district', 'id', ...residenceChangeable])
      .where('district', '=', write.district)
      .where(sql<boolean>`id = any(${[...batch.keys()]}::uuid[])`)
      .forUpdate()
      .execute();
    const changed = rows.map((row) => {
      const change = batch.get(row.id) ?? { id: row.id };
      return {
        ...row,
        ...(change.householdId === undefined ? {} : { household_id: change.householdId }),
        ...(change.capacity === undefined ? {} : { capacity: change.capacity }),
        ...(change.livesHere === undefined ? {} : { lives_here: change.livesHere }),
        ...(change.share === undefined
          ? {}
          : { share_part: change.share?.part ?? null, share_whole: change.share?.whole ?? null }),
        ...(change.relation === undefined ? {} : { relation: change.relation }),
        ...(change.toDay === undefined ? {} : { to_day: change.toDay }),
      };
    });
    await updateMany(write.tx, 'dwelling_persons', residenceChangeable, changed);
  }
}
