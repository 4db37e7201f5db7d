import { z } from 'zod';
import { hrefOf } from '../../kit/href.ts';
import { refOf } from '../../kit/ids.ts';
import { done, isRefused, refused } from '../../kit/outcome.ts';
import { page, type Route, verb } from '../../kit/route.ts';
import { chooseHead, closeHousehold, describeHousehold, moveHousehold } from './household-acts.ts';
import { householdView } from './household-views.tsx';
import { closeHouseholdForm, describeForm, headForm, moveHouseholdForm, oneHousehold } from './input.ts';
import { loadHousehold } from './load-household.ts';
import { householdShows } from './models.ts';
import { reachHousehold } from './reach.ts';
import { editPeople, listPeople } from './rules.ts';
import { dwellingMeant, readBelonging } from './where.ts';
import { words } from './words.ts';

const householdPage = page({
  name: 'people.household',
  path: '/households/{ref}',
  summary: { zh: '一户人家：成员、产权、管家', en: 'A household: members, owners, stewards' },
  may: listPeople,
  input: oneHousehold,
  words,
  shows: householdShows,
  load: loadHousehold,
  view: householdView,
});

const onHouseholdPage = {
  may: editPeople,
  words,
  page: (raw: Readonly<Record<string, unknown>>) => ({ route: householdPage, input: { ref: raw.ref } }),
};
const back = (_: unknown, { ref }: { readonly ref: string }): string => hrefOf(householdPage.path, { ref });

const moveHouseholdVerb = verb({
  ...onHouseholdPage,
  ...moveHouseholdForm,
  summary: { zh: '整户搬家', en: 'Move a whole household' },
  said: words.move_household_said,
  answers: z.object({ household: z.string() }),
  act: async (write, input, context) => {
    const reached = await reachHousehold(write.tx, context.actor, input.ref, 'edit');
    if (isRefused(reached)) return reached;
    const to = await dwellingMeant(write.tx, context.actor, input.place, input.dwelling);
    if (isRefused(to)) return to;
    const belonging = readBelonging({ ...input, livesHere: true });
    if (isRefused(belonging)) return belonging;
    const { capacity, share } = belonging.done;
    const { day, keepsOwning } = input;
    const moved = await moveHousehold(write, {
      household: reached.done.household,
      to: to.done,
      capacity,
      share,
      day,
      keepsOwning,
    });
    return isRefused(moved) ? moved : done({ household: refOf(write.district, moved.done.householdId) });
  },
  next: ({ household }) => hrefOf(householdPage.path, { ref: household }),
});

const headVerb = verb({
  ...onHouseholdPage,
  ...headForm,
  summary: { zh: '更换户主', en: 'Choose the head of a household' },
  said: words.choose_head_said,
  answers: z.object({ householdId: z.string() }),
  act: async (write, { ref, head }, context) => {
    const reached = await reachHousehold(write.tx, context.actor, ref, 'edit');
    return isRefused(reached) ? reached : chooseHead(write, { household: reached.done.household, headId: head });
  },
  next: back,
});

const describeVerb = verb({
  ...onHouseholdPage,
  ...describeForm,
  summary: { zh: '修改户信息', en: 'Describe a household' },
  said: words.describe_household_said,
  answers: z.object({ householdId: z.string() }),
  act: async (write, { ref, declaredSize, ledgerSteward, note }, context) => {
    const reached = await reachHousehold(write.tx, context.actor, ref, 'edit');
    if (isRefused(reached)) return reached;
    // Who may not see the note would empty it without knowing.
    if (!reached.done.sight.open) return refused('forbidden');
    return describeHousehold(write, {
      household: reached.done.household,
      declaredSize: declaredSize ?? null,
      ledgerSteward: ledgerSteward ?? null,
      note: note ?? null,
    });
  },
  next: back,
});

const closeHouseholdVerb = verb({
  ...onHouseholdPage,
  ...closeHouseholdForm,
  summary: { zh: '登记一户已不住人', en: 'Record that nobody of a household lives there any more' },
  said: words.close_household_said,
  answers: z.object({ householdId: z.string() }),
  act: async (write, { ref, day }, context) => {
    const reached = await reachHousehold(write.tx, context.actor, ref, 'edit');
    return isRefused(reached) ? reached : closeHousehold(write, { household: reached.done.household, day });
  },
  next: back,
});

export const householdRoutes: readonly Route[] = [
  householdPage,
  moveHouseholdVerb,
  headVerb,
  describeVerb,
  closeHouseholdVerb,
];
