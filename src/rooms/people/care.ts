import type { Day } from '../../kit/clock.ts';
import { hrefOf } from '../../kit/href.ts';
import { refOf } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import { tagPurpose } from './consent.ts';
import { addConsents, hasConsent } from './consent-store.ts';
import { sendMessage } from './message.ts';
import type { Person } from './person.ts';
import type { Plan } from './plan.ts';
import { consentGiver, dayProblem, needsConsent, recordProblem } from './rules.ts';
import { type TagKind, tagKinds } from './tag.ts';
import { addTags, endTags, type HeldTag, tagsOf, updateTags } from './tag-store.ts';

/**
 * Gives a person a tag. Where separate consent is needed it must have been given, or be given now: by the person, for
 * a child under 14 by the guardian, and whoever writes it down says so. The person is told.
 */
export async function addTag(
  write: Write,
  input: {
    readonly person: Person;
    readonly kind: TagKind;
    readonly note?: string | undefined;
    readonly plan?: Plan | undefined;
    readonly fromDay: Day;
    /** That consent was asked for and given, now, through the channel of this write. */
    readonly consented: boolean;
  },
): Promise<
  Outcome<
    { readonly tagId: string },
    | 'erased'
    | 'merged_already'
    | 'dead'
    | 'tagged_already'
    | 'consent_needed'
    | 'no_guardian'
    | 'not_yet'
    | 'before_start'
  >
> {
  const { person, kind, fromDay } = input;
  const problem = recordProblem(person) ?? (person.diedOn ? 'dead' : undefined);
  if (problem) return refused(problem);
  const wrongDay = dayProblem(fromDay, write.today, person.birthDate);
  if (wrongDay) return refused(wrongDay, { fields: { fromDay: wrongDay } });
  if ((await tagsOf(write.tx, write.district, [person.id])).some((tag) => tag.kind === kind))
    return refused('tagged_already', { fields: { kind: 'tagged_already' } });
  const purpose = tagPurpose(kind);
  const isNeeded =
    needsConsent(kind, person, write.today) && !(await hasConsent(write.tx, write.district, person.id, purpose));
  const givenBy = consentGiver(person, write.today);
  if (isNeeded && givenBy === null) return refused('no_guardian');
  if (isNeeded && !input.consented) return refused('consent_needed', { fields: { consented: 'consent_needed' } });
  if (isNeeded && givenBy !== null) {
    const helperId = write.actorId === givenBy ? null : (write.actorId ?? null);
    await addConsents(write, [{ personId: person.id, purpose, givenBy, helperId, channel: write.channel }]);
  }
  await addTags(write, [{ personId: person.id, kind, note: input.note, plan: input.plan, fromDay }]);
  const tag = (await tagsOf(write.tx, write.district, [person.id])).find((held) => held.kind === kind);
  await write.record({
    verb: 'people.add_tag',
    thing: { kind: 'person', id: person.id },
    placeId: person.placeId,
    forId: person.id,
    // A restricted kind would tell everybody who reads the timeline of the place what it is.
    change: tagKinds[kind].sensitivity === 'restricted' ? { tagId: tag?.id } : { tagId: tag?.id, kind },
  });
  await tellOf(write, person, givenBy);
  return done({ tagId: tag?.id ?? '' });
}

async function tellOf(write: Write, person: Person, guardianOrSelf: string | null): Promise<void> {
  const personId = guardianOrSelf ?? person.id;
  if (!write.actorId || write.actorId === personId) return;
  await sendMessage(write, {
    personId,
    kind: 'people.told_tag',
    about: { byId: write.actorId, subjectId: person.id },
    href: personId === person.id ? '/me/data' : hrefOf('/me/data', { for: refOf(write.district, person.id) }),
  });
}

/** Ends a tag that no longer holds. */
export async function endTag(
  write: Write,
  input: { readonly person: Person; readonly tag: HeldTag; readonly day: Day },
): Promise<Outcome<{ readonly tagId: string }, 'not_yet' | 'before_start'>> {
  const { person, tag, day } = input;
  const wrongDay = dayProblem(day, write.today, tag.fromDay);
  if (wrongDay) return refused(wrongDay, { fields: { day: wrongDay } });
  await endTags(write, [tag.id], day);
  await write.record({
    verb: 'people.end_tag',
    thing: { kind: 'person', id: person.id },
    placeId: person.placeId,
    forId: person.id,
    change: { tagId: tag.id, day },
  });
  return done({ tagId: tag.id });
}

/** Writes the visiting plan that goes with a tag. */
export async function setPlan(
  write: Write,
  input: {
    readonly person: Person;
    readonly tag: HeldTag;
    readonly plan: Plan;
    readonly note?: string | null | undefined;
  },
): Promise<Outcome<{ readonly tagId: string }, 'not_yet'>> {
  const { person, tag, plan, note } = input;
  if (plan.lastVisit && plan.lastVisit > write.today) return refused('not_yet', { fields: { lastVisit: 'not_yet' } });
  await updateTags(write, [{ id: tag.id, plan, ...(note === undefined ? {} : { note }) }]);
  await write.record({
    verb: 'people.plan_visits',
    thing: { kind: 'person', id: person.id },
    placeId: person.placeId,
    forId: person.id,
    change: { tagId: tag.id, frequency: plan.frequency ?? null },
  });
  return done({ tagId: tag.id });
}
