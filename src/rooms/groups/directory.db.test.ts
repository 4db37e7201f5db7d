import { beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { buildGroupsWorld, type GroupsWorld } from '../../../test/groups-world.tsx';

const database = await openTestDatabase();
let world: GroupsWorld;
beforeAll(async () => {
  world = await buildGroupsWorld(database);
});
const ask: GroupsWorld['ask'] = (...asked) => world.ask(...asked);
const group = (name: string): string => world.group(name);
const person = (name: string): string => world.id(name);

const publicPages = (): string[] => [
  `/groups?place=${world.community.code}`,
  `/groups/${group('巧手队')}`,
  `/groups/${group('和谐妇女小组')}`,
  `/near?place=${world.buildings[0]?.code}`,
  `/near?place=${world.buildings[0]?.code}&need=mend`,
  `/near?place=${world.dwellings[0]?.code}&q=${encodeURIComponent('修理')}`,
  `/partners?place=${world.community.code}&party=volunteers`,
  `/places/${world.community.code}/organisation`,
  `/places/${world.dwellings[0]?.code}/organisation`,
];

describe('privacy of the public pages', () => {
  test('they are there, in both languages and both faces', async () => {
    for (const address of publicPages()) {
      for (const lang of ['zh', 'en'] as const) {
        const page = await ask(address, undefined, lang);
        expect([address, page.status]).toEqual([address, 200]);
      }
    }
  });

  test('who hides, and who is a child, is in no model and on no page; no room number either', async () => {
    for (const address of publicPages()) {
      for (const asker of [undefined, '张全名', '杨组长']) {
        const page = await ask(address, asker);
        const everything = page.html + JSON.stringify(await page.json());
        for (const secret of [
          '刘隐者',
          '刘**',
          '陈少年',
          '陈**',
          '李半名',
          '101室',
          '102室',
          '201室',
          '202室',
          'Room 1',
        ])
          expect(everything, `${address} for ${asker}`).not.toContain(secret);
        for (const dwelling of world.dwellings) expect(everything).not.toContain(`"${dwelling.code}"`);
      }
    }
  });

  test('what one chose to show is shown: whole name and building, or a mask without', async () => {
    const { members } = (await (await ask(`/groups/${group('巧手队')}`)).json()) as { members: object[] };
    expect(members).toEqual([
      { name: '李**', backbone: false, building: null, talents: ['家电修理'], services: ['社区服务'] },
      {
        name: '张全名',
        backbone: false,
        building: { code: world.buildings[0]?.code, name: '和谐小区1栋' },
        talents: ['家电修理'],
        services: ['社区服务'],
      },
    ]);
  });

  test('withdrawn consent hides at once', async () => {
    await database.query(`update consents set withdrawn_at = now() where person_id = $1 and purpose = 'show_name'`, [
      person('李半名'),
    ]);
    const { members } = (await (await ask(`/groups/${group('巧手队')}`)).json()) as { members: { name: string }[] };
    expect(members.map((member) => member.name)).toEqual(['张全名']);
    await database.query(`update consents set withdrawn_at = null where person_id = $1 and purpose = 'show_name'`, [
      person('李半名'),
    ]);
  });

  test('holders of an office are named, an unlisted group is not there', async () => {
    expect((await ask(`/groups/${group('和谐妇女小组')}`)).html).toContain('杨组长');
    expect((await ask(`/groups/${group('系统运维')}`)).status).toBe(404);
    expect((await ask(`/groups?place=${world.district}`)).html).not.toContain('系统运维');
  });
});

describe('near me', () => {
  const people = async (query: string) =>
    ((await (await ask(`/near?${query}`)).json()) as { people: { name: string; distance: number }[] }).people.map(
      (one) => [one.name, one.distance],
    );

  test('nearest first; who hides the building counts as being where the group is', async () => {
    expect(await people(`place=${world.buildings[0]?.code}`)).toEqual([
      ['张全名', 0],
      ['李**', 1],
    ]);
    expect((await people(`place=${world.buildings[1]?.code}`)).map(([, distance]) => distance)).toEqual([1, 1]);
    expect((await people(`place=${world.elsewhere.code}`)).map(([, distance]) => distance)).toEqual([3, 3]);
  });

  test('by need and by word', async () => {
    expect(await people(`place=${world.compound.code}&need=mend`)).toHaveLength(2);
    expect(await people(`place=${world.compound.code}&need=haircut`)).toEqual([]);
    expect(await people(`place=${world.compound.code}&q=${encodeURIComponent('家电')}`)).toHaveLength(2);
  });

  test('a group says how many can only from three on', async () => {
    const groups = async () =>
      (
        (await (await ask(`/near?place=${world.compound.code}&need=mend`)).json()) as {
          groups: { name: string; able: number | null }[];
        }
      ).groups;
    expect(await groups()).toMatchObject([{ name: '巧手队', able: 4 }]);
    await database.query(`update talents set ended_on = '2026-11-22' where word = '家电修理' and person_id = any($1)`, [
      [person('刘隐者'), person('陈少年')],
    ]);
    expect(await groups()).toEqual([]);
    await database.query(`update talents set ended_on = null where word = '家电修理'`);
  });
});

describe('directory, chart and register', () => {
  test('by place, kind and words, and as a workbook', async () => {
    const list = async (query: string) =>
      (await (await ask(`/groups?${query}`)).json()) as { groups: { name: string }[]; total: number };
    expect((await list(`place=${world.community.code}`)).total).toBe(3);
    expect((await list(`place=${world.community.code}&kind=team`)).groups).toMatchObject([
      { name: '巧手队', members: 4, party: 'volunteers' },
    ]);
    expect((await list(`place=${world.community.code}&q=${encodeURIComponent('照应')}`)).groups).toMatchObject([
      { name: '和谐妇女小组' },
    ]);
    const sheet = await world.request(`/groups?place=${world.community.code}&format=xlsx`);
    expect(sheet.headers.get('content-type')).toContain('spreadsheetml');
    expect((await ask('/groups?place=999999')).status).toBe(404);
    expect((await ask('/groups?place=nonsense')).status).toBe(400);
  });

  test('the chart hangs groups under those they belong to', async () => {
    const chart = (await (await ask(`/places/${world.community.code}/organisation`)).json()) as { nodes: object[] };
    expect(chart.nodes).toMatchObject([
      { name: '社区妇联', parent: null, leaders: [{ office: 'chair', name: '赵主席' }] },
      { name: '和谐妇女小组', parent: group('社区妇联') },
      { name: '巧手队', parent: null },
    ]);
  });

  test('the register counts the five parties', async () => {
    const register = (await (await ask(`/partners?place=${world.community.code}`)).json()) as { counts: object[] };
    expect(register.counts).toEqual([
      { party: 'community', n: 2 },
      { party: 'social_organisation', n: 0 },
      { party: 'social_work', n: 0 },
      { party: 'volunteers', n: 1 },
      { party: 'charity', n: 0 },
    ]);
  });
});
