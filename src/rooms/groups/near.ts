import { type RawBuilder, sql } from 'kysely';
import { under } from '../../kit/access.ts';
import type { Day } from '../../kit/clock.ts';
import type { Reader } from '../../kit/database.ts';
import type { Slice } from '../../kit/paging.ts';
import type { Place, PlaceKind } from '../places/index.ts';
import type { Group, NameDisplay } from './group.ts';
import type { GroupKind } from './kind.ts';
import { homeOf, talentsOfRow } from './member-store.ts';
import type { Match } from './talent.ts';

/** Below this many members who can do something a group does not say that it has any: the number would point at them. */
const fewest = 3;
/** Nobody below this age is ever shown to everybody. */
const adultFrom = 18;

/** A member as they let everybody see them; the name is still whole, `shows` says how much of it may be shown. */
export type ShownMember = {
  readonly shows: Exclude<NameDisplay, 'hidden'>;
  readonly name: string;
  readonly backbone: boolean;
  /** The building, with its compound, where the member shows it. */
  readonly building: { readonly code: string; readonly name: string; readonly compound: string } | null;
  /** Empty unless the member shows them. */
  readonly talents: readonly string[];
  readonly services: readonly string[];
  /** Through which groups one finds them; empty in the list of one group. */
  readonly groups: readonly { readonly id: string; readonly name: string; readonly kind: GroupKind }[];
};

/**
 * SQL for "this membership `m` of person `p` may be shown to everybody": active, of age, living, showing themselves and
 * with the consent for it still standing. Everything public reads members through this alone.
 */
function mayBeShown(district: string, today: Day): RawBuilder<boolean> {
  // OFFSET 0 keeps the question a look-up for each member, also where the planner knows nothing of the tables yet.
  return sql<boolean>`m.state = 'active' and m.shows_name <> 'hidden'
    and p.merged_into is null and p.erased_at is null and p.died_on is null
    and (p.birth_date is null or p.birth_date <= (${today}::date - make_interval(years => ${adultFrom}))::date)
    and exists (select from consents c where c.district = ${district} and c.person_id = m.person_id
      and c.purpose = 'show_name' and c.withdrawn_at is null offset 0)`;
}

/**
 * SQL that adds what a member shows to rows `one` with person_id, shows_building and shows_talents: the building they
 * live in as `home`, what they can do as `skilled`; nothing of either that they do not show.
 */
function withShown(district: string): RawBuilder<unknown> {
  return sql`left join ${homeOf(district, sql`one.person_id`)} on one.shows_building
    left join ${talentsOfRow(district, sql`one.person_id`)} on one.shows_talents`;
}

const shownColumns = sql`one.shows_name as shows, one.name, one.backbone, one.groups, one.total,
  home.code, home.name as building, home.compound,
  coalesce(skilled.talents, '{}') as talents, coalesce(skilled.services, '{}') as services`;

/** SQL for "this person has a talent or category that matches". */
function can(district: string, personId: RawBuilder<unknown>, match: Match): RawBuilder<boolean> {
  return sql<boolean>`exists (select from talents t where t.district = ${district} and t.person_id = ${personId} and t.ended_on is null
    and ((t.kind = 'skill' and exists (select from unnest(${[...match.talents]}::text[]) word where position(word in t.word) > 0))
      or (t.kind = 'service' and t.word = any(${[...match.services]}::text[]))) offset 0)`;
}

type Shown = Omit<ShownMember, 'building'> & {
  readonly code: string | null;
  readonly building: string | null;
  readonly compound: string | null;
};

function toMember({ code, building, compound, shows, name, backbone, talents, services, groups }: Shown): ShownMember {
  const home = code === null ? null : { code, name: building ?? '', compound: compound ?? '' };
  return { shows, name, backbone, building: home, talents, services, groups };
}

/** Members of a group who show themselves, the backbone first. */
export async function shownMembersOf(
  db: Reader,
  group: Pick<Group, 'district' | 'id'>,
  today: Day,
  slice: Slice,
): Promise<{ members: ShownMember[]; total: number }> {
  const { district } = group;
  const { rows } = await sql<Shown & { total: number }>`
    with one as (
      select m.person_id, m.shows_name, m.shows_building, m.shows_talents, m.backbone, p.name, p.pinyin,
        '[]'::jsonb as groups, count(*) over ()::int as total
      from memberships m join persons p on p.district = ${district} and p.id = m.person_id
      where m.district = ${district} and m.group_id = ${group.id} and ${mayBeShown(district, today)}
      order by m.backbone desc, p.pinyin, p.name, m.id limit ${slice.limit} offset ${slice.offset})
    select ${shownColumns} from one ${withShown(district)}
    order by one.backbone desc, one.pinyin, one.name, one.person_id`.execute(db);
  return { members: rows.map(toMember), total: rows[0]?.total ?? 0 };
}

/** How near something is to where one looks from: 0 the same building, then compound, community, township, farther. */
export const distances = ['building', 'compound', 'community', 'township', 'district'] as const;

const ringKinds: readonly PlaceKind[] = ['building', 'compound', 'community', 'township'];

/** SQL for the place of a path in `distances`, seen from a place. */
function distanceFrom(line: readonly Pick<Place, 'kind' | 'path'>[], path: RawBuilder<unknown>): RawBuilder<number> {
  const rings = ringKinds.flatMap((kind, n) => {
    const above = line.find((place) => place.kind === kind);
    return above ? [sql`when starts_with(${path}, ${above.path}) then ${n}::int`] : [];
  });
  // Seen from the whole district everything is equally far, and SQL knows no case without a condition.
  if (rings.length === 0) return sql<number>`4`;
  return sql<number>`(case ${sql.join([...rings, sql`else 4`], sql` `)} end)`;
}

/** Where "near" ends: the township, or the district when one looks from there. */
function horizonOf(line: readonly Pick<Place, 'kind' | 'path'>[]): string {
  return (line.find((place) => place.kind === 'township') ?? line[0])?.path ?? '';
}

export type NearMember = ShownMember & { readonly distance: number };

/**
 * Members near a place who show themselves, nearest first. A member counts as being in the building they show, otherwise
 * where the group is: what is not shown also does not decide the order.
 * @param line the places above the place one looks from, itself at the end.
 * @param match only those who show a talent or category that matches.
 */
export async function membersNear(
  db: Reader,
  district: string,
  line: readonly Pick<Place, 'kind' | 'path'>[],
  match: readonly Match[],
  today: Day,
  slice: Slice,
): Promise<{ members: NearMember[]; total: number }> {
  const matching = match.map((one) => can(district, sql`m.person_id`, one));
  const { rows } = await sql<Shown & { distance: number; total: number }>`
    with one as (
      -- One line for a person who shows the same in several groups; what is shown differently is not put together.
      select m.person_id, m.shows_name, m.shows_building, m.shows_talents, p.name, p.pinyin,
        bool_or(m.backbone) as backbone, min(${distanceFrom(line, sql`coalesce(home.path, at.path)`)}) as distance,
        jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'kind', g.kind) order by g.name, g.id) as groups,
        count(*) over ()::int as total
      from places at
      join groups g on g.district = ${district} and g.place_id = at.id and g.listed and g.dissolved_on is null
      join memberships m on m.district = ${district} and m.group_id = g.id
      join persons p on p.district = ${district} and p.id = m.person_id
      left join lateral (
        select d.path from dwelling_persons lives
        join places d on d.district = ${district} and d.id = lives.dwelling_id
        where lives.district = ${district} and lives.person_id = m.person_id and lives.lives_here and lives.to_day is null
        order by lives.from_day desc, lives.id desc limit 1) home on m.shows_building
      where at.district = ${district} and ${under('at.path', horizonOf(line))} and ${mayBeShown(district, today)}
        and ${match.length === 0 ? sql`true` : sql`m.shows_talents`} and ${and(matching)}
      group by m.person_id, m.shows_name, m.shows_building, m.shows_talents, p.name, p.pinyin
      order by distance, p.pinyin, p.name, m.person_id, m.shows_name limit ${slice.limit} offset ${slice.offset})
    select ${shownColumns}, one.distance from one ${withShown(district)}
    order by one.distance, one.pinyin, one.name, one.person_id, one.shows_name`.execute(db);
  return {
    members: rows.map((row) => ({ ...toMember(row), distance: row.distance })),
    total: rows[0]?.total ?? 0,
  };
}

export type NearGroup = {
  readonly id: string;
  readonly name: string;
  readonly kind: GroupKind;
  readonly summary: string;
  readonly contact: string;
  readonly placeId: string;
  readonly placePath: string;
  readonly distance: number;
  readonly members: number;
  /** How many members can do what is looked for; null when fewer than three, or nothing is looked for. */
  readonly able: number | null;
};

/**
 * Groups near a place, nearest first: all of them, or those whose name or description holds the word or that have at
 * least three members who can.
 */
export async function groupsNear(
  db: Reader,
  district: string,
  line: readonly Pick<Place, 'kind' | 'path'>[],
  match: readonly Match[],
  limit = 30,
): Promise<NearGroup[]> {
  const looked = match.length > 0;
  const words = match.flatMap((one) => [...one.talents, ...one.services]);
  const { rows } = await sql<NearGroup>`
    select * from (
      select g.id, g.name, g.kind, g.summary, g.contact, g.place_id as "placeId", at.path as "placePath",
        ${distanceFrom(line, sql`at.path`)} as distance,
        (select count(*)::int from memberships m where m.district = ${district} and m.group_id = g.id and m.state = 'active') as members,
        ${
          looked
            ? sql`(select case when count(*) >= ${fewest} then count(*)::int end from memberships m
                where m.district = ${district} and m.group_id = g.id and m.state = 'active'
                  and ${and(match.map((one) => can(district, sql`m.person_id`, one)))})`
            : sql`null::int`
        } as able
      from places at join groups g on g.district = ${district} and g.place_id = at.id and g.listed and g.dissolved_on is null
      where at.district = ${district} and ${under('at.path', horizonOf(line))}) near
    where ${
      looked
        ? sql`(near.able is not null or exists (select from unnest(${words}::text[]) word
        where position(word in near.name) > 0 or position(word in near.summary) > 0))`
        : sql`true`
    }
    order by near.distance, near.able desc nulls last, near.members desc, near.name limit ${limit}`.execute(db);
  return rows;
}

function and(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join([...conditions], sql` and `)})`;
}
