import { sql } from 'kysely';
import type { Post } from '../../kit/access.ts';
import type { Day } from '../../kit/clock.ts';
import type { Reader } from '../../kit/database.ts';
import type { Lang } from '../../kit/lang.ts';
import { findPersons } from '../people/index.ts';
import { lineOf, type Place } from '../places/index.ts';
import { onDay } from './counting.ts';
import { type Level, levelOf } from './steward.ts';
import { answersFor, levelsOf, records } from './store.ts';

/** What a district calls its levels, in one language. */
export async function levelNames(db: Reader, district: string, lang: Lang): Promise<Readonly<Record<Level, string>>> {
  const names = (await levelsOf(db, district)).map((terms) => [terms.level, terms[lang]]);
  return Object.fromEntries(names) as Record<Level, string>;
}

/**
 * What a person holds as a steward today, as posts whose role is `steward.<level>`: one for each place linked, those
 * inside another of the same level left out.
 */
export async function stewardPostsOf(db: Reader, district: string, personId: string, today: Day): Promise<Post[]> {
  const { rows } = await sql<Post>`
    select 'steward.' || s.level as role, l.place_id as "placeId", at.path, greatest(s.from_day, l.from_day) as "fromDay",
      least(s.to_day, l.to_day) as "untilDay"
    from stewards s
    join steward_links l on l.district = ${district} and l.steward_id = s.id
    join places at on at.district = ${district} and at.id = l.place_id
    where s.district = ${district} and s.person_id in (${records(district, personId)}) and ${onDay('s', today)} and ${onDay('l', today)}
    order by at.path, role`.execute(db);
  const kept: Post[] = [];
  // In the order of paths a place above always stands before what is in it.
  for (const post of rows) {
    if (!kept.some((above) => above.role === post.role && post.path.startsWith(above.path))) kept.push(post);
  }
  return kept;
}

export type StewardAt = {
  readonly stewardId: string;
  readonly personId: string;
  readonly name: string;
  readonly level: Level;
  /** The place linked: the one asked for or one above it. */
  readonly place: Place;
};

/**
 * Who answers for a place as a whole, the nearest of each level: names of stewards are public, telephones are not.
 * @param today left out: the day for which coverage was last brought up to date.
 */
export async function stewardsAt(
  db: Reader,
  place: Pick<Place, 'district' | 'path'>,
  today?: Day,
): Promise<StewardAt[]> {
  const { district } = place;
  const line = await lineOf(db, place);
  const day = today ?? (await countedOn(db, district));
  if (day === undefined) return [];
  const { rows } = await sql<{ stewardId: string; personId: string; level: number; placeId: string }>`
    select distinct on (l.level) s.id as "stewardId", s.person_id as "personId", l.level, l.place_id as "placeId"
    from steward_links l
    join stewards s on s.district = ${district} and s.id = l.steward_id
    where l.district = ${district} and l.place_id = any(${line.map((above) => above.id)}::uuid[]) and l.household_id is null
      and ${onDay('l', day)} and ${onDay('s', day)}
    order by l.level, array_position(${line.map((above) => above.id)}::uuid[], l.place_id) desc`.execute(db);
  const persons = await findPersons(db, district, [...new Set(rows.map((row) => row.personId))]);
  const places = new Map(line.map((above) => [above.id, above]));
  return rows.flatMap((row) => {
    const person = persons.get(row.personId);
    const at = places.get(row.placeId);
    return person?.name && at
      ? [{ stewardId: row.stewardId, personId: person.id, name: person.name, level: levelOf(row.level), place: at }]
      : [];
  });
}

async function countedOn(db: Reader, district: string): Promise<Day | undefined> {
  const row = await db
    .selectFrom('coverage_days')
    .select('counted_on')
    .where('district', '=', district)
    .executeTakeFirst();
  return row?.counted_on;
}

export type ChainLink = {
  readonly level: Level;
  readonly stewardId: string;
  readonly personId: string;
  readonly name: string;
};

/** The stewards of each household today, the highest level first; levels that nobody holds are left out. */
export async function chainsOf(
  db: Reader,
  district: string,
  householdIds: readonly string[],
): Promise<Map<string, ChainLink[]>> {
  const answers = await answersFor(db, district, householdIds);
  const ids = [...new Set([...answers.values()].flatMap((answer) => Object.values(answer)))];
  const people = await peopleOf(db, district, ids);
  return new Map(
    [...answers].map(([householdId, answer]) => [
      householdId,
      Object.entries(answer).flatMap(([level, stewardId]) => {
        const person = people.get(stewardId);
        return person ? [{ level: levelOf(Number(level)), stewardId, ...person }] : [];
      }),
    ]),
  );
}

/** The chain of one household. */
export async function chainOf(
  db: Reader,
  household: { readonly district: string; readonly id: string },
): Promise<ChainLink[]> {
  return (await chainsOf(db, household.district, [household.id])).get(household.id) ?? [];
}

/** Who the stewards with these ids are: the living record of the person, and the name. */
export async function peopleOf(
  db: Reader,
  district: string,
  stewardIds: readonly string[],
): Promise<Map<string, { personId: string; name: string }>> {
  if (stewardIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('stewards')
    .select(['id', 'person_id'])
    .where('district', '=', district)
    .where(sql<boolean>`id = any(${[...stewardIds]}::uuid[])`)
    .execute();
  const persons = await findPersons(db, district, [...new Set(rows.map((row) => row.person_id))]);
  return new Map(
    rows.flatMap((row) => {
      const person = persons.get(row.person_id);
      return person ? [[row.id, { personId: person.id, name: person.name }] as const] : [];
    }),
  );
}
