import { sql } from 'kysely';
import type { Reader } from '../../kit/database.ts';
import type { Keyring } from '../../kit/secrets.ts';
import type { Household, Residence } from './household.ts';
import type { OpenedPerson } from './person.ts';
import { idNumberHashes, openText, phoneHashes } from './sealing.ts';
import { householdsIn, openPersons, residencesOf } from './store.ts';
import { type OpenTag, openTags } from './tag-store.ts';

/** A person with all that an import compares with: opened, with the belongings that last and the tags that hold. */
export type KnownPerson = OpenedPerson & {
  readonly residences: readonly Residence[];
  readonly tags: readonly OpenTag[];
};

/** By what an import asks for persons; numbers as `readIdNumber` and `readPhone` give them. All are joined by "or". */
export type KnownBy = {
  readonly ids?: readonly string[] | undefined;
  readonly idNumbers?: readonly string[] | undefined;
  readonly phones?: readonly string[] | undefined;
  /** Everybody who belongs to these dwellings today. */
  readonly dwellingIds?: readonly string[] | undefined;
};

/**
 * The persons that an import may be about, living records only, each once; four queries whatever the number. Meant for
 * batches of a few thousand rows. Nothing of it may be shown without noting a reading.
 */
export async function knownPersons(
  db: Reader,
  keyring: Keyring,
  district: string,
  by: KnownBy,
): Promise<KnownPerson[]> {
  const idHashes = (by.idNumbers ?? []).flatMap((number) => idNumberHashes(keyring, number).map(hex));
  const ofPhones = (by.phones ?? []).flatMap((phone) => phoneHashes(keyring, phone).map(hex));
  // A union, so that each part goes by its own index; one look-up each, however
  // little the planner knows of a table that is just being filled.
  const { rows } = await sql<{ id: string }>`
    with asked as (
      select unnest(${by.ids ?? []}::uuid[]) as id
      union select found.id from unnest(${idHashes}::text[]) as given(hash), lateral (
        select id from persons where district = ${district} and id_number_hash = given.hash::bytea and merged_into is null
        limit 1) found
      union select found.id from unnest(${ofPhones}::text[]) as given(hash), lateral (
        select id from persons where district = ${district} and phone_hash = given.hash::bytea limit 50) found
      union select found.person_id from unnest(${by.dwellingIds ?? []}::uuid[]) as given(id), lateral (
        select person_id from dwelling_persons where district = ${district} and dwelling_id = given.id and to_day is null
        limit 1000) found
    )
    select living.id from asked, lateral (
      select id from persons where district = ${district} and id = asked.id and merged_into is null and erased_at is null
      limit 1) living`.execute(db);
  return completed(
    db,
    keyring,
    district,
    rows.map((row) => row.id),
  );
}

async function completed(
  db: Reader,
  keyring: Keyring,
  district: string,
  ids: readonly string[],
): Promise<KnownPerson[]> {
  const persons = await openPersons(db, keyring, district, ids);
  const residences = Map.groupBy(
    (await residencesOf(db, district, ids)).filter((residence) => residence.toDay === null),
    (residence) => residence.personId,
  );
  const tags = Map.groupBy(await openTags(db, keyring, district, ids), (tag) => tag.personId);
  return persons.map((person) => ({
    ...person,
    residences: residences.get(person.id) ?? [],
    tags: tags.get(person.id) ?? [],
  }));
}

/** The households that live in these dwellings today, with their notes; two queries whatever the number. */
export async function knownHouseholds(
  db: Reader,
  keyring: Keyring,
  district: string,
  dwellingIds: readonly string[],
): Promise<(Household & { readonly note: string | null })[]> {
  const households = await householdsIn(db, district, dwellingIds);
  if (households.length === 0) return [];
  const notes = await db
    .selectFrom('households')
    .select(['id', 'wrapped_key', 'note'])
    .where('district', '=', district)
    .where(sql<boolean>`id = any(${households.map((household) => household.id)}::uuid[])`)
    .where('note', 'is not', null)
    .execute();
  const noteOf = new Map(
    notes.map((row) => [row.id, openText(keyring, row.wrapped_key, row.note, 'households.note', row.id)]),
  );
  return households.map((household) => ({ ...household, note: noteOf.get(household.id) ?? null }));
}

function hex(hash: Buffer): string {
  return `\\x${hash.toString('hex')}`;
}
