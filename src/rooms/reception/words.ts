import type { Wording } from '../../kit/words.ts';

export const words = {
  title: { zh: '窗口接待', en: 'Reception desk' },
  lead: {
    zh: '谁来了、为什么事、怎么办的，一页记完；月底的数字从这里来。',
    en: 'Who came, what for and what came of it, on one page. The month’s figures come from here.',
  },
  receive: { zh: '记下这次接待', en: 'Write the visit down' },
  said: { zh: '记下了', en: 'Written down' },
  who: { zh: '谁来的', en: 'Who came' },
  who_hint: { zh: '不留名也可以', en: 'Nobody has to leave a name' },
  referral_hint: { zh: '介绍到别处时选', en: 'Only when referred' },
  issue_hint: {
    zh: '转成一件事时填，会出现在事项收件箱里',
    en: 'Only when it becomes an issue; it turns up in the inbox',
  },
  referral_needed: { zh: '请选介绍到哪里', en: 'Choose where they were referred to' },
  title_needed: { zh: '请写一句公开的说法', en: 'Write the public wording' },
  phone_not_valid: { zh: '这不是一个电话号码，请再看看', en: 'This is no telephone number; please look again' },
  not_there: { zh: '没有找到这个窗口', en: 'There is no such window' },
  not_here: { zh: '您不在这个窗口接待', en: 'You do not receive people at this window' },
  figures: { zh: '{from}到{until}', en: '{from} to {until}' },
  visits: { zh: '接待', en: 'visits' },
  people: { zh: '来的人', en: 'people' },
  by_topic: { zh: '为什么事来', en: 'What for' },
  by_outcome: { zh: '怎么办的', en: 'What came of it' },
  by_referral: { zh: '介绍到哪里', en: 'Referred to' },
  list: { zh: '这段时间的接待', en: 'Visits in this time' },
  none: { zh: '这段时间还没有接待', en: 'No visits in this time' },
  none_hint: { zh: '有人来，就在上面记一笔。', en: 'When somebody comes, write it down above.' },
  when: { zh: '时间', en: 'When' },
  topic: { zh: '事由', en: 'Matter' },
  outcome: { zh: '结果', en: 'Outcome' },
  n: { zh: '人数', en: 'People' },
  note: { zh: '记录', en: 'Note' },
  from: { zh: '从哪天', en: 'From' },
  until: { zh: '到哪天', en: 'Until' },
  open_issue: { zh: '看这件事', en: 'See the issue' },
  count: { zh: '{n} 次', en: '{n, plural, one {# visit} other {# visits}}' },
} as const satisfies Wording;

export const toldWords = {
  'reception.receive': { zh: '窗口接待', en: 'Received somebody at the window' },
} as const satisfies Wording;
