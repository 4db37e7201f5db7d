import { Hono } from 'hono';
import { renderToString } from 'preact-render-to-string';
import { beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { buildSmallWorld, type SmallWorld } from '../../../test/people-world.ts';
import type { Actor } from '../../kit/access.ts';
import { mount } from '../../kit/http.ts';
import { newId, refOf } from '../../kit/ids.ts';
import { pageCache } from '../../kit/page-cache.ts';
import { workbookBytes } from '../../kit/sheets/index.ts';
import { addPersons } from './bulk.ts';
import { tellFacts } from './facts.ts';
import { registerPerson } from './register.ts';
import { peopleRoutes } from './routes.ts';
import { addTags } from './tag-store.ts';

const database = await openTestDatabase();
let world: SmallWorld;
const app = new Hono();
const actors = new Map<string, Actor>();
const ids: Record<string, string> = {};
const idNumber = '421202198510190035';
const phone = '15013152947';

const doorstep = ['people.list', 'people.open', 'people.care', 'people.edit'];
const roles: Readonly<Record<string, readonly string[]>> = {
  officer: [...doorstep, 'people.decide'],
  steward4: doorstep,
  steward3: ['people.list'],
  district: ['places.edit', 'groups.edit'],
  elsewhere: [...doorstep, 'people.decide'],
  潘强: [],
};

beforeAll(async () => {
  world = await buildSmallWorld(database);
  const at: Readonly<Record<string, string>> = {
    officer: world.community.path,
    steward4: world.buildings[0]?.path ?? '',
    steward3: world.compound.path,
    district: `${world.community.path.split('.')[0]}.`,
    elsewhere: world.elsewhere.path,
  };
  const live = async (name: string, n: number, particulars: object, capacity: 'owner' | 'resident'): Promise<void> => {
    const { personId } = await world.act((write) =>
      registerPerson(write, {
        particulars: { name, ...particulars },
        place: world.dwellings[n] ?? world.compound,
        belonging: { capacity, livesHere: true },
        fromDay: '2019-01-01',
      }),
    );
    ids[name] = personId;
  };
  await live('潘强', 0, { idNumber, phone }, 'owner');
  await live('潘妻', 0, { birthDate: '1987-01-01', sex: 'female' }, 'resident');
  await live('潘小宝', 0, { birthDate: '2018-05-05' }, 'resident');
  await live('单雄', 4, { birthDate: '1950-01-01', phone: '13800000001' }, 'owner');
  const serving = await world.write((write) =>
    addPersons(
      write,
      Object.keys(at).map((name) => ({ name: `${name}本人`, placeId: world.community.id })),
    ),
  );
  for (const [i, name] of Object.keys(at).entries()) ids[name] = serving[i] ?? '';
  for (const [name, permissions] of Object.entries(roles)) {
    actors.set(name, {
      accountId: newId(),
      sessionId: newId(),
      district: world.district,
      personId: ids[name] ?? newId(),
      name,
      withheld: undefined,
      grants: permissions.map((permission) => ({ permission, path: at[name] ?? '', post: name, placeId: newId() })),
    } as Actor);
  }
  tellFacts('household', async () => [
    { title: '管家', facts: [{ label: '楼栋管家', value: '王*', phone: '13800000009' }] },
  ]);
  mount(app, peopleRoutes, {
    workshop: world.workshop,
    uploadLimit: 20_000_000,
    pages: pageCache(),
    baseUrl: 'http://localhost',
    demo: false,
    secureCookies: false,
    loadActor: async (token) => {
      const actor = actors.get(token);
      return actor && { actor, lang: 'zh', elder: false };
    },
    frame: (_, content, { said }) =>
      `<title>${content.title}</title><p>${said ?? ''}</p>${renderToString(content.body)}`,
    problemPage: (_, problem) => ({ title: problem.title, body: <p>{problem.code}</p> }),
    workbook: async (sheets) => workbookBytes({ sheets }),
    addressOf: () => 'test',
    onError: (error) => {
      throw error;
    },
  });
});

const cookie = (as: string | undefined, lang = 'zh') =>
  `lang=${lang}${as ? `; doorstep=${encodeURIComponent(as)}` : ''}`;
const get = (address: string, as?: string, accept = 'text/html', lang = 'zh') =>
  app.request(address, { headers: { cookie: cookie(as, lang), accept } });
const html = async (address: string, as: string, lang = 'zh') => (await get(address, as, 'text/html', lang)).text();
const json = async <T,>(address: string, as: string): Promise<T> =>
  (await (await get(address, as, 'application/json')).json()) as T;
const post = (address: string, as: string, fields: Record<string, string>, accept = 'application/json') =>
  app.request(address, {
    method: 'POST',
    headers: { cookie: cookie(as), accept, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ requestId: newId(), ...fields }),
  });
const done = async (address: string, as: string, fields: Record<string, string>): Promise<Record<string, string>> => {
  const answer = await post(address, as, fields);
  const body = (await answer.json()) as Record<string, string>;
  expect([address, answer.status, body]).toEqual([address, 200, body]);
  return body;
};
const refOfName = (name: string) => refOf(world.district, ids[name] ?? '');
const person = (name: string, page = '') => `/people/${refOfName(name)}${page}`;

describe('who reaches which page', () => {
  const everybody = ['officer', 'steward4', 'steward3', 'district', 'elsewhere', '潘强'];
  const table: readonly (readonly [string, () => string, readonly string[]])[] = [
    ['the list', () => '/people', ['officer', 'steward4', 'steward3', 'elsewhere']],
    ['the list of the community', () => `/people?place=${world.community.code}`, ['officer', 'steward4', 'steward3']],
    ['a record', () => person('潘强'), ['officer', 'steward4', 'steward3']],
    ['a record of building 2', () => person('单雄'), ['officer', 'steward3']],
    ['its form', () => person('潘强', '/change'), ['officer', 'steward4']],
    ['its moves', () => person('潘强', '/homes'), ['officer', 'steward4']],
    ['its care', () => person('潘强', '/care'), ['officer', 'steward4']],
    ['helping', () => person('潘强', '/help'), ['officer', 'steward4']],
    ['its merges', () => person('潘强', '/merges'), ['officer']],
    ['registering in building 1', () => `/people/new?place=${world.dwellings[0]?.code}`, ['officer', 'steward4']],
    ['duplicates', () => '/people/duplicates', ['officer', 'elsewhere']],
    ['corrections', () => '/corrections', ['officer', 'elsewhere']],
    ['one’s own data', () => '/me/data', everybody],
    ['one’s own reads', () => '/me/reads', everybody],
    ['one’s own consents', () => '/me/consents', everybody],
    ['one’s own requests', () => '/me/requests', everybody],
    ['one’s messages', () => '/me/messages', everybody],
    ['one’s family', () => '/me/family', everybody],
    ['somebody else’s data', () => `/me/data?for=${refOfName('单雄')}`, []],
  ];
  test.each(table)('%s', async (_, address, allowed) => {
    for (const role of everybody) {
      const answer = await get(address(), role);
      // Who sees a record but may not do something with it is told so; who does not see it finds nothing.
      expect([role, [200, 403, 404].includes(answer.status), answer.status === 200]).toEqual([
        role,
        true,
        allowed.includes(role),
      ]);
    }
    expect((await get(address())).status).toBe(303);
    expect((await get(address(), undefined, 'application/json')).status).toBe(401);
  });

  test.each(['zh', 'en'])('every page can be drawn in %s', async (lang) => {
    for (const [, address] of table.slice(0, -1))
      expect((await get(address(), 'officer', 'text/html', lang)).status).toBe(200);
  });
});

describe('the list', () => {
  test('masks names and numbers, in both faces and in the sheet', async () => {
    const page = await html('/people?q=panqiang', 'officer');
    expect(page).toContain('潘*');
    const model = await json<{ people: { phone: string }[] }>('/people?q=panqiang', 'officer');
    expect(model.people).toMatchObject([{ name: '潘*', phone: '150****2947', address: '和谐小区1栋1单元101室' }]);
    for (const text of [page, JSON.stringify(model)])
      for (const secret of ['潘强', phone, idNumber]) expect(text).not.toContain(secret);
    const sheet = await get('/people?q=panqiang&format=xlsx', 'officer');
    expect([sheet.status, (await sheet.arrayBuffer()).byteLength > 1000]).toEqual([200, true]);
  });
  test('finds by number, telephone and room, below the place asked for', async () => {
    for (const q of [idNumber, phone, '1-1-101', '潘强']) {
      const { people } = await json<{ people: unknown[] }>(
        `/people?q=${encodeURIComponent(q)}&place=${world.compound.code}`,
        'officer',
      );
      expect([q, people.length > 0]).toEqual([q, true]);
    }
    expect((await json<{ total: number }>(`/people?place=${world.buildings[1]?.code}`, 'officer')).total).toBe(1);
  });
});

describe('opening a record', () => {
  test('shows it in full for a quarter of an hour, and the person sees who looked and why', async () => {
    expect(await html(person('潘强'), 'steward4')).not.toContain(phone);
    expect(await html(person('潘强', '/change'), 'steward4')).not.toContain(phone);
    expect((await post(person('潘强', '/particulars'), 'steward4', { name: '潘强' })).status).toBe(422);
    expect((await post(person('潘强', '/opening'), 'steward3', { reason: 'visit' })).status).toBe(403);
    expect((await post(person('单雄', '/opening'), 'steward4', { reason: 'visit' })).status).toBe(404);
    await done(person('潘强', '/opening'), 'steward4', { reason: 'visit' });
    const page = await html(person('潘强'), 'steward4');
    for (const secret of ['潘强', phone, idNumber, '1985年10月19日']) expect(page).toContain(secret);
    expect(await html(person('潘强'), 'officer')).not.toContain(phone);
    expect(await html('/me/reads', '潘强')).toContain('走访探望');
    expect(await json('/me/reads', '潘强')).toMatchObject({
      reads: [{ who: 'steward4本人', what: 'record', reason: 'visit' }],
    });
    world.clock.advance(15 * 60);
    expect(await html(person('潘强'), 'steward4')).not.toContain(phone);
  });
  test('of a child asks for somebody who decides', async () => {
    expect((await post(person('潘小宝', '/opening'), 'steward4', { reason: 'visit' })).status).toBe(403);
    await done(person('潘小宝', '/opening'), 'officer', { reason: 'visit' });
  });
});

describe('forms', () => {
  test('a refused one comes back with what was typed and the reason beside the field', async () => {
    const place = world.dwellings[1]?.code ?? '';
    const answer = await post(
      '/people',
      'officer',
      { place, name: '何建国', idNumber: '421202195603020110', capacity: 'owner', since: '2026-01-01' },
      'text/html',
    );
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain('value="何建国"');
    expect(page).toContain('身份证号校验不通过');
  });
  test('a day that no calendar of ours knows is refused beside its field', async () => {
    const place = world.dwellings[1]?.code ?? '';
    for (const since of ['0000-01-01', '1899-12-31', '2026-02-30']) {
      const answer = await post('/people', 'officer', { place, name: '何建国', capacity: 'owner', since });
      expect([answer.status, await answer.json()]).toMatchObject([
        422,
        { errors: [{ field: 'since', code: 'not_a_day' }] },
      ]);
    }
  });
  test('register, move, part, die: each leads on and is in the story', async () => {
    const place = world.dwellings[1]?.code ?? '';
    const { person: ref = '' } = await done('/people', 'officer', {
      place,
      name: '武一',
      birthDate: '1960-01-01',
      capacity: 'owner',
      livesHere: 'on',
      since: '2020-01-01',
    });
    const homes = await json<{ homes: { residenceId: string }[] }>(`/people/${ref}/homes`, 'officer');
    const from = homes.homes[0]?.residenceId ?? '';
    const compound = world.compound.code;
    const wrong = await post(`/people/${ref}/moves`, 'officer', {
      from,
      place: compound,
      dwelling: '9-9-999',
      capacity: 'tenant',
      livesHere: 'on',
      day: '2026-01-01',
    });
    expect(await wrong.json()).toMatchObject({ code: 'address_unknown', errors: [{ field: 'dwelling' }] });
    await done(`/people/${ref}/moves`, 'officer', {
      from,
      place: compound,
      dwelling: '2-1-202',
      capacity: 'tenant',
      livesHere: 'on',
      keepsOwning: 'on',
      day: '2026-01-01',
    });
    // Building 2 is out of the steward's reach, and so is moving somebody there.
    expect(
      (
        await post(`/people/${ref}/moves`, 'steward4', {
          place: compound,
          dwelling: '2-1-102',
          capacity: 'tenant',
          day: '2026-01-02',
        })
      ).status,
    ).toBe(422);
    await done(`/people/${ref}/dwellings`, 'officer', {
      place: compound,
      dwelling: '2-1-201',
      capacity: 'co_owner',
      share: '50%',
      day: '2026-01-01',
    });
    expect(await html(`/people/${ref}`, 'officer')).toContain('份额 1/2');
    await done(`/people/${ref}/death`, 'officer', { day: '2026-11-01' });
    await done(`/people/${ref}/opening`, 'officer', { reason: 'check' });
    const page = await html(`/people/${ref}`, 'officer');
    for (const word of ['登记去世', '搬家', '登记另一处房屋']) expect(page).toContain(word);
  });
  test('a household shows what rooms above know, and its head is chosen', async () => {
    const { homes } = await json<{ homes: { household: string }[] }>(person('潘强'), 'officer');
    const address = `/households/${homes[0]?.household}`;
    expect(await html(address, 'steward4')).toContain('楼栋管家');
    expect((await get(address, 'elsewhere')).status).toBe(404);
    const { members } = await json<{ members: { id: string; isHead: boolean; name: string }[] }>(address, 'officer');
    expect(members.map((member) => member.name)).toEqual(['潘*', '潘*', '潘**']);
    expect((await post(`${address}/head`, 'steward3', { head: members[1]?.id ?? '' })).status).toBe(403);
    await done(`${address}/head`, 'officer', { head: members[1]?.id ?? '' });
    await done(`${address}/particulars`, 'officer', { declaredSize: '4', note: '钥匙在物业' });
    expect(await html(address, 'officer')).toContain('钥匙在物业');
    expect(await html(address, 'steward3')).not.toContain('钥匙在物业');
  });
});

describe('care', () => {
  test('is seen by who cares, and restricted tags only by who decides', async () => {
    const tags = person('单雄', '/tags');
    expect((await post(tags, 'officer', { kind: 'living_alone', since: '2026-01-01' })).status).toBe(422);
    await done(tags, 'officer', { kind: 'living_alone', since: '2026-01-01', consented: 'on', channel: 'doorstep' });
    await done(tags, 'officer', { kind: 'low_income', since: '2026-01-01' });
    await done(person('单雄', '/opening'), 'officer', { reason: 'visit' });
    await done(person('单雄', '/tags/living_alone/plan'), 'officer', {
      frequency: 'weekly',
      lastVisit: '2026-11-20',
      kin: '单二 13800000002',
    });
    expect(await html(person('单雄', '/care'), 'officer')).toContain('13800000002');
    const [officer, steward3] = await Promise.all(
      ['officer', 'steward3'].map((role) => json<{ tags: { kind: string }[] }>(person('单雄'), role)),
    );
    expect(officer?.tags.map((tag) => tag.kind)).toEqual(['living_alone', 'low_income']);
    expect(steward3?.tags).toEqual([]);
    expect((await json<{ total: number }>('/people?tag=low_income', 'officer')).total).toBe(1);
    expect((await json<{ total: number }>('/people?tag=low_income', 'steward3')).total).toBe(0);
    // What a ledger brought without consent is asked for beside the tag, or on the person's own page.
    await world.write((write) =>
      addTags(write, [{ personId: ids.单雄 ?? '', kind: 'empty_nest', fromDay: '2026-01-01' }]),
    );
    expect(await html(person('单雄', '/care'), 'officer')).toContain('还要征得同意');
    const asked = { purpose: 'tag.empty_nest', channel: 'doorstep' };
    expect((await post(person('单雄', '/consents'), 'officer', asked, 'text/html')).status).toBe(422);
    expect(await done(person('单雄', '/consents'), 'officer', { ...asked, consented: 'on' })).toMatchObject({
      href: person('单雄', '/care'),
    });
    expect(await html(person('单雄', '/care'), 'officer')).not.toContain('还要征得同意');
    await done(person('单雄', '/tags/low_income/ending'), 'officer', {});
    expect((await json<{ total: number }>('/people?tag=low_income', 'officer')).total).toBe(0);
  });
});

describe('one’s own data', () => {
  test('is shown in full, copied, corrected and told', async () => {
    const page = await html('/me/data', '潘强');
    for (const word of ['潘强', phone, idNumber, '潘妻', '和谐小区1栋1单元101室']) expect(page).toContain(word);
    const copy = await get('/me/data.json', '潘强');
    expect(copy.headers.get('content-disposition')).toContain('attachment');
    expect(await copy.json()).toMatchObject({ name: '潘强', idNumber, phone });
    expect((await get('/me/data.xlsx', '潘强')).status).toBe(200);
    expect((await get('/me/data?format=xlsx', '潘强')).status).toBe(200);

    const { request = '' } = await done('/me/requests', '潘强', {
      field: 'phone',
      proposed: '15013152948',
      reason: '换号了',
    });
    expect(await html('/corrections', 'officer')).toContain('15013152948');
    // What the record says now stays masked in the list: for more, the record is opened, and that is noted.
    expect(await html('/corrections', 'officer')).not.toContain(phone);
    expect(await json<{ requests: { now: string }[] }>('/corrections', 'officer')).toMatchObject({
      requests: [{ now: `${phone.slice(0, 3)}****${phone.slice(7)}` }],
    });
    expect(await html('/corrections', 'elsewhere')).not.toContain('15013152948');
    expect((await post(`/corrections/${request}/decision`, 'elsewhere', { decision: 'accept' })).status).toBe(404);
    await done(`/corrections/${request}/decision`, 'officer', { decision: 'accept' });
    expect(await html('/me/data', '潘强')).toContain('15013152948');
    expect(await html('/me/messages', '潘强')).toContain('社区同意了');
    expect(await done('/me/messages/reading', '潘强', {})).toMatchObject({ href: '/me/messages' });
    expect((await json<{ unread: number }>('/me/messages', '潘强')).unread).toBe(0);
  });

  test('a relative acts after being allowed, until it is withdrawn', async () => {
    actors.set('潘妻', { ...(actors.get('潘强') as Actor), personId: ids.潘妻 ?? '', name: '潘妻' });
    const his = `/me/data?for=${refOfName('潘强')}`;
    expect((await get(his, '潘妻')).status).toBe(404);
    expect((await post('/me/family', '潘强', { to: refOfName('单雄') })).status).toBe(422);
    await done('/me/family', '潘强', { to: refOfName('潘妻') });
    expect(await html('/me/family', '潘妻')).toContain('潘强');
    expect(await html(his, '潘妻')).toContain('对方同意由您代办');
    expect((await get(`/me/data.json?for=${refOfName('潘强')}`, '潘妻')).status).toBe(403);
    await done('/me/requests', '潘妻', { for: refOfName('潘强'), field: 'other', proposed: '门牌不对' });
    expect((await post('/me/requests', '潘妻', { for: refOfName('潘强'), kind: 'erasure' })).status).toBe(403);
    expect(await html('/me/messages', '潘强')).toContain('替您提出了');
    const { helpers } = await json<{ helpers: { consentId: string }[] }>('/me/family', '潘强');
    await done(`/me/consents/${helpers[0]?.consentId}/withdrawal`, '潘强', {});
    expect((await get(his, '潘妻')).status).toBe(404);
  });

  test('a guardian sees and decides for the child', async () => {
    const childs = `/me/data?for=${refOfName('潘小宝')}`;
    expect((await get(childs, '潘强')).status).toBe(404);
    await done(person('潘小宝', '/opening'), 'officer', { reason: 'asked' });
    await done(person('潘小宝', '/guardian'), 'officer', { guardian: refOfName('潘强') });
    expect(await html(childs, '潘强')).toContain('您是监护人');
    expect(await html('/me/family', '潘强')).toContain('潘小宝');
    await done('/me/consents', '潘强', { for: refOfName('潘小宝'), purpose: 'pass_on' });
    expect((await get(`/me/data.json?for=${refOfName('潘小宝')}`, '潘强')).status).toBe(200);
  });

  test('somebody who serves writes consents and wishes down, with the way they were given', async () => {
    const help = person('单雄', '/consents');
    expect((await post(help, 'officer', { purpose: 'pass_on', channel: 'phone' })).status).toBe(422);
    await done(help, 'officer', { purpose: 'pass_on', channel: 'phone', consented: 'on' });
    await done(person('单雄', '/requests'), 'officer', {
      kind: 'correction',
      field: 'other',
      proposed: '名字里的雄',
      channel: 'doorstep',
    });
    await done(person('单雄', '/opening'), 'officer', { reason: 'asked' });
    const page = await html(person('单雄', '/help'), 'officer');
    for (const word of ['由officer本人登记（电话）', '由officer本人代为提出（上门）', '名字里的雄'])
      expect(page).toContain(word);
    const model = await json<{ consents: { id: string; withdrawnOn: string | null }[] }>(
      person('单雄', '/help'),
      'officer',
    );
    const held = model.consents.find((consent) => consent.withdrawnOn === null);
    await done(person('单雄', `/consents/${held?.id}/withdrawal`), 'officer', { channel: 'phone' });
  });
});

describe('merging on the page', () => {
  test('suggests, merges, follows the old address, and undoes', async () => {
    const [twin = ''] = await world.write((write) =>
      addPersons(write, [{ name: '单雄', birthDate: '1950-01-01', placeId: world.community.id }]),
    );
    const gone = refOf(world.district, twin);
    expect(await html('/people/duplicates', 'officer')).toContain('姓名和出生日期相同');
    expect(await html(person('单雄', '/merges'), 'officer')).toContain(gone);
    const { mergeId = '' } = await done(person('单雄', '/merges'), 'officer', { gone });
    const moved = await get(`/people/${gone}`, 'officer');
    expect([moved.status, moved.headers.get('location')]).toEqual([301, person('单雄')]);
    await done(person('单雄', `/merges/${mergeId}/undoing`), 'officer', {});
    expect((await get(`/people/${gone}`, 'officer')).status).toBe(200);
  });
});
