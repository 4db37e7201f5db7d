import { z } from 'zod';
import { mayAt } from '../../kit/access.ts';
import { hrefOf } from '../../kit/href.ts';
import { readRef } from '../../kit/ids.ts';
import { isRefused, type Outcome, refused } from '../../kit/outcome.ts';
import { type Context, verb } from '../../kit/route.ts';
import type { Write } from '../../kit/write.ts';
import { findPersons, personsByPhone, readPhone } from '../people/index.ts';
import { districtOf, findPlaceByCode, type Place } from '../places/index.ts';
import { appointForm, endForm, handOverForm, levelsForm, unlinkForm } from './input.ts';
import { handOver, unlink } from './linking.ts';
import { appointStewards, linkStewards, setStewardLevels } from './rules.ts';
import { placeFor, stewardFor, stewardRef } from './scope.ts';
import { appointSteward, endSteward, setLevels } from './serving.ts';
import type { Steward } from './steward.ts';
import { appointPage, levelsPage, stewardPage } from './steward-pages.ts';
import { personsCalled } from './steward-store.ts';
import { findSteward } from './store.ts';
import { refusalWords, words } from './words.ts';

const said = { ...words, ...refusalWords };
const stewardAnswer = z.object({ stewardId: z.string() });

/** A steward one may do something with: seen and not allowed is refused differently from not there. */
async function stewardToChange(
  write: Write,
  context: Context,
  ref: string,
  permission: string,
): Promise<Outcome<Steward, 'not_found' | 'forbidden'>> {
  const found = await stewardFor(write.tx, context, ref);
  if (isRefused(found)) return found;
  const { steward } = found.done;
  return mayAt(context.actor, permission, { district: steward.district, path: steward.placePath })
    ? { done: steward }
    : refused('forbidden');
}

export const appointVerb = verb({
  ...appointForm,
  summary: { zh: '聘任管家', en: 'Appoint a person as steward of a level at a place' },
  may: appointStewards,
  words: said,
  answers: stewardAnswer,
  said: words.appoint_said,
  page: (raw) => ({ route: appointPage, input: { code: raw.code } }),
  district: ({ code }) => districtOf(code),
  act: async (write, { code, level, name, phone, fromDay, toDay }, context) => {
    const found = await placeFor(write.tx, context, code, appointStewards);
    if (isRefused(found)) return found;
    const person = await personMeant(write, found.done, name, phone);
    if (isRefused(person)) return person;
    return appointSteward(write, { personId: person.done, level, place: found.done, fromDay, toDay });
  },
  next: ({ stewardId }, { code }) => `/stewards/${stewardRef(districtOf(code), stewardId)}`,
});

/** Who is meant by a name, around a place; by a telephone, in the whole district. Nobody is guessed. */
async function personMeant(
  write: Write,
  place: Place,
  name: string,
  phone: string | undefined,
): Promise<Outcome<string, 'person_unknown' | 'several_of_that_name' | 'phone_not_valid'>> {
  const read = phone === undefined ? undefined : readPhone(phone);
  if (read && 'refused' in read) return refused('phone_not_valid', { fields: { phone: 'phone_not_valid' } });
  const found = read
    ? (await personsByPhone(write.tx, write.keyring, write.district, read.phone)).filter(
        (person) => person.name === name,
      )
    : await personsCalled(write.tx, write.district, name, place.path);
  const [only, ...others] = found;
  if (!only) return refused('person_unknown', { fields: { name: 'person_unknown' } });
  if (others.length > 0) return refused('several_of_that_name', { fields: { phone: 'several_of_that_name' } });
  const living = (await findPersons(write.tx, write.district, [only.id])).get(only.id);
  return living && !living.diedOn
    ? { done: living.id }
    : refused('person_unknown', { fields: { name: 'person_unknown' } });
}

/** What the verbs on a steward's page share. */
const onStewardPage = {
  words: said,
  page: (raw: Readonly<Record<string, unknown>>) => ({ route: stewardPage, input: { ref: raw.ref } }),
  district: (input: { readonly ref: string }) => districtOf(input.ref),
};

export const endVerb = verb({
  ...onStewardPage,
  ...endForm,
  summary: { zh: '结束管家服务', en: 'End the service of a steward with all links' },
  may: appointStewards,
  answers: z.object({ stewardId: z.string(), links: z.int() }),
  said: words.end_said,
  act: async (write, { ref, day, leaveUncovered }, context) => {
    const found = await stewardToChange(write, context, ref, appointStewards);
    return isRefused(found) ? found : endSteward(write, { steward: found.done, day, leaveUncovered });
  },
  next: (_, { ref }) => hrefOf(stewardPage.path, { ref }),
});

export const unlinkVerb = verb({
  ...onStewardPage,
  ...unlinkForm,
  summary: { zh: '取消联户', en: 'End links of a steward on a day' },
  may: linkStewards,
  answers: z.object({ stewardId: z.string(), ended: z.int() }),
  said: words.unlink_said,
  act: async (write, { ref, links, day }, context) => {
    const found = await stewardToChange(write, context, ref, linkStewards);
    return isRefused(found) ? found : unlink(write, { steward: found.done, linkIds: links, day });
  },
  next: (_, { ref }) => hrefOf(stewardPage.path, { ref }),
});

export const handOverVerb = verb({
  ...onStewardPage,
  ...handOverForm,
  summary: { zh: '管家交接', en: 'Hand chosen or all links over to another steward of the level' },
  may: linkStewards,
  answers: z.object({ stewardId: z.string(), handedOver: z.int() }),
  said: words.hand_over_said,
  act: async (write, { ref, to, links, all, day, evenIfOverloaded }, context) => {
    const from = await stewardToChange(write, context, ref, linkStewards);
    if (isRefused(from)) return from;
    const read = readRef(to);
    const other = read?.district === write.district ? await findSteward(write.tx, write.district, read.id) : undefined;
    if (!other) return refused('not_serving', { fields: { to: 'not_serving' } });
    if (!all && links.length === 0) return refused('nothing_chosen', { fields: { links: 'nothing_chosen' } });
    return handOver(write, { from: from.done, to: other, linkIds: all ? undefined : links, day, evenIfOverloaded });
  },
  next: (_, { to }) => hrefOf(stewardPage.path, { ref: to }),
});

export const levelsVerb = verb({
  ...levelsForm,
  summary: { zh: '设定管家级别的名称和上限', en: 'Set names and limits of the five levels' },
  may: setStewardLevels,
  words: said,
  answers: z.object({ levels: z.int() }),
  said: words.levels_said,
  page: () => ({ route: levelsPage, input: {} }),
  act: async (write, input, { actor }) => {
    const district = await findPlaceByCode(write.tx, write.district);
    if (!district) return refused('not_found');
    if (!mayAt(actor, setStewardLevels, district)) return refused('forbidden');
    return setLevels(write, {
      districtPlaceId: district.id,
      levels: [
        { level: 1, zh: input.zh1, en: input.en1, limit: input.limit1 },
        { level: 2, zh: input.zh2, en: input.en2, limit: input.limit2 },
        { level: 3, zh: input.zh3, en: input.en3, limit: input.limit3 },
        { level: 4, zh: input.zh4, en: input.en4, limit: input.limit4 },
        { level: 5, zh: input.zh5, en: input.en5, limit: input.limit5 },
      ],
    });
  },
  next: () => levelsPage.path,
});
