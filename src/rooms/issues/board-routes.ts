import type { AtomEntry } from '../../kit/atom.ts';
import { refOf } from '../../kit/ids.ts';
import { journalMark } from '../../kit/journal.ts';
import { done, refused } from '../../kit/outcome.ts';
import { pagesOf, sliceOf } from '../../kit/paging.ts';
import { type Context, page, type Route } from '../../kit/route.ts';
import { districtOf, findPlaceByCode, findPlaces, lineOf, type Place, placeName } from '../places/index.ts';
import { boardSheets, boardView, mineView } from './board-views.tsx';
import { homeOf } from './desk.ts';
import { rowsOf } from './desk-routes.ts';
import { stateWords } from './desk-words.ts';
import { boardInput, mineInput } from './input.ts';
import { kindFacts } from './kind.ts';
import { listBoard, listMine } from './list-store.ts';
import { boardShows, type IssueRow, mineShows } from './models.ts';
import { homeIdsOf, homePathsOf } from './ties.ts';
import { refusalWords } from './words.ts';

/** The compound of one's first home; undefined for whoever has none here. */
async function homeCompound({ db, actor, today }: Context): Promise<Place | undefined> {
  if (!actor) return undefined;
  const [home] = await findPlaces(
    db,
    actor.district,
    (await homeIdsOf(db, actor.district, actor.personId, today)).slice(0, 1),
  );
  return home && homeOf(await lineOf(db, home));
}

/** Whether somebody lives where the board hangs, and so sees what is for neighbours only. */
async function isAtHome({ db, actor, today }: Context, line: readonly Place[]): Promise<boolean> {
  const compound = line.find((place) => place.kind === 'compound');
  if (!actor || !compound || actor.district !== compound.district) return false;
  const homes = await homePathsOf(db, actor.district, actor.personId, today);
  return homes.some((path) => path.startsWith(compound.path));
}

/** The newest open issues on the board of a place, for pages that show a few. */
export async function issuesAt(context: Context, line: readonly Place[], limit: number): Promise<IssueRow[]> {
  const place = line.at(-1);
  if (!place) return [];
  const seesCompound = await isAtHome(context, line);
  const { issues } = await listBoard(context.db, place, { show: 'open', seesCompound }, { offset: 0, limit });
  return rowsOf(context, place.district, issues, false);
}

/** What is on the board of a place for everybody, as entries of its feed: each as new as its last act. */
export async function issueEntries(context: Context, place: Place, limit: number): Promise<AtomEntry[]> {
  const { db, lang, baseUrl } = context;
  const { issues } = await listBoard(db, place, { show: 'all', seesCompound: false }, { offset: 0, limit });
  const rows = await rowsOf(context, place.district, issues, false);
  return issues.map((issue, at) => ({
    id: `urn:uuid:${issue.id}`,
    title: `${issue.number} ${issue.title}`,
    updated: issue.endedAt ?? issue.resolvedAt ?? issue.publishedAt ?? issue.reportedAt,
    published: issue.publishedAt ?? undefined,
    author: rows[at]?.place.address ?? '',
    link: `${baseUrl}/issues/${refOf(issue.district, issue.id)}`,
    category: { term: issue.kind, label: kindFacts[issue.kind].name[lang] },
    content: [stateWords[issue.state][lang], issue.publicAnswer].filter(Boolean).join('\n'),
  }));
}

const boardPage = page({
  name: 'issues.board',
  path: '/issues',
  summary: { zh: '公示栏：大家反映的事', en: 'The board: what people raised' },
  may: 'anyone',
  input: boardInput,
  words: refusalWords,
  shows: boardShows,
  version: async (context, { place }) => (place === undefined ? undefined : journalMark(context.db, districtOf(place))),
  load: async (context, { place: code, kind, show, q, page: number }) => {
    const { db, lang } = context;
    const place = code === undefined ? await homeCompound(context) : await findPlaceByCode(db, code);
    if (code !== undefined && !place) return refused('not_found');
    if (!place) return done({ place: null, line: [], kind: null, show, q: '', rows: [], total: 0, page: 1, pages: 1 });
    const line = await lineOf(db, place);
    const seesCompound = await isAtHome(context, line);
    const { issues, total } = await listBoard(db, place, { kind, show, q, seesCompound }, sliceOf(context, number));
    return done({
      place: { code: place.code, name: placeName(place, lang) },
      line: line.slice(0, -1).map((above) => ({ code: above.code, name: placeName(above, lang) })),
      kind: kind ?? null,
      show,
      q: q ?? '',
      rows: await rowsOf(context, place.district, issues, false),
      ...pagesOf(number, total),
    });
  },
  view: boardView,
  sheets: boardSheets,
});

const minePage = page({
  name: 'issues.mine',
  path: '/me/issues',
  summary: { zh: '我说过的事', en: 'What I raised' },
  may: 'signed_in',
  input: mineInput,
  words: refusalWords,
  shows: mineShows,
  load: async (context, { page: number }) => {
    const { actor, db } = context;
    if (!actor) return refused('not_found');
    const { issues, total } = await listMine(db, actor.district, actor.personId, sliceOf(context, number));
    return done({
      rows: await rowsOf(context, actor.district, issues, true),
      ...pagesOf(number, total),
    });
  },
  view: mineView,
  sheets: (model, face) => boardSheets(model, face),
});

export const boardRoutes: readonly Route[] = [boardPage, minePage];
