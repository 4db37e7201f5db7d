import { Hono } from 'hono';
import { h } from 'preact';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestHouse } from '../../test/house.ts';
import type { Actor } from './access.ts';
import { mount, type Serving } from './http.ts';
import { newId } from './ids.ts';
import { form, named, text, wholeNumber } from './input.ts';
import { buildOpenApi } from './openapi.ts';
import { done, refused } from './outcome.ts';
import { pageCache } from './page-cache.ts';
import { page, type Route, verb } from './route.ts';

const house = await openTestHouse();
const district = '421202';
const words = {
  taken: { zh: '已经有 {n} 个了', en: 'There are {n} already' },
  said: { zh: '已保存', en: 'Saved' },
} as const;

const listPage = page({
  name: 'things.list',
  path: '/things',
  summary: { zh: '东西', en: 'Things' },
  may: 'anyone',
  input: z.object({ q: text(5).optional() }),
  words,
  shows: z.object({ names: z.array(z.string()) }),
  version: async () => 'v1',
  load: async () => done({ names: ['a'], secret: 'never' }),
  view: (model, face) => ({
    title: 'Things',
    body: h('p', {}, [
      model.names.join(),
      face.form(addForm).field('name').value,
      face.form(addForm).field('name').error ?? '',
      face.form(addForm).problem ?? '',
    ]),
  }),
});
const deskPage = page({
  ...listPage,
  name: 'things.desk',
  path: '/desk-things',
  may: 'things.see',
  version: async () => undefined,
});
const addForm = form('things.add', '/things', {
  name: named(text(5), { zh: '名字', en: 'Name' }),
  n: wholeNumber(0, 9).default(0),
});
const addVerb = verb({
  ...addForm,
  summary: { zh: '添加', en: 'Add' },
  may: 'things.add',
  words,
  said: words.said,
  answers: z.object({ id: z.string() }),
  page: () => ({ route: listPage, input: {} }),
  act: async (write, { name }) => {
    if (name === 'taken') return refused('taken', { detail: { n: 3 }, fields: { name: 'taken' } });
    if (name === 'gone') return refused('not_found');
    const id = newId();
    await write.record({ verb: 'things.add', thing: { kind: 'thing', id } });
    return done({ id });
  },
  next: ({ id }) => `/things/${id}`,
});
const routes: readonly Route[] = [listPage, deskPage, addVerb];

function actor(...permissions: string[]): Actor {
  const grants = permissions.map((permission) => ({ permission, path: '1.', post: 'x', placeId: newId() }));
  return {
    accountId: newId(),
    sessionId: newId(),
    district,
    personId: newId(),
    name: 'A',
    grants,
    withheld: undefined,
  };
}
const known = new Map<string, Actor>([
  ['adder', actor('things.add', 'things.see')],
  ['plain', actor()],
]);
const serving: Serving = {
  workshop: house.workshop,
  baseUrl: 'http://localhost',
  demo: false,
  secureCookies: false,
  uploadLimit: 20_000_000,
  pages: pageCache(),
  loadActor: async (token) => {
    const found = known.get(token);
    return found && { actor: found, lang: 'en', elder: false };
  },
  frame: (face, content, status) =>
    `<title>${content.title}</title>${status.said ?? ''}|${face.lang}|${JSON.stringify(content.body.props)}`,
  problemPage: (_, problem) => ({ title: problem.title, body: h('p', {}, problem.code) }),
  workbook: async () => new Uint8Array(),
  addressOf: () => '',
  onError: () => undefined,
};
const app = new Hono();
mount(app, routes, serving);

const ask = (
  path: string,
  init: RequestInit & { as?: string; json?: unknown; form?: Record<string, string> } = {},
): Promise<Response> => {
  const headers = new Headers(init.headers);
  if (init.as) headers.set('cookie', `doorstep=${init.as}`);
  let body = init.body;
  if (init.json !== undefined) {
    headers.set('content-type', 'application/json');
    headers.set('accept', 'application/json');
    body = JSON.stringify(init.json);
  }
  if (init.form) body = new URLSearchParams(init.form);
  return Promise.resolve(
    app.request(path, { ...init, headers, ...(body === undefined ? {} : { body, method: 'POST' }) }),
  );
};

describe('reading', () => {
  test('one address, two faces, and JSON shows nothing that is not declared', async () => {
    const html = await ask('/things');
    expect(html.headers.get('content-type')).toContain('text/html');
    const json = await ask('/things', { headers: { accept: 'application/json' } });
    expect(await json.json()).toEqual({ names: ['a'] });
  });

  test('an unchanged page answers 304, in each language its own', async () => {
    const first = await ask('/things');
    const tag = first.headers.get('etag') ?? '';
    expect((await ask('/things', { headers: { 'if-none-match': tag } })).status).toBe(304);
    expect((await ask('/things?lang=en', { headers: { 'if-none-match': tag } })).status).toBe(200);
  });

  test('denies by default: not signed in is sent to sign in, no permission is not there', async () => {
    const anonymous = await ask('/desk-things');
    expect([anonymous.status, anonymous.headers.get('location')]).toEqual([303, '/sign-in?next=%2Fdesk-things']);
    expect((await ask('/desk-things', { headers: { accept: 'application/json' } })).status).toBe(401);
    expect((await ask('/desk-things', { as: 'plain' })).status).toBe(404);
    expect((await ask('/desk-things', { as: 'adder' })).status).toBe(200);
  });

  test('a wrong query is said, in the language of the reader', async () => {
    const json = await ask('/things?q=toolong&lang=en', { headers: { accept: 'application/json' } });
    expect([json.status, json.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    expect(await json.json()).toMatchObject({
      errors: [{ field: 'q', code: 'too_long', message: 'Too long: at most 5 characters' }],
    });
  });
});

describe('writing', () => {
  test('a form is redirected, said once, and journalled', async () => {
    const requestId = newId();
    const answer = await ask('/things', { as: 'adder', form: { name: 'b', requestId } });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('set-cookie')).toContain('said=things.add');
    const entries = await house.db
      .selectFrom('journal')
      .select('verb')
      .where('district', '=', district)
      .where('verb', '=', 'things.add')
      .execute();
    expect(entries).toHaveLength(1);
  });

  test('the same request again does nothing and answers the same; for somebody else, or another verb, it is refused', async () => {
    const requestId = newId();
    const before = await house.db.selectFrom('journal').select('id').where('district', '=', district).execute();
    const first = await ask('/things', { as: 'adder', json: { name: 'c', requestId } });
    const second = await ask('/things', { as: 'adder', json: { name: 'c', requestId } });
    expect(await second.json()).toEqual(await first.json());
    known.set('other', actor('things.add'));
    expect((await ask('/things', { as: 'other', json: { name: 'c', requestId } })).status).toBe(409);
    const after = await house.db.selectFrom('journal').select('id').where('district', '=', district).execute();
    expect(after.length - before.length).toBe(1);
  });

  test('twenty at once with one request id are done once, and all are told the same', async () => {
    const requestId = newId();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ask('/things', { as: 'adder', json: { name: 'd', requestId } })),
    );
    const told = new Set(await Promise.all(answers.map((answer) => answer.text())));
    expect(told.size).toBe(1);
  });

  test('a refused form is the same page with 422, what was typed kept; a refusal leaves the request id free', async () => {
    const requestId = newId();
    const html = await ask('/things', { as: 'adder', form: { name: 'taken', requestId } });
    expect(html.status).toBe(422);
    const body = await html.text();
    expect(body).toContain('taken');
    expect(body).toContain('There are 3 already');
    const corrected = await ask('/things', { as: 'adder', form: { name: 'e', requestId } });
    expect(corrected.status).toBe(303);
  });

  test.each([
    ['nobody', undefined, { name: 'x' }, 401],
    ['without the permission', 'plain', { name: 'x' }, 403],
    ['a field missing', 'adder', {}, 422],
    ['a field of the wrong kind', 'adder', { name: ['x'] }, 422],
    ['an unknown field', 'adder', { name: 'x', admin: true }, 422],
    ['control characters', 'adder', { name: 'a\u0000b' }, 422],
    ['half a character', 'adder', { name: '\ud800' }, 422],
    ['a number out of range', 'adder', { name: 'x', n: 10 }, 422],
    ['not there', 'adder', { name: 'gone' }, 404],
  ])('%s', async (_, as, json, status) => {
    const answer = await ask('/things', { ...(as ? { as } : {}), json: { ...json, requestId: newId() } });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  test.each([
    ['broken JSON', 'application/json', '{', 400],
    ['a list', 'application/json', '[]', 400],
    ['another type', 'text/plain', 'x', 415],
    ['broken multipart', 'multipart/form-data; boundary=x', 'y', 400],
    ['no request id', 'application/json', '{"name":"x"}', 400],
    ['more than a form holds', 'application/json', `{"name":"${'x'.repeat(1_100_000)}"}`, 413],
  ])('%s', async (_, type, body, status) => {
    expect(
      (await ask('/things', { as: 'adder', body, headers: { 'content-type': type, accept: 'application/json' } }))
        .status,
    ).toBe(status);
  });
});

test('the API says what is served', () => {
  const api = buildOpenApi(routes, { title: 'T', version: '1', description: 'd', baseUrl: 'http://localhost' }) as {
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  expect(
    Object.entries(api.paths)
      .flatMap(([path, ops]) => Object.entries(ops).map(([method, op]) => `${method} ${path} ${op.operationId}`))
      .sort(),
  ).toEqual(['get /desk-things things.desk', 'get /things things.list', 'post /things things.add']);
});
