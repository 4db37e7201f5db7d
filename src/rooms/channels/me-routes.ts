import { z } from 'zod';
import { dayIn, formatDay } from '../../kit/clock.ts';
import { readRef, refOf } from '../../kit/ids.ts';
import { targetProblem } from '../../kit/outbound.ts';
import { done, isRefused, type Outcome, refused } from '../../kit/outcome.ts';
import { type Context, file, page, type Route, verb } from '../../kit/route.ts';
import { vapidKeys } from '../../kit/web-push.ts';
import type { Write } from '../../kit/write.ts';
import { addWay, chooseTimes, chooseTopics, confirmWay, endWay, maskAddress, type NewWay, shortOf } from './choose.ts';
import { wayToConfirm } from './confirm.ts';
import {
  confirmForm,
  confirmInput,
  emailForm,
  emptyInput,
  endWayForm,
  pushForm,
  smsForm,
  timesForm,
  topicsForm,
  wechatForm,
} from './input.ts';
import { confirmedView, confirmView, myChannelsView } from './me-views.tsx';
import { confirmShows, myChannelsShows } from './models.ts';
import { pushWorker } from './push-worker.ts';
import { choicesOf, findWay, waysOf } from './store.ts';
import type { Way } from './way.ts';
import { words } from './words.ts';

const signedIn = { may: 'signed_in', words } as const;
const answers = z.object({ id: z.string() });

/** Who serves may have one message a day. A post that only wants its second factor counts. */
const servesIn = ({ actor }: Pick<Context, 'actor'>): boolean =>
  actor !== undefined && (actor.grants.length > 0 || actor.withheld !== undefined);

const myChannelsPage = page({
  ...signedIn,
  name: 'channels.mine',
  path: '/me/channels',
  summary: { zh: '怎么通知我', en: 'How I am told' },
  input: emptyInput,
  shows: myChannelsShows,
  load: async (context) => {
    const { actor, db, gateways, keyring, lang, zone } = context;
    if (!actor) return refused('forbidden');
    const [ways, choices] = await Promise.all([
      waysOf(db, actor.district, actor.personId),
      choicesOf(db, actor.district, actor.personId),
    ]);
    return done({
      ways: ways.map((way) => ({
        ref: refOf(way.district, way.id),
        kind: way.kind,
        label: way.label,
        since: formatDay(dayIn(zone, way.createdAt), lang),
        isConfirmed: way.confirmedAt !== null,
        topics: [...way.topics],
      })),
      times: {
        quietFrom: Math.floor(choices.quietFrom / 60),
        quietUntil: Math.floor(choices.quietUntil / 60),
        digest: choices.digest,
        digestAt: Math.floor(choices.digestAt / 60),
      },
      serves: servesIn(context),
      offered: {
        push: gateways !== undefined,
        email: gateways?.mail !== undefined,
        sms: !ways.some((way) => way.kind === 'sms'),
        wechat: gateways?.wechat !== undefined,
      },
      pushKey: vapidKeys(keyring)?.publicKey ?? '',
    });
  },
  view: myChannelsView,
});

const onMine = { ...signedIn, page: () => ({ route: myChannelsPage, input: {} }), next: () => '/me/channels' } as const;

/** Adds a way for whoever asks, in the language they read. */
async function addMine(
  write: Write,
  context: Context,
  way: Pick<NewWay, 'kind' | 'address' | 'label'>,
): Promise<Outcome<{ readonly id: string }>> {
  const { actor, lang } = context;
  return actor ? addWay(write, { ...way, personId: actor.personId, lang }) : refused('sign_in_first');
}

const emailVerb = verb({
  ...onMine,
  ...emailForm,
  summary: { zh: '发邮件给我', en: 'Be told by e-mail, once the address is confirmed' },
  said: words.add_said,
  answers,
  act: async (write, { address }, context) =>
    context.gateways?.mail
      ? addMine(write, context, { kind: 'email', address: address.toLowerCase(), label: maskAddress(address) })
      : refused('not_set_up'),
});

const smsVerb = verb({
  ...onMine,
  ...smsForm,
  summary: { zh: '发短信给我', en: 'Be told by text message' },
  said: words.add_said,
  answers,
  act: (write, _, context) => addMine(write, context, { kind: 'sms', label: '' }),
});

const wechatVerb = verb({
  ...onMine,
  ...wechatForm,
  summary: { zh: '用微信服务号通知我', en: 'Be told by the WeChat service account' },
  said: words.add_said,
  answers,
  act: async (write, { openId }, context) =>
    context.gateways?.wechat
      ? addMine(write, context, { kind: 'wechat', address: openId, label: shortOf(openId) })
      : refused('not_set_up'),
});

const pushVerb = verb({
  ...onMine,
  ...pushForm,
  summary: { zh: '在这台设备上提醒我', en: 'Be notified by this browser' },
  said: words.add_said,
  answers,
  act: async (write, subscription, context) => {
    if (!context.gateways) return refused('not_set_up');
    const problem = targetProblem(subscription.endpoint, context.gateways.trusted);
    if (problem) return refused(problem);
    const address = JSON.stringify({ ...subscription, key: context.keyring.currentId });
    return addMine(write, context, { kind: 'push', address, label: '' });
  },
});

/** A way of whoever asks; anybody else's is not there. */
async function mine(write: Write, { actor }: Context, ref: string): Promise<Outcome<Way, 'not_found'>> {
  const read = readRef(ref);
  const way = read?.district === write.district ? await findWay(write.tx, write.district, read.id) : undefined;
  return way && way.personId === actor?.personId ? done(way) : refused('not_found');
}

const topicsVerb = verb({
  ...onMine,
  ...topicsForm,
  summary: { zh: '选一种方式通知哪些事', en: 'Choose what a way is for' },
  said: words.topics_said,
  answers,
  act: async (write, { way: ref, topics: chosen }, context) => {
    const way = await mine(write, context, ref);
    return isRefused(way) ? way : chooseTopics(write, { way: way.done, chosen });
  },
});

const endWayVerb = verb({
  ...onMine,
  ...endWayForm,
  summary: { zh: '不再用一种方式', en: 'Remove a way' },
  said: words.end_said,
  answers,
  act: async (write, { way: ref }, context) => {
    const way = await mine(write, context, ref);
    return isRefused(way) ? way : endWay(write, { way: way.done });
  },
});

const timesVerb = verb({
  ...onMine,
  ...timesForm,
  summary: { zh: '选安静时段和每天一条', en: 'Choose quiet hours and the digest' },
  said: words.times_said,
  answers: z.object({ personId: z.string() }),
  act: async (write, { quietFrom, quietUntil, digest, digestAt }, context) => {
    if (!context.actor) return refused('sign_in_first');
    if (digest && !servesIn(context))
      return refused('digest_for_serving', { fields: { digest: 'digest_for_serving' } });
    const choices = { quietFrom: quietFrom * 60, quietUntil: quietUntil * 60, digest, digestAt: digestAt * 60 };
    return chooseTimes(write, { personId: context.actor.personId, choices });
  },
});

const confirmPage = page({
  name: 'channels.confirm',
  path: '/channels/confirm/{token}',
  summary: { zh: '确认邮箱', en: 'Confirm an e-mail address by the link sent to it' },
  may: 'anyone',
  input: confirmInput,
  words,
  shows: confirmShows,
  load: async (context, { token }) => {
    const way = await wayToConfirm(context.db, context.keyring, context.now, token);
    return done({ token, address: way?.label ?? null });
  },
  view: confirmView,
});

const confirmedPage = page({
  name: 'channels.confirmed',
  path: '/channels/confirmed',
  summary: { zh: '邮箱确认好了', en: 'The address is confirmed' },
  may: 'anyone',
  input: emptyInput,
  words,
  shows: emptyInput,
  load: async () => done({}),
  view: confirmedView,
});

const confirmVerb = verb({
  ...confirmForm,
  summary: { zh: '确认这是我的邮箱', en: 'Confirm that the address is mine' },
  said: words.confirm_said,
  may: 'anyone',
  words,
  page: ({ token }) => ({ route: confirmPage, input: { token } }),
  answers,
  // The link says whose it is: one may follow it where one is not signed in.
  district: ({ token }) => token.slice(0, 6),
  act: (write, { token }) => confirmWay(write, token),
  next: () => '/channels/confirmed',
});

const workerFile = file({
  name: 'channels.push_worker',
  path: '/push-worker.js',
  summary: { zh: '浏览器提醒用的脚本', en: 'The script by which a browser shows what it is told' },
  may: 'anyone',
  input: emptyInput,
  words,
  type: 'text/javascript; charset=utf-8',
  answer: async () => done({ body: pushWorker, maxAgeSeconds: 3600 }),
});

/** What each person rules over: how they are told. */
export const meRoutes: readonly Route[] = [
  myChannelsPage,
  emailVerb,
  smsVerb,
  wechatVerb,
  pushVerb,
  timesVerb,
  topicsVerb,
  endWayVerb,
  confirmPage,
  confirmedPage,
  confirmVerb,
  workerFile,
];
