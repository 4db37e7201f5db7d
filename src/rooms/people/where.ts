import { type Actor, reach, underAny } from '../../kit/access.ts';
import type { Reader } from '../../kit/database.ts';
import type { Lang } from '../../kit/lang.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { districtOf, findDwellings, findPlace, findPlaceByCode, loadDwellings, type Place } from '../places/index.ts';
import type { Capacity } from './household.ts';
import { addressesOf } from './naming.ts';
import { editPeople, sightOf } from './rules.ts';
import type { Belonging } from './settle.ts';
import { readShare } from './shares.ts';

type WhereRefusal =
  | 'not_editable_there'
  | 'address_unknown'
  | 'address_unreadable'
  | 'address_ambiguous'
  | 'not_a_dwelling';

/**
 * The dwelling meant by a place and an address below it (`3-2-501` in a compound), where the actor may register people.
 * @param address left out when the place is the dwelling itself.
 */
export async function dwellingMeant(
  db: Reader,
  actor: Actor | undefined,
  code: string,
  address: string | undefined,
): Promise<Outcome<Place, WhereRefusal>> {
  const place = actor?.district === districtOf(code) ? await findPlaceByCode(db, code) : undefined;
  if (!place || !sightOf(actor, { district: place.district, paths: [place.path] }).edit)
    return refuse('not_editable_there', 'place');
  if (place.kind === 'dwelling') return done(place);
  if (address === undefined || ['district', 'township'].includes(place.kind))
    return refuse('not_a_dwelling', 'dwelling');
  const match = findDwellings(await loadDwellings(db, place))(address);
  if ('missing' in match) return refuse(match.missing, 'dwelling');
  if ('inDoubt' in match) return refuse('address_ambiguous', 'dwelling');
  const dwelling = await findPlace(db, place.district, match.found.id);
  return dwelling ? done(dwelling) : refuse('address_unknown', 'dwelling');
}

/**
 * Places to choose from when somebody moves: the compounds within the actor's reach, and what smaller places the reach
 * itself is, for a steward of one building.
 */
export async function destinations(
  db: Reader,
  actor: Actor | undefined,
  lang: Lang,
): Promise<{ code: string; name: string }[]> {
  if (!actor) return [];
  const paths = reach(actor, editPeople);
  const rows = await db
    .selectFrom('places')
    .select('id')
    .where('district', '=', actor.district)
    .where('state', '=', 'active')
    .where(underAny('path', paths))
    .where(({ or, eb, and }) =>
      or([
        eb('kind', '=', 'compound'),
        and([eb('kind', 'in', ['building', 'entrance', 'dwelling']), eb('path', 'in', [...paths, ''])]),
      ]),
    )
    .orderBy('path')
    .limit(300)
    .execute();
  const addresses = await addressesOf(
    db,
    actor.district,
    rows.map((row) => row.id),
    lang,
  );
  return [...addresses.values()].map(({ code, address }) => ({ code, name: address }));
}

function refuse(reason: WhereRefusal, field: string) {
  return refused(reason, { fields: { [field]: reason } });
}

/** How somebody belongs to a dwelling, as a form says it. */
export type TypedBelonging = {
  readonly capacity?: Capacity | undefined;
  readonly livesHere: boolean;
  readonly share?: string | undefined;
  readonly relation?: string | undefined;
  readonly household?: string | undefined;
};

/** Reads it; a share is written as 1/2 or 50%. */
export function readBelonging(typed: TypedBelonging): Outcome<Belonging, 'capacity_missing' | 'share_unreadable'> {
  const { capacity, livesHere, relation, household } = typed;
  if (!capacity) return refused('capacity_missing', { fields: { capacity: 'capacity_missing' } });
  const share = typed.share === undefined ? null : readShare(typed.share);
  if (share === undefined) return refused('share_unreadable', { fields: { share: 'share_unreadable' } });
  return done({ capacity, livesHere, share, relation: relation ?? null, household: livesHere ? household : undefined });
}
