import { z } from 'zod';
import { mayAt, reach } from '../../kit/access.ts';
import { addDays } from '../../kit/clock.ts';
import { hrefOf } from '../../kit/href.ts';
import { readRef, refOf } from '../../kit/ids.ts';
import { done, isRefused, type Outcome, refused } from '../../kit/outcome.ts';
import { pagesOf, sliceOf } from '../../kit/paging.ts';
import { type Context, type PageRoute, page, verb } from '../../kit/route.ts';
import type { Write } from '../../kit/write.ts';
import { findPlaceByCode, lineOf, linesOf, listChildren, type Place } from '../places/index.ts';
import {
  correctNotice,
  discardDraft,
  pinNotice,
  publishNotice,
  rewriteDraft,
  withdrawNotice,
  writeDraft,
} from './actions.ts';
import { deskView, newView } from './desk-views.tsx';
import { correctView, rewriteView, withdrawView } from './edit-views.tsx';
import {
  correctForm,
  deskInput,
  discardForm,
  newInput,
  oneNotice,
  pinForm,
  publishForm,
  rewriteForm,
  unpinForm,
  withdrawForm,
  writeForm,
} from './input.ts';
import { deskShows, type EditModel, editShows, newShows } from './models.ts';
import { type PlacedNotice, postedAt, spokenNumber } from './notice.ts';
import { showPage } from './public-routes.ts';
import { listSheet } from './public-views.tsx';
import { crumbsOf, linkTo, noticeForForm, noticeForVerb, toLines } from './reading.ts';
import { issuersFor, type NoticeVerb, publishNotices } from './rules.ts';
import { issuersOf, listForDesk } from './store.ts';
import { words } from './words.ts';

export const deskPage = page({
  name: 'notices.desk',
  path: '/desk/notices',
  summary: {
    zh: '公示管理：草稿、快到期的、已经过期的',
    en: 'Notices at the desk: drafts, what ends soon, what is over',
  },
  may: publishNotices,
  input: deskInput,
  words,
  shows: deskShows,
  load: async (context, { tab = 'now', page: number }) => {
    const { actor, db, lang, today } = context;
    if (!actor) return refused('not_found');
    const mine = await issuersOf(db, actor, today);
    const within = { paths: reach(actor, publishNotices), groupIds: mine.map((group) => group.groupId) };
    const { notices, total } = await listForDesk(db, actor.district, within, tab, today, sliceOf(context, number));
    const posts = new Map(
      actor.grants
        .filter((grant) => grant.permission === publishNotices)
        .map(({ placeId, path }) => [placeId, { id: placeId, path }]),
    );
    const lines = await linesOf(db, actor.district, [...posts.values()].slice(0, 50));
    return done({
      tab,
      notices: await toLines(db, notices, context),
      ...pagesOf(number, total),
      places: [...lines.values()].map((line) => linkTo(line, lang)),
    });
  },
  view: deskView,
  sheets: (model, face) => [listSheet(model.notices, face.lang)],
});

/** The place to write for, if one of the actor's groups may post there. */
async function placeFor(context: Context, code: string): Promise<Outcome<Place, 'not_found'>> {
  const place = await findPlaceByCode(context.db, code);
  const isPosted = place !== undefined && place.state === 'active' && postedAt.some((kind) => kind === place.kind);
  return isPosted && mayAt(context.actor, publishNotices, place) ? done(place) : refused('not_found');
}

/** How long a notice stays posted unless its writer says otherwise: what open affairs need at least. */
const usualDays = 15;

export const newPage = page({
  name: 'notices.new',
  path: '/places/{code}/notices/new',
  summary: { zh: '写一条公示', en: 'Write a notice' },
  may: publishNotices,
  input: newInput,
  words,
  shows: newShows,
  load: async (context, { code, kind }) => {
    const found = await placeFor(context, code);
    if ('refused' in found) return found;
    const place = found.done;
    const { db, lang, today } = context;
    const [line, mine, children] = await Promise.all([
      lineOf(db, place),
      issuersOf(db, context.actor, today),
      listChildren(db, place.district, place.id),
    ]);
    return done({
      place: linkTo(line, lang),
      line: crumbsOf(line, lang),
      kind: kind ?? null,
      groups: issuersFor(mine, place).map((group) => ({ ref: refOf(place.district, group.groupId), name: group.name })),
      fromDay: today,
      lastDay: addDays(today, usualDays - 1),
      below: children
        .filter((child) => postedAt.some((one) => one === child.kind))
        .slice(0, 100)
        .map((child) => linkTo([...line, child], lang)),
    });
  },
  view: newView,
});

const toNotice = ({ ref }: { readonly ref: string }): string => hrefOf(showPage.path, { ref });

export const writeVerb = verb({
  ...writeForm,
  summary: { zh: '存一份公示草稿', en: 'Keep a draft of a notice' },
  may: publishNotices,
  words,
  said: words.write_said,
  page: ({ code }) => ({ route: newPage, input: { code } }),
  answers: z.object({ ref: z.string() }),
  act: async (write, { code, group: groupRef, ...draft }, context) => {
    const found = await placeFor(context, code);
    if ('refused' in found) return found;
    if (found.done.district !== write.district) return refused('not_found');
    const mine = issuersFor(await issuersOf(write.tx, context.actor, write.today), found.done);
    const group = mine.find((one) => one.groupId === readRef(groupRef)?.id);
    if (!group) return refused('not_your_group', { fields: { group: 'not_your_group' } });
    const outcome = await writeDraft(write, { ...draft, place: found.done, groupId: group.groupId });
    return isRefused(outcome) ? outcome : done({ ref: refOf(write.district, outcome.done.id) });
  },
  next: toNotice,
});

async function editModel(context: Context, notice: PlacedNotice): Promise<EditModel> {
  const line = await lineOf(context.db, notice);
  const { kind, title, body, fromDay, lastDay, tellsAll, version } = notice;
  return {
    ref: refOf(notice.district, notice.id),
    number: spokenNumber(notice),
    place: linkTo(line, context.lang),
    group: { ref: refOf(notice.district, notice.groupId), name: notice.groupName },
    ...{ kind, title, body, fromDay, lastDay, tellsAll, version },
  };
}

/** The page with the form of a verb. */
function formPage<N extends string>(
  name: N,
  path: string,
  verbOfIt: NoticeVerb,
  rest: Pick<PageRoute<typeof oneNotice, typeof editShows>, 'summary' | 'view'>,
) {
  return page({
    name,
    path,
    may: publishNotices,
    input: oneNotice,
    words,
    shows: editShows,
    load: async (context: Context, { ref }: { readonly ref: string }) => {
      const found = await noticeForForm(context, ref, verbOfIt);
      return 'refused' in found ? found : done(await editModel(context, found.done));
    },
    ...rest,
  });
}

export const rewritePage = formPage('notices.edit', '/notices/{ref}/edit', 'rewrite', {
  summary: { zh: '修改公示草稿', en: 'Change a draft notice' },
  view: rewriteView,
});
export const correctPage = formPage('notices.correction', '/notices/{ref}/correction', 'correct', {
  summary: { zh: '更正公示', en: 'Correct a notice' },
  view: correctView,
});
export const withdrawPage = formPage('notices.withdrawal', '/notices/{ref}/withdrawal', 'withdraw', {
  summary: { zh: '撤回公示', en: 'Withdraw a notice' },
  view: withdrawView,
});

/** What every verb about one notice shares. @param on the page that carries its form. */
const about = (on: PageRoute) =>
  ({
    may: publishNotices,
    words,
    page: ({ ref }: Readonly<Record<string, unknown>>) => ({ route: on, input: { ref } }),
    answers: z.object({ ref: z.string() }),
    next: toNotice,
  }) as const;

/** Loads, asks the rules, does it. */
async function doWith<T>(
  write: Write,
  context: Context,
  ref: string,
  name: NoticeVerb,
  act: (notice: PlacedNotice) => Promise<Outcome<T>>,
): Promise<Outcome<{ ref: string }>> {
  const found = await noticeForVerb(write, context, ref, name);
  if ('refused' in found) return found;
  const outcome = await act(found.done);
  return isRefused(outcome) ? outcome : done({ ref });
}

export const rewriteVerb = verb({
  ...about(rewritePage),
  ...rewriteForm,
  summary: { zh: '修改公示草稿', en: 'Change a draft notice' },
  said: words.rewrite_said,
  act: (write, { ref, ...draft }, context) =>
    doWith(write, context, ref, 'rewrite', (notice) => rewriteDraft(write, notice, draft)),
});
export const publishVerb = verb({
  ...about(showPage),
  ...publishForm,
  summary: { zh: '公布一份草稿', en: 'Publish a draft' },
  said: words.publish_said,
  act: (write, { ref }, context) =>
    doWith(write, context, ref, 'publish', (notice) => publishNotice(write, notice, context.zone)),
});
export const discardVerb = verb({
  ...about(showPage),
  ...discardForm,
  summary: { zh: '不要一份草稿', en: 'Throw a draft away' },
  said: words.discard_said,
  act: (write, { ref }, context) => doWith(write, context, ref, 'discard', (notice) => discardDraft(write, notice)),
  next: () => `${deskPage.path}?tab=drafts`,
});
export const correctVerb = verb({
  ...about(correctPage),
  ...correctForm,
  summary: { zh: '更正公示：留下新的一版', en: 'Correct a notice: a new version' },
  said: words.correct_said,
  act: (write, { ref, ...input }, context) =>
    doWith(write, context, ref, 'correct', (notice) => correctNotice(write, notice, input, context.zone)),
});
export const withdrawVerb = verb({
  ...about(withdrawPage),
  ...withdrawForm,
  summary: { zh: '撤回公示，写明原因', en: 'Withdraw a notice, saying why' },
  said: words.withdraw_said,
  act: (write, { ref, ...input }, context) =>
    doWith(write, context, ref, 'withdraw', (notice) => withdrawNotice(write, notice, input, context.zone)),
});
export const pinVerb = verb({
  ...about(showPage),
  ...pinForm,
  summary: { zh: '置顶公示', en: 'Pin a notice' },
  said: words.pin_said,
  act: (write, { ref }, context) => doWith(write, context, ref, 'pin', (notice) => pinNotice(write, notice, true)),
});
export const unpinVerb = verb({
  ...about(showPage),
  ...unpinForm,
  summary: { zh: '取消置顶', en: 'Unpin a notice' },
  said: words.unpin_said,
  act: (write, { ref }, context) => doWith(write, context, ref, 'unpin', (notice) => pinNotice(write, notice, false)),
});
