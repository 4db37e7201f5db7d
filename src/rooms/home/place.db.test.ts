import { expect, test } from 'vitest';
import { z } from 'zod';
import { openTestApp, type Session } from '../../../test/app.ts';
import { placeShows } from './models.ts';

const app = await openTestApp();

async function signInAs(role: RegExp): Promise<Session> {
  const somebody = app.demo.find((one) => role.test(one.role));
  if (!somebody) throw new Error(`The demo has nobody like ${role}`);
  return app.signIn(somebody);
}

const found = z.object({ found: z.array(z.object({ code: z.string() })) });
const part = z.object({ id: z.string(), name: z.string() });
const edit = z.object({
  children: z.array(part.extend({ code: z.string() })),
  zones: z.array(part),
  changes: z.array(z.object({ id: z.string() })),
});
const compound = found.parse((await app.get(`/places?q=${encodeURIComponent('温馨苑')}`)).json()).found[0]?.code ?? '';
const staff = await signInAs(/南昌路社区居委会/);
const placeOf = async (code: string, as?: Session) =>
  placeShows.parse((await app.get(`/places/${code}`, { as })).json());
const editOf = async (code: string) => edit.parse((await app.get(`/places/${code}/edit`, { as: staff })).json());

test('everybody finds the map by building; doors are listed for those who may see them', async () => {
  const open = await placeOf(compound);
  expect(open).toMatchObject({ doors: true, may: { map: true, edit: false } });
  const building = open.children[0]?.code ?? '';
  expect(await placeOf(building)).toMatchObject({ doors: false, children: [], may: { map: true } });
  expect((await app.get(`/places/${building}`, { accept: 'html' })).text).not.toContain('下面还没有登记');
  expect((await placeOf(building, staff)).children).toHaveLength(2);
});

test('grids, areas and groups are shown where they were drawn and on what they cover', async () => {
  const { children } = await editOf(compound);
  const draw = (kind: string, name: string, child: number, parentId?: string) =>
    app.ask(
      'places.draw_zone',
      { code: compound, kind, name, children: [children[child]?.id], ...(parentId ? { parentId } : {}) },
      { as: staff },
    );
  expect((await draw('area', '东片', 0)).status).toBe(200);
  const area = (await editOf(compound)).zones.find((zone) => zone.name === '东片')?.id;
  expect((await draw('group', '一组', 0, area)).status).toBe(200);
  const wrong = await draw('grid', '一网格', 1, area);
  expect([wrong.status, wrong.json()]).toMatchObject([422, { code: 'wrong_area' }]);
  expect((await placeOf(compound)).zones).toEqual([
    { kind: 'area', name: '东片', covers: ['1栋'] },
    { kind: 'group', name: '东片 / 一组', covers: ['1栋'] },
  ]);
  expect((await placeOf(children[0]?.code ?? '')).zones.map((zone) => zone.name)).toEqual(['东片', '东片 / 一组']);
  expect((await placeOf(children[1]?.code ?? '')).zones).toEqual([]);
});

test('the QR codes of what was merged lead to what it became', async () => {
  await app.ask('places.add', { code: compound, kind: 'building', name: '9栋' }, { as: staff });
  const gone = (await editOf(compound)).children.find((child) => child.name === '9栋')?.code ?? '';
  const kept = (await editOf(compound)).children[1]?.code ?? '';
  expect((await app.get(`/places/${gone}`)).status).toBe(200);
  expect((await app.ask('places.merge', { code: gone, into: kept }, { as: staff })).status).toBe(200);
  for (const page of ['', '/poster', '/map']) {
    const answer = await app.get(`/places/${gone}${page}`);
    expect([answer.status, answer.headers.get('location')]).toEqual([301, `/places/${kept}${page}`]);
  }
  const change = (await editOf(kept)).changes[0]?.id;
  expect((await app.ask('places.undo', { code: kept, changeId: change }, { as: staff })).status).toBe(200);
  expect((await app.get(`/places/${gone}`)).status).toBe(200);
});

test('the desk and the page of permissions call a steward as the district does', async () => {
  const district = await signInAs(/咸安区妇联/);
  const steward = await signInAs(/^联户管家/);
  const { levels } = z
    .object({ levels: z.array(z.object({ level: z.int(), zh: z.string(), en: z.string(), limit: z.int() })) })
    .parse((await app.get('/stewards/levels', { as: district })).json());
  const named = levels.map(({ level, zh, en, limit }) => [
    [`zh${level}`, level === 5 ? '中心户长' : zh],
    [`en${level}`, en],
    [`limit${level}`, limit],
  ]);
  expect((await app.ask('stewards.set_levels', Object.fromEntries(named.flat()), { as: district })).status).toBe(200);
  expect((await app.get('/me/permissions', { as: steward })).json()).toMatchObject({
    grants: [{ post: 'steward.5', postName: '中心户长' }, {}, {}, {}, {}],
  });
  expect((await app.get('/desk', { as: steward, accept: 'html' })).text).toContain('中心户长');
});
