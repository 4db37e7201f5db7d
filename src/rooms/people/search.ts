import { type RawBuilder, sql } from 'kysely';
import { type Actor, reach, underAny } from '../../kit/access.ts';
import { addDays, type Day } from '../../kit/clock.ts';
import type { Reader } from '../../kit/database.ts';
import type { Slice } from '../../kit/paging.ts';
import type { Keyring } from '../../kit/secrets.ts';
import { findDwellings, loadDwellings, type Place } from '../places/index.ts';
import type { Capacity } from './household.ts';
import { readIdNumber } from './id-number.ts';
import { type AgeGroup, ageGroups, type Sex } from './person.ts';
import { readPhone } from './phone.ts';
import { idNumberHashes, phoneHashes } from './sealing.ts';
import type { TagKind } from './tag.ts';

/** What somebody typed into the search for people, understood. */
export type Typed =
  | { readonly by: 'everybody' }
  | { readonly by: 'id_number'; readonly value: string }
  | { readonly by: 'phone'; readonly value: string }
  | { readonly by: 'letters'; readonly value: string }
  | { readonly by: 'room'; readonly value: string }
  | { readonly by: 'name'; readonly value: string };

/** Understands a whole ID number or telephone, pinyin or initials, a room such as 3-2-501, else a name. */
export function readTyped(text: string, today: Day): Typed {
  const typed = text.normalize('NFKC').trim();
  if (typed === '') return { by: 'everybody' };
  const number = readIdNumber(typed, today);
  if (!('refused' in number)) return { by: 'id_number', value: number.number };
  const phone = readPhone(typed);
  if (!('refused' in phone)) return { by: 'phone', value: phone.phone };
  if (/^[a-z·.' ]+$/i.test(typed)) return { by: 'letters', value: typed.toLowerCase().replaceAll(/[^a-z]/g, '') };
  if (/[0-9]/.test(typed)) return { by: 'room', value: typed };
  return { by: 'name', value: typed.replaceAll(/\s/g, '') };
}

export type PeopleQuery = {
  readonly typed: Typed;
  /** Only below these paths: what the actor reaches, or a part of it. */
  readonly paths: readonly string[];
  readonly tag?: TagKind | undefined;
  readonly age?: AgeGroup | undefined;
  /** Only those whose dwelling is not known. */
  readonly homeless?: boolean | undefined;
  readonly sort: 'address' | 'name';
  readonly today: Day;
  readonly slice: Slice;
};

/** A person found, with the dwelling within reach, first of all the one they live in. */
export type FoundPerson = {
  readonly id: string;
  readonly name: string;
  readonly sex: Sex | null;
  readonly birthDate: Day | null;
  readonly diedOn: Day | null;
  readonly placeId: string;
  /** The dwelling, or the place that keeps the record where none is known. */
  readonly at: string;
  readonly path: string;
  readonly capacity: Capacity | null;
  readonly livesHere: boolean;
};

/** The paths below a place at which an actor has a permission; all of them without a place; none where it is out of reach. */
export function reachBelow(
  actor: Actor | undefined,
  permission: string,
  place?: Pick<Place, 'district' | 'path'>,
): readonly string[] {
  const paths = reach(actor, permission);
  if (!place) return paths;
  if (actor?.district !== place.district) return [];
  return paths.some((path) => place.path.startsWith(path))
    ? [place.path]
    : paths.filter((path) => path.startsWith(place.path));
}

/** Finds people, living records only, each once; two queries at most, whatever is found. */
export async function searchPeople(
  db: Reader,
  keyring: Keyring,
  district: string,
  query: PeopleQuery,
): Promise<{ readonly people: readonly FoundPerson[]; readonly total: number }> {
  const who = await whoIs(db, keyring, district, query);
  if (!who || query.paths.length === 0) return { people: [], total: 0 };
  const conditions = sql.join([who, ...filters(district, query)], sql` and `);
  const columns = sql`persons.id, persons.name, persons.pinyin, persons.sex, persons.birth_date, persons.died_on, persons.place_id`;
  const housed = sql`
    select ${columns}, home.id as at, home.path, dp.capacity, dp.lives_here, home.parent_id, home.sort_key
    from persons
    join dwelling_persons dp on dp.district = ${district} and dp.person_id = persons.id and dp.to_day is null
    join places home on home.district = ${district} and home.id = dp.dwelling_id
    where persons.district = ${district} and ${underAny('home.path', query.paths)} and ${conditions}`;
  const unhoused = sql`
    select ${columns}, kept.id as at, kept.path, null as capacity, false as lives_here, null::uuid as parent_id, kept.sort_key
    from persons join places kept on kept.district = ${district} and kept.id = persons.place_id
    where persons.district = ${district} and ${underAny('kept.path', query.paths)} and ${conditions}
      and not exists (select 1 from dwelling_persons dp where dp.district = ${district} and dp.person_id = persons.id and dp.to_day is null)`;
  const { rows } = await sql<FoundPerson & { readonly total: number }>`
    with hits as (${query.homeless ? unhoused : query.typed.by === 'room' ? housed : sql`${housed} union all ${unhoused}`}),
    once as (select distinct on (id) * from hits order by id, lives_here desc, path),
    ${stairs(district, query.paths)}
    select once.id, once.name, once.sex, once.birth_date as "birthDate", once.died_on as "diedOn", once.place_id as "placeId",
      once.at, once.path, once.capacity, once.lives_here as "livesHere", count(*) over ()::int as total
    from once ${orderOf(query.sort)}
    limit ${query.slice.limit} offset ${query.slice.offset}`.execute(db);
  return { people: rows.map(({ total, ...person }) => person), total: rows[0]?.total ?? 0 };
}

/** Entrances (or buildings without any) below the paths, by what one walks: they are few, so the sorting stays cheap. */
function stairs(district: string, paths: readonly string[]): RawBuilder<unknown> {
  return sql`stairs as (
    select stair.id, compound.sort_key as compound, building.sort_key as building,
      case when stair.kind = 'entrance' then stair.sort_key else '' end as entrance
    from places stair
    join places building on building.district = ${district}
      and building.id = case when stair.kind = 'entrance' then stair.parent_id else stair.id end
    join places compound on compound.district = ${district} and compound.id = building.parent_id
    where stair.district = ${district} and stair.kind in ('entrance', 'building') and ${underAny('stair.path', paths)})`;
}

/** The order as people walk: compound, building, entrance, door; or as a register: by the sound of the name. */
function orderOf(sort: PeopleQuery['sort']): RawBuilder<unknown> {
  return sort === 'name'
    ? sql`order by once.pinyin, once.name, once.id`
    : sql`left join stairs on stairs.id = once.parent_id
        order by stairs.compound nulls last, stairs.building, stairs.entrance, once.sort_key, once.pinyin, once.id`;
}

async function whoIs(
  db: Reader,
  keyring: Keyring,
  district: string,
  query: PeopleQuery,
): Promise<RawBuilder<unknown> | undefined> {
  const { typed } = query;
  switch (typed.by) {
    case 'everybody':
      return sql`true`;
    case 'id_number':
      return sql`persons.id_number_hash in (${sql.join(idNumberHashes(keyring, typed.value))})`;
    case 'phone':
      return sql`persons.phone_hash in (${sql.join(phoneHashes(keyring, typed.value))})`;
    case 'letters':
      // Half-open ranges instead of LIKE: they go by the index whatever was typed.
      return sql`((persons.pinyin >= ${typed.value} and persons.pinyin < ${`${typed.value}~`})
        or (persons.initials >= ${typed.value} and persons.initials < ${`${typed.value}~`}))`;
    case 'name':
      return sql`position(${typed.value} in persons.name) > 0`;
    case 'room': {
      const ids = await dwellingsCalled(db, district, query.paths, typed.value);
      return ids.length === 0 ? undefined : sql`dp.dwelling_id = any(${ids}::uuid[])`;
    }
  }
}

/** Dwellings below the paths that an address as typed may mean; all of them where it can be read in several ways. */
async function dwellingsCalled(
  db: Reader,
  district: string,
  paths: readonly string[],
  address: string,
): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths.slice(0, 20)) {
    const match = findDwellings(await loadDwellings(db, { district, path }))(address);
    if ('found' in match) found.push(match.found.id);
    if ('inDoubt' in match) found.push(...match.dwellings.map((dwelling) => dwelling.id));
  }
  return found;
}

function filters(district: string, query: PeopleQuery): RawBuilder<unknown>[] {
  const always = [sql`persons.merged_into is null and persons.erased_at is null and persons.died_on is null`];
  if (query.tag)
    always.push(sql`exists (select 1 from tags where tags.district = ${district} and tags.person_id = persons.id
      and tags.kind = ${query.tag} and tags.to_day is null)`);
  if (query.age) {
    const { from, to } = ageGroups[query.age];
    always.push(
      sql`persons.birth_date > ${bornBy(query.today, to)} and persons.birth_date <= ${bornBy(query.today, from)}`,
    );
  }
  return always;
}

/** The last birth date with which one is that old today. */
export function bornBy(today: Day, years: number): Day {
  const year = String(Number(today.slice(0, 4)) - years).padStart(4, '0');
  const day = `${year}${today.slice(4)}`;
  // On 28 February of a plain year nobody born on the 29th has had the birthday yet; on the 29th everybody has.
  return today.endsWith('-02-29') && !isLeap(Number(year)) ? `${year}-02-28` : day;
}

function isLeap(year: number): boolean {
  return addDays(`${String(year).padStart(4, '0')}-02-28`, 1).endsWith('29');
}
