import { sql } from 'kysely';
import { under } from '../../kit/access.ts';
import type { Reader } from '../../kit/database.ts';
import { type Address, readAddress } from './address.ts';
import { buildingKey, entranceKey, roomKey } from './labels.ts';
import type { Place } from './place.ts';

/** A dwelling with the keys of its address, for look-up by what people write. */
export type Dwelling = {
  readonly id: string;
  readonly path: string;
  readonly compoundId: string;
  readonly compoundName: string;
  readonly building: string;
  /** Empty where the building has no entrances. */
  readonly entrance: string;
  readonly room: string;
};

export type DwellingMatch =
  | { readonly found: Dwelling }
  /** The address can be read, or found, in more than one way: say so, never guess. */
  | { readonly inDoubt: 'address_ambiguous'; readonly dwellings: readonly Dwelling[] }
  | { readonly missing: 'address_unknown' | 'address_unreadable' };

/** All living dwellings at or below a place with their address keys, in one query. */
export async function loadDwellings(db: Reader, place: Pick<Place, 'district' | 'path'>): Promise<Dwelling[]> {
  const { rows } = await sql<Dwelling>`
    select d.id, d.path, c.id as "compoundId", c.name as "compoundName", b.key as building, coalesce(e.key, '') as entrance, d.key as room
    from places d
    left join places e on e.district = d.district and e.id = d.parent_id and e.kind = 'entrance'
    join places b on b.district = d.district and b.id = coalesce(e.parent_id, d.parent_id) and b.kind = 'building'
    join places c on c.district = d.district and c.id = b.parent_id
    where d.district = ${place.district} and d.kind = 'dwelling' and d.state = 'active' and ${under('d.path', place.path)}`.execute(
    db,
  );
  return rows;
}

/**
 * Finds dwellings among those given by addresses as people type them. 1栋301 in a building with several entrances may be
 * behind any of them, so it is in doubt even where only one 301 is known there: the other may not be registered yet.
 * @param dwellings what `loadDwellings` found below the place one looks in.
 * @returns a function from an address to the dwelling, a doubt with its choices, or what is missing.
 */
export function findDwellings(dwellings: readonly Dwelling[]): (address: string) => DwellingMatch {
  const byKey = new Map<string, Dwelling[]>();
  const add = (key: string, dwelling: Dwelling): void => void byKey.set(key, [...(byKey.get(key) ?? []), dwelling]);
  const entrancesOf = new Map<string, Set<string>>();
  for (const dwelling of dwellings) {
    const { building, entrance, room, compoundId } = dwelling;
    add(`${building}|${entrance}|${room}`, dwelling);
    if (entrance === '') continue;
    add(`${building}|*|${room}`, dwelling);
    const at = `${compoundId} ${building}`;
    entrancesOf.set(at, (entrancesOf.get(at) ?? new Set()).add(entrance));
  }
  const lookUp = (reading: Address): Dwelling[] => {
    if (reading.building === undefined || reading.room === undefined) return [];
    const building = buildingKey(reading.building.name);
    const room = roomKey(reading.room);
    const at = (entrance: string): Dwelling[] => byKey.get(`${building}|${entrance}|${room}`) ?? [];
    const direct = at(reading.entrance === undefined ? '' : entranceKey(reading.entrance));
    const found = direct.length > 0 || reading.entrance !== undefined ? direct : at('*');
    // A compound named in the address narrows the choice; other leading words (community, street) do not.
    const named = found.filter((dwelling) => reading.compound?.includes(dwelling.compoundName));
    return named.length > 0 ? named : found;
  };
  const isBehindOneOfSeveral = ({ compoundId, building, entrance }: Dwelling): boolean =>
    entrance !== '' && (entrancesOf.get(`${compoundId} ${building}`)?.size ?? 0) > 1;
  return (address) => {
    const read = readAddress(address);
    if ('refused' in read) return { missing: 'address_unreadable' };
    const readings = 'readings' in read ? read.readings : [read];
    const found = [...new Set(readings.flatMap(lookUp))];
    const [only] = found;
    const isGuess = readings.every((reading) => reading.entrance === undefined) && found.some(isBehindOneOfSeveral);
    if (only && found.length === 1 && !isGuess) return { found: only };
    return found.length === 0 ? { missing: 'address_unknown' } : { inDoubt: 'address_ambiguous', dwellings: found };
  };
}
