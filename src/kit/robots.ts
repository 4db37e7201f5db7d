import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Post } from './outbound.ts';
import { type Delivery, signature, signingKey } from './sms.ts';

/** What a robot says in its group. */
export type RobotMessage = { readonly title: string; readonly text: string; readonly href?: string | undefined };

export const robotKinds = ['wecom', 'dingtalk'] as const;
export type RobotKind = (typeof robotKinds)[number];

/** Where the robots of each kind live; an address elsewhere is none of theirs. */
export const robotHosts: Readonly<Record<RobotKind, string>> = {
  wecom: 'qyapi.weixin.qq.com',
  dingtalk: 'oapi.dingtalk.com',
};

type Robot = { readonly kind: RobotKind; readonly url: string; readonly secret?: string | undefined };

const answer = z.object({ errcode: z.number() });
/** Too many a minute, and busy on their side. */
const passing: Readonly<Record<RobotKind, ReadonlySet<number>>> = {
  wecom: new Set([-1, 45009, 45033]),
  dingtalk: new Set([-1, 130101, 410100]),
};

/** Lets a robot of a chat group say something. Never throws. */
export async function sayByRobot(robot: Robot, message: RobotMessage, post: Post, now: Date): Promise<Delivery> {
  const url = robot.kind === 'dingtalk' ? signedByDingTalk(robot.url, robot.secret, now) : robot.url;
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  const answered = await post({ url, headers, body: JSON.stringify(bodyOf(robot.kind, message)) });
  if (!('text' in answered)) return { sent: false, retry: answered.retry, reason: answered.reason };
  if (answered.status !== 200) {
    const { status } = answered;
    return { sent: false, retry: status >= 500 || status === 429, reason: `status ${status}` };
  }
  const errcode = errcodeOf(answered.text);
  if (errcode === 0) return { sent: true };
  if (errcode === undefined) return { sent: false, retry: false, reason: 'no_robot_there' };
  return { sent: false, retry: passing[robot.kind].has(errcode), reason: `errcode ${errcode}` };
}

/**
 * DingTalk's 加签: time and secret, joined by a line break, under HMAC-SHA-256 with the secret as key, in base64, as
 * parameters of the address.
 */
function signedByDingTalk(url: string, secret: string | undefined, now: Date): string {
  if (secret === undefined) return url;
  const timestamp = String(now.getTime());
  const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
  const signed = new URL(url);
  signed.searchParams.set('timestamp', timestamp);
  signed.searchParams.set('sign', sign);
  return signed.href;
}

function bodyOf(kind: RobotKind, { title, text, href }: RobotMessage): object {
  const lines = [`**${plain(title)}**`, plain(text), ...(href ? [`[${href}](${href})`] : [])];
  if (kind === 'wecom') return { msgtype: 'markdown', markdown: { content: lines.join('\n') } };
  return { msgtype: 'markdown', markdown: { title: plain(title), text: lines.join('\n\n') } };
}

/** What somebody wrote shall not become a link, a heading or a call to everybody. */
function plain(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+!<>|~]/g, ' ')
    .replaceAll('@', '＠')
    .replace(/\s+/g, ' ')
    .trim();
}

function errcodeOf(text: string): number | undefined {
  try {
    const read = answer.safeParse(JSON.parse(text));
    return read.success ? read.data.errcode : undefined;
  } catch {
    return undefined;
  }
}

export type WebhookCall = {
  readonly url: string;
  /** With or without `whsec_`. */
  readonly secret: string;
  /** The same each time it is tried: the receiver knows by it what it has already. */
  readonly id: string;
  readonly body: string;
};

/**
 * Calls a webhook by the rules of Standard Webhooks 1.0: what is not 2xx is tried again, 410 means never again (`gone`).
 * Never throws.
 */
export async function callWebhook(
  { url, secret, id, body }: WebhookCall,
  post: Post,
  now: Date,
): Promise<Delivery & { readonly gone?: boolean }> {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    ...signature(signingKey(secret), id, now, body),
  };
  const answered = await post({ url, headers, body });
  if (!('text' in answered)) return { sent: false, retry: answered.retry, reason: answered.reason };
  const { status } = answered;
  if (status >= 200 && status < 300) return { sent: true };
  return { sent: false, retry: status !== 410, reason: `status ${status}`, gone: status === 410 };
}
