import { type Actor, mayAt, reach } from '../../kit/access.ts';
import type { Reader } from '../../kit/database.ts';
import { readRef, refOf } from '../../kit/ids.ts';
import type { Lang } from '../../kit/lang.ts';
import { type Outcome, refused } from '../../kit/outcome.ts';
import type { Context } from '../../kit/route.ts';
import { findHousehold, type Household, listPeople, membersOf } from '../people/index.ts';
import { addressOf, findPlaceByCode, getPlace, lineOf, linesOf, type Place, placeName } from '../places/index.ts';
import type { PlaceLink } from './models.ts';
import { seeCoverage } from './rules.ts';
import type { Steward } from './steward.ts';
import { findSteward, recordsOf } from './store.ts';

/** Who asks. */
export type Asking = { readonly actor: Actor | undefined };

/** The place behind a code, if the actor has the permission there; one that was merged leads to the other. */
export async function placeFor(
  db: Reader,
  { actor }: Asking,
  code: string,
  permission: string,
): Promise<Outcome<Place, 'not_found'>> {
  const found = await findPlaceByCode(db, code);
  const place = found?.mergedInto ? await getPlace(db, found.district, found.mergedInto) : found;
  return place && mayAt(actor, permission, place) ? { done: place } : refused('not_found');
}

/**
 * A steward as the one who asks may see them: their own service, and whoever serves at, above or below a place whose
 * coverage they may see.
 */
export async function stewardFor(
  db: Reader,
  { actor }: Asking,
  ref: string,
): Promise<Outcome<{ readonly steward: Steward; readonly isOwn: boolean }, 'not_found'>> {
  const read = readRef(ref);
  const steward = read && (await findSteward(db, read.district, read.id));
  if (!steward || actor?.district !== steward.district) return refused('not_found');
  const isOwn = (await recordsOf(db, steward.district, actor.personId)).includes(steward.personId);
  const { placePath } = steward;
  const sees = reach(actor, seeCoverage).some((path) => path.startsWith(placePath) || placePath.startsWith(path));
  return isOwn || sees ? { done: { steward, isOwn } } : refused('not_found');
}

export type SeenHousehold = {
  readonly household: Household;
  readonly dwelling: Place;
  /** One's own household, now or when it was one. */
  readonly isOwn: boolean;
};

/** A household for those who live in it, and for those who may list people there. */
export async function householdFor(
  db: Reader,
  { actor }: Asking,
  ref: string,
): Promise<Outcome<SeenHousehold, 'not_found'>> {
  const read = readRef(ref);
  if (!read || actor?.district !== read.district) return refused('not_found');
  const household = await findHousehold(db, read.district, read.id);
  if (!household) return refused('not_found');
  const dwelling = await getPlace(db, household.district, household.dwellingId);
  const members = await membersOf(db, household.district, [household.id]);
  const isOwn = members.some((member) => member.personId === actor.personId);
  return isOwn || mayAt(actor, listPeople, dwelling) ? { done: { household, dwelling, isOwn } } : refused('not_found');
}

/** A place as a link, by its own name. */
export function linkToPlace(place: Pick<Place, 'code' | 'kind' | 'name'>, lang: Lang): PlaceLink {
  return { code: place.code, kind: place.kind, name: placeName(place, lang) };
}

const divisions: ReadonlySet<string> = new Set(['district', 'township', 'community']);

/** The name of a place with as much of the line above as is needed to find it: 温馨苑3栋2单元; of divisions their own. */
export function localAddress(line: readonly Place[], lang: Lang): string {
  const local = line.filter((place) => !divisions.has(place.kind));
  return addressOf(local.length > 0 ? local : line.slice(-1), lang);
}

/** Places of a list as links, named by their local address; two queries whatever the number. */
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
      return own ? [[id, { code: own.code, kind: own.kind, name: localAddress(line, lang) }] as const] : [];
    }),
  );
}

/** The places above one as links, from the highest down, itself left out. */
export async function crumbsTo(db: Reader, place: Place, lang: Lang): Promise<PlaceLink[]> {
  return (await lineOf(db, place)).slice(0, -1).map((above) => linkToPlace(above, lang));
}

/** Where one looks at coverage from when no place is named: the places of one's posts that stand above a door. */
export async function homePlaces(context: Pick<Context, 'db' | 'actor'>): Promise<Place[]> {
  const { actor, db } = context;
  if (!actor) return [];
  const paths = new Set(reach(actor, seeCoverage));
  const ids = new Set(actor.grants.filter((grant) => paths.has(grant.path)).map((grant) => grant.placeId));
  const places = await Promise.all([...ids].slice(0, 50).map((id) => getPlace(db, actor.district, id)));
  return places.filter((place) => place.kind !== 'dwelling').sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The ref of a steward. */
export const stewardRef = (district: string, id: string): string => refOf(district, id);
