import { sql } from 'kysely';
import { underAny } from '../../kit/access.ts';
import type { Reader } from '../../kit/database.ts';

/** Two records that may be one person, and why. */
export type Duplicate = {
  readonly firstId: string;
  readonly secondId: string;
  readonly reason: 'birth' | 'phone';
};

/**
 * Records that may be one person: same name and birth date, or same name and telephone, at least one of them below these
 * paths. Two ID numbers that differ settle that they are two. One query.
 */
export async function findDuplicates(
  db: Reader,
  district: string,
  paths: readonly string[],
  limit = 100,
): Promise<Duplicate[]> {
  // Two joins instead of one with "or": each goes by equality alone.
  const twins = (key: 'birth_date' | 'phone_hash', reason: Duplicate['reason']) => sql`
    select least(here.id, other.id) as "firstId", greatest(here.id, other.id) as "secondId", ${reason}::text as reason
    from here join persons other on other.district = ${district} and other.name = here.name and other.id <> here.id
      and ${sql.ref(`other.${key}`)} = ${sql.ref(`here.${key}`)}
    where other.merged_into is null and other.erased_at is null
      and (other.id_number_hash is null or here.id_number_hash is null or other.id_number_hash = here.id_number_hash)`;
  const { rows } = await sql<Duplicate>`
    with here as (
      select persons.id, persons.name, persons.birth_date, persons.phone_hash, persons.id_number_hash from persons
      join places kept on kept.district = ${district} and kept.id = persons.place_id and ${underAny('kept.path', paths)}
      where persons.district = ${district} and persons.merged_into is null and persons.erased_at is null
    )
    select distinct on ("firstId", "secondId") "firstId", "secondId", reason
    from (${twins('birth_date', 'birth')} union all ${twins('phone_hash', 'phone')}) pairs
    order by "firstId", "secondId", reason limit ${limit}`.execute(db);
  return rows;
}

/** Records that may be the same person as this one. */
export async function duplicatesOf(db: Reader, district: string, personId: string): Promise<Duplicate[]> {
  const { rows } = await sql<Duplicate>`
    select here.id as "firstId", other.id as "secondId",
      case when here.birth_date = other.birth_date then 'birth' else 'phone' end as reason
    from persons here join persons other on other.district = ${district} and other.name = here.name and other.id <> here.id
      and (other.birth_date = here.birth_date or other.phone_hash = here.phone_hash)
    where here.district = ${district} and here.id = ${personId} and other.merged_into is null and other.erased_at is null
      and (other.id_number_hash is null or here.id_number_hash is null)
    limit 20`.execute(db);
  return rows;
}
