import { createHmac } from 'node:crypto';

/** A message to a phone. */
export type Message = {
  /** Made once per message: a receiver that sees it again has it already. */
  readonly id: string;
  readonly to: string;
  /** The whole text, for gateways that send what they are given. */
  readonly text: string;
  /** What kind of message it is and its values, for gateways that only send approved templates. */
  readonly template: string;
  readonly values: Readonly<Record<string, string>>;
};

/** `retry` tells whether sending again later may help. `reason` holds nothing personal. */
export type Delivery =
  | { readonly sent: true }
  | { readonly sent: false; readonly retry: boolean; readonly reason: string };

/** A way by which messages leave. Never throws. */
export type Outbox = { send(message: Message): Promise<Delivery> };

export type HttpOutboxOptions = {
  readonly url: string;
  /** Signs each request; with or without the prefix `whsec_` (then base64, as Standard Webhooks has it). */
  readonly secret?: string | undefined;
  /**
   * The JSON to post, with `{to}`, `{text}`, `{template}`, `{id}` and the names of values in its texts. A text that is
   * just `{values}` becomes the object of all values.
   */
  readonly body?: string | undefined;
  readonly timeoutMs?: number | undefined;
  readonly now?: (() => Date) | undefined;
  readonly fetch?: typeof fetch | undefined;
};

export const defaultSmsBody = '{"id":"{id}","to":"{to}","text":"{text}","template":"{template}","values":"{values}"}';

/**
 * Sends messages by HTTP POST to a gateway, or to a few lines of one's own before it. With a secret, requests carry the
 * headers of Standard Webhooks 1.0 (webhook-id, webhook-timestamp, webhook-signature). Redirects are not followed.
 */
export function httpOutbox(options: HttpOutboxOptions): Outbox {
  const template = readBody(options.body ?? defaultSmsBody);
  const key = options.secret === undefined ? undefined : signingKey(options.secret);
  const send = options.fetch ?? fetch;
  return {
    async send(message) {
      const body = JSON.stringify(fill(template, message));
      const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'doorstep' };
      const signed = key === undefined ? {} : signature(key, message.id, options.now?.() ?? new Date(), body);
      try {
        const response = await send(options.url, {
          method: 'POST',
          headers: { ...headers, ...signed },
          body,
          redirect: 'error',
          signal: AbortSignal.timeout(options.timeoutMs ?? 10_000),
        });
        await response.body?.cancel();
        if (response.ok) return { sent: true };
        const { status } = response;
        return { sent: false, retry: status >= 500 || status === 408 || status === 429, reason: `status ${status}` };
      } catch (error) {
        const timedOut = error instanceof Error && error.name === 'TimeoutError';
        return { sent: false, retry: true, reason: timedOut ? 'no answer in time' : 'not reachable' };
      }
    },
  };
}

/** What is wrong with a body for `httpOutbox`, or undefined. */
export function smsBodyProblem(body: string): string | undefined {
  try {
    readBody(body);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The headers of Standard Webhooks 1.0 for a body. */
export function signature(key: Uint8Array, id: string, now: Date, body: string): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${mac}` };
}

/** The bytes behind a secret: base64 after `whsec_`, otherwise the text itself. */
export function signingKey(secret: string): Buffer {
  return secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret);
}

function readBody(body: string): object {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw new Error('is not JSON');
  }
  if (typeof parsed !== 'object' || parsed === null) throw new Error('is not a JSON object');
  if (!body.includes('{to}')) throw new Error('does not say where {to} goes');
  return parsed;
}

/** Values are filled into parsed JSON, so no text can break out of its place. */
function fill(part: unknown, message: Message): unknown {
  if (part === '{values}') return message.values;
  if (typeof part === 'string') {
    const known: Record<string, string> = {
      ...message.values,
      id: message.id,
      to: message.to,
      text: message.text,
      template: message.template,
    };
    return part.replace(/\{(\w+)\}/g, (whole, name: string) => known[name] ?? whole);
  }
  if (Array.isArray(part)) return part.map((item) => fill(item, message));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, fill(value, message)]));
}
