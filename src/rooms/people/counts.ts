import { sql } from 'kysely';
import { under } from '../../kit/access.ts';
import type { Day } from '../../kit/clock.ts';
import type { Reader } from '../../kit/database.ts';
import type { Keyring } from '../../kit/secrets.ts';
import type { Place } from '../places/index.ts';
import { lastVisitOf, nextVisit, type Plan } from './plan.ts';
import { openPlan } from './sealing.ts';
import { bornBy } from './search.ts';
import { isTagKind, type TagKind } from './tag.ts';

/** How many live below a place today; numbers only, nobody in particular. */
export type PeopleCounts = {
  readonly households: number;
  readonly living: number;
  /** Aged 60 or over, 80 or over, and under 14. */
  readonly elders: number;
  readonly advanced: number;
  readonly children: number;
  /** How many of those living there have each tag; whoever shows it leaves out what the viewer may not see. */
  readonly tags: Readonly<Partial<Record<TagKind, number>>>;
};

/** Counts who lives at or below a place; three queries. */
export async function countPeople(
  db: Reader,
  place: Pick<Place, 'district' | 'path'>,
  today: Day,
): Promise<PeopleCounts> {
  const { district, path } = place;
  const living = sql`dwelling_persons dp
    join places home on home.district = ${district} and home.id = dp.dwelling_id and ${under('home.path', path)}
    where dp.district = ${district} and dp.to_day is null and dp.lives_here`;
  const people = await sql<Omit<PeopleCounts, 'households' | 'tags'>>`
    select count(*)::int as living, count(*) filter (where birth_date <= ${bornBy(today, 60)})::int as elders,
      count(*) filter (where birth_date <= ${bornBy(today, 80)})::int as advanced,
      count(*) filter (where birth_date > ${bornBy(today, 14)})::int as children
    from persons where district = ${district} and id in (select dp.person_id from ${living})`.execute(db);
  const households = await sql<{ n: number }>`
    select count(*)::int as n from households
    join places home on home.district = ${district} and home.id = households.dwelling_id and ${under('home.path', path)}
    where households.district = ${district} and households.to_day is null`.execute(db);
  const tags = await sql<{ kind: string; n: number }>`
    select kind, count(*)::int as n from tags where district = ${district} and to_day is null
      and person_id in (select dp.person_id from ${living}) group by kind`.execute(db);
  const counted = people.rows[0] ?? { living: 0, elders: 0, advanced: 0, children: 0 };
  return {
    ...counted,
    households: households.rows[0]?.n ?? 0,
    tags: Object.fromEntries(tags.rows.filter((row) => isTagKind(row.kind)).map((row) => [row.kind, row.n])),
  };
}

/** What the people's map shows of one dwelling. */
export type DwellingAspect = {
  readonly dwellingId: string;
  readonly households: readonly {
    readonly id: string;
    readonly headId: string | null;
    readonly declaredSize: number | null;
  }[];
  readonly living: number;
  readonly elders: number;
  readonly children: number;
  /** Tags of those living there; whoever shows them leaves out what the viewer may not see (`seesTag`). */
  readonly kinds: readonly TagKind[];
  /** From the visiting plans, where they were asked for. */
  readonly lastVisit: Day | null;
  /** Whether somebody there should have been visited by today. */
  readonly overdue: boolean;
};

/**
 * What there is to show of every dwelling at or below a place, such as a building, by dwelling; dwellings of which nothing
 * is known are left out. Three queries.
 * @param options.plans whether visiting plans are opened: only for those who care (`people.care`).
 */
export async function dwellingAspects(
  db: Reader,
  keyring: Keyring,
  place: Pick<Place, 'district' | 'path'>,
  options: { readonly today: Day; readonly plans: boolean },
): Promise<Map<string, DwellingAspect>> {
  const { district, path } = place;
  const { today } = options;
  const households = await sql<{ id: string; dwellingId: string; headId: string | null; declaredSize: number | null }>`
    select households.id, dwelling_id as "dwellingId", head_id as "headId", declared_size as "declaredSize" from households
    join places home on home.district = ${district} and home.id = dwelling_id and ${under('home.path', path)}
    where households.district = ${district} and households.to_day is null order by households.from_day, households.id`.execute(
    db,
  );
  const people = await sql<{ dwellingId: string; living: number; elders: number; children: number }>`
    select dp.dwelling_id as "dwellingId", count(*)::int as living,
      count(*) filter (where persons.birth_date <= ${bornBy(today, 60)})::int as elders,
      count(*) filter (where persons.birth_date > ${bornBy(today, 14)})::int as children
    from dwelling_persons dp
    join places home on home.district = ${district} and home.id = dp.dwelling_id and ${under('home.path', path)}
    join persons on persons.district = ${district} and persons.id = dp.person_id
    where dp.district = ${district} and dp.to_day is null and dp.lives_here group by dp.dwelling_id`.execute(db);
  const tags = await sql<{
    id: string;
    dwellingId: string;
    kind: string;
    fromDay: Day;
    plan: Uint8Array | null;
    wrapped: Uint8Array | null;
  }>`
    select tags.id, dp.dwelling_id as "dwellingId", tags.kind, tags.from_day as "fromDay", tags.plan, persons.wrapped_key as wrapped
    from dwelling_persons dp
    join places home on home.district = ${district} and home.id = dp.dwelling_id and ${under('home.path', path)}
    join tags on tags.district = ${district} and tags.person_id = dp.person_id and tags.to_day is null
    join persons on persons.district = ${district} and persons.id = dp.person_id
    where dp.district = ${district} and dp.to_day is null and dp.lives_here`.execute(db);
  const householdsBy = Map.groupBy(households.rows, (row) => row.dwellingId);
  const peopleBy = new Map(people.rows.map((row) => [row.dwellingId, row]));
  const tagsBy = Map.groupBy(tags.rows, (row) => row.dwellingId);
  const ids = new Set([...householdsBy.keys(), ...peopleBy.keys()]);
  return new Map(
    [...ids].map((dwellingId) => {
      const mine = tagsBy.get(dwellingId) ?? [];
      const plans = options.plans
        ? mine.map((tag) => ({ plan: openPlan(keyring, tag.wrapped, tag.plan, tag.id), since: tag.fromDay }))
        : [];
      const counted = peopleBy.get(dwellingId);
      return [
        dwellingId,
        {
          dwellingId,
          households: (householdsBy.get(dwellingId) ?? []).map(({ id, headId, declaredSize }) => ({
            id,
            headId,
            declaredSize,
          })),
          living: counted?.living ?? 0,
          elders: counted?.elders ?? 0,
          children: counted?.children ?? 0,
          kinds: [...new Set(mine.flatMap((tag) => (isTagKind(tag.kind) ? [tag.kind] : [])))],
          lastVisit: lastVisitOf(plans.map(({ plan }) => plan)) ?? null,
          overdue: plans.some(({ plan, since }) => isOverdue(plan, since, today)),
        },
      ];
    }),
  );
}

function isOverdue(plan: Plan, since: Day, today: Day): boolean {
  const due = nextVisit(plan, since);
  return due !== undefined && due < today;
}
