import type { Message } from '../../kit/words.ts';

/** What people come to a window for. */
export const topics = [
  'work',
  'home_help',
  'training',
  'legal',
  'care',
  'housing',
  'papers',
  'production',
  'family',
  'other',
] as const;
export type Topic = (typeof topics)[number];

/** What came of a visit. */
export const outcomes = ['settled', 'advised', 'issue', 'referred'] as const;
export type OutcomeKind = (typeof outcomes)[number];

/** Where somebody is sent on to. */
export const referrals = [
  'labour',
  'home_help',
  'training',
  'legal_aid',
  'civil_affairs',
  'medical',
  'police',
  'other',
] as const;
export type Referral = (typeof referrals)[number];

export const topicNames = {
  work: { zh: '找工作', en: 'finding work' },
  home_help: { zh: '找家政', en: 'finding home help' },
  training: { zh: '找培训', en: 'finding a course' },
  legal: { zh: '法律咨询', en: 'legal advice' },
  care: { zh: '养老照护', en: 'care' },
  housing: { zh: '住房物业', en: 'housing' },
  papers: { zh: '办证明、办手续', en: 'papers' },
  production: { zh: '生产经营', en: 'business' },
  family: { zh: '家庭的事', en: 'family matters' },
  other: { zh: '其他', en: 'something else' },
} as const satisfies Record<Topic, Message>;

export const outcomeNames = {
  settled: { zh: '当场办好', en: 'settled at once' },
  advised: { zh: '讲清楚了怎么办', en: 'advice given' },
  issue: { zh: '转成一件事来办', en: 'turned into an issue' },
  referred: { zh: '介绍到别处', en: 'referred' },
} as const satisfies Record<OutcomeKind, Message>;

export const referralNames = {
  labour: { zh: '人社、就业服务', en: 'labour and employment' },
  home_help: { zh: '家政公司', en: 'home help' },
  training: { zh: '培训机构', en: 'training' },
  legal_aid: { zh: '法律援助', en: 'legal aid' },
  civil_affairs: { zh: '民政', en: 'civil affairs' },
  medical: { zh: '医院、社区卫生', en: 'medical services' },
  police: { zh: '派出所', en: 'police' },
  other: { zh: '其他', en: 'elsewhere' },
} as const satisfies Record<Referral, Message>;

/** Receive people at the window of a place and all below it. */
export const receivePeople = 'reception.receive';
