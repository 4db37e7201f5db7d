import { z } from 'zod';
import type { Post } from './outbound.ts';
import type { Delivery } from './sms.ts';

/** A message to one follower of a service account. */
export type WechatMessage = {
  /** The same each time it is tried: WeChat lets one through. */
  readonly id: string;
  readonly openId: string;
  readonly text: string;
  readonly time: string;
  readonly url: string;
};

/** `gone`: the follower has left or never was, so nothing more shall be tried. */
export type WechatDelivery = Delivery & { readonly gone?: boolean };

/** A WeChat service account. Never throws. */
export type Wechat = { send(message: WechatMessage): Promise<WechatDelivery> };

export type WechatOptions = {
  readonly appId: string;
  readonly secret: string;
  readonly template: string;
  /** JSON of the template's fields, see `defaultWechatData`. */
  readonly data: string;
  readonly url: string;
  readonly post: Post;
  readonly now?: (() => Date) | undefined;
};

export const defaultWechatData = '{"thing1":{"value":"{text}"},"time2":{"value":"{time}"}}';

const fields = z.record(z.string(), z.object({ value: z.string(), color: z.string().optional() }));
const token = z.object({ access_token: z.string(), expires_in: z.number() });
const answer = z.object({ errcode: z.number(), errmsg: z.string().optional() });

/** What is wrong with the fields of a template, or undefined. */
export function wechatDataProblem(text: string): string | undefined {
  try {
    return fields.safeParse(JSON.parse(text)).success ? undefined : 'is not an object of {"value": …}';
  } catch {
    return 'is not JSON';
  }
}

/** Codes of WeChat after which a new token helps, and those that say the follower is not one (any more). */
const staleToken = new Set([40001, 40014, 42001]);
const notFollowing = new Set([40003, 43004, 43101]);
/** Busy, over the limit of the minute or the day, and its own faults. */
const passing = new Set([-1, 45009, 45011, 45047, 40001, 40014, 42001]);
/** WeChat cuts a `thing` field at 20 characters and refuses longer ones. */
const longestThing = 20;

/** Sends template messages of a service account (公众号模板消息), with a token that is fetched when needed and kept. */
export function wechatAccount(options: WechatOptions): Wechat {
  const data = fields.parse(JSON.parse(options.data));
  const now = options.now ?? (() => new Date());
  let held: { readonly value: string; readonly until: number } | undefined;

  const fetchToken = async (force: boolean): Promise<string | undefined> => {
    if (!force && held && held.until > now().getTime()) return held.value;
    const answered = await postJson('/cgi-bin/stable_token', {
      grant_type: 'client_credential',
      appid: options.appId,
      secret: options.secret,
      force_refresh: force,
    });
    const read = token.safeParse(answered);
    if (!read.success) return undefined;
    // Fetched anew some minutes before its end.
    held = { value: read.data.access_token, until: now().getTime() + (read.data.expires_in - 300) * 1000 };
    return held.value;
  };

  const postJson = async (path: string, body: object): Promise<unknown> => {
    const answered = await options.post({
      url: `${options.url}${path}`,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
    });
    if (answered.status !== 200) return undefined;
    try {
      return JSON.parse(answered.text);
    } catch {
      return undefined;
    }
  };

  return {
    async send(message) {
      const body = {
        touser: message.openId,
        template_id: options.template,
        url: message.url,
        client_msg_id: message.id,
        data: filled(data, message),
      };
      for (const isSecond of [false, true]) {
        const value = await fetchToken(isSecond);
        if (value === undefined) return { sent: false, retry: true, reason: 'no_token' };
        const path = `/cgi-bin/message/template/send?access_token=${encodeURIComponent(value)}`;
        const read = answer.safeParse(await postJson(path, body));
        if (!read.success) return { sent: false, retry: true, reason: 'no_answer' };
        const { errcode } = read.data;
        if (errcode === 0) return { sent: true };
        if (staleToken.has(errcode) && !isSecond) continue;
        const gone = notFollowing.has(errcode);
        return { sent: false, retry: passing.has(errcode), reason: `errcode ${errcode}`, gone };
      }
      return { sent: false, retry: true, reason: 'no_token' };
    },
  };
}

function filled(data: z.output<typeof fields>, { text, time }: WechatMessage): Record<string, { value: string }> {
  return Object.fromEntries(
    Object.entries(data).map(([name, field]) => {
      const value = field.value.replace(/\{(text|time)\}/g, (_, key: string) => (key === 'text' ? text : time));
      const signs = [...value];
      const isLong = name.startsWith('thing') && signs.length > longestThing;
      return [name, { ...field, value: isLong ? `${signs.slice(0, longestThing - 1).join('')}…` : value }];
    }),
  );
}
