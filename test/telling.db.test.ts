import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from '../src/kit/clock.ts';
import type { Gateways } from '../src/kit/gateways.ts';
import { newId } from '../src/kit/ids.ts';
import { runJobs } from '../src/kit/job-runner.ts';
import { openLog } from '../src/kit/log.ts';
import { smtpMailer } from '../src/kit/mail.ts';
import { guardedPost } from '../src/kit/outbound.ts';
import { done, isRefused, type Outcome } from '../src/kit/outcome.ts';
import type { Message } from '../src/kit/sms.ts';
import { inTransaction, type Workshop, type Write } from '../src/kit/write.ts';
import { react } from '../src/reactions.ts';
import { sendAgain } from '../src/rooms/channels/again.ts';
import { addWay, chooseTimes, chooseTopics, confirmWay, endWay } from '../src/rooms/channels/choose.ts';
import { forgetWays } from '../src/rooms/channels/close.ts';
import { confirmToken, wayToConfirm } from '../src/rooms/channels/confirm.ts';
import { listDead } from '../src/rooms/channels/deliveries.ts';
import { channelJobs, sendJob, tellJob } from '../src/rooms/channels/jobs.ts';
import { addOutlet } from '../src/rooms/channels/outlets.ts';
import { findWay } from '../src/rooms/channels/store.ts';
import { sendToOutlet } from '../src/rooms/channels/tell-outlet.ts';
import { type Attempt, sendConfirmation, TryAgain, tellByWay } from '../src/rooms/channels/tell-way.ts';
import { weighMessages } from '../src/rooms/channels/topics.ts';
import { addPersons, sendMessage, sendMessages } from '../src/rooms/people/index.ts';
import { renumberPlace } from '../src/rooms/places/actions.ts';
import { openTestDatabase } from './database.ts';
import { listenHttp, listenSmtp } from './listener.ts';
import { buildSmallWorld } from './people-world.ts';
import { pushReceiver } from './push-receiver.ts';

const database = await openTestDatabase();
const db = database.kysely;
const world = await buildSmallWorld(database);
const { district, clock } = world;
const sms: Message[] = [];
const baseGateways: Gateways = { baseUrl: 'https://d.example', post: guardedPost(), trusted: [] };
const house: Workshop = {
  ...world.workshop,
  react,
  gateways: baseGateways,
  outbox: {
    send: async (message) => {
      sms.push(message);
      return { sent: true };
    },
  },
};
/** The same house by the real clock, as the queue has it. */
const now: Workshop = { ...house, clock: systemClock };

async function act<T>(verb: (write: Write) => Promise<Outcome<T>>, by: Workshop = house): Promise<T> {
  const outcome = await inTransaction(by, { district }, verb);
  if (isRefused(outcome)) throw new Error(`refused: ${outcome.refused}`);
  return outcome.done;
}
const refusal = async (verb: (write: Write) => Promise<Outcome<unknown>>): Promise<string> => {
  const outcome = await inTransaction(house, { district }, verb);
  return isRefused(outcome) ? outcome.refused : 'done';
};
const prepare = <T>(work: (write: Write) => Promise<T>, by: Workshop = house): Promise<T> =>
  act(async (write) => {
    const made = await work(write);
    await write.record({ verb: 'test.prepare', thing: { kind: 'test', id: newId() } });
    return done(made);
  }, by);

const log = openLog({ level: 'silent', style: 'json' });
/** Works on jobs by the real clock, trying again after a second. */
async function startWork(by: Workshop) {
  const jobs = channelJobs.map((job) => ({ ...job, options: { ...job.options, pause: 1 } }));
  return runJobs({ database, jobs, context: by, clock: systemClock, zone: by.zone, log, tickSeconds: 1 });
}
// What is sent waits in queues, which the first start makes.
await (await startWork(house)).stop(1);

let phones = 0;
async function somebody(): Promise<string> {
  phones += 1;
  const phone = `139000${String(phones).padStart(5, '0')}`;
  const [id = ''] = await prepare((write) =>
    addPersons(write, [{ placeId: world.community.id, name: '苗小雨', phone }]),
  );
  return id;
}
const byPhone = async (personId: string): Promise<string> =>
  (await act((write) => addWay(write, { personId, kind: 'sms', label: '', lang: 'zh' }))).id;
const tell = (personId: string, kind = 'people.told_withdrawn', by: Workshop = house): Promise<void> =>
  prepare((write) => sendMessage(write, { personId, kind, about: { byId: personId }, href: '/me/data' }), by);
const statesOf = async (way: string): Promise<string[]> =>
  (
    await database.query('SELECT state FROM deliveries WHERE way_id = $1 OR outlet_id = $1 ORDER BY created_at, id', [
      way,
    ])
  ).map((row) => String(row.state));

function attempt(more: Partial<Attempt> = {}): Attempt & { readonly put: Date[] } {
  const put: Date[] = [];
  return {
    id: newId(),
    number: 1,
    isLast: false,
    finish: async () => undefined,
    later: async (_, due) => void put.push(due),
    put,
    ...more,
  };
}
const run = (way: string, by: Workshop = house, more: Partial<Attempt> = {}) =>
  tellByWay(by, { district, way }, attempt(more));

describe('messages', () => {
  test('go by the ways chosen, once each, with names masked; whoever chose nothing hears nothing', async () => {
    const [ada, ben] = [await somebody(), await somebody()];
    const way = await byPhone(ada);
    await tell(ada);
    await tell(ben);
    expect(await statesOf(way)).toEqual(['waiting']);
    sms.length = 0;
    expect(await run(way)).toBe('sent');
    expect(await run(way)).toBe('nothing');
    expect(sms).toHaveLength(1);
    expect(sms[0]?.text).toBe('【家门口】苗**按您的意思撤回了一项同意。\nhttps://d.example/me/data');
    const [{ count } = {}] = await database.query(
      'SELECT count(*)::int FROM deliveries WHERE message_id IN (SELECT id FROM messages WHERE person_id = $1)',
      [ben],
    );
    expect(count).toBe(0);
  });

  test('rolled back with what gave reason for them, they never were', async () => {
    const ada = await somebody();
    const way = await byPhone(ada);
    const outcome = await inTransaction(house, { district }, async (write) => {
      await sendMessage(write, { personId: ada, kind: 'people.told_withdrawn' });
      return { refused: 'no' } as const;
    });
    expect(isRefused(outcome)).toBe(true);
    expect(await statesOf(way)).toEqual([]);
  });

  test('only about the topics chosen for a way', async () => {
    const ada = await somebody();
    const way = await byPhone(ada);
    const found = await findWay(db, district, way);
    if (!found) throw new Error('no way');
    await act((write) => chooseTopics(write, { way: found, chosen: ['must_do'] }));
    await tell(ada, 'people.told_withdrawn');
    await tell(ada, 'groups.told_invited');
    expect(await statesOf(way)).toEqual(['waiting']);
  });

  test('in the quiet hours they wait and then come as one; what was read meanwhile does not come', async () => {
    const ada = await somebody();
    const way = await byPhone(ada);
    clock.set('2026-11-22T21:59:00+08:00');
    onTestFinished(() => clock.set('2026-11-22T12:00:00+08:00'));
    await tell(ada);
    clock.set('2026-11-22T23:00:00+08:00');
    for (let i = 0; i < 2; i += 1) await tell(ada);
    sms.length = 0;
    // The first was due by day, but its job is late, as after a failure.
    const night = attempt();
    expect(await tellByWay(house, { district, way }, night)).toBe('later');
    expect(night.put).toEqual([new Date('2026-11-23T07:00:00+08:00')]);
    await database.query(
      'UPDATE messages SET read_at = now() WHERE id = (SELECT max(id::text)::uuid FROM messages WHERE person_id = $1)',
      [ada],
    );
    clock.set('2026-11-23T07:00:00+08:00');
    expect(await run(way)).toBe('sent');
    expect(sms).toHaveLength(1);
    expect(sms[0]?.text).toContain('您有 2 条新消息');
    expect((await statesOf(way)).toSorted()).toEqual(['dropped', 'sent', 'sent']);
  });

  test('the digest comes once a day', async () => {
    const ada = await somebody();
    const way = await byPhone(ada);
    const choices = { quietFrom: 0, quietUntil: 0, digest: true, digestAt: 18 * 60 };
    await act((write) => chooseTimes(write, { personId: ada, choices }));
    for (let i = 0; i < 5; i += 1) await tell(ada);
    expect(await run(way)).toBe('nothing');
    const jobs = await database.query(
      "SELECT id FROM pgboss.job WHERE name = 'channels.tell' AND data ->> 'way' = $1",
      [way],
    );
    expect(jobs).toHaveLength(1);
    clock.set('2026-11-22T18:00:00+08:00');
    onTestFinished(() => clock.set('2026-11-22T12:00:00+08:00'));
    sms.length = 0;
    expect(await run(way)).toBe('sent');
    expect(sms.map(({ text }) => text.includes('您有 5 条新消息'))).toEqual([true]);
  });

  test('what is urgent passes by night, and the digest stays where it was', async () => {
    const ada = await somebody();
    const way = await byPhone(ada);
    const choices = { quietFrom: 22 * 60, quietUntil: 7 * 60, digest: true, digestAt: 8 * 60 };
    await act((write) => chooseTimes(write, { personId: ada, choices }));
    clock.set('2026-11-22T23:30:00+08:00');
    onTestFinished(() => clock.set('2026-11-22T12:00:00+08:00'));
    await tell(ada);
    weighMessages({ 'accounts.told_reset': 'urgent' });
    await tell(ada, 'accounts.told_reset');
    sms.length = 0;
    expect(await run(way)).toBe('sent');
    expect(sms).toHaveLength(1);
    const [waiting] = await database.query("SELECT due_at FROM deliveries WHERE way_id = $1 AND state = 'waiting'", [
      way,
    ]);
    expect(waiting?.due_at).toEqual(new Date('2026-11-23T08:00:00+08:00'));
  });

  test('a retry sends the same under the same id; given up it is among the dead, and can be sent again, once', async () => {
    const ada = await somebody();
    const way = await byPhone(ada);
    await tell(ada);
    const ids: string[] = [];
    const down: Workshop = {
      ...house,
      outbox: {
        send: async ({ id }) => {
          ids.push(id);
          return { sent: false, retry: true, reason: 'status 503' };
        },
      },
    };
    const id = newId();
    await expect(run(way, down, { id })).rejects.toThrow(TryAgain);
    // What came meanwhile is not slipped into the retry: it has a job of its own.
    await tell(ada);
    expect(await run(way, down, { id, number: 8, isLast: true })).toBe('failed');
    expect(ids).toEqual([id, id]);
    const dead = await listDead(db, district, { offset: 0, limit: 10 });
    const [one] = dead;
    expect(dead).toMatchObject([
      { kind: 'sms', tries: 8, problem: 'status 503', about: 'people.told_withdrawn', outlet: null },
    ]);
    await act((write) => sendAgain(write, one?.id ?? ''));
    expect(await refusal((write) => sendAgain(write, one?.id ?? ''))).toBe('not_dead');
    expect(await listDead(db, district, { offset: 0, limit: 10 })).toEqual([]);
    sms.length = 0;
    expect(await run(way)).toBe('sent');
    expect(sms).toHaveLength(1);
  });

  test('killed after it was sent and before that was written down: the next try sends the same id again', async () => {
    const ada = await somebody();
    const way = await byPhone(ada);
    await tell(ada);
    sms.length = 0;
    const id = newId();
    const killed = async (): Promise<void> => {
      throw new Error('killed');
    };
    await expect(run(way, house, { id, finish: killed })).rejects.toThrow('killed');
    expect(await statesOf(way)).toEqual(['sending']);
    // Another job for this way takes nothing that somebody is at work on.
    expect(await run(way)).toBe('nothing');
    expect(await run(way, house, { id, number: 2 })).toBe('sent');
    expect(sms.map((message) => message.id)).toEqual([id, id]);
  });

  test('a way taken away carries nothing more, and one of an erased person is forgotten', async () => {
    const ada = await somebody();
    const way = await byPhone(ada);
    await tell(ada);
    const found = await findWay(db, district, way);
    if (!found) throw new Error('no way');
    await act((write) => endWay(write, { way: found }));
    expect(await statesOf(way)).toEqual(['dropped']);
    await tell(ada);
    expect(await statesOf(way)).toEqual(['dropped']);
    expect(await run(way)).toBe('nothing');
    await prepare((write) => forgetWays(write, ada));
    expect(await database.query('SELECT id FROM telling_ways WHERE person_id = $1', [ada])).toEqual([]);
  });

  test('without a phone on the record there is no way by phone', async () => {
    const [id = ''] = await prepare((write) => addPersons(write, [{ placeId: world.community.id, name: '闵无话' }]));
    expect(await refusal((write) => addWay(write, { personId: id, kind: 'sms', label: '', lang: 'zh' }))).toBe(
      'no_phone',
    );
  });
});

describe('by e-mail', () => {
  test('an address counts once its link was followed, by whoever holds the link, once', async () => {
    const server = await listenSmtp();
    const mail = smtpMailer({ url: server.url, from: 'doorstep@example.org' });
    const by: Workshop = { ...house, gateways: { ...baseGateways, mail } };
    const ada = await somebody();
    const given = {
      personId: ada,
      kind: 'email',
      address: 'ada@example.org',
      label: 'a***@example.org',
      lang: 'en',
    } as const;
    const { id } = await act((write) => addWay(write, given));
    expect(await refusal((write) => addWay(write, given))).toBe('way_known');
    await tell(ada);
    expect(await statesOf(id)).toEqual([]);
    const way = await findWay(db, district, id);
    if (!way) throw new Error('no way');
    const token = confirmToken(house.keyring, way);
    await sendConfirmation(by, { district, way: id }, attempt());
    const asked = server.letters.shift();
    expect(asked?.to).toBe('ada@example.org');
    expect(asked?.data.replaceAll('=\r\n', '')).toContain(`https://d.example/channels/confirm/${token}`);
    expect(
      await wayToConfirm(db, house.keyring, clock.now(), `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`),
    ).toBeUndefined();
    expect(await wayToConfirm(db, house.keyring, new Date('2026-11-30'), token)).toBeUndefined();
    await act((write) => confirmWay(write, token));
    expect(await refusal((write) => confirmWay(write, token))).toBe('link_spent');
    await tell(ada);
    expect(await run(id, by)).toBe('sent');
    expect(server.letters).toMatchObject([{ to: 'ada@example.org' }]);
    const stored = JSON.stringify(await database.query('SELECT * FROM telling_ways WHERE id = $1', [id]));
    expect(stored).not.toContain('ada@');
  });

  test('nobody can have letters sent to many strangers', async () => {
    const ada = await somebody();
    const add = (n: number) => (write: Write) =>
      addWay(write, { personId: ada, kind: 'email', address: `s${n}@example.org`, label: '', lang: 'zh' });
    for (let n = 0; n < 5; n += 1) expect(await refusal(add(n))).toBe('done');
    expect(await refusal(add(5))).toBe('too_many_addresses');
  });
});

test('a browser that has withdrawn is not tried again', async () => {
  const server = await listenHttp(() => ({ status: 410 }));
  const by: Workshop = { ...house, gateways: { ...baseGateways, post: guardedPost({ trusted: [server.host] }) } };
  const ada = await somebody();
  const { p256dh, auth } = pushReceiver();
  const address = JSON.stringify({ endpoint: server.url, p256dh, auth, key: house.keyring.currentId });
  const { id } = await act((write) => addWay(write, { personId: ada, kind: 'push', address, label: '', lang: 'zh' }));
  await tell(ada);
  expect(await run(id, by)).toBe('dropped');
  expect(await findWay(db, district, id)).toBeUndefined();
  expect(server.heard).toHaveLength(1);
});

describe('by the queue', () => {
  async function work(by: Workshop) {
    const runner = await startWork(by);
    onTestFinished(() => runner.stop(5));
    return runner;
  }
  const soon = { timeout: 25_000, interval: 50 };
  const place = world.buildings[0];
  if (!place) throw new Error('no building');
  let numbers = 0;
  const happen = (by: Workshop) => {
    numbers += 1;
    return act((write) => renumberPlace(write, { place, name: `${60 + numbers}` }), by);
  };
  const outlet = async (kind: 'webhook' | 'wecom', url: string, host: string): Promise<string> => {
    const given = {
      place: world.community,
      kind,
      name: '接收',
      url,
      secret: 'whsec_AAAA',
      lang: 'zh',
      trusted: [host],
    } as const;
    return (await act((write) => addOutlet(write, { ...given, verbs: ['places.renumber'] }))).id;
  };
  const close = (id: string) =>
    database.query("UPDATE outlets SET ended_at = now(), ended_why = 'removed' WHERE id = $1", [id]);

  test('a webhook hears what happens below its place, after failures, under one id, with ids and public facts only', async () => {
    const server = await listenHttp((_, n) => ({ status: n <= 2 ? 500 : 200 }));
    const by: Workshop = {
      ...now,
      gateways: { ...baseGateways, post: guardedPost({ trusted: [server.host] }), trusted: [server.host] },
    };
    const id = await outlet('webhook', `${server.url}/hook`, server.host);
    await work(by);
    await happen(by);
    await vi.waitFor(async () => expect(await statesOf(id)).toEqual(['sent']), soon);
    expect(server.heard).toHaveLength(3);
    expect(new Set(server.heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const [entry] = await database.query(
      "SELECT id, thing_id FROM journal WHERE verb = 'places.renumber' ORDER BY id DESC LIMIT 1",
    );
    expect(JSON.parse(server.heard[2]?.text ?? '')).toEqual({
      type: 'places.renumber',
      timestamp: expect.stringMatching(/^\d{4}-/),
      data: { id: entry?.id, thing: { kind: 'place', id: entry?.thing_id }, place: place.code },
    });
    await close(id);
  });

  test('one that says it is gone is closed; one elsewhere hears nothing', async () => {
    const server = await listenHttp(() => ({ status: 410 }));
    const by: Workshop = { ...now, gateways: { ...baseGateways, post: guardedPost({ trusted: [server.host] }) } };
    const id = await outlet('webhook', server.url, server.host);
    const given = {
      place: world.elsewhere,
      kind: 'webhook',
      name: '别处',
      url: server.url,
      secret: 'x',
      lang: 'zh',
    } as const;
    const other = await act((write) =>
      addOutlet(write, { ...given, trusted: [server.host], verbs: ['places.renumber'] }),
    );
    await work(by);
    await happen(by);
    await vi.waitFor(async () => expect(await statesOf(id)).toEqual(['dropped']), soon);
    expect(await database.query('SELECT ended_why FROM outlets WHERE id = $1', [id])).toEqual([{ ended_why: 'gone' }]);
    expect(await statesOf(other.id)).toEqual([]);
    await happen(by);
    await pause(300);
    expect(server.heard).toHaveLength(1);
  });

  test('a robot speaks once; broken off in the middle nobody knows, so a person decides', async () => {
    const server = await listenHttp(() => ({ body: { errcode: 0 } }));
    const by: Workshop = { ...house, gateways: { ...baseGateways, post: guardedPost({ trusted: [server.host] }) } };
    const id = await outlet('wecom', server.url, server.host);
    await happen(house);
    const [row] = await database.query('SELECT id FROM deliveries WHERE outlet_id = $1', [id]);
    const at = { district, delivery: String(row?.id) };
    const killed = async (): Promise<void> => {
      throw new Error('killed');
    };
    const batch = newId();
    await expect(sendToOutlet(by, at, attempt({ id: batch, finish: killed }))).rejects.toThrow('killed');
    expect(await sendToOutlet(by, at, attempt({ id: batch, number: 2 }))).toBe('failed');
    expect(server.heard).toHaveLength(1);
    expect(JSON.parse(server.heard[0]?.text ?? '').markdown.content).toContain('改了名称或编号');
    expect(await listDead(db, district, { offset: 0, limit: 10 })).toMatchObject([
      { kind: 'wecom', problem: 'in_doubt' },
    ]);
    await act((write) => sendAgain(write, at.delivery));
    expect(await sendToOutlet(by, at, attempt())).toBe('sent');
    await close(id);
  });

  test('messages go out through the queue', async () => {
    const ada = await somebody();
    const way = await byPhone(ada);
    await act((write) =>
      chooseTimes(write, { personId: ada, choices: { quietFrom: 0, quietUntil: 0, digest: false, digestAt: 480 } }),
    );
    sms.length = 0;
    await work(now);
    await prepare(
      (write) =>
        sendMessages(
          write,
          [1, 2].map(() => ({ personId: ada, kind: 'people.told_withdrawn', about: { byId: ada } })),
        ),
      now,
    );
    await vi.waitFor(async () => expect(await statesOf(way)).toEqual(['sent', 'sent']), soon);
    // What came together went together.
    expect(sms).toHaveLength(1);
  });
});

describe.skipIf(database.dialect === 'pglite')('races', () => {
  test('of ten runs for one way at once, each message is sent by one', async () => {
    const ada = await somebody();
    const way = await byPhone(ada);
    for (let i = 0; i < 5; i += 1) await tell(ada);
    sms.length = 0;
    const results = await Promise.all(Array.from({ length: 10 }, () => run(way)));
    expect(results.filter((result) => result === 'sent')).toHaveLength(1);
    expect(sms).toHaveLength(1);
    expect(await statesOf(way)).toEqual(Array.from({ length: 5 }, () => 'sent'));
  });

  test('of ten who send again at once, one does', async () => {
    const ada = await somebody();
    const way = await byPhone(ada);
    await tell(ada);
    await database.query("UPDATE deliveries SET state = 'failed', ended_at = now() WHERE way_id = $1", [way]);
    const [row] = await database.query('SELECT id FROM deliveries WHERE way_id = $1', [way]);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => refusal((write) => sendAgain(write, String(row?.id)))),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
  });

  test('of ten who add the same address at once, one does', async () => {
    const ada = await somebody();
    const add = (write: Write) => addWay(write, { personId: ada, kind: 'sms', label: '', lang: 'zh' });
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => refusal(add)));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(['done', 'way_known']));
  });
});

test('the jobs keep their names: those already waiting know them', () => {
  expect([tellJob.name, sendJob.name]).toEqual(['channels.tell', 'channels.send']);
});
