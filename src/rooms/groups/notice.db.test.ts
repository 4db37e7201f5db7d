import { beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { buildSmallWorld, type SmallWorld } from '../../../test/people-world.ts';
import { addPersons, mergePersons, undoMerge } from '../people/index.ts';
import { addMembers, showMembers } from './bulk.ts';
import { followPeople } from './follow-people.ts';
import { addGroups } from './found.ts';
import { membershipsOf, talentsOf } from './member-store.ts';
import { dueNotice, noticeExpiringTerms } from './notice.ts';
import { addTerms } from './offices.ts';
import { officePostsOf } from './term-store.ts';

const database = await openTestDatabase();
const db = database.kysely;
let world: SmallWorld;
const person: Record<string, string> = {};
const group: Record<string, string> = {};

beforeAll(async () => {
  world = await buildSmallWorld(database);
  const names = ['holder', 'chair', 'head', 'worker', 'other', 'member', 'twin'];
  await world.write(async (write) => {
    const ids = await addPersons(
      write,
      names.map((name) => ({ name, placeId: world.community.id })),
    );
    for (const [n, name] of names.entries()) person[name] = ids[n] ?? '';
    const [office = '', federation = ''] = await addGroups(write, [
      { kind: 'community_office', place: world.community, name: '居委会' },
      { kind: 'federation', place: world.community, name: '社区妇联' },
    ]);
    const parent = { id: federation, kind: 'federation', path: world.community.path, dissolvedOn: null } as const;
    const [womens = '', team = ''] = await addGroups(write, [
      { kind: 'womens_group', place: world.compound, parent, name: '妇女小组' },
      { kind: 'team', place: world.compound, name: '理发队' },
    ]);
    Object.assign(group, { office, federation, womens, team });
    await addTerms(write, [
      { groupId: office, personId: person.head ?? '', office: 'leader', fromDay: '2020-01-01', untilDay: null },
      { groupId: office, personId: person.worker ?? '', office: 'staff', fromDay: '2020-01-01', untilDay: null },
      {
        groupId: federation,
        personId: person.chair ?? '',
        office: 'chair',
        fromDay: '2025-01-01',
        untilDay: '2030-01-01',
      },
      {
        groupId: womens,
        personId: person.holder ?? '',
        office: 'leader',
        fromDay: '2022-01-01',
        untilDay: '2027-02-10',
      },
      {
        groupId: womens,
        personId: person.other ?? '',
        office: 'deputy',
        fromDay: '2022-01-01',
        untilDay: '2027-02-10',
      },
    ]);
  });
});

const messages = async (): Promise<Record<string, string[]>> => {
  const rows = await database.query(
    `select person_id, kind from messages where kind like 'groups.told_term%' order by id`,
  );
  const nameOf = new Map(Object.entries(person).map(([name, id]) => [id, name]));
  const found: Record<string, string[]> = {};
  for (const row of rows) {
    const name = nameOf.get(String(row.person_id)) ?? '?';
    found[name] = [...(found[name] ?? []), String(row.kind).replace('groups.told_', '')];
  }
  return found;
};
const notice = () => world.write((write) => noticeExpiringTerms(write));

describe('terms that end', () => {
  test.each([
    [91, undefined],
    [90, 90],
    [31, 90],
    [30, 30],
    [7, 7],
    [1, 7],
    [0, 0],
    [-3, 0],
  ])('%i days before: the notice of %s days', (left, days) => {
    expect(dueNotice(left)).toBe(days);
  });

  test('holders, those who lead above them and the head of the office are told, once at each step', async () => {
    expect(await notice()).toEqual({ terms: 2, messages: 4 });
    expect(await messages()).toEqual({
      holder: ['term_ends'],
      other: ['term_ends'],
      chair: ['terms_end'],
      head: ['terms_end'],
    });
    expect(await notice()).toEqual({ terms: 0, messages: 0 });
    world.clock.set('2027-01-15T12:00:00+08:00');
    expect(await notice()).toEqual({ terms: 2, messages: 4 });
    world.clock.set('2027-02-10T12:00:00+08:00');
    await notice();
    expect((await messages()).holder).toEqual(['term_ends', 'term_ends', 'term_over']);
    expect(await notice()).toEqual({ terms: 0, messages: 0 });
  });

  test('whoever was chosen again in time is no longer due', async () => {
    world.clock.set('2026-11-22T12:00:00+08:00');
    await database.query('update office_terms set noticed_days = null');
    await world.write((write) =>
      addTerms(write, [
        {
          groupId: group.womens ?? '',
          personId: person.holder ?? '',
          office: 'leader',
          fromDay: '2027-02-10',
          untilDay: null,
        },
      ]),
    );
    expect(await notice()).toMatchObject({ terms: 1 });
  });
});

describe('when something happens to a person', () => {
  const memberships = async (name: string) =>
    (await membershipsOf(db, world.district, person[name] ?? '')).map((one) => one.state);
  const withReaction = { react: followPeople };

  test('merged: what is theirs moves, and comes back when the merge is undone', async () => {
    await world.write(async (write) => {
      await addMembers(write, [
        { groupId: group.team ?? '', personId: person.member ?? '', talents: ['理发'] },
        { groupId: group.team ?? '', personId: person.twin ?? '', talents: ['理发', '书法'] },
        { groupId: group.womens ?? '', personId: person.twin ?? '' },
      ]);
      await addTerms(write, [
        {
          groupId: group.team ?? '',
          personId: person.twin ?? '',
          office: 'leader',
          fromDay: '2026-01-01',
          untilDay: null,
        },
      ]);
    });
    Object.assign(world.workshop, withReaction);
    const [keptId, goneId] = [person.member ?? '', person.twin ?? ''];
    const { mergeId } = await world.act((write) => mergePersons(write, { keptId, goneId }));
    expect(await memberships('member')).toEqual(['active', 'active']);
    expect((await talentsOf(db, world.district, keptId)).talents.sort()).toEqual(['书法', '理发'].sort());
    expect((await officePostsOf(db, world.district, keptId, '2026-11-22')).map((post) => post.role)).toEqual([
      'team.leader',
    ]);
    await world.act((write) => undoMerge(write, { mergeId }));
    expect([await memberships('member'), await memberships('twin')]).toEqual([['active'], ['active', 'active']]);
    expect((await talentsOf(db, world.district, keptId)).talents).toEqual(['理发']);
    expect((await officePostsOf(db, world.district, goneId, '2026-11-22')).map((post) => post.role)).toEqual([
      'team.leader',
    ]);
  });

  const follow = (verb: string, name: string, change = {}) =>
    world.write((write) =>
      followPeople(write, { verb, thing: { kind: 'person', id: person[name] ?? '' }, forId: person[name], change }),
    );

  test('consent to be shown withdrawn: hidden everywhere; consent to belong withdrawn: left', async () => {
    await world.write((write) =>
      showMembers(write, [{ groupId: group.team ?? '', personId: person.member ?? '' }], {
        name: 'full',
        building: true,
        talents: true,
      }),
    );
    const shows = async () =>
      (await membershipsOf(db, world.district, person.member ?? '')).map((one) => [
        one.state,
        one.showsName,
        one.showsBuilding,
      ]);
    expect(await shows()).toEqual([['active', 'full', true]]);
    await follow('people.withdraw_consent', 'member', { purpose: 'tag.living_alone' });
    expect(await shows()).toEqual([['active', 'full', true]]);
    await follow('people.withdraw_consent', 'member', { purpose: 'show_name' });
    expect(await shows()).toEqual([['active', 'hidden', false]]);
    await follow('people.withdraw_consent', 'member', { purpose: 'join_group' });
    expect(await shows()).toEqual([['left', 'hidden', false]]);
  });

  test('dead or erased: offices and memberships end, talents of the erased are gone', async () => {
    await follow('people.record_death', 'twin');
    expect(await memberships('twin')).toEqual(['left', 'left']);
    expect(await officePostsOf(db, world.district, person.twin ?? '', '2026-11-22')).toEqual([]);
    expect((await talentsOf(db, world.district, person.twin ?? '')).talents).toHaveLength(2);
    await follow('people.erase', 'twin');
    expect((await talentsOf(db, world.district, person.twin ?? '')).talents).toEqual([]);
  });
});
