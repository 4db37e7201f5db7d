import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Address, isAddress, printAddress, readAddress, readBuilding, readEntrance, readRoom } from './address.ts';

/** b1 e2 r301 for building 1, entrance 2, room 301; [compound], A = area, f = floor. */
function brief({ compound, area, building, entrance, floor, room }: Address): string {
  return [
    compound && `[${compound}]`,
    area && `A${area}`,
    building && `b${building.name}`,
    entrance && `e${entrance}`,
    floor && `f${floor}`,
    room && `r${room}`,
  ]
    .filter(Boolean)
    .join(' ');
}

function read(text: string): string {
  const reading = readAddress(text);
  if ('refused' in reading) return reading.refused;
  if ('ambiguous' in reading) return reading.readings.map(brief).join(' | ');
  return brief(reading);
}

describe('readAddress reads what people type', () => {
  test.each([
    ['1栋2单元301', 'b1 e2 r301'],
    ['1-2-301', 'b1 e2 r301'],
    ['1#2-301', 'b1 e2 r301'],
    ['1#2#301', 'b1 e2 r301'],
    ['1号2-301', 'b1 e2 r301'],
    ['１幢２单元３０１', 'b1 e2 r301'],
    ['1号楼301室', 'b1 r301'],
    ['1栋301', 'b1 r301'],
    ['1#301', 'b1 r301'],
    ['12栋2单元302', 'b12 e2 r302'],
    ['１-１-１０２', 'b1 e1 r102'],
    ['99-1-101', 'b99 e1 r101'],
    ['8栋1单元1802室', 'b8 e1 r1802'],
    ['1栋2单元301室', 'b1 e2 r301'],
    ['1栋2单元301号', 'b1 e2 r301'],
    ['1棟２單元301號', 'b1 e2 r301'],
    ['五栋301号房', 'b5 r301'],
    ['第1栋第2单元第301室', 'b1 e2 r301'],
    ['01栋02单元0301', 'b1 e2 r0301'],
    ['1栋 2单元 301', 'b1 e2 r301'],
    ['1 栋 2 单元 301 室', 'b1 e2 r301'],
    ['　1栋2单元301　', 'b1 e2 r301'],
    ['1栋202室', 'b1 r202'],
    ['2单元301', 'e2 r301'],
    ['301', 'r301'],
    ['1#', 'b1'],
    ['12栋', 'b12'],
  ])('%s', (text, parts) => expect(read(text)).toBe(parts));

  test.each([
    '1—2—301',
    '1–2–301',
    '1－2－301',
    '1~2~301',
    '1/2/301',
    '1，2，301',
    '1.2.301',
    '1、2、301',
    '1 2 301',
    '1——2——301',
  ])('whatever separates: %s', (text) => expect(read(text)).toBe('b1 e2 r301'));

  test.each([
    ['三栋二单元三零一', 'b3 e2 r301'],
    ['三-二-三零一', 'b3 e2 r301'],
    ['十二栋', 'b12'],
    ['三十一栋一单元四〇二', 'b31 e1 r402'],
    ['十二栋一单元一百零一室', 'b12 e1 r101'],
    ['一号楼二楼', 'b1 f2'],
  ])('Chinese numerals: %s', (text, parts) => expect(read(text)).toBe(parts));

  test.each([
    ['城南社区31栋1单元402', '[城南社区] b31 e1 r402'],
    ['和谐小区3栋2单元201', '[和谐小区] b3 e2 r201'],
    ['和谐小区 3-2-201', '[和谐小区] b3 e2 r201'],
    ['阳光花园二期3号楼1门502户', '[阳光花园] A2期 b3 e1 r502'],
    ['阳光花园（二期）3栋301', '[阳光花园] A2期 b3 r301'],
    ['万科城市花园Ⅱ期3-1-502', '[万科城市花园] A2期 b3 e1 r502'],
    ['A区3栋1单元301', 'AA区 b3 e1 r301'],
    ['阳光花园东区3栋1单元301', '[阳光花园] A东区 b3 e1 r301'],
    ['西宁市城东区3栋1单元301', '[西宁市城东区] b3 e1 r301'],
    ['湖北省咸宁市咸安区城南社区31栋1单元402', '[湖北省咸宁市咸安区城南社区] b31 e1 r402'],
    ['解放路12号3栋1单元201', '[解放路12号] b3 e1 r201'],
    ['中山路100弄5号301室', '[中山路100弄] b5 r301'],
    ['12号院3号楼1门502', '[12号院] b3 e1 r502'],
    ['五一小区3栋301', '[五一小区] b3 r301'],
    ['阳光一百3栋301', '[阳光一百] b3 r301'],
    ['北门社区3栋301', '[北门社区] b3 r301'],
    ['东门3栋301', '[东门] b3 r301'],
    ['Palm Springs 3栋2单元301', '[Palm Springs] b3 e2 r301'],
    ['SOHO现代城A座1203', '[SOHO现代城] bA r1203'],
    ['和谐小区301', '[和谐小区] r301'],
  ])('keeps the names in front: %s', (text, parts) => expect(read(text)).toBe(parts));

  test.each([
    ['A栋', 'bA'],
    ['a座1203', 'bA r1203'],
    ['3A栋', 'b3A'],
    ['1-A-301', 'b1 eA r301'],
    ['1单元501a', 'e1 r501A'],
    ['1栋A座1203', 'b1 eA r1203'],
    ['1栋甲单元301', 'b1 e甲 r301'],
    ['1栋东单元301', 'b1 e东 r301'],
    ['1栋西门301', 'b1 e西 r301'],
    ['3-甲-301', 'b3 e甲 r301'],
    ['新1栋2单元301', 'b新1 e2 r301'],
    ['阳光花园东1栋301', '[阳光花园] b东1 r301'],
  ])('letters and sides: %s', (text, parts) => expect(read(text)).toBe(parts));

  test.each([
    ['1栋负一层', 'b1 f-1'],
    ['1栋B1层', 'b1 f-1'],
    ['1栋地下室', 'b1 f-1'],
    ['1栋地下二层5号', 'b1 f-2 r5'],
    ['1栋2单元负一层101', 'b1 e2 f-1 r101'],
    ['1-2--101', 'b1 e2 r-101'],
    ['1栋2单元负101室', 'b1 e2 r-101'],
    ['1-2-B101', 'b1 e2 rB101'],
    ['1栋-1单元-101', 'b1 e1 r101'],
    ['1栋3楼301', 'b1 f3 r301'],
    ['1栋2单元3楼东户', 'b1 e2 f3 r东户'],
    ['3楼2门502', 'b3 e2 r502'],
  ])('floors: %s', (text, parts) => expect(read(text)).toBe(parts));

  test.each([
    ['商铺3号', 'r商铺3'],
    ['3栋商铺3号', 'b3 r商铺3'],
    ['3号商铺', 'r商铺3'],
    ['3栋门面', 'b3 r门面'],
    ['1栋一层门面房2', 'b1 f1 r门面2'],
    ['3栋1单元门卫室', 'b3 e1 r门卫室'],
    ['1栋2单元301-1', 'b1 e2 r301-1'],
    ['1-2-301-1', 'b1 e2 r301-1'],
  ])('rooms that are more than a number: %s', (text, parts) => expect(read(text)).toBe(parts));
});

describe('what is ambiguous is said, not guessed', () => {
  test.each([
    ['1-301', 'b1 r301 | e1 r301'],
    ['A-301', 'bA r301 | eA r301'],
    ['和谐小区1-301', '[和谐小区] b1 r301 | [和谐小区] e1 r301'],
    ['1栋2', 'b1 e2 | b1 r2'],
    ['1-2', 'b1 e2 | b1 r2 | e1 r2'],
    ['3', 'b3 | r3'],
    ['12号', 'b12 | r12'],
    ['3-2-1', 'b3 e2 r1 | b3 f2 r1'],
    ['3楼301', 'b3 r301 | f3 r301'],
    ['1栋-101', 'b1 r101 | b1 r-101'],
    ['1栋1单元-101', 'b1 e1 r101 | b1 e1 r-101'],
    ['1--301', 'b1 r301 | b1 r-301 | e1 r-301'],
    ['1栋B1', 'b1 f-1 | b1 rB1'],
    ['301-1', 'b301 e1 | r301-1'],
    ['1-2-3-301', 'A1期 b2 e3 r301 | A1区 b2 e3 r301 | b1 e2 f3 r301'],
    ['2-3栋301', 'A2期 b3 r301 | A2区 b3 r301 | b2-3 r301'],
    ['解放路12号301', '[解放路] b12 r301 | [解放路12号] r301'],
    ['河东1栋301', '[河] b东1 r301 | [河东] b1 r301'],
    ['五一三栋二单元301', 'b513 e2 r301 | [五一] b3 e2 r301'],
    ['龙山村3组12号', '[龙山村] A3组 b12 | [龙山村] A3组 r12'],
  ])('%s', (text, readings) => expect(read(text)).toBe(readings));
});

describe('what is no address is refused', () => {
  test.each([
    '和谐小区',
    '和谐小区东门',
    '2026-10-15',
    '13823482870',
    '1栋2单元301、302',
    '301室1栋',
    '1单元1栋301',
    '1栋前2单元301',
    '1栋2单元301(后门)',
    '户主不在家',
  ])('%s', (text) => expect(read(text)).toBe('address_not_understood'));

  test('nothing, and far too much', () => {
    expect(read(' 　')).toBe('address_empty');
    expect(read('1'.repeat(121))).toBe('address_too_long');
  });

  test('any text gets an answer, and a found address has at least one part', () => {
    const piece = fc.constantFrom(
      '1',
      '三',
      '301',
      '栋',
      '单元',
      '号',
      '楼',
      '-',
      '#',
      ' ',
      '东',
      'B',
      '负',
      '期',
      '室',
      '商铺',
      '「',
      '」',
      'Room ',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 130 }),
      fc.array(piece, { maxLength: 40 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const reading = readAddress(typed);
        if (isAddress(reading)) expect(Object.keys(reading).length).toBeGreaterThan(0);
        if ('ambiguous' in reading) expect(reading.readings.length).toBeGreaterThan(1);
      }),
      { numRuns: 2000 },
    );
  });
});

test('no text takes long: 120 characters of the worst kind are read far below a millisecond', () => {
  const worst = ['一', '1-', '东', '负一', '商铺1-', '一百', '1 ', '第', '「', 'A1', 'Room 1', '1栋'].map((part) =>
    part.repeat(120).slice(0, 120),
  );
  const before = process.cpuUsage();
  for (let round = 0; round < 20; round++) worst.forEach(readAddress);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000 / (20 * worst.length)).toBeLessThan(10);
});

test('the building keeps its raw spelling', () => {
  const reading = readAddress('和谐小区１号楼2单元301');
  expect(isAddress(reading) && reading.building).toEqual({ name: '1', raw: '1号楼' });
});

describe('printAddress', () => {
  const home = { building: { name: '1' }, entrance: '2', room: '301' };
  const inPhase = { compound: '阳光花园', area: '2期', ...home };

  test.each([
    [home, '1栋2单元301室', '1-2-301', 'Building 1, Entrance 2, Room 301', '1-2-301'],
    [{ building: { name: '1' }, room: '301' }, '1栋301室', '1栋301', 'Building 1, Room 301', 'Bldg 1, Rm 301'],
    [{ ...home, room: '-101' }, '1栋2单元负101室', '1-2-负101', 'Building 1, Entrance 2, Room -101', '1-2-负101'],
    [
      { ...home, floor: '-1', room: '5' },
      '1栋2单元负1层5室',
      '1栋2单元负1层5室',
      'Building 1, Entrance 2, Floor -1, Room 5',
      'Bldg 1, Ent 2, Fl -1, Rm 5',
    ],
    [
      { ...home, entrance: '东' },
      '1栋东单元301室',
      '1栋东单元301',
      'Building 1, Entrance East, Room 301',
      'Bldg 1, Ent East, Rm 301',
    ],
    [{ ...home, room: '1' }, '1栋2单元1室', '1栋2单元1室', 'Building 1, Entrance 2, Room 1', 'Bldg 1, Ent 2, Rm 1'],
    [
      { ...home, room: '商铺3' },
      '1栋2单元商铺3号',
      '1栋2单元商铺3号',
      'Building 1, Entrance 2, Room 商铺3',
      'Bldg 1, Ent 2, Rm 商铺3',
    ],
    [
      { ...home, building: { name: '会所' } },
      '「会所」栋2单元301室',
      '「会所」栋2单元301',
      'Building 会所, Entrance 2, Room 301',
      'Bldg 会所, Ent 2, Rm 301',
    ],
    [
      inPhase,
      '阳光花园2期1栋2单元301室',
      '阳光花园2期1-2-301',
      '阳光花园, Phase 2, Building 1, Entrance 2, Room 301',
      '阳光花园2期1-2-301',
    ],
    [
      { compound: '解放路12号', ...home },
      '解放路12号1栋2单元301室',
      '解放路12号1-2-301',
      '解放路12号, Building 1, Entrance 2, Room 301',
      '解放路12号1-2-301',
    ],
    [
      { compound: '河东', ...home },
      '河东 1栋2单元301室',
      '河东1-2-301',
      '河东, Building 1, Entrance 2, Room 301',
      '河东1-2-301',
    ],
  ])('%#', (parts, zhLong, zhShort, enLong, enShort) => {
    expect(printAddress(parts, 'zh', 'long')).toBe(zhLong);
    expect(printAddress(parts, 'zh', 'short')).toBe(zhShort);
    expect(printAddress(parts, 'en', 'long')).toBe(enLong);
    expect(printAddress(parts, 'en', 'short')).toBe(enShort);
  });
});

describe('every printed address reads back to the same parts', () => {
  const said = (read: (text: string) => string | undefined, ...usual: string[]) =>
    fc
      .oneof(
        { weight: 6, arbitrary: fc.integer({ min: 1, max: 130 }).map(String) },
        { weight: 4, arbitrary: fc.constantFrom(...usual) },
        {
          weight: 2,
          arbitrary: fc.string({
            unit: fc.constantFrom(...'0123456789ABZ甲东负一百栋楼门号室-#.之 户商铺'),
            maxLength: 6,
          }),
        },
        { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
      )
      .map(read)
      .filter((label) => label !== undefined);
  const building = said(readBuilding, 'A', '3A', 'A3', '甲', '东1', '新2', '综合楼', '2-3', 'B1', '东', '0', '901');
  const entrance = said(readEntrance, '东', '甲', 'A', '1A', '左', '10', '消防通道', 'B1');
  const room = said(
    readRoom,
    '301',
    '0301',
    '1203',
    '-101',
    '负一零一',
    'B101',
    'B1',
    '501A',
    '商铺3',
    '门面',
    '东户',
    '301-1',
    '门卫室',
    '楼道间',
    '门厅',
    '保安亭',
    '一百零一',
    '10101',
    '7',
  );
  const floor = fc.oneof(
    fc
      .integer({ min: -4, max: 40 })
      .filter((n) => n !== 0)
      .map(String),
  );
  const area = fc.constantFrom('1期', '2期', 'A区', '东区', '3组团', '5组', '12期');
  const compound = fc.oneof(
    fc.constantFrom(
      '和谐小区',
      '城南社区',
      '阳光花园',
      '河东',
      '五一',
      '阳光一百',
      '解放路12号',
      '东门',
      '3栋花园',
      'Palm Springs',
      '新城A',
      '1',
      '二期',
      '地下',
      'Room 3',
      '一品·江南',
      '门卫室',
    ),
    fc
      .string({
        unit: fc.constantFrom(...'一三东西甲新老负地下第园区城里栋楼门单元号期商铺A1 '),
        minLength: 1,
        maxLength: 8,
      })
      .map((name) => name.replace(/\s+/g, ' ').trim())
      .filter((name) => name !== ''),
  );
  const parts = fc
    .record(
      { compound, area, building: building.map((name) => ({ name })), entrance, floor, room },
      { requiredKeys: [] },
    )
    .filter(({ building, entrance, floor, room }) => (building ?? entrance ?? floor ?? room) !== undefined);

  test.each([
    ['zh', 'long'],
    ['zh', 'short'],
    ['en', 'long'],
    ['en', 'short'],
  ] as const)('%s %s', (language, style) => {
    fc.assert(
      fc.property(parts, (printed) => {
        const text = printAddress(printed, language, style);
        const reading = readAddress(text);
        const back =
          isAddress(reading) && reading.building ? { ...reading, building: { name: reading.building.name } } : reading;
        expect(back, text).toEqual(printed);
      }),
      { numRuns: 3000 },
    );
  });
});
