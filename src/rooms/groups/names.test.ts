import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Candidate, choosePerson, readName, readNames } from './names.ts';

const at = (building: string, room: string, compound = '和谐小区') => ({ compound, building, room });
const person = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  name: '王秀兰',
  inside: false,
  homes: [at('1', '301')],
  ...more,
});

test.each([
  ['王秀兰', { name: '王秀兰', hint: '' }],
  ['王秀兰（3栋）', { name: '王秀兰', hint: '3栋' }],
  [' 王秀兰 (3-2-501) ', { name: '王秀兰', hint: '3-2-501' }],
  ['王秀兰【和谐小区】', { name: '王秀兰', hint: '和谐小区' }],
  ['王秀兰（3栋', { name: '王秀兰', hint: '3栋' }],
  ['John Smith', { name: 'John Smith', hint: '' }],
])('reads %s', (typed, read) => {
  expect(readName(typed)).toEqual(read);
});

test.each([
  ['王秀兰\n李梅、张红，赵敏', ['王秀兰', '李梅', '张红', '赵敏']],
  ['王秀兰（3栋，2单元）、李梅', ['王秀兰（3栋，2单元）', '李梅']],
  ['\n 、', []],
])('parts %j', (typed, names) => {
  expect(readNames(typed)).toEqual(names);
});

describe('who is meant', () => {
  const choose = (typed: string, ...candidates: Candidate[]) => choosePerson(readName(typed), candidates);

  test('the only one of that name', () => {
    expect(choose('王秀兰', person('a'), person('b', { name: '王秀' }))).toEqual({ personId: 'a' });
    expect(choose('王秀', person('a'))).toEqual({ problem: 'name_unknown' });
  });

  test('of two, the member of the group; of two residents, nobody without a hint', () => {
    expect(choose('王秀兰', person('a'), person('b', { inside: true }))).toEqual({ personId: 'b' });
    expect(choose('王秀兰', person('a'), person('b'))).toEqual({ problem: 'name_ambiguous' });
    expect(choose('王秀兰', person('a', { inside: true }), person('b', { inside: true }))).toEqual({
      problem: 'name_ambiguous',
    });
  });

  test.each([
    ['王秀兰（1-2-301）', { personId: 'a' }],
    ['王秀兰（和谐小区3栋2单元501）', { personId: 'b' }],
    ['王秀兰（幸福苑）', { personId: 'c' }],
    ['王秀兰（幸福苑3栋）', { personId: 'c' }],
    // Both compounds have a building 3.
    ['王秀兰（3栋）', { problem: 'name_ambiguous' }],
    ['王秀兰（３号楼）', { problem: 'name_ambiguous' }],
  ])('%s', (typed, expected) => {
    const residents = [
      person('a'),
      person('b', { homes: [at('3', '501')] }),
      person('c', { homes: [at('5', '101'), at('3', '101', '幸福苑')] }),
    ];
    expect(choose(typed, ...residents)).toEqual(expected);
  });

  test('a hint that fits nobody finds nobody, even the only one of that name', () => {
    expect(choose('王秀兰（9栋）', person('a'))).toEqual({ problem: 'name_unknown' });
  });

  test('nobody is ever guessed: whoever is chosen is the only one, or the only one inside', () => {
    const candidate = fc.record({
      id: fc.uuid(),
      name: fc.constantFrom('王秀兰', '李梅'),
      inside: fc.boolean(),
      homes: fc.array(
        fc.record({
          compound: fc.constantFrom('和谐小区', '幸福苑'),
          building: fc.constantFrom('1', '2'),
          room: fc.constant('101'),
        }),
        { maxLength: 2 },
      ),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(candidate, { maxLength: 6, selector: (one) => one.id }),
        fc.constantFrom('', '1栋', '幸福苑'),
        (all, hint) => {
          const read = choosePerson({ name: '王秀兰', hint }, all);
          if (!('personId' in read)) return;
          const chosen = all.find((one) => one.id === read.personId);
          expect(chosen?.name).toBe('王秀兰');
          const alike = all.filter(
            (one) => one.name === '王秀兰' && one.inside === chosen?.inside && one.id !== chosen.id,
          );
          // Others like the chosen one exist only where the hint tells them apart.
          if (hint === '') expect(alike).toEqual([]);
        },
      ),
    );
  });
});
