import { dayIn, formatTime } from '../../kit/clock.ts';
import { refOf } from '../../kit/ids.ts';
import { done, isRefused, type Outcome, refused } from '../../kit/outcome.ts';
import { pagesOf, sliceOf } from '../../kit/paging.ts';
import type { Context } from '../../kit/route.ts';
import { type purposes, tagPurpose } from './consent.ts';
import { consentsOf, consentsTo } from './consent-store.ts';
import { factsAbout } from './facts.ts';
import { requestModel } from './load-people.ts';
import { consentModel, homesModel, tagsModel, timelineModel } from './load-person.ts';
import { countUnread, listMessages, namedIn, sayMessage } from './message.ts';
import type {
  FamilyModel,
  MessagesModel,
  MyConsentsModel,
  MyDataModel,
  MyReadsModel,
  MyRequestsModel,
  Whose,
} from './models.ts';
import { addressesOf, namesOf, personLink } from './naming.ts';
import { ageOn } from './person.ts';
import { type Mine, reachMine, recordsOf } from './reach.ts';
import { readsOf } from './read-log.ts';
import { requestsOf } from './requests.ts';
import { type MyAct, standingOf } from './rules.ts';
import { findPersons, membersOf, openPerson, residencesOf } from './store.ts';
import { toldWords } from './told-words.ts';

type PageRefusal = 'not_found' | 'forbidden';
type For = { readonly for?: string | undefined };

function whoseModel({ person, standing, may }: Mine): Whose {
  return {
    ref: refOf(person.district, person.id),
    name: person.name,
    standing,
    may: {
      copy: may('copy'),
      correct: may('correct'),
      consent: may('consent'),
      withdraw: may('withdraw'),
      erase: may('erase'),
      allow: may('allow'),
    },
  };
}

/** Everything that is held about a person. */
export async function loadMyData(
  context: Context,
  input: For,
  act: MyAct = 'see',
): Promise<Outcome<MyDataModel, PageRefusal>> {
  const mine = await reachMine(context.db, context.actor, input.for, context.today, act);
  if (isRefused(mine)) return mine;
  const { person } = mine.done;
  const { db, lang } = context;
  const { district } = person;
  const opened = await openPerson(db, context.keyring, district, person.id);
  if (!opened) return refused('not_found');
  const residences = await residencesOf(db, district, [person.id]);
  const members = await membersOf(
    db,
    district,
    residences.flatMap((home) => home.householdId ?? []),
  );
  const nameOf = await namesOf(
    db,
    district,
    [person.guardianId, ...members.map((member) => member.personId)],
    lang,
    false,
  );
  const householdOf = new Map(residences.map((home) => [home.id, home.toDay === null ? home.householdId : null]));
  const homes = await homesModel(context, district, residences);
  return done({
    whose: whoseModel(mine.done),
    name: opened.name,
    sex: opened.sex,
    birthDate: opened.birthDate,
    idNumber: opened.idNumber,
    phone: opened.phone,
    details: opened.details,
    keptBy: (await addressesOf(db, district, [person.placeId], lang)).get(person.placeId)?.address ?? '',
    guardian: person.guardianId && nameOf(person.guardianId),
    homes: homes.map((home) => ({
      ...home,
      housemates: members.flatMap((member) =>
        member.householdId !== null &&
        member.householdId === householdOf.get(home.residenceId) &&
        member.personId !== person.id
          ? [nameOf(member.personId)]
          : [],
      ),
    })),
    tags: await tagsModel(context, person, () => true, true),
    facts: await factsAbout('me', context, person),
    timeline: await timelineModel(context, district, person.id),
  });
}

/** Who opened a person's record, and why. */
export async function loadMyReads(
  context: Context,
  input: For & { page: number },
): Promise<Outcome<MyReadsModel, PageRefusal>> {
  const mine = await reachMine(context.db, context.actor, input.for, context.today, 'see');
  if (isRefused(mine)) return mine;
  const { person } = mine.done;
  const { db, lang, zone } = context;
  const records = await recordsOf(db, person.district, person.id);
  const { reads, total } = await readsOf(db, person.district, records, sliceOf(context, input.page));
  const nameOf = await namesOf(
    db,
    person.district,
    reads.map((read) => read.readerId),
    lang,
    false,
  );
  return done({
    whose: whoseModel(mine.done),
    reads: reads.map((read) => ({
      at: read.at.toISOString(),
      when: formatTime(read.at, zone, lang),
      who: nameOf(read.readerId),
      what: read.what,
      reason: read.reason,
    })),
    ...pagesOf(input.page, total),
  });
}

/** What a person has consented to, and what they could. */
export async function loadMyConsents(context: Context, input: For): Promise<Outcome<MyConsentsModel, PageRefusal>> {
  const mine = await reachMine(context.db, context.actor, input.for, context.today, 'see');
  if (isRefused(mine)) return mine;
  const { person, may } = mine.done;
  const consents = await consentsOf(context.db, person.district, [person.id]);
  const nameOf = await namesOf(
    context.db,
    person.district,
    consents.flatMap((one) => [one.toId, one.givenBy, one.helperId]),
    context.lang,
    false,
  );
  const tags = await tagsModel(context, person, () => true, false);
  const asked = tags.flatMap((tag) => (tag.consent === 'to_ask' ? [tagPurpose(tag.kind)] : []));
  const lasting = new Set(consents.flatMap((consent) => (consent.withdrawnAt === null ? [consent.purpose] : [])));
  return done({
    whose: whoseModel(mine.done),
    consents: consents.map((consent) => consentModel(consent, nameOf, context.zone)),
    offered: may('consent') ? [...asked, ...offered.filter((purpose) => !lasting.has(purpose))] : [],
  });
}

/** What can be consented to on one's own page, besides tags kept without consent; the rest is asked where it is needed. */
const offered: readonly (keyof typeof purposes)[] = ['pass_on', 'show_name'];

/** Corrections and erasures a person asked for. */
export async function loadMyRequests(context: Context, input: For): Promise<Outcome<MyRequestsModel, PageRefusal>> {
  const mine = await reachMine(context.db, context.actor, input.for, context.today, 'see');
  if (isRefused(mine)) return mine;
  const { person } = mine.done;
  const requests = await requestsOf(context.db, context.keyring, person.district, person.id);
  const nameOf = await namesOf(
    context.db,
    person.district,
    requests.map((request) => request.byId),
    context.lang,
    false,
  );
  return done({
    whose: whoseModel(mine.done),
    requests: requests.map((request) => requestModel(request, person.district, nameOf, context.zone)),
  });
}

/** What a person is told. */
export async function loadMessages(
  context: Context,
  { page }: { page: number },
): Promise<Outcome<MessagesModel, PageRefusal>> {
  const { actor, db, lang, zone } = context;
  if (!actor) return refused('not_found');
  const { messages, total } = await listMessages(db, actor.district, actor.personId, sliceOf(context, page));
  const nameOf = await namesOf(db, actor.district, namedIn(messages), lang, false);
  return done({
    messages: messages.map((message) => ({
      id: message.id,
      text: sayMessage(toldWords, message, nameOf, lang),
      href: message.href,
      at: message.at.toISOString(),
      when: formatTime(message.at, zone, lang),
      isNew: message.readAt === null,
    })),
    unread: await countUnread(db, actor.district, actor.personId),
    ...pagesOf(page, total),
  });
}

/** Those one may act for, and those one has allowed to act. */
export async function loadFamily(context: Context): Promise<Outcome<FamilyModel, PageRefusal>> {
  const { actor, db, lang, today, zone } = context;
  if (!actor) return refused('not_found');
  const { district, personId } = actor;
  const wards = await db
    .selectFrom('persons')
    .select('id')
    .where('district', '=', district)
    .where('guardian_id', '=', personId)
    .where('erased_at', 'is', null)
    .where('merged_into', 'is', null)
    .limit(20)
    .execute();
  const allowing = await consentsTo(db, district, personId);
  const persons = await findPersons(db, district, [
    ...wards.map((ward) => ward.id),
    ...allowing.map((consent) => consent.personId),
  ]);
  const helpers = (await consentsOf(db, district, [personId], { lastingOnly: true })).filter(
    (consent) => consent.purpose === 'act_for_me',
  );
  const homes = (await residencesOf(db, district, [personId])).filter((home) => home.toDay === null);
  const members = await membersOf(
    db,
    district,
    homes.flatMap((home) => home.householdId ?? []),
  );
  const allowed = new Set(helpers.map((consent) => consent.toId));
  const mates = [...new Set(members.map((member) => member.personId))].filter(
    (id) => id !== personId && !allowed.has(id),
  );
  const grown = await findPersons(db, district, mates);
  const nameOf = await namesOf(
    db,
    district,
    [...persons.keys(), ...mates, ...helpers.map((one) => one.toId)],
    lang,
    false,
  );
  return done({
    people: [...persons.values()].flatMap((person) => {
      const standing = standingOf(personId, person, allowing, today);
      return standing === 'guardian' || standing === 'relative'
        ? [{ ...personLink(district, person.id, nameOf), standing, age: ageOn(person, today) ?? null }]
        : [];
    }),
    helpers: helpers.map((consent) => ({
      consentId: consent.id,
      name: nameOf(consent.toId),
      since: dayIn(zone, consent.givenAt),
    })),
    housemates: mates
      .filter((id) => (ageOn(grown.get(id) ?? { birthDate: null }, today) ?? 18) >= 18)
      .map((id) => personLink(district, id, nameOf)),
  });
}
