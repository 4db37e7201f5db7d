import { z } from 'zod';
import { may, mayAt } from '../../kit/access.ts';
import { atomType, writeAtom } from '../../kit/atom.ts';
import { hrefOf } from '../../kit/href.ts';
import { refOf } from '../../kit/ids.ts';
import { journalMark } from '../../kit/journal.ts';
import { done, refused } from '../../kit/outcome.ts';
import { type Context, file, page, type Route, visit } from '../../kit/route.ts';
import { factsOf, groupsAt } from '../groups/index.ts';
import { issueEntries, issuesAt } from '../issues/index.ts';
import { noticeEntries, noticesAt, noticesAtHome, publishNotices } from '../notices/index.ts';
import { countUnread, residencesOf } from '../people/index.ts';
import {
  addressOf,
  countUnder,
  districtOf,
  editPlaces,
  findPlaceByCode,
  findPlaces,
  getPlace,
  lineOf,
  linesOf,
  listChildren,
  listDistricts,
  type Place,
  placeCode,
  placeName,
  zonesAround,
} from '../places/index.ts';
import { levelNames, stewardsAt } from '../stewards/index.ts';
import { icon } from './icon.ts';
import { elderForm, languageForm } from './input.ts';
import { deskShows, meShows, permissionsShows, placeShows, startShows } from './models.ts';
import { offlineRoutes } from './offline.tsx';
import { meView, permissionsSheets, permissionsView } from './own-views.tsx';
import { postName } from './posts.ts';
import { deskView, placeView, startView, styleView } from './views.tsx';
import { words } from './words.ts';

const none = z.object({});
const year = 31_536_000;

/** The homes of the one who asks, as links to their buildings. */
async function homes(context: Context): Promise<{ href: string; label: string }[]> {
  const { actor } = context;
  if (!actor) return [];
  const residences = await residencesOf(context.db, actor.district, [actor.personId]);
  const open = residences.filter((residence) => residence.toDay === null || residence.toDay > context.today);
  const found = await findPlaces(
    context.db,
    actor.district,
    open.map((residence) => residence.dwellingId),
  );
  const lines = await linesOf(context.db, actor.district, found);
  return found.map((home) => {
    const line = (lines.get(home.id) ?? []).filter(
      (place) => !['district', 'township', 'community'].includes(place.kind),
    );
    const building = line.find((place) => place.kind === 'building') ?? line.at(-1);
    return { href: `/places/${building?.code ?? ''}`, label: addressOf(line, context.lang) };
  });
}

const startPage = page({
  name: 'home.start',
  path: '/',
  summary: { zh: '首页', en: 'The start page' },
  may: 'anyone',
  input: none,
  words,
  shows: startShows,
  load: async (context) => {
    const [districts, mine, notices] = await Promise.all([
      listDistricts(context.db),
      homes(context),
      noticesAtHome(context, 3),
    ]);
    return done({
      name: context.actor?.name ?? null,
      homes: mine,
      notices,
      districts: districts.map((district) => ({ href: `/places/${district.code}`, label: district.name })),
    });
  },
  view: startView,
});

/** Kinds whose children everybody may see listed; doors are for those allowed. */
const listed = new Set(['district', 'township', 'community', 'compound']);

const placePage = page({
  name: 'home.place',
  path: '/places/{code}',
  summary: { zh: '一个地方的页面', en: 'The page of a place' },
  may: 'anyone',
  input: z.object({ code: placeCode() }),
  words,
  shows: placeShows,
  version: (context, { code }) => journalMark(context.db, districtOf(code)),
  load: async (context, { code }) => {
    const place = await findPlaceByCode(context.db, code);
    if (!place) return refused('not_found');
    if (place.mergedInto) {
      // QR codes on the doors of what was merged lead to what it became.
      const kept = await getPlace(context.db, place.district, place.mergedInto);
      return refused('moved', { detail: { to: hrefOf('/places/{code}', { code: kept.code }) } });
    }
    if (place.kind === 'dwelling' && !mayAt(context.actor, 'people.list', place)) {
      // A door's QR code, or an old link, leads everybody else to the building.
      const line = await lineOf(context.db, place);
      const building = line.findLast((above) => above.kind === 'building');
      return refused('moved', { detail: { to: `/places/${building?.code ?? place.district}` } });
    }
    return done(await placeModel(context, place));
  },
  view: placeView,
});

async function placeModel(context: Context, place: Place): Promise<z.output<typeof placeShows>> {
  const { db, lang, actor } = context;
  const seesDoors = mayAt(actor, 'people.list', place);
  const line = await lineOf(db, place);
  const [notices, issues, counts, children, stewards, groups, levels] = await Promise.all([
    noticesAt(context, line, 5),
    place.kind === 'dwelling' ? [] : issuesAt(context, line, 5),
    countUnder(db, place),
    listed.has(place.kind) || seesDoors ? listChildren(db, place.district, place.id) : [],
    stewardsAt(db, place),
    groupsAt(db, place),
    levelNames(db, place.district, lang),
  ]);
  const zones = await zonesAround(db, line);
  const covered = new Map(
    (await findPlaces(db, place.district, [...new Set(zones.flatMap((zone) => zone.placeIds))])).map((one) => [
      one.id,
      placeName(one, lang),
    ]),
  );
  return {
    place: { code: place.code, kind: place.kind, name: placeName(place, lang), address: addressOf(line, lang) },
    line: line.slice(0, -1).map((above) => ({ code: above.code, name: placeName(above, lang) })),
    counts,
    children: children.map((child) => ({ code: child.code, name: placeName(child, lang) })),
    notices,
    issues,
    stewards: stewards.map((steward) => ({
      name: steward.name,
      level: levels[steward.level] ?? '',
      place: placeName(steward.place, lang),
    })),
    groups: groups.map((group) => ({
      href: `/groups/${refOf(place.district, group.id)}`,
      name: group.name,
      kind: factsOf(group.kind).name[lang],
      members: group.members,
    })),
    zones: zones.map((zone) => ({
      kind: zone.kind,
      name: zone.path,
      covers: zone.placeIds.flatMap((id) => covered.get(id) ?? []),
    })),
    doors: listed.has(place.kind) || seesDoors,
    may: {
      // Drawn for those who may see doors, by building for everybody else.
      map: ['compound', 'building'].includes(place.kind) || (seesDoors && place.kind === 'entrance'),
      coverage: mayAt(actor, 'stewards.coverage', place),
      edit: mayAt(actor, editPlaces, place),
    },
  };
}

/** What there is to do at the desk, by permission. */
const work: readonly (readonly [permission: string, key: string, href: string])[] = [
  ['issues.sort', 'work_issues', '/desk/issues'],
  ['reception.receive', 'work_reception', '/desk/reception'],
  ['issues.sort', 'work_figures', '/reports/issues'],
  ['people.list', 'work_people', '/people'],
  ['people.open', 'work_households', '/me/households'],
  ['stewards.coverage', 'work_coverage', '/coverage'],
  ['stewards.coverage', 'work_stewards', '/stewards'],
  ['groups.members', 'work_groups', '/groups'],
  [publishNotices, 'work_notices', '/desk/notices'],
  ['ledgers.import', 'work_imports', '/imports'],
  ['people.decide', 'work_corrections', '/corrections'],
  ['places.edit', 'work_places', '/places'],
  ['channels.robots', 'work_robots', '/robots'],
  ['accounts.manage', 'work_accounts', '/accounts'],
  ['accounts.manage', 'work_clients', '/desk/clients'],
  ['channels.administer', 'work_webhooks', '/webhooks'],
  ['channels.administer', 'work_deliveries', '/deliveries'],
  ['accounts.audit', 'work_audit', '/audit'],
];

const deskPage = page({
  name: 'home.desk',
  path: '/desk',
  summary: { zh: '工作台', en: 'The desk' },
  may: 'signed_in',
  input: none,
  words,
  shows: deskShows,
  load: async (context) => {
    const { actor } = context;
    if (!actor) return refused('forbidden');
    const [places, levels] = await Promise.all([
      placesOf(context),
      levelNames(context.db, actor.district, context.lang),
    ]);
    const posts = new Map(actor.grants.map((grant) => [`${grant.post} ${grant.placeId}`, grant]));
    return done({
      posts: [...posts.values()].flatMap((grant) => {
        const place = places.get(grant.placeId);
        return place
          ? [
              {
                role: grant.post,
                name: postName(grant.post, context.lang, levels),
                place: place.address,
                code: place.code,
              },
            ]
          : [];
      }),
      withheld: actor.withheld ?? null,
      work: work.filter(([permission]) => may(actor, permission)).map(([, key, href]) => ({ key, href })),
    });
  },
  view: deskView,
});

/** The places of the actor's posts, with their addresses. */
async function placesOf(context: Context): Promise<Map<string, { code: string; address: string }>> {
  const { actor, db } = context;
  if (!actor) return new Map();
  const posts = [
    ...new Map(actor.grants.map((grant) => [grant.placeId, { id: grant.placeId, path: grant.path }])).values(),
  ].slice(0, 200);
  const lines = await linesOf(db, actor.district, posts);
  return new Map(
    posts.flatMap(({ id }) => {
      const line = lines.get(id) ?? [];
      const place = line.at(-1);
      const shown = line.length > 2 ? line.slice(2) : line.slice(-1);
      return place ? [[id, { code: place.code, address: addressOf(shown, context.lang) }] as const] : [];
    }),
  );
}

const mePage = page({
  name: 'home.me',
  path: '/me',
  summary: { zh: '我的', en: 'What is mine' },
  may: 'signed_in',
  input: none,
  words,
  shows: meShows,
  load: async (context) => {
    const { actor } = context;
    if (!actor) return refused('forbidden');
    const [unread, mine] = await Promise.all([countUnread(context.db, actor.district, actor.personId), homes(context)]);
    return done({ name: actor.name, unread, homes: mine });
  },
  view: meView,
});

const permissionsPage = page({
  name: 'home.permissions',
  path: '/me/permissions',
  summary: { zh: '我能看什么、做什么，为什么', en: 'What I may see and do, and why' },
  may: 'signed_in',
  input: none,
  words,
  shows: permissionsShows,
  load: async (context) => {
    const { actor } = context;
    if (!actor) return refused('forbidden');
    const [places, levels] = await Promise.all([
      placesOf(context),
      levelNames(context.db, actor.district, context.lang),
    ]);
    const nameOf = (post: string): string => postName(post, context.lang, levels);
    const grants = actor.grants.flatMap(({ permission, placeId, post }) => {
      const place = places.get(placeId);
      return place ? [{ permission, post, postName: nameOf(post), place: place.address, code: place.code }] : [];
    });
    return done({ grants: grants.slice(0, 300) });
  },
  view: permissionsView,
  sheets: permissionsSheets,
});

const stylePage = page({
  name: 'home.style',
  path: '/style',
  summary: { zh: '界面样式一览', en: 'Every component in every state' },
  may: 'anyone',
  input: none,
  words,
  shows: none,
  load: async () => done({}),
  view: styleView,
});

const languageVisit = visit({
  ...languageForm,
  summary: { zh: '换语言', en: 'Choose a language on this device' },
  may: 'anyone',
  words,
  page: () => ({ route: startPage, input: {} }),
  act: async (_, { lang, back }, reply) => {
    reply.cookie('lang', lang, year);
    return done({ href: back });
  },
});

const elderVisit = visit({
  ...elderForm,
  summary: { zh: '换长辈版', en: 'Choose the elder version on this device' },
  may: 'anyone',
  words,
  page: () => ({ route: startPage, input: {} }),
  act: async (_, { elder, back }, reply) => {
    reply.cookie('elder', elder === 'on' ? '1' : '0', year);
    return done({ href: back });
  },
});

const iconFile = file({
  name: 'home.icon',
  path: '/icon.svg',
  summary: { zh: '图标', en: 'The icon' },
  may: 'anyone',
  input: none,
  words,
  type: 'image/svg+xml',
  answer: async () => done({ body: icon, maxAgeSeconds: 86_400 }),
});

/** So many entries a feed has at most. */
const feedSize = 50;

/** Before a place has anything to tell, its feed is of the day on which feeds began. */
const feedsBegan = new Date('2026-11-01T00:00:00Z');

const feedFile = file({
  name: 'home.feed',
  path: '/places/{code}/feed.atom',
  summary: { zh: '一个地方的订阅（Atom）', en: 'The Atom feed of a place' },
  may: 'anyone',
  input: z.object({ code: placeCode() }),
  words,
  type: atomType,
  answer: async (context, { code }) => {
    const { db, lang, baseUrl } = context;
    const place = await findPlaceByCode(db, code);
    if (!place || place.kind === 'dwelling') return refused('not_found');
    const address = addressOf((await lineOf(db, place)).slice(-3), lang);
    const body = writeAtom({
      id: `${baseUrl}/places/${code}/feed.atom`,
      title: `${placeName(place, lang)} · ${words.feed[lang]}`,
      subtitle: address,
      lang: lang === 'zh' ? 'zh-CN' : 'en-GB',
      self: `${baseUrl}/places/${code}/feed.atom?lang=${lang}`,
      alternate: `${baseUrl}/places/${code}`,
      author: words.site[lang],
      updated: feedsBegan,
      // Each room gives its own entries; the newest of all of them make the feed.
      entries: (await Promise.all([noticeEntries(context, place, feedSize), issueEntries(context, place, feedSize)]))
        .flat()
        .sort((a, b) => b.updated.getTime() - a.updated.getTime())
        .slice(0, feedSize),
    });
    return done({ body, maxAgeSeconds: 300 });
  },
});

export const homeRoutes: readonly Route[] = [
  startPage,
  placePage,
  feedFile,
  deskPage,
  mePage,
  permissionsPage,
  stylePage,
  languageVisit,
  elderVisit,
  iconFile,
  ...offlineRoutes,
];
