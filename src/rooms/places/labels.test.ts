import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildingKey, entranceKey, floorOf, readBuilding, readEntrance, readRoom, roomKey, sortKey } from './labels.ts';

describe('a building has one label however it is spelt', () => {
  test.each([
    '1',
    '1栋',
    '1幢',
    '1号楼',
    '１栋',
    '１',
    '一栋',
    '1#',
    '1#楼',
    '第1栋',
    '01栋',
    ' 1 栋 ',
    '1号',
    '1楼',
    1,
  ])('%s is 1', (text) => expect(readBuilding(text)).toBe('1'));
  test.each([
    ['12幢', '12'],
    ['十二栋', '12'],
    ['a栋', 'A'],
    ['3A座', '3A'],
    ['甲栋', '甲'],
    ['东一栋', '东1'],
    ['东栋', '东'],
    ['综合楼', '综合楼'],
    ['2-3栋', '2-3'],
  ])('%s is %s', (text, label) => expect(readBuilding(text)).toBe(label));
  test.each(['', '　', '无', '/', '—', '1栋2单元', '1-2-301'])('%s is none', (text) =>
    expect(readBuilding(text)).toBeUndefined(),
  );
});

describe('an entrance has one label however it is spelt', () => {
  test.each(['1', '１单元', '1单元', '1门', '一单元', '第一单元', '1#单元', '1梯', '1單元', 1])('%s is 1', (text) =>
    expect(readEntrance(text)).toBe('1'),
  );
  test.each([
    ['东单元', '东'],
    ['西门', '西'],
    ['甲单元', '甲'],
    ['b门', 'B'],
    ['消防门', '消防门'],
  ])('%s is %s', (text, label) => expect(readEntrance(text)).toBe(label));
  test.each(['', '无', '-', '/'])('%s is none', (text) => expect(readEntrance(text)).toBeUndefined());
});

describe('a room is text', () => {
  test.each([
    ['202室', '202'],
    ['２０２', '202'],
    [' 202 ', '202'],
    ['202号', '202'],
    ['202户', '202'],
    ['第202号房', '202'],
    [202, '202'],
    ['0301', '0301'],
    ['501a', '501A'],
    ['三零一', '301'],
    ['一百零一室', '101'],
    ['-101', '-101'],
    ['负101', '-101'],
    ['负一零一', '-101'],
    ['301-1', '301-1'],
    ['301之一', '301-1'],
    ['301之1室', '301-1'],
    ['商铺3号', '商铺3'],
    ['3号商铺', '商铺3'],
    ['门面房', '门面'],
    ['车库12', '车库12'],
    ['东户', '东户'],
    ['门卫室', '门卫室'],
  ])('%s is %s', (text, label) => expect(readRoom(text)).toBe(label));
  test.each(['', ' ', '无', '2-301', '1栋2单元301', '2单元301'])('%s is no single room', (text) =>
    expect(readRoom(text)).toBeUndefined(),
  );
});

test('keys join spellings, and leading zeros count only in rooms', () => {
  expect(buildingKey('０１号楼')).toBe(buildingKey('1栋'));
  expect(entranceKey('02单元')).toBe('2');
  expect(entranceKey('无')).toBe('');
  expect(roomKey('501a室')).toBe('501A');
  expect(roomKey('0301')).not.toBe(roomKey('301'));
});

test('reading a label again changes nothing', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.string({ unit: fc.constantFrom(...'0123AB甲东一百栋号楼单元室-之负户'), maxLength: 7 }),
  );
  for (const read of [readEntrance, readRoom, readBuilding]) {
    fc.assert(
      fc.property(typed, (text) => {
        const label = read(text);
        if (label !== undefined) expect(read(label)).toBe(label);
      }),
      { numRuns: 2000 },
    );
  }
});

describe('floorOf guesses the storey', () => {
  test.each([
    ['301', 3],
    ['1203', 12],
    ['0301', 3],
    ['501A', 5],
    ['A1203', 12],
    ['301-1', 3],
    ['-101', -1],
    ['负201', -2],
    ['-1', -1],
    ['B101', -1],
    ['B1', -1],
    ['B1203', 12],
  ])('%s is on %i', (room, floor) => expect(floorOf(room)).toBe(floor));
  test.each(['1', '12', '商铺3', '10101', '001', '-0', '东户', ''])('%s does not tell', (room) =>
    expect(floorOf(room)).toBeUndefined(),
  );

  test('for any storey and door', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 99 }), (floor, door) => {
        const room = `${floor}${String(door).padStart(2, '0')}`;
        expect(floorOf(room)).toBe(floor);
        if (floor < 10) expect(floorOf(`-${room}`)).toBe(-floor);
      }),
    );
  });
});

describe('sortKey sorts the way people count', () => {
  const sorted = (labels: string[]) => labels.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));

  test.each([
    [['-201', '-101', '101', '102', '1001', 'A101', '商铺2', '商铺10']],
    [['1', '2', '3', '3A', '12', 'A', 'B', '甲', '乙', '丙', '丁', '综合楼']],
    [['1', '2', '10', '东', '西', '南', '北']],
    [['左', '中', '右']],
    [['前', '后']],
    [['1期', '2期', '10期']],
    [['0301', '301', '302']],
  ])('%s', (labels) => {
    expect(sorted(labels.toReversed())).toEqual(labels);
    expect(sorted(labels)).toEqual(labels);
  });

  test('for any two numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9999, max: 99_999 }), fc.integer({ min: -9999, max: 99_999 }), (a, b) => {
        // Below ground, the deeper storey comes first.
        expect(sortKey(String(a)) < sortKey(String(b))).toBe(a < b);
      }),
    );
  });
});

describe('the spellings of one compound ledger', () => {
  // Each line as an office typed it: building, entrance, room.
  const rows: [string, string, string, string][] = [
    ['1', '1', '101', '1/1/101'],
    ['1号楼', '1', '102', '1/1/102'],
    ['１栋', '1单元', '201', '1/1/201'],
    ['1栋', '1单元', '202室', '1/1/202'],
    ['1幢', '１单元', '301', '1/1/301'],
    ['８栋', '１单元', '1803室', '8/1/1803'],
    ['8号楼', '1', '1804', '8/1/1804'],
  ];
  test.each(rows)('%s %s %s', (building, entrance, room, key) =>
    expect([buildingKey(building), entranceKey(entrance), roomKey(room)].join('/')).toBe(key),
  );
});
