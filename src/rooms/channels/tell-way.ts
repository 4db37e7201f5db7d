import { formatTime } from '../../kit/clock.ts';
import type { Tx } from '../../kit/database.ts';
import { push, pushSubscription, vapidKeys } from '../../kit/web-push.ts';
import { speak } from '../../kit/words.ts';
import type { Workshop } from '../../kit/write.ts';
import { messagesOutside, openPersons } from '../people/index.ts';
import { closeWay } from './close.ts';
import { confirmToken } from './confirm.ts';
import { dropRead, dueFor, keepResult, putOff, takeDue, type Waiting } from './deliveries.ts';
import { afterTry, dueAt, type Tried } from './rules.ts';
import { choicesOf, findWay, openAddress } from './store.ts';
import { asText, type Letter, letterOf } from './texts.ts';
import { weightOf } from './topics.ts';
import type { Way } from './way.ts';
import { words } from './words.ts';

/** What a run of a job lends to sending. */
export type Attempt = {
  /** The same at each try of the run: whoever is sent something knows it again by this. */
  readonly id: string;
  readonly number: number;
  readonly isLast: boolean;
  /** Marks the run as done within the transaction. */
  finish(tx: Tx): Promise<void>;
  /** Lets it be looked at again at this time. */
  later(tx: Tx, due: Date): Promise<void>;
};

export type WayAt = { readonly district: string; readonly way: string };

/**
 * Sends by one way what is due by now, as one letter. What was read in the inbox is not sent; what falls into quiet hours is
 * put off. First it is written down what is to be sent, then it is sent, then what came of it is written down, each in a
 * transaction of its own: nothing is held while a gateway takes its time.
 * @returns what came of it; throws `TryAgain` where it may go later.
 */
export async function tellByWay(
  house: Workshop,
  at: WayAt,
  attempt: Attempt,
): Promise<'nothing' | 'later' | 'sent' | 'dropped' | 'failed'> {
  const { district } = at;
  const taken = await take(house, at, attempt);
  if (taken === 'nothing' || taken === 'later') return taken;
  const { way, waiting } = taken;
  const messages = await messagesOutside(
    house.database.kysely,
    district,
    waiting.map((one) => one.messageId),
    way.lang,
  );
  // Erased in this very moment, with the rows that were taken.
  if (messages.length === 0) return 'nothing';
  const letter = letterOf(messages, way.kind, way.lang, house.gateways?.baseUrl ?? '');
  const isUrgent = waiting.some((one) => weightOf(one.about) === 'urgent');
  const tried = await send(house, way, { id: attempt.id, letter, isSingle: messages.length === 1, isUrgent });
  const state = afterTry(tried, attempt.isLast);
  await house.database.kysely.transaction().execute(async (tx) => {
    const now = house.clock.now();
    await keepResult(
      tx,
      district,
      waiting.map((one) => one.id),
      { state, tried, now },
    );
    if (!tried.sent && tried.gone) await closeWay({ tx, district, now }, way.id);
    if (state !== 'again') await attempt.finish(tx);
  });
  if (state === 'again') throw new TryAgain(tried.sent ? '' : tried.reason);
  return state;
}

/** Says that something was not sent and may go later. */
export class TryAgain extends Error {
  override readonly name = 'TryAgain';
}

type Taken = { readonly way: Way; readonly waiting: readonly Waiting[] };

async function take(
  house: Workshop,
  { district, way: id }: WayAt,
  attempt: Attempt,
): Promise<'nothing' | 'later' | Taken> {
  return house.database.kysely.transaction().execute(async (tx): Promise<'nothing' | 'later' | Taken> => {
    const now = house.clock.now();
    const way = await findWay(tx, district, id);
    if (!way) {
      await closeWay({ tx, district, now }, id);
      await attempt.finish(tx);
      return 'nothing';
    }
    await dropRead(tx, district, id, now);
    const choices = await choicesOf(tx, district, way.personId);
    // A retry, or a job that was late, may have come into the quiet hours.
    const quiet = { ...choices, digest: false };
    const late = (await dueFor(tx, { district, way: id, now })).filter(
      (one) => dueAt(quiet, weightOf(one.about), now, house.zone) > now,
    );
    if (late.length > 0) {
      const due = dueAt(quiet, 'concerns_me', now, house.zone);
      await putOff(
        tx,
        district,
        late.map((one) => one.id),
        due,
      );
      await attempt.later(tx, due);
    }
    const waiting = await takeDue(tx, { district, way: id, batch: attempt.id, now, tries: attempt.number });
    if (waiting.length > 0) return { way, waiting };
    await attempt.finish(tx);
    return late.length > 0 ? 'later' : 'nothing';
  });
}

type Sending = { readonly id: string; readonly letter: Letter; readonly isSingle: boolean; readonly isUrgent: boolean };

async function send(house: Workshop, way: Way, { id, letter, isSingle, isUrgent }: Sending): Promise<Tried> {
  const { gateways, keyring, clock, zone } = house;
  const { district } = way;
  const db = house.database.kysely;
  if (way.kind === 'sms') {
    const [person] = await openPersons(db, keyring, district, [way.personId]);
    if (!person?.phone) return { sent: false, retry: false, reason: 'no_phone' };
    const text = `【${words.site[way.lang]}】${asText(letter, isSingle)}`;
    const values = { text: letter.text, url: letter.url };
    return house.outbox.send({ id, to: person.phone, text, template: 'told', values });
  }
  const address = await openAddress(db, keyring, district, way.id);
  if (!gateways || address === undefined) return notSetUp;
  if (way.kind === 'email')
    return (
      gateways.mail?.send({ id, to: address, subject: letter.title, text: mailText(letter, way, gateways.baseUrl) }) ??
      notSetUp
    );
  if (way.kind === 'wechat') {
    const time = formatTime(clock.now(), zone, 'zh');
    return gateways.wechat?.send({ id, openId: address, text: letter.text, time, url: letter.url }) ?? notSetUp;
  }
  const subscription = pushSubscription.parse(JSON.parse(address));
  const keys = vapidKeys(keyring, subscription.key);
  if (!keys) return { sent: false, retry: false, reason: 'key_gone', gone: true };
  const { title, text, url: href } = letter;
  return push(
    subscription,
    { id, title, text, href, isUrgent },
    { post: gateways.post, keys, subject: subjectOf(gateways.baseUrl) },
  );
}

const notSetUp = { sent: false, retry: false, reason: 'not_set_up' } as const;

/** Push services want to know whom to turn to: an address of ours, which has to be https. */
function subjectOf(baseUrl: string): string {
  return baseUrl.startsWith('https:') ? baseUrl : `https://${new URL(baseUrl).hostname}`;
}

function mailText({ title, text, url }: Letter, { lang }: Way, baseUrl: string): string {
  const t = speak(words, lang);
  return [`${title}`, '', text, '', url, '', '-- ', t('mail_footer', { url: `${baseUrl}/me/channels` }), ''].join('\n');
}

/** Sends the link that proves an e-mail address. */
export async function sendConfirmation(house: Workshop, at: WayAt, attempt: Attempt): Promise<void> {
  const way = await findWay(house.database.kysely, at.district, at.way);
  if (!way || way.confirmedAt !== null || !house.gateways?.mail) return;
  const { gateways, keyring, zone } = house;
  const to = await openAddress(house.database.kysely, keyring, at.district, at.way);
  if (to === undefined) return;
  const t = speak(words, way.lang);
  const url = `${gateways.baseUrl}/channels/confirm/${confirmToken(keyring, way)}`;
  const until = way.confirmUntil ? formatTime(way.confirmUntil, zone, way.lang) : '';
  const text = t('confirm_mail', { url, until });
  const tried = await gateways.mail?.send({ id: attempt.id, to, subject: t('confirm_subject'), text });
  if (tried && !tried.sent && tried.retry && !attempt.isLast) throw new TryAgain(tried.reason);
}
