import type { Wording } from '../../kit/words.ts';

/** What people are told, and how a person's story and the log call the verbs of this room. */
export const toldWords = {
  'stewards.told_appointed': {
    zh: '从{from}起，请您担任{post}，辛苦了',
    en: 'From {from} you serve as a steward ({post}). Thank you',
  },
  'stewards.told_ended': {
    zh: '您的管家服务到{day}为止，谢谢您这些日子的照看',
    en: 'Your service as a steward ends on {day}. Thank you',
  },
  'stewards.told_handed_over': {
    zh: '您联系的 {n} 处从{day}起交给{other}了，辛苦您了',
    en: 'From {day} {other} looks after {n, plural, one {# place} other {# places}} of yours',
  },
  'stewards.told_taken_over': {
    zh: '从{day}起，{other}联系的 {n} 处交给您',
    en: 'From {day} you look after {n, plural, one {# place} other {# places}} of {other}',
  },

  'stewards.appoint': { zh: '聘任管家', en: 'Appointed a steward' },
  'stewards.end': { zh: '结束管家服务', en: 'Ended the service of a steward' },
  'stewards.link': { zh: '联户', en: 'Linked places to a steward' },
  'stewards.unlink': { zh: '取消联户', en: 'Ended links of a steward' },
  'stewards.hand_over': { zh: '管家交接', en: 'Handed links over to another steward' },
  'stewards.set_levels': { zh: '设定管家级别', en: 'Set names and limits of the levels' },
  'stewards.apply_dates': { zh: '按日期更新联户', en: 'Brought links up to date' },
} as const satisfies Wording;
