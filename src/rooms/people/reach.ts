import type { Actor } from '../../kit/access.ts';
import type { Reader } from '../../kit/database.ts';
import { readRef, refOf } from '../../kit/ids.ts';
import { done, isRefused, type Outcome, refused } from '../../kit/outcome.ts';
import type { Context } from '../../kit/route.ts';
import type { Write } from '../../kit/write.ts';
import { findPlace } from '../places/index.ts';
import { consentsOf } from './consent-store.ts';
import type { Household } from './household.ts';
import type { OpenedPerson, Person } from './person.ts';
import { openUntil } from './read-log.ts';
import { type MyAct, mayWithMine, type Sight, type Standing, sightOf, standingOf } from './rules.ts';
import { findHousehold, findPerson, getPerson, openPerson, pathsOf } from './store.ts';

/** A person as the one who asks may deal with them. */
export type SeenPerson = { readonly person: Person; readonly sight: Sight; readonly paths: readonly string[] };

type Need = keyof Sight;

/**
 * The person behind an address, if the actor's posts reach them. Who may not see is told there is nobody; who sees but may
 * not do it is told so. A record merged into another is found only where `merged` is asked for.
 */
export async function reachPerson(
  db: Reader,
  actor: Actor | undefined,
  ref: string,
  need: Need = 'list',
): Promise<Outcome<SeenPerson, 'not_found' | 'forbidden' | 'moved'>> {
  const read = readRef(ref);
  const person = read && (await findPerson(db, read.district, read.id));
  if (!person || person.erasedAt) return refused('not_found');
  const paths = (await pathsOf(db, person.district, [person.id])).get(person.id) ?? [];
  const sight = sightOf(actor, { district: person.district, paths });
  if (!sight.list) return refused('not_found');
  if (person.mergedInto)
    return refused('moved', { detail: { to: `/people/${refOf(person.district, person.mergedInto)}` } });
  return sight[need] ? done({ person, sight, paths }) : refused('forbidden');
}

/** As `reachPerson` for verbs, which do not follow a record that went into another. */
export async function reachForVerb(
  db: Reader,
  actor: Actor | undefined,
  ref: string,
  need: Need,
): Promise<Outcome<SeenPerson, 'not_found' | 'forbidden' | 'merged_already'>> {
  const reached = await reachPerson(db, actor, ref, need);
  if ('refused' in reached) return reached.refused === 'moved' ? refused('merged_already') : refused(reached.refused);
  return reached;
}

/** The household behind an address, if the actor's posts reach its dwelling. */
export async function reachHousehold(
  db: Reader,
  actor: Actor | undefined,
  ref: string,
  need: Need = 'list',
): Promise<Outcome<{ readonly household: Household; readonly sight: Sight }, 'not_found' | 'forbidden'>> {
  const read = readRef(ref);
  const household = read && (await findHousehold(db, read.district, read.id));
  const place = household && (await findPlace(db, household.district, household.dwellingId));
  if (!household || !place) return refused('not_found');
  const sight = sightOf(actor, { district: household.district, paths: [place.path] });
  if (!sight.list) return refused('not_found');
  return sight[need] ? done({ household, sight }) : refused('forbidden');
}

/** Somebody and as whom the actor stands towards them. */
export type Mine = { readonly person: Person; readonly standing: Standing; may(act: MyAct): boolean };

/**
 * Oneself, or somebody one stands for: a ward, a relative who allowed it. Everybody else is not there.
 * @param ref left out for oneself.
 */
export async function reachMine(
  db: Reader,
  actor: Actor | undefined,
  ref: string | undefined,
  today: string,
  act: MyAct,
): Promise<Outcome<Mine, 'not_found' | 'forbidden'>> {
  if (!actor) return refused('not_found');
  const read = ref === undefined ? { district: actor.district, id: actor.personId } : readRef(ref);
  const person = read && read.district === actor.district ? await findPerson(db, read.district, read.id) : undefined;
  if (!person || person.erasedAt) return refused('not_found');
  const consents = await consentsOf(db, person.district, [person.id], { lastingOnly: true });
  const standing = standingOf(actor.personId, person, consents, today);
  if (!standing) return refused('not_found');
  const may = (one: MyAct): boolean => mayWithMine(standing, one, person, today);
  return may(act) ? done({ person, standing, may }) : refused('forbidden');
}

/** All records that are one person: this one and those merged into it. */
export async function recordsOf(db: Reader, district: string, personId: string): Promise<string[]> {
  const kept = await getPerson(db, district, personId);
  const rows = await db
    .selectFrom('persons')
    .select('id')
    .where('district', '=', district)
    .where('merged_into', '=', kept.id)
    .execute();
  return [kept.id, ...rows.map((row) => row.id)];
}

/** The person, reached and opened: what is written over must have been read. */
export async function reachOpened(
  write: Write,
  context: Pick<Context, 'actor'>,
  ref: string,
  need: Need,
): Promise<
  Outcome<SeenPerson & { readonly opened: OpenedPerson }, 'not_found' | 'forbidden' | 'merged_already' | 'not_opened'>
> {
  const reached = await reachForVerb(write.tx, context.actor, ref, need);
  if (isRefused(reached)) return reached;
  const { person } = reached.done;
  const reader = context.actor?.personId ?? '';
  const isOpen =
    reader === person.id || (await openUntil(write.tx, write.district, person.id, reader, write.now)) !== undefined;
  const opened = isOpen ? await openPerson(write.tx, write.keyring, write.district, person.id) : undefined;
  return opened ? done({ ...reached.done, opened }) : refused('not_opened');
}
