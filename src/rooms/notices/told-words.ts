import type { Wording } from '../../kit/words.ts';

/** What people are told, and how the story of a place and the log call the verbs of this room. */
export const toldWords = {
  'notices.told_outage': {
    zh: '停水停电：{title}（公示 {number}，{group}）',
    en: 'Outage: {title} (notice {number}, {group})',
  },
  'notices.told_published': {
    zh: '新公示：{title}（公示 {number}，{group}）',
    en: 'New notice: {title} (notice {number}, {group})',
  },
  'notices.told_corrected': {
    zh: '公示 {number} 有更正：{title}（{group}）',
    en: 'Notice {number} was corrected: {title} ({group})',
  },
  'notices.told_withdrawn': {
    zh: '公示 {number} 已撤回，原因写在页面上：{title}（{group}）',
    en: 'Notice {number} was withdrawn, its page says why: {title} ({group})',
  },

  'notices.write': { zh: '起草公示', en: 'Wrote a draft notice' },
  'notices.rewrite': { zh: '修改公示草稿', en: 'Changed a draft notice' },
  'notices.discard': { zh: '不要公示草稿', en: 'Threw away a draft notice' },
  'notices.publish': { zh: '公布公示', en: 'Published a notice' },
  'notices.correct': { zh: '更正公示', en: 'Corrected a notice' },
  'notices.withdraw': { zh: '撤回公示', en: 'Withdrew a notice' },
  'notices.pin': { zh: '置顶公示', en: 'Pinned a notice' },
  'notices.unpin': { zh: '取消公示置顶', en: 'Unpinned a notice' },
  'notices.tell': { zh: '把公示告诉住户', en: 'Told residents of a notice' },
} as const satisfies Wording;
