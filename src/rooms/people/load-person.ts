import { dayIn, formatTime, timeIn } from '../../kit/clock.ts';
import { refOf } from '../../kit/ids.ts';
import { done, isRefused, type Outcome } from '../../kit/outcome.ts';
import type { Context } from '../../kit/route.ts';
import { tagPurpose } from './consent.ts';
import { consentsOf } from './consent-store.ts';
import { duplicatesOf } from './duplicates.ts';
import { factsAbout } from './facts.ts';
import type { Residence } from './household.ts';
import { loadSuggestions, loadTwins, requestModel } from './load-people.ts';
import { maskIdNumber, maskName, maskPhone } from './masks.ts';
import type { CareModel, ChangeModel, HelpModel, HomesModel, MergesModel, PersonHead, PersonModel } from './models.ts';
import { addressesOf, likelyIn, namesOf, personLink } from './naming.ts';
import { ageOn, isChild, type OpenedPerson, type Person } from './person.ts';
import { nextVisit } from './plan.ts';
import { reachPerson, recordsOf, type SeenPerson } from './reach.ts';
import { openUntil } from './read-log.ts';
import { requestsOf } from './requests.ts';
import { mayOpen, needsConsent, type Sight, seesTag } from './rules.ts';
import { printShare } from './shares.ts';
import { findPersons, householdsIn, membersOf, openPerson, residencesOf } from './store.ts';
import { tagKindKeys } from './tag.ts';
import { type OpenTag, openTags } from './tag-store.ts';
import { journalAbout } from './timeline.ts';
import { destinations } from './where.ts';

type PageRefusal = 'not_found' | 'forbidden' | 'moved';

/** A person seen from the desk, opened when the actor opened the record just now, or it is their own. */
type Seen = SeenPerson & { readonly head: PersonHead; readonly opened: OpenedPerson };

async function see(context: Context, ref: string, need: keyof Sight = 'list'): Promise<Outcome<Seen, PageRefusal>> {
  const reached = await reachPerson(context.db, context.actor, ref, need);
  if (isRefused(reached)) return reached;
  const { person, sight } = reached.done;
  const opened = await openPerson(context.db, context.keyring, person.district, person.id);
  if (!opened) throw new Error(`No person ${person.id}`);
  return done({ ...reached.done, opened, head: await headOf(context, person, sight) });
}

async function headOf(context: Context, person: Person, sight: Sight): Promise<PersonHead> {
  const { actor, db, now, today } = context;
  const isOwn = actor?.personId === person.id;
  const mayLook = mayOpen(sight, person, today);
  const until = actor && mayLook ? await openUntil(db, person.district, person.id, actor.personId, now) : undefined;
  const isOpen = isOwn || until !== undefined;
  return {
    ref: refOf(person.district, person.id),
    name: isOpen ? person.name : maskName(person.name),
    sex: person.sex,
    age: ageOn(person, today) ?? null,
    isChild: isChild(person, today),
    isOpen,
    openUntil: until ? timeIn(context.zone, until) : null,
    diedOn: person.diedOn,
    may: { open: mayLook, care: sight.care, edit: sight.edit, decide: sight.decide },
  };
}

/** What is sealed, as far as the viewer has opened it. */
function sealedOf({ head, opened }: Seen) {
  return {
    birthDate: head.isOpen ? opened.birthDate : null,
    idNumber: opened.idNumber && (head.isOpen ? opened.idNumber : maskIdNumber(opened.idNumber)),
    phone: opened.phone && (head.isOpen ? opened.phone : maskPhone(opened.phone)),
    details: head.isOpen ? opened.details : null,
  };
}

/** Belongings as pages show them, the lasting ones first. */
export async function homesModel(
  context: Context,
  district: string,
  residences: readonly Residence[],
): Promise<PersonModel['homes']> {
  const addresses = await addressesOf(
    context.db,
    district,
    residences.map((home) => home.dwellingId),
    context.lang,
  );
  return [...residences]
    .sort((a, b) => Number(a.toDay !== null) - Number(b.toDay !== null) || Number(b.livesHere) - Number(a.livesHere))
    .map((home) => ({
      residenceId: home.id,
      code: addresses.get(home.dwellingId)?.code ?? '',
      address: addresses.get(home.dwellingId)?.address ?? '',
      capacity: home.capacity,
      share: home.share && printShare(home.share),
      livesHere: home.livesHere,
      relation: home.relation,
      household: home.householdId && refOf(district, home.householdId),
      fromDay: home.fromDay,
      toDay: home.toDay,
    }));
}

/** Tags as pages show them; `seen` leaves out what the viewer may not see, `inside` shows notes and plans. */
export async function tagsModel(
  context: Context,
  person: Person,
  seen: (tag: OpenTag) => boolean,
  inside: boolean,
): Promise<PersonModel['tags']> {
  const tags = (await openTags(context.db, context.keyring, person.district, [person.id])).filter(seen);
  const consents = await consentsOf(context.db, person.district, [person.id], { lastingOnly: true });
  const given = new Set(consents.map((consent) => consent.purpose));
  return tags.map((tag) => ({
    kind: tag.kind,
    fromDay: tag.fromDay,
    consent: !needsConsent(tag.kind, person, context.today)
      ? 'not_needed'
      : given.has(tagPurpose(tag.kind))
        ? 'given'
        : 'to_ask',
    note: inside ? tag.note : null,
    plan: inside ? tag.plan : null,
    nextVisit: inside ? (nextVisit(tag.plan, tag.fromDay) ?? null) : null,
  }));
}

/** The story of a person as lines; names of those who served are said in full. */
export async function timelineModel(
  context: Context,
  district: string,
  personId: string,
): Promise<PersonModel['timeline']> {
  const lines = await journalAbout(context.db, district, await recordsOf(context.db, district, personId), 50);
  const nameOf = await namesOf(
    context.db,
    district,
    lines.map((line) => line.actorId),
    context.lang,
    false,
  );
  return lines.map((line) => ({
    at: line.at.toISOString(),
    when: formatTime(line.at, context.zone, context.lang),
    verb: line.verb,
    who: line.actorId && nameOf(line.actorId),
    channel: line.channel,
  }));
}

/** The record of a person: masked, or opened. */
export async function loadPerson(
  context: Context,
  { ref }: { ref: string },
): Promise<Outcome<PersonModel, PageRefusal>> {
  const seen = await see(context, ref);
  if (isRefused(seen)) return seen;
  const { person, sight, head } = seen.done;
  const { db, lang } = context;
  const { district } = person;
  const wards = await db
    .selectFrom('persons')
    .select('id')
    .where('district', '=', district)
    .where('guardian_id', '=', person.id)
    .limit(20)
    .execute();
  const nameOf = await namesOf(db, district, [person.guardianId, ...wards.map((ward) => ward.id)], lang, !head.isOpen);
  const kept = (await addressesOf(db, district, [person.placeId], lang)).get(person.placeId);
  return done({
    person: head,
    ...sealedOf(seen.done),
    guardian: person.guardianId ? personLink(district, person.guardianId, nameOf) : null,
    wards: wards.map((ward) => personLink(district, ward.id, nameOf)),
    keptBy: { code: kept?.code ?? '', name: kept?.address ?? '' },
    homes: await homesModel(context, district, await residencesOf(db, district, [person.id])),
    tags: await tagsModel(context, person, (tag) => seesTag(sight, tag.kind), head.isOpen && sight.care),
    facts: await factsAbout('person', context, person),
    timeline: head.isOpen ? await timelineModel(context, district, person.id) : [],
    duplicates: sight.decide ? (await duplicatesOf(db, district, person.id)).length : 0,
  });
}

/** Those who live with a person, grown-ups only. */
async function grownHousemates(context: Context, person: Person): Promise<string[]> {
  const homes = (await residencesOf(context.db, person.district, [person.id])).filter((home) => home.toDay === null);
  const members = await membersOf(
    context.db,
    person.district,
    homes.flatMap((home) => home.householdId ?? []),
  );
  const ids = members.map((member) => member.personId).filter((id) => id !== person.id);
  const persons = await findPersons(context.db, person.district, ids);
  return [...new Set(ids)].filter((id) => (ageOn(persons.get(id) ?? { birthDate: null }, context.today) ?? 18) >= 18);
}

/** The form for particulars and the guardian. */
export async function loadChange(
  context: Context,
  { ref }: { ref: string },
): Promise<Outcome<ChangeModel, PageRefusal>> {
  const seen = await see(context, ref, 'edit');
  if (isRefused(seen)) return seen;
  const { person, head } = seen.done;
  const grown = head.isOpen ? await grownHousemates(context, person) : [];
  const nameOf = await namesOf(context.db, person.district, [person.guardianId, ...grown], context.lang, !head.isOpen);
  return done({
    person: head,
    ...sealedOf(seen.done),
    guardian: person.guardianId ? personLink(person.district, person.guardianId, nameOf) : null,
    guardians: grown.map((id) => personLink(person.district, id, nameOf)),
  });
}

/** The forms for moves, dwellings, households and a death. */
export async function loadHomes(context: Context, { ref }: { ref: string }): Promise<Outcome<HomesModel, PageRefusal>> {
  const seen = await see(context, ref, 'edit');
  if (isRefused(seen)) return seen;
  const { person, head } = seen.done;
  const { db, lang, today } = context;
  const { district } = person;
  const residences = await residencesOf(db, district, [person.id]);
  const lived = residences.filter((home) => home.toDay === null && home.livesHere);
  const households = await householdsIn(
    db,
    district,
    lived.map((home) => home.dwellingId),
  );
  const members = (
    await membersOf(
      db,
      district,
      lived.flatMap((home) => home.householdId ?? []),
    )
  ).filter((member) => member.personId !== person.id);
  const nameOf = await namesOf(
    db,
    district,
    [...households.map((household) => household.headId), ...members.map((member) => member.personId)],
    lang,
    !head.isOpen,
  );
  const first = lived[0] ?? residences.find((home) => home.toDay === null);
  const located = (await addressesOf(db, district, [first?.dwellingId ?? person.placeId], lang)).values().next().value;
  const places = await destinations(db, context.actor, lang);
  return done({
    person: head,
    today,
    homes: await homesModel(context, district, residences),
    places,
    likely: likelyIn(places, located?.line),
    households: lived.flatMap((home) =>
      households
        .filter((household) => household.dwellingId === home.dwellingId)
        .map((household) => ({
          id: household.id,
          residenceId: home.id,
          head: household.headId ? nameOf(household.headId) : '',
          isOwn: household.id === home.householdId,
        })),
    ),
    housemates: members.map((member) => ({ id: member.personId, name: nameOf(member.personId) })),
  });
}

/** The forms for tags and visiting plans. */
export async function loadCare(context: Context, { ref }: { ref: string }): Promise<Outcome<CareModel, PageRefusal>> {
  const seen = await see(context, ref, 'care');
  if (isRefused(seen)) return seen;
  const { person, sight, head } = seen.done;
  const tags = await tagsModel(context, person, (tag) => seesTag(sight, tag.kind), head.isOpen);
  const held = new Set(tags.map((tag) => tag.kind));
  const nameOf = await namesOf(context.db, person.district, [person.guardianId], context.lang, !head.isOpen);
  return done({
    person: head,
    today: context.today,
    tags,
    addable: tagKindKeys
      .filter((kind) => seesTag(sight, kind) && !held.has(kind))
      .map((kind) => ({ kind, needsConsent: needsConsent(kind, person, context.today) })),
    guardian: person.guardianId && nameOf(person.guardianId),
  });
}

/** Records that may be the same person, and merges done before. */
export async function loadMerges(
  context: Context,
  { ref }: { ref: string },
): Promise<Outcome<MergesModel, PageRefusal>> {
  const seen = await see(context, ref, 'decide');
  if (isRefused(seen)) return seen;
  const { person, head } = seen.done;
  const { db, zone } = context;
  const { district } = person;
  const merges = await db
    .selectFrom('person_merges')
    .innerJoin('persons as gone', (join) =>
      join.onRef('gone.district', '=', 'person_merges.district').onRef('gone.id', '=', 'person_merges.gone_id'),
    )
    .select(['person_merges.id', 'gone.name', 'person_merges.done_at', 'person_merges.undone_at'])
    .where('person_merges.district', '=', district)
    .where('gone.district', '=', district)
    .where('person_merges.kept_id', '=', person.id)
    .orderBy('person_merges.id', 'desc')
    .limit(50)
    .execute();
  const self = (await loadTwins(context, district, [person.id])).get(person.id);
  if (!self) throw new Error(`No person ${person.id}`);
  return done({
    person: head,
    self,
    suggestions: await loadSuggestions(context, district, person.id),
    merges: merges.map((merge) => ({
      id: merge.id,
      day: dayIn(zone, merge.done_at),
      undoneOn: merge.undone_at && dayIn(zone, merge.undone_at),
      gone: maskName(merge.name),
    })),
  });
}

/** Consents and requests of somebody one helps. */
export async function loadHelp(context: Context, { ref }: { ref: string }): Promise<Outcome<HelpModel, PageRefusal>> {
  const seen = await see(context, ref, 'edit');
  if (isRefused(seen)) return seen;
  const { person, head } = seen.done;
  const { db, lang, zone } = context;
  const { district } = person;
  const consents = head.isOpen ? await consentsOf(db, district, [person.id]) : [];
  const requests = head.isOpen ? await requestsOf(db, context.keyring, district, person.id) : [];
  const relatives = head.isOpen ? await grownHousemates(context, person) : [];
  const nameOf = await namesOf(
    db,
    district,
    [
      ...consents.flatMap((one) => [one.toId, one.givenBy, one.helperId]),
      ...requests.map((one) => one.byId),
      ...relatives,
    ],
    lang,
    false,
  );
  return done({
    person: head,
    consents: consents.map((consent) => consentModel(consent, nameOf, zone)),
    requests: requests.map((request) => requestModel(request, district, nameOf, zone)),
    relatives: relatives.map((id) => personLink(district, id, nameOf)),
  });
}

/** A consent as pages show it. */
export function consentModel(
  consent: Awaited<ReturnType<typeof consentsOf>>[number],
  nameOf: (id: string | null) => string,
  zone: string,
): HelpModel['consents'][number] {
  return {
    id: consent.id,
    purpose: consent.purpose,
    to: consent.toId && nameOf(consent.toId),
    givenBy: nameOf(consent.givenBy),
    helper: consent.helperId && nameOf(consent.helperId),
    channel: consent.channel,
    givenOn: dayIn(zone, consent.givenAt),
    withdrawnOn: consent.withdrawnAt && dayIn(zone, consent.withdrawnAt),
  };
}
