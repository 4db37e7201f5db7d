import { gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { h } from 'preact';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestHouse } from '../../test/house.ts';
import type { Actor } from './access.ts';
import { fixedClock } from './clock.ts';
import { keptFirst } from './front.ts';
import { guardHeaders, withHeaders } from './guard.ts';
import { mount, type Serving } from './http.ts';
import { newId } from './ids.ts';
import { append, journalMark } from './journal.ts';
import { openMetrics } from './metrics.ts';
import { done } from './outcome.ts';
import { pageCache } from './page-cache.ts';
import { page } from './route.ts';
import { inTransaction } from './write.ts';

const clock = fixedClock('2026-11-22T02:00:00Z');
const house = await openTestHouse({ clock });
const { workshop } = house;
const district = '421202';
let loads = 0;
let asked = 0;
/** What a page waits for between what it has read and its answer. */
let meanwhile: () => Promise<void> = async () => undefined;

const entriesPage = page({
  name: 'things.entries',
  path: '/things/{code}',
  summary: { zh: '东西', en: 'Things' },
  may: 'anyone',
  input: z.object({ code: z.string().max(9) }),
  words: {},
  shows: z.object({ entries: z.int(), who: z.string().nullable() }),
  version: (context) => {
    asked += 1;
    return journalMark(context.db, district);
  },
  load: async ({ db, actor }) => {
    loads += 1;
    const rows = await db.selectFrom('journal').select('id').where('district', '=', district).execute();
    await meanwhile();
    return done({ entries: rows.length, who: actor?.name ?? null });
  },
  view: (model, face) => ({
    title: 'Things',
    body: h('p', {}, `${model.entries} ${model.who} ${face.today} ${face.elder} `.repeat(100)),
  }),
});

const actor: Actor = {
  accountId: newId(),
  sessionId: newId(),
  district,
  personId: newId(),
  name: 'Pan',
  grants: [],
  withheld: undefined,
};

let isAdmitted = true;
const metrics = openMetrics();
const headers = guardHeaders(false);
const serving: Serving = {
  workshop,
  baseUrl: 'http://localhost',
  demo: false,
  secureCookies: false,
  uploadLimit: 20_000_000,
  pages: pageCache({ headers }),
  loadActor: async (token) => (token === 'pan' ? { actor, lang: 'zh', elder: false } : undefined),
  frame: (face, content, status) => `${face.lang}|${status.said ?? ''}|${JSON.stringify(content.body.props)}`,
  problemPage: (_, problem) => ({ title: problem.title, body: h('p', {}, problem.code) }),
  workbook: async () => new Uint8Array(),
  addressOf: () => '',
  onError: (error) => {
    throw error;
  },
};
const app = new Hono();
app.use(metrics.measure(), withHeaders(headers), compress());
mount(app, [entriesPage], serving);
const front = keptFirst(app.fetch, { workshop, pages: serving.pages, metrics, admits: () => isAdmitted });

const ask = async (given: Record<string, string> = {}, path = '/things/a', method = 'GET'): Promise<Response> =>
  front(new Request(`http://localhost${path}`, { method, headers: given }), {});
const text = async (given?: Record<string, string>, path?: string): Promise<string> => (await ask(given, path)).text();
const entry = { verb: 'things.add', thing: { kind: 'thing', id: newId() } };
const write = (): Promise<unknown> =>
  inTransaction(workshop, { district }, async (write) => {
    await write.record(entry);
    return done(undefined);
  });
/** What another process writes, as it looks from here: it is in the database, and nobody here was told. */
const writeElsewhere = (): Promise<unknown> =>
  house.db.transaction().execute((tx) => append(tx, { district, now: clock.now(), channel: 'screen' }, entry));

beforeEach(async () => {
  isAdmitted = true;
  meanwhile = async () => undefined;
  // Nothing that was kept is current any more.
  await write();
});

describe('freshness', () => {
  test('an unchanged page is answered without asking the database, for a second', async () => {
    const first = await text();
    loads = asked = 0;
    clock.advance(0.9);
    expect(await text()).toBe(first);
    expect([loads, asked]).toEqual([0, 0]);
    clock.advance(0.2);
    expect(await text()).toBe(first);
    // Its version was asked for, and was the same.
    expect([loads, asked]).toEqual([0, 1]);
    await text();
    expect([loads, asked]).toEqual([0, 1]);
  });

  test('who has written reads what was written', async () => {
    const before = await text();
    await write();
    const after = await text();
    expect(after).not.toBe(before);
    await write();
    expect(await text()).not.toBe(after);
  });

  test('what another process writes shows after a second at the latest', async () => {
    const before = await text();
    await writeElsewhere();
    clock.advance(0.5);
    expect(await text()).toBe(before);
    clock.advance(0.5);
    expect(await text()).not.toBe(before);
  });

  test('what was read before a write is not trusted after it', async () => {
    let goOn: () => void = () => undefined;
    const waits = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let hasRead: () => void = () => undefined;
    const read = new Promise<void>((resolve) => {
      hasRead = resolve;
    });
    meanwhile = () => {
      hasRead();
      return waits;
    };
    const slow = text();
    await read;
    meanwhile = async () => undefined;
    await write();
    goOn();
    const old = await slow;
    expect(await text()).not.toBe(old);
  });

  test('two that commit in another order than they began are both seen', async () => {
    await text();
    const earlier = newId();
    await writeElsewhere();
    clock.advance(2);
    const between = await text();
    await house.database.query(
      `insert into journal (district, id, at, verb, thing_kind, thing_id) values ($1, $2, now(), 'things.add', 'thing', $2)`,
      [district, earlier],
    );
    clock.advance(2);
    expect(await text()).not.toBe(between);
  });

  test('a new day is a new page; a clock put back makes nothing young', async () => {
    clock.set('2026-11-22T15:59:59.9Z');
    expect(await text()).toContain('2026-11-22');
    clock.set('2026-11-22T16:00:00Z');
    expect(await text()).toContain('2026-11-23');
    await writeElsewhere();
    clock.set('2026-11-22T02:00:00Z');
    await text();
    await writeElsewhere();
    clock.set('2026-11-22T01:00:00Z');
    asked = 0;
    await text();
    expect(asked).toBe(1);
  });
});

describe('to each their own', () => {
  test('language, elder version and form are kept apart', async () => {
    const looks: readonly (readonly [Record<string, string>, string?])[] = [
      [{}],
      [{ 'accept-language': 'en-GB,en;q=0.9' }],
      [{ cookie: 'elder=1' }],
      [{ cookie: 'lang=en; elder=1' }],
      [{ accept: 'application/json' }],
    ];
    const once: string[] = [];
    for (const [given, path] of looks) once.push(await text(given, path));
    expect(new Set(once).size).toBe(looks.length);
    loads = 0;
    for (const [i, [given, path]] of looks.entries()) expect(await text(given, path)).toBe(once[i]);
    expect(loads).toBe(0);
    // Another way to the same look, and the address before the cookie before the browser.
    expect(await text({ cookie: 'lang=en', 'accept-language': 'zh' })).toBe(once[1]);
    expect(await text({ cookie: 'lang=zh', 'accept-language': 'en' })).toBe(once[0]);
    expect(await text({ cookie: 'lang=zh' }, '/things/a?lang=en')).toBe(once[1]);
    expect(await text({ cookie: 'lang=zh' }, '/things/a?l%61ng=en')).toBe(once[1]);
  });

  test('says on what it depends, whoever answers', async () => {
    const [made, kept] = [await ask(), await ask()];
    for (const answer of [made, kept]) {
      expect(answer.headers.get('vary')).toBe('Cookie, Accept, Accept-Language, Accept-Encoding');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    }
    expect(Object.fromEntries(kept.headers)).toEqual(Object.fromEntries(made.headers));
  });

  test('who is signed in sees their own, and nobody else sees it', async () => {
    const cookie = 'doorstep=pan';
    const own = await ask({ cookie });
    expect(own.headers.get('cache-control')).toBe('no-store');
    expect(own.headers.get('etag')).toBeNull();
    expect(await own.text()).toContain('Pan');
    expect(await text()).not.toContain('Pan');
    expect(await text()).not.toContain('Pan');
    expect(await text({ cookie })).toContain('Pan');
    expect(await text({ cookie: `elder=0; ${cookie}` })).toContain('Pan');
    // A session that has ended is nobody's, and nothing of it is kept either.
    loads = 0;
    await text({ cookie: 'doorstep=ended' });
    await text({ cookie: 'doorstep=ended' });
    expect(loads).toBe(2);
  });

  test('who shall be told something is told, once, and nobody else', async () => {
    await text();
    const told = await ask({ cookie: 'said=things.add' });
    expect(told.headers.get('set-cookie')).toContain('said=;');
    expect(told.headers.get('cache-control')).toBe('no-store');
    expect((await ask()).headers.get('set-cookie')).toBeNull();
  });

  test('an address that is not there is not kept', async () => {
    const missing = () => ask({}, '/things/far-too-long');
    expect([(await missing()).status, (await missing()).status]).toEqual([404, 404]);
    expect((await missing()).headers.get('cache-control')).toBe('no-store');
  });
});

describe('over the wire', () => {
  test('gzip only for who takes it, the same page under the same tag', async () => {
    const plain = await ask();
    for (const time of ['made', 'kept']) {
      if (time === 'made') await write();
      const zipped = await ask({ 'accept-encoding': 'gzip, deflate, br' });
      expect(zipped.headers.get('content-encoding')).toBe('gzip');
      const bytes = new Uint8Array(await zipped.arrayBuffer());
      expect(gunzipSync(bytes).toString()).toBe(await text());
    }
    expect(plain.headers.get('content-encoding')).toBeNull();
    for (const encoding of ['identity', 'gzip;q=0', 'gzip; q=0.0, identity', 'br'])
      expect((await ask({ 'accept-encoding': encoding })).headers.get('content-encoding')).toBeNull();
    const tags = [await ask(), await ask({ 'accept-encoding': 'gzip' })].map((answer) => answer.headers.get('etag'));
    expect(tags[0]).toBe(tags[1]);
  });

  test('who has it is told so, until it changes', async () => {
    const tag = (await ask()).headers.get('etag') ?? '';
    for (const held of [tag, tag.replace('W/', ''), `"other", ${tag}`, '*']) {
      const same = await ask({ 'if-none-match': held });
      expect([same.status, await same.text(), same.headers.get('etag')]).toEqual([304, '', tag]);
    }
    expect((await ask({ 'if-none-match': '"other"' })).status).toBe(200);
    expect((await ask({ 'if-none-match': tag, cookie: 'lang=en' })).status).toBe(200);
    expect((await ask({ 'if-none-match': tag, cookie: 'doorstep=pan' })).status).toBe(200);
    await write();
    expect((await ask({ 'if-none-match': tag })).status).toBe(200);
    expect((await ask({ 'if-none-match': tag })).status).toBe(200);
  });

  test('a write that changes nothing of the page leaves its tag', async () => {
    const at = async () => (await ask({}, '/things/a')).headers.get('etag');
    const tag = await at();
    await inTransaction(workshop, { district: '421222' }, async (write) => {
      await write.record(entry);
      return done(undefined);
    });
    expect(await at()).toBe(tag);
  });

  test('HEAD has the head and no body', async () => {
    const whole = await ask();
    const head = await ask({}, '/things/a', 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('etag')).toBe(whole.headers.get('etag'));
  });
});

describe('all that holds for every answer', () => {
  test('security headers, whoever answers', async () => {
    for (const answer of [await ask(), await ask(), await ask({ 'if-none-match': '*' })])
      for (const [name, value] of Object.entries(headers)) expect(answer.headers.get(name)).toBe(value);
  });

  test('counted under its route', async () => {
    const counted = async (): Promise<number> =>
      Number(
        /doorstep_http_seconds_count\{[^}]*route="things.entries"[^}]*2xx"\} (\d+)/.exec(await metrics.text())?.[1],
      );
    await ask();
    const before = await counted();
    await ask();
    expect(await counted()).toBe(before + 1);
  });

  test('who asks too often is left to the app, which says so', async () => {
    await ask();
    asked = 0;
    isAdmitted = false;
    await ask();
    expect(asked).toBe(1);
  });

  test('what is no reading is never answered from memory', async () => {
    await ask();
    expect((await ask({}, '/things/a', 'POST')).status).toBe(404);
  });
});

test('holds so many bytes at most: the one used longest ago goes first', () => {
  const pages = pageCache({ limit: 10_000 });
  const moment = { at: 0, writes: 0 };
  const finished = (i: number) =>
    pages.finish({ route: 'x', version: `${i}`, type: 'text/html', body: `${i}`.padEnd(1000, 'x') });
  for (let i = 0; i < 3; i += 1) pages.keep(`${i}`, finished(i), moment);
  pages.keep('0', finished(0), moment);
  pages.keep('3', finished(3), moment);
  expect(['0', '1', '2', '3'].filter((key) => pages.current(key, moment) !== undefined)).toEqual(['0', '2', '3']);
});
