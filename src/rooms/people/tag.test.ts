import { describe, expect, test } from 'vitest';
import { nextVisit, readFrequency } from './plan.ts';
import { readTags, tagKindKeys, tagKinds } from './tag.ts';

describe('tags as ledgers write them', () => {
  test.each([
    ['高龄', ['advanced_age'], []],
    ['独居、低保', ['living_alone', 'low_income'], []],
    ['退役军人；残疾（肢体）', ['veteran', 'disability'], []],
    ['重残, 失能 空巢', ['severe_disability', 'lost_ability', 'empty_nest'], []],
    ['留守儿童', ['left_behind_child'], []],
    ['低保人员', ['low_income'], []],
    ['低保/低保户', ['low_income'], []],
    ['无', [], []],
    ['', [], []],
    ['独居，爱唱歌', ['living_alone'], ['爱唱歌']],
    ['精神残疾', ['mental_illness'], []],
  ])('%s', (cell, kinds, unknown) => expect(readTags(cell)).toEqual({ kinds, unknown }));

  test('every kind reads back from its own name and all its spellings, and no two share one', () => {
    const seen = new Map<string, string>();
    for (const kind of tagKindKeys) {
      for (const word of [tagKinds[kind].zh, ...tagKinds[kind].spellings]) {
        expect(readTags(word)).toEqual({ kinds: [kind], unknown: [] });
        expect(seen.get(word) ?? kind).toBe(kind);
        seen.set(word, kind);
      }
    }
  });
});

describe('visiting plans', () => {
  test.each([
    ['每周', 'weekly'],
    ['每月', 'monthly'],
    ['每季度', 'quarterly'],
    ['每月 1 次', 'monthly'],
    ['每半月', 'fortnightly'],
    ['有空就去', undefined],
  ])('%s', (text, frequency) => expect(readFrequency(text)).toBe(frequency));

  test('the next visit is counted from the last, or from the day the plan began', () => {
    expect(nextVisit({ frequency: 'monthly', lastVisit: '2026-01-31' }, '2025-01-01')).toBe('2026-02-28');
    expect(nextVisit({ frequency: 'weekly' }, '2026-11-22')).toBe('2026-11-29');
    expect(nextVisit({}, '2026-11-22')).toBeUndefined();
  });
});
