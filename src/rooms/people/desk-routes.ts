import { z } from 'zod';
import { hrefOf } from '../../kit/href.ts';
import { readRef, refOf } from '../../kit/ids.ts';
import { isRefused, refused } from '../../kit/outcome.ts';
import { page, type Route, verb } from '../../kit/route.ts';
import { foundHousehold } from './household-acts.ts';
import { decideForm, foundForm, listInput, newInput, pagedInput, registerForm } from './input.ts';
import { peopleSheets, requestsSheets } from './list-sheets.ts';
import { duplicatesView, peopleView, requestsView } from './list-views.tsx';
import { editablePlace, loadDuplicates, loadNew, loadPeople, loadRequests } from './load-people.ts';
import { duplicatesShows, newShows, peopleShows, requestsShows } from './models.ts';
import { myWords } from './my-words.ts';
import { newView } from './new-views.tsx';
import { registerPerson } from './register.ts';
import { decideRequest, findRequest } from './requests.ts';
import { decidePeople, editPeople, listPeople, sightOf } from './rules.ts';
import { pathsOf } from './store.ts';
import { readBelonging } from './where.ts';
import { words } from './words.ts';

const peoplePage = page({
  name: 'people.list',
  path: '/people',
  summary: {
    zh: '居民名单：查找和筛选，姓名和号码已遮住',
    en: 'Residents: search and filter, names and numbers masked',
  },
  may: listPeople,
  input: listInput,
  words,
  shows: peopleShows,
  load: loadPeople,
  view: peopleView,
  sheets: peopleSheets,
});

const newPage = page({
  name: 'people.new',
  path: '/people/new',
  summary: { zh: '在一个地点登记居民的表单', en: 'The form to register people at a place' },
  may: editPeople,
  input: newInput,
  words,
  shows: newShows,
  load: loadNew,
  view: newView,
});

const duplicatesPage = page({
  name: 'people.duplicates',
  path: '/people/duplicates',
  summary: { zh: '可能重复的档案', en: 'Records that may be one person' },
  may: decidePeople,
  input: z.object({}),
  words,
  shows: duplicatesShows,
  load: loadDuplicates,
  view: duplicatesView,
});

const requestsPage = page({
  name: 'people.corrections',
  path: '/corrections',
  summary: { zh: '等待答复的更正和删除申请', en: 'Corrections and erasures that wait for a decision' },
  may: decidePeople,
  input: pagedInput,
  words: myWords,
  shows: requestsShows,
  load: loadRequests,
  view: requestsView,
  sheets: requestsSheets,
});

const onNewPage = {
  may: editPeople,
  words,
  page: (raw: Readonly<Record<string, unknown>>) => ({ route: newPage, input: { place: raw.place } }),
};

const registerVerb = verb({
  ...onNewPage,
  ...registerForm,
  summary: { zh: '登记一位居民', en: 'Register a person' },
  said: words.register_said,
  answers: z.object({ person: z.string(), known: z.boolean() }),
  act: async (write, input, context) => {
    const place = await editablePlace(write.tx, context.actor, input.place);
    if (!place) return refused('not_found');
    const belonging = place.kind === 'dwelling' ? readBelonging(input) : undefined;
    if (belonging && isRefused(belonging)) return belonging;
    const { name, sex, birthDate, idNumber, phone, since } = input;
    const registered = await registerPerson(write, {
      particulars: { name, sex, birthDate, idNumber, phone },
      place,
      belonging: belonging?.done,
      fromDay: since,
    });
    if (isRefused(registered))
      return registered.fields?.fromDay ? { ...registered, fields: { since: registered.refused } } : registered;
    const { personId, known } = registered.done;
    return { done: { person: refOf(write.district, personId), known } };
  },
  next: ({ person }) => hrefOf('/people/{ref}', { ref: person }),
});

const foundVerb = verb({
  ...onNewPage,
  ...foundForm,
  summary: { zh: '登记一户，不知道姓名', en: 'Register a household of which only the number is known' },
  said: words.found_household_said,
  answers: z.object({ household: z.string() }),
  act: async (write, input, context) => {
    const place = await editablePlace(write.tx, context.actor, input.place);
    if (!place) return refused('not_found');
    const { declaredSize, ledgerSteward, note, since } = input;
    const founded = await foundHousehold(write, { dwelling: place, declaredSize, ledgerSteward, note, fromDay: since });
    return isRefused(founded) ? founded : { done: { household: refOf(write.district, founded.done.householdId) } };
  },
  next: ({ household }) => hrefOf('/households/{ref}', { ref: household }),
});

const decideVerb = verb({
  ...decideForm,
  may: decidePeople,
  words: myWords,
  page: () => ({ route: requestsPage, input: {} }),
  summary: { zh: '答复一份更正或删除申请', en: 'Decide a correction or an erasure' },
  said: myWords.decide_said,
  answers: z.object({ personId: z.string() }),
  act: async (write, { ref, decision, answer }, { actor }) => {
    const read = readRef(ref);
    const request =
      read?.district === write.district
        ? await findRequest(write.tx, write.keyring, read.district, read.id)
        : undefined;
    const paths = request && (await pathsOf(write.tx, write.district, [request.personId])).get(request.personId);
    if (!request || !sightOf(actor, { district: write.district, paths: paths ?? [] }).decide)
      return refused('not_found');
    return decideRequest(write, { request, accepts: decision === 'accept', answer });
  },
  next: () => requestsPage.path,
});

export const deskRoutes: readonly Route[] = [
  peoplePage,
  newPage,
  duplicatesPage,
  requestsPage,
  registerVerb,
  foundVerb,
  decideVerb,
];
