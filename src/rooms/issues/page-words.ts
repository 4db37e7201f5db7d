import type { Wording } from '../../kit/words.ts';

/** What the pages of this room say. */
export const words = {
  somebody: { zh: '有人在办', en: 'somebody' },
  fits: { zh: '通常由他们办', en: 'usually theirs' },
  load: { zh: '手上 {n} 件', en: '{n} in hand' },
  level_3: { zh: '小区一级管家', en: 'steward of the compound' },
  level_4: { zh: '楼栋一级管家', en: 'steward of the building' },
  level_5: { zh: '联户一级管家', en: 'steward of the household' },
  same_words: { zh: '说法相近', en: 'similar words' },
  same_entrance: { zh: '同一个单元', en: 'same entrance' },
  same_building: { zh: '同一栋楼', en: 'same building' },
  same_compound: { zh: '同一个小区', en: 'same compound' },
  same_kind: { zh: '同一类', en: 'same kind' },
  lately: { zh: '就在这几天', en: 'these days' },
} as const satisfies Wording;
