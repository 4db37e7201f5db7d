import { type RawBuilder, sql } from 'kysely';
import { type Actor, underAny } from '../../kit/access.ts';
import type { Day } from '../../kit/clock.ts';
import type { Reader, Tx } from '../../kit/database.ts';
import type { Slice } from '../../kit/paging.ts';
import { officesHeldBy } from '../groups/index.ts';
import type { NoticeKind } from './kind.ts';
import type { Issuer, PlacedNotice, Version } from './notice.ts';
import { publishNotices } from './rules.ts';

const columns = sql`n.district, n.id, n.place_id as "placeId", n.group_id as "groupId", n.kind, n.state, n.year, n.number,
  n.title, n.body, n.from_day as "fromDay", n.last_day as "lastDay", n.pinned, n.tells_all as "tellsAll", n.version,
  n.published_at as "publishedAt", n.changed_at as "changedAt", n.withdrawn_at as "withdrawnAt",
  n.withdrawn_reason as "withdrawnReason", n.text_hidden as "textHidden", p.code as "placeCode", p.kind as "placeKind",
  p.name as "placeName", p.path, g.name as "groupName", g.kind as "groupKind"`;

const placed = (district: string): RawBuilder<unknown> => sql`notices n
  join places p on p.district = ${district} and p.id = n.place_id
  join groups g on g.district = ${district} and g.id = n.group_id`;

/** The notice with this id; undefined when the district has none. */
export async function findNotice(db: Reader, district: string, id: string): Promise<PlacedNotice | undefined> {
  const { rows } = await sql<PlacedNotice>`
    select ${columns} from ${placed(district)} where n.district = ${district} and n.id = ${id}`.execute(db);
  return rows[0];
}

/** As `findNotice`, locked for the rest of the transaction, so that two verbs of one notice come one after the other. */
export async function lockNotice(tx: Tx, district: string, id: string): Promise<PlacedNotice | undefined> {
  await sql`select id from notices where district = ${district} and id = ${id} for update`.execute(tx);
  return findNotice(tx, district, id);
}

export type NoticeFilter = {
  readonly kind?: NoticeKind | undefined;
  readonly groupId?: string | undefined;
  /** Shown today, or over. */
  readonly when: 'now' | 'past';
};

export type Listed = { readonly notices: readonly PlacedNotice[]; readonly total: number };

/**
 * What is made public at these places, as everybody sees it: what is shown today (pinned first, then the newest), or
 * what is over (the latest first). Withdrawn ones stay with their reason as long as they would have been shown.
 */
export async function listPublic(
  db: Reader,
  district: string,
  placeIds: readonly string[],
  filter: NoticeFilter,
  today: Day,
  slice: Slice,
): Promise<Listed> {
  if (placeIds.length === 0) return { notices: [], total: 0 };
  const matching = sql<boolean>`n.district = ${district} and n.place_id = any(${[...placeIds]}::uuid[])
    and n.state in ('published', 'withdrawn') and n.from_day <= ${today}::date
    and ${filter.when === 'now' ? sql`n.last_day >= ${today}::date` : sql`n.last_day < ${today}::date`}
    and ${filter.kind ? sql`n.kind = ${filter.kind}` : sql`true`}
    and ${filter.groupId ? sql`n.group_id = ${filter.groupId}` : sql`true`}`;
  const order =
    filter.when === 'now'
      ? sql`(n.pinned and n.state = 'published') desc, n.from_day desc, n.id desc`
      : sql`n.last_day desc, n.id desc`;
  return listed(db, district, matching, order, slice);
}

/** The newest of what is shown at these places today, withdrawn ones left out: for the pages of other rooms. */
export async function newestAt(
  db: Reader,
  district: string,
  placeIds: readonly string[],
  today: Day,
  limit: number,
): Promise<PlacedNotice[]> {
  if (placeIds.length === 0) return [];
  const { rows } = await sql<PlacedNotice>`
    select ${columns} from ${placed(district)}
    where n.district = ${district} and n.place_id = any(${[...placeIds]}::uuid[]) and n.state = 'published'
      and n.from_day <= ${today}::date and n.last_day >= ${today}::date
    order by n.pinned desc, n.from_day desc, n.id desc limit ${limit}`.execute(db);
  return rows;
}

/** What was published, corrected or withdrawn last at these places, for a feed: the latest first. */
export async function latestAt(
  db: Reader,
  district: string,
  placeIds: readonly string[],
  today: Day,
  limit: number,
): Promise<PlacedNotice[]> {
  if (placeIds.length === 0) return [];
  const { rows } = await sql<PlacedNotice>`
    select ${columns} from ${placed(district)}
    where n.district = ${district} and n.place_id = any(${[...placeIds]}::uuid[])
      and n.state in ('published', 'withdrawn') and n.from_day <= ${today}::date
    order by n.changed_at desc, n.id desc limit ${limit}`.execute(db);
  return rows;
}

export const deskTabs = ['drafts', 'now', 'past'] as const;
export type DeskTab = (typeof deskTabs)[number];

/** Notices for those who publish: the drafts of their groups, what is posted in their reach, what is over or withdrawn. */
export async function listForDesk(
  db: Reader,
  district: string,
  reach: { readonly paths: readonly string[]; readonly groupIds: readonly string[] },
  tab: DeskTab,
  today: Day,
  slice: Slice,
): Promise<Listed> {
  const mine = sql<boolean>`n.group_id = any(${[...reach.groupIds]}::uuid[])`;
  const inReach = sql<boolean>`(${mine} or ${underAny('p.path', reach.paths)})`;
  const tabs: Readonly<Record<DeskTab, RawBuilder<boolean>>> = {
    drafts: sql<boolean>`n.state = 'draft' and ${mine}`,
    now: sql<boolean>`n.state = 'published' and n.last_day >= ${today}::date and ${inReach}`,
    past: sql<boolean>`(n.state = 'withdrawn' or (n.state = 'published' and n.last_day < ${today}::date)) and ${inReach}`,
  };
  const orders: Readonly<Record<DeskTab, RawBuilder<unknown>>> = {
    drafts: sql`n.changed_at desc, n.id desc`,
    // What ends soon wants a look first.
    now: sql`n.last_day, n.id`,
    past: sql`n.last_day desc, n.id desc`,
  };
  return listed(db, district, sql<boolean>`n.district = ${district} and ${tabs[tab]}`, orders[tab], slice);
}

async function listed(
  db: Reader,
  district: string,
  matching: RawBuilder<boolean>,
  order: RawBuilder<unknown>,
  slice: Slice,
): Promise<Listed> {
  const { rows } = await sql<PlacedNotice>`
    select ${columns} from ${placed(district)} where ${matching}
    order by ${order} limit ${slice.limit} offset ${slice.offset}`.execute(db);
  const counted = await sql<{ n: number }>`
    select count(*)::int as n from ${placed(district)} where ${matching}`.execute(db);
  return { notices: rows, total: counted.rows[0]?.n ?? 0 };
}

/** Every wording a notice had, the newest first. */
export async function versionsOf(db: Reader, district: string, noticeId: string): Promise<Version[]> {
  const { rows } = await sql<Version>`
    select v.version, v.title, v.body, v.last_day as "lastDay", v.changed, v.why, v.at from notice_versions v
    where v.district = ${district} and v.notice_id = ${noticeId} order by v.version desc limit 200`.execute(db);
  return rows;
}

/** The groups in whose name the actor may publish today: the permission comes with an office in the very group. */
export async function issuersOf(db: Reader, actor: Actor | undefined, today: Day): Promise<Issuer[]> {
  const grants = actor?.grants.filter((grant) => grant.permission === publishNotices) ?? [];
  if (!actor || grants.length === 0) return [];
  const held = await officesHeldBy(db, actor.district, actor.personId, today);
  const issuers = held.flatMap(({ groupId, groupName, kind, office, placeId }) => {
    const grant = grants.find((one) => one.post === `${kind}.${office}` && one.placeId === placeId);
    return grant ? [[groupId, { groupId, name: groupName, kind, path: grant.path }] as const] : [];
  });
  return [...new Map(issuers).values()];
}

export type Telling = {
  readonly what: 'published' | 'corrected' | 'withdrawn';
  readonly told: number;
  readonly doneAt: Date | null;
};

/** The messages about a notice to everybody who lives there, the latest first. */
export async function tellingsOf(db: Reader, district: string, noticeId: string): Promise<Telling[]> {
  const { rows } = await sql<Telling>`
    select t.what, t.told, t.done_at as "doneAt" from notice_tellings t
    where t.district = ${district} and t.notice_id = ${noticeId} order by t.id desc limit 20`.execute(db);
  return rows;
}
