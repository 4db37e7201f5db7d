import { Hono } from 'hono';
import { h } from 'preact';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestHouse } from '../../test/house.ts';
import type { Actor } from './access.ts';
import { mount } from './http.ts';
import { newId, readRef, refOf } from './ids.ts';
import { form, named, ref, text, uploads, wholeNumber } from './input.ts';
import { buildOpenApi } from './openapi.ts';
import { done, isRefused, refused } from './outcome.ts';
import { pageCache } from './page-cache.ts';
import { sheetSize } from './paging.ts';
import { fileAnswer, keepPhotos } from './photos.ts';
import { file, page, type Route, verb } from './route.ts';
import type { Serving } from './serving.ts';

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
const longPage = page({
  ...listPage,
  name: 'things.long',
  path: '/long-things',
  input: z.object({ rows: wholeNumber(0, 30_000) }),
  version: async () => undefined,
  shows: z.object({ rows: z.int() }),
  load: async (_, { rows }) => done({ rows }),
  view: () => ({ title: 'Long', body: h('p', {}) }),
  sheets: ({ rows }) => [
    { name: 'x', columns: [{ heading: 'n', kind: 'integer' }], rows: Array.from({ length: rows }, (_, n) => [n]) },
  ],
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
const photoForm = form('things.photograph', '/things/photos', {
  photos: named(uploads(12), { zh: '照片', en: 'Photos' }),
});
const photoVerb = verb({
  ...photoForm,
  summary: { zh: '拍照', en: 'Photograph' },
  may: 'things.add',
  words,
  said: words.said,
  answers: z.object({ refs: z.array(z.string()) }),
  page: () => ({ route: listPage, input: {} }),
  act: async (write, { photos }) => {
    const kept = await keepPhotos(write, photos);
    if (isRefused(kept)) return kept;
    await write.record({ verb: 'things.photograph', thing: { kind: 'thing', id: newId() } });
    return done({ refs: kept.done.map((id) => refOf(write.district, id)) });
  },
  next: () => '/things',
});
const photoFile = file({
  name: 'things.photo',
  path: '/things/photos/{ref}',
  summary: { zh: '照片', en: 'Photo' },
  may: 'anyone',
  input: z.object({ ref: ref(), open: z.string().optional() }),
  words,
  type: 'image/jpeg',
  answer: async (context, input) => {
    const at = readRef(input.ref);
    return at ? fileAnswer(context, at, 'full', { isPublic: input.open === '1' }) : refused('not_found');
  },
});
const routes: readonly Route[] = [listPage, deskPage, longPage, addVerb, photoVerb, photoFile];

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

test('a list too long for a workbook is refused in words, not cut', async () => {
  expect((await ask(`/long-things?rows=${sheetSize}&format=xlsx`)).status).toBe(200);
  const refusal = await ask(`/long-things?rows=${sheetSize + 1}&format=xlsx`);
  expect([refusal.status, await refusal.text()]).toEqual([422, expect.stringContaining('too_many_rows')]);
});

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
  ).toEqual([
    'get /desk-things things.desk',
    'get /healthz running.health',
    'get /long-things things.long',
    'get /metrics running.metrics',
    'get /openapi.json running.description',
    'get /readyz running.ready',
    'get /things things.list',
    'get /things/photos/{ref} things.photo',
    'post /things things.add',
    'post /things/photos things.photograph',
  ]);
});

describe('files', () => {
  const jpeg = (shade: string) =>
    sharp({ create: { width: 30, height: 20, channels: 3, background: shade } })
      .jpeg()
      .toBuffer();
  const post = (body: FormData) =>
    app.request('/things/photos', {
      method: 'POST',
      body,
      headers: { cookie: 'doorstep=adder', accept: 'application/json' },
    });
  const formWith = (photos: readonly Uint8Array[]): FormData => {
    const body = new FormData();
    body.set('requestId', newId());
    for (const bytes of photos) body.append('photos', new File([new Uint8Array(bytes)], 'a.jpg'));
    return body;
  };

  test('come with a form or in JSON, one, several or none, and are served so that no browser runs them', async () => {
    const [red, blue] = [await jpeg('#f00'), await jpeg('#00f')];
    const counts = [];
    for (const photos of [[], [red], [red, blue]])
      counts.push((await (await post(formWith(photos))).json()).refs.length);
    expect(counts).toEqual([0, 1, 2]);
    const data = (await jpeg('#0f0')).toString('base64');
    const json = { requestId: newId(), photos: [{ name: 'b.jpg', data }] };
    const answer = await ask('/things/photos', { as: 'adder', json });
    const [ref] = (await answer.json()).refs;
    const served = await ask(`/things/photos/${ref}`);
    expect(Object.fromEntries(served.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    const bytes = Buffer.from(await served.arrayBuffer());
    expect(Number(served.headers.get('content-length'))).toBe(bytes.length);
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 30, height: 20 });
    const open = await ask(`/things/photos/${ref}?open=1`);
    expect(open.headers.get('cache-control')).toBe('public, max-age=86400, immutable');
  });

  test('what is wrong with them is said beside the field, in words of the kit', async () => {
    const broken = await post(formWith([Buffer.from('no photo at all')]));
    expect([broken.status, await broken.json()]).toMatchObject([
      422,
      { code: 'not_a_photo', errors: [{ field: 'photos', label: 'Photos', code: 'not_a_photo' }] },
    ]);
    const red = await jpeg('#f00');
    const many = await post(formWith(Array.from({ length: 13 }, () => red)));
    expect(await many.json()).toMatchObject({ errors: [{ field: 'photos', code: 'too_many' }] });
    for (const photos of ['x', 7, [null], [{ data: '???' }], [{ data: 3 }], [{ name: 'a' }], { data: [] }]) {
      const wrong = await ask('/things/photos', { as: 'adder', json: { requestId: newId(), photos } });
      expect([photos, wrong.status]).toEqual([photos, 422]);
    }
  });

  test('the description says how to send them', () => {
    const api = buildOpenApi(routes, { title: 't', version: '1', description: '', baseUrl: 'http://localhost' });
    expect(api).toMatchObject({
      paths: {
        '/things/photos': {
          post: {
            requestBody: {
              content: {
                'application/json': {
                  schema: {
                    properties: {
                      photos: {
                        type: 'array',
                        maxItems: 12,
                        items: { properties: { data: { type: 'string', contentEncoding: 'base64' } } },
                      },
                    },
                  },
                },
                'multipart/form-data': {
                  schema: { properties: { photos: { items: { contentMediaType: 'application/octet-stream' } } } },
                },
              },
            },
          },
        },
      },
    });
  });
});
