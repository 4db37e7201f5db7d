import { sql } from 'kysely';
import type { Actor } from '../../kit/access.ts';
import type { Day } from '../../kit/clock.ts';
import type { Reader } from '../../kit/database.ts';
import type { Issue } from './issue.ts';
import { noTies, type Ties } from './rules.ts';

/** Journal verbs by which somebody works on an issue. */
const handling = ['issues.take', 'issues.step', 'issues.resolve', 'issues.contact', 'issues.wait'];

/**
 * How the actor is tied to an issue, beside the posts: one statement.
 * @param homePath path of the compound (or community) within which the issue's neighbours live.
 */
export async function tiesTo(
  db: Reader,
  issue: Pick<Issue, 'district' | 'id' | 'round'>,
  homePath: string,
  actor: Actor | undefined,
  today: Day,
): Promise<Ties> {
  if (!actor || actor.district !== issue.district) return noTies;
  const { district, id } = issue;
  const selves = sql`(select p.id from persons p where p.district = ${district} and (p.id = ${actor.personId} or p.merged_into = ${actor.personId}))`;
  const { rows } = await sql<Omit<Ties, 'helpers'> & { helpers: Ties['helpers'] | null }>`
    select
      exists (select from issue_parties t where t.district = ${district} and t.issue_id = ${id} and t.person_id in ${selves}) as "isParty",
      coalesce((select array_agg(distinct o.group_id::text) from office_terms o where o.district = ${district}
        and o.person_id in ${selves} and o.from_day <= ${today}::date and (o.until_day is null or o.until_day > ${today}::date)
        and (o.ended_on is null or o.ended_on > ${today}::date)), '{}') as groups,
      exists (select from dwelling_persons d join places at on at.district = ${district} and at.id = d.dwelling_id
        where d.district = ${district} and d.person_id in ${selves} and (d.to_day is null or d.to_day > ${today}::date)
        and starts_with(at.path, ${homePath})) as "isNeighbour",
      (select json_agg(json_build_object('personId', h.person_id, 'groupId', h.group_id)) from issue_helpers h
        where h.district = ${district} and h.issue_id = ${id}) as helpers,
      exists (select from journal j where j.district = ${district} and j.thing_id = ${id} and j.actor_id in ${selves}
        and j.verb = any(${handling})) as "hasHandled",
      exists (select from issue_appraisals a where a.district = ${district} and a.issue_id = ${id} and a.round = ${issue.round}
        and a.person_id in ${selves}) as "hasAppraised"`.execute(db);
  const [row] = rows;
  return row ? { ...row, helpers: row.helpers ?? [] } : noTies;
}

/** The groups in which somebody holds an office today. */
export async function officesOf(db: Reader, district: string, personId: string, today: Day): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct o.group_id as id from office_terms o where o.district = ${district}
      and o.person_id in (select p.id from persons p where p.district = ${district} and (p.id = ${personId} or p.merged_into = ${personId}))
      and o.from_day <= ${today}::date and (o.until_day is null or o.until_day > ${today}::date)
      and (o.ended_on is null or o.ended_on > ${today}::date)`.execute(db);
  return rows.map((row) => row.id);
}

/** Which of these issues somebody raised or joined. */
export async function partyTo(
  db: Reader,
  district: string,
  personId: string,
  issueIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select t.issue_id as id from issue_parties t where t.district = ${district} and t.issue_id = any(${[...issueIds]}::uuid[])
      and t.person_id in (select p.id from persons p where p.district = ${district} and (p.id = ${personId} or p.merged_into = ${personId}))`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** The paths of the dwellings where somebody lives or owns today. */
export async function homePathsOf(db: Reader, district: string, personId: string, today: Day): Promise<string[]> {
  const { rows } = await sql<{ path: string }>`
    select at.path from dwelling_persons d join places at on at.district = ${district} and at.id = d.dwelling_id
    where d.district = ${district} and (d.to_day is null or d.to_day > ${today}::date)
      and d.person_id in (select p.id from persons p where p.district = ${district} and (p.id = ${personId} or p.merged_into = ${personId}))`.execute(
    db,
  );
  return rows.map((row) => row.path);
}

/** The dwellings where somebody lives or owns today, where they live first. */
export async function homeIdsOf(db: Reader, district: string, personId: string, today: Day): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.dwelling_id as id from dwelling_persons d
    where d.district = ${district} and (d.to_day is null or d.to_day > ${today}::date)
      and d.person_id in (select p.id from persons p where p.district = ${district} and (p.id = ${personId} or p.merged_into = ${personId}))
    group by d.dwelling_id order by bool_or(d.lives_here) desc, d.dwelling_id limit 20`.execute(db);
  return rows.map((row) => row.id);
}
