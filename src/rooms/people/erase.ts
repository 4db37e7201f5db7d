import { sql } from 'kysely';
import type { Write } from '../../kit/write.ts';
import { updateHouseholds } from './bulk.ts';
import type { Person } from './person.ts';
import { type HouseholdsChanged, unsettle } from './settle.ts';
import { residencesOf } from './store.ts';

/**
 * Erases a person and every record merged into it: keys, names, numbers, dates and texts go, and what was sealed can
 * never be opened again. Tags and messages are deleted, consents end. The id stays, so that the journal stays whole.
 * Part of a verb that records. Rooms above do theirs in reaction to its entry.
 * @returns what changed about households.
 */
export async function erasePerson(write: Write, person: Person): Promise<HouseholdsChanged> {
  const { tx, district } = write;
  const merged = await mergedInto(write, person.id);
  const ids = [person.id, ...merged];
  const open = (await residencesOf(tx, district, ids)).filter((residence) => residence.toDay === null);
  const { closed } = await unsettle(write, { residences: open, toDay: write.today, keepsOwning: false });
  const mine = sql<boolean>`person_id = any(${ids}::uuid[])`;
  await tx
    .updateTable('dwelling_persons')
    .set({ relation: null })
    .where('district', '=', district)
    .where(mine)
    .execute();
  await emptyHouseholds(write, ids);
  await tx.deleteFrom('tags').where('district', '=', district).where(mine).execute();
  await tx.deleteFrom('messages').where('district', '=', district).where(mine).execute();
  await tx
    .updateTable('consents')
    .set({ withdrawn_at: write.now })
    .where('district', '=', district)
    .where(({ or, eb }) => or([mine, eb('to_id', '=', person.id)]))
    .where('withdrawn_at', 'is', null)
    .execute();
  await tx
    .updateTable('data_requests')
    .set({ proposed: null, reason: null, answer: null })
    .where('district', '=', district)
    .where(mine)
    .execute();
  await tx
    .updateTable('person_merges')
    .set({ moved: '{}' })
    .where('district', '=', district)
    .where('kept_id', '=', person.id)
    .execute();
  await tx
    .updateTable('persons')
    .set({ guardian_id: null })
    .where('district', '=', district)
    .where('guardian_id', '=', person.id)
    .execute();
  await tx
    .updateTable('persons')
    .set({
      name: '',
      pinyin: '',
      initials: '',
      sex: null,
      birth_date: null,
      wrapped_key: null,
      id_number: null,
      id_number_hash: null,
      phone: null,
      phone_hash: null,
      details: null,
      guardian_id: null,
      died_on: null,
      erased_at: write.now,
    })
    .where('district', '=', district)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
  return { dwellings: [...new Set(open.map((residence) => residence.dwellingId))], founded: [], closed };
}

/** Every record that was merged into this one, directly or through another. */
async function mergedInto(write: Write, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive below as (
      select id from persons where district = ${write.district} and merged_into = ${id}
      union all
      select persons.id from below join persons on persons.district = ${write.district} and persons.merged_into = below.id
    )
    select id from below`.execute(write.tx);
  return rows.map((row) => row.id);
}

/** A household's note speaks of its people: it goes with its head, and with the last who is not erased. */
async function emptyHouseholds(write: Write, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select households.id from households
    where households.district = ${write.district} and households.note is not null and (
      households.head_id = any(${ids}::uuid[])
      or exists (select 1 from dwelling_persons mine where mine.district = ${write.district}
          and mine.household_id = households.id and mine.person_id = any(${ids}::uuid[]))
        and not exists (select 1 from dwelling_persons other
          join persons on persons.district = ${write.district} and persons.id = other.person_id and persons.erased_at is null
          where other.district = ${write.district} and other.household_id = households.id
            and other.person_id <> all(${ids}::uuid[])))`.execute(write.tx);
  await updateHouseholds(
    write,
    rows.map((row) => ({ id: row.id, note: null })),
  );
  await write.tx
    .updateTable('households')
    .set({ head_id: null })
    .where('district', '=', write.district)
    .where(sql<boolean>`head_id = any(${ids}::uuid[])`)
    .execute();
}
