import type { Wording } from '../../kit/words.ts';

/** What a person's story says of this room's verbs. */
export const toldWords = {
  'channels.add_way': { zh: '添加了一种通知方式', en: 'Added a way to be told' },
  'channels.end_way': { zh: '去掉了一种通知方式', en: 'Removed a way to be told' },
  'channels.confirm_way': { zh: '确认了邮箱', en: 'Confirmed an e-mail address' },
  'channels.choose_topics': { zh: '选了要通知的事', en: 'Chose what to be told about' },
  'channels.choose_times': { zh: '选了通知的时间', en: 'Chose when to be told' },
} as const satisfies Wording;
