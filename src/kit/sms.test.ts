import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { httpOutbox, type Message, signature, signingKey, smsBodyProblem } from './sms.ts';

const message: Message = {
  id: 'm-1',
  to: '13800000001',
  text: '验证码 "428913"\n5 分钟内有效',
  template: 'sign-in-code',
  values: { code: '428913', minutes: '5' },
};

const received: { headers: IncomingMessage['headers']; body: string }[] = [];
let answer: number | 'never' | 'redirect' = 200;
const gateway = createServer(async (request, response) => {
  received.push({ headers: request.headers, body: await text(request) });
  if (answer === 'never') return;
  response
    .writeHead(answer === 'redirect' ? 302 : answer, answer === 'redirect' ? { location: '/elsewhere' } : {})
    .end('x');
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send`;
});
beforeEach(() => {
  received.length = 0;
  answer = 200;
});
afterAll(() => {
  gateway.closeAllConnections();
  gateway.close();
});

test('posts the message as JSON, whatever is in its text', async () => {
  expect(await httpOutbox({ url }).send(message)).toEqual({ sent: true });
  expect(JSON.parse(received[0]?.body ?? '')).toEqual({ ...message });
  expect(received[0]?.headers['content-type']).toMatch(/^application\/json/);
  expect(received[0]?.headers['webhook-signature']).toBeUndefined();
});

test('fits the form that a gateway wants', async () => {
  const body =
    '{"phones":["+86{to}"],"TemplateCode":"SMS_{template}","params":["{code}","{minutes}"],"n":1,"un":"{unknown}"}';
  await httpOutbox({ url, body }).send({ ...message, values: { ...message.values, code: '","x":"' } });
  expect(JSON.parse(received[0]?.body ?? '')).toEqual({
    phones: ['+8613800000001'],
    TemplateCode: 'SMS_sign-in-code',
    params: ['","x":"', '5'],
    n: 1,
    un: '{unknown}',
  });
});

test('signs as Standard Webhooks say', async () => {
  // The example of the Standard Webhooks libraries.
  const example = signature(
    signingKey('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'),
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    new Date(1_614_265_330_000),
    '{"test": 2432232314}',
  );
  expect(example['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');

  const now = new Date('2026-11-22T06:00:00Z');
  await httpOutbox({ url, secret: 'our secret', now: () => now }).send(message);
  const { headers, body } = received[0] ?? { headers: {}, body: '' };
  expect(headers).toMatchObject({ 'webhook-id': 'm-1', 'webhook-timestamp': '1795327200' });
  const mac = createHmac('sha256', 'our secret').update(`m-1.1795327200.${body}`).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${mac}`);
});

test.each([
  [500, true, 'status 500'],
  [429, true, 'status 429'],
  [400, false, 'status 400'],
  [401, false, 'status 401'],
  ['redirect', true, 'not reachable'],
  ['never', true, 'no answer in time'],
] as const)('an answer of %s', async (status, retry, reason) => {
  answer = status;
  expect(await httpOutbox({ url, timeoutMs: 150 }).send(message)).toEqual({ sent: false, retry, reason });
  expect(received).toHaveLength(1);
});

test('a gateway that is not there is no exception', async () => {
  expect(await httpOutbox({ url: 'http://127.0.0.1:1/' }).send(message)).toEqual({
    sent: false,
    retry: true,
    reason: 'not reachable',
  });
});

test('a body that cannot work is said at the start', () => {
  expect(smsBodyProblem('{"to":"{to}"}')).toBeUndefined();
  expect(smsBodyProblem('{"to":')).toBe('is not JSON');
  expect(smsBodyProblem('"{to}"')).toBe('is not a JSON object');
  expect(smsBodyProblem('{"text":"{text}"}')).toBe('does not say where {to} goes');
});
