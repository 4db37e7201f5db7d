import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../src/kit/database.ts';
import { demoServer, type Server } from './server.ts';

const community = '421202001008';
const timeout = 300_000;

/** Signs in as somebody of the community office. @returns the cookie. */
async function signIn({ origin }: Server): Promise<string> {
  const offered = await fetch(`${origin}/sign-in`, { headers: { accept: 'application/json' } });
  const { demo } = (await offered.json()) as { demo: { ref: string; role: string }[] };
  const person = demo.find(({ role }) => role.includes('居委会'))?.ref;
  const response = await post({ origin }, '', '/demo/session', { person });
  const cookie = response.headers.getSetCookie().find((one) => one.startsWith('doorstep='));
  if (!cookie) throw new Error(`Nobody was let in: ${response.status} ${await response.text()}`);
  return cookie.split(';')[0] ?? '';
}

function post({ origin }: Pick<Server, 'origin'>, cookie: string, path: string, body: object): Promise<Response> {
  const given =
    body instanceof FormData
      ? { body }
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  return fetch(`${origin}${path}`, {
    method: 'POST',
    ...given,
    headers: { ...('headers' in given ? given.headers : {}), cookie, accept: 'application/json' },
  });
}

async function get({ origin }: Server, cookie: string, path: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${origin}${path}`, { headers: { cookie, accept: 'application/json' } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return (await response.json()) as Record<string, unknown>;
}

test('kill -9 during 200 writes loses nothing that was acknowledged, and nothing happens twice', {
  timeout,
}, async () => {
  const server = await demoServer();
  await server.start();
  const cookie = await signIn(server);
  const writes = Array.from({ length: 200 }, (_, n) => ({
    requestId: randomUUID(),
    kind: 'compound',
    name: `考验${n + 1}苑`,
  }));
  const answers = new Map<string, string>();
  const write = async (one: (typeof writes)[number]): Promise<void> => {
    const response = await post(server, cookie, `/places/${community}/children`, one);
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${response.status} ${text}`);
    const before = answers.get(one.requestId);
    if (before !== undefined) expect(text).toBe(before);
    answers.set(one.requestId, text);
  };

  // Five deaths, each in the middle of several writes under way.
  for (const deadline of [30, 61, 97, 128, 163]) {
    const waiting = writes.filter(({ requestId }) => !answers.has(requestId));
    let isDying = false;
    const worker = async (): Promise<void> => {
      for (let one = waiting.shift(); one && !isDying; one = waiting.shift()) {
        // Of a write whose connection broke nobody knows whether it was done: it is sent again after the restart.
        await write(one).catch((error) => {
          if (!isDying) throw error;
        });
        if (answers.size >= deadline && !isDying) {
          isDying = true;
          await server.kill();
        }
      }
    };
    await Promise.all([worker(), worker(), worker(), worker()]);
    await server.start();
  }
  for (const one of writes) await write(one);
  // Every one again: the same answer, and nothing more done.
  for (const one of writes.slice(0, 50)) await write(one);
  expect(new Set(answers.values()).size).toBe(200);

  await server.kill();
  const database = await openDatabase(server.database);
  onTestFinished(() => database.close());
  const [row] = await database.query(
    `SELECT count(*)::int AS places, count(DISTINCT name)::int AS names,
       (SELECT count(*)::int FROM journal WHERE verb = 'places.add' AND district = '421202') AS entries
     FROM places WHERE district = '421202' AND name LIKE '考验%苑'`,
  );
  expect(row).toEqual({ places: 200, names: 200, entries: 200 });
});

test('kill -9 in the middle of an import leaves nothing half: after the restart it goes on to the end', {
  timeout,
}, async () => {
  const server = await demoServer();
  await server.start();
  const cookie = await signIn(server);
  const rows = 6000;
  const begun = await post(server, cookie, '/imports', upload(rows));
  const { ref, href } = (await begun.json()) as { ref: string; href: string };
  expect(begun.status, JSON.stringify({ ref, href })).toBe(200);

  const stateAfter = async (isOver: (page: { state: string; rowsDone: number }) => boolean) => {
    for (;;) {
      const page = (await get(server, cookie, `/imports/${ref}`)) as { state: string; rowsDone: number };
      if (isOver(page)) return page;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  expect(await stateAfter(({ state }) => state !== 'reading')).toMatchObject({ state: 'checked' });
  await post(server, cookie, `/imports/${ref}/confirmation`, { requestId: randomUUID() });
  const middle = await stateAfter(({ state, rowsDone }) => state !== 'writing' || rowsDone > 0);
  await server.kill();
  // It was in the middle, or this test shows nothing.
  expect(middle.state).toBe('writing');
  expect(middle.rowsDone).toBeLessThan(rows);

  await server.start();
  expect(await stateAfter(({ state }) => state !== 'writing')).toMatchObject({ state: 'done' });
  await server.kill();
  const database = await openDatabase(server.database);
  onTestFinished(() => database.close());
  const count = async (from: string): Promise<unknown> =>
    (await database.query(`SELECT count(*)::int AS n FROM ${from}`))[0]?.n;
  const heads = "persons p WHERE p.district = '421202' AND p.name LIKE '考验%'";
  expect(await count(heads)).toBe(rows);
  expect(
    await count(`${heads} AND EXISTS (SELECT FROM households h WHERE h.district = p.district AND h.head_id = p.id)`),
  ).toBe(rows);
  const compound = "(SELECT path FROM places WHERE district = '421202' AND name = '考验苑')";
  expect(await count(`places WHERE district = '421202' AND kind = 'dwelling' AND starts_with(path, ${compound})`)).toBe(
    rows,
  );
});

/** A ledger of the households of a new compound. */
function upload(rows: number): FormData {
  const lines = Array.from({ length: rows }, (_, n) => {
    const room = `${1 + (Math.trunc(n / 4) % 25)}0${1 + (n % 4)}`;
    return `考验苑,${1 + Math.trunc(n / 100)}栋,1单元,${room},考验${n + 1},139${String(n).padStart(8, '0')},3`;
  });
  const text = ['小区,楼栋,单元,房号,户主,联系电话,人口数', ...lines].join('\n');
  const form = new FormData();
  form.set('requestId', randomUUID());
  form.set('place', community);
  form.set('kind', 'households');
  form.set('file', new File([text], '住户.csv', { type: 'text/csv' }));
  return form;
}
