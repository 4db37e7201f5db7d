import { sql } from 'kysely';
import type { Reader, Tx } from '../../kit/database.ts';
import type { Keyring } from '../../kit/secrets.ts';
import type { Household, Residence, Share } from './household.ts';
import type { OpenedPerson, Person, Sex } from './person.ts';
import { idNumberHashes, openSealed, openText, phoneHashes } from './sealing.ts';

const personColumns = [
  'district',
  'id',
  'name',
  'sex',
  'birth_date as birthDate',
  'place_id as placeId',
  'guardian_id as guardianId',
  'died_on as diedOn',
  'merged_into as mergedInto',
  'erased_at as erasedAt',
] as const;
const sealedColumns = ['wrapped_key', 'id_number', 'phone', 'details'] as const;

type PersonRow = Omit<Person, 'sex'> & { readonly sex: string | null };
type SealedRow = PersonRow & {
  readonly wrapped_key: Uint8Array | null;
  readonly id_number: Uint8Array | null;
  readonly phone: Uint8Array | null;
  readonly details: Uint8Array | null;
};

function personOf(row: PersonRow): Person {
  return { ...row, sex: row.sex as Sex | null };
}

function openedOf(keyring: Keyring, { wrapped_key, id_number, phone, details, ...row }: SealedRow): OpenedPerson {
  return { ...personOf(row), ...openSealed(keyring, { id: row.id, wrapped_key, id_number, phone, details }) };
}

/** The person with this id; undefined when the district has none. One merged into another is found as it is. */
export async function findPerson(db: Reader, district: string, id: string): Promise<Person | undefined> {
  const row = await db
    .selectFrom('persons')
    .select(personColumns)
    .where('district', '=', district)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && personOf(row);
}

/** The person with this id; throws when there is none, so only for ids that came from the database. */
export async function getPerson(db: Reader, district: string, id: string): Promise<Person> {
  const person = await findPerson(db, district, id);
  if (!person) throw new Error(`No person ${district} ${id}`);
  return person;
}

/** A person with everything sealed opened. Whoever shows it notes the reading (`noteRead`). */
export async function openPerson(
  db: Reader,
  keyring: Keyring,
  district: string,
  id: string,
): Promise<OpenedPerson | undefined> {
  const [person] = await openPersons(db, keyring, district, [id]);
  return person;
}

/** Several persons opened, in no order; those that are not there are left out. */
export async function openPersons(
  db: Reader,
  keyring: Keyring,
  district: string,
  ids: readonly string[],
): Promise<OpenedPerson[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('persons')
    .select([...personColumns, ...sealedColumns])
    .where('district', '=', district)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
  return rows.map((row) => openedOf(keyring, row));
}

/**
 * The persons behind these ids, each under the id asked for: of one merged into another, the other one.
 * Erased persons are there with an empty name.
 */
export async function findPersons(db: Reader, district: string, ids: readonly string[]): Promise<Map<string, Person>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<PersonRow & { readonly asked: string }>`
    with recursive followed as (
      select id as asked, id, merged_into from persons where district = ${district} and id = any(${[...new Set(ids)]}::uuid[])
      union all
      select followed.asked, persons.id, persons.merged_into from followed
      join persons on persons.district = ${district} and persons.id = followed.merged_into
    )
    select followed.asked, p.district, p.id, p.name, p.sex, p.birth_date as "birthDate", p.place_id as "placeId",
      p.guardian_id as "guardianId", p.died_on as "diedOn", p.merged_into as "mergedInto", p.erased_at as "erasedAt"
    from followed join persons p on p.district = ${district} and p.id = followed.id
    where followed.merged_into is null`.execute(db);
  return new Map(rows.map(({ asked, ...row }) => [asked, personOf(row)]));
}

/** The living record with this ID number, as `readIdNumber` gives it. */
export async function personByIdNumber(
  db: Reader,
  keyring: Keyring,
  district: string,
  idNumber: string,
): Promise<Person | undefined> {
  const row = await db
    .selectFrom('persons')
    .select(personColumns)
    .where('district', '=', district)
    .where('id_number_hash', 'in', idNumberHashes(keyring, idNumber))
    .where('merged_into', 'is', null)
    .executeTakeFirst();
  return row && personOf(row);
}

/** Everybody with this telephone, as `readPhone` gives it: families share one. */
export async function personsByPhone(db: Reader, keyring: Keyring, district: string, phone: string): Promise<Person[]> {
  const rows = await db
    .selectFrom('persons')
    .select(personColumns)
    .where('district', '=', district)
    .where('phone_hash', 'in', phoneHashes(keyring, phone))
    .where('merged_into', 'is', null)
    .orderBy('id')
    .limit(50)
    .execute();
  return rows.map(personOf);
}

/** Persons of that name who live in, own or rent the dwelling today. */
export async function personsByName(db: Reader, district: string, dwellingId: string, name: string): Promise<Person[]> {
  const rows = await db
    .selectFrom('persons')
    .select(personColumns)
    .where('district', '=', district)
    .where('name', '=', name)
    .where('merged_into', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('dwelling_persons')
          .select('dwelling_persons.id')
          .where('dwelling_persons.district', '=', district)
          .where('dwelling_persons.dwelling_id', '=', dwellingId)
          .whereRef('dwelling_persons.person_id', '=', 'persons.id')
          .where('dwelling_persons.to_day', 'is', null),
      ),
    )
    .execute();
  return rows.map(personOf);
}

/** The wrapped keys of persons by id; erased ones have none. */
export async function wrappedKeys(
  db: Reader,
  district: string,
  ids: readonly string[],
): Promise<Map<string, Uint8Array>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('persons')
    .select(['id', 'wrapped_key'])
    .where('district', '=', district)
    .where(sql<boolean>`id = any(${[...new Set(ids)]}::uuid[])`)
    .execute();
  return new Map(rows.flatMap((row) => (row.wrapped_key ? [[row.id, row.wrapped_key] as const] : [])));
}

/** Where somebody is found: the paths of all dwellings they belong to today, else of the place that keeps the record. */
export async function pathsOf(
  db: Reader,
  district: string,
  ids: readonly string[],
): Promise<Map<string, readonly string[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; paths: string[] }>`
    select persons.id, coalesce(
      (select array_agg(homes.path) from dwelling_persons
        join places homes on homes.district = ${district} and homes.id = dwelling_persons.dwelling_id
        where dwelling_persons.district = ${district} and dwelling_persons.person_id = persons.id and dwelling_persons.to_day is null),
      array[kept.path]) as paths
    from persons join places kept on kept.district = ${district} and kept.id = persons.place_id
    where persons.district = ${district} and persons.id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.paths]));
}

const residenceColumns = [
  'id',
  'dwelling_id as dwellingId',
  'person_id as personId',
  'household_id as householdId',
  'capacity',
  'lives_here as livesHere',
  'share_part',
  'share_whole',
  'relation',
  'from_day as fromDay',
  'to_day as toDay',
] as const;

type ResidenceRow = Omit<Residence, 'capacity' | 'share'> & {
  readonly capacity: string;
  readonly share_part: number | null;
  readonly share_whole: number | null;
};

function residenceOf({ share_part, share_whole, ...row }: ResidenceRow): Residence {
  const share: Share | null =
    share_part === null || share_whole === null ? null : { part: share_part, whole: share_whole };
  return { ...row, capacity: row.capacity as Residence['capacity'], share };
}

/** Everything persons belonged and belong to, the oldest first. */
export async function residencesOf(db: Reader, district: string, personIds: readonly string[]): Promise<Residence[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .selectFrom('dwelling_persons')
    .select(residenceColumns)
    .where('district', '=', district)
    .where(sql<boolean>`person_id = any(${personIds}::uuid[])`)
    .orderBy('from_day')
    .orderBy('id')
    .execute();
  return rows.map(residenceOf);
}

/** Who belongs to these dwellings today. */
export async function residentsOf(db: Reader, district: string, dwellingIds: readonly string[]): Promise<Residence[]> {
  if (dwellingIds.length === 0) return [];
  const rows = await db
    .selectFrom('dwelling_persons')
    .select(residenceColumns)
    .where('district', '=', district)
    .where(sql<boolean>`dwelling_id = any(${dwellingIds}::uuid[])`)
    .where('to_day', 'is', null)
    .orderBy('from_day')
    .orderBy('id')
    .execute();
  return rows.map(residenceOf);
}

/** One belonging; undefined when there is none. */
export async function findResidence(db: Reader, district: string, id: string): Promise<Residence | undefined> {
  const row = await db
    .selectFrom('dwelling_persons')
    .select(residenceColumns)
    .where('district', '=', district)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && residenceOf(row);
}

/** Who lives or lived in these households. */
export async function membersOf(
  db: Reader,
  district: string,
  householdIds: readonly string[],
  options: { readonly lastingOnly: boolean } = { lastingOnly: true },
): Promise<Residence[]> {
  if (householdIds.length === 0) return [];
  let query = db
    .selectFrom('dwelling_persons')
    .select(residenceColumns)
    .where('district', '=', district)
    .where(sql<boolean>`household_id = any(${householdIds}::uuid[])`)
    .orderBy('from_day')
    .orderBy('id');
  if (options.lastingOnly) query = query.where('to_day', 'is', null);
  return (await query.execute()).map(residenceOf);
}

const householdColumns = [
  'district',
  'id',
  'dwelling_id as dwellingId',
  'head_id as headId',
  'declared_size as declaredSize',
  'ledger_steward as ledgerSteward',
  'from_day as fromDay',
  'to_day as toDay',
] as const;

/** One household; undefined when the district has none. */
export async function findHousehold(db: Reader, district: string, id: string): Promise<Household | undefined> {
  return db
    .selectFrom('households')
    .select(householdColumns)
    .where('district', '=', district)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Several households by their ids. */
export async function findHouseholds(db: Reader, district: string, ids: readonly string[]): Promise<Household[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('households')
    .select(householdColumns)
    .where('district', '=', district)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
}

/** The households that live in these dwellings today. */
export async function householdsIn(db: Reader, district: string, dwellingIds: readonly string[]): Promise<Household[]> {
  if (dwellingIds.length === 0) return [];
  return db
    .selectFrom('households')
    .select(householdColumns)
    .where('district', '=', district)
    .where(sql<boolean>`dwelling_id = any(${dwellingIds}::uuid[])`)
    .where('to_day', 'is', null)
    .orderBy('from_day')
    .orderBy('id')
    .execute();
}

/** What is noted about a household; null for none. */
export async function householdNote(
  db: Reader,
  keyring: Keyring,
  district: string,
  id: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('households')
    .select(['wrapped_key', 'note'])
    .where('district', '=', district)
    .where('id', '=', id)
    .executeTakeFirst();
  return openText(keyring, row?.wrapped_key ?? null, row?.note ?? null, 'households.note', id);
}

/** Locks dwellings for the rest of the transaction, so that two changes of who owns one come one after the other. */
export async function lockDwellings(tx: Tx, district: string, ids: readonly string[]): Promise<void> {
  await tx
    .selectFrom('places')
    .select('id')
    .where('district', '=', district)
    .where(sql<boolean>`id = any(${[...new Set(ids)]}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Locks persons for the rest of the transaction, in one order, so that two merges cannot wait for each other. */
export async function lockPersons(tx: Tx, district: string, ids: readonly string[]): Promise<void> {
  await tx
    .selectFrom('persons')
    .select('id')
    .where('district', '=', district)
    .where(sql<boolean>`id = any(${[...new Set(ids)]}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
}
