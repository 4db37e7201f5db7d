import { mayAt } from '../../kit/access.ts';
import type { Reader } from '../../kit/database.ts';
import { readRef, refOf } from '../../kit/ids.ts';
import type { Lang } from '../../kit/lang.ts';
import { type Outcome, refused } from '../../kit/outcome.ts';
import type { Context } from '../../kit/route.ts';
import {
  addressOf,
  findPlaceByCode,
  getPlace,
  lineOf,
  linesOf,
  listChildren,
  listDistricts,
  type Place,
  placeName,
} from '../places/index.ts';
import type { Membership, PlacedGroup } from './group.ts';
import type { GroupKind } from './kind.ts';
import { openMembership } from './member-store.ts';
import type { GroupLink, PlaceLink } from './models.ts';
import { editsGroups, manageMembers, maySeeGroup, nobody, type Stand } from './rules.ts';
import { findGroup, leadsGroup } from './store.ts';

/** Who asks, on which day. */
export type Asking = Pick<Context, 'actor' | 'today' | 'lang'>;

/** How the one who asks stands to a group. @param db the transaction, inside of one. */
async function standTo(db: Reader, group: PlacedGroup, { actor, today }: Asking): Promise<Stand> {
  if (!actor || actor.district !== group.district) return nobody;
  return {
    edits: editsGroups(actor, group),
    manages: mayAt(actor, manageMembers, group),
    leads: await leadsGroup(db, group, actor.personId, today),
  };
}

export type SeenGroup = { readonly group: PlacedGroup; readonly stand: Stand; readonly mine: Membership | undefined };

/**
 * The group behind an address with how the one who asks stands to it; "not found" for groups they may not see.
 * @param db the transaction, inside of one.
 */
export async function seenGroup(db: Reader, ref: string, asking: Asking): Promise<Outcome<SeenGroup, 'not_found'>> {
  const read = readRef(ref);
  const group = read && (await findGroup(db, read.district, read.id));
  if (!group) return refused('not_found');
  const stand = await standTo(db, group, asking);
  const { actor } = asking;
  const mine =
    actor?.district === group.district ? await openMembership(db, group.district, group.id, actor.personId) : undefined;
  return maySeeGroup(group, stand, mine !== undefined) ? { done: { group, stand, mine } } : refused('not_found');
}

/** A group as a link. */
export function linkToGroup(group: {
  readonly district: string;
  readonly id: string;
  readonly name: string;
  readonly kind: GroupKind;
}): GroupLink {
  return { ref: refOf(group.district, group.id), name: group.name, kind: group.kind };
}

/** A place as a link, by its own name. */
export function linkToPlace(place: Pick<Place, 'code' | 'kind' | 'name'>, lang: Lang): PlaceLink {
  return { code: place.code, kind: place.kind, name: placeName(place, lang) };
}

/** Places of a list as links, named by the address from the community down, so that building 3 says of which compound. */
export async function linksToPlaces(
  db: Reader,
  district: string,
  places: readonly { readonly id: string; readonly path: string }[],
  lang: Lang,
): Promise<Map<string, PlaceLink>> {
  const lines = await linesOf(db, district, [...new Map(places.map((place) => [place.id, place])).values()]);
  return new Map(
    [...lines].flatMap(([id, line]) => {
      const own = line.at(-1);
      const local = line.filter((place) => ['compound', 'building', 'entrance'].includes(place.kind));
      return own
        ? [[id, { code: own.code, kind: own.kind, name: local.length > 0 ? addressOf(local, lang) : own.name }]]
        : [];
    }),
  );
}

/** A place one looks from, with what stands above and what one can go down to. */
export type Viewpoint = { readonly place: Place; readonly line: readonly Place[] };

/**
 * The place one looks from. A door becomes its building: nothing public is nearer than that.
 * @param code left out: one's own district, or the only one there is; undefined where that leaves several.
 */
export async function viewpoint(
  context: Pick<Context, 'db' | 'actor'>,
  code: string | undefined,
): Promise<Outcome<Viewpoint | undefined, 'not_found'>> {
  const asked = code ?? context.actor?.district ?? (await onlyDistrict(context.db));
  if (asked === undefined) return { done: undefined };
  const found = await findPlaceByCode(context.db, asked);
  if (!found) return refused('not_found');
  const place = found.mergedInto ? await getPlace(context.db, found.district, found.mergedInto) : found;
  const line = await lineOf(context.db, place);
  const public_ = line.filter((above) => above.kind !== 'entrance' && above.kind !== 'dwelling');
  const nearest = public_.at(-1);
  return { done: nearest && { place: nearest, line: public_ } };
}

async function onlyDistrict(db: Reader): Promise<string | undefined> {
  const districts = await listDistricts(db);
  return districts.length === 1 ? districts[0]?.code : undefined;
}

/** Where one can go down to from a place: as far as the compounds; from nowhere, the districts. */
export async function placesBelow(
  context: Pick<Context, 'db' | 'lang'>,
  place: Place | undefined,
): Promise<PlaceLink[]> {
  if (place && !['district', 'township', 'community'].includes(place.kind)) return [];
  const below = place ? await listChildren(context.db, place.district, place.id) : await listDistricts(context.db);
  return below.map((child) => linkToPlace(child, context.lang));
}
