import { sql } from 'kysely';
import { pathEnd } from '../../kit/access.ts';
import type { Reader } from '../../kit/database.ts';
import { type Occupancy, placeKey } from '../places/index.ts';
import { type DoorLabels, type DoorRef, doorKey, type Ground, type Spot } from './where.ts';

/** A dwelling that stands, with what ledgers say of it. */
export type Door = {
  readonly id: string;
  readonly path: string;
  readonly compoundId: string;
  readonly area: number | null;
  readonly occupancy: Occupancy | null;
  readonly floor: number | null;
};

/** The buildings, entrances and dwellings of one compound by their keys. */
export type CompoundDoors = {
  readonly buildings: Map<string, { readonly id: string; readonly path: string }>;
  /** By building and entrance key. */
  readonly entrances: Map<string, { readonly id: string; readonly path: string }>;
  /** By `doorKey`. */
  readonly doors: Map<string, Door>;
  /** By building and room key: for rows that leave the entrance out. */
  readonly byRoom: Map<string, Door[]>;
};

/** What looking a door up came to. */
export type DoorFound =
  | { readonly door: Door }
  | { readonly several: readonly Door[] }
  /** Not there: how it would be called, where that can be told. */
  | { readonly labels?: DoorLabels | undefined };

/** The doors of compounds, read when they are first asked for. */
export type Doors = {
  /** Reads the compounds these doors may stand in, in one query for all that are not read yet. */
  load(refs: readonly (DoorRef | undefined)[]): Promise<void>;
  find(ref: DoorRef): DoorFound;
  of(compoundId: string): CompoundDoors;
};

/** Compounds kept in memory hold together about so many dwellings. */
const most = 60_000;

/** Looks doors up on a ground. What is read is kept, so use it within one transaction or one checking of a file. */
export function openDoors(db: Reader, ground: Ground): Doors {
  const compounds = new Map<string, CompoundDoors>();
  let held = 0;
  const byName = new Map(
    ground.compounds.map(({ id, name, communityId }) => [`${communityId} ${placeKey('compound', name)}`, id]),
  );
  // A compound that was to be founded may stand by now.
  const idOf = (spot: Spot): string | undefined =>
    spot.compoundId ?? byName.get(`${spot.communityId} ${placeKey('compound', spot.compound)}`);
  const placesOf = (ref: DoorRef): string[] => {
    if (!ref.spot) return within(ref.communityId);
    const id = idOf(ref.spot);
    return id === undefined ? [] : [id];
  };
  const of = (compoundId: string): CompoundDoors => compounds.get(compoundId) ?? emptyDoors();
  const within = (communityId: string | undefined): string[] =>
    ground.compounds
      .filter((each) => communityId === undefined || each.communityId === communityId)
      .map(({ id }) => id);

  const lookUp = (ref: DoorRef, compoundIds: readonly string[]): Door[] => {
    const found = ref.readings.flatMap((labels) => {
      const key = doorKey(labels);
      const room = `${key.slice(0, key.indexOf('|'))}|${key.slice(key.lastIndexOf('|') + 1)}`;
      return compoundIds.flatMap((id) => {
        const there = of(id);
        const exact = there.doors.get(key);
        if (exact) return [exact];
        // 1栋301 where the building has one 301 behind some entrance.
        return labels.entrance === '' ? (there.byRoom.get(room) ?? []) : [];
      });
    });
    return [...new Set(found)];
  };

  return {
    of,
    async load(refs) {
      const wanted = new Set(refs.flatMap((ref) => (ref ? placesOf(ref) : [])));
      const missing = [...wanted].filter((id) => !compounds.has(id));
      if (missing.length === 0) return;
      if (held > most) {
        compounds.clear();
        held = 0;
        missing.splice(0, missing.length, ...wanted);
      }
      const places = ground.compounds.filter(({ id }) => missing.includes(id));
      for (const { id } of places) compounds.set(id, emptyDoors());
      held += await readDoors(db, ground.district, places, compounds);
    },
    find(ref) {
      const found = lookUp(ref, placesOf(ref));
      const [only] = found;
      if (only && found.length === 1) return { door: only };
      if (found.length > 1) return { several: found };
      return { labels: ref.readings.length === 1 ? ref.readings[0] : undefined };
    },
  };
}

function emptyDoors(): CompoundDoors {
  return { buildings: new Map(), entrances: new Map(), doors: new Map(), byRoom: new Map() };
}

type Row = {
  readonly id: string;
  readonly kind: string;
  readonly parent_id: string;
  readonly path: string;
  readonly key: string;
  readonly area: number | null;
  readonly occupancy: Occupancy | null;
  readonly floor: number | null;
  readonly compound_id: string;
};

/** One query for several compounds, parents before children. @returns how many dwellings there were. */
async function readDoors(
  db: Reader,
  district: string,
  places: readonly { readonly id: string; readonly path: string }[],
  into: Map<string, CompoundDoors>,
): Promise<number> {
  if (places.length === 0) return 0;
  const ranges = JSON.stringify(places.map(({ id, path }) => ({ id, path, path_end: pathEnd(path) })));
  const { rows } = await sql<Row>`
    select p.id, p.kind, p.parent_id, p.path, p.key, p.area, p.occupancy, p.floor, given.id as compound_id
    from jsonb_to_recordset(${ranges}::text::jsonb) as given(id uuid, path text, path_end text)
    join places p on p.district = ${district} and p.path > given.path collate "C" and p.path < given.path_end collate "C"
    where p.state = 'active' and p.kind in ('building', 'entrance', 'dwelling')
    order by length(p.path), p.path`.execute(db);
  const above = new Map<string, { building: string; entrance: string }>();
  let doors = 0;
  for (const row of rows) {
    const there = into.get(row.compound_id);
    if (!there) continue;
    const { id, path, key } = row;
    if (row.kind === 'building') {
      above.set(id, { building: key, entrance: '' });
      there.buildings.set(key, { id, path });
      continue;
    }
    const parent = above.get(row.parent_id);
    if (!parent) continue;
    if (row.kind === 'entrance') {
      above.set(id, { building: parent.building, entrance: key });
      there.entrances.set(`${parent.building}|${key}`, { id, path });
      continue;
    }
    doors += 1;
    keepDoor(
      there,
      { ...parent, room: key },
      {
        id,
        path,
        compoundId: row.compound_id,
        area: row.area,
        occupancy: row.occupancy,
        floor: row.floor,
      },
    );
  }
  return doors;
}

/** Adds a door to what is known of its compound; the labels are keys already. */
function keepDoor(there: CompoundDoors, keys: DoorLabels, door: Door): void {
  there.doors.set(`${keys.building}|${keys.entrance}|${keys.room}`, door);
  const room = `${keys.building}|${keys.room}`;
  const list = there.byRoom.get(room);
  if (list) list.push(door);
  else there.byRoom.set(room, [door]);
}

/** The community of a dwelling that stands. */
export function communityOf(ground: Ground, door: Pick<Door, 'compoundId'> | undefined): string {
  const compound = ground.compounds.find(({ id }) => id === door?.compoundId);
  return compound?.communityId ?? ground.communities[0]?.id ?? ground.place.id;
}
