import { beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { buildSmallWorld, type SmallWorld } from '../../../test/people-world.ts';
import type { Place } from '../places/index.ts';
import { updateHouseholds } from './bulk.ts';
import { changeCapacity } from './capacity.ts';
import {
  changeHousehold,
  chooseHead,
  closeHousehold,
  describeHousehold,
  foundHousehold,
  moveHousehold,
} from './household-acts.ts';
import { movePerson, recordDeath } from './move.ts';
import type { Person } from './person.ts';
import { registerPerson } from './register.ts';
import type { Belonging } from './settle.ts';
import { findHousehold, getPerson, householdNote, householdsIn, membersOf, residencesOf } from './store.ts';
import { addTags, tagsOf } from './tag-store.ts';

const database = await openTestDatabase();
const db = database.kysely;
let world: SmallWorld;
beforeAll(async () => {
  world = await buildSmallWorld(database);
});

function dwelling(n: number): Place {
  const place = world.dwellings[n];
  if (!place) throw new Error(`No dwelling ${n}`);
  return place;
}
async function resident(
  name: string,
  n: number,
  belonging: Partial<Belonging> = {},
  birthDate?: string,
): Promise<{ person: Person; householdId: string }> {
  const { personId, householdId } = await world.act((write) =>
    registerPerson(write, {
      particulars: { name, birthDate },
      place: dwelling(n),
      belonging: { capacity: 'resident', livesHere: true, ...belonging },
      fromDay: '2015-01-01',
    }),
  );
  return { person: await getPerson(db, world.district, personId), householdId: householdId ?? '' };
}
const lasting = async (person: Person) =>
  (await residencesOf(db, world.district, [person.id])).filter((residence) => residence.toDay === null);
const lastEntry = async () =>
  (await database.query('select verb, place_id, change from journal order by id desc limit 1'))[0] as {
    verb: string;
    place_id: string;
    change: { households: { dwellings: string[]; founded: string[]; closed: string[] } };
  };

describe('moving', () => {
  test('an owner who moves out stays owner, and the emptied household closes', async () => {
    const { person, householdId } = await resident('付大明', 0, { capacity: 'owner' });
    const [from] = await lasting(person);
    await world.act((write) =>
      movePerson(write, {
        person,
        from,
        to: { dwelling: dwelling(1), belonging: { capacity: 'tenant', livesHere: true } },
        day: '2026-06-01',
        keepsOwning: true,
      }),
    );
    const now = await lasting(person);
    expect(now.map((one) => [one.dwellingId, one.capacity, one.livesHere])).toEqual([
      [dwelling(0).id, 'owner', false],
      [dwelling(1).id, 'tenant', true],
    ]);
    expect(await findHousehold(db, world.district, householdId)).toMatchObject({ toDay: '2026-06-01' });
    const entry = await lastEntry();
    expect(entry).toMatchObject({ verb: 'people.move', place_id: dwelling(1).id });
    expect(entry.change.households).toMatchObject({
      dwellings: [dwelling(0).id, dwelling(1).id],
      closed: [householdId],
    });
    expect(entry.change.households.founded).toHaveLength(1);
  });

  test('refuses what cannot be', async () => {
    const { person } = await resident('付小明', 2, {}, '2000-01-01');
    const [from] = await lasting(person);
    const move = (more: Partial<Parameters<typeof movePerson>[1]>) =>
      world.refusal((write) => movePerson(write, { person, from, day: '2026-06-01', keepsOwning: true, ...more }));
    const to = { dwelling: dwelling(3), belonging: { capacity: 'resident', livesHere: true } as const };
    expect(await move({ to, day: '2026-11-23' })).toBe('not_yet');
    expect(await move({ to, day: '2014-12-31' })).toBe('before_start');
    expect(await move({ to: { ...to, dwelling: dwelling(2) } })).toBe('same_dwelling');
    expect(await move({ to: { ...to, dwelling: world.compound } })).toBe('not_a_dwelling');
    expect(await move({ from: undefined })).toBe('nowhere');
    expect(await lasting(person)).toEqual([from]);
  });

  test('leaving without a new address keeps the person with the community', async () => {
    const { person } = await resident('付三明', 2, { household: 'new' });
    const [from] = await lasting(person);
    await world.act((write) => movePerson(write, { person, from, day: '2026-06-01', keepsOwning: true }));
    expect(await lasting(person)).toEqual([]);
    expect((await getPerson(db, world.district, person.id)).placeId).toBe(world.community.id);
  });

  test('a whole household moves with its head, count and note', async () => {
    const { person: head, householdId } = await resident('潘一', 4, { capacity: 'owner' });
    await resident('潘二', 4, { relation: '12' });
    await world.write((write) => updateHouseholds(write, [{ id: householdId, declaredSize: 3, note: '钥匙放在物业' }]));
    const household = await findHousehold(db, world.district, householdId);
    if (!household) throw new Error('No household');
    const { householdId: after } = await world.act((write) =>
      moveHousehold(write, { household, to: dwelling(5), capacity: 'tenant', day: '2026-07-01', keepsOwning: true }),
    );
    expect(await findHousehold(db, world.district, after)).toMatchObject({
      headId: head.id,
      declaredSize: 3,
      fromDay: '2026-07-01',
    });
    expect(await householdNote(db, world.workshop.keyring, world.district, after)).toBe('钥匙放在物业');
    expect((await membersOf(db, world.district, [after])).map((one) => [one.capacity, one.relation])).toEqual([
      ['tenant', null],
      ['resident', '12'],
    ]);
    expect((await householdsIn(db, world.district, [dwelling(4).id])).length).toBe(0);
    expect(await findHousehold(db, world.district, householdId)).toMatchObject({ toDay: '2026-07-01' });
  });

  test('households of one dwelling part and join again', async () => {
    const { householdId } = await resident('武一', 6, { capacity: 'tenant' }, '1980-01-01');
    const { person: son } = await resident('武二', 6, {}, '2001-01-01');
    const [mine] = await lasting(son);
    if (!mine) throw new Error('He lives there');
    const parted = await world.act((write) =>
      changeHousehold(write, { residence: mine, household: 'new', day: '2026-08-01' }),
    );
    expect(parted.householdId).not.toBe(householdId);
    const [after] = await lasting(son);
    if (!after) throw new Error('He lives there');
    await world.act((write) => changeHousehold(write, { residence: after, household: householdId, day: '2026-09-01' }));
    expect(await findHousehold(db, world.district, parted.householdId)).toMatchObject({ toDay: '2026-09-01' });
    expect(await membersOf(db, world.district, [householdId])).toHaveLength(2);
  });

  test('a head is chosen among the members, and relations are told anew', async () => {
    const { householdId } = await resident('曹一', 7, { relation: '02' });
    const { person: wife } = await resident('曹二', 7, { relation: '12' });
    const { person: stranger } = await resident('曹三', 3);
    const household = await findHousehold(db, world.district, householdId);
    if (!household) throw new Error('No household');
    expect(await world.refusal((write) => chooseHead(write, { household, headId: stranger.id }))).toBe('not_a_member');
    await world.act((write) => chooseHead(write, { household, headId: wife.id }));
    expect((await membersOf(db, world.district, [householdId])).map((one) => one.relation)).toEqual([null, '02']);
    await world.act((write) =>
      describeHousehold(write, { household, declaredSize: 2, ledgerSteward: '甲网格管家', note: null }),
    );
    expect(await findHousehold(db, world.district, householdId)).toMatchObject({
      headId: wife.id,
      declaredSize: 2,
      ledgerSteward: '甲网格管家',
    });
  });
});

describe('a household without names', () => {
  test('is founded by its number alone, and closed when nobody is left', async () => {
    const { householdId } = await world.act((write) =>
      foundHousehold(write, { dwelling: dwelling(1), declaredSize: 4, note: '常年在外', fromDay: '2026-01-01' }),
    );
    const household = await findHousehold(db, world.district, householdId);
    if (!household) throw new Error('No household');
    expect(household).toMatchObject({ headId: null, declaredSize: 4 });
    expect(await world.refusal((write) => closeHousehold(write, { household, day: '2025-12-31' }))).toBe(
      'before_start',
    );
    const { person } = await resident('临时', 1, { household: householdId });
    expect(await world.refusal((write) => closeHousehold(write, { household, day: '2026-11-01' }))).toBe(
      'people_there',
    );
    const [from] = await lasting(person);
    await world.act((write) => movePerson(write, { person, from, day: '2026-10-01', keepsOwning: false }));
    expect(await findHousehold(db, world.district, householdId)).toMatchObject({ toDay: '2026-10-01' });
    expect(
      await world.refusal(async (write) =>
        closeHousehold(write, { household: { ...household, toDay: '2026-10-01' }, day: '2026-11-01' }),
      ),
    ).toBe('ended_already');
  });
});

describe('a death', () => {
  test('ends what was lived in the day after, keeps what was owned, ends tags, and gives the household its next head', async () => {
    const { person, householdId } = await resident('郑老', 3, { capacity: 'owner', household: 'new' }, '1940-01-01');
    const { person: wife } = await resident('郑妻', 3, { household: householdId, relation: '12' }, '1942-01-01');
    await world.write((write) =>
      addTags(write, [{ personId: person.id, kind: 'advanced_age', fromDay: '2020-01-01' }]),
    );
    await world.act((write) => recordDeath(write, { person, day: '2026-11-20' }));
    expect(await getPerson(db, world.district, person.id)).toMatchObject({ diedOn: '2026-11-20' });
    expect(
      (await residencesOf(db, world.district, [person.id])).map((one) => [one.capacity, one.livesHere, one.toDay]),
    ).toEqual([
      ['owner', true, '2026-11-21'],
      ['owner', false, null],
    ]);
    expect(await tagsOf(db, world.district, [person.id])).toEqual([]);
    expect(await findHousehold(db, world.district, householdId)).toMatchObject({ headId: wife.id, toDay: null });
    expect(
      await world.refusal(async (write) =>
        recordDeath(write, { person: await getPerson(write.tx, world.district, person.id), day: '2026-11-20' }),
      ),
    ).toBe('dead');
  });
});

describe('the capacity somebody has', () => {
  test('a sole owner becomes a co-owner so that another can be registered; where they live stays', async () => {
    const { person, householdId } = await resident('纪一', 2, { capacity: 'owner' });
    const [whole] = await lasting(person);
    if (!whole) throw new Error('He owns it');
    const half = { part: 1, whole: 2 };
    const wife = (write: Parameters<Parameters<SmallWorld['act']>[0]>[0]) =>
      registerPerson(write, {
        particulars: { name: '纪二' },
        place: dwelling(2),
        belonging: { capacity: 'co_owner', livesHere: true, share: half, relation: '12' },
        fromDay: '2026-03-01',
      });
    expect(await world.refusal(wife)).toBe('owned_already');
    const change = { residence: whole, capacity: 'co_owner', share: half, day: '2026-03-01' } as const;
    await world.act((write) => changeCapacity(write, change));
    await world.act(wife);
    const all = await residencesOf(db, world.district, [person.id]);
    expect(all.map((one) => [one.capacity, one.share, one.fromDay, one.toDay, one.householdId])).toEqual([
      ['owner', null, '2015-01-01', '2026-03-01', householdId],
      ['co_owner', half, '2026-03-01', null, householdId],
    ]);
    expect(await lastEntry()).toMatchObject({ verb: 'people.register' });
    expect(await world.refusal((write) => changeCapacity(write, change))).toBe('ended_already');
    const [now] = await lasting(person);
    if (!now) throw new Error('He owns half');
    const again = (capacity: 'owner' | 'co_owner', share: typeof half | null, day = '2026-03-01') =>
      world.refusal((write) => changeCapacity(write, { residence: now, capacity, share, day }));
    expect(await again('co_owner', half)).toBe('same_capacity');
    expect(await again('co_owner', { part: 2, whole: 3 })).toBe('shares_exceed');
    expect(await again('owner', null)).toBe('owned_already');
    expect(await again('co_owner', null, '2026-02-01')).toBe('before_start');
  });

  test('from its first day on it is a correction and leaves one line', async () => {
    const { person } = await resident('纪三', 3, { capacity: 'resident', household: 'new' });
    const [residence] = await lasting(person);
    if (!residence) throw new Error('She lives there');
    await world.act((write) =>
      changeCapacity(write, { residence, capacity: 'tenant', share: null, day: residence.fromDay }),
    );
    expect((await residencesOf(db, world.district, [person.id])).map((one) => one.capacity)).toEqual(['tenant']);
    expect(await lastEntry()).toMatchObject({ verb: 'people.change_capacity', place_id: dwelling(3).id });
  });
});
