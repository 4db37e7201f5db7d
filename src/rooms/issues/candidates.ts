import { sql } from 'kysely';
import type { Day } from '../../kit/clock.ts';
import type { Reader } from '../../kit/database.ts';
import type { Place } from '../places/index.ts';
import { stewardsAt } from '../stewards/index.ts';
import type { Issue } from './issue.ts';
import type { IssueKind } from './kind.ts';

/** Who leads a group today: the highest office that somebody holds, everybody who holds it. */
export async function leadersOf(db: Reader, district: string, groupId: string, today: Day): Promise<string[]> {
  const { rows } = await sql<{ id: string; office: string }>`
    select coalesce(p.merged_into, p.id) as id, o.office from office_terms o
    join persons p on p.district = ${district} and p.id = o.person_id
    where o.district = ${district} and o.group_id = ${groupId} and o.from_day <= ${today}::date
      and (o.until_day is null or o.until_day > ${today}::date) and (o.ended_on is null or o.ended_on > ${today}::date)
    order by array_position(array['chair','leader','vice_chair','deputy','executive','staff'], o.office) limit 20`.execute(
    db,
  );
  return rows.filter((row) => row.office === rows[0]?.office).map((row) => row.id);
}

/** Somebody who could act, with the reasons that speak for it. */
export type Candidate = {
  readonly personId: string | null;
  readonly groupId: string | null;
  readonly name: string;
  /** Kind of group, or the level of the steward. */
  readonly as: { readonly group: string } | { readonly steward: number };
  /** Issues that lie with them now. */
  readonly load: number;
  /** True where this kind of issue is what they are for. */
  readonly fits: boolean;
};

/** Which kinds of groups usually settle which kinds of issues, the first first. */
const usualFor: Readonly<Partial<Record<IssueKind, readonly string[]>>> = {
  hazard: ['property_manager', 'owners_committee', 'federation'],
  lighting: ['property_manager'],
  lift: ['property_manager'],
  water_power: ['property_manager'],
  sanitation: ['property_manager', 'team'],
  parking: ['property_manager', 'owners_committee'],
  greenery: ['property_manager', 'team'],
  noise: ['federation', 'property_manager'],
  building: ['property_manager', 'owners_committee'],
  facilities: ['property_manager', 'owners_committee'],
  property_service: ['owners_committee', 'property_manager'],
  neighbours: ['federation', 'womens_group'],
  care: ['womens_group', 'federation', 'social_organisation'],
  idea: ['owners_committee', 'federation'],
};

/**
 * Whom to hand an issue to: groups on the line of places above it and the stewards of the place, those first that are
 * for this kind, then those with the least to do.
 */
export async function candidatesFor(
  db: Reader,
  issue: Pick<Issue, 'district' | 'kind'>,
  place: Place,
  line: readonly Place[],
  today: Day,
): Promise<Candidate[]> {
  const { district } = issue;
  const near = line.filter((above) => !['district', 'township'].includes(above.kind)).map((above) => above.id);
  const [groups, stewards] = await Promise.all([
    sql<{ id: string; name: string; kind: string; load: number }>`
      select g.id, g.name, g.kind, (select count(*)::int from issues i where i.district = ${district}
        and i.assignee_group = g.id and i.ended_at is null) as load
      from groups g where g.district = ${district} and g.place_id = any(${near}::uuid[]) and g.dissolved_on is null
        and g.kind not in ('platform', 'partner_unit') order by g.kind, g.id limit 60`.execute(db),
    stewardsAt(db, place, today),
  ]);
  const loads = await sql<{ id: string; load: number }>`
    select assignee_id as id, count(*)::int as load from issues
    where district = ${district} and ended_at is null and assignee_id = any(${stewards.map((one) => one.personId)}::uuid[])
    group by assignee_id`.execute(db);
  const loadOf = new Map(loads.rows.map((row) => [row.id, row.load]));
  const usual = usualFor[issue.kind] ?? [];
  const found: (Candidate & { readonly rank: number })[] = [
    ...groups.rows.map((group) => ({
      personId: null,
      groupId: group.id,
      name: group.name,
      as: { group: group.kind },
      load: group.load,
      fits: usual.includes(group.kind),
      rank: usual.includes(group.kind) ? usual.indexOf(group.kind) : 10,
    })),
    ...stewards
      .filter((one) => one.level >= 3)
      .map((one) => ({
        personId: one.personId,
        groupId: null,
        name: one.name,
        as: { steward: one.level },
        load: loadOf.get(one.personId) ?? 0,
        fits: false,
        rank: 9 - one.level / 10,
      })),
  ];
  return found.sort((a, b) => a.rank - b.rank || a.load - b.load).map(({ rank: _, ...candidate }) => candidate);
}
