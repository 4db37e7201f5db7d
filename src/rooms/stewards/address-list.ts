import type { Reader } from '../../kit/database.ts';
import {
  buildingKey,
  entranceKey,
  findDwellings,
  findPlaces,
  listUnder,
  loadDwellings,
  type Place,
  readAddress,
} from '../places/index.ts';

/** At most so many lines are read at once. */
const mostLines = 2000;

/**
 * Reads a list of addresses, one a line: doors (3-2-501), entrances (3栋2单元), buildings (3栋). What cannot be read, is
 * not there or may be several is said, never guessed.
 * @param place where to look.
 */
export async function readAddressList(
  db: Reader,
  place: Place,
  typed: string,
): Promise<{ readonly places: readonly Place[]; readonly unread: readonly string[] }> {
  const lines = typed
    .split(/[\n;；]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const compounds = await listUnder(db, place.district, 'compound', [place.path]);
  const buildings = await listUnder(db, place.district, 'building', [place.path], 20_000);
  const entrances = await listUnder(db, place.district, 'entrance', [place.path], 50_000);
  const dwellings = await loadDwellings(db, place);
  const findDoor = findDwellings(dwellings);
  const nameOf = new Map(compounds.map((compound) => [compound.id, compound.name]));

  const findBuilding = (line: string, name: string): Place[] => {
    const found = buildings.filter((building) => building.key === buildingKey(name));
    const named = found.filter((building) => line.includes(nameOf.get(building.parentId ?? '') ?? '\n'));
    return named.length > 0 ? named : found;
  };
  const idsOf = (line: string): string[] => {
    const read = readAddress(line);
    if ('refused' in read) return [];
    const readings = 'readings' in read ? read.readings : [read];
    if (readings.some((reading) => reading.room !== undefined)) {
      const match = findDoor(line);
      return 'found' in match ? [match.found.id] : [];
    }
    return readings.flatMap(({ building, entrance }) => {
      if (!building) return [];
      const found = findBuilding(line, building.name);
      if (entrance === undefined) return found.map((one) => one.id);
      const key = entranceKey(entrance);
      return entrances
        .filter((one) => one.key === key && found.some((of) => of.id === one.parentId))
        .map((one) => one.id);
    });
  };

  const ids: string[] = [];
  const unread: string[] = lines.slice(mostLines);
  for (const line of lines.slice(0, mostLines)) {
    const [only, ...others] = new Set(idsOf(line));
    if (only !== undefined && others.length === 0) ids.push(only);
    else unread.push(line);
  }
  return { places: await findPlaces(db, place.district, [...new Set(ids)]), unread };
}
