import { describe, expect, test } from 'vitest';
import { openTestHouse } from '../test/house.ts';
import { createApp } from './app.ts';
import { readConfig } from './kit/config.ts';
import { openLog } from './kit/log.ts';
import { openMetrics } from './kit/metrics.ts';

const lines: string[] = [];
const house = await openTestHouse();
const given = readConfig({ TRUST_PROXY: 'true' });
if ('problems' in given) throw new Error('The configuration is wrong');
const app = await createApp({
  workshop: house.workshop,
  config: given.config,
  log: openLog({ level: 'warn', style: 'json', write: (line) => void lines.push(line) }),
  metrics: openMetrics(),
});

const post = (path: string, forwarded: string) =>
  app.fetch(
    new Request(`http://localhost${path}`, {
      method: 'POST',
      headers: { 'x-forwarded-for': forwarded, accept: 'application/json' },
    }),
  );

let addresses = 0;

describe('where secrets are typed', () => {
  test.each([
    '/sign-in/code',
    '/sign-in/session',
    '/sign-in/factor',
    '/welcome/some-link',
    '/demo/session',
    '/me/password',
  ])('twenty a minute from one address: %s', async (path) => {
    addresses += 1;
    const [from, other] = [`203.0.113.${addresses}`, `198.51.100.${addresses}`];
    for (let asked = 0; asked < 20; asked += 1) {
      // What stands before the last comma is the client's own invention and earns nothing.
      expect((await post(path, `10.0.0.${asked}, ${from}`)).status).not.toBe(429);
    }
    const refused = await post(path, `10.0.0.99, ${from}`);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(3);
    expect(await refused.json()).toMatchObject({ code: 'too_often', status: 429 });
    expect((await post(path, `${from}, ${other}`)).status).not.toBe(429);
  });

  test('other writes have the wide limit only', async () => {
    for (let asked = 0; asked < 25; asked += 1) {
      expect((await post('/sign-out', '203.0.113.200')).status).not.toBe(429);
    }
  });

  test('one line of an IPv6 network is one address', async () => {
    for (let asked = 0; asked < 20; asked += 1) await post('/sign-in/code', `2001:db8:1:2::${asked}`);
    expect((await post('/sign-in/code', '2001:db8:1:2:ffff::1')).status).toBe(429);
    expect((await post('/sign-in/code', '2001:db8:1:3::1')).status).not.toBe(429);
  });
});

describe('for whoever keeps it running', () => {
  test('it is ready while the database answers, and says so when it does not', async () => {
    expect((await app.fetch(new Request('http://localhost/readyz'))).status).toBe(200);
    const query = async (): Promise<never> => Promise.reject(new Error('Connection terminated'));
    const deaf = await createApp({
      workshop: { ...house.workshop, database: { ...house.database, query } },
      config: given.config,
      log: openLog({ level: 'silent', style: 'json' }),
      metrics: openMetrics(),
    });
    expect((await deaf.fetch(new Request('http://localhost/readyz'))).status).toBe(503);
    expect((await deaf.fetch(new Request('http://localhost/healthz'))).status).toBe(200);
  });

  test('the description of the API names every route, what answers beside them, and how each is refused', () => {
    const { paths } = app.openApi as { paths: Record<string, Record<string, { responses: object }>> };
    for (const path of [...app.routes.map((route) => route.path), '/healthz', '/readyz', '/metrics', '/openapi.json'])
      expect(Object.keys(paths)).toContain(path);
    for (const { path, kind } of app.routes) {
      const isWrite = kind === 'verb' || kind === 'visit';
      const answers = Object.keys(paths[path]?.[isWrite ? 'post' : 'get']?.responses ?? {});
      expect(answers).toEqual(expect.arrayContaining(['200', '400', '404', '429', ...(isWrite ? ['422'] : [])]));
    }
  });
});
