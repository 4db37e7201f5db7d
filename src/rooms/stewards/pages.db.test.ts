import { describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { openStewardPages } from '../../../test/stewards-pages.tsx';
import { district, makeWorld, value } from '../../../test/stewards-world.ts';
import { refOf } from '../../kit/ids.ts';
import { addResidences, addTags } from '../people/index.ts';
import { recountAll } from './counting.ts';
import { linkPlaces } from './linking.ts';
import type { Level } from './steward.ts';

const database = await openTestDatabase();
const world = await makeWorld(database);
await world.write(recountAll);
const today = '2026-11-22';
const pages = openStewardPages(world);
const at = (list: readonly string[], i: number): string => list[i] ?? '';
const code = async (id: string): Promise<string> => (await world.place(id)).code;

// Household 0 lives at 101 of entrance 1: a mother with a telephone, who lives alone.
const resident = await world.person('李桂芳', '13800000011');
const neighbour = await world.person('周小兰');
await world.write(async (w) => {
  const home = { livesHere: true, fromDay: '2020-01-01', capacity: 'owner' as const };
  await addResidences(w, [
    { ...home, personId: resident, dwellingId: at(world.dwellings, 0), householdId: at(world.households, 0) },
    { ...home, personId: neighbour, dwellingId: at(world.dwellings, 1), householdId: at(world.households, 1) },
  ]);
  await w.tx
    .updateTable('households')
    .set({ head_id: resident })
    .where('district', '=', district)
    .where('id', '=', at(world.households, 0))
    .execute();
  await addTags(w, [
    {
      personId: resident,
      kind: 'living_alone',
      fromDay: '2026-01-01',
      plan: { frequency: 'weekly', lastVisit: '2026-11-01' },
    },
  ]);
});
const appointed = async (level: Level, placeId: string, targets: readonly string[], name: string, phone?: string) => {
  const personId = await world.person(name, phone);
  const steward = await world.steward(level, placeId, '2026-01-01', personId);
  const places = await Promise.all(targets.map(async (id) => ({ place: await world.place(id) })));
  value(
    await world.run((w) =>
      linkPlaces(w, { steward, targets: places, fromDay: '2026-02-01', takeOver: false, evenIfOverloaded: true }),
    ),
  );
  return { ...steward, ref: refOf(district, steward.id) };
};
const near = await appointed(5, at(world.buildings, 0), [at(world.entrances, 0)], '何联户', '13800000021');
await appointed(4, at(world.compounds, 0), [at(world.buildings, 0)], '邓楼栋', '13800000022');
await appointed(1, world.at.township, [world.at.township], '郑街道');

const community = await pages.signIn('社区', await world.person('社区工作者'), [
  ['community_office.staff', world.at.community],
]);
const office = await pages.signIn('街道', await world.person('街道工作者'), [
  ['street_office.staff', world.at.township],
]);
const mother = await pages.signIn('李桂芳', resident);
const other = await pages.signIn('周小兰', neighbour);
const doorstep = await pages.signIn('何联户', near.personId, [['steward.5', at(world.entrances, 0)]]);
const household = refOf(district, at(world.households, 0));
const compound = await code(at(world.compounds, 0));
const building = await code(at(world.buildings, 0));

test('every page says something in both languages, to a program and as a workbook', async () => {
  const addresses = [
    `/coverage?place=421202001008`,
    `/coverage?place=${compound}&level=4&sort=without&down=1`,
    `/coverage/households?place=421202001008&show=without`,
    '/stewards?sort=load&down=1',
    `/stewards/${near.ref}`,
    `/places/${compound}/links`,
    `/places/${building}/links?level=4`,
    `/places/${compound}/map`,
    ...['steward', 'care', 'volunteers', 'empty', 'visit'].map((aspect) => `/places/${building}/map?aspect=${aspect}`),
    `/places/${building}/map?select=1`,
    `/households/${household}/stewards`,
    `/households/${household}/stewards?day=2026-03-01`,
    '/me/stewards',
    '/me/households',
  ];
  for (const address of addresses) {
    for (const lang of ['zh', 'en'] as const) {
      const { status, text } = await pages.html(address, community, lang);
      expect([address, status]).toEqual([address, 200]);
      expect(text).not.toMatch(/undefined|\[object|NaN/);
      if (lang === 'en') expect(text.match(/[a-z]_[a-z_]+</g) ?? []).toEqual([]);
    }
    expect([address, (await pages.json(address, community)).status]).toEqual([address, 200]);
  }
  for (const address of addresses.slice(0, 5)) {
    const answer = await pages.request(`${address}${address.includes('?') ? '&' : '?'}format=xlsx`, community);
    expect([address, answer.headers.get('content-type')]).toEqual([address, expect.stringContaining('spreadsheetml')]);
  }
});

describe('coverage', () => {
  type Covered = {
    total: number;
    households: { address: string; head: string | null; ref: string | null; steward: { name: string } | null }[];
  };

  test('figures, places below and who carries most', async () => {
    const model = await pages.json<Record<string, object[]>>(`/coverage?place=421202001008`, community);
    expect(model.totals?.[4]).toEqual({ level: 5, households: 24, linked: 3, without: 21, over: 0, stewards: 1 });
    expect(model.below).toMatchObject([
      { place: { name: '桂花苑' }, households: 12, linked: 0, without: 12 },
      { place: { name: '温泉花园' }, households: 12, linked: 3, without: 9 },
    ]);
    const sorted = await pages.json<{ below: { linked: number }[] }>(
      '/coverage?place=421202001008&sort=linked&down=1',
      community,
    );
    expect(sorted.below.map((row) => row.linked)).toEqual([3, 0]);
    expect(model.stewards).toMatchObject([{ name: '何联户', here: 3, load: 3, over: false }]);
  });

  test('a figure opens its households: masked to whoever may list people, unnamed to the street', async () => {
    const address = `/coverage/households?place=421202001008&show=linked`;
    const seen = await pages.json<Covered>(address, community);
    expect(seen.total).toBe(3);
    expect(seen.households[0]).toEqual({
      address: '温泉花园1栋1单元101室',
      ref: household,
      head: '李**',
      steward: { ref: near.ref, name: '何联户', over: false },
    });
    const above = await pages.json<Covered>(address, office);
    expect(above.households.map((row) => [row.ref, row.head])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
    expect(await pages.json(address, mother)).toMatchObject({ status: 404 });
    expect(await pages.json(address)).toMatchObject({ status: 401 });
  });
});

describe('the people’s map', () => {
  type Map = {
    entrances:
      | {
          columns: string[];
          floors: { cells: ({ label: string; state: string; detail: string; href: string } | null)[] }[];
          counts: Record<string, number>;
        }[]
      | null;
    buildings: object[];
    aspect: string;
    aspects: string[];
    counts: Record<string, number> | null;
  };

  test('floors and doors for those who may, totals by building for others', async () => {
    const seen = await pages.json<Map>(`/places/${building}/map`, community);
    expect(seen.entrances?.[0]).toMatchObject({
      columns: ['01', '02'],
      counts: { linked: 3, without: 0, nobody: 1, over: 0 },
    });
    expect(seen.entrances?.[0]?.floors[1]?.cells[0]).toEqual({
      code: expect.any(String),
      label: '101',
      state: 'linked',
      detail: '何联户',
      href: `/households/${household}`,
    });
    for (const as of [undefined, mother, office]) {
      const hidden = await pages.json<Map>(`/places/${building}/map?aspect=care&select=1`, as);
      expect(hidden).toMatchObject({
        entrances: null,
        counts: null,
        linking: null,
        aspect: 'steward',
        aspects: ['steward'],
      });
      expect(hidden.buildings).toEqual([
        {
          place: { code: building, kind: 'building', name: '1栋' },
          dwellings: 8,
          households: 6,
          linked: 3,
          counts: null,
        },
      ]);
      expect(JSON.stringify(hidden)).not.toMatch(/households\/|101/);
    }
    const entrance = await code(at(world.entrances, 0));
    expect((await pages.json<Map & { place: { kind: string } }>(`/places/${entrance}/map`)).place.kind).toBe(
      'building',
    );
  });

  test('care and visits are for those who care', async () => {
    const care = await pages.json<Map>(`/places/${building}/map?aspect=care`, community);
    expect(care.counts).toEqual({ care: 1, no_care: 5, nobody: 2 });
    const visits = await pages.json<Map>(`/places/${building}/map?aspect=visit`, community);
    expect(visits.counts).toEqual({ overdue: 1, visited: 0, no_plan: 5, nobody: 2 });
    const listsOnly = await pages.signIn('三级管家', await world.person('三级'), [
      ['steward.3', at(world.compounds, 0)],
    ]);
    const seen = await pages.json<Map>(`/places/${building}/map?aspect=care`, listsOnly);
    expect([seen.aspect, seen.aspects]).toEqual(['steward', ['steward', 'volunteers', 'empty']]);
  });

  test('whoever looks after one entrance sees its doors and no others', async () => {
    const seen = await pages.json<Map>(`/places/${building}/map?aspect=care`, doorstep);
    expect(seen.entrances).toHaveLength(1);
    expect(seen.counts).toEqual({ care: 1, no_care: 2, nobody: 1 });
  });
});

describe('chains', () => {
  type Chain = { chain: { level: number; name: string; phone: string | null }[]; history: object[] };

  test('a resident calls the stewards of the own household, and nobody else’s', async () => {
    const mine = await pages.json<{ households: { address: string; chain: object[] }[] }>('/me/stewards', mother);
    expect(mine.households).toMatchObject([
      {
        address: '温泉花园1栋1单元101室',
        chain: [
          { level: 1, name: '郑街道', phone: null },
          { level: 4, name: '邓楼栋', phone: '13800000022', ref: null },
          { level: 5, name: '何联户', phone: '13800000021' },
        ],
      },
    ]);
    expect((await pages.html('/me/stewards', mother)).text).toContain('href="tel:13800000021"');
    expect((await pages.json(`/households/${household}/stewards`, mother)).status).toBe(200);
    expect((await pages.json(`/households/${household}/stewards`, other)).status).toBe(404);
    expect((await pages.json(`/households/${household}/stewards`, office)).status).toBe(404);
  });

  test('who was responsible on a day, without the telephone of that day', async () => {
    const then = await pages.json<Chain>(`/households/${household}/stewards?day=2026-03-01`, community);
    expect(then.chain).toMatchObject([
      { level: 1, name: '郑街道', phone: null },
      { level: 4 },
      { level: 5, name: '何联户', phone: null },
    ]);
    expect((await pages.json<Chain>(`/households/${household}/stewards?day=2026-01-31`, community)).chain).toEqual([]);
    expect(then.history).toMatchObject([
      { level: 5, name: '何联户', fromDay: '2026-02-01', toDay: null },
      { level: 4 },
      { level: 1 },
    ]);
  });

  test('a steward finds the own households by building', async () => {
    const mine = await pages.json<{ buildings: object[]; total: number }>('/me/households', doorstep);
    expect(mine).toMatchObject({
      total: 3,
      services: [{ ref: near.ref, load: 3, limit: 40 }],
      buildings: [
        {
          place: { name: '温泉花园1栋' },
          households: [
            { door: '1单元101室', head: '李**', people: 1, care: true },
            { door: '1单元102室' },
            { door: '1单元201室' },
          ],
        },
      ],
    });
    expect(await pages.json('/me/households', mother)).toMatchObject({ services: [], buildings: [] });
  });
});

describe('doing', () => {
  test('linking from the map: refused with what was ticked kept, then done', async () => {
    const fresh = await world.steward(5, at(world.compounds, 0), '2026-01-01', await world.person('新管家'));
    const steward = refOf(district, fresh.id);
    const [first, second] = await Promise.all([code(at(world.dwellings, 0)), code(at(world.entrances, 1))]);
    const fields = { steward, places: [first ?? '', second ?? ''], fromDay: today, from: 'map', level: '5' };
    const done = await pages.post(`/places/${building}/links`, community, fields);
    expect([done.status, done.to]).toEqual([303, `/places/${building}/map?level=5&select=1`]);
    const again = await pages.post(`/places/${building}/links`, community, {
      ...fields,
      steward: near.ref,
      places: [second ?? ''],
    });
    expect(again.status).toBe(422);
    expect(again.text).toContain('已经有这一级的管家');
    expect(again.text).toMatch(new RegExp(`value="${second}"[^>]*checked`));
    const over = await pages.post(`/places/${building}/links`, community, {
      ...fields,
      steward: near.ref,
      places: [second ?? '', first ?? ''],
      takeOver: 'on',
    });
    expect(over.status).toBe(303);
  });

  test('linking a pasted list: what cannot be read is named, nothing is guessed', async () => {
    const fresh = await world.steward(3, at(world.compounds, 0), '2026-01-01', await world.person('列表管家'));
    const send = (addresses: string) =>
      pages.post(`/places/${compound}/links`, community, {
        steward: refOf(district, fresh.id),
        addresses,
        fromDay: today,
        level: '3',
      });
    const bad = await send('1-1-101\n9栋1单元101\n随便写写');
    expect(bad.status).toBe(422);
    expect(bad.text).toContain('9栋1单元101；随便写写');
    expect((await send('1-1-101\n1栋2单元\n2栋')).status).toBe(303);
    const { links } = await pages.json<{ links: { place: { name: string } }[] }>(
      `/stewards/${refOf(district, fresh.id)}`,
      community,
    );
    expect(links.map((link) => link.place.name).sort()).toEqual([
      '温泉花园1栋1单元101室',
      '温泉花园1栋2单元',
      '温泉花园2栋',
    ]);
  });

  test('nobody links beyond their reach', async () => {
    const elsewhere = await pages.signIn('三级甲', await world.person('甲'), [['steward.3', at(world.compounds, 0)]]);
    const theirs = await code(at(world.entrances, 4));
    const fields = { steward: near.ref, places: [theirs], fromDay: today };
    expect((await pages.post(`/places/${compound}/links`, elsewhere, fields)).status).toBe(422);
    expect((await pages.post(`/places/${theirs}/links`, elsewhere, fields)).status).toBe(404);
    expect((await pages.post(`/places/${building}/links`, mother, fields)).status).toBe(403);
  });

  test('handing over and ending, from the steward’s page', async () => {
    const from = await appointed(5, at(world.compounds, 1), [at(world.entrances, 4), at(world.entrances, 5)], '旧管家');
    const to = await world.steward(5, at(world.compounds, 1), '2026-01-01', await world.person('接手人'));
    const toRef = refOf(district, to.id);
    const page = await pages.html(`/stewards/${from.ref}`, community);
    expect(page.text).toContain('接手人 · 桂花苑 · 联 0 户');
    const none = await pages.post(`/stewards/${from.ref}/handover`, community, { to: toRef, day: today });
    expect([none.status, none.text.includes('还没有勾选')]).toEqual([422, true]);
    const all = await pages.post(`/stewards/${from.ref}/handover`, community, { to: toRef, day: today, all: 'on' });
    expect([all.status, all.to]).toEqual([303, `/stewards/${toRef}`]);
    const end = (as: string) => pages.post(`/stewards/${from.ref}/end`, as, { day: today });
    expect((await end(other)).status).toBe(403);
    expect((await end(await appointer())).status).toBe(303);
    expect(await pages.json(`/stewards/${from.ref}`, community)).toMatchObject({
      serves: false,
      links: [],
      past: [{}, {}],
    });
  });

  const appointer = () =>
    world.person('主任').then((id) =>
      pages.signIn('主任', id, [
        ['stewards.appoint', world.at.community],
        ['stewards.coverage', world.at.community],
      ]),
    );

  test('appointing by name: nobody is guessed', async () => {
    const as = await appointer();
    await world.person('高兰');
    await world.person('高兰', '13800000031');
    const send = (fields: Record<string, string>) =>
      pages.post(`/places/${compound}/stewards`, as, { level: '3', fromDay: today, ...fields });
    expect((await pages.html(`/places/${compound}/stewards/new`, as)).status).toBe(200);
    expect((await send({ name: '没有这人' })).text).toContain('没有找到这个人');
    expect((await send({ name: '高兰' })).text).toContain('有几位同名');
    expect((await send({ name: '高兰', phone: '123' })).text).toContain('手机号不对');
    const done = await send({ name: '高兰', phone: '138 0000 0031' });
    expect([done.status, done.to.startsWith('/stewards/421202-')]).toEqual([303, true]);
    expect((await send({ name: '高兰', phone: '13800000031' })).text).toContain('已经在这里担任');
  });

  test('levels are named for the whole district, by those who may', async () => {
    const fields = Object.fromEntries(
      [1, 2, 3, 4, 5].flatMap((n) => [
        [`zh${n}`, `第${n}级`],
        [`en${n}`, `Level ${n}`],
        [`limit${n}`, String(n * 10)],
      ]),
    );
    const as = await pages.signIn('区里', await world.person('区里人'), [
      ['stewards.levels', world.at.district],
      ['stewards.coverage', world.at.district],
    ]);
    expect((await pages.html('/stewards/levels', as)).text).toContain('联户管家');
    expect((await pages.post('/stewards/levels', as, { ...fields, limit3: '0' })).status).toBe(422);
    expect((await pages.post('/stewards/levels', as, fields)).status).toBe(303);
    expect((await pages.json<{ levels: object[] }>('/stewards/levels', as)).levels[4]).toEqual({
      level: 5,
      zh: '第5级',
      en: 'Level 5',
      limit: 50,
    });
    expect((await pages.post('/stewards/levels', community, fields)).status).toBe(403);
  });
});
