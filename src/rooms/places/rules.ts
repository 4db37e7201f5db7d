import type { Place, PlaceKind } from './place.ts';

/** Permission to renumber, merge and split places and to draw zones. */
export const editPlaces = 'places.edit';

/** Kinds whose name or number may be changed by hand; divisions follow the statistical code list. */
const renumbered: ReadonlySet<PlaceKind> = new Set(['compound', 'building', 'entrance', 'dwelling']);
/** Kinds of which two may become one, or one two. */
const merged: ReadonlySet<PlaceKind> = new Set(['compound', 'building']);

/** What may be done with a place as it stands; page, API and action all ask here. */
export function placeActs(place: Pick<Place, 'kind' | 'state'>): {
  readonly renumber: boolean;
  readonly merge: boolean;
  readonly split: boolean;
} {
  const active = place.state === 'active';
  return {
    renumber: active && renumbered.has(place.kind),
    merge: active && merged.has(place.kind),
    split: active && merged.has(place.kind),
  };
}

/** Why two places cannot become one; undefined when they can. */
export function mergeProblem(
  gone: Pick<Place, 'id' | 'kind' | 'state' | 'parentId'>,
  kept: Pick<Place, 'id' | 'kind' | 'state' | 'parentId'>,
): 'same_place' | 'different_kind' | 'not_active' | 'not_neighbours' | 'not_merged' | undefined {
  if (gone.id === kept.id) return 'same_place';
  if (gone.kind !== kept.kind) return 'different_kind';
  if (gone.state !== 'active' || kept.state !== 'active') return 'not_active';
  if (gone.parentId !== kept.parentId) return 'not_neighbours';
  return merged.has(gone.kind) ? undefined : 'not_merged';
}

/** Numbers that would stand twice if these children came together. */
export function clashingNumbers(
  mine: readonly Pick<Place, 'kind' | 'key' | 'name'>[],
  theirs: readonly Pick<Place, 'kind' | 'key' | 'name'>[],
): string[] {
  const taken = new Set(mine.map((child) => `${child.kind} ${child.key}`));
  return theirs.filter((child) => taken.has(`${child.kind} ${child.key}`)).map((child) => child.name);
}
