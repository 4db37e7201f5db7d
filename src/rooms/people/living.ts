import { type RawBuilder, sql } from 'kysely';
import { under } from '../../kit/access.ts';
import type { Day } from '../../kit/clock.ts';
import type { Reader } from '../../kit/database.ts';

type Under = { readonly district: string; readonly path: string };

/** Living persons with a record of their own who live at a place or below it on a day. */
const living = ({ district, path }: Under, day: Day): RawBuilder<unknown> => sql`places d
  join dwelling_persons r on r.district = ${district} and r.dwelling_id = d.id and r.lives_here
    and r.from_day <= ${day}::date and (r.to_day is null or r.to_day > ${day}::date)
  join persons p on p.district = ${district} and p.id = r.person_id
    and p.merged_into is null and p.erased_at is null and p.died_on is null
  where d.district = ${district} and d.kind = 'dwelling' and ${under('d.path', path)}`;

/**
 * The ids of those who live at a place or below it, each once, in the order of the ids.
 * @param after only ids behind this one, so that many can be gone through in batches.
 */
export async function livingUnder(
  db: Reader,
  place: Under,
  day: Day,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct p.id from ${living(place, day)} and ${after === null ? sql`true` : sql`p.id > ${after}`}
    order by p.id limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

/** How many live at a place or below it. */
export async function countLivingUnder(db: Reader, place: Under, day: Day): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(distinct p.id)::int as n from ${living(place, day)}`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}
