import type { Message } from '../../kit/words.ts';

/** What a notice is about. The first six are 居务公开: what a residents' committee has to make public. */
export const noticeKinds = [
  'decision',
  'money',
  'facility',
  'service',
  'deliberation',
  'election',
  'activity',
  'reminder',
  'outage',
  'found_lost',
  'other',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export type KindFacts = {
  readonly name: Message;
  /** One line for the one who writes: what belongs here. */
  readonly about: Message;
  /** One of the open affairs of the residents' committee (居务公开). */
  readonly isOpenAffair: boolean;
  /** The least days it stays posted, the first and the last included. */
  readonly leastDays: number;
  /** Everybody who lives there gets a message, without being asked. */
  readonly tellsAll: boolean;
};

/** Residents' committee law (城市居民委员会组织法, in force 2026-01-01): open affairs are posted at least 15 days. */
const openAffair = { isOpenAffair: true, leastDays: 15, tellsAll: false } as const;
const everyday = { isOpenAffair: false, leastDays: 1, tellsAll: false } as const;

/** Every kind of notice. */
const kindFacts = {
  decision: {
    ...openAffair,
    name: { zh: '决定和进展', en: 'Decisions and progress' },
    about: { zh: '居民会议、居委会定了什么，办到哪一步', en: 'What was decided, and how far it has come' },
  },
  money: {
    ...openAffair,
    name: { zh: '经费和捐赠', en: 'Money and donations' },
    about: { zh: '收了多少、用在哪里、还剩多少', en: 'What came in, what it was spent on, what is left' },
  },
  facility: {
    ...openAffair,
    name: { zh: '公共设施', en: 'Facilities' },
    about: { zh: '建、修、拆、改用途', en: 'Built, mended, removed or put to another use' },
  },
  service: {
    ...openAffair,
    name: { zh: '服务事项', en: 'Services' },
    about: { zh: '能办什么、怎么办、谁可以申请', en: 'What can be had, how, and by whom' },
  },
  deliberation: {
    ...openAffair,
    name: { zh: '协商议题和结果', en: 'Matters under deliberation' },
    about: { zh: '正在商量什么，商量出了什么', en: 'What is being talked over, and what came of it' },
  },
  election: {
    ...openAffair,
    name: { zh: '选举', en: 'Elections' },
    about: { zh: '换届、候选人、结果', en: 'New terms, candidates, results' },
  },
  activity: {
    ...everyday,
    name: { zh: '活动', en: 'Activity' },
    about: { zh: '什么时候、在哪里、谁可以来', en: 'When, where, and who is welcome' },
  },
  reminder: {
    ...everyday,
    name: { zh: '提醒', en: 'Reminder' },
    about: { zh: '天气、安全、防骗、缴费', en: 'Weather, safety, fraud, dues' },
  },
  outage: {
    ...everyday,
    tellsAll: true,
    name: { zh: '停水停电', en: 'Outage' },
    about: {
      zh: '停什么、从几点到几点；会给住在这里的人发消息',
      en: 'What stops, from when to when; everybody living there gets a message',
    },
  },
  found_lost: {
    ...everyday,
    name: { zh: '失物招领', en: 'Found and lost' },
    about: { zh: '捡到什么、丢了什么，到哪里认领', en: 'What was found or lost, and where to ask' },
  },
  other: {
    ...everyday,
    name: { zh: '其他', en: 'Other' },
    about: { zh: '上面都不合适的', en: 'Whatever fits none of these' },
  },
} as const satisfies Readonly<Record<NoticeKind, KindFacts>>;

/** What a kind is, widened so that every field can be asked of every kind. */
export function factsOf(kind: NoticeKind): KindFacts {
  return kindFacts[kind];
}
