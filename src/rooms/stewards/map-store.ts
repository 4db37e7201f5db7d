import { sql } from 'kysely';
import type { Reader } from '../../kit/database.ts';
import type { Keyring } from '../../kit/secrets.ts';
import { membersUnder } from '../groups/index.ts';
import { openTags, type Sight, seesTag, type TagKind, tagKindKeys, tagKinds } from '../people/index.ts';
import { listUnder, type Place } from '../places/index.ts';
import { type Aspect, type DoorFacts, needsCare } from './map-aspect.ts';
import type { Level } from './steward.ts';
import { columnOf } from './store.ts';

/** A door with what is known of it, and what its cell says beside the colour. */
export type Door = DoorFacts & {
  readonly place: Place;
  /** Its households by id. */
  readonly householdIds: readonly string[];
  readonly stewardIds: readonly string[];
  readonly careKinds: readonly TagKind[];
  readonly lastVisit: string | undefined;
};

/** The dwellings under a place, at most so many. */
const mostDoors = 6000;

type Asked = {
  readonly aspect: Aspect;
  readonly level: Level;
  readonly limit: number;
  readonly sight: Sight;
  readonly keyring: Keyring;
};

/** Everything the map of a place needs, in a handful of queries whatever its size. Only what the aspect shows is asked for. */
export async function loadDoors(db: Reader, place: Place, asked: Asked): Promise<Door[]> {
  const dwellings = await listUnder(db, place.district, 'dwelling', [place.path], mostDoors);
  const [households, members, cared] = await Promise.all([
    householdsByDoor(db, place, asked.level, asked.limit),
    asked.aspect === 'volunteers' ? membersUnder(db, place) : undefined,
    asked.aspect === 'care' || asked.aspect === 'visit' ? caredByDoor(db, place, asked) : undefined,
  ]);
  return dwellings.map((dwelling) => {
    const there = households.get(dwelling.path) ?? [];
    const inGroups = members?.get(dwelling.id) ?? { members: 0, volunteers: 0 };
    const care = cared?.get(dwelling.id) ?? [];
    return {
      place: dwelling,
      occupancy: dwelling.occupancy,
      households: there.length,
      linked: there.filter((one) => one.stewardId !== null).length,
      over: there.filter((one) => one.isOver).length,
      householdIds: there.map((one) => one.householdId),
      stewardIds: [...new Set(there.flatMap((one) => one.stewardId ?? []))],
      ...inGroups,
      cared: new Set(care.map((one) => one.personId)).size,
      careKinds: [...new Set(care.map((one) => one.kind))],
      plans: care.flatMap((one) => (one.plan ? [{ plan: one.plan, since: one.fromDay }] : [])),
      lastVisit: care
        .flatMap((one) => one.plan?.lastVisit ?? [])
        .sort()
        .at(-1),
    };
  });
}

type AtDoor = { readonly householdId: string; readonly stewardId: string | null; readonly isOver: boolean };

async function householdsByDoor(db: Reader, place: Place, level: Level, limit: number): Promise<Map<string, AtDoor[]>> {
  const { district, path } = place;
  const steward = sql.ref(`h.${columnOf(level)}`);
  const { rows } = await sql<AtDoor & { path: string }>`
    select h.path, h.household_id as "householdId", ${steward} as "stewardId", coalesce(whole.households > ${limit}, false) as "isOver"
    from household_chains h
    left join places top on top.district = ${district} and top.kind = 'district'
    left join steward_loads whole on whole.district = ${district} and whole.place_id = top.id and whole.level = ${level}
      and whole.steward_id = ${steward}
    where h.district = ${district} and h.path >= ${path} and h.path < ${`${path.slice(0, -1)}/`}
    order by h.path, h.household_id`.execute(db);
  return Map.groupBy(rows, (row) => row.path);
}

type CaredPerson = {
  readonly personId: string;
  readonly kind: TagKind;
  readonly fromDay: string;
  readonly plan: Awaited<ReturnType<typeof openTags>>[number]['plan'] | undefined;
};

/** Persons at home in each dwelling with tags that ask for care, as far as this sight sees them; plans only for visits. */
async function caredByDoor(
  db: Reader,
  place: Place,
  { aspect, sight, keyring }: Asked,
): Promise<Map<string, CaredPerson[]>> {
  const kinds = tagKindKeys.filter((kind) => needsCare(kind) && seesTag(sight, kind));
  const { district, path } = place;
  const { rows } = await sql<{ dwellingId: string; personId: string; kind: TagKind; fromDay: string }>`
    select lives.dwelling_id as "dwellingId", t.person_id as "personId", t.kind, t.from_day as "fromDay"
    from places d
    join dwelling_persons lives on lives.district = ${district} and lives.dwelling_id = d.id and lives.lives_here and lives.to_day is null
    join tags t on t.district = ${district} and t.person_id = lives.person_id and t.to_day is null and t.kind = any(${[...kinds]}::text[])
    where d.district = ${district} and d.kind = 'dwelling' and d.path >= ${path} and d.path < ${`${path.slice(0, -1)}/`}`.execute(
    db,
  );
  const visited = rows.filter((row) => tagKinds[row.kind].visited);
  const opened =
    aspect === 'visit' ? await openTags(db, keyring, district, [...new Set(visited.map((row) => row.personId))]) : [];
  const planOf = new Map(opened.map((tag) => [`${tag.personId} ${tag.kind}`, tag.plan]));
  return Map.groupBy(
    rows.map((row) => ({ ...row, plan: planOf.get(`${row.personId} ${row.kind}`) })),
    (row) => row.dwellingId,
  );
}

export type BuildingTotals = {
  readonly placeId: string;
  readonly dwellings: number;
  readonly households: number;
  readonly linked: number;
};

/** Totals of each building at or under a place: what everybody may know. */
export async function totalsByBuilding(
  db: Reader,
  place: Place,
  buildings: readonly Place[],
  level: Level,
): Promise<Map<string, BuildingTotals>> {
  const { district } = place;
  const ids = buildings.map((building) => building.id);
  const { rows } = await sql<BuildingTotals>`
    select b.id as "placeId", coalesce(c.households, 0) as households, coalesce(c.linked, 0) as linked,
      (select count(*)::int from places d where d.district = ${district} and d.kind = 'dwelling' and d.state = 'active'
        and d.path >= b.path and d.path < left(b.path, -1) || '/') as dwellings
    from places b
    left join coverage c on c.district = ${district} and c.place_id = b.id and c.level = ${level}
    where b.district = ${district} and b.id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.placeId, row]));
}
