import { describe, expect, test } from 'vitest';
import { doneOf, openSignInWorld, reasonOf } from '../../../test/sign-in-world.tsx';
import { officePostsOf } from '../groups/index.ts';
import { addUser, type NewUser } from './add-user.ts';
import { signInByPassword } from './by-password.ts';
import { setFirstPassword } from './password.ts';
import { hasAdministrator } from './store.ts';

const world = await openSignInWorld();
const { workshop, district } = world;
const today = '2026-11-22';
const password = 'Meihua-2026';
const add = (user: Partial<NewUser>) => addUser(workshop, { district, name: '钱管', userName: 'guan', ...user });
const rolesOf = async (personId: string): Promise<string[]> =>
  (await officePostsOf(world.db, district, personId, today)).map((post) => post.role);
const codeOf = async (kind: 'township' | 'community'): Promise<string> =>
  (
    await world.db
      .selectFrom('places')
      .select('code')
      .where('kind', '=', kind)
      .orderBy('code')
      .executeTakeFirstOrThrow()
  ).code;

test('the first administrator: person, post, account, and a link that lets in', async () => {
  expect(await hasAdministrator(world.db, today)).toBe(false);
  const { personId, token } = doneOf(await add({ role: 'administrator' }));
  expect(await rolesOf(personId)).toEqual(['platform.administrator']);
  expect(await hasAdministrator(world.db, today)).toBe(true);
  doneOf(await setFirstPassword(workshop, { token, password, again: password }));
  const opened = await signInByPassword(workshop, { userName: 'guan', password }, { agent: '', address: '' });
  expect(reasonOf(opened)).toBe('done');
  const verbs = await world.db
    .selectFrom('journal')
    .select(['verb', 'channel'])
    .where('channel', '=', 'command')
    .orderBy('id')
    .execute();
  expect(verbs.map(({ verb }) => verb)).toEqual(['people.register', 'groups.found', 'groups.appoint', 'accounts.add']);
});

test('said once more it makes a new link and nothing else', async () => {
  const before = await world.db.selectFrom('persons').select('id').execute();
  const first = doneOf(await add({ role: 'administrator' }));
  const second = doneOf(await add({ role: 'administrator' }));
  expect(second.personId).toBe(first.personId);
  expect(await world.db.selectFrom('persons').select('id').execute()).toHaveLength(before.length);
  expect(reasonOf(await setFirstPassword(workshop, { token: first.token, password, again: password }))).toBe(
    'link_used',
  );
});

describe('posts', () => {
  test('stand where they belong', async () => {
    const street = doneOf(
      await add({ name: '孙街', userName: 'jie', role: 'street', place: await codeOf('township') }),
    );
    expect(await rolesOf(street.personId)).toEqual(['street_office.staff']);
    const community = { role: 'community', place: await codeOf('community') } as const;
    const one = doneOf(await add({ name: '李社', userName: 'she', ...community }));
    const two = doneOf(await add({ name: '吴社', userName: 'she2', ...community }));
    expect([await rolesOf(one.personId), await rolesOf(two.personId)]).toEqual([
      ['community_office.staff'],
      ['community_office.staff'],
    ]);
    const staff = doneOf(await add({ name: '周区', userName: 'qu', role: 'district' }));
    expect(await rolesOf(staff.personId)).toEqual(['district_office.staff']);
  });

  test('who manages accounts does not audit', async () => {
    expect(reasonOf(await add({ role: 'auditor' }))).toBe('holds_another_office');
    expect(reasonOf(await add({ name: '郑审', userName: 'shen', role: 'auditor' }))).toBe('done');
  });

  test('may be left out', async () => {
    const { personId } = doneOf(await add({ name: '王散', userName: 'san' }));
    expect(await rolesOf(personId)).toEqual([]);
  });
});

test('somebody registered with the phone is found by it, somebody else of the family is not taken for them', async () => {
  const known = await world.person('冯已', { phone: '13800009999' });
  const found = doneOf(await add({ name: '冯已', userName: 'feng', phone: '138 0000 9999' }));
  expect(found.personId).toBe(known);
  expect(doneOf(await add({ name: '冯未', userName: 'feng2', phone: '13800009999' })).personId).not.toBe(known);
});

test.each([
  ['no_district', { district: '110101' }],
  ['no_place', { place: '42120299' }],
  ['wrong_place', { role: 'community' }],
  ['phone_not_valid', { name: '错号', userName: 'cuohao', phone: '12' }],
  ['user_name_taken', { name: '别人' }],
] as const)('refused, and nothing made: %s', async (reason, user) => {
  const before = await world.db.selectFrom('journal').select('id').execute();
  expect(reasonOf(await add(user))).toBe(reason);
  expect(await world.db.selectFrom('journal').select('id').execute()).toHaveLength(before.length);
});
