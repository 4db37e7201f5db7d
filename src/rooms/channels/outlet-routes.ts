import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Actor, mayAt, reach } from '../../kit/access.ts';
import { formatTime } from '../../kit/clock.ts';
import type { Reader } from '../../kit/database.ts';
import { readRef, refOf } from '../../kit/ids.ts';
import { done, isRefused, type Outcome, refused } from '../../kit/outcome.ts';
import { pagesOf, sliceOf } from '../../kit/paging.ts';
import { type Context, live, page, type Route, verb, visit } from '../../kit/route.ts';
import { sayCode } from '../../kit/words.ts';
import { inTransaction, type Write } from '../../kit/write.ts';
import { addressOf, findPlaceByCode, getPlace, linesOf, listChildren, type Place } from '../places/index.ts';
import { sendAgain } from './again.ts';
import { countDead, listDead } from './deliveries.ts';
import { publicEvent, publicVerbs } from './events.ts';
import {
  againForm,
  deliveriesInput,
  emptyInput,
  endRobotForm,
  endWebhookForm,
  liveInput,
  robotForm,
  webhookForm,
} from './input.ts';
import { deliveriesShows, type OutletsModel, outletsShows } from './models.ts';
import { type OutletKind, robotKinds } from './outlet.ts';
import { findOutlet, listOutlets } from './outlet-store.ts';
import { deliveriesSheets, deliveriesView, robotsView, webhooksView } from './outlet-views.tsx';
import { addOutlet, endOutlet } from './outlets.ts';
import { administerChannels, setRobots } from './rules.ts';
import { words } from './words.ts';

/** So many places at most are offered to choose from; any other below them can be named by its code. */
const mostPlaces = 200;
const answers = z.object({ id: z.string() });

/** The places over which somebody has a permission, each with what stands directly below, as addresses. */
async function placesToChoose(context: Context, permission: string): Promise<Place[]> {
  const { actor, db } = context;
  if (!actor) return [];
  const paths = new Set(reach(actor, permission));
  const ids = new Set(actor.grants.filter((grant) => paths.has(grant.path)).map((grant) => grant.placeId));
  const own = await Promise.all([...ids].slice(0, 20).map((id) => getPlace(db, actor.district, id)));
  const below = await Promise.all(own.map((place) => listChildren(db, place.district, place.id)));
  return own.flatMap((place, i) => [place, ...(below[i] ?? [])]).slice(0, mostPlaces);
}

async function outletsModel(
  context: Context,
  { kinds, permission, secret }: { kinds: readonly OutletKind[]; permission: string; secret?: string | undefined },
): Promise<Outcome<OutletsModel, 'forbidden'>> {
  const { actor, db, lang } = context;
  if (!actor) return refused('forbidden');
  const isRobot = kinds[0] !== 'webhook';
  const [outlets, places] = await Promise.all([
    listOutlets(db, actor.district, { kinds, paths: reach(actor, permission), limit: 500 }),
    placesToChoose(context, permission),
  ]);
  const stand = outlets.map((outlet) => ({ id: outlet.placeId, path: outlet.path }));
  const all = new Map([...places, ...stand].map((place) => [place.id, place]));
  const lines = await linesOf(db, actor.district, [...all.values()]);
  const nameOf = (id: string): { code: string; name: string } => {
    const line = lines.get(id) ?? [];
    return { code: line.at(-1)?.code ?? '', name: addressOf(line.length > 2 ? line.slice(2) : line.slice(-1), lang) };
  };
  const eventOf = (name: string) => {
    const event = publicEvent(name);
    return { verb: name, name: event?.name[lang] ?? name };
  };
  return done({
    outlets: outlets.map((outlet) => ({
      ref: refOf(outlet.district, outlet.id),
      kind: outlet.kind,
      name: outlet.name,
      host: outlet.host,
      place: nameOf(outlet.placeId),
      events: outlet.verbs.map(eventOf),
      isGone: outlet.endedWhy === 'gone',
    })),
    places: places.map((place) => nameOf(place.id)),
    events: publicVerbs()
      .filter(([, event]) => !isRobot || event.byRobots)
      .map(([name]) => eventOf(name)),
    secret: secret ?? null,
  });
}

const robotsPage = page({
  name: 'channels.robots',
  path: '/robots',
  summary: { zh: '群机器人', en: 'Robots of chat groups' },
  may: setRobots,
  input: emptyInput,
  words,
  shows: outletsShows,
  load: (context) => outletsModel(context, { kinds: robotKinds, permission: setRobots }),
  view: robotsView,
});

const webhooksPage = page({
  name: 'channels.webhooks',
  path: '/webhooks',
  summary: { zh: '程序接口', en: 'Webhooks of other programs' },
  may: administerChannels,
  input: emptyInput,
  words,
  shows: outletsShows,
  load: (context) => outletsModel(context, { kinds: ['webhook'], permission: administerChannels }),
  view: webhooksView,
});

/** A place over which the actor has the permission; others cannot be told from places that are not there. */
async function placeOf(
  db: Reader,
  actor: Actor | undefined,
  code: string,
  permission: string,
): Promise<Outcome<Place, 'place_unknown'>> {
  const place = await findPlaceByCode(db, code);
  return place && place.state === 'active' && place.kind !== 'dwelling' && mayAt(actor, permission, place)
    ? done(place)
    : refused('place_unknown', { fields: { place: 'place_unknown' } });
}

/** An outlet within the actor's reach. */
async function outletOf(
  write: Write,
  actor: Actor | undefined,
  ref: string,
  { permission, isRobot }: { permission: string; isRobot: boolean },
) {
  const read = readRef(ref);
  const outlet = read?.district === write.district ? await findOutlet(write.tx, write.district, read.id) : undefined;
  return outlet && mayAt(actor, permission, outlet) && (outlet.kind !== 'webhook') === isRobot ? outlet : undefined;
}

const addRobotVerb = verb({
  ...robotForm,
  summary: { zh: '添加群机器人', en: 'Add the robot of a chat group' },
  said: words.add_robot_said,
  may: setRobots,
  words,
  page: () => ({ route: robotsPage, input: {} }),
  answers,
  act: async (write, { place: code, ...given }, context) => {
    const place = await placeOf(write.tx, context.actor, code, setRobots);
    if (isRefused(place)) return place;
    return addOutlet(write, { ...given, place: place.done, trusted: context.gateways?.trusted ?? [] });
  },
  next: () => '/robots',
});

const endRobotVerb = verb({
  ...endRobotForm,
  summary: { zh: '去掉群机器人', en: 'Remove a robot' },
  said: words.end_outlet_said,
  may: setRobots,
  words,
  page: () => ({ route: robotsPage, input: {} }),
  answers,
  act: async (write, { outlet: ref }, { actor }) => {
    const outlet = await outletOf(write, actor, ref, { permission: setRobots, isRobot: true });
    return outlet ? endOutlet(write, outlet) : refused('not_found');
  },
  next: () => '/robots',
});

const addWebhookVisit = visit({
  ...webhookForm,
  summary: { zh: '添加程序接口', en: 'Add a webhook; its signing secret is shown once' },
  said: words.add_webhook_said,
  may: administerChannels,
  words,
  page: () => ({ route: webhooksPage, input: {} }),
  answers: outletsShows,
  act: async (context, { place: code, ...given }) => {
    const { actor } = context;
    if (!actor) return refused('sign_in_first');
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    const added = await inTransaction(context, { district: actor.district, actorId: actor.personId }, async (write) => {
      const place = await placeOf(write.tx, actor, code, administerChannels);
      if (isRefused(place)) return place;
      const trusted = context.gateways?.trusted ?? [];
      return addOutlet(write, { ...given, place: place.done, kind: 'webhook', secret, lang: 'zh', trusted });
    });
    if (isRefused(added)) return added;
    const model = await outletsModel(context, { kinds: ['webhook'], permission: administerChannels, secret });
    return isRefused(model) ? model : done({ model: model.done });
  },
});

const endWebhookVerb = verb({
  ...endWebhookForm,
  summary: { zh: '去掉程序接口', en: 'Remove a webhook' },
  said: words.end_outlet_said,
  may: administerChannels,
  words,
  page: () => ({ route: webhooksPage, input: {} }),
  answers,
  act: async (write, { outlet: ref }, { actor }) => {
    const outlet = await outletOf(write, actor, ref, { permission: administerChannels, isRobot: false });
    return outlet ? endOutlet(write, outlet) : refused('not_found');
  },
  next: () => '/webhooks',
});

const deliveriesPage = page({
  name: 'channels.deliveries',
  path: '/deliveries',
  summary: { zh: '没送到的', en: 'What did not arrive' },
  may: administerChannels,
  input: deliveriesInput,
  words,
  shows: deliveriesShows,
  load: async (context, { page: number }) => {
    const { actor, db, lang, zone } = context;
    if (!actor) return refused('forbidden');
    const [dead, total] = await Promise.all([
      listDead(db, actor.district, sliceOf(context, number)),
      countDead(db, actor.district),
    ]);
    return done({
      deliveries: dead.map((one) => {
        const event = publicEvent(one.about);
        return {
          ref: refOf(actor.district, one.id),
          kind: one.kind,
          // Of messages to persons only the kind is said: whoever administers sees no residents.
          what: event?.name[lang] ?? one.about,
          outlet: one.outlet,
          tries: one.tries,
          when: one.triedAt ? formatTime(one.triedAt, zone, lang) : '',
          why: sayCode(words, one.problem ?? 'interrupted', lang),
        };
      }),
      ...pagesOf(number, total),
    });
  },
  view: deliveriesView,
  sheets: deliveriesSheets,
});

const againVerb = verb({
  ...againForm,
  summary: { zh: '再发一次', en: 'Send again' },
  said: words.again_said,
  may: administerChannels,
  words,
  page: () => ({ route: deliveriesPage, input: {} }),
  answers,
  act: async (write, { delivery }) => {
    const read = readRef(delivery);
    return read?.district === write.district ? sendAgain(write, read.id) : refused('not_found');
  },
  next: () => '/deliveries',
});

const liveRoute = live({
  name: 'channels.live',
  path: '/live/{code}',
  summary: { zh: '这个地方有变化时告诉页面', en: 'Tells a page that something changed at a place' },
  may: 'anyone',
  input: liveInput,
  words,
  watch: async (context, { code }) => {
    const { actor } = context;
    const place = await findPlaceByCode(context.db, code);
    const serves =
      place !== undefined &&
      actor?.district === place.district &&
      actor.grants.some((grant) => place.path.startsWith(grant.path));
    // A single door is nothing for everybody to look at.
    if (!place || (place.kind === 'dwelling' && !serves)) return refused('not_found');
    return done({ district: place.district, path: place.path, all: serves, name: place.code });
  },
});

/** What offices and administrators do, and the streams of live pages. */
export const outletRoutes: readonly Route[] = [
  robotsPage,
  addRobotVerb,
  endRobotVerb,
  webhooksPage,
  addWebhookVisit,
  endWebhookVerb,
  deliveriesPage,
  againVerb,
  liveRoute,
];
