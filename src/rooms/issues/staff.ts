import { sql } from 'kysely';
import type { Day } from '../../kit/clock.ts';
import type { Reader } from '../../kit/database.ts';

/** Offices whose holders sort issues at a desk, or see the guarded ones; src/scope.ts gives them the power. */
const sorters = [
  ['community_office', 'leader'],
  ['community_office', 'staff'],
  ['street_office', 'staff'],
  ['district_office', 'staff'],
  ['federation', 'chair'],
  ['federation', 'vice_chair'],
] as const;
const guards = [
  ['community_office', 'leader'],
  ['federation', 'chair'],
  ['district_office', 'staff'],
] as const;

/** The persons who sit at a desk today, at most 30: they are told what arrives. */
export async function staffAt(
  db: Reader,
  desk: { readonly district: string; readonly deskPath: string; readonly restricted: boolean },
  today: Day,
): Promise<string[]> {
  const offices = (desk.restricted ? guards : sorters).map(([kind, office]) => `${kind}.${office}`);
  const { rows } = await sql<{ id: string }>`
    select distinct coalesce(p.merged_into, p.id) as id from office_terms o
    join groups g on g.district = ${desk.district} and g.id = o.group_id and g.dissolved_on is null
    join places at on at.district = ${desk.district} and at.id = g.place_id
    join persons p on p.district = ${desk.district} and p.id = o.person_id
    where o.district = ${desk.district} and at.path = ${desk.deskPath} and g.kind || '.' || o.office = any(${offices})
      and o.from_day <= ${today}::date and (o.until_day is null or o.until_day > ${today}::date)
      and (o.ended_on is null or o.ended_on > ${today}::date)
    limit 30`.execute(db);
  return rows.map((row) => row.id);
}
