// What everybody sees alike is answered from memory: on the whole product it must stay right, and nobody's but everybody's.
import { expect, test } from 'vitest';
import { findPlaceByCode, listChildren } from '../src/rooms/places/index.ts';
import { appointSomebody, prepare } from './actors.ts';
import { openTestApp } from './app.ts';

const statements: string[] = [];
const app = await openTestApp({ onQuery: (text) => void statements.push(text) });
const db = app.database.kysely;
const community = await findPlaceByCode(db, '421202001008');
const [compound] = community ? await listChildren(db, community.district, community.id) : [];
const [building] = compound ? await listChildren(db, compound.district, compound.id) : [];
if (!community || !compound || !building) throw new Error('The demo has no building in 421202001008');
const address = `/places/${compound.code}`;
const editor = await app.signIn({
  district: community.district,
  personId: await prepare(app.workshop, community.district, (write) =>
    appointSomebody(write, '余晚舟', community.id, [{ role: 'community_office.staff', at: community }]),
  ),
});

test('a place read again costs the database nothing', async () => {
  const first = await app.get(address, { accept: 'html' });
  statements.length = 0;
  const again = await app.get(address, { accept: 'html' });
  expect([again.status, again.text]).toEqual([200, first.text]);
  expect(statements).toEqual([]);
});

test('drawn anew, an unchanged page is the same to the byte, so its tag stays', async () => {
  const tag = async () => (await app.get(address, { accept: 'html' })).headers.get('etag');
  const first = await tag();
  await prepare(app.workshop, community.district, async () => undefined);
  statements.length = 0;
  expect(await tag()).toBe(first);
  expect(statements.length).toBeGreaterThan(3);
});

test('who renames a building is read at once, by everybody', async () => {
  for (const [name, accept] of [
    ['78', 'html'],
    ['79', 'json'],
  ] as const) {
    await app.get(address, { accept });
    const done = await app.ask('places.renumber', { code: building.code, name }, { as: editor });
    expect([done.status, done.text]).toEqual([200, expect.anything()]);
    expect((await app.get(address, { accept })).text).toContain(`${name}栋`);
  }
});

test('what is shown to those who may is shown to nobody else', async () => {
  const own = await app.get(address, { as: editor, accept: 'html' });
  expect(own.text).toContain('余晚舟');
  const everybodys = await app.get(address, { accept: 'html' });
  expect(everybodys.text).not.toContain('余晚舟');
  expect((await app.get(address, { as: editor, accept: 'html' })).text).toContain('余晚舟');
  const may = (text: string): unknown => (JSON.parse(text) as { may: object }).may;
  const [mine, theirs] = [await app.get(address, { as: editor }), await app.get(address)];
  expect(may(mine.text)).toMatchObject({ edit: true });
  expect(may(theirs.text)).toEqual({ map: false, coverage: false, edit: false });
});

test('it carries the headers of every answer, and is counted under its route', async () => {
  const answer = await app.get(address, { accept: 'html' });
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  const metrics = await app.get('/metrics');
  expect(metrics.text).toMatch(/doorstep_http_seconds_count\{method="GET",route="home.place",status="2xx"\} \d/);
});
