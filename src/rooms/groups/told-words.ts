import type { Wording } from '../../kit/words.ts';

/** What people are told, and how a person's story and the log call the verbs of this room. */
export const toldWords = {
  'groups.told_appointed': {
    zh: '“{group}”请您担任新的职务，从{from}开始',
    en: 'You hold a new office in “{group}” from {from}',
  },
  'groups.told_elected': {
    zh: '恭喜您在“{group}”当选，任期从{from}开始',
    en: 'You were elected in “{group}”; the term begins on {from}',
  },
  'groups.told_term_ended': {
    zh: '您在“{group}”的任职到{on}为止，谢谢您的付出',
    en: 'Your office in “{group}” ends on {on}',
  },
  'groups.told_term_ends': {
    zh: '您在“{group}”的任期还有 {days} 天，到{until}期满',
    en: 'Your term in “{group}” ends on {until}, in {days, plural, one {# day} other {# days}}',
  },
  'groups.told_term_over': {
    zh: '您在“{group}”的任期到{until}已经满了，谢谢您的付出',
    en: 'Your term in “{group}” ended on {until}',
  },
  'groups.told_terms_end': {
    zh: '“{group}”有 {n} 个任期快满了，最早的到{until}，可以准备换届了',
    en: '{n, plural, one {# term} other {# terms}} in “{group}” will end soon, the first on {until}: time to prepare an election',
  },
  'groups.told_invited': { zh: '“{group}”邀请您加入', en: '“{group}” invites you to join' },
  'groups.told_applied': {
    zh: '有街坊申请加入“{group}”，请您看看',
    en: 'Somebody asks to join “{group}”; please have a look',
  },
  'groups.told_accepted': { zh: '“{group}”欢迎您，申请已通过', en: '“{group}” has accepted you: welcome' },
  'groups.told_declined': {
    zh: '“{group}”这次没有通过您的申请',
    en: '“{group}” did not accept your application this time',
  },
  'groups.told_removed': { zh: '您不再是“{group}”的成员', en: 'You are no longer a member of “{group}”' },
  'groups.told_backbone': { zh: '您成了“{group}”的骨干', en: 'You are now part of the backbone of “{group}”' },
  'groups.told_joined_for': {
    zh: '{by}替您加入了“{group}”。如果不是您的意思，点开就能退出。',
    en: '{by} joined “{group}” for you. If that was not your will, you can leave.',
  },
  'groups.told_left_for': {
    zh: '{by}替您退出了“{group}”。如果不是您的意思，可以再申请加入。',
    en: '{by} left “{group}” for you. If that was not your will, you can apply again.',
  },
  'groups.told_display_for': {
    zh: '{by}替您改了在“{group}”里让别人看到的内容。不对的话，点开就能改。',
    en: '{by} changed for you what “{group}” shows of you. You can change it back.',
  },
  'groups.told_talents_for': {
    zh: '{by}替您登记了特长。不对的话，点开就能改。',
    en: '{by} wrote down your talents for you. You can change them.',
  },

  'groups.found': { zh: '成立组织', en: 'Founded a group' },
  'groups.describe': { zh: '修改组织介绍', en: 'Changed what a group says of itself' },
  'groups.dissolve': { zh: '撤销组织', en: 'Dissolved a group' },
  'groups.appoint': { zh: '任命职务', en: 'Appointed somebody to an office' },
  'groups.elect': { zh: '登记选举结果', en: 'Recorded an election' },
  'groups.end_term': { zh: '结束任期', en: 'Ended a term of office' },
  'groups.notice_expiring_terms': { zh: '提醒任期将满', en: 'Gave notice of terms that end' },
  'groups.invite': { zh: '邀请加入', en: 'Invited somebody' },
  'groups.apply': { zh: '申请加入', en: 'Asked to join' },
  'groups.accept': { zh: '接受邀请', en: 'Accepted an invitation' },
  'groups.decline': { zh: '谢绝邀请', en: 'Declined an invitation' },
  'groups.admit': { zh: '通过申请', en: 'Accepted an application' },
  'groups.reject': { zh: '没有通过申请', en: 'Declined an application' },
  'groups.leave': { zh: '退出', en: 'Left' },
  'groups.remove': { zh: '移出成员', en: 'Removed a member' },
  'groups.backbone': { zh: '设为骨干或取消', en: 'Changed who is backbone' },
  'groups.display': { zh: '修改公开内容', en: 'Changed what a member shows' },
  'groups.set_talents': { zh: '登记特长', en: 'Wrote down talents' },
  'groups.set_rule': { zh: '设定职数和任期', en: 'Set numbers and terms of office' },
} as const satisfies Wording;
