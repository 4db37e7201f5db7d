import { newId } from '../../kit/ids.ts';
import type { Write } from '../../kit/write.ts';
import {
  addPlaces,
  buildingKey,
  entranceKey,
  floorOf,
  type NewPlace,
  type Occupancy,
  placeKey,
  roomKey,
} from '../places/index.ts';
import type { Look } from './kind.ts';
import { type DoorLabels, doorKey, type Spot } from './where.ts';

/** A dwelling to be made. */
export type DoorToMake = {
  readonly spot: Spot;
  readonly labels: DoorLabels;
  readonly area?: number | undefined;
  readonly occupancy?: Occupancy | undefined;
};

type Parent = { readonly id: string; readonly path: string };

/**
 * Makes dwellings, and the compounds, buildings and entrances they need that do not stand yet, level by level, each once.
 * The caller has locked the district's imports, so nobody makes the same at the same time, and records.
 * @returns for each asked for the dwelling made; undefined where nothing was asked.
 */
export async function makeDoors(
  write: Write,
  { ground, doors }: Look,
  wanted: readonly (DoorToMake | undefined)[],
): Promise<({ readonly id: string } | undefined)[]> {
  const asked = wanted.filter((door) => door !== undefined);
  if (asked.length === 0) return wanted.map(() => undefined);
  const compounds = new Map<string, Parent>(
    ground.compounds.map(({ id, path, name, communityId }) => [compoundKey(communityId, name), { id, path }]),
  );
  const of = ({ spot }: DoorToMake): string => compoundKey(spot.communityId, spot.compound);
  const communities = new Map(ground.communities.map((each) => [each.id, each]));
  await makeMissing(write, compounds, asked, of, (door) => {
    const parent = communities.get(door.spot.communityId);
    return parent && { kind: 'compound', parent, name: door.spot.compound };
  });

  const standing = (door: DoorToMake) => doors.of(compounds.get(of(door))?.id ?? '');
  const buildings = new Map<string, Parent>();
  const entrances = new Map<string, Parent>();
  const buildingOf = (door: DoorToMake): string => `${of(door)}|${buildingKey(door.labels.building)}`;
  const entranceOf = (door: DoorToMake): string => `${buildingOf(door)}|${entranceKey(door.labels.entrance)}`;
  for (const door of asked) {
    const there = standing(door);
    const building = there.buildings.get(buildingKey(door.labels.building));
    const entrance = there.entrances.get(`${buildingKey(door.labels.building)}|${entranceKey(door.labels.entrance)}`);
    if (building) buildings.set(buildingOf(door), building);
    if (entrance) entrances.set(entranceOf(door), entrance);
  }
  await makeMissing(write, buildings, asked, buildingOf, (door) => {
    const parent = compounds.get(of(door));
    return parent && { kind: 'building', parent, name: door.labels.building };
  });
  const behind = asked.filter(({ labels }) => entranceKey(labels.entrance) !== '');
  await makeMissing(write, entrances, behind, entranceOf, (door) => {
    const parent = buildings.get(buildingOf(door));
    return parent && { kind: 'entrance', parent, name: door.labels.entrance };
  });
  const made = new Map<string, Parent>();
  const doorOf = (door: DoorToMake): string => `${of(door)}|${doorKey(door.labels)}`;
  await makeMissing(write, made, asked, doorOf, (door) => {
    const parent = entrances.get(entranceOf(door)) ?? buildings.get(buildingOf(door));
    const { labels, area, occupancy } = door;
    return (
      parent && { kind: 'dwelling', parent, name: labels.room, floor: floorOf(roomKey(labels.room)), area, occupancy }
    );
  });
  return wanted.map((door) => door && made.get(doorOf(door)));
}

function compoundKey(communityId: string, name: string): string {
  return `${communityId} ${placeKey('compound', name)}`;
}

/** Makes, in one go, the places whose keys are not there yet. */
async function makeMissing(
  write: Write,
  there: Map<string, Parent>,
  doors: readonly DoorToMake[],
  keyOf: (door: DoorToMake) => string,
  placeOf: (door: DoorToMake) => NewPlace | undefined,
): Promise<void> {
  const missing = new Map<string, NewPlace>();
  for (const door of doors) {
    const key = keyOf(door);
    if (there.has(key) || missing.has(key)) continue;
    const place = placeOf(door);
    if (place) missing.set(key, { id: newId(), ...place });
  }
  const made = await addPlaces(write, [...missing.values()]);
  for (const [i, key] of [...missing.keys()].entries()) {
    const place = made[i];
    if (place) there.set(key, place);
  }
}
