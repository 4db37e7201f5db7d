import type { Clock } from '../../kit/clock.ts';
import type { Database } from '../../kit/database.ts';
import type { Gateways } from '../../kit/gateways.ts';
import { newId } from '../../kit/ids.ts';
import type { Outbox } from '../../kit/sms.ts';

/** The demo's way out: messages land in a table that a page of the demo shows. */
export function demoOutbox(database: Database, clock: Clock): Outbox {
  return {
    send: async ({ to, text }) => {
      const message = { id: newId(), phone: to, text, sent_at: clock.now() };
      await database.kysely.insertInto('demo_messages').values(message).execute();
      return { sent: true };
    },
  };
}

/** Where no way out was set up: says so in the delivery, so that the log shows why nobody gets a code. */
export const noOutbox: Outbox = { send: async () => ({ sent: false, retry: false, reason: 'SMS_URL is not set' }) };

/** An outbox that tells the log why a message did not leave: nobody waits for a code's delivery and would say it. */
export function tellingOutbox(outbox: Outbox, tell: (failed: { template: string; reason: string }) => void): Outbox {
  return {
    send: async (message) => {
      const delivery = await outbox
        .send(message)
        .catch(() => ({ sent: false, retry: true, reason: 'the outbox broke' }) as const);
      if (!delivery.sent) tell({ template: message.template, reason: delivery.reason });
      return delivery;
    },
  };
}

/** The demo's other ways out lead to the same page: it lets anybody in, so nothing may leave it for an address typed there. */
export function demoGateways(baseUrl: string, outbox: Outbox): Gateways {
  const show = (id: string, to: string, text: string) => outbox.send({ id, to, text, template: 'demo', values: {} });
  return {
    baseUrl,
    trusted: [],
    post: async ({ url, body }) => {
      const text = typeof body === 'string' ? body : `(${body.length} bytes)`;
      await show(newId(), new URL(url).host, text);
      return { status: 200, text: '{"errcode":0}' };
    },
    mail: { send: ({ id, to, subject, text }) => show(id, to, `${subject}\n${text}`) },
    wechat: { send: ({ id, openId, text, url }) => show(id, openId, `${text}\n${url}`) },
  };
}
