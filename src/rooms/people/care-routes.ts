import { z } from 'zod';
import { hrefOf } from '../../kit/href.ts';
import { done, isRefused, type Outcome, refused } from '../../kit/outcome.ts';
import { type Context, page, type Route, verb } from '../../kit/route.ts';
import type { Write } from '../../kit/write.ts';
import { addTag, endTag, setPlan } from './care.ts';
import { careView } from './care-views.tsx';
import { addTagForm, endTagForm, onePerson, planForm } from './input.ts';
import { loadCare } from './load-person.ts';
import { careShows } from './models.ts';
import { reachForVerb, reachOpened, type SeenPerson } from './reach.ts';
import { careForPeople, seesTag } from './rules.ts';
import type { TagKind } from './tag.ts';
import { type HeldTag, tagsOf } from './tag-store.ts';
import { words } from './words.ts';

export const carePage = page({
  name: 'people.care',
  path: '/people/{ref}/care',
  summary: { zh: '一个人的关心类别和探访安排', en: 'A person’s tags and visiting plans' },
  may: careForPeople,
  input: onePerson,
  words,
  shows: careShows,
  load: loadCare,
  view: careView,
});

const onCarePage = {
  may: careForPeople,
  words,
  page: (raw: Readonly<Record<string, unknown>>) => ({ route: carePage, input: { ref: raw.ref } }),
};
const back = (_: unknown, { ref }: { readonly ref: string }): string => hrefOf(carePage.path, { ref });

/** The person and the tag, when the actor sees tags of this kind. */
async function reachTag(
  write: Write,
  context: Context,
  ref: string,
  kind: TagKind,
): Promise<Outcome<SeenPerson & { readonly tag: HeldTag }, 'not_found' | 'forbidden' | 'merged_already'>> {
  const reached = await reachForVerb(write.tx, context.actor, ref, 'care');
  if (isRefused(reached)) return reached;
  const tag = (await tagsOf(write.tx, write.district, [reached.done.person.id])).find((held) => held.kind === kind);
  return tag && seesTag(reached.done.sight, kind) ? done({ ...reached.done, tag }) : refused('not_found');
}

const addTagVerb = verb({
  ...onCarePage,
  ...addTagForm,
  summary: { zh: '为一个人登记类别', en: 'Give a person a tag' },
  said: words.add_tag_said,
  answers: z.object({ tagId: z.string() }),
  channel: ({ channel }) => channel ?? 'screen',
  act: async (write, { ref, kind, note, since, consented }, context) => {
    const reached = await reachForVerb(write.tx, context.actor, ref, 'care');
    if (isRefused(reached)) return reached;
    if (!seesTag(reached.done.sight, kind)) return refused('forbidden');
    const added = await addTag(write, { person: reached.done.person, kind, note, fromDay: since, consented });
    return isRefused(added) && added.fields?.fromDay ? { ...added, fields: { since: added.refused } } : added;
  },
  next: back,
});

const endTagVerb = verb({
  ...onCarePage,
  ...endTagForm,
  summary: { zh: '取消一个类别', en: 'End a tag' },
  said: words.end_tag_said,
  answers: z.object({ tagId: z.string() }),
  act: async (write, { ref, kind, day }, context) => {
    const reached = await reachTag(write, context, ref, kind);
    if (isRefused(reached)) return reached;
    return endTag(write, { person: reached.done.person, tag: reached.done.tag, day: day ?? write.today });
  },
  next: back,
});

const planVerb = verb({
  ...onCarePage,
  ...planForm,
  summary: { zh: '写探访安排', en: 'Write the visiting plan of a tag' },
  said: words.plan_visits_said,
  answers: z.object({ tagId: z.string() }),
  act: async (write, { ref, kind, note, ...plan }, context) => {
    const opened = await reachOpened(write, context, ref, 'care');
    if (isRefused(opened)) return opened;
    const reached = await reachTag(write, context, ref, kind);
    if (isRefused(reached)) return reached;
    return setPlan(write, { person: reached.done.person, tag: reached.done.tag, plan, note: note ?? null });
  },
  next: back,
});

export const careRoutes: readonly Route[] = [carePage, addTagVerb, endTagVerb, planVerb];
