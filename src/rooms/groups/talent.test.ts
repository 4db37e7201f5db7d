import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  commonTalents,
  matchNeed,
  matchWord,
  needCodes,
  needs,
  readServices,
  readTalents,
  services,
} from './talent.ts';

test.each([
  ['书法,绘画', ['书法', '绘画']],
  ['剪 纸、ＡＩ；剪纸 / 修理', ['剪纸', 'AI', '修理']],
  ['', []],
  ['，，', []],
])('reads the talents in %s', (typed, words) => {
  expect(readTalents(typed)).toEqual(words);
});

test('what was read reads back', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 8 }), (words) => {
      const once = readTalents(words.join('、'));
      expect(readTalents(once.join('、'))).toEqual(once);
    }),
  );
});

test('service categories are told from other words', () => {
  expect(readServices('文明风尚、唱歌,平安综治')).toEqual({ services: ['平安综治', '文明风尚'], unknown: ['唱歌'] });
});

test('every need can be met by a talent people are offered to choose', () => {
  for (const code of needCodes) {
    const { talents } = matchNeed(code);
    expect(commonTalents.some((word) => talents.some((talent) => word.includes(talent)))).toBe(true);
  }
});

test('needs speak of categories that exist', () => {
  for (const need of Object.values(needs)) for (const service of need.services) expect(services).toContain(service);
});

test('a word typed finds talents and categories that hold it', () => {
  expect(matchWord(' 健康 ')).toEqual({ talents: ['健康'], services: ['卫生健康'] });
  expect(matchWord('修理').services).toEqual([]);
});
