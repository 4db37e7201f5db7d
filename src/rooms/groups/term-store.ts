import { sql } from 'kysely';
import { type Post, underAny } from '../../kit/access.ts';
import { addDays, type Day } from '../../kit/clock.ts';
import type { Reader } from '../../kit/database.ts';
import type { Slice } from '../../kit/paging.ts';
import type { PlaceKind } from '../places/index.ts';
import type { EndReason, Group, Term } from './group.ts';
import type { GroupKind, Office } from './kind.ts';
import { runsOn } from './store.ts';

const termColumns = sql`t.district, t.id, t.group_id as "groupId", t.person_id as "personId", t.office, t.how,
  t.from_day as "fromDay", t.until_day as "untilDay", t.ended_on as "endedOn"`;

/** A term with the name of whoever holds it: an office is public, so its holder is shown by name. */
export type NamedTerm = Term & {
  readonly name: string;
  readonly endReason: EndReason | null;
};

/** Persons whose record was merged into another, or erased, stand in no list. */
const present = sql`p.merged_into is null and p.erased_at is null`;

/** Everybody who holds an office of one of the groups on a day, the highest office first. */
export async function holdersOf(
  db: Reader,
  district: string,
  groupIds: readonly string[],
  day: Day,
): Promise<Map<string, NamedTerm[]>> {
  if (groupIds.length === 0) return new Map();
  const { rows } = await sql<NamedTerm>`
    select ${termColumns}, t.end_reason as "endReason", p.name from office_terms t
    join persons p on p.district = ${district} and p.id = t.person_id
    where t.district = ${district} and t.group_id = any(${[...groupIds]}::uuid[]) and ${runsOn('t', day)} and ${present}
      and p.died_on is null
    order by t.group_id, array_position(array['chair','vice_chair','executive','leader','deputy','administrator','auditor','staff'], t.office),
      t.from_day, t.id`.execute(db);
  return Map.groupBy(rows, (row) => row.groupId);
}

/** All terms of a group, the newest first, for those who keep its offices. */
export async function termsOf(db: Reader, group: Pick<Group, 'district' | 'id'>, limit = 300): Promise<NamedTerm[]> {
  const { rows } = await sql<NamedTerm>`
    select ${termColumns}, t.end_reason as "endReason", p.name from office_terms t
    join persons p on p.district = ${group.district} and p.id = t.person_id
    where t.district = ${group.district} and t.group_id = ${group.id}
    order by t.from_day desc, t.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Terms of a group that are not over before a day, of everybody and every office. */
export async function termsFrom(db: Reader, group: Pick<Group, 'district' | 'id'>, day: Day): Promise<Term[]> {
  const { rows } = await sql<Term>`
    select ${termColumns} from office_terms t
    where t.district = ${group.district} and t.group_id = ${group.id}
      and (t.until_day is null or t.until_day > ${day}::date) and (t.ended_on is null or t.ended_on > ${day}::date)`.execute(
    db,
  );
  return rows;
}

/** The term with this id, whichever group it belongs to. */
export async function findTerm(db: Reader, district: string, id: string): Promise<Term | undefined> {
  const { rows } = await sql<Term>`
    select ${termColumns} from office_terms t where t.district = ${district} and t.id = ${id}`.execute(db);
  return rows[0];
}

export type ExpiringTerm = Term & {
  readonly name: string;
  readonly groupName: string;
  readonly kind: GroupKind;
  readonly placeId: string;
  readonly placeKind: PlaceKind;
  readonly path: string;
  readonly parentId: string | null;
  readonly noticedDays: number | null;
};

/**
 * Terms that run out within so many days, and those that ran out in the last hundred without a successor, first what
 * is due first.
 * @param paths only groups at or under these.
 */
export async function expiringTerms(
  db: Reader,
  district: string,
  paths: readonly string[],
  today: Day,
  days: number,
  slice: Slice,
): Promise<{ terms: ExpiringTerm[]; total: number }> {
  const { rows } = await sql<ExpiringTerm & { total: number }>`
    select ${termColumns}, p.name, g.name as "groupName", g.kind, g.place_id as "placeId", at.kind as "placeKind", at.path,
      g.parent_id as "parentId", t.noticed_days as "noticedDays", count(*) over ()::int as total
    from office_terms t
    join groups g on g.district = ${district} and g.id = t.group_id
    join places at on at.district = ${district} and at.id = g.place_id
    join persons p on p.district = ${district} and p.id = t.person_id
    where t.district = ${district} and t.ended_on is null and t.until_day <= ${addDays(today, days)}::date
      and t.until_day > ${addDays(today, -100)}::date and g.dissolved_on is null and ${underAny('at.path', paths)} and ${present}
      -- Whoever was elected again in time is no longer due.
      and not exists (select from office_terms next where next.district = ${district} and next.group_id = t.group_id
        and next.person_id = t.person_id and next.office = t.office and next.from_day >= t.until_day
        and (next.ended_on is null or next.ended_on > next.from_day))
    order by t.until_day, at.path, g.name, t.id limit ${slice.limit} offset ${slice.offset}`.execute(db);
  return { terms: rows, total: rows[0]?.total ?? 0 };
}

/** What a person holds on a day, as posts whose role is `<group kind>.<office>`. */
export async function officePostsOf(db: Reader, district: string, personId: string, today: Day): Promise<Post[]> {
  const { rows } = await sql<Post>`
    select g.kind || '.' || t.office as role, g.place_id as "placeId", at.path, t.from_day as "fromDay",
      least(t.until_day, t.ended_on) as "untilDay"
    from office_terms t
    join groups g on g.district = ${district} and g.id = t.group_id
    join places at on at.district = ${district} and at.id = g.place_id
    where t.district = ${district} and t.person_id = ${personId} and ${runsOn('t', today)} and g.dissolved_on is null
    order by at.path, role`.execute(db);
  return rows;
}

export type HeldOffice = {
  readonly termId: string;
  readonly groupId: string;
  readonly groupName: string;
  readonly kind: GroupKind;
  readonly placeId: string;
  readonly office: Office;
  readonly fromDay: Day;
  readonly untilDay: Day | null;
};

/** The offices a person holds on a day, with their groups, for "my groups". */
export async function officesHeldBy(db: Reader, district: string, personId: string, today: Day): Promise<HeldOffice[]> {
  const { rows } = await sql<HeldOffice>`
    select t.id as "termId", g.id as "groupId", g.name as "groupName", g.kind, g.place_id as "placeId", t.office, t.from_day as "fromDay",
      least(t.until_day, t.ended_on) as "untilDay"
    from office_terms t join groups g on g.district = ${district} and g.id = t.group_id
    where t.district = ${district} and t.person_id = ${personId} and ${runsOn('t', today)} and g.dissolved_on is null
    order by g.name, t.office limit 200`.execute(db);
  return rows;
}

export type Election = {
  readonly id: string;
  readonly heldOn: Day;
  readonly entitled: number;
  readonly tookPart: number;
  readonly note: string;
};

/** Elections held in a group, the newest first. */
export async function electionsOf(db: Reader, group: Pick<Group, 'district' | 'id'>): Promise<Election[]> {
  const { rows } = await sql<Election>`
    select e.id, e.held_on as "heldOn", e.entitled, e.took_part as "tookPart", e.note from elections e
    where e.district = ${group.district} and e.group_id = ${group.id} order by e.held_on desc, e.id desc limit 50`.execute(
    db,
  );
  return rows;
}

/** Persons who lead a group on a day: whom an application is brought to. */
export async function leadersOf(
  db: Reader,
  district: string,
  groupIds: readonly string[],
  day: Day,
): Promise<{ groupId: string; personId: string }[]> {
  if (groupIds.length === 0) return [];
  const { rows } = await sql<{ groupId: string; personId: string }>`
    select distinct t.group_id as "groupId", t.person_id as "personId" from office_terms t
    where t.district = ${district} and t.group_id = any(${[...groupIds]}::uuid[])
      and t.office = any(array['chair', 'vice_chair', 'leader', 'deputy']) and ${runsOn('t', day)}`.execute(db);
  return rows;
}
