import type { z } from 'zod';
import { may } from '../../kit/access.ts';
import { dayIn } from '../../kit/clock.ts';
import { refOf } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { pagesOf, sliceOf } from '../../kit/paging.ts';
import type { Context } from '../../kit/route.ts';
import { addressOf, districtOf, findPlaceByCode, lineOf, type Place, placeName } from '../places/index.ts';
import { duplicatesOf, findDuplicates } from './duplicates.ts';
import type { listInput } from './input.ts';
import { maskIdNumber, maskName, maskPhone } from './masks.ts';
import type { DuplicatesModel, MergesModel, NewModel, PeopleModel, RequestsModel } from './models.ts';
import { addressesOf, namesOf, personLink } from './naming.ts';
import { ageOn, type OpenedPerson } from './person.ts';
import { openRequests } from './requests.ts';
import { decidePeople, editPeople, listPeople, seesTag, sightOf, tagPermission } from './rules.ts';
import { reachBelow, readTyped, searchPeople } from './search.ts';
import { householdsIn, membersOf, openPersons, residencesOf } from './store.ts';
import { tagKindKeys } from './tag.ts';
import { tagsOf } from './tag-store.ts';

/** The list of residents within the actor's reach, masked. */
export async function loadPeople(
  context: Context,
  input: z.output<typeof listInput>,
): Promise<Outcome<PeopleModel, 'not_found'>> {
  const { actor, db, lang, today } = context;
  if (!actor) return refused('not_found');
  const place = input.place === undefined ? undefined : await findPlaceByCode(db, input.place);
  if (input.place !== undefined && !place) return refused('not_found');
  const paths = reachBelow(actor, input.tag ? tagPermission(input.tag) : listPeople, place);
  if (place && reachBelow(actor, listPeople, place).length === 0) return refused('not_found');
  const sort = input.sort ?? (place ? 'address' : 'name');
  const { people, total } = await searchPeople(db, context.keyring, actor.district, {
    typed: readTyped(input.q ?? '', today),
    paths,
    tag: input.tag,
    age: input.age,
    homeless: input.without === 'dwelling',
    sort,
    today,
    slice: sliceOf(context, input.page),
  });
  const ids = people.map((person) => person.id);
  const [opened, tags, addresses] = await Promise.all([
    openPersons(db, context.keyring, actor.district, ids),
    tagsOf(db, actor.district, ids),
    addressesOf(
      db,
      actor.district,
      people.map((person) => person.at),
      lang,
    ),
  ]);
  const phoneOf = new Map(opened.map((person) => [person.id, person.phone]));
  return done({
    q: input.q ?? '',
    place: place ? { code: place.code, name: placeName(place, lang) } : null,
    tag: input.tag ?? null,
    age: input.age ?? null,
    without: input.without ?? null,
    sort,
    tags: tagKindKeys.filter((kind) => may(actor, tagPermission(kind))),
    may: { edit: may(actor, editPeople), decide: may(actor, decidePeople) },
    people: people.map((person) => {
      const sight = sightOf(actor, { district: actor.district, paths: [person.path] });
      const phone = phoneOf.get(person.id) ?? null;
      const at = addresses.get(person.at);
      return {
        ref: refOf(actor.district, person.id),
        name: maskName(person.name),
        sex: person.sex,
        age: ageOn(person, today) ?? null,
        phone: phone && maskPhone(phone),
        address: at?.address ?? '',
        placeCode: at?.code ?? '',
        capacity: person.capacity,
        livesHere: person.livesHere,
        tags: tags.flatMap((tag) => (tag.personId === person.id && seesTag(sight, tag.kind) ? [tag.kind] : [])),
      };
    }),
    ...pagesOf(input.page, total),
  });
}

/** A place at which the actor may register people; anything else is not there. */
export async function editablePlace(
  db: Context['db'],
  actor: Context['actor'],
  code: string,
): Promise<Place | undefined> {
  const place = actor?.district === districtOf(code) ? await findPlaceByCode(db, code) : undefined;
  return place && sightOf(actor, { district: place.district, paths: [place.path] }).edit ? place : undefined;
}

/** The form to register somebody at a place. */
export async function loadNew(
  context: Context,
  { place: code }: { place: string },
): Promise<Outcome<NewModel, 'not_found'>> {
  const { db, lang, today } = context;
  const place = await editablePlace(db, context.actor, code);
  if (!place) return refused('not_found');
  const households = place.kind === 'dwelling' ? await householdsIn(db, place.district, [place.id]) : [];
  const members = await membersOf(
    db,
    place.district,
    households.map((household) => household.id),
  );
  const nameOf = await namesOf(
    db,
    place.district,
    households.map((household) => household.headId),
    lang,
    true,
  );
  const line = (await lineOf(db, place)).filter((one) => !['district', 'township'].includes(one.kind));
  return done({
    place: { code: place.code, kind: place.kind, name: placeName(place, lang), address: addressOf(line, lang) },
    isDwelling: place.kind === 'dwelling',
    today,
    households: households.map((household) => ({
      id: household.id,
      head: household.headId ? nameOf(household.headId) : '',
      size: members.filter((member) => member.householdId === household.id).length,
    })),
  });
}

type Twin = MergesModel['self'];

/** Two records side by side: enough to tell whether they are one person, numbers masked. */
export async function loadTwins(
  context: Context,
  district: string,
  ids: readonly string[],
): Promise<Map<string, Twin>> {
  const opened = await openPersons(context.db, context.keyring, district, [...new Set(ids)]);
  const homes = (
    await residencesOf(
      context.db,
      district,
      opened.map((person) => person.id),
    )
  ).filter((home) => home.toDay === null);
  const placeOf = (person: OpenedPerson): string =>
    homes.find((home) => home.personId === person.id)?.dwellingId ?? person.placeId;
  const addresses = await addressesOf(context.db, district, opened.map(placeOf), context.lang);
  return new Map(
    opened.map((person) => [
      person.id,
      {
        ref: refOf(district, person.id),
        name: maskName(person.name),
        sex: person.sex,
        birthDate: person.birthDate,
        idNumber: person.idNumber && maskIdNumber(person.idNumber),
        phone: person.phone && maskPhone(person.phone),
        address: addresses.get(placeOf(person))?.address ?? '',
      },
    ]),
  );
}

/** Records within the actor's decision that may be one person. */
export async function loadDuplicates(context: Context): Promise<Outcome<DuplicatesModel, 'not_found'>> {
  const { actor } = context;
  if (!actor) return refused('not_found');
  const pairs = await findDuplicates(context.db, actor.district, reachBelow(actor, decidePeople));
  const twins = await loadTwins(
    context,
    actor.district,
    pairs.flatMap((pair) => [pair.firstId, pair.secondId]),
  );
  return done({
    pairs: pairs.flatMap(({ firstId, secondId, reason }) => {
      const [first, second] = [twins.get(firstId), twins.get(secondId)];
      return first && second ? [{ reason, first, second }] : [];
    }),
  });
}

/** The same, for one person. */
export async function loadSuggestions(
  context: Context,
  district: string,
  personId: string,
): Promise<MergesModel['suggestions']> {
  const pairs = await duplicatesOf(context.db, district, personId);
  const twins = await loadTwins(
    context,
    district,
    pairs.map((pair) => pair.secondId),
  );
  return pairs.flatMap(({ secondId, reason }) => {
    const twin = twins.get(secondId);
    return twin ? [{ ...twin, reason }] : [];
  });
}

/** Requests about data that wait for a decision. */
export async function loadRequests(
  context: Context,
  { page }: { page: number },
): Promise<Outcome<RequestsModel, 'not_found'>> {
  const { actor, db, lang } = context;
  if (!actor) return refused('not_found');
  const { district } = actor;
  const { requests, total } = await openRequests(
    db,
    context.keyring,
    district,
    reachBelow(actor, decidePeople),
    sliceOf(context, page),
  );
  const ids = requests.map((request) => request.personId);
  const persons = new Map((await openPersons(db, context.keyring, district, ids)).map((person) => [person.id, person]));
  const nameOf = await namesOf(db, district, [...ids, ...requests.map((request) => request.byId)], lang, false);
  const addresses = await addressesOf(
    db,
    district,
    [...persons.values()].map((person) => person.placeId),
    lang,
  );
  return done({
    requests: requests.map((request) => {
      const person = persons.get(request.personId);
      return {
        ...requestModel(request, district, nameOf, context.zone),
        person: personLink(district, request.personId, nameOf),
        address: addresses.get(person?.placeId ?? '')?.address ?? '',
        now: person && request.field ? maskedValue(person, request.field) : null,
        isOwn: request.personId === actor.personId,
      };
    }),
    ...pagesOf(page, total),
  });
}

/** What a list may show of what the record says now: whoever needs all of a number opens the record, and is noted. */
function maskedValue(person: OpenedPerson, field: string): string | null {
  const value = currentValue(person, field);
  if (value === null) return null;
  return field === 'idNumber' ? maskIdNumber(value) : field === 'phone' ? maskPhone(value) : value;
}

/** What the record says now, of a field that is said to be wrong. */
function currentValue(person: OpenedPerson, field: string): string | null {
  const plain: Readonly<Record<string, string | null>> = {
    name: person.name,
    sex: person.sex,
    birthDate: person.birthDate,
    idNumber: person.idNumber,
    phone: person.phone,
    ...Object.fromEntries(Object.entries(person.details).map(([key, value]) => [key, value ?? null])),
  };
  return plain[field] ?? null;
}

/** A request as pages show it. */
export function requestModel(
  request: Awaited<ReturnType<typeof openRequests>>['requests'][number],
  district: string,
  nameOf: (id: string) => string,
  zone: string,
) {
  return {
    ref: refOf(district, request.id),
    kind: request.kind,
    field: request.field,
    proposed: request.proposed,
    reason: request.reason,
    state: request.state,
    at: dayIn(zone, request.at),
    by: nameOf(request.byId),
    byOther: request.byId !== request.personId,
    channel: request.channel,
    answer: request.answer,
    decidedAt: request.decidedAt && dayIn(zone, request.decidedAt),
  };
}
