import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { listenHttp, listenSmtp } from '../../test/listener.ts';
import { pushReceiver, readVapid } from '../../test/push-receiver.ts';
import { smtpMailer } from './mail.ts';
import { guardedPost } from './outbound.ts';
import { callWebhook, sayByRobot } from './robots.ts';
import { openKeyring } from './secrets.ts';
import { push, vapidKeys } from './web-push.ts';
import { defaultWechatData, wechatAccount } from './wechat.ts';

const now = new Date('2026-11-22T02:00:00Z');

describe('Web Push', () => {
  const keyring = openKeyring([Buffer.alloc(32, 7), Buffer.alloc(32, 8)]);
  const keys = vapidKeys(keyring);
  if (!keys) throw new Error('no keys');
  const message = {
    id: '0193a7a0-0000-7000-8000-000000000001',
    title: '家门口',
    text: '有一件事',
    href: '/x',
    isUrgent: true,
  };

  test('the browser alone can read it, and the push service knows whose it is', async () => {
    const server = await listenHttp(() => ({ status: 201 }));
    const browser = pushReceiver();
    const to = { endpoint: `${server.url}/push/1`, p256dh: browser.p256dh, auth: browser.auth, key: keyring.currentId };
    const options = { post: guardedPost({ trusted: [server.host] }), keys, subject: 'https://doorstep.example' };
    expect(await push(to, message, options)).toEqual({ sent: true });
    const [heard] = server.heard;
    if (!heard) throw new Error('nothing came');
    expect(heard.headers).toMatchObject({
      'content-encoding': 'aes128gcm',
      urgency: 'high',
      topic: message.id.replaceAll('-', ''),
    });
    expect(browser.open(heard.body)).toEqual({ id: message.id, title: '家门口', text: '有一件事', href: '/x' });
    const { key, claims } = readVapid(heard.headers.authorization ?? '');
    expect(key).toBe(keys.publicKey);
    expect(claims).toMatchObject({ aud: server.url, sub: 'https://doorstep.example' });
  });

  test.each([
    [410, { retry: false, gone: true }],
    [404, { retry: false, gone: true }],
    [429, { retry: true, gone: false }],
    [503, { retry: true, gone: false }],
    [400, { retry: false, gone: false }],
  ])('status %i', async (status, expected) => {
    const server = await listenHttp(() => ({ status }));
    const browser = pushReceiver();
    const to = { endpoint: server.url, p256dh: browser.p256dh, auth: browser.auth, key: '' };
    const options = { post: guardedPost({ trusted: [server.host] }), keys, subject: 'https://doorstep.example' };
    expect(await push(to, message, options)).toEqual({ sent: false, reason: `status ${status}`, ...expected });
  });

  test('keys come from the master key: the same each time, others for another one, the old ones while it is in the ring', () => {
    const older = openKeyring([Buffer.alloc(32, 8)]);
    expect(vapidKeys(keyring)).toEqual(keys);
    expect(vapidKeys(keyring, older.currentId)).toEqual(vapidKeys(older));
    expect(vapidKeys(older)).not.toEqual(keys);
    expect(vapidKeys(older, keyring.currentId)).toBeUndefined();
  });
});

describe('robots', () => {
  const message = {
    title: '家门口',
    text: '温馨苑3栋 [点我](http://evil.example) @所有人',
    href: 'https://d.example/places/1',
  };

  test('DingTalk: signed by the secret, in the address', async () => {
    const server = await listenHttp(() => ({ body: { errcode: 0, errmsg: 'ok' } }));
    const robot = { kind: 'dingtalk', url: `${server.url}/robot/send?access_token=t`, secret: 'SECabc' } as const;
    expect(await sayByRobot(robot, message, guardedPost({ trusted: [server.host] }), now)).toEqual({ sent: true });
    const asked = new URL(server.heard[0]?.path ?? '', server.url);
    expect(asked.searchParams.get('access_token')).toBe('t');
    expect(asked.searchParams.get('timestamp')).toBe('1795312800000');
    expect(asked.searchParams.get('sign')).toBe(
      createHmac('sha256', 'SECabc').update('1795312800000\nSECabc').digest('base64'),
    );
    const { msgtype, markdown } = JSON.parse(server.heard[0]?.text ?? '');
    expect(msgtype).toBe('markdown');
    // What somebody wrote is neither a link nor a call to everybody.
    expect(markdown.text).not.toMatch(/\]\(http:|@/);
    expect(markdown.text).toContain('温馨苑3栋 点我');
  });

  test.each([
    ['wecom', { errcode: 0 }, { sent: true }],
    ['wecom', { errcode: 45009 }, { sent: false, retry: true, reason: 'errcode 45009' }],
    ['wecom', { errcode: 93000 }, { sent: false, retry: false, reason: 'errcode 93000' }],
    ['dingtalk', { errcode: 310000 }, { sent: false, retry: false, reason: 'errcode 310000' }],
    ['dingtalk', { errcode: 130101 }, { sent: false, retry: true, reason: 'errcode 130101' }],
    ['wecom', { hello: 'I am no robot' }, { sent: false, retry: false, reason: 'no_robot_there' }],
  ] as const)('%s answers %o', async (kind, body, expected) => {
    const server = await listenHttp(() => ({ body }));
    const post = guardedPost({ trusted: [server.host] });
    expect(await sayByRobot({ kind, url: server.url }, message, post, now)).toEqual(expected);
  });
});

describe('webhooks', () => {
  const secret = `whsec_${Buffer.from('a secret of twenty-four').toString('base64')}`;

  test('carry the three headers of Standard Webhooks, and the signature fits', async () => {
    const server = await listenHttp(() => ({ status: 204 }));
    const call = { url: server.url, secret, id: 'msg_1', body: '{"type":"x"}' };
    expect(await callWebhook(call, guardedPost({ trusted: [server.host] }), now)).toEqual({ sent: true });
    const [heard] = server.heard;
    if (!heard) throw new Error('nothing came');
    const { headers, text } = heard;
    expect(headers['webhook-id']).toBe('msg_1');
    expect(headers['webhook-timestamp']).toBe('1795312800');
    const mac = createHmac('sha256', 'a secret of twenty-four').update(`msg_1.1795312800.${text}`).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${mac}`);
  });

  test.each([
    [500, { retry: true, gone: false }],
    [302, { retry: true, gone: false }],
    [404, { retry: true, gone: false }],
    [410, { retry: false, gone: true }],
  ])('status %i', async (status, expected) => {
    const server = await listenHttp(() => ({ status }));
    const call = { url: server.url, secret, id: 'msg_1', body: '{}' };
    expect(await callWebhook(call, guardedPost({ trusted: [server.host] }), now)).toEqual({
      sent: false,
      reason: `status ${status}`,
      ...expected,
    });
  });
});

describe('WeChat', () => {
  const account = (url: string, host: string) =>
    wechatAccount({
      appId: 'wxapp',
      secret: 'secret12',
      template: 'template1',
      data: defaultWechatData,
      url,
      post: guardedPost({ trusted: [host] }),
      now: () => now,
    });
  const message = {
    id: 'm1',
    openId: 'o1',
    text: '这是一条长得超过二十个字所以要截短的消息内容',
    time: '2026年11月22日 10:00',
    url: 'https://d.example/x',
  };

  test('fetches a token once, and another when that one is stale', async () => {
    let token = 0;
    const server = await listenHttp(({ path }) => {
      if (path === '/cgi-bin/stable_token') {
        token += 1;
        return { body: { access_token: `t${token}`, expires_in: 7200 } };
      }
      return { body: { errcode: path.endsWith('=t1') && server.heard.length > 3 ? 42001 : 0 } };
    });
    const wechat = account(server.url, server.host);
    expect(await wechat.send(message)).toEqual({ sent: true });
    expect(await wechat.send(message)).toEqual({ sent: true });
    expect(await wechat.send(message)).toEqual({ sent: true });
    expect(server.heard.map(({ path }) => path.split('?').at(-1))).toEqual([
      '/cgi-bin/stable_token',
      'access_token=t1',
      'access_token=t1',
      'access_token=t1',
      '/cgi-bin/stable_token',
      'access_token=t2',
    ]);
    expect(JSON.parse(server.heard[1]?.text ?? '')).toEqual({
      touser: 'o1',
      template_id: 'template1',
      url: 'https://d.example/x',
      client_msg_id: 'm1',
      data: { thing1: { value: '这是一条长得超过二十个字所以要截短的消…' }, time2: { value: '2026年11月22日 10:00' } },
    });
  });

  test.each([
    [43004, { retry: false, gone: true }],
    [45009, { retry: true, gone: false }],
    [47001, { retry: false, gone: false }],
  ])('errcode %i', async (errcode, expected) => {
    const server = await listenHttp(({ path }) => ({
      body: path.includes('stable') ? { access_token: 't', expires_in: 7200 } : { errcode },
    }));
    expect(await account(server.url, server.host).send(message)).toEqual({
      sent: false,
      reason: `errcode ${errcode}`,
      ...expected,
    });
  });

  test('no token, no message', async () => {
    const server = await listenHttp(() => ({ body: { errcode: 40125 } }));
    expect(await account(server.url, server.host).send(message)).toEqual({
      sent: false,
      retry: true,
      reason: 'no_token',
    });
  });
});

describe('e-mail', () => {
  const mail = { id: 'm-1', to: 'zhou@example.org', subject: '您有一条新消息', text: '有一件事\n.\n完了' };

  test('arrives whole, under an id that stays the same', async () => {
    const server = await listenSmtp();
    const mailer = smtpMailer({ url: server.url, from: 'Doorstep <doorstep@example.org>' });
    expect(await mailer.send(mail)).toEqual({ sent: true });
    expect(await mailer.send(mail)).toEqual({ sent: true });
    const [first, second] = server.letters;
    expect(first).toMatchObject({ from: 'doorstep@example.org', to: 'zhou@example.org' });
    expect(first?.data).toMatch(/^Message-ID: <m-1@example\.org>\r$/m);
    expect(second?.data).toMatch(/^Message-ID: <m-1@example\.org>\r$/m);
    expect(first?.data).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    const body = first?.data.split('\r\n\r\n').slice(1).join('\r\n\r\n') ?? '';
    const isBase64 = /^Content-Transfer-Encoding: base64/im.test(first?.data ?? '');
    const text = isBase64 ? Buffer.from(body, 'base64').toString() : decodeQuoted(body);
    expect(text.replaceAll('\r', '').trim()).toBe(mail.text);
  });

  test.each([
    [550, false],
    [451, true],
  ])('a server that says %i: tried again %s', async (code, retry) => {
    const server = await listenSmtp(() => code);
    const mailer = smtpMailer({ url: server.url, from: 'doorstep@example.org' });
    expect(await mailer.send(mail)).toEqual({ sent: false, retry, reason: `status ${code}` });
  });

  test('a server that is not there', async () => {
    const mailer = smtpMailer({ url: 'smtp://127.0.0.1:1', from: 'doorstep@example.org' });
    expect(await mailer.send(mail)).toEqual({ sent: false, retry: true, reason: 'not_reachable' });
  });

  test('a second address cannot be slipped in', async () => {
    const server = await listenSmtp();
    const mailer = smtpMailer({ url: server.url, from: 'doorstep@example.org' });
    await mailer.send({ ...mail, to: 'a@example.org\r\nBcc: b@example.org', subject: 'x\r\nBcc: c@example.org' });
    expect(server.letters.every(({ to, data }) => !to.includes('b@') && !/^Bcc:/im.test(data))).toBe(true);
  });
});

function decodeQuoted(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
