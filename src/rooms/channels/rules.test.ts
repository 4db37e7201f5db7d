import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timeIn } from '../../kit/clock.ts';
import './below.ts';
import { publicEvent, publicFacts } from './events.ts';
import { addressProblem, verbsProblem } from './outlets.ts';
import { afterTry, dueAt, isQuiet, maySendInDoubt, wants } from './rules.ts';
import { letterOf } from './texts.ts';
import { weightOf } from './topics.ts';
import { type Choices, topics, usualChoices } from './way.ts';

const zone = 'Asia/Shanghai';
const at = (time: string): Date => new Date(`2026-11-22T${time}:00+08:00`);
const h = (hour: number): number => hour * 60;

test.each([
  [22, 7, 21 * 60 + 59, false],
  [22, 7, h(22), true],
  [22, 7, 0, true],
  [22, 7, h(7) - 1, true],
  [22, 7, h(7), false], // the end is no longer quiet
  [13, 15, h(14), true], // a nap
  [13, 15, h(15), false],
  [7, 7, h(7), false], // from seven to seven: never
])('quiet from %i to %i, at minute %i: %s', (from, until, minute, expected) =>
  expect(isQuiet({ ...usualChoices, quietFrom: h(from), quietUntil: h(until) }, minute)).toBe(expected),
);

describe('when something may be sent', () => {
  const digest: Choices = { ...usualChoices, digest: true, digestAt: h(8) };
  test.each([
    ['by day at once', usualChoices, 'concerns_me', '10:00', '2026-11-22T10:00'],
    ['late in the evening the next morning', usualChoices, 'must_do', '22:00', '2026-11-23T07:00'],
    ['after midnight the same morning', usualChoices, 'news', '03:10', '2026-11-22T07:00'],
    ['what is urgent at once, whatever was chosen', digest, 'urgent', '03:10', '2026-11-22T03:10'],
    ['with the digest of the day', digest, 'must_do', '07:30', '2026-11-22T08:00'],
    ['at its very minute', digest, 'must_do', '08:00', '2026-11-22T08:00'],
    ['with the digest of tomorrow', digest, 'must_do', '08:01', '2026-11-23T08:00'],
    [
      'a digest within the quiet hours waits for their end',
      { ...digest, digestAt: h(5) },
      'news',
      '10:00',
      '2026-11-23T07:00',
    ],
  ] as const)('%s', (_, choices, weight, now, due) => {
    expect(dueAt(choices, weight, at(now), zone)).toEqual(new Date(`${due}:00+08:00`));
  });

  test('is never in the past, never in quiet hours, and within two days', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(minute, minute, minute, fc.boolean(), minute, (quietFrom, quietUntil, digestAt, isDigest, now) => {
        const choices = { quietFrom, quietUntil, digestAt, digest: isDigest };
        const start = new Date(at('00:00').getTime() + now * 60_000);
        const due = dueAt(choices, 'concerns_me', start, zone);
        const [hour = 0, rest = 0] = timeIn(zone, due).split(':').map(Number);
        expect(due.getTime() - start.getTime()).toBeGreaterThanOrEqual(0);
        expect(due.getTime() - start.getTime()).toBeLessThan(48 * 3600_000);
        expect(isQuiet(choices, hour * 60 + rest)).toBe(false);
      }),
    );
  });
});

test('a way carries what was chosen for it; what is urgent goes wherever anything goes', () => {
  expect(wants(['must_do'], 'must_do')).toBe(true);
  expect(wants(['must_do'], 'news')).toBe(false);
  expect(wants(['news'], 'urgent')).toBe(true);
  expect(topics.some((topic) => wants([], topic)) || wants([], 'urgent')).toBe(false);
  expect(weightOf('groups.told_invited')).toBe('must_do');
  expect(weightOf('nobody.weighed_this')).toBe('concerns_me');
});

test.each([
  [{ sent: true }, false, 'sent'],
  [{ sent: false, retry: true, reason: 'x' }, false, 'again'],
  [{ sent: false, retry: true, reason: 'x' }, true, 'failed'],
  [{ sent: false, retry: false, reason: 'x' }, false, 'failed'],
  [{ sent: false, retry: false, reason: 'x', gone: true }, false, 'dropped'],
] as const)('after %o (last: %s): %s', (tried, isLast, expected) => expect(afterTry(tried, isLast)).toBe(expected));

test('in doubt, only what the receiver knows again is sent twice', () => {
  expect((['push', 'email', 'sms', 'wechat', 'webhook'] as const).every(maySendInDoubt)).toBe(true);
  expect((['wecom', 'dingtalk'] as const).some(maySendInDoubt)).toBe(false);
});

test.each([
  ['wecom', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1', undefined],
  ['dingtalk', 'https://oapi.dingtalk.com/robot/send?access_token=1', undefined],
  ['wecom', 'https://oapi.dingtalk.com/robot/send?access_token=1', 'wrong_host'],
  ['dingtalk', 'https://oapi.dingtalk.com.example.org/robot', 'wrong_host'],
  ['wecom', 'http://qyapi.weixin.qq.com/', 'not_https'],
  ['webhook', 'https://hooks.example.org/x', undefined],
  ['webhook', 'https://192.168.1.1/x', 'private_address'],
  ['webhook', 'javascript:alert(1)', 'not_an_address'],
] as const)('%s at %s: %s', (kind, url, problem) => expect(addressProblem(kind, url, [])).toBe(problem));

test('only public verbs can be subscribed to, by robots only those they say', () => {
  expect(verbsProblem('webhook', ['groups.found', 'places.add'])).toBeUndefined();
  expect(verbsProblem('wecom', ['places.add'])).toBe('not_public');
  expect(verbsProblem('webhook', ['people.register'])).toBe('not_public');
  expect(verbsProblem('webhook', ['toString'])).toBe('not_public');
  expect(verbsProblem('webhook', [])).toBe('no_verbs');
});

test('of an entry only public facts are told, and only plain ones', () => {
  const event = publicEvent('groups.found');
  if (!event) throw new Error('not public');
  const change = { kind: 'team', variety: { secret: 'x' }, foundedOn: '2026-11-22', leaderId: 'somebody' };
  const entry = { verb: 'groups.found', thing: { kind: 'group', id: 'g' }, change };
  expect(publicFacts(event, entry)).toEqual({ kind: 'team', foundedOn: '2026-11-22' });
});

test('one message is told as it is, several as one that leads to the inbox', () => {
  const message = (n: number) => ({ id: `${n}`, text: `第${n}件`, href: `/x/${n}` });
  expect(letterOf([message(1)], 'sms', 'zh', 'https://d.example')).toEqual({
    title: '您有一条新消息',
    text: '第1件',
    url: 'https://d.example/x/1',
  });
  expect(letterOf([1, 2, 3, 4].map(message), 'push', 'en', 'https://d.example')).toEqual({
    title: 'You have 4 new messages',
    text: '第1件\n第2件\n第3件\nand 1 more',
    url: 'https://d.example/me/messages',
  });
});
