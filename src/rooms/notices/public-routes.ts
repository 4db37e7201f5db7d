import { mayAt } from '../../kit/access.ts';
import { dayIn } from '../../kit/clock.ts';
import { readRef, refOf } from '../../kit/ids.ts';
import { journalMark } from '../../kit/journal.ts';
import { done, refused } from '../../kit/outcome.ts';
import { pagesOf, sliceOf } from '../../kit/paging.ts';
import { type Context, page } from '../../kit/route.ts';
import { findGroup } from '../groups/index.ts';
import { countLivingUnder } from '../people/index.ts';
import { districtOf, findPlaceByCode, getPlace, lineOf, listDistricts, type Place } from '../places/index.ts';
import { listInput, sheetInput, showInput } from './input.ts';
import { type ListModel, listShows, type ShowModel, showShows } from './models.ts';
import { listSheet, listView, sheetView, showView } from './public-views.tsx';
import { crumbsOf, homeLines, linkTo, noticeFor, postedLine, type SeenNotice, toLine, toLines } from './reading.ts';
import { publishNotices } from './rules.ts';
import { listPublic, tellingsOf, versionsOf } from './store.ts';
import { tellsAll } from './tell.ts';
import { words } from './words.ts';

type Viewpoint = Pick<ListModel, 'others' | 'isHome'> & { readonly line: readonly Place[] };

/** From where one looks: the place named, else one's home, else nowhere yet. */
async function viewpoint(context: Context, code: string | undefined): Promise<Viewpoint | undefined> {
  const { db, lang } = context;
  if (code !== undefined) {
    const found = await findPlaceByCode(db, code);
    if (!found) return undefined;
    const place = found.mergedInto ? await getPlace(db, found.district, found.mergedInto) : found;
    return { line: await postedLine(db, place), others: [], isHome: false };
  }
  const [home, ...others] = await homeLines(context);
  if (home) return { line: home, others: others.map((line) => linkTo(line, lang)), isHome: true };
  const districts = await listDistricts(db);
  return { line: [], others: districts.map((district) => linkTo([district], lang)), isHome: false };
}

export const listPage = page({
  name: 'notices.list',
  path: '/notices',
  summary: { zh: '一个地方的公示', en: 'The notices posted at a place' },
  may: 'anyone',
  input: listInput,
  words,
  shows: listShows,
  version: async (context, { place: code }) =>
    code === undefined ? undefined : journalMark(context.db, districtOf(code)),
  load: async (context, { place: code, kind, group: groupRef, when, page: number }) => {
    const { db, lang, today, actor } = context;
    const seen = await viewpoint(context, code);
    if (!seen) return refused('not_found');
    const place = seen.line.at(-1);
    const read = groupRef === undefined ? undefined : readRef(groupRef);
    const group = read && (await findGroup(db, read.district, read.id));
    // A group that is not listed is nobody's to look for.
    if (groupRef !== undefined && (!group?.listed || group.district !== place?.district)) return refused('not_found');
    const filter = { kind, groupId: group?.id, when };
    const ids = seen.line.map((one) => one.id);
    const { notices, total } = place
      ? await listPublic(db, place.district, ids, filter, today, sliceOf(context, number))
      : { notices: [], total: 0 };
    return done({
      place: place ? linkTo(seen.line, lang) : null,
      line: crumbsOf(seen.line, lang),
      others: seen.others,
      isHome: seen.isHome,
      kind: kind ?? null,
      group: group ? { ref: refOf(group.district, group.id), name: group.name } : null,
      when,
      notices: await toLines(db, notices, context),
      ...pagesOf(number, total),
      mayWrite: place !== undefined && mayAt(actor, publishNotices, place),
    });
  },
  view: listView,
  sheets: (model, face) => [listSheet(model.notices, face.lang)],
});

/** What a notice's page shows. @param wanted an older version. */
async function showModel(
  context: Context,
  { notice, can }: SeenNotice,
  wanted: number | undefined,
): Promise<ShowModel | undefined> {
  const { db, lang, zone, today } = context;
  const { district, id } = notice;
  const line = await lineOf(db, notice);
  const versions = await versionsOf(db, district, id);
  const shown = wanted === undefined ? undefined : versions.find((one) => one.version === wanted);
  if (wanted !== undefined && !shown) return undefined;
  const { title, body, lastDay } = shown ?? notice;
  const base = toLine({ ...notice, title, lastDay }, line, context);
  const telling = can.length > 0 ? await tellingModel(context, notice) : null;
  return {
    ...base,
    // Whether it is over follows from the days that hold today, whichever version is read.
    standing: toLine(notice, line, { today, lang }).standing,
    line: crumbsOf(line, lang),
    body: notice.textHidden ? null : body,
    version: shown?.version ?? notice.version,
    newest: notice.version,
    publishedOn: notice.publishedAt && dayIn(zone, notice.publishedAt),
    versions: versions.map(({ version, at, changed, why }) => ({
      version,
      at: at.toISOString(),
      day: dayIn(zone, at),
      changed: [...changed],
      why: notice.textHidden ? '' : why,
    })),
    withdrawn:
      notice.withdrawnAt === null
        ? null
        : { day: dayIn(zone, notice.withdrawnAt), reason: notice.withdrawnReason ?? '' },
    url: `${context.baseUrl}/notices/${refOf(district, id)}`,
    can: [...can],
    telling,
  };
}

/** How many will get a message when a draft is published, or got one. */
async function tellingModel({ db, today }: Context, notice: SeenNotice['notice']): Promise<ShowModel['telling']> {
  if (!tellsAll(notice)) return null;
  if (notice.state === 'draft') {
    return { willTell: await countLivingUnder(db, notice, today), told: 0, isRunning: false };
  }
  const tellings = await tellingsOf(db, notice.district, notice.id);
  return {
    willTell: null,
    told: Math.max(0, ...tellings.map((one) => one.told)),
    isRunning: tellings.some((one) => one.doneAt === null),
  };
}

export const showPage = page({
  name: 'notices.show',
  path: '/notices/{ref}',
  summary: { zh: '一条公示，和它的更正', en: 'A notice and its corrections' },
  may: 'anyone',
  input: showInput,
  words,
  shows: showShows,
  version: async (context, { ref }) => {
    const read = readRef(ref);
    return read && journalMark(context.db, read.district);
  },
  load: async (context, { ref, version }) => {
    const found = await noticeFor(context, ref);
    if ('refused' in found) return found;
    const model = await showModel(context, found.done, version);
    return model ? done(model) : refused('not_found');
  },
  view: showView,
});

export const sheetPage = page({
  name: 'notices.sheet',
  path: '/notices/{ref}/sheet',
  summary: { zh: '打印张贴的一张 A4，带二维码', en: 'A page of A4 with a QR code to put up' },
  may: 'anyone',
  input: sheetInput,
  words,
  shows: showShows,
  load: async (context, { ref }) => {
    const found = await noticeFor(context, ref);
    if ('refused' in found) return found;
    // Nobody should put up what was taken back.
    if (found.done.notice.state !== 'published') return refused('not_found');
    const model = await showModel(context, found.done, undefined);
    return model ? done(model) : refused('not_found');
  },
  view: sheetView,
});
