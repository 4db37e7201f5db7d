import { newId } from '../kit/ids.ts';
import type { Write } from '../kit/write.ts';
import { addPlaces, type MadePlace, type Place } from '../rooms/places/index.ts';
import type { Chance } from './chance.ts';

export type Size = {
  readonly buildings: number;
  readonly entrances: number;
  readonly floors: number;
  readonly doors: number;
  /** Fewer dwellings than the shape gives, when an exact number is wanted; entrances without any are not built. */
  readonly dwellings?: number;
};

export type MadeDwelling = MadePlace & {
  readonly occupancy: 'self' | 'let' | 'empty';
  readonly building: MadePlace;
  readonly entrance: MadePlace;
};
export type MadeCompound = {
  readonly compound: MadePlace;
  readonly buildings: readonly MadePlace[];
  readonly entrances: readonly MadePlace[];
  readonly dwellings: readonly MadeDwelling[];
};

/** Builds a compound: buildings, entrances, and dwellings on floors. The caller records. */
export async function buildCompound(
  write: Write,
  community: Pick<Place, 'id' | 'path'>,
  name: string,
  size: Size,
  chance: Chance,
  emptyPercent = 7,
): Promise<MadeCompound> {
  const [compound] = await addPlaces(write, [{ id: newId(), kind: 'compound', parent: community, name }]);
  if (!compound) throw new Error('No compound was made');
  const dwellingsInAll = size.dwellings ?? Number.POSITIVE_INFINITY;
  const atEntrance = size.floors * size.doors;
  const entrancesInAll = Math.min(size.buildings * size.entrances, Math.ceil(dwellingsInAll / atEntrance));
  const buildings = await addPlaces(
    write,
    range(Math.ceil(entrancesInAll / size.entrances)).map((n) => ({
      kind: 'building',
      parent: compound,
      name: String(n),
    })),
  );
  const entrances = await addPlaces(
    write,
    buildings
      .flatMap((parent) => range(size.entrances).map((n) => ({ kind: 'entrance' as const, parent, name: String(n) })))
      .slice(0, entrancesInAll),
  );
  const plans = entrances
    .flatMap((parent, i) =>
      range(size.floors).flatMap((floor) =>
        range(size.doors).map((door) => ({
          building: buildings[Math.floor(i / size.entrances)] ?? parent,
          entrance: parent,
          floor,
          name: `${floor}${String(door).padStart(2, '0')}`,
        })),
      ),
    )
    .slice(0, dwellingsInAll)
    .map((plan) => {
      const occupancy: MadeDwelling['occupancy'] = chance.percent(emptyPercent)
        ? 'empty'
        : chance.percent(15)
          ? 'let'
          : 'self';
      return { ...plan, occupancy, area: 5500 + chance.below(9000) };
    });
  const dwellings = await addPlaces(
    write,
    plans.map(({ entrance, floor, name, occupancy, area }) => ({
      kind: 'dwelling',
      parent: entrance,
      name,
      floor,
      occupancy,
      area,
    })),
  );
  return {
    compound,
    buildings,
    entrances,
    dwellings: dwellings.flatMap((made, i) => {
      const plan = plans[i];
      return plan ? [{ ...made, occupancy: plan.occupancy, building: plan.building, entrance: plan.entrance }] : [];
    }),
  };
}

/** 1 … n. */
export function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1);
}
