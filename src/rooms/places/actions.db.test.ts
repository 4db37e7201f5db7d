import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { newId } from '../../kit/ids.ts';
import { done } from '../../kit/outcome.ts';
import { addPlace, addPlaces, mergePlaces, renumberPlace, splitPlace, undoPlaceChange } from './actions.ts';
import { readAddress } from './address.ts';
import { loadDivisions, shippedDivisions } from './divisions.ts';
import { findDwellings, loadDwellings } from './dwellings.ts';
import type { Place } from './place.ts';
import { countUnder, findPlaceByCode, getPlace, lineOf, listChildren, listUnder } from './store.ts';
import { closeZone, drawZone, listZones } from './zones.ts';

const district = '421202';
let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
  const divisions = await shippedDivisions();
  await house.write(district, (write) => loadDivisions(write, divisions));
});
afterAll(() => house.close());

/** A compound with buildings '1'…n, one entrance each, two dwellings an entrance. */
async function makeCompound(name: string, buildings: number, from = 1): Promise<Place> {
  const community = await findPlaceByCode(house.db, '421202001008');
  if (!community) throw new Error('no community');
  const ids = await house.write(district, async (write) => {
    const compound = newId();
    const [made] = await addPlaces(write, [{ id: compound, kind: 'compound', parent: community, name }]);
    if (!made) throw new Error('none');
    for (let n = from; n < from + buildings; n += 1) {
      const [building] = await addPlaces(write, [{ kind: 'building', parent: made, name: String(n) }]);
      if (!building) throw new Error('none');
      const [entrance] = await addPlaces(write, [{ kind: 'entrance', parent: building, name: '1' }]);
      if (!entrance) throw new Error('none');
      await addPlaces(write, [
        { kind: 'dwelling', parent: entrance, name: '101', floor: 1, area: 9089 },
        { kind: 'dwelling', parent: entrance, name: '102', floor: 1 },
      ]);
    }
    await write.record({ verb: 'test.made', thing: { kind: 'place', id: compound }, placeId: compound });
    return done(compound);
  });
  return getPlace(house.db, district, ids);
}

/** Everything below a place as people read it, for comparing before and after. */
async function picture(place: Place): Promise<string[]> {
  const rows = await house.db
    .selectFrom('places')
    .select(['path', 'name', 'kind', 'parent_id', 'state'])
    .where('district', '=', district)
    .where('path', 'like', `${place.path}%`)
    .orderBy('path')
    .execute();
  return rows.map((row) => JSON.stringify(row));
}

describe('divisions', () => {
  it('writes the whole code list of a district once, however often it is loaded', async () => {
    const first = await house.db.selectFrom('places').select('id').where('district', '=', district).execute();
    const divisions = await shippedDivisions();
    const again = await house.write(district, (write) => loadDivisions(write, divisions));
    expect(again).toEqual({ added: 0 });
    expect(await house.db.selectFrom('places').select('id').where('district', '=', district).execute()).toHaveLength(
      first.length,
    );
    const street = await findPlaceByCode(house.db, '421202001');
    expect(street?.name).toBe('温泉街道');
    expect(await countUnder(house.db, street as Place)).toMatchObject({ township: 1, community: 15 });
  });
});

describe('places', () => {
  it('knows its line, and refuses a number that stands there already in another spelling', async () => {
    const compound = await makeCompound('线路小区', 2);
    const [building] = await listUnder(house.db, district, 'building', [compound.path]);
    const line = await lineOf(house.db, building as Place);
    expect(line.map((place) => place.kind)).toEqual(['district', 'township', 'community', 'compound', 'building']);
    const twice = await house.outcome(district, (write) =>
      addPlace(write, { parent: compound, kind: 'building', name: '１号楼' }),
    );
    expect(twice).toMatchObject({ refused: 'number_taken' });
  });

  it('renumbers, keeps the code, and undoes it', async () => {
    const compound = await makeCompound('改号小区', 2);
    const building = (await listChildren(house.db, district, compound.id))[0] as Place;
    const { changeId } = await house.write(district, (write) => renumberPlace(write, { place: building, name: '12' }));
    const renamed = await getPlace(house.db, district, building.id);
    expect([renamed.name, renamed.code]).toEqual(['12', building.code]);
    await house.write(district, (write) => undoPlaceChange(write, { place: renamed, changeId }));
    expect((await getPlace(house.db, district, building.id)).name).toBe('1');
    const twice = await house.outcome(district, (write) => undoPlaceChange(write, { place: renamed, changeId }));
    expect(twice).toMatchObject({ refused: 'undone_before' });
  });

  it('refuses to merge when numbers clash, merges when not, and undoing gives back exactly what was', async () => {
    const kept = await makeCompound('甲园', 2);
    const clash = await makeCompound('乙园', 2);
    const gone = await makeCompound('丙园', 3, 11);
    expect(await house.outcome(district, (write) => mergePlaces(write, { gone: clash, kept }))).toMatchObject({
      refused: 'numbers_clash',
    });
    const before = [await picture(kept), await picture(gone)];
    const { changeId } = await house.write(district, (write) => mergePlaces(write, { gone, kept }));
    expect((await listUnder(house.db, district, 'dwelling', [kept.path])).length).toBe(10);
    expect((await getPlace(house.db, district, gone.id)).mergedInto).toBe(kept.id);
    await house.write(district, async (write) =>
      undoPlaceChange(write, { place: await getPlace(write.tx, district, kept.id), changeId }),
    );
    expect([await picture(kept), await picture(gone)]).toEqual(before);
  });

  it('splits and undoes any choice of buildings', async () => {
    const compound = await makeCompound('可分小区', 5);
    const buildings = await listChildren(house.db, district, compound.id);
    await fc.assert(
      fc.asyncProperty(fc.subarray(buildings, { minLength: 1, maxLength: 4 }), async (chosen) => {
        const before = await picture(compound);
        const { changeId, code } = await house.write(district, async (write) =>
          splitPlace(write, {
            place: await getPlace(write.tx, district, compound.id),
            childIds: chosen.map((child) => child.id),
            name: '新区',
          }),
        );
        const made = await findPlaceByCode(house.db, code);
        expect((await listChildren(house.db, district, made?.id ?? '')).map((child) => child.id).sort()).toEqual(
          chosen.map((child) => child.id).sort(),
        );
        await house.write(district, async (write) =>
          undoPlaceChange(write, { place: await getPlace(write.tx, district, compound.id), changeId }),
        );
        expect(await picture(compound)).toEqual(before);
      }),
      { numRuns: 8 },
    );
  });

  it('draws zones over buildings and closes them', async () => {
    const compound = await makeCompound('网格小区', 4);
    const buildings = await listChildren(house.db, district, compound.id);
    const { id } = await house.write(district, (write) =>
      drawZone(write, {
        place: compound,
        kind: 'grid',
        name: '第一网格',
        placeIds: buildings.slice(0, 2).map((child) => child.id),
      }),
    );
    expect((await listZones(house.db, compound))[0]).toMatchObject({ id, kind: 'grid', name: '第一网格' });
    await house.write(district, (write) => closeZone(write, { place: compound, zoneId: id }));
    expect(await listZones(house.db, compound)).toEqual([]);
  });
});

describe('addresses read into dwellings', () => {
  it('finds each dwelling by every usual spelling, and says what is unknown or in doubt', async () => {
    const compound = await makeCompound('寻址小区', 2);
    const find = findDwellings(await loadDwellings(house.db, compound));
    for (const spelling of [
      '1栋1单元101',
      '1-1-101',
      '1#1-101',
      '１幢１单元１０１室',
      '寻址小区1号楼1单元101',
      '一栋一单元101',
    ]) {
      expect(find(spelling), spelling).toMatchObject({ found: { building: '1', entrance: '1', room: '101' } });
    }
    expect(find('9栋1单元101')).toEqual({ missing: 'address_unknown' });
    expect(find('')).toEqual({ missing: 'address_unreadable' });
    expect('readings' in readAddress('1-101')).toBe(true);
  });
});

describe('the journal', () => {
  it('has one entry for each verb and cannot be changed', async () => {
    const verbs = await house.db
      .selectFrom('journal')
      .select('verb')
      .where('district', '=', district)
      .where('verb', 'like', 'places.%')
      .execute();
    expect(verbs.length).toBeGreaterThan(10);
    await expect(
      house.db.updateTable('journal').set({ verb: 'x' }).where('district', '=', district).execute(),
    ).rejects.toMatchObject({ code: '42501' });
    await expect(house.db.deleteFrom('journal').where('district', '=', district).execute()).rejects.toMatchObject({
      code: '42501',
    });
  });
});
