import type { Wording } from '../../kit/words.ts';
import type { State, Urgency, Verb, Visibility } from './issue.ts';
import type { Tier } from './tier.ts';

/** What each verb's button and heading say. */
export const verbWords = {
  accept: { zh: '受理', en: 'Take it in' },
  ask_back: { zh: '请反映人补充', en: 'Ask the raiser' },
  answer: { zh: '记下对方的补充', en: 'Write down the answer' },
  decline: { zh: '不予受理', en: 'Decline' },
  contest: { zh: '不同意，请上一级再看', en: 'Contest' },
  refer: { zh: '转给负责的部门', en: 'Refer to whoever is in charge' },
  merge: { zh: '并到另一件', en: 'Merge into another' },
  unmerge: { zh: '撤销合并', en: 'Take the merge back' },
  split: { zh: '拆出另一件', en: 'Split off another' },
  confide: { zh: '改为只给办理的人看', en: 'Make it confidential' },
  publish: { zh: '公示', en: 'Put it on the board' },
  assign: { zh: '派人去办', en: 'Hand it out' },
  take: { zh: '我来办', en: 'Take it on' },
  object: { zh: '不该我办，退回', en: 'Not mine: give it back' },
  add_helper: { zh: '请人一起办', en: 'Ask another party to help' },
  contact: { zh: '记一次联系', en: 'Note a talk with the raiser' },
  step: { zh: '记一条进展', en: 'Note a step' },
  wait: { zh: '说明在等什么', en: 'Say what it waits for' },
  whistle: { zh: '吹哨，请上一级支援', en: 'Whistle for support' },
  support: { zh: '答复吹哨', en: 'Answer the whistle' },
  extend: { zh: '延期', en: 'Move the deadline' },
  resolve: { zh: '办好了，请反映人评议', en: 'Done: ask those who raised it' },
  appraise: { zh: '评议', en: 'Appraise' },
  log_appraisal: { zh: '记下电话回访', en: 'Write down what was said by telephone' },
  feed_back: { zh: '反馈并办结', en: 'Feed back and close' },
  join: { zh: '我也一样', en: 'Me too' },
  add_fact: { zh: '补充情况', en: 'Add something' },
  moderate: { zh: '邻居的补充', en: 'What neighbours added' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
} as const satisfies Record<Verb, { zh: string; en: string }>;

export const stateWords = {
  reported: { zh: '待整理', en: 'to be sorted' },
  asked: { zh: '等反映人补充', en: 'waiting for the raiser' },
  accepted: { zh: '待派办', en: 'to be handed out' },
  assigned: { zh: '已派办，等接手', en: 'handed out' },
  acting: { zh: '正在办', en: 'under way' },
  resolved: { zh: '待评议', en: 'to be appraised' },
  closed: { zh: '已办结', en: 'closed' },
  declined: { zh: '未受理', en: 'declined' },
  referred: { zh: '已转交', en: 'referred' },
  merged: { zh: '已合并', en: 'merged' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
} as const satisfies Record<State, { zh: string; en: string }>;

export const urgencyWords = {
  hazard: { zh: '有危险，马上', en: 'dangerous: at once' },
  soon: { zh: '比较急', en: 'soon' },
  usual: { zh: '不急', en: 'not urgent' },
} as const satisfies Record<Urgency, { zh: string; en: string }>;

export const visibilityWords = {
  all: { zh: '所有人', en: 'everybody' },
  compound: { zh: '本小区的人', en: 'people of this compound' },
  handlers: { zh: '只给办理的人', en: 'its handlers only' },
} as const satisfies Record<Visibility, { zh: string; en: string }>;

export const tierWords = {
  hours2: { zh: '2 小时', en: '2 hours' },
  hours24: { zh: '24 小时', en: '24 hours' },
  days7: { zh: '7 天', en: '7 days' },
  days15: { zh: '15 天', en: '15 days' },
} as const satisfies Record<Tier, { zh: string; en: string }>;

export const deskWords = {
  desk_title: { zh: '接下来怎么办', en: 'What next' },
  more: { zh: '还可以', en: 'Other things to do' },
  usual_tier: { zh: '按类别的常规期限', en: 'as usual for its kind' },
  as_reported: { zh: '按反映时说的', en: 'as reported' },
  public_hint: {
    zh: '会写在公示栏上，请不要写人名、门牌和电话',
    en: 'It stands on the board: no names, rooms or telephone numbers',
  },
  inner_hint: { zh: '只有办理的人看得到', en: 'Only handlers read it' },
  parties_hint: { zh: '反映人看得到', en: 'Those who raised it read it' },
  merge_hint: {
    zh: '两件是同一件事时用；反映人都留下，照样通知和评议',
    en: 'When both are one matter; everybody who raised either stays a party',
  },
  similar: { zh: '看着像同一件', en: 'Likely the same' },
  decline_hint: {
    zh: '原因和去处都会告诉反映人，对方可以提一次不同意见',
    en: 'The raiser is told both, and may contest it once',
  },
  confide_hint: {
    zh: '从公示栏撤下；改成保密的类别，就只有指定的人能看',
    en: 'It leaves the board; of a guarded kind, only the named office sees it',
  },
  guarded: {
    zh: '保密事项，只有指定的人看得到，不计入任何统计',
    en: 'Guarded: seen by the named office alone, and in no figure',
  },
  call_hint: {
    zh: '由没有经手的人来问，照对方的原话记',
    en: 'Asked by somebody who did not handle it; write what was said',
  },
  yes: { zh: '解决了', en: 'Solved' },
  no: { zh: '没有解决', en: 'Not solved' },
  satisfied: { zh: '满意', en: 'satisfied' },
  fair: { zh: '基本满意', en: 'fairly satisfied' },
  dissatisfied: { zh: '不满意', en: 'dissatisfied' },
  show_yes: { zh: '公开', en: 'Show it' },
  show_no: { zh: '不公开', en: 'Do not show it' },
  fact: { zh: '补充', en: 'Fact' },
  objection: { zh: '不同意见', en: 'Objection' },
  raiser: { zh: '反映人', en: 'Raised by' },
  raiser_unknown: { zh: '没有留名', en: 'no name left' },
  helper: { zh: '{name}代为反映', en: 'reported by {name} for them' },
  unconfirmed: { zh: '没有登录，姓名和电话没有核实', en: 'not signed in: name and number are not confirmed' },
  note: { zh: '只给办理的人看', en: 'For handlers only' },
  whom: { zh: '可以派给', en: 'Whom' },

  inbox: { zh: '事项收件箱', en: 'Inbox of issues' },
  inbox_lead: {
    zh: '先整理新来的，再盯快到期的。每件事打开后，下一步都只有一个主要按钮。',
    en: 'New ones first, then what is due. On each page the next step is the one main button.',
  },
  all_open: { zh: '没办结的', en: 'All open' },
  to_do: { zh: '派给我的', en: 'Handed to me' },
  count: { zh: '{n} 件', en: '{n, plural, one {# issue} other {# issues}}' },
  every_kind: { zh: '所有类别', en: 'Every kind' },
  number: { zh: '编号', en: 'Number' },
  what: { zh: '什么事', en: 'What' },
  where: { zh: '在哪里', en: 'Where' },
  kind: { zh: '类别', en: 'Kind' },
  state: { zh: '状态', en: 'State' },
  due: { zh: '期限', en: 'Due' },
  parties: { zh: '几人反映', en: 'Raised by' },
  overdue: { zh: '已超期', en: 'overdue' },
  contact_by: { zh: '{when}前要联系', en: 'contact by {when}' },
  climbed: { zh: '上交过 {n} 次', en: 'climbed {n, plural, one {once} other {# times}}' },
  hazard: { zh: '有危险', en: 'dangerous' },
  inbox_empty: { zh: '这里没有要办的事', en: 'Nothing to do here' },
  inbox_empty_hint: {
    zh: '有人反映新的事，会出现在这里，也会发消息告诉您。',
    en: 'What people report turns up here, and you are told by message.',
  },
} as const satisfies Wording;
