import { beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { buildSmallWorld, type SmallWorld } from '../../../test/people-world.ts';
import { addPersons, getPerson, hasConsent, type Person } from '../people/index.ts';
import { getPlace, type Place } from '../places/index.ts';
import { addMembers } from './bulk.ts';
import { describeGroup, dissolveGroup, findOrFoundTeam, foundGroup, type NewGroup } from './found.ts';
import type { PlacedGroup } from './group.ts';
import { listMembers, membershipsOf, openMembership, talentsOf } from './member-store.ts';
import { apply, invite, moveMembership, setBackbone, setDisplay } from './membership.ts';
import { appoint, endTerm, holdElection } from './offices.ts';
import { readRule, setRule } from './settings.ts';
import { findGroup, groupsAt, leadsGroup } from './store.ts';
import { setTalents } from './talent-actions.ts';
import { findTerm, holdersOf, officePostsOf, termsOf } from './term-store.ts';

const database = await openTestDatabase();
const db = database.kysely;
let world: SmallWorld;
let township: Place;
const own = { self: true, leaders: false };
const leaders = { self: false, leaders: true };

beforeAll(async () => {
  world = await buildSmallWorld(database);
  township = await getPlace(db, world.district, world.community.parentId ?? '');
});

/** Persons kept by the community, by name. */
async function people(...names: string[]): Promise<Person[]> {
  const ids = await world.write((write) =>
    addPersons(
      write,
      names.map((name) => ({ name, placeId: world.community.id, birthDate: '1970-01-01' })),
    ),
  );
  return Promise.all(ids.map((id) => getPerson(db, world.district, id)));
}

async function onePerson(name: string): Promise<Person> {
  const [person] = await people(name);
  if (!person) throw new Error('nobody made');
  return person;
}

async function group(input: Partial<NewGroup> & Pick<NewGroup, 'kind' | 'name'>): Promise<PlacedGroup> {
  const { id } = await world.act((write) => foundGroup(write, { place: world.community, ...input }));
  const found = await findGroup(db, world.district, id);
  if (!found) throw new Error('not founded');
  return found;
}

const lastEntry = async () =>
  (await database.query('select verb, for_id, place_id, change from journal order by id desc limit 1'))[0];

const messagesOf = async (person: Person): Promise<unknown[]> =>
  (
    await database.query('select kind from messages where district = $1 and person_id = $2 order by id', [
      world.district,
      person.id,
    ])
  ).map((row) => row.kind);

describe('founding', () => {
  test('a federation, its group and a team, each below the other', async () => {
    const street = await group({ kind: 'federation', name: '温泉街道妇联', place: township });
    const federation = await group({ kind: 'federation', name: '社区妇联', parent: street });
    const compound = await group({
      kind: 'federation',
      name: '和谐小区妇联',
      place: world.compound,
      parent: federation,
    });
    const womens = await group({ kind: 'womens_group', name: '第一妇女小组', place: world.compound, parent: compound });
    const team = await group({ kind: 'team', name: '合唱队', variety: 'arts', place: world.compound, parent: womens });
    expect([federation.party, team.party, team.variety]).toEqual(['community', null, 'arts']);
    expect(await lastEntry()).toMatchObject({
      verb: 'groups.found',
      place_id: world.compound.id,
      change: { kind: 'team', variety: 'arts', parentId: womens.id },
    });
    const names = (await groupsAt(db, world.compound)).map((one) => one.name);
    expect(names).toEqual(['和谐小区妇联', '合唱队', '第一妇女小组', '社区妇联']);
  });

  test.each([
    ['a second federation', { kind: 'federation', name: '又一个妇联' }, 'one_already'],
    ['a street office in a community', { kind: 'street_office', name: '街道办' }, 'wrong_place'],
    ['a day to come', { kind: 'team', name: '明日队', foundedOn: '2026-11-23' }, 'not_yet'],
  ] as const)('refuses %s', async (_, input, reason) => {
    expect(await world.refusal((write) => foundGroup(write, { place: world.community, ...input }))).toBe(reason);
  });

  test('refuses a name that is taken there', async () => {
    await group({ kind: 'team', name: '巡逻队' });
    expect(
      await world.refusal((write) => foundGroup(write, { kind: 'team', name: '巡逻队', place: world.community })),
    ).toBe('name_taken');
    await group({ kind: 'team', name: '巡逻队', place: world.compound });
  });

  test('a team is founded once, however often a ledger names it', async () => {
    const first = await world.write((write) => findOrFoundTeam(write, { place: world.community, name: '帮困助残队' }));
    const again = await world.write((write) => findOrFoundTeam(write, { place: world.community, name: '帮困助残队' }));
    expect([first.isNew, again.isNew, again.id === first.id]).toEqual([true, false, true]);
  });

  test('describing changes the parent, but never into its own child', async () => {
    const parent = await group({ kind: 'social_organisation', name: '社工站' });
    const child = await group({ kind: 'social_organisation', name: '互助会', parent });
    const to = { name: '社工总站', summary: '', contact: '', party: 'social_work', listed: true } as const;
    expect(
      await world.refusal((write) => describeGroup(write, { group: parent, to: { ...to, parentId: child.id } })),
    ).toBe('parent_below');
    await world.act((write) => describeGroup(write, { group: parent, to: { ...to, parentId: null } }));
    expect(await findGroup(db, world.district, parent.id)).toMatchObject({ name: '社工总站', party: 'social_work' });
    expect(JSON.stringify(await lastEntry())).not.toContain('社工总站');
  });

  test('dissolving waits for the groups below, then ends offices and memberships', async () => {
    const federation = await group({ kind: 'federation', name: '别处妇联', place: world.elsewhere });
    const womens = await group({ kind: 'womens_group', name: '小组', place: world.elsewhere, parent: federation });
    const [leader, member] = await people('方秀兰', '蒋桂英');
    if (!leader || !member) throw new Error('nobody');
    await world.act((write) => appoint(write, { group: womens, personId: leader.id, office: 'leader' }));
    await world.write((write) => addMembers(write, [{ groupId: womens.id, personId: member.id }]));
    expect(await world.refusal((write) => dissolveGroup(write, { group: federation }))).toBe('groups_below');
    await world.act((write) => dissolveGroup(write, { group: womens }));
    expect(await lastEntry()).toMatchObject({ change: { terms: 1, members: 1 } });
    expect(await officePostsOf(db, world.district, leader.id, '2026-11-22')).toEqual([]);
    expect((await membershipsOf(db, world.district, member.id))[0]).toMatchObject({
      state: 'left',
      leftOn: '2026-11-22',
    });
    expect(await world.refusal((write) => dissolveGroup(write, { group: womens }))).toBe('dissolved');
    await world.act((write) => dissolveGroup(write, { group: federation }));
    await group({ kind: 'federation', name: '别处妇联', place: world.elsewhere });
  });
});

describe('offices', () => {
  test('an appointment gives a post from its first day, for the usual term', async () => {
    const committee = await group({ kind: 'owners_committee', name: '业委会', place: world.compound });
    const person = await onePerson('邓志明');
    await world.act((write) =>
      appoint(write, { group: committee, personId: person.id, office: 'chair', fromDay: '2026-12-01' }),
    );
    expect(await officePostsOf(db, world.district, person.id, '2026-11-30')).toEqual([]);
    expect(await officePostsOf(db, world.district, person.id, '2026-12-01')).toEqual([
      {
        role: 'owners_committee.chair',
        placeId: world.compound.id,
        path: world.compound.path,
        fromDay: '2026-12-01',
        untilDay: '2031-12-01',
      },
    ]);
    expect(await officePostsOf(db, world.district, person.id, '2031-12-01')).toEqual([]);
    expect(await messagesOf(person)).toEqual(['groups.told_appointed']);
  });

  test('numbers hold, as the district has set them', async () => {
    const branch = await group({ kind: 'party_branch', name: '支部', place: world.compound });
    const [first, second] = await people('冯建国', '曾国强');
    if (!first || !second) throw new Error('nobody');
    await world.act((write) => appoint(write, { group: branch, personId: first.id, office: 'vice_chair' }));
    expect(
      await world.refusal((write) => appoint(write, { group: branch, personId: second.id, office: 'vice_chair' })),
    ).toBe('office_full');
    const district = await getPlace(db, world.district, township.parentId ?? '');
    const rule = {
      termMonths: 24,
      offices: { chair: { min: 1, max: 1 }, vice_chair: { min: 0, max: 2 }, executive: { min: 0, max: 3 } },
    };
    await world.act((write) => setRule(write, { place: district, kind: 'party_branch', at: 'compound', rule }));
    await world.act((write) => appoint(write, { group: branch, personId: second.id, office: 'vice_chair' }));
    expect((await termsOf(db, branch))[0]?.untilDay).toBe('2028-11-22');
    expect((await readRule(db, world.district, 'party_branch', 'community')).termMonths).toBe(60);
    await world.act((write) => setRule(write, { place: district, kind: 'party_branch', at: 'compound', rule: null }));
    expect((await readRule(db, world.district, 'party_branch', 'compound')).termMonths).toBe(36);
    const reversed = { termMonths: null, offices: { chair: { min: 2, max: 1 } } };
    expect(
      await world.refusal((write) =>
        setRule(write, { place: district, kind: 'party_branch', at: 'compound', rule: reversed }),
      ),
    ).toBe('least_above_most');
  });

  test('an election seats the elected and ends the terms before on the same day', async () => {
    const compound = await group({ kind: 'team', name: '舞蹈队', variety: 'arts' });
    const [old, young, deputy] = await people('罗桂香', '梁慧', '宋丽');
    if (!old || !young || !deputy) throw new Error('nobody');
    const result = { entitled: 30, tookPart: 24, replaces: true } as const;
    await world.act((write) =>
      holdElection(write, {
        group: compound,
        ...result,
        heldOn: '2021-11-01',
        untilDay: '2026-11-30',
        elected: [{ office: 'leader', personId: old.id }],
      }),
    );
    await world.act((write) =>
      holdElection(write, {
        group: compound,
        ...result,
        heldOn: '2026-11-20',
        fromDay: '2026-12-01',
        elected: [
          { office: 'leader', personId: young.id },
          { office: 'deputy', personId: deputy.id },
        ],
      }),
    );
    const named = async (day: string) =>
      (await holdersOf(db, world.district, [compound.id], day))
        .get(compound.id)
        ?.map((term) => `${term.office} ${term.name}`) ?? [];
    expect(await named('2026-11-22')).toEqual(['leader 罗桂香']);
    expect(await named('2026-12-01')).toEqual(['leader 梁慧', 'deputy 宋丽']);
    expect(JSON.stringify(await lastEntry())).not.toContain('梁慧');
  });

  test('a chair who is elected again stays without a gap', async () => {
    const team = await group({ kind: 'team', name: '太极队', variety: 'interest' });
    const person = await onePerson('郑淑珍');
    const elected = [{ office: 'leader', personId: person.id }] as const;
    const votes = { entitled: 10, tookPart: 10, replaces: true, elected };
    await world.act((write) => holdElection(write, { group: team, ...votes, heldOn: '2025-01-01' }));
    await world.act((write) => holdElection(write, { group: team, ...votes, heldOn: '2026-06-01' }));
    expect((await termsOf(db, team)).map((term) => [term.fromDay, term.endedOn])).toEqual([
      ['2026-06-01', null],
      ['2025-01-01', '2026-06-01'],
    ]);
  });

  test.each([
    ['a day to come', { heldOn: '2026-11-23' }, 'not_yet'],
    ['more voters than entitled', { tookPart: 31 }, 'more_than_entitled'],
    ['nobody elected', { elected: [] }, 'nobody_elected'],
    ['taking office before the election', { fromDay: '2026-01-01' }, 'before_election'],
  ])('an election is refused for %s', async (_, wrong, reason) => {
    const [team] = (await groupsAt(db, world.community)).filter((one) => one.name === '舞蹈队');
    const found = await findGroup(db, world.district, team?.id ?? '');
    if (!found) throw new Error('no team');
    const person = await onePerson('谢芳');
    const right = {
      heldOn: '2026-11-21',
      entitled: 30,
      tookPart: 20,
      replaces: true,
      elected: [{ office: 'leader' as const, personId: person.id }],
    };
    expect(await world.refusal((write) => holdElection(write, { group: found, ...right, ...wrong }))).toBe(reason);
  });

  test('a by-election adds without ending, and never beyond the number', async () => {
    const team = await group({ kind: 'team', name: '剪纸队', variety: 'arts' });
    const three = await people('韩梅', '唐英', '许静');
    const votes = { entitled: 10, tookPart: 10, replaces: false, heldOn: '2026-11-01' };
    for (const person of three.slice(0, 2))
      await world.act((write) =>
        holdElection(write, { group: team, ...votes, elected: [{ office: 'leader', personId: person.id }] }),
      );
    const third = three[2]?.id ?? '';
    expect(
      await world.refusal((write) =>
        holdElection(write, { group: team, ...votes, elected: [{ office: 'leader', personId: third }] }),
      ),
    ).toBe('office_full');
  });

  test('a term ends by resigning or removal, and who is in office may only resign', async () => {
    const team = await group({ kind: 'team', name: '花友会', variety: 'interest' });
    const person = await onePerson('曹玉');
    const { termId } = await world.act((write) =>
      appoint(write, { group: team, personId: person.id, office: 'leader', fromDay: '2026-01-01' }),
    );
    const term = await findTerm(db, world.district, termId);
    if (!term) throw new Error('no term');
    const by = { edits: false, holds: true };
    expect(await world.refusal((write) => endTerm(write, { group: team, term, reason: 'removed', by }))).toBe(
      'forbidden',
    );
    expect(
      await world.refusal((write) => endTerm(write, { group: team, term, reason: 'resigned', on: '2025-12-31', by })),
    ).toBe('before_start');
    await world.act((write) => endTerm(write, { group: team, term, reason: 'resigned', by }));
    expect(await officePostsOf(db, world.district, person.id, '2026-11-22')).toEqual([]);
    const ended = await findTerm(db, world.district, termId);
    if (!ended) throw new Error('no term');
    expect(await world.refusal((write) => endTerm(write, { group: team, term: ended, reason: 'resigned', by }))).toBe(
      'over_already',
    );
  });

  test('the database itself refuses one office twice on one day', async () => {
    const team = await group({ kind: 'team', name: '摄影队', variety: 'interest' });
    const person = await onePerson('袁莉');
    const insert = `insert into office_terms (district, id, group_id, person_id, office, how, from_day, until_day)
      values ($1, gen_random_uuid(), $2, $3, 'leader', 'appointed', $4, $5)`;
    await database.query(insert, [world.district, team.id, person.id, '2026-01-01', '2026-06-01']);
    await database.query(insert, [world.district, team.id, person.id, '2026-06-01', null]);
    await expect(
      database.query(insert, [world.district, team.id, person.id, '2026-05-31', '2026-06-02']),
    ).rejects.toThrow(/office_terms_once/);
  });

  test('those who lead a group lead what belongs to it', async () => {
    const federation = await group({
      kind: 'federation',
      name: '二栋上级妇联',
      place: await getPlace(db, world.district, township.parentId ?? ''),
    });
    const womens = await group({
      kind: 'womens_group',
      name: '二栋小组',
      place: world.buildings[1] ?? world.compound,
      parent: federation,
    });
    const [chair, leader] = await people('于秀', '董兰');
    if (!chair || !leader) throw new Error('nobody');
    await world.act((write) =>
      appoint(write, { group: federation, personId: chair.id, office: 'chair', fromDay: '2026-01-01' }),
    );
    await world.act((write) =>
      appoint(write, { group: womens, personId: leader.id, office: 'leader', fromDay: '2026-01-01' }),
    );
    const leads = (person: Person, of: PlacedGroup): Promise<boolean> => leadsGroup(db, of, person.id, '2026-11-22');
    expect(
      await Promise.all([
        leads(chair, federation),
        leads(chair, womens),
        leads(leader, womens),
        leads(leader, federation),
      ]),
    ).toEqual([true, true, true, false]);
    expect(await leadsGroup(db, federation, chair.id, '2025-12-31')).toBe(false);
  });
});

describe('memberships', () => {
  test('invited, accepted, backbone, shown, left', async () => {
    const team = await group({ kind: 'team', name: '理发队' });
    const person = await onePerson('余秋菊');
    const { membershipId } = await world.act((write) => invite(write, { group: team, person, by: leaders }));
    expect(await messagesOf(person)).toEqual(['groups.told_invited']);
    expect(await world.refusal((write) => invite(write, { group: team, person, by: leaders }))).toBe('invited_already');
    expect(await world.refusal((write) => apply(write, { group: team, person, by: own }))).toBe('invited_already');
    const about = { group: team, membershipId, person };
    expect(await world.refusal((write) => moveMembership(write, 'accept', { ...about, by: leaders }))).toBe(
      'forbidden',
    );
    expect(await world.refusal((write) => moveMembership(write, 'admit', { ...about, by: leaders }))).toBe(
      'no_longer_possible',
    );
    await world.act((write) => moveMembership(write, 'accept', { ...about, by: own }), { actorId: person.id });
    expect(await hasConsent(db, world.district, person.id, 'join_group')).toBe(true);
    await world.act((write) => setBackbone(write, { group: team, membershipId, backbone: true, by: leaders }));
    const display = { name: 'masked', building: true, talents: false } as const;
    expect(await world.refusal((write) => setDisplay(write, { ...about, display, by: leaders }))).toBe('forbidden');
    await world.act((write) => setDisplay(write, { ...about, display, by: own }), { actorId: person.id });
    expect(await hasConsent(db, world.district, person.id, 'show_name')).toBe(true);
    expect(await openMembership(db, world.district, team.id, person.id)).toMatchObject({
      backbone: true,
      showsName: 'masked',
      showsBuilding: true,
    });
    await world.act((write) => moveMembership(write, 'leave', { ...about, by: own }), { actorId: person.id });
    expect((await membershipsOf(db, world.district, person.id))[0]).toMatchObject({
      state: 'left',
      showsName: 'hidden',
      backbone: false,
    });
    expect(await hasConsent(db, world.district, person.id, 'show_name')).toBe(false);
    await world.act((write) => apply(write, { group: team, person, by: own }), { actorId: person.id });
  });

  test('an application goes to the nearest leaders, who admit or reject', async () => {
    const parent = await group({ kind: 'social_organisation', name: '爱心协会' });
    const team = await group({ kind: 'team', name: '陪诊队', parent });
    const [head, first, second] = await people('杜鹃', '叶琳', '程霞');
    if (!head || !first || !second) throw new Error('nobody');
    await world.act((write) => appoint(write, { group: parent, personId: head.id, office: 'leader' }));
    const one = await world.act((write) => apply(write, { group: team, person: first, by: own }), {
      actorId: first.id,
    });
    const two = await world.act((write) => apply(write, { group: team, person: second, by: own }), {
      actorId: second.id,
    });
    expect(await messagesOf(head)).toEqual(['groups.told_appointed', 'groups.told_applied', 'groups.told_applied']);
    await world.act((write) => moveMembership(write, 'admit', { group: team, ...one, person: first, by: leaders }));
    await world.act((write) => moveMembership(write, 'reject', { group: team, ...two, person: second, by: leaders }));
    expect([await messagesOf(first), await messagesOf(second)]).toEqual([
      ['groups.told_accepted'],
      ['groups.told_declined'],
    ]);
    expect(await openMembership(db, world.district, team.id, second.id)).toBeUndefined();
  });

  test('who helps is written down as helper, and the person is told', async () => {
    const team = await group({ kind: 'team', name: '棋友队', variety: 'interest' });
    const [helper, elder] = await people('苏敏', '魏德福');
    if (!helper || !elder) throw new Error('nobody');
    await world.act((write) => apply(write, { group: team, person: elder, by: own }), {
      actorId: helper.id,
      channel: 'doorstep',
    });
    expect(await messagesOf(elder)).toEqual(['groups.told_joined_for']);
    const [message] = await database.query('select about from messages where person_id = $1', [elder.id]);
    expect(message).toMatchObject({ about: { byId: helper.id } });
    const [consent] = await database.query('select given_by, helper_id, channel from consents where person_id = $1', [
      elder.id,
    ]);
    expect(consent).toEqual({ given_by: elder.id, helper_id: helper.id, channel: 'doorstep' });
    expect(await lastEntry()).toMatchObject({ for_id: elder.id });
  });

  test('a child under 14 joins only with a guardian', async () => {
    const team = await group({ kind: 'team', name: '小小志愿者' });
    const [id = ''] = await world.write((write) =>
      addPersons(write, [{ name: '丁小宝', placeId: world.community.id, birthDate: '2016-05-01' }]),
    );
    const child = await getPerson(db, world.district, id);
    expect(await world.refusal((write) => apply(write, { group: team, person: child, by: own }))).toBe('no_guardian');
  });
});

describe('in bulk', () => {
  test('a ledger of volunteers, twice: the second time nothing changes', async () => {
    const team = await group({ kind: 'team', name: '巾帼文明服务队' });
    const many = await people(...Array.from({ length: 30 }, (_, n) => `志愿者${n}`));
    const list = many.map((person, n) => ({
      groupId: team.id,
      personId: person.id,
      registeredOn: '2020-01-01',
      minutesBroughtForward: n * 60,
      talents: ['书法', n % 2 ? '修 理' : '剪纸'],
      services: ['文明风尚' as const],
    }));
    expect(await world.write((write) => addMembers(write, list))).toEqual({ added: 30, changed: 0, talents: 90 });
    expect(await world.write((write) => addMembers(write, [...list, ...list]))).toEqual({
      added: 0,
      changed: 0,
      talents: 0,
    });
    const [first] = list;
    if (!first) throw new Error('nobody');
    expect(await world.write((write) => addMembers(write, [{ ...first, minutesBroughtForward: 90 }]))).toEqual({
      added: 0,
      changed: 1,
      talents: 0,
    });
    const { members, total } = await listMembers(db, team, { state: 'active' }, { offset: 0, limit: 50 });
    expect(total).toBe(30);
    expect(members.every((member) => member.showsName === 'hidden' && member.services[0] === '文明风尚')).toBe(true);
    expect(members.find((member) => member.personId === first.personId)?.minutesBroughtForward).toBe(90);
  });

  test('talents are set as a whole; what is gone is ended, not lost', async () => {
    const person = await onePerson('任素珍');
    const set = (talents: string[]) =>
      world.act((write) => setTalents(write, { personId: person.id, talents, services: [] }));
    expect(await set(['书法', '修 理', '修理'])).toEqual({ added: 2, ended: 0 });
    expect(await set(['修理', '剪纸'])).toEqual({ added: 1, ended: 1 });
    expect(await set(['书法', '修理', '剪纸'])).toEqual({ added: 1, ended: 0 });
    expect((await talentsOf(db, world.district, person.id)).talents.sort()).toEqual(['书法', '修理', '剪纸'].sort());
    expect(JSON.stringify(await lastEntry())).not.toContain('书法');
    const [kept] = await database.query('select count(*) as n from talents where person_id = $1', [person.id]);
    expect(kept?.n).toBe(4);
  });
});
