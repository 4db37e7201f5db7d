import { type Actor, mayAt } from '../../kit/access.ts';
import type { Day } from '../../kit/clock.ts';
import type { Consent } from './consent.ts';
import { ageOn, isChild, type OpenedPerson, type Person } from './person.ts';
import { type DataRequest, requestLife } from './request.ts';
import { type Sensitivity, type TagKind, tagKinds } from './tag.ts';

/** See residents of a place in lists, names and numbers masked. */
export const listPeople = 'people.list';
/** Open one record, which leaves a trace that the person can see. */
export const openPeople = 'people.open';
/** See who needs care, and the visiting plans. */
export const careForPeople = 'people.care';
/** Register, correct, move. */
export const editPeople = 'people.edit';
/** Decide about corrections, merges and erasures. */
export const decidePeople = 'people.decide';

/** What an actor may do with a person's record, by where that person is. */
export type Sight = {
  readonly list: boolean;
  readonly open: boolean;
  readonly care: boolean;
  readonly edit: boolean;
  readonly decide: boolean;
};

const blind: Sight = { list: false, open: false, care: false, edit: false, decide: false };

/** What the actor's posts allow at any of these paths. */
export function sightOf(
  actor: Actor | undefined,
  at: { readonly district: string; readonly paths: readonly string[] },
): Sight {
  const may = (permission: string): boolean =>
    at.paths.some((path) => mayAt(actor, permission, { district: at.district, path }));
  const list = may(listPeople);
  // Who may not even see the list sees nothing at all.
  return list
    ? { list, open: may(openPeople), care: may(careForPeople), edit: may(editPeople), decide: may(decidePeople) }
    : blind;
}

const neededToSee: Readonly<Record<Sensitivity, keyof Sight>> = { open: 'list', care: 'care', restricted: 'decide' };
const permissionToSee: Readonly<Record<Sensitivity, string>> = {
  open: listPeople,
  care: careForPeople,
  restricted: decidePeople,
};

/** Whether somebody with this sight sees tags of this kind. */
export function seesTag(sight: Sight, kind: TagKind): boolean {
  return sight[neededToSee[tagKinds[kind].sensitivity]];
}

/** The permission by which tags of this kind are seen: lists filtered by the tag reach no further than it. */
export function tagPermission(kind: TagKind): string {
  return permissionToSee[tagKinds[kind].sensitivity];
}

/**
 * Whether the record may be opened. The record of a child under 14 asks for somebody who decides (the approval of
 * PIPL art. 31 and of the rules on minors' data online, art. 36).
 */
export function mayOpen(sight: Sight, person: Pick<Person, 'birthDate'>, today: Day): boolean {
  return sight.open && (sight.decide || !isChild(person, today));
}

/** How long an opened record stays open for whoever opened it, in minutes. */
export const openMinutes = 15;

/** As whom somebody deals with a person's data. */
export type Standing = 'self' | 'guardian' | 'relative';

/** As whom the actor stands towards a person; undefined for everybody else. Guardians act until the age of 18. */
export function standingOf(
  actorPersonId: string,
  subject: Pick<Person, 'id' | 'guardianId' | 'birthDate'>,
  consents: readonly Pick<Consent, 'purpose' | 'toId' | 'withdrawnAt' | 'personId'>[],
  today: Day,
): Standing | undefined {
  if (subject.id === actorPersonId) return 'self';
  const age = ageOn(subject, today);
  if (subject.guardianId === actorPersonId && age !== undefined && age < 18) return 'guardian';
  const isAllowed = consents.some(
    (consent) =>
      consent.personId === subject.id &&
      consent.purpose === 'act_for_me' &&
      consent.toId === actorPersonId &&
      consent.withdrawnAt === null,
  );
  return isAllowed ? 'relative' : undefined;
}

/** What one may do with data about oneself, or about somebody one stands for. */
export type MyAct = 'see' | 'copy' | 'correct' | 'consent' | 'withdraw' | 'erase' | 'allow';
const myActs: Readonly<Record<Standing, readonly MyAct[]>> = {
  self: ['see', 'copy', 'correct', 'consent', 'withdraw', 'erase', 'allow'],
  guardian: ['see', 'copy', 'correct', 'consent', 'withdraw', 'erase'],
  relative: ['see', 'correct'],
};

/** Whether that standing suffices. From 14 a child consents, withdraws and erases by itself (PIPL art. 31). */
export function mayWithMine(standing: Standing, act: MyAct, subject: Pick<Person, 'birthDate'>, today: Day): boolean {
  const needsOwnWill = act === 'consent' || act === 'withdraw' || act === 'erase';
  if (needsOwnWill && standing === 'guardian') return isChild(subject, today);
  if (needsOwnWill && standing === 'self') return !isChild(subject, today);
  return myActs[standing].includes(act);
}

/** Whose consent counts for a person: their own, or the guardian's of a child under 14; null where nobody can give it. */
export function consentGiver(person: Pick<Person, 'id' | 'birthDate' | 'guardianId'>, today: Day): string | null {
  return isChild(person, today) ? person.guardianId : person.id;
}

/** Whether a tag of this kind needs separate consent; of a child under 14 every datum is sensitive. */
export function needsConsent(kind: TagKind, person: Pick<Person, 'birthDate'>, today: Day): boolean {
  return tagKinds[kind].basis === 'consent' || isChild(person, today);
}

type MergeSide = Pick<OpenedPerson, 'id' | 'idNumber' | 'birthDate' | 'sex' | 'guardianId' | 'mergedInto' | 'erasedAt'>;

/**
 * Why two records cannot become one; undefined when they can. Where both say something about birth, sex or number and
 * differ, one of them is wrong and has to be corrected first: a merge does not choose.
 */
export function mergeProblem(kept: MergeSide, gone: MergeSide): MergeRefusal | undefined {
  const differ = (key: 'idNumber' | 'birthDate' | 'sex'): boolean =>
    kept[key] !== null && gone[key] !== null && kept[key] !== gone[key];
  if (kept.id === gone.id) return 'same_person';
  if (kept.erasedAt || gone.erasedAt) return 'erased';
  if (kept.mergedInto || gone.mergedInto) return 'merged_already';
  if (differ('idNumber')) return 'different_id_numbers';
  if (differ('birthDate')) return 'different_birth_dates';
  if (differ('sex')) return 'different_sexes';
  return kept.guardianId === gone.id || gone.guardianId === kept.id ? 'guardian_of_other' : undefined;
}

export type MergeRefusal =
  | 'same_person'
  | 'erased'
  | 'merged_already'
  | 'different_id_numbers'
  | 'different_birth_dates'
  | 'different_sexes'
  | 'guardian_of_other';

/** Whether a record can still be changed. */
export function recordProblem(
  person: Pick<Person, 'mergedInto' | 'erasedAt'>,
): 'merged_already' | 'erased' | undefined {
  if (person.erasedAt) return 'erased';
  return person.mergedInto ? 'merged_already' : undefined;
}

/** Why a day cannot be the one on which something happened; undefined when it can. */
export function dayProblem(day: Day, today: Day, notBefore?: Day | null): 'not_yet' | 'before_start' | undefined {
  if (day > today) return 'not_yet';
  return notBefore && day < notBefore ? 'before_start' : undefined;
}

/** What may be done with a request as it stands. */
export function requestActs(request: Pick<DataRequest, 'state'>): {
  readonly decide: boolean;
  readonly withdraw: boolean;
} {
  const life: Readonly<Record<string, string>> = requestLife[request.state];
  return { decide: life.accept !== undefined && life.decline !== undefined, withdraw: life.withdraw !== undefined };
}
