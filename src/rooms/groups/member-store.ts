import { type RawBuilder, sql } from 'kysely';
import { underAny } from '../../kit/access.ts';
import type { Day } from '../../kit/clock.ts';
import type { Reader, Tx } from '../../kit/database.ts';
import type { Slice } from '../../kit/paging.ts';
import type { Place } from '../places/index.ts';
import type { Group, Membership, MembershipState } from './group.ts';
import type { GroupKind } from './kind.ts';

const membershipColumns = sql`m.district, m.id, m.group_id as "groupId", m.person_id as "personId", m.state, m.backbone,
  m.shows_name as "showsName", m.shows_building as "showsBuilding", m.shows_talents as "showsTalents",
  m.registered_on as "registeredOn", m.left_on as "leftOn", m.minutes_brought_forward as "minutesBroughtForward"`;

const isOpen = sql`m.state in ('invited', 'applied', 'active')`;

/** The membership with this id. */
export async function findMembership(db: Reader, district: string, id: string): Promise<Membership | undefined> {
  const { rows } = await sql<Membership>`
    select ${membershipColumns} from memberships m where m.district = ${district} and m.id = ${id}`.execute(db);
  return rows[0];
}

/** As `findMembership`, kept still for the rest of the transaction. */
export async function lockMembership(tx: Tx, district: string, id: string): Promise<Membership | undefined> {
  const { rows } = await sql<Membership>`
    select ${membershipColumns} from memberships m where m.district = ${district} and m.id = ${id} for update`.execute(
    tx,
  );
  return rows[0];
}

/** What connects a person with a group now: invited, applied or active; undefined when nothing does. */
export async function openMembership(
  db: Reader,
  district: string,
  groupId: string,
  personId: string,
): Promise<Membership | undefined> {
  const { rows } = await sql<Membership>`
    select ${membershipColumns} from memberships m
    where m.district = ${district} and m.group_id = ${groupId} and m.person_id = ${personId} and ${isOpen}`.execute(db);
  return rows[0];
}

export type OwnMembership = Membership & {
  readonly groupName: string;
  readonly kind: GroupKind;
  readonly dissolvedOn: Day | null;
};

/** A person's memberships, those that are open first, then what they were lately. */
export async function membershipsOf(db: Reader, district: string, personId: string): Promise<OwnMembership[]> {
  const { rows } = await sql<OwnMembership>`
    select ${membershipColumns}, g.name as "groupName", g.kind, g.dissolved_on as "dissolvedOn"
    from memberships m join groups g on g.district = ${district} and g.id = m.group_id
    where m.district = ${district} and m.person_id = ${personId}
    order by m.left_on is not null, m.registered_on desc, m.id desc limit 100`.execute(db);
  return rows;
}

/** SQL for a row `home`: the building that a person lives in, and its compound. No row where none is known. */
export function homeOf(district: string, personId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`lateral (
    select b.code, b.name, b.path, c.name as compound from dwelling_persons lives
    join places d on d.district = ${district} and d.id = lives.dwelling_id
    join places up on up.district = ${district} and up.id = d.parent_id
    join places b on b.district = ${district} and b.id = case when up.kind = 'building' then up.id else up.parent_id end
    join places c on c.district = ${district} and c.id = b.parent_id
    where lives.district = ${district} and lives.person_id = ${personId} and lives.lives_here and lives.to_day is null
    order by lives.from_day desc, lives.id desc limit 1) home`;
}

/** The building that a person lives in, with its compound; undefined where none is known. */
export async function homeBuilding(
  db: Reader,
  district: string,
  personId: string,
): Promise<{ code: string; name: string; compound: string } | undefined> {
  const { rows } = await sql<{ code: string; name: string; compound: string }>`
    select home.code, home.name, home.compound from ${homeOf(district, sql`${personId}::uuid`)}`.execute(db);
  return rows[0];
}

/** SQL for a row `skilled`: what a person can do, as two lists of words. */
export function talentsOfRow(district: string, personId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`lateral (
    select coalesce(array_agg(t.word order by t.word) filter (where t.kind = 'skill'), '{}') as talents,
      coalesce(array_agg(t.word order by t.word) filter (where t.kind = 'service'), '{}') as services
    from talents t where t.district = ${district} and t.person_id = ${personId} and t.ended_on is null) skilled`;
}

export type MemberRow = Membership & {
  readonly name: string;
  readonly building: string | null;
  readonly compound: string | null;
  readonly talents: readonly string[];
  readonly services: readonly string[];
};

export type MemberFilter = {
  readonly state: MembershipState;
  readonly backboneOnly?: boolean | undefined;
  /** The beginning of a name, of its pinyin or its initials; or part of a talent or service. */
  readonly words?: string | undefined;
};

/** Members of a group for those who look after them: everybody in one state, the backbone first. */
export async function listMembers(
  db: Reader,
  group: Pick<Group, 'district' | 'id'>,
  filter: MemberFilter,
  slice: Slice,
): Promise<{ members: MemberRow[]; total: number }> {
  const { district } = group;
  const words = filter.words?.trim().toLowerCase();
  const begins = words ? `${words.replaceAll(/[\\%_]/g, '\\$&')}%` : '';
  const { rows } = await sql<MemberRow & { total: number }>`
    with found as (
      select m.*, p.name, count(*) over ()::int as total from memberships m
      join persons p on p.district = ${district} and p.id = m.person_id
      where m.district = ${district} and m.group_id = ${group.id} and m.state = ${filter.state}
        and p.merged_into is null and p.erased_at is null
        and ${filter.backboneOnly ? sql`m.backbone` : sql`true`}
        and ${
          words
            ? sql`(p.name like ${begins} or p.pinyin like ${begins} or p.initials like ${begins}
          or exists (select from talents t where t.district = ${district} and t.person_id = p.id and t.ended_on is null
            and position(${words} in lower(t.word)) > 0))`
            : sql`true`
        }
      order by m.backbone desc, p.pinyin, p.name, m.id limit ${slice.limit} offset ${slice.offset})
    select ${membershipColumns}, m.name, m.total, home.name as building, home.compound, skilled.talents, skilled.services
    from found m
    left join ${homeOf(district, sql`m.person_id`)} on true
    left join ${talentsOfRow(district, sql`m.person_id`)} on true
    order by m.backbone desc, m.name, m.id`.execute(db);
  return { members: rows, total: rows[0]?.total ?? 0 };
}

export type MemberCounts = Readonly<Record<MembershipState, number>> & { readonly backbone: number };

/** How many stand in each state, and how many of the active are backbone. */
export async function countMembers(db: Reader, group: Pick<Group, 'district' | 'id'>): Promise<MemberCounts> {
  const { rows } = await sql<{ state: MembershipState; n: number; backbone: number }>`
    select m.state, count(*)::int as n, count(*) filter (where m.backbone)::int as backbone from memberships m
    join persons p on p.district = ${group.district} and p.id = m.person_id and p.merged_into is null and p.erased_at is null
    where m.district = ${group.district} and m.group_id = ${group.id} group by m.state`.execute(db);
  const of = (state: MembershipState): number => rows.find((row) => row.state === state)?.n ?? 0;
  return {
    invited: of('invited'),
    applied: of('applied'),
    active: of('active'),
    declined: of('declined'),
    left: of('left'),
    backbone: rows.find((row) => row.state === 'active')?.backbone ?? 0,
  };
}

/** What a person can do: talents in their own words, and service categories. */
export async function talentsOf(
  db: Reader,
  district: string,
  personId: string,
): Promise<{ talents: string[]; services: string[] }> {
  const { rows } = await sql<{ talents: string[]; services: string[] }>`
    select skilled.talents, skilled.services from ${talentsOfRow(district, sql`${personId}::uuid`)}`.execute(db);
  return rows[0] ?? { talents: [], services: [] };
}

/** Living members and volunteers at home in each dwelling under a place, for the people's map and totals. */
export async function membersUnder(
  db: Reader,
  place: Pick<Place, 'district' | 'path'>,
): Promise<Map<string, { members: number; volunteers: number }>> {
  const { rows } = await sql<{ dwellingId: string; members: number; volunteers: number }>`
    select lives.dwelling_id as "dwellingId", count(distinct m.person_id)::int as members,
      count(distinct m.person_id) filter (where g.party = 'volunteers')::int as volunteers
    from places d
    join dwelling_persons lives on lives.district = ${place.district} and lives.dwelling_id = d.id
      and lives.lives_here and lives.to_day is null
    join memberships m on m.district = ${place.district} and m.person_id = lives.person_id and m.state = 'active'
    join groups g on g.district = ${place.district} and g.id = m.group_id and g.dissolved_on is null
    where d.district = ${place.district} and d.kind = 'dwelling' and ${underAny('d.path', [place.path])}
    group by lives.dwelling_id`.execute(db);
  return new Map(rows.map(({ dwellingId, ...counts }) => [dwellingId, counts]));
}
