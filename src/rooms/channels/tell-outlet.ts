import { sql } from 'kysely';
import { z } from 'zod';
import type { Lang } from '../../kit/lang.ts';
import { callWebhook, sayByRobot } from '../../kit/robots.ts';
import { say } from '../../kit/words.ts';
import type { Workshop } from '../../kit/write.ts';
import { addressOf, findPlaceByCode, lineOf } from '../places/index.ts';
import { keepResult } from './deliveries.ts';
import { publicEvent } from './events.ts';
import { closeOutlet, type OpenOutlet, openOutlet } from './outlet-store.ts';
import { afterTry, maySendInDoubt, type Tried } from './rules.ts';
import { type Attempt, TryAgain } from './tell-way.ts';
import { words } from './words.ts';

const eventBody = z.object({
  type: z.string(),
  timestamp: z.string(),
  data: z.looseObject({ id: z.string(), place: z.string() }),
});
type EventBody = z.output<typeof eventBody>;

export type DeliveryAt = { readonly district: string; readonly delivery: string };

type Taken = {
  readonly outletId: string;
  readonly outlet: OpenOutlet;
  readonly body: EventBody;
  readonly inDoubt: boolean;
};

/** Sends one entry of the journal to one outlet; in steps as `tellByWay`. */
export async function sendToOutlet(
  house: Workshop,
  at: DeliveryAt,
  attempt: Attempt,
): Promise<'nothing' | 'sent' | 'dropped' | 'failed'> {
  const { district, delivery: id } = at;
  const taken = await take(house, at, attempt);
  if (taken === 'nothing') return 'nothing';
  const { outlet, outletId, body, inDoubt } = taken;
  const tried: Tried =
    inDoubt && !maySendInDoubt(outlet.kind)
      ? { sent: false, retry: false, reason: 'in_doubt' }
      : await send(house, at, outlet, body);
  const state = afterTry(tried, attempt.isLast);
  await house.database.kysely.transaction().execute(async (tx) => {
    const now = house.clock.now();
    await keepResult(tx, district, [id], { state, tried, now });
    if (!tried.sent && tried.gone) await closeOutlet(tx, district, outletId, { now, why: 'gone' });
    if (state !== 'again') await attempt.finish(tx);
  });
  if (state === 'again') throw new TryAgain(tried.sent ? '' : tried.reason);
  return state;
}

async function take(house: Workshop, { district, delivery }: DeliveryAt, attempt: Attempt): Promise<'nothing' | Taken> {
  return house.database.kysely.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('deliveries')
      .select(['outlet_id', 'state', 'batch', 'problem', 'body'])
      .where('district', '=', district)
      .where('id', '=', delivery)
      .where((where) =>
        where.or([
          where('state', '=', 'waiting'),
          where.and([where('state', '=', 'sending'), where('batch', '=', attempt.id)]),
        ]),
      )
      .forUpdate()
      .executeTakeFirst();
    const outlet = row?.outlet_id ? await openOutlet(tx, house.keyring, district, row.outlet_id) : undefined;
    if (!row?.outlet_id || !outlet?.isOpen) {
      await attempt.finish(tx);
      return 'nothing';
    }
    await tx
      .updateTable('deliveries')
      .set({ state: 'sending', batch: attempt.id, tries: attempt.number, tried_at: house.clock.now(), problem: null })
      .where('district', '=', district)
      .where('id', '=', delivery)
      .where(sql<boolean>`state in ('waiting', 'sending')`)
      .execute();
    // A try that failed left its reason; one that left nothing was broken off, and may have got through.
    const inDoubt = row.state === 'sending' && row.problem === null;
    return { outletId: row.outlet_id, outlet, body: eventBody.parse(row.body), inDoubt };
  });
}

async function send(house: Workshop, at: DeliveryAt, outlet: OpenOutlet, body: EventBody): Promise<Tried> {
  const { gateways, clock } = house;
  if (!gateways) return { sent: false, retry: false, reason: 'not_set_up' };
  const { kind, url, secret, lang } = outlet;
  if (kind === 'webhook')
    return callWebhook(
      { url, secret: secret ?? '', id: at.delivery, body: JSON.stringify(body) },
      gateways.post,
      clock.now(),
    );
  const { text, href } = await robotText(house, body, lang);
  const title = words.site[lang];
  return sayByRobot(
    { kind, url, secret },
    { title, text, href: `${gateways.baseUrl}${href}` },
    gateways.post,
    clock.now(),
  );
}

/** An event in words, with the place as people say it. */
async function robotText(house: Workshop, body: EventBody, lang: Lang): Promise<{ text: string; href: string }> {
  const db = house.database.kysely;
  const event = publicEvent(body.type);
  const place = await findPlaceByCode(db, body.data.place);
  const name = place ? addressOf((await lineOf(db, place)).slice(2), lang) : body.data.place;
  return {
    text: event ? say(event.said, lang, { place: name }) : body.type,
    href: (event?.href ?? '/places/{place}').replace('{place}', encodeURIComponent(body.data.place)),
  };
}
