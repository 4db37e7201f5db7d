import { beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { buildSmallWorld, type SmallWorld } from '../../../test/people-world.ts';
import type { Place } from '../places/index.ts';
import { addPersons } from './bulk.ts';
import { checkDigit } from './id-number.ts';
import { registerPerson } from './register.ts';
import type { Belonging } from './settle.ts';
import {
  findHousehold,
  findPerson,
  householdsIn,
  openPerson,
  pathsOf,
  personByIdNumber,
  personsByName,
  personsByPhone,
  residencesOf,
} from './store.ts';

const database = await openTestDatabase();
let world: SmallWorld;
beforeAll(async () => {
  world = await buildSmallWorld(database);
});

const db = database.kysely;
const idNumber = (day: string, sequence: number): string => {
  const digits = `421202${day.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return digits + checkDigit(digits);
};
const living: Belonging = { capacity: 'resident', livesHere: true };

function dwelling(n: number): Place {
  const place = world.dwellings[n];
  if (!place) throw new Error(`No dwelling ${n}`);
  return place;
}

describe('registering', () => {
  test('a first resident founds a household, a second one joins it', async () => {
    const first = await world.act((write) =>
      registerPerson(write, {
        particulars: { name: '何建国', idNumber: idNumber('1956-03-02', 11), phone: '138 2348 2870' },
        place: dwelling(0),
        belonging: { capacity: 'owner', livesHere: true },
        fromDay: '2010-05-01',
      }),
    );
    const second = await world.act((write) =>
      registerPerson(write, {
        particulars: { name: '潘玉兰', sex: 'female' },
        place: dwelling(0),
        belonging: { ...living, relation: '12' },
        fromDay: '2010-05-01',
      }),
    );
    expect(second.householdId).toBe(first.householdId);
    const household = await findHousehold(db, world.district, first.householdId ?? '');
    expect(household).toMatchObject({ headId: first.personId, fromDay: '2010-05-01', toDay: null });
    const opened = await openPerson(db, world.workshop.keyring, world.district, first.personId);
    expect(opened).toMatchObject({
      name: '何建国',
      sex: 'male',
      birthDate: '1956-03-02',
      phone: '13823482870',
      placeId: world.community.id,
    });
    expect((await pathsOf(db, world.district, [first.personId])).get(first.personId)).toEqual([dwelling(0).path]);
  });

  test('is found again by number, by telephone, and by name in the dwelling', async () => {
    const { keyring } = world.workshop;
    expect((await personByIdNumber(db, keyring, world.district, idNumber('1956-03-02', 11)))?.name).toBe('何建国');
    expect((await personsByPhone(db, keyring, world.district, '13823482870')).map((person) => person.name)).toEqual([
      '何建国',
    ]);
    expect(await personsByName(db, world.district, dwelling(0).id, '潘玉兰')).toHaveLength(1);
    expect(await personsByName(db, world.district, dwelling(1).id, '潘玉兰')).toHaveLength(0);
  });

  test('somebody known by their number is not written twice, and keeps the name', async () => {
    const again = await world.act((write) =>
      registerPerson(write, {
        particulars: { name: '何建国', idNumber: idNumber('1956-03-02', 11) },
        place: dwelling(3),
        belonging: { capacity: 'owner', livesHere: false },
        fromDay: '2020-01-01',
      }),
    );
    expect(again.known).toBe(true);
    expect(await residencesOf(db, world.district, [again.personId])).toHaveLength(2);
    const refusal = await world.refusal((write) =>
      registerPerson(write, {
        particulars: { name: '何建华', idNumber: idNumber('1956-03-02', 11) },
        place: dwelling(2),
        belonging: living,
        fromDay: '2020-01-01',
      }),
    );
    expect(refusal).toBe('id_number_of_other');
  });

  test.each([
    ['a number with a wrong check digit', { idNumber: '421202195603020110' }, 'id_number_wrong'],
    [
      'a birth date that the number contradicts',
      { idNumber: idNumber('1970-01-01', 20), birthDate: '1970-01-02' },
      'birth_differs_from_id',
    ],
    [
      'a sex that the number contradicts',
      { idNumber: idNumber('1970-01-01', 20), sex: 'male' as const },
      'sex_differs_from_id',
    ],
    ['half a telephone number', { phone: '1382348' }, 'phone_not_valid'],
    ['somebody not yet born', { birthDate: '2026-11-23' }, 'not_yet'],
  ])('refuses %s', async (_, particulars, reason) => {
    expect(
      await world.refusal((write) =>
        registerPerson(write, {
          particulars: { name: '何无', ...particulars },
          place: dwelling(2),
          belonging: living,
          fromDay: '2026-01-01',
        }),
      ),
    ).toBe(reason);
    expect(await householdsIn(db, world.district, [dwelling(2).id])).toEqual([]);
  });

  test('asks which household where there are several', async () => {
    const at = (belonging: Belonging, name: string) => (write: Parameters<Parameters<SmallWorld['act']>[0]>[0]) =>
      registerPerson(write, { particulars: { name }, place: dwelling(4), belonging, fromDay: '2026-01-01' });
    await world.act(at({ capacity: 'tenant', livesHere: true }, '孙一'));
    await world.act(at({ capacity: 'tenant', livesHere: true, household: 'new' }, '孙二'));
    expect(await world.refusal(at({ capacity: 'tenant', livesHere: true }, '孙三'))).toBe('which_household');
    const [, second] = await householdsIn(db, world.district, [dwelling(4).id]);
    expect(
      (await world.act(at({ capacity: 'tenant', livesHere: true, household: second?.id }, '孙三'))).householdId,
    ).toBe(second?.id);
    const [other] = await householdsIn(db, world.district, [dwelling(0).id]);
    expect(await world.refusal(at({ capacity: 'tenant', livesHere: true, household: other?.id }, '孙四'))).toBe(
      'household_elsewhere',
    );
  });

  test('never lets owners have more than the whole, whoever asks', async () => {
    const own = (name: string, belonging: Belonging) => (write: Parameters<Parameters<SmallWorld['act']>[0]>[0]) =>
      registerPerson(write, { particulars: { name }, place: dwelling(5), belonging, fromDay: '2026-01-01' });
    const part = (part: number, whole: number): Belonging => ({
      capacity: 'co_owner',
      livesHere: false,
      share: { part, whole },
    });
    await world.act(own('周一', part(1, 3)));
    await world.act(own('周二', part(1, 2)));
    expect(await world.refusal(own('周三', part(1, 3)))).toBe('shares_exceed');
    expect(await world.refusal(own('周三', { capacity: 'owner', livesHere: false }))).toBe('owned_already');
    await world.act(own('周三', part(1, 6)));
    const [person = ''] = await world.write((write) =>
      addPersons(write, [{ name: '周四', placeId: world.community.id }]),
    );
    await expect(
      database.query(
        `insert into dwelling_persons (district, id, dwelling_id, person_id, capacity, lives_here, share_part, share_whole, from_day)
        values ($1, gen_random_uuid(), $2, $3, 'co_owner', false, 1, 1000000, '2026-01-01')`,
        [world.district, dwelling(5).id, person],
      ),
    ).rejects.toThrow(/more than the whole/);
  });

  test('somebody without a dwelling is kept by the community', async () => {
    const { personId } = await world.act((write) =>
      registerPerson(write, { particulars: { name: '阿依古丽·买买提' }, place: world.compound, fromDay: '2026-11-22' }),
    );
    expect((await pathsOf(db, world.district, [personId])).get(personId)).toEqual([world.community.path]);
    expect(await findPerson(db, world.district, personId)).toMatchObject({ placeId: world.community.id });
  });
});

describe('what the table holds', () => {
  test('nobody can read numbers, telephones and details in it', async () => {
    const secret = {
      idNumber: idNumber('1988-04-27', 30),
      phone: '17009631651',
      details: { employer: '咸安区第三造纸厂' },
    };
    const [id = ''] = await world.write((write) =>
      addPersons(write, [{ name: '汪浩然', ...secret, placeId: world.community.id }]),
    );
    const rows = await database.query('select * from persons where id = $1', [id]);
    const dump = JSON.stringify(rows, (_, value: unknown) =>
      value instanceof Uint8Array
        ? `${Buffer.from(value).toString('latin1')} ${Buffer.from(value).toString('utf8')} ${Buffer.from(value).toString('hex')}`
        : value,
    );
    for (const text of [secret.idNumber, secret.phone, secret.details.employer, '421202198804', '9631651']) {
      expect(dump).not.toContain(text);
      expect(dump).not.toContain(Buffer.from(text).toString('hex'));
    }
    expect(await openPerson(db, world.workshop.keyring, world.district, id)).toMatchObject(secret);
  });

  test('what is sealed of one person does not open as another’s', async () => {
    const [a = '', b = ''] = await world.write((write) =>
      addPersons(write, [
        { name: '郑甲', phone: '13800000001', placeId: world.community.id },
        { name: '郑乙', phone: '13800000002', placeId: world.community.id },
      ]),
    );
    await database.query(
      'update persons set phone = (select phone from persons where id = $1), wrapped_key = (select wrapped_key from persons where id = $1) where id = $2',
      [a, b],
    );
    await expect(openPerson(db, world.workshop.keyring, world.district, b)).rejects.toThrow();
  });
});
