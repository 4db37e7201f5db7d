import { beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { buildGroupsWorld, type GroupsWorld } from '../../../test/groups-world.tsx';
import { refOf } from '../../kit/ids.ts';
import { getPlace } from '../places/index.ts';
import { addMembers } from './bulk.ts';

const database = await openTestDatabase();
let world: GroupsWorld;
beforeAll(async () => {
  world = await buildGroupsWorld(database);
});
const ask: GroupsWorld['ask'] = (...asked) => world.ask(...asked);
const group = (name: string): string => world.group(name);
const person = (name: string): string => world.id(name);
const post: GroupsWorld['post'] = (...posted) => world.post(...posted);

describe('who may what, over the routes', () => {
  const staff = () =>
    world.signIn(
      '社区干部',
      ['groups.edit', 'groups.members'].map((permission) => ({
        permission,
        post: 'community_office.staff',
        path: world.community.path,
      })),
    );
  const stranger = () =>
    world.signIn(
      '外社区干部',
      ['groups.edit', 'groups.members'].map((permission) => ({
        permission,
        post: 'community_office.staff',
        path: world.elsewhere.path,
      })),
    );

  test('founding: staff of the community may, others find nothing, and never an office of administration', async () => {
    const fields = { kind: 'partner_unit', name: '惠民超市' };
    expect(await post(`/places/${world.community.code}/groups`, stranger(), fields)).toMatchObject({ status: 404 });
    expect(await post(`/places/${world.community.code}/groups`, staff(), fields)).toMatchObject({ status: 200 });
    expect(
      await post(`/places/${world.community.code}/groups`, staff(), { kind: 'community_office', name: '居委会' }),
    ).toMatchObject({ status: 403 });
    expect(
      await post(`/places/${world.community.code}/groups`, staff(), { kind: 'partner_unit', name: '惠民超市' }),
    ).toMatchObject({ status: 422, code: 'name_taken' });
    const withMobile = { kind: 'partner_unit', name: '药店', contact: '老板 138 2348 2870' };
    expect((await post(`/places/${world.community.code}/groups`, staff(), withMobile)).body.errors).toMatchObject([
      { field: 'contact', code: 'no_mobile' },
    ]);
    expect((await ask(`/places/${world.community.code}/groups/new?kind=team`, staff())).status).toBe(200);
    expect((await ask(`/places/${world.community.code}/groups/new`, '张全名')).status).toBe(404);
  });

  test('members: leaders see names, staff see masks, everybody else nothing', async () => {
    await world.write((write) => addMembers(write, [{ groupId: person('和谐妇女小组'), personId: person('刘隐者') }]));
    const address = `/groups/${group('和谐妇女小组')}/members`;
    const seen = async (as: string) =>
      ((await (await ask(address, as)).json()) as { members?: { name: string }[] }).members?.map((one) => one.name);
    expect(await seen('杨组长')).toEqual(['刘隐者']);
    expect(await seen('赵主席')).toEqual(['刘隐者']);
    expect(await seen(staff())).toEqual(['刘**']);
    for (const as of ['张全名', stranger()]) expect((await ask(address, as)).status).toBe(404);
    expect((await ask(address)).status).toBe(303);
  });

  test('inviting by whole name; joining; leaving', async () => {
    const invite = (who: string, as = '杨组长') => post(`/groups/${group('和谐妇女小组')}/invitations`, as, { who });
    expect(await invite('王秀')).toMatchObject({ status: 422, code: 'name_unknown' });
    expect(await invite('王秀兰', '张全名')).toMatchObject({ status: 403 });
    const invited = await invite('王秀兰（1栋）');
    expect(invited.status).toBe(200);
    const membership = refOf(world.district, String(invited.body.membershipId));
    expect(await post(`/memberships/${membership}/acceptance`, '张全名', {})).toMatchObject({ status: 404 });
    expect(await post(`/memberships/${membership}/acceptance`, '王秀兰', {})).toMatchObject({ status: 200 });
    expect(await post(`/memberships/${membership}/acceptance`, '王秀兰', {})).toMatchObject({
      status: 422,
      code: 'no_longer_possible',
    });
    expect((await ask(`/memberships/${membership}`, '王秀兰')).html).toContain('别人能看到我什么');
    expect(await post(`/memberships/${membership}/removal`, '杨组长', { group: group('巧手队') })).toMatchObject({
      status: 403,
    });
    expect(
      await post(`/memberships/${membership}/backbone`, '杨组长', { group: group('和谐妇女小组'), backbone: true }),
    ).toMatchObject({ status: 200 });
    expect(await post(`/memberships/${membership}/departure`, '王秀兰', {})).toMatchObject({ status: 200 });
  });

  test('a helper says how the person consented, or nothing is done', async () => {
    const helper = world.signIn(
      '网格员',
      ['people.list', 'people.edit'].map((permission) => ({
        permission,
        post: 'steward.4',
        path: world.buildings[0]?.path ?? '',
      })),
    );
    const elder = refOf(world.district, person('王秀兰'));
    const join = (fields: object) =>
      post(`/groups/${group('和谐妇女小组')}/applications`, helper, { person: elder, ...fields });
    expect((await ask(`/groups/${group('和谐妇女小组')}?person=${elder}`, helper)).html).toContain('王秀兰');
    expect(await join({})).toMatchObject({ status: 422, code: 'consent_needed' });
    expect(await join({ consented: true, channel: 'doorstep' })).toMatchObject({ status: 200 });
    const [entry] = await database.query('select channel, for_id from journal order by id desc limit 1');
    expect(entry).toEqual({ channel: 'doorstep', for_id: person('王秀兰') });
    const other = refOf(world.district, person('杨组长'));
    expect(
      await post(`/people/${other}/talents`, helper, { talents: '书法', consented: true, channel: 'phone' }),
    ).toMatchObject({ status: 404 });
    expect(
      await post(`/people/${elder}/talents`, helper, {
        talents: '书法，理发',
        services: ['卫生健康'],
        consented: true,
        channel: 'phone',
      }),
    ).toMatchObject({ status: 200, body: { added: 3 } });
    expect((await ask(`/me/groups?person=${elder}`, helper)).html).toContain('理发');
    expect((await ask(`/me/groups?person=${other}`, helper)).status).toBe(404);
  });

  test('appointing and electing by names', async () => {
    const address = `/groups/${group('社区妇联')}`;
    const as = staff();
    expect(await post(`${address}/appointments`, '张全名', { office: 'executive', person: '王秀兰' })).toMatchObject({
      status: 403,
    });
    expect(await post(`${address}/appointments`, as, { office: 'executive', person: '王秀兰' })).toMatchObject({
      status: 200,
    });
    expect(await post(`${address}/appointments`, as, { office: 'executive', person: '王秀兰' })).toMatchObject({
      status: 422,
      code: 'holds_it_already',
    });
    const election = {
      heldOn: '2026-11-20',
      entitled: 80,
      tookPart: 61,
      chair: '杨组长',
      executive: '杨组长\n王秀兰、张全名',
    };
    expect(await post(`${address}/elections`, as, election)).toMatchObject({ status: 200, body: { elected: 4 } });
    const offices = (await (await ask(`${address}/offices`, as)).json()) as {
      terms: { name: string; office: string; state: string; id: string }[];
    };
    const running = offices.terms
      .filter((term) => term.state === 'running')
      .map((term) => `${term.office} ${term.name}`)
      .sort();
    expect(running).toEqual(['chair 杨组长', 'executive 张全名', 'executive 杨组长', 'executive 王秀兰']);
    const mine = offices.terms.find((term) => term.name === '张全名' && term.state === 'running');
    expect(await post(`${address}/terms/${mine?.id}/end`, '王秀兰', { reason: 'removed' })).toMatchObject({
      status: 403,
    });
    expect(await post(`${address}/terms/${mine?.id}/end`, '张全名', { reason: 'resigned' })).toMatchObject({
      status: 200,
    });
    expect((await ask(`${address}/offices?term=${mine?.id}`, as)).status).toBe(200);
  });

  test('terms that end are for those who keep groups', async () => {
    await database.query(
      `update office_terms set until_day = '2026-12-20' where office = 'chair' and ended_on is null`,
    );
    const terms = (await (await ask(`/groups/terms?expiring=90&place=${world.community.code}`, staff())).json()) as {
      terms: object[];
    };
    expect(terms.terms).toMatchObject([{ name: '杨组长', office: 'chair', daysLeft: 28 }]);
    expect((await (await ask('/groups/terms', stranger())).json()) as object).toMatchObject({ terms: [] });
    expect((await ask('/groups/terms', '张全名')).status).toBe(404);
  });

  test('numbers of a district are set at the district', async () => {
    const district = await getPlace(database.kysely, world.district, world.township.parentId ?? '');
    const boss = world.signIn('区干部', [
      { permission: 'groups.edit', post: 'district_office.staff', path: district.path },
    ]);
    const set = (fields: Record<string, unknown>, as = boss) =>
      post(`/places/${world.district}/group-rules/federation/compound`, as, fields);
    expect(await set({ termMonths: 36, executive_min: 3, executive_max: 7 }, staff())).toMatchObject({ status: 404 });
    expect(await set({ termMonths: 36, executive_min: 8, executive_max: 7 })).toMatchObject({
      status: 422,
      code: 'least_above_most',
    });
    expect(await set({ termMonths: 36, executive_min: 3, executive_max: 7 })).toMatchObject({ status: 200 });
    const page = await ask(`/places/${world.district}/group-rules?kind=federation&at=compound`, boss);
    expect(page.html).toContain('已按本地规定修改');
    expect(((await page.json()) as { rules: object[] }).rules).toContainEqual({
      kind: 'federation',
      at: 'compound',
      termMonths: 36,
      offices: [
        { office: 'chair', min: 1, max: 1 },
        { office: 'vice_chair', min: 1, max: 1 },
        { office: 'executive', min: 3, max: 7 },
      ],
      isOwn: true,
    });
  });
});
