import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import type { Actor } from '../../kit/access.ts';
import { newId } from '../../kit/ids.ts';
import { done } from '../../kit/outcome.ts';
import { addPlace, addPlaces } from './actions.ts';
import { loadDivisions, shippedDivisions } from './divisions.ts';
import { findDwellings, loadDwellings } from './dwellings.ts';
import { findByWords } from './find.ts';
import { addressOf, type Place, placeName } from './place.ts';
import { findPlaceByCode, getPlace } from './store.ts';

const district = '421202';
let house: TestHouse;
let compound: Place;

/** 寻门苑: building 1 with entrances 1 (101, 102) and 2 (101), building 2 with entrance 1 (101), building 3 with door 101. */
beforeAll(async () => {
  house = await openTestHouse();
  const divisions = await shippedDivisions();
  await house.write(district, (write) => loadDivisions(write, divisions));
  const community = await findPlaceByCode(house.db, '421202001008');
  if (!community) throw new Error('no community');
  const id = await house.write(district, async (write) => {
    const made = async (parent: { id: string; path: string }, kind: Place['kind'], name: string) => {
      const [one] = await addPlaces(write, [{ kind, parent, name }]);
      if (!one) throw new Error('none');
      return one;
    };
    const top = await made(community, 'compound', '寻门苑');
    for (const [building, entrances] of [
      ['1', { '1': ['101', '102'], '2': ['101'] }],
      ['2', { '1': ['101'] }],
    ] as const) {
      const at = await made(top, 'building', building);
      for (const [entrance, rooms] of Object.entries(entrances)) {
        const behind = await made(at, 'entrance', entrance);
        for (const room of rooms) await made(behind, 'dwelling', room);
      }
    }
    await made(await made(top, 'building', '3'), 'dwelling', '101');
    await write.record({ verb: 'test.made', thing: { kind: 'place', id: top.id }, placeId: top.id });
    return done(top.id);
  });
  compound = await getPlace(house.db, district, id);
});
afterAll(() => house.close());

describe('a door whose entrance is not said', () => {
  it.each([
    ['1栋101', 2],
    ['1-101', 2],
    // 1栋2单元102 may just not be registered yet.
    ['1号楼102室', 1],
  ])('%s is in doubt, with the doors to choose from', async (typed, doors) => {
    const match = findDwellings(await loadDwellings(house.db, compound))(typed);
    expect(match).toMatchObject({ inDoubt: 'address_ambiguous' });
    expect('inDoubt' in match && match.dwellings).toHaveLength(doors);
  });
  it.each([
    ['2栋101', { building: '2', entrance: '1' }],
    ['3栋101', { building: '3', entrance: '' }],
    ['1栋2单元101', { building: '1', entrance: '2' }],
  ])('%s is one door', async (typed, found) => {
    expect(findDwellings(await loadDwellings(house.db, compound))(typed)).toMatchObject({ found });
  });
  it('one that stands behind no entrance is unknown', async () => {
    expect(findDwellings(await loadDwellings(house.db, compound))('1栋9单元101')).toEqual({
      missing: 'address_unknown',
    });
  });
});

describe('the search for places', () => {
  const worker = (path: string): Actor => ({
    accountId: newId(),
    sessionId: newId(),
    district,
    personId: newId(),
    name: '贾海燕',
    grants: [{ permission: 'people.list', path, post: 'community_office.staff', placeId: newId() }],
  });
  const search = async (typed: string, actor?: Actor) => {
    const { places, isAmbiguous } = await findByWords(house.db, typed, actor);
    return { isAmbiguous, found: places.map(({ line }) => addressOf(line.slice(3), 'zh')) };
  };

  it('says the doors that an address may mean', async () => {
    expect(await search('寻门苑1栋101', worker(compound.path))).toEqual({
      isAmbiguous: true,
      found: ['寻门苑1栋1单元101室', '寻门苑1栋2单元101室'],
    });
  });
  it('leads everybody else to the building', async () => {
    expect(await search('寻门苑1栋101')).toEqual({ isAmbiguous: false, found: ['寻门苑1栋'] });
    expect(await search('寻门苑1栋101', worker('zz.'))).toEqual({ isAmbiguous: false, found: ['寻门苑1栋'] });
  });
  it('needs no compound from those who serve in it', async () => {
    expect(await search('1栋2单元101', worker(compound.path))).toMatchObject({ found: ['寻门苑1栋2单元101室'] });
    expect(await search('2-1-101', worker(`${compound.path}zzz.`))).toMatchObject({ found: ['寻门苑2栋'] });
    expect(await search('1栋2单元101')).toMatchObject({ found: [] });
  });
});

describe('names as they are typed', () => {
  it.each([
    ['building', '三号楼', '三号楼', false],
    ['building', '１２栋', '12栋', true],
    ['building', 'A座', 'A栋', true],
    ['building', '综合楼', '综合楼', true],
    ['building', '十一号楼', '11栋', true],
  ] as const)('%s %s reads %s', async (kind, typed, printed, isNew) => {
    const outcome = await house.outcome(district, (write) => addPlace(write, { parent: compound, kind, name: typed }));
    if (!isNew) return expect(outcome).toMatchObject({ refused: 'number_taken' });
    const made = 'done' in outcome ? await getPlace(house.db, district, outcome.done.id) : undefined;
    return expect(made && placeName(made, 'zh')).toBe(printed);
  });
  it.each([
    ['entrance', '消防门', '消防门', 'Entrance 消防门'],
    ['entrance', '东', '东单元', 'Entrance 东'],
    ['dwelling', '-101', '负101室', 'Room -101'],
    ['dwelling', '商铺3', '商铺3', 'Room 商铺3'],
    ['dwelling', '东户', '东户', 'Room 东户'],
    ['dwelling', '501A', '501A室', 'Room 501A'],
  ] as const)('%s %s', (kind, name, zh, en) => {
    expect([placeName({ kind, name }, 'zh'), placeName({ kind, name }, 'en')]).toEqual([zh, en]);
  });
});
