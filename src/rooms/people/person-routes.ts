import { z } from 'zod';
import { hrefOf } from '../../kit/href.ts';
import { readRef, refOf } from '../../kit/ids.ts';
import { done, isRefused, refused } from '../../kit/outcome.ts';
import { type Context, type PageRoute, page, type Route, verb } from '../../kit/route.ts';
import type { Write } from '../../kit/write.ts';
import { changeCapacity } from './capacity.ts';
import { changeView } from './change-views.tsx';
import { editPerson, setGuardian } from './edit.ts';
import { homesView } from './homes-views.tsx';
import { changeHousehold } from './household-acts.ts';
import {
  addDwellingForm,
  changeCapacityForm,
  changeHouseholdForm,
  deathForm,
  editForm,
  guardianForm,
  mergeForm,
  moveForm,
  onePerson,
  openForm,
  undoMergeForm,
} from './input.ts';
import { loadChange, loadHomes, loadMerges, loadPerson } from './load-person.ts';
import { mergePersons, undoMerge } from './merge.ts';
import { mergesView } from './merge-views.tsx';
import { changeShows, homesShows, mergesShows, personShows } from './models.ts';
import { addDwelling, movePerson, recordDeath } from './move.ts';
import { detailKeys } from './person.ts';
import { personView } from './person-views.tsx';
import { reachForVerb, reachOpened } from './reach.ts';
import { noteRead, openUntil } from './read-log.ts';
import { decidePeople, editPeople, listPeople, mayOpen, openPeople } from './rules.ts';
import { findResidence } from './store.ts';
import { dwellingMeant, readBelonging } from './where.ts';
import { words } from './words.ts';

const personPage = page({
  name: 'people.show',
  path: '/people/{ref}',
  summary: {
    zh: '一个人的档案：先是遮住的，说明原因后打开',
    en: 'The record of a person: masked, or opened with a reason',
  },
  may: listPeople,
  input: onePerson,
  words,
  shows: personShows,
  load: loadPerson,
  view: personView,
});

const changePage = page({
  name: 'people.change',
  path: '/people/{ref}/change',
  summary: { zh: '修改一个人的基本情况', en: 'The form for a person’s particulars' },
  may: editPeople,
  input: onePerson,
  words,
  shows: changeShows,
  load: loadChange,
  view: changeView,
});

const homesPage = page({
  name: 'people.homes',
  path: '/people/{ref}/homes',
  summary: { zh: '搬家、房屋、分户和去世的表单', en: 'The forms for moves, dwellings, households and a death' },
  may: editPeople,
  input: onePerson,
  words,
  shows: homesShows,
  load: loadHomes,
  view: homesView,
});

const mergesPage = page({
  name: 'people.merges',
  path: '/people/{ref}/merges',
  summary: { zh: '与重复档案合并', en: 'Merging with duplicate records' },
  may: decidePeople,
  input: onePerson,
  words,
  shows: mergesShows,
  load: loadMerges,
  view: mergesView,
});

/** What the forms on one page of a person share. */
function on(route: PageRoute, may: string) {
  return { may, words, page: (raw: Readonly<Record<string, unknown>>) => ({ route, input: { ref: raw.ref } }) };
}
const back = (path: string) => (_: unknown, input: { readonly ref: string }) => hrefOf(path, { ref: input.ref });
const toPerson = back(personPage.path);

const openVerb = verb({
  ...on(personPage, openPeople),
  ...openForm,
  summary: {
    zh: '说明原因，打开一个人的完整档案 15 分钟',
    en: 'Open a person’s full record for 15 minutes, with a reason',
  },
  said: words.open_said,
  answers: z.object({ until: z.string() }),
  act: async (write, { ref, reason }, context) => {
    const reached = await reachForVerb(write.tx, context.actor, ref, 'open');
    if (isRefused(reached)) return reached;
    const { person, sight } = reached.done;
    if (!mayOpen(sight, person, write.today)) return refused('forbidden');
    await noteRead(write, { subjectId: person.id, what: 'record', reason });
    await write.record({
      verb: 'people.open',
      thing: { kind: 'person', id: person.id },
      placeId: person.placeId,
      forId: person.id,
      change: { reason },
    });
    const until = await openUntil(write.tx, write.district, person.id, context.actor?.personId ?? '', write.now);
    return done({ until: (until ?? write.now).toISOString() });
  },
  next: (_, { ref, to }) => (to === '' ? hrefOf(personPage.path, { ref }) : hrefOf(`/people/{ref}/${to}`, { ref })),
});

const editVerb = verb({
  ...on(changePage, editPeople),
  ...editForm,
  summary: { zh: '修改一个人的基本情况', en: 'Change a person’s particulars' },
  said: words.edit_said,
  answers: z.object({ fields: z.array(z.string()) }),
  act: async (write, { ref, name, sex, birthDate, idNumber, phone, ...rest }, context) => {
    const reached = await reachOpened(write, context, ref, 'edit');
    if (isRefused(reached)) return reached;
    const details = Object.fromEntries(detailKeys.map((key) => [key, rest[key]]));
    const edited = await editPerson(write, {
      person: reached.done.opened,
      particulars: { name, sex, birthDate, idNumber, phone, details },
    });
    return isRefused(edited) ? edited : done({ fields: [...edited.done.fields] });
  },
  next: toPerson,
});

const guardianVerb = verb({
  ...on(changePage, editPeople),
  ...guardianForm,
  summary: { zh: '登记孩子的监护人', en: 'Record who is a child’s guardian' },
  said: words.set_guardian_said,
  answers: z.object({ personId: z.string() }),
  act: async (write, { ref, guardian }, context) => {
    const reached = await reachOpened(write, context, ref, 'edit');
    if (isRefused(reached)) return reached;
    const other = guardian === undefined ? undefined : await reachForVerb(write.tx, context.actor, guardian, 'list');
    if (other && isRefused(other)) return refused('not_a_member', { fields: { guardian: 'not_a_member' } });
    return setGuardian(write, { person: reached.done.person, guardian: other?.done.person ?? null });
  },
  next: back(changePage.path),
});

const moveVerb = verb({
  ...on(homesPage, editPeople),
  ...moveForm,
  summary: { zh: '登记一个人搬家', en: 'Record a person’s move' },
  said: words.move_said,
  answers: z.object({ residenceId: z.string().nullable(), householdId: z.string().nullable() }),
  act: async (write, input, context) => {
    const reached = await reachForVerb(write.tx, context.actor, input.ref, 'edit');
    if (isRefused(reached)) return reached;
    const from = input.from === undefined ? undefined : await findResidence(write.tx, write.district, input.from);
    if (input.from !== undefined && from?.personId !== reached.done.person.id)
      return refused('ended_already', { fields: { from: 'ended_already' } });
    const to = await destination(write, context, input);
    if (to && isRefused(to)) return to;
    return movePerson(write, {
      person: reached.done.person,
      from,
      to: to?.done,
      day: input.day,
      keepsOwning: input.keepsOwning,
    });
  },
  next: back(homesPage.path),
});

/** Where a move leads: nowhere known when neither dwelling nor capacity was filled in. */
async function destination(write: Write, context: Context, input: z.output<typeof moveForm.input>) {
  if (input.dwelling === undefined && input.capacity === undefined) return undefined;
  if (input.place === undefined) return refused('not_a_dwelling', { fields: { place: 'not_a_dwelling' } });
  const dwelling = await dwellingMeant(write.tx, context.actor, input.place, input.dwelling);
  if (isRefused(dwelling)) return dwelling;
  const belonging = readBelonging(input);
  return isRefused(belonging) ? belonging : done({ dwelling: dwelling.done, belonging: belonging.done });
}

const addDwellingVerb = verb({
  ...on(homesPage, editPeople),
  ...addDwellingForm,
  summary: { zh: '登记一个人的另一处房屋', en: 'Add a dwelling that a person owns, rents or lives in' },
  said: words.add_dwelling_said,
  answers: z.object({ residenceId: z.string(), householdId: z.string().nullable() }),
  act: async (write, input, context) => {
    const reached = await reachForVerb(write.tx, context.actor, input.ref, 'edit');
    if (isRefused(reached)) return reached;
    const dwelling = await dwellingMeant(write.tx, context.actor, input.place, input.dwelling);
    if (isRefused(dwelling)) return dwelling;
    const belonging = readBelonging(input);
    if (isRefused(belonging)) return belonging;
    return addDwelling(write, {
      person: reached.done.person,
      dwelling: dwelling.done,
      belonging: belonging.done,
      day: input.day,
    });
  },
  next: back(homesPage.path),
});

const changeHouseholdVerb = verb({
  ...on(homesPage, editPeople),
  ...changeHouseholdForm,
  summary: { zh: '分户或并户', en: 'Part from a household or join another in the same dwelling' },
  said: words.change_household_said,
  answers: z.object({ householdId: z.string() }),
  act: async (write, input, context) => {
    const reached = await reachForVerb(write.tx, context.actor, input.ref, 'edit');
    if (isRefused(reached)) return reached;
    const residence = await findResidence(write.tx, write.district, input.residence);
    if (residence?.personId !== reached.done.person.id) return refused('ended_already');
    return changeHousehold(write, { residence, household: input.household, day: input.day });
  },
  next: back(homesPage.path),
});

const changeCapacityVerb = verb({
  ...on(homesPage, editPeople),
  ...changeCapacityForm,
  summary: {
    zh: '变更产权或身份',
    en: 'Change in which capacity, or with which share, a person belongs to a dwelling',
  },
  said: words.change_capacity_said,
  answers: z.object({ residenceId: z.string() }),
  act: async (write, input, context) => {
    const reached = await reachForVerb(write.tx, context.actor, input.ref, 'edit');
    if (isRefused(reached)) return reached;
    const residence = await findResidence(write.tx, write.district, input.residence);
    if (residence?.personId !== reached.done.person.id) return refused('ended_already');
    const read = readBelonging({ ...input, livesHere: residence.livesHere });
    if (isRefused(read)) return read;
    const { capacity, share = null } = read.done;
    return changeCapacity(write, { residence, capacity, share, day: input.day });
  },
  next: back(homesPage.path),
});

const deathVerb = verb({
  ...on(homesPage, editPeople),
  ...deathForm,
  summary: { zh: '登记去世', en: 'Record a death' },
  said: words.record_death_said,
  answers: z.object({ personId: z.string() }),
  act: async (write, { ref, day, headAfter }, context) => {
    const reached = await reachForVerb(write.tx, context.actor, ref, 'edit');
    return isRefused(reached) ? reached : recordDeath(write, { person: reached.done.person, day, headAfter });
  },
  next: toPerson,
});

const mergeVerb = verb({
  ...on(mergesPage, decidePeople),
  ...mergeForm,
  summary: { zh: '把一份重复的档案并进来', en: 'Merge a duplicate record into this one' },
  said: words.merge_said,
  answers: z.object({ mergeId: z.string(), personId: z.string() }),
  act: async (write, { ref, gone }, context) => {
    const kept = await reachForVerb(write.tx, context.actor, ref, 'decide');
    if (isRefused(kept)) return kept;
    // Of the other record it is enough that somebody who decides names it: it may lie with another community.
    const other = readRef(gone);
    if (other?.district !== write.district) return refused('not_found');
    const reached = await reachForVerb(write.tx, context.actor, gone, 'decide');
    if (isRefused(reached)) return refused('not_found');
    return mergePersons(write, { keptId: kept.done.person.id, goneId: other.id });
  },
  next: back(mergesPage.path),
});

const undoMergeVerb = verb({
  ...on(mergesPage, decidePeople),
  ...undoMergeForm,
  summary: { zh: '撤回一次合并', en: 'Undo a merge' },
  said: words.undo_merge_said,
  answers: z.object({ person: z.string(), gone: z.string() }),
  act: async (write, { ref, merge }, context) => {
    const reached = await reachForVerb(write.tx, context.actor, ref, 'decide');
    if (isRefused(reached)) return reached;
    const row = await write.tx
      .selectFrom('person_merges')
      .select('kept_id')
      .where('district', '=', write.district)
      .where('id', '=', merge)
      .executeTakeFirst();
    if (row?.kept_id !== reached.done.person.id) return refused('not_found');
    const undone = await undoMerge(write, { mergeId: merge });
    if (isRefused(undone)) return undone;
    const { personId, goneId } = undone.done;
    return done({ person: refOf(write.district, personId), gone: refOf(write.district, goneId) });
  },
  next: back(mergesPage.path),
});

export const personRoutes: readonly Route[] = [
  personPage,
  changePage,
  homesPage,
  mergesPage,
  openVerb,
  editVerb,
  guardianVerb,
  moveVerb,
  addDwellingVerb,
  changeHouseholdVerb,
  changeCapacityVerb,
  deathVerb,
  mergeVerb,
  undoMergeVerb,
];
