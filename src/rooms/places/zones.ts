import type { Reader } from '../../kit/database.ts';
import { newId } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { insertMany } from '../../kit/rows.ts';
import type { Write } from '../../kit/write.ts';
import type { Place } from './place.ts';

/** Overlays on buildings: a grid (网格), and the area–group–household order (片组户). */
export const zoneKinds = ['grid', 'area', 'group'] as const;
export type ZoneKind = (typeof zoneKinds)[number];

export type Zone = {
  readonly id: string;
  readonly kind: ZoneKind;
  readonly name: string;
  readonly parentId: string | null;
  readonly placeIds: readonly string[];
};

/** Whether a zone of this kind may be part of another: 片组户, where an area is made of groups and a group of households. */
export function fitsInto(kind: ZoneKind, parent: ZoneKind): boolean {
  return kind === 'group' && parent === 'area';
}

/** The zones of a compound or community with the ids they cover, or those that a building, entrance or dwelling lies in. */
export async function zonesAround(db: Reader, line: readonly Place[]): Promise<(Zone & { readonly path: string })[]> {
  const place = line.at(-1);
  if (!place) return [];
  const isHolder = place.kind === 'compound' || place.kind === 'community';
  const holders = isHolder ? [place] : line.filter((above) => ['compound', 'community'].includes(above.kind));
  const ids = new Set(line.map((above) => above.id));
  const zones = (await Promise.all(holders.map((holder) => listZones(db, holder)))).flat();
  const named = zones.map((zone) => {
    const parent = zones.find((other) => other.id === zone.parentId);
    return { ...zone, path: [parent?.name, zone.name].filter(Boolean).join(' / ') };
  });
  return isHolder ? named : named.filter((zone) => zone.placeIds.some((id) => ids.has(id)));
}

/** The open zones of a compound or community, with the places each covers. */
export async function listZones(db: Reader, place: Pick<Place, 'district' | 'id'>): Promise<Zone[]> {
  const zones = await db
    .selectFrom('zones')
    .select(['id', 'kind', 'name', 'parent_id as parentId'])
    .where('district', '=', place.district)
    .where('place_id', '=', place.id)
    .where('closed_at', 'is', null)
    .orderBy('kind')
    .orderBy('name')
    .limit(500)
    .execute();
  if (zones.length === 0) return [];
  const members = await db
    .selectFrom('zone_places')
    .select(['zone_id', 'place_id'])
    .where('district', '=', place.district)
    .where(
      'zone_id',
      'in',
      zones.map((zone) => zone.id),
    )
    .execute();
  return zones.map((zone) => ({
    ...zone,
    kind: zone.kind as ZoneKind,
    placeIds: members.filter((member) => member.zone_id === zone.id).map((member) => member.place_id),
  }));
}

/** Draws a zone over some of the buildings, entrances or dwellings of a place; the caller has checked that they lie in it. */
export async function drawZone(
  write: Write,
  input: {
    readonly place: Place;
    readonly kind: ZoneKind;
    readonly name: string;
    readonly parentId?: string | undefined;
    readonly placeIds: readonly string[];
  },
): Promise<Outcome<{ id: string }, 'zone_taken' | 'nothing_chosen'>> {
  if (input.placeIds.length === 0) return refused('nothing_chosen', { fields: { children: 'nothing_chosen' } });
  const zones = await listZones(write.tx, input.place);
  if (zones.some((zone) => zone.kind === input.kind && zone.name === input.name))
    return refused('zone_taken', { fields: { name: 'zone_taken' } });
  const id = newId();
  await insertMany(write.tx, 'zones', [
    {
      district: write.district,
      id,
      kind: input.kind,
      place_id: input.place.id,
      parent_id: input.parentId ?? null,
      name: input.name,
    },
  ]);
  await insertMany(
    write.tx,
    'zone_places',
    input.placeIds.map((placeId) => ({ district: write.district, zone_id: id, place_id: placeId })),
  );
  await write.record({
    verb: 'places.draw_zone',
    thing: { kind: 'zone', id },
    placeId: input.place.id,
    change: { kind: input.kind, places: input.placeIds },
  });
  return done({ id });
}

/** Closes a zone; what lay in it stays where it is. */
export async function closeZone(
  write: Write,
  input: { readonly place: Place; readonly zoneId: string },
): Promise<Outcome<{ id: string }, 'not_found'>> {
  const closed = await write.tx
    .updateTable('zones')
    .set({ closed_at: write.now })
    .where('district', '=', write.district)
    .where('id', '=', input.zoneId)
    .where('place_id', '=', input.place.id)
    .where('closed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!closed) return refused('not_found');
  await write.record({ verb: 'places.close_zone', thing: { kind: 'zone', id: closed.id }, placeId: input.place.id });
  return done({ id: closed.id });
}
