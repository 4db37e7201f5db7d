import { done, type Outcome, refused } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import { type Consent, type Purpose, tagOfPurpose } from './consent.ts';
import { addConsents, consentsOf, endConsents } from './consent-store.ts';
import { sendMessage } from './message.ts';
import type { Person } from './person.ts';
import { consentGiver, recordProblem } from './rules.ts';
import { endTags, tagsOf } from './tag-store.ts';

/**
 * Writes down that a person consents, or a child's guardian: given by themselves on the screen, or told to whoever
 * writes it down (by phone, on paper, at the door, at the window), who is recorded as the helper.
 */
export async function giveConsent(
  write: Write,
  input: {
    readonly person: Person;
    readonly purpose: Purpose;
    /** Who may act, for `act_for_me`. */
    readonly to?: Person | undefined;
  },
): Promise<
  Outcome<
    { readonly personId: string },
    'erased' | 'merged_already' | 'no_guardian' | 'whom' | 'same_person' | 'given_already' | 'own_will'
  >
> {
  const { person, purpose, to } = input;
  const problem = recordProblem(person) ?? (to ? recordProblem(to) : undefined);
  if (problem) return refused(problem);
  if ((purpose === 'act_for_me') !== (to !== undefined)) return refused('whom', { fields: { to: 'whom' } });
  if (to?.id === person.id) return refused('same_person', { fields: { to: 'same_person' } });
  const givenBy = consentGiver(person, write.today);
  if (givenBy === null) return refused('no_guardian');
  // A child's guardian acts anyway; nobody else is to be let in on the guardian's word alone.
  if (purpose === 'act_for_me' && givenBy !== person.id) return refused('own_will');
  const held = await consentsOf(write.tx, write.district, [person.id], { lastingOnly: true });
  if (held.some((consent) => consent.purpose === purpose && consent.toId === (to?.id ?? null)))
    return refused('given_already');
  const helperId = write.actorId === givenBy ? null : (write.actorId ?? null);
  await addConsents(write, [{ personId: person.id, purpose, toId: to?.id, givenBy, helperId, channel: write.channel }]);
  await write.record({
    verb: 'people.give_consent',
    thing: { kind: 'person', id: person.id },
    placeId: person.placeId,
    forId: person.id,
    change: { purpose, givenBy, toId: to?.id ?? null },
  });
  if (helperId !== null)
    await sendMessage(write, {
      personId: givenBy,
      kind: 'people.told_consent',
      about: { byId: helperId },
      href: '/me/consents',
    });
  if (to && to.id !== write.actorId)
    await sendMessage(write, {
      personId: to.id,
      kind: 'people.told_may_act',
      about: { subjectId: person.id },
      href: '/me/family',
    });
  return done({ personId: person.id });
}

/** Withdraws a consent, which ends at once what rested on it: the tag is no longer kept. As easy as giving it (PIPL art. 15). */
export async function withdrawConsent(
  write: Write,
  input: { readonly person: Person; readonly consent: Consent },
): Promise<Outcome<{ readonly personId: string }, 'withdrawn_already'>> {
  const { person, consent } = input;
  if (consent.withdrawnAt !== null) return refused('withdrawn_already');
  await endConsents(write, [consent.id]);
  const kind = tagOfPurpose(consent.purpose);
  const ended = kind ? (await tagsOf(write.tx, write.district, [person.id])).filter((tag) => tag.kind === kind) : [];
  await endTags(
    write,
    ended.map((tag) => tag.id),
    write.today,
  );
  await write.record({
    verb: 'people.withdraw_consent',
    thing: { kind: 'person', id: person.id },
    placeId: person.placeId,
    forId: person.id,
    change: { consentId: consent.id, purpose: consent.purpose },
  });
  return done({ personId: person.id });
}
