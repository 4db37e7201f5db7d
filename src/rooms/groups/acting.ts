import type { Actor } from '../../kit/access.ts';
import type { Day } from '../../kit/clock.ts';
import type { Reader } from '../../kit/database.ts';
import { readRef } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { consentsOf, findPerson, mayWithMine, type Person, pathsOf, sightOf, standingOf } from '../people/index.ts';

/** As whom the actor acts for a person: by their own right (the person, a child's guardian), or helping with consent. */
export type Acting = 'own' | 'helping';

/** Channels by which somebody consents who is not at the screen themselves. */
export const helpChannels = ['phone', 'paper', 'doorstep', 'window'] as const;

/**
 * As whom the actor may act for a person in groups; undefined for everybody else. Relatives whom the person lets act, and
 * those who may edit the person's record, help: each act then says by which channel the person consented.
 */
export async function actingFor(
  db: Reader,
  actor: Actor | undefined,
  person: Person,
  today: Day,
): Promise<Acting | undefined> {
  if (!actor || actor.district !== person.district || person.mergedInto || person.erasedAt || person.diedOn)
    return undefined;
  const isOwn = actor.personId === person.id || actor.personId === person.guardianId;
  const consents = isOwn ? [] : await consentsOf(db, person.district, [person.id], { lastingOnly: true });
  const standing = standingOf(actor.personId, person, consents, today);
  if (standing && mayWithMine(standing, 'consent', person, today)) return 'own';
  if (standing === 'relative') return 'helping';
  const paths = (await pathsOf(db, person.district, [person.id])).get(person.id) ?? [];
  return sightOf(actor, { district: person.district, paths }).edit ? 'helping' : undefined;
}

export type ActingPerson = { readonly person: Person; readonly acting: Acting };

/**
 * The person behind an address, if the actor may act for them; "not found" otherwise.
 * @param db the transaction, inside of one.
 */
export async function actingPerson(
  db: Reader,
  ref: string,
  asking: { readonly actor: Actor | undefined; readonly today: Day },
): Promise<Outcome<ActingPerson, 'not_found'>> {
  const read = readRef(ref);
  const person = read && (await findPerson(db, read.district, read.id));
  const acting = person && (await actingFor(db, asking.actor, person, asking.today));
  return person && acting ? done({ person, acting }) : refused('not_found');
}

/** What a form says when somebody acts for another: by which channel the person consented, and that they did. */
export type Consented = { readonly channel?: (typeof helpChannels)[number] | undefined; readonly consented: boolean };

/** Why help cannot be taken down; undefined where nobody helps, or the consent is said. */
export function helpProblem(acting: Acting, said: Consented): 'consent_needed' | undefined {
  return acting === 'own' || (said.consented && said.channel !== undefined) ? undefined : 'consent_needed';
}
