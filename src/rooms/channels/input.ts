import { z } from 'zod';
import { checkbox, form, many, named, oneOf, pageNumber, ref, text, wholeNumber } from '../../kit/input.ts';
import { placeCode } from '../places/index.ts';
import { robotKinds } from './outlet.ts';
import { topics } from './way.ts';
import { words } from './words.ts';

const hour = () => wholeNumber(0, 23);

// Pages

export const emptyInput = z.strictObject({});
export const confirmInput = z.strictObject({ token: z.string().regex(/^\d{6}-[0-9a-f]{32}-[\w-]{43}$/) });
export const deliveriesInput = z.strictObject({ page: pageNumber() });
export const liveInput = z.strictObject({ code: placeCode() });

// How I am told

export const emailForm = form('channels.add_email', '/me/channels/email', {
  address: named(z.string().trim().max(200).refine(isAddress, 'bad_address'), words.address),
});
export const smsForm = form('channels.add_sms', '/me/channels/sms', {});
export const wechatForm = form('channels.add_wechat', '/me/channels/wechat', {
  openId: named(z.string().regex(/^[\w-]{20,64}$/), words.open_id),
});
export const pushForm = form('channels.add_push', '/me/channels/push', {
  endpoint: z.url({ protocol: /^https?$/ }).max(1000),
  p256dh: z.string().regex(/^[\w-]{87}=?$/),
  auth: z.string().regex(/^[\w-]{22}={0,2}$/),
});
const way = named(ref(), words.ways);
export const topicsForm = form('channels.choose_topics', '/me/channels/{way}/topics', {
  way,
  topics: named(many(oneOf(topics), topics.length), words.topics),
});
export const endWayForm = form('channels.end_way', '/me/channels/{way}/end', { way });
export const timesForm = form('channels.choose_times', '/me/channels/times', {
  quietFrom: named(hour(), words.quiet_from),
  quietUntil: named(hour(), words.quiet_until),
  digest: named(checkbox(), words.digest),
  digestAt: named(hour().default(8), words.digest_at),
});
export const confirmForm = form('channels.confirm_way', '/channels/confirm/{token}', confirmInput.shape);

// Robots and webhooks

const place = named(placeCode(), words.place);
const name = named(text(40), words.name);
const url = named(z.string().trim().max(1000), words.url);
const verbs = named(many(z.string().regex(/^[a-z_]+\.[a-z_]+$/), 100), words.verbs);
export const robotForm = form('channels.add_robot', '/robots', {
  place,
  kind: named(oneOf(robotKinds), words.kind),
  name,
  url,
  secret: named(text(200).optional(), words.secret),
  lang: named(oneOf(['zh', 'en']).default('zh'), words.language),
  verbs,
});
export const endRobotForm = form('channels.end_robot', '/robots/{outlet}/end', { outlet: named(ref(), words.robots) });
export const webhookForm = form('channels.add_webhook', '/webhooks', { place, name, url, verbs });
export const endWebhookForm = form('channels.end_webhook', '/webhooks/{outlet}/end', {
  outlet: named(ref(), words.webhooks),
});
export const againForm = form('channels.send_again', '/deliveries/{delivery}/again', {
  delivery: named(ref(), words.deliveries),
});

/** One address, nothing around it: what is between the signs is for the mail server to know. */
function isAddress(value: string): boolean {
  return /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(value);
}
