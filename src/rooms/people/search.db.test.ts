import { beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { buildSmallWorld, type SmallWorld } from '../../../test/people-world.ts';
import { addPersons, addResidences } from './bulk.ts';
import { countPeople, dwellingAspects } from './counts.ts';
import { duplicatesOf, findDuplicates } from './duplicates.ts';
import { knownPersons } from './known.ts';
import type { Particulars } from './register.ts';
import { registerPerson } from './register.ts';
import { bornBy, type PeopleQuery, readTyped, searchPeople } from './search.ts';
import { addTags } from './tag-store.ts';

const database = await openTestDatabase();
const db = database.kysely;
const today = '2026-11-22';
let world: SmallWorld;
const ids: Record<string, string> = {};

const everybody: readonly [name: string, dwelling: number | undefined, particulars: Partial<Particulars>][] = [
  ['何建国', 0, { birthDate: '1944-03-02', phone: '13800000001' }],
  ['潘玉兰', 0, { birthDate: '1948-03-02' }],
  ['何小雨', 1, { birthDate: '2018-03-02' }],
  ['单雄', 4, { idNumber: '421202198510190035' }],
  ['无家', undefined, { birthDate: '1990-01-01' }],
];

beforeAll(async () => {
  world = await buildSmallWorld(database);
  for (const [name, n, particulars] of everybody) {
    const place = n === undefined ? world.community : (world.dwellings[n] ?? world.community);
    const { personId } = await world.act((write) =>
      registerPerson(write, {
        particulars: { name, ...particulars },
        place,
        belonging: n === undefined ? undefined : { capacity: 'resident', livesHere: true },
        fromDay: '2024-01-01',
      }),
    );
    ids[name] = personId;
  }
  await world.write((write) =>
    addTags(write, [
      {
        personId: ids.何建国 ?? '',
        kind: 'living_alone',
        plan: { frequency: 'weekly', lastVisit: '2026-11-01' },
        fromDay: '2026-01-01',
      },
      { personId: ids.潘玉兰 ?? '', kind: 'low_income', fromDay: '2026-01-01' },
    ]),
  );
  // A second dwelling: everybody is still found once.
  await world.write((write) =>
    addResidences(write, [
      {
        dwellingId: world.dwellings[5]?.id ?? '',
        personId: ids.何建国 ?? '',
        capacity: 'owner',
        livesHere: false,
        fromDay: '2024-01-01',
      },
    ]),
  );
});

const find = async (q: string, more: Partial<PeopleQuery> = {}) => {
  const { people, total } = await searchPeople(db, world.workshop.keyring, world.district, {
    typed: readTyped(q, today),
    paths: [world.community.path],
    sort: 'address',
    today,
    slice: { offset: 0, limit: 50 },
    ...more,
  });
  expect(people.length).toBe(Math.min(total, more.slice?.limit ?? 50));
  return people.map((person) => person.name);
};

describe('what somebody typed', () => {
  test.each([
    ['', 'everybody'],
    ['421202198510190035', 'id_number'],
    ['421202198510190036', 'room'],
    ['138 2348 2870', 'phone'],
    ['hjg', 'letters'],
    ['3-2-501', 'room'],
    ['３栋２单元501', 'room'],
    ['何建', 'name'],
  ])('%s', (q, by) => expect(readTyped(q, today).by).toBe(by));
});

describe('finding people', () => {
  test.each<[string, string[]]>([
    ['', ['何建国', '潘玉兰', '何小雨', '单雄', '无家']],
    ['何', ['何建国', '何小雨']],
    ['建国', ['何建国']],
    ['hejianguo', ['何建国']],
    ['hjg', ['何建国']],
    ['HX', ['何小雨']],
    ['shan', ['单雄']],
    ['13800000001', ['何建国']],
    ['421202198510190035', ['单雄']],
    ['1栋1单元101', ['何建国', '潘玉兰']],
    ['2-1-102', ['何建国']],
    ['9-9-999', []],
    ['%', []],
  ])('%s', async (q, names) => expect((await find(q)).sort()).toEqual([...names].sort()));

  test('goes along the building, or by the sound of names', async () => {
    expect(await find('')).toEqual(['何建国', '潘玉兰', '何小雨', '单雄', '无家']);
    expect(await find('', { sort: 'name' })).toEqual(['何建国', '何小雨', '潘玉兰', '单雄', '无家']);
  });
  test('keeps to what the actor reaches', async () => {
    expect(await find('', { paths: [world.buildings[1]?.path ?? ''] })).toEqual(['单雄', '何建国']);
    expect(await find('', { paths: [world.elsewhere.path] })).toEqual([]);
    expect(await find('', { paths: [] })).toEqual([]);
  });
  test('by tag, by age, without a dwelling, and page by page', async () => {
    expect(await find('', { tag: 'low_income' })).toEqual(['潘玉兰']);
    expect(await find('', { age: 'child' })).toEqual(['何小雨']);
    expect(await find('', { age: 'advanced' })).toEqual(['何建国']);
    expect(await find('', { age: 'elder' })).toEqual(['潘玉兰']);
    expect(await find('', { homeless: true })).toEqual(['无家']);
    const { people, total } = await searchPeople(db, world.workshop.keyring, world.district, {
      typed: { by: 'everybody' },
      paths: [world.community.path],
      sort: 'name',
      today,
      slice: { offset: 2, limit: 2 },
    });
    expect([people.map((person) => person.name), total]).toEqual([['潘玉兰', '单雄'], 5]);
  });
  test('the day somebody is that old', () => {
    expect(bornBy('2026-11-22', 60)).toBe('1966-11-22');
    expect(bornBy('2028-02-29', 1)).toBe('2027-02-28');
    expect(bornBy('2028-02-29', 4)).toBe('2024-02-29');
  });
});

describe('counting', () => {
  test('below a place', async () => {
    expect(await countPeople(db, world.community, today)).toEqual({
      households: 3,
      living: 4,
      elders: 2,
      advanced: 1,
      children: 1,
      tags: { living_alone: 1, low_income: 1 },
    });
    expect((await countPeople(db, world.buildings[1] ?? world.community, today)).living).toBe(1);
  });
  test('door by door', async () => {
    const aspects = await dwellingAspects(db, world.workshop.keyring, world.compound, { today, plans: true });
    expect([...aspects.keys()].sort()).toEqual([0, 1, 4].map((n) => world.dwellings[n]?.id ?? '').sort());
    expect(aspects.get(world.dwellings[0]?.id ?? '')).toMatchObject({
      living: 2,
      elders: 2,
      children: 0,
      lastVisit: '2026-11-01',
      overdue: true,
    });
    expect([...(aspects.get(world.dwellings[0]?.id ?? '')?.kinds ?? [])].sort()).toEqual([
      'living_alone',
      'low_income',
    ]);
    expect(
      (await dwellingAspects(db, world.workshop.keyring, world.compound, { today, plans: false })).get(
        world.dwellings[0]?.id ?? '',
      ),
    ).toMatchObject({ lastVisit: null, overdue: false });
  });
});

describe('records that may be one person', () => {
  test('same name with the same birth date or telephone', async () => {
    const [twin = '', namesake = '', number = ''] = await world.write((write) =>
      addPersons(write, [
        { name: '何建国', birthDate: '1944-03-02', placeId: world.community.id },
        { name: '何建国', birthDate: '1970-01-01', placeId: world.community.id },
        { name: '单雄', birthDate: '1985-10-19', idNumber: '421202197210020013', placeId: world.community.id },
      ]),
    );
    const pairs = await findDuplicates(db, world.district, [world.community.path]);
    expect(pairs).toEqual([
      {
        firstId: [twin, ids.何建国 ?? ''].sort()[0],
        secondId: [twin, ids.何建国 ?? ''].sort()[1],
        reason: 'birth',
      },
    ]);
    expect((await duplicatesOf(db, world.district, twin)).map((pair) => pair.secondId)).toEqual([ids.何建国]);
    expect(await duplicatesOf(db, world.district, namesake)).toEqual([]);
    expect(await duplicatesOf(db, world.district, number)).toEqual([]);
  });
});

describe('what an import asks for', () => {
  test('persons by number, telephone and dwelling, each once, with all that is compared', async () => {
    const known = await knownPersons(db, world.workshop.keyring, world.district, {
      idNumbers: ['421202198510190035'],
      phones: ['13800000001'],
      dwellingIds: [world.dwellings[0]?.id ?? '', world.dwellings[4]?.id ?? ''],
    });
    expect(known.map((person) => person.name).sort()).toEqual(['何建国', '单雄', '潘玉兰'].sort());
    const he = known.find((person) => person.name === '何建国');
    expect(he?.residences).toHaveLength(2);
    expect(he?.tags).toMatchObject([{ kind: 'living_alone', plan: { frequency: 'weekly' } }]);
    expect(he?.phone).toBe('13800000001');
    expect(await knownPersons(db, world.workshop.keyring, world.district, {})).toEqual([]);
  });
});
