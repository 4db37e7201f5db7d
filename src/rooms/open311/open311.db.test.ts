import { createRequire } from 'node:module';
import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { appointSomebody, prepare } from '../../../test/actors.ts';
import { type Answer, openTestApp, type Session } from '../../../test/app.ts';
import { countOnBoard } from '../../../test/board.ts';
import * as published from '../../../test/georeport.ts';
import { leavesAsText, plainOf, sparkOf } from '../../../test/spark.ts';
import { buildTarget, type Target } from '../../../test/target.ts';
import { newId, readRef } from '../../kit/ids.ts';
import { isRefused } from '../../kit/outcome.ts';
import { keepPhotos } from '../../kit/photos.ts';
import { insertMany } from '../../kit/rows.ts';
import { postInput } from './input.ts';
import { readMoment, searchSpan } from './read.ts';

const app = await openTestApp();
const base = '/open311/v2';
let target: Target;
let key: string;
let desk: Session;

beforeAll(async () => {
  target = await buildTarget(app, '421202002001');
  key = target.programKey;
  const { district, at } = target;
  const personId = await prepare(app.workshop, district, (write) =>
    appointSomebody(write, '邬佳音', at.community.id, [
      { role: 'community_office.staff', at: at.community },
      { role: 'platform.administrator', at: at.district },
    ]),
  );
  desk = await app.signIn({ district, personId });
});

const get = (path: string, query: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  app.get(`${base}${path}?${new URLSearchParams(query)}`);
const there = () => ({ jurisdiction_id: target.at.compound.code });

async function post(fields: Readonly<Record<string, string>>, format = 'json', more: Record<string, string> = {}) {
  const response = await app.fetch(
    new Request(`http://localhost${base}/requests.${format}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...more },
      body: new URLSearchParams(fields).toString(),
    }),
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) as unknown };
}

const sends = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  api_key: key,
  service_code: 'lighting',
  address_id: target.at.building.code,
  description: '楼道灯不亮，老人摔过',
  ...there(),
  ...more,
});
const tokenOf = (answer: { json(): unknown }): string => String((answer.json() as { token: string }[])[0]?.token);

async function decide(verb: string, ref: string, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const answer = await app.ask(`issues.${verb}`, { ref, ...more }, { as: desk });
  if (answer.status !== 200) throw new Error(`${verb}: ${answer.status} ${answer.text}`);
}

async function publish(title: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const ref = tokenOf(await post(sends(more)));
  await decide('accept', ref, { kind: 'lighting', tier: 'days7' });
  await decide('publish', ref, { title, visibility: 'all' });
  return ref;
}

test('discovery leads to the endpoint in both formats', async () => {
  const json = await app.get('/open311/discovery.json');
  expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(json.json()).toMatchObject({
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: `http://localhost${base}`,
        type: 'production',
        formats: ['text/xml', 'application/json'],
      },
    ],
  });
  const xml = await app.get('/open311/discovery.xml');
  expect(xml.headers.get('content-type')).toBe('text/xml; charset=utf-8');
  expect(xml.text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<discovery>/);
  expect(xml.text).toContain('<formats><format>text/xml</format><format>application/json</format></formats>');
});

test('services are the open kinds; guarded ones are none', async () => {
  const list = published.services.parse((await get('/services.json', there())).json());
  const codes = list.map((service) => service.service_code);
  expect(codes).toContain('lighting');
  for (const guarded of ['violence', 'self_harm', 'threat']) {
    expect(codes).not.toContain(guarded);
    expect((await get(`/services/${guarded}.json`, there())).status).toBe(404);
    expect((await post(sends({ service_code: guarded }))).status).toBe(404);
  }
  for (const service of list)
    published.serviceDefinition.parse((await get(`/services/${service.service_code}.json`, there())).json());
});

test('XML and JSON say the same, word for word', async () => {
  await publish('3 楼 <走道> & 门厅的灯');
  for (const path of ['/services', '/services/lighting', '/requests', `/tokens/${target.publicIssue}`]) {
    const [json, xml] = [await get(`${path}.json`, there()), await get(`${path}.xml`, there())];
    expect([json.status, xml.status]).toEqual([200, 200]);
    expect(sparkOf(xml.text)).toEqual(leavesAsText(json.json()));
  }
  const empty = { ...there(), start_date: '1999-01-01T00:00:00Z', end_date: '1999-02-01T00:00:00Z' };
  expect((await get('/requests.json', empty)).json()).toEqual([]);
  expect((await get('/requests.xml', empty)).text).toContain('<service_requests/>');
});

test('what is sent is an issue of the desk, found by its token once it is public, and keeps what is private', async () => {
  const answer = await post(
    sends({
      first_name: '秀英',
      last_name: '卜',
      phone: '13800001234',
      email: 'bu@example.org',
      device_id: 'device-77',
      'attribute[urgency]': 'hazard',
      'attribute[private_note]': '家里老人怕黑',
    }),
  );
  expect(answer.status).toBe(200);
  expect(answer.json()).toEqual([
    { token: expect.any(String), service_notice: expect.stringContaining('2 小时'), account_id: null },
  ]);
  const ref = tokenOf(answer);
  const token = () => get(`/tokens/${ref}.json`, there()).then((found) => found.json());
  expect(await token()).toEqual([{ service_request_id: null, token: ref }]);
  expect((await get(`/requests/${ref}.json`, there())).status).toBe(404);
  const seen = (await app.ask('issues.show', { ref }, { as: desk })).json() as Record<string, unknown>;
  expect(seen).toMatchObject({ urgency: 'hazard', state: 'reported' });
  expect(JSON.stringify(seen)).toContain('家里老人怕黑');
  expect(JSON.stringify(seen)).toContain('卜秀英');

  await decide('accept', ref, { kind: 'lighting', tier: 'hours24' });
  await decide('publish', ref, { title: '楼道灯不亮', visibility: 'all' });
  expect(await token()).toEqual([{ service_request_id: ref, token: ref }]);
  const one = await get(`/requests/${ref}.json`, there());
  const [request] = published.requests.parse(one.json());
  expect(request).toMatchObject({
    service_request_id: ref,
    status: 'open',
    service_code: 'lighting',
    description: '楼道灯不亮',
    address_id: target.at.building.code,
    lat: null,
    long: null,
    expected_datetime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  });
  for (const secret of ['怕黑', '卜', '13800001234', 'example.org', 'device-77'])
    expect(one.text).not.toContain(secret);
  const rows = await app.database.query('SELECT change::text AS c FROM journal WHERE thing_id = $1', [
    readRef(ref)?.id,
  ]);
  expect(rows.map((row) => row.c).join()).toContain(target.programId);
  expect(rows.map((row) => row.c).join()).not.toContain('卜');
});

test('the photo of a public issue is found at its address by anybody', async () => {
  const ref = await publish('亭子的栏杆松了');
  const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#c33' } })
    .jpeg()
    .toBuffer();
  await prepare(app.workshop, target.district, async (write) => {
    const kept = await keepPhotos(write, [new File([new Uint8Array(picture)], 'a.jpg', { type: 'image/jpeg' })], {
      max: 1,
    });
    if (isRefused(kept)) throw new Error(kept.refused);
    const row = { district: write.district, issue_id: readRef(ref)?.id ?? '', role: 'before', at: write.now };
    await insertMany(
      write.tx,
      'issue_photos',
      kept.done.map((file_id) => ({ ...row, file_id })),
    );
  });
  const [request] = published.requests.parse((await get(`/requests/${ref}.json`, there())).json());
  const answer = await app.get(String(request?.media_url));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
});

test('a door is not told: the address ends at the building', async () => {
  const ref = await publish('门口的灯坏了', { address_id: target.at.dwelling.code });
  const [request] = published.requests.parse((await get(`/requests/${ref}.json`, there())).json());
  expect(request?.address_id).toBe(target.at.building.code);
  expect(request?.address).not.toContain('室');
});

test('only what everybody may see is shown', async () => {
  const ref = tokenOf(await post(sends()));
  await decide('accept', ref, { kind: 'lighting', tier: 'days7' });
  await decide('publish', ref, { title: '只给本小区看', visibility: 'compound' });
  expect((await get(`/requests/${ref}.json`, there())).status).toBe(404);
  expect((await get('/requests.json', there())).text).not.toContain('只给本小区看');
  const elsewhere = { jurisdiction_id: '340103001001' };
  expect((await get(`/requests/${target.publicIssue}.json`, elsewhere)).status).toBe(404);
});

test('the answer holds as many as the board', async () => {
  const board = await countOnBoard(app.database.kysely, target.at.compound);
  const list = (await get('/requests.json', there())).json() as unknown[];
  expect(list.length).toBe(board);
});

test('pages follow one another without a gap or a double', async () => {
  for (const n of [1, 2, 3]) await publish(`第 ${n} 盏灯`);
  const ids = (list: unknown): string[] =>
    (list as { service_request_id: string }[]).map((one) => one.service_request_id);
  const all = ids((await get('/requests.json', there())).json());
  const pages: string[] = [];
  for (let page = 1; ; page += 1) {
    const some = ids((await get('/requests.json', { ...there(), page: String(page), page_size: '2' })).json());
    if (some.length === 0) break;
    pages.push(...some);
  }
  expect(pages).toEqual(all);
  const two = all.slice(0, 2);
  const named = await get('/requests.json', { ...there(), service_request_id: two.join(','), status: 'closed' });
  expect(ids(named.json()).sort()).toEqual([...two].sort());
  expect((await get('/requests.json', { ...there(), status: 'closed' })).json()).toEqual([]);
  expect(ids((await get('/requests.json', { ...there(), status: 'open,closed' })).json())).toEqual(all);
  expect((await get('/requests.json', { ...there(), service_code: 'lift,parking' })).json()).toEqual([]);
});

test('errors come in the format asked for, with the status of the specification', async () => {
  const cases: [Promise<{ status: number; text: string }>, number][] = [
    [get('/services.json'), 400],
    [get('/services.json', { jurisdiction_id: '999999' }), 404],
    [get('/services/none.json', there()), 404],
    [get('/requests.json', { ...there(), start_date: '2026-01-01T00:00:00Z', end_date: '2026-06-01T00:00:00Z' }), 400],
    [get('/requests.json', { ...there(), start_date: 'yesterday' }), 400],
    [get('/requests.json', { ...there(), page_size: '100000' }), 400],
    [get('/requests/421202-00000000000000000000000000000000.json', there()), 404],
    [get('/tokens/x.json', there()), 404],
    [post(sends({ api_key: '' })), 403],
    [post(sends({ api_key: `421202-${'x'.repeat(32)}` })), 403],
    [post(sends({ jurisdiction_id: '' })), 400],
    [post(sends({ service_code: '' })), 400],
    [post(sends({ service_code: 'none' })), 404],
    [post(sends({ address_id: '' })), 400],
    [post(sends({ address_id: target.at.township.code })), 400],
    [post(sends({ description: '字'.repeat(4001) })), 400],
    [post(sends({ jurisdiction_id: '340103001001', address_id: '340103001001' })), 403],
  ];
  for (const [asked, status] of cases) {
    const answer = await asked;
    expect([answer.status, answer.text]).toEqual([status, answer.text]);
    expect(published.errors.parse(JSON.parse(answer.text))[0]?.code).toBe(status);
  }
  const several = await post({ api_key: key }, 'xml');
  expect(several.status).toBe(400);
  expect(several.headers.get('content-type')).toBe('text/xml; charset=utf-8');
  expect(sparkOf(several.text)).toHaveLength(3);
  expect(sparkOf((await get('/services.yaml', there())).text)).toMatchObject([{ code: '404' }]);
});

test('an address in words and a position lead to a place, or to the compound with a note', async () => {
  const placeOf = async (ref: string) =>
    ((await app.ask('issues.show', { ref }, { as: desk })).json() as { place: { code: string } }).place.code;
  const { address_id: _, ...bare } = sends();
  const words = `${target.at.compound.name}${target.at.building.name}栋`;
  expect(await placeOf(tokenOf(await post({ ...bare, address_string: words })))).toBe(target.at.building.code);
  expect(await placeOf(tokenOf(await post({ ...bare, address_string: '东门的大槐树下' })))).toBe(
    target.at.compound.code,
  );
  expect(await placeOf(tokenOf(await post({ ...bare, lat: '29.87', long: '114.32' })))).toBe(target.at.compound.code);
  const wide = { ...bare, jurisdiction_id: target.district, lat: '29.87', long: '114.32' };
  expect((await post(wide)).status).toBe(400);
});

test('with an Idempotency-Key a request is carried out once', async () => {
  const count = async () => Number((await app.database.query('SELECT count(*)::int AS n FROM issues'))[0]?.n);
  const before = await count();
  const once = { 'idempotency-key': newId() };
  const answers = [await post(sends(), 'json', once), await post(sends(), 'xml', once)];
  expect(await count()).toBe(before + 1);
  expect(answers[1]?.text).toContain(tokenOf(answers[0] ?? { json: () => [] }));
  expect((await post(sends(), 'json', { 'idempotency-key': 'x' })).status).toBe(400);
});

test.skipIf(app.database.dialect === 'pglite')('sent ten times at once with one key, it is one issue', async () => {
  const count = async () => Number((await app.database.query('SELECT count(*)::int AS n FROM issues'))[0]?.n);
  const before = await count();
  const once = { 'idempotency-key': newId() };
  const answers = await Promise.all(Array.from({ length: 10 }, () => post(sends(), 'json', once)));
  expect(new Set(answers.map((answer) => `${answer.status} ${tokenOf(answer)}`)).size).toBe(1);
  expect(await count()).toBe(before + 1);
});

test('whatever else is sent with a good key, the answer is one of the specification', async () => {
  const fields = Object.keys(postInput.shape).filter((name) => name !== 'api_key' && name !== 'format');
  const places = fc.constantFrom(target.district, target.at.compound.code, target.at.dwelling.code, '340103');
  const value = fc.oneof(places, fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom('1', '-90', '1栋', '-'));
  const given = fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: fields.length });
  await fc.assert(
    fc.asyncProperty(given, fc.boolean(), async (more, isWhole) => {
      const answer = await post({ ...(isWhole ? sends() : { api_key: key }), ...more });
      expect([200, 400, 403, 404]).toContain(answer.status);
      if (answer.status !== 200) published.errors.parse(answer.json());
    }),
    { seed: 20261125, numRuns: 100 },
  );
  expect(app.failures).toEqual([]);
});

test('a key is shown once, kept as a hash, holds where it was issued for, and ends when it is revoked', async () => {
  const as = { as: desk };
  const issued = (
    await app.ask('open311.issue_key', { name: '物业报修', place: target.at.compound.code }, as)
  ).json() as { key: string; clients: { id: string; name: string }[] };
  const own = issued.clients.find((client) => client.name === '物业报修');
  const list = await app.ask('open311.clients', {}, as);
  expect(list.text).not.toContain(issued.key);
  expect(list.json()).toMatchObject({ key: null });
  const [kept] = await app.database.query('SELECT * FROM open311_clients WHERE id = $1', [own?.id]);
  expect(Object.values(kept ?? {}).map(String)).not.toContain(issued.key);
  expect((await post(sends({ api_key: issued.key }))).status).toBe(200);
  const { jurisdiction_id: _, ...anywhere } = sends({ api_key: issued.key, address_id: '421202003001' });
  expect((await post({ ...anywhere, jurisdiction_id: target.district })).status).toBe(403);
  expect((await app.ask('open311.revoke_key', { id: own?.id }, as)).status).toBe(200);
  expect((await post(sends({ api_key: issued.key }))).status).toBe(403);
  expect((await app.ask('open311.revoke_key', { id: own?.id }, as)).status).toBe(422);
  const journal = await app.database.query("SELECT verb FROM journal WHERE thing_kind = 'open311_client' ORDER BY id");
  expect(journal.map((row) => row.verb)).toEqual(expect.arrayContaining(['open311.issue_key', 'open311.revoke_key']));
});

type Called = (error: unknown, data: unknown) => void;
type NpmClient = {
  format: string;
  serviceDiscovery(options: object, back: Called): void;
  serviceList(back: Called): void;
  serviceDefinition(code: string, back: Called): void;
  serviceRequests(query: object | string, back: Called): void;
  submitRequest(data: object, back: Called): void;
  token(token: string, back: Called): void;
};

/** The npm client as published. The two XML readers it asks for are on no registry, or need a compiler: these read for it. */
function npmClient(settings: object): NpmClient {
  const require = createRequire(import.meta.url);
  const within = createRequire(require.resolve('open311'));
  for (const [name, reader] of [
    ['sparkxml', { parseXml: sparkOf }],
    ['xml2json', { toJson: plainOf }],
  ] as const) {
    const file = within.resolve(name);
    within(name);
    const module = within.cache[file];
    if (module) module.exports = reader;
  }
  const Open311 = require('open311') as new (given: object) => NpmClient;
  return new Open311(settings);
}

test.each(['json', 'xml'])('the npm client open311 works unchanged over HTTP in %s', async (format) => {
  const origin = await app.listen();
  const client = npmClient({
    discovery: `${origin}/open311/discovery.json`,
    jurisdiction: target.at.compound.code,
    apiKey: key,
  });
  const call = (act: (back: Called) => void): Promise<unknown> =>
    new Promise((resolve, reject) => act((error, data) => (error ? reject(new Error(String(data))) : resolve(data))));
  await call((back) => client.serviceDiscovery({ cache: true }, back));
  client.format = format;
  const list = (await call((back) => client.serviceList(back))) as { service_code: string }[];
  expect(list.map((service) => service.service_code)).toContain('lighting');
  expect(await call((back) => client.serviceDefinition('lighting', back))).toMatchObject({ service_code: 'lighting' });
  const data = {
    service_code: 'lighting',
    address_string: `${target.at.compound.name}${target.at.building.name}栋`,
    description: '大门口的灯一闪一闪',
    attributes: { urgency: 'soon' },
  };
  const [sent] = (await call((back) => client.submitRequest(data, back))) as { token: string }[];
  const token = sent?.token ?? '';
  expect(await call((back) => client.token(token, back))).toMatchObject([{ service_request_id: null, token }]);
  await decide('accept', token, { kind: 'lighting', tier: 'days7' });
  await decide('publish', token, { title: '大门口的灯', visibility: 'all' });
  expect(await call((back) => client.token(token, back))).toMatchObject([{ service_request_id: token }]);
  const one = (await call((back) => client.serviceRequests(token, back))) as Record<string, unknown>[];
  expect(one).toMatchObject([{ service_request_id: token, status: 'open', requested_datetime: expect.any(Date) }]);
  const open = (await call((back) => client.serviceRequests({ status: 'open' }, back))) as Record<string, unknown>[];
  expect(open.map((request) => request.service_request_id)).toContain(token);
  await expect(call((back) => client.serviceDefinition('none', back))).rejects.toThrow('404');
});

const now = new Date('2026-11-22T04:00:00Z');
const spanOf = (start?: string, end?: string) => searchSpan({ start_date: start, end_date: end }, now);

test.each([
  [undefined, undefined, '2026-08-24T04:00:00.000Z', '2026-11-22T04:00:00.000Z'],
  ['2026-01-01T00:00:00Z', undefined, '2026-01-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z'],
  [undefined, '2026-04-01T08:00:00+08:00', '2026-01-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z'],
  // Exactly 90 days are not more than 90 days.
  ['2026-01-01T00:00:00Z', '2026-04-01T00:00:00Z', '2026-01-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z'],
])('from %s until %s searches %s to %s', (start, end, from, until) => {
  expect(spanOf(start, end)).toEqual({ done: { from: new Date(from), until: new Date(until) } });
});

test.each([
  ['2026-01-01T00:00:00Z', '2026-04-01T00:00:01Z', 'span_too_long'],
  ['2026-04-01T00:00:00Z', '2026-01-01T00:00:00Z', 'span_backwards'],
  ['2026-04-01T00:00:00', undefined, 'not_a_moment'], // no zone
  ['2026-02-30T00:00:00Z', undefined, 'not_a_moment'],
])('from %s until %s is refused: %s', (start, end, reason) => {
  expect(spanOf(start, end)).toMatchObject({ refused: reason });
});

test('a plus sign that an address made a space of is read as one', () => {
  expect(readMoment('2026-11-22T08:00:00 08:00')).toEqual(new Date('2026-11-22T00:00:00Z'));
});
