import { z } from 'zod';
import { mayAt, reach } from '../../kit/access.ts';
import { hrefOf } from '../../kit/href.ts';
import { readRef, refOf } from '../../kit/ids.ts';
import { done, refused } from '../../kit/outcome.ts';
import { pagesOf, sliceOf } from '../../kit/paging.ts';
import { type Context, page, type Route, verb } from '../../kit/route.ts';
import { findPerson } from '../people/index.ts';
import { findPlaceByCode, listUnder, type Place, placeName } from '../places/index.ts';
import { receiveVisit } from './actions.ts';
import { deskInput, receiveForm } from './input.ts';
import { deskShows } from './models.ts';
import { receivePeople } from './reception.ts';
import { countReceived, listReceived } from './store.ts';
import { deskSheets, deskView } from './views.tsx';
import { words } from './words.ts';

/** Windows are the communities and compounds where the actor receives people. */
async function windowsOf({ db, actor }: Pick<Context, 'db' | 'actor'>): Promise<Place[]> {
  if (!actor) return [];
  const paths = reach(actor, receivePeople);
  const [communities, compounds] = await Promise.all([
    listUnder(db, actor.district, 'community', paths),
    listUnder(db, actor.district, 'compound', paths),
  ]);
  return [...communities, ...compounds];
}

const deskPage = page({
  name: 'reception.desk',
  path: '/desk/reception',
  summary: { zh: '窗口接待：记一笔、看数字', en: 'The reception desk: write visits down, see the figures' },
  may: receivePeople,
  input: deskInput,
  words,
  shows: deskShows,
  load: async (context, { place: code, from, until, page: number }) => {
    const { db, actor, lang, today, keyring } = context;
    const windows = await windowsOf(context);
    const place = code === undefined ? windows[0] : windows.find((window) => window.code === code);
    if (!actor || !place) return refused('not_found');
    const span = {
      district: actor.district,
      paths: [place.path],
      from: from ?? `${today.slice(0, 7)}-01`,
      until: until ?? today,
    };
    const [counted, rows] = await Promise.all([
      countReceived(db, span),
      listReceived(db, keyring, span, sliceOf(context, number)),
    ]);
    return done({
      place: { code: place.code, name: placeName(place, lang) },
      windows: windows.map((window) => ({ code: window.code, name: placeName(window, lang) })),
      from: span.from,
      until: span.until,
      ...counted,
      topics: [...counted.topics],
      outcomes: [...counted.outcomes],
      referrals: [...counted.referrals],
      rows: rows.map(({ id: _, issueId, at, ...row }) => ({
        ...row,
        at: at.toISOString(),
        issue: issueId && refOf(actor.district, issueId),
      })),
      ...pagesOf(number, counted.visits),
    });
  },
  view: deskView,
  sheets: deskSheets,
});

const receiveVerb = verb({
  ...receiveForm,
  summary: { zh: '记一次接待', en: 'Write a visit down' },
  may: receivePeople,
  words,
  said: words.said,
  page: (raw) => ({ route: deskPage, input: { place: raw.place } }),
  district: ({ place }) => place.slice(0, 6),
  channel: () => 'window',
  answers: z.object({ id: z.string(), issueId: z.string().nullable() }),
  act: async (write, { place: code, person: ref, ...visit }, { actor }) => {
    const place = await findPlaceByCode(write.tx, code);
    if (!place || !['community', 'compound'].includes(place.kind) || !mayAt(actor, receivePeople, place))
      return refused('forbidden');
    const read = ref === undefined ? undefined : readRef(ref);
    const person = read?.district === place.district ? await findPerson(write.tx, read.district, read.id) : undefined;
    if (ref !== undefined && !person) return refused('not_there', { fields: { person: 'not_there' } });
    return receiveVisit(write, { ...visit, place, personId: person?.id });
  },
  next: (_, { place }) => hrefOf(deskPage.path, { place }),
});

export const receptionRoutes: readonly Route[] = [deskPage, receiveVerb];
