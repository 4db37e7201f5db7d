import { z } from 'zod';
import { may, mayAt } from '../../kit/access.ts';
import { refOf } from '../../kit/ids.ts';
import { done, refused } from '../../kit/outcome.ts';
import { type Context, file, page, type Route, visit } from '../../kit/route.ts';
import { factsOf, groupsAt } from '../groups/index.ts';
import { countUnread, residencesOf } from '../people/index.ts';
import {
  addressOf,
  countUnder,
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
  versionOf,
} from '../places/index.ts';
import { levelNames, stewardsAt } from '../stewards/index.ts';
import { icon } from './icon.ts';
import { elderForm, languageForm } from './input.ts';
import { deskShows, meShows, permissionsShows, placeShows, startShows } from './models.ts';
import { offlineRoutes } from './offline.tsx';
import { deskView, meView, permissionsView, placeView, startView, styleView } from './views.tsx';
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
    const [districts, mine] = await Promise.all([listDistricts(context.db), homes(context)]);
    return done({
      name: context.actor?.name ?? null,
      homes: mine,
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
  version: async (context, { code }) => {
    const place = await findPlaceByCode(context.db, code);
    return place && versionOf(context.db, place);
  },
  load: async (context, { code }) => {
    const place = await findPlaceByCode(context.db, code);
    if (!place) return refused('not_found');
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
  const [line, counts, children, stewards, groups, levels, kept] = await Promise.all([
    lineOf(db, place),
    countUnder(db, place),
    listed.has(place.kind) || seesDoors ? listChildren(db, place.district, place.id) : [],
    stewardsAt(db, place),
    groupsAt(db, place),
    levelNames(db, place.district, lang),
    place.mergedInto ? getPlace(db, place.district, place.mergedInto) : undefined,
  ]);
  return {
    place: { code: place.code, kind: place.kind, name: placeName(place, lang), address: addressOf(line, lang) },
    line: line.slice(0, -1).map((above) => ({ code: above.code, name: placeName(above, lang) })),
    mergedInto: kept ? { code: kept.code, name: placeName(kept, lang) } : null,
    counts,
    children: children.map((child) => ({ code: child.code, name: placeName(child, lang) })),
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
    may: {
      map: seesDoors && ['compound', 'building', 'entrance'].includes(place.kind),
      coverage: mayAt(actor, 'stewards.coverage', place),
      edit: mayAt(actor, editPlaces, place),
    },
  };
}

/** What there is to do at the desk, by permission. */
const work: readonly (readonly [permission: string, key: string, href: string])[] = [
  ['people.list', 'work_people', '/people'],
  ['people.open', 'work_households', '/me/households'],
  ['stewards.coverage', 'work_coverage', '/coverage'],
  ['stewards.coverage', 'work_stewards', '/stewards'],
  ['groups.members', 'work_groups', '/groups'],
  ['ledgers.import', 'work_imports', '/imports'],
  ['people.decide', 'work_corrections', '/corrections'],
  ['places.edit', 'work_places', '/places'],
  ['accounts.manage', 'work_accounts', '/accounts'],
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
    const places = await placesOf(context);
    const posts = new Map(actor.grants.map((grant) => [`${grant.post} ${grant.placeId}`, grant]));
    return done({
      posts: [...posts.values()].flatMap((grant) => {
        const place = places.get(grant.placeId);
        return place ? [{ role: grant.post, place: place.address, code: place.code }] : [];
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
    const places = await placesOf(context);
    const grants = actor.grants.flatMap(({ permission, placeId, post }) => {
      const place = places.get(placeId);
      return place ? [{ permission, post, place: place.address, code: place.code }] : [];
    });
    return done({ grants: grants.slice(0, 300) });
  },
  view: permissionsView,
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

export const homeRoutes: readonly Route[] = [
  startPage,
  placePage,
  deskPage,
  mePage,
  permissionsPage,
  stylePage,
  languageVisit,
  elderVisit,
  iconFile,
  ...offlineRoutes,
];
