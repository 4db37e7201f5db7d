import { createECDH } from 'node:crypto';
import webPush from 'web-push';
import { z } from 'zod';
import type { Post } from './outbound.ts';
import type { Keyring } from './secrets.ts';
import type { Delivery } from './sms.ts';

/** What a browser gives when it agrees to be told: where to send to, and the keys that only it can open. */
export const pushSubscription = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(1000),
  p256dh: z.string().regex(/^[\w-]{87}=?$/),
  auth: z.string().regex(/^[\w-]{22}={0,2}$/),
  /** Id of the master key from which the key that it was made for derives. */
  key: z.string(),
});
export type PushSubscription = z.output<typeof pushSubscription>;

export type VapidKeys = { readonly publicKey: string; readonly privateKey: string };

/** Order of P-256: a private key is below it, and not zero. */
const order = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

/**
 * The key pair by which push services know this installation (VAPID, RFC 8292). It is drawn from the master key, so it is
 * kept where that is, the same in every process, and nothing more has to be kept or backed up.
 * @param id the master key; the current one when left out. undefined when it is not in the ring any more.
 */
export function vapidKeys(keyring: Keyring, id: string = keyring.currentId): VapidKeys | undefined {
  const at = keyring.ids.indexOf(id);
  for (let round = 0; at >= 0; round += 1) {
    const drawn = keyring.blindIndexes(String(round), 'vapid')[at];
    if (!drawn) return undefined;
    const number = BigInt(`0x${drawn.toString('hex')}`);
    if (number === 0n || number >= order) continue;
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(drawn);
    return { publicKey: pair.getPublicKey('base64url'), privateKey: drawn.toString('base64url') };
  }
  return undefined;
}

export type PushMessage = {
  /** The same each time it is tried; what waits at the push service under it is replaced. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly href: string;
  readonly isUrgent: boolean;
};

/** `gone`: the browser has withdrawn, so nothing more shall be tried. */
export type PushDelivery = Delivery & { readonly gone?: boolean };

export type PushOptions = {
  readonly post: Post;
  readonly keys: VapidKeys /** An https or mailto address of ours. */;
  readonly subject: string;
};

/** Sends a message to a browser, encrypted for it alone (RFC 8291). Never throws. */
export async function push(to: PushSubscription, message: PushMessage, options: PushOptions): Promise<PushDelivery> {
  const { id, title, text, href, isUrgent } = message;
  const subscription = { endpoint: to.endpoint, keys: { p256dh: to.p256dh, auth: to.auth } };
  let details: webPush.RequestDetails;
  try {
    details = webPush.generateRequestDetails(subscription, JSON.stringify({ id, title, text, href }), {
      vapidDetails: { subject: options.subject, ...options.keys },
      TTL: 3 * 24 * 3600,
      urgency: isUrgent ? 'high' : 'normal',
      topic: id.replaceAll('-', ''),
      contentEncoding: 'aes128gcm',
    });
  } catch {
    return { sent: false, retry: false, reason: 'bad_subscription', gone: true };
  }
  const headers = Object.fromEntries(Object.entries(details.headers).map(([name, value]) => [name, String(value)]));
  const answered = await options.post({ url: to.endpoint, headers, body: details.body ?? '' });
  if (!('text' in answered)) return { sent: false, retry: answered.retry, reason: answered.reason };
  const { status } = answered;
  if (status >= 200 && status < 300) return { sent: true };
  const gone = status === 404 || status === 410;
  return { sent: false, retry: status >= 500 || status === 408 || status === 429, reason: `status ${status}`, gone };
}
