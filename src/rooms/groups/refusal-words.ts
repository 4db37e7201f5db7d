import type { Wording } from '../../kit/words.ts';

/** Why a verb of this room was refused. */
export const refusalWords = {
  wrong_place: { zh: '这种组织不设在这一级', en: 'Such a group does not stand at this kind of place' },
  place_gone: { zh: '这个地方已经不再使用', en: 'This place is no longer in use' },
  wrong_parent: { zh: '它不能归到那个组织下面', en: 'It cannot belong to that group' },
  parent_gone: { zh: '那个组织已经撤销了', en: 'That group was dissolved' },
  parent_elsewhere: { zh: '那个组织管不到这里', en: 'That group does not reach here' },
  parent_below: { zh: '那个组织本来就在它下面', en: 'That group stands below it' },
  one_already: { zh: '这里已经有一个了：{name}', en: 'There is one here already: {name}' },
  name_taken: { zh: '这里已经有同名的了', en: 'There is one of this name here' },
  not_yet: { zh: '日期还没到', en: 'That day is still to come' },
  dissolved: { zh: '这个组织已经撤销了', en: 'This group was dissolved' },
  groups_below: {
    zh: '它下面还有组织（{name}），请先安排好它们',
    en: 'Groups belong to it ({name}); see to them first',
  },
  not_yet_founded: { zh: '它还没到成立的日子', en: 'It is not founded yet' },
  tick_to_dissolve: { zh: '请先打勾确认', en: 'Please tick to confirm' },
  variety_needed: { zh: '请选是什么队伍', en: 'Choose what the team is for' },

  no_such_office: { zh: '这种组织没有这个职务', en: 'This kind of group has no such office' },
  dates_reversed: { zh: '到期要在开始以后', en: 'The end must come after the beginning' },
  holds_it_already: { zh: '这个人这段时间已经担任这个职务', en: 'They hold this office at that time already' },
  holds_another_office: {
    zh: '这个人已经担任另一个职务，不能兼任',
    en: 'They hold another office here; the two do not go together',
  },
  office_full: { zh: '这个职务最多 {most} 人，已经满了', en: 'This office has at most {most}; it is full' },
  not_elected_here: { zh: '这种组织不用选举', en: 'This kind of group holds no elections' },
  more_than_entitled: { zh: '实到不能多于应到', en: 'More took part than were entitled' },
  nobody_elected: { zh: '还没有写谁当选', en: 'Nobody is named as elected' },
  before_election: { zh: '就任不能早于选举', en: 'Taking office cannot come before the election' },
  over_already: { zh: '这个任期已经结束了', en: 'This term is over already' },
  before_start: { zh: '不能早于开始的日子', en: 'Not before it began' },
  after_end: { zh: '不能晚于期满的日子', en: 'Not after its last day' },
  least_above_most: { zh: '最少不能多于最多', en: 'The least is above the most' },

  name_unknown: {
    zh: '没有找到“{name}”，请核对全名，先在居民里登记',
    en: '“{name}” was not found; check the whole name, or register them first',
  },
  name_ambiguous: {
    zh: '叫“{name}”的不止一位，请在后面加楼栋，例如：{name}（3栋）',
    en: 'Several people are called “{name}”; add the building, such as {name}（3栋）',
  },
  named_twice: { zh: '“{name}”写了两次', en: '“{name}” is named twice' },

  no_members_here: { zh: '这种组织不登记成员', en: 'This kind of group has no members' },
  member_already: { zh: '已经是成员了', en: 'They are a member already' },
  invited_already: { zh: '已经邀请过，等本人答复', en: 'Invited already; it is for them to answer' },
  applied_already: { zh: '已经申请过了，在等确认', en: 'There is an application already' },
  no_longer_possible: { zh: '情况已经变了，请刷新看看', en: 'Things have changed; please look again' },
  no_guardian: {
    zh: '未满十四岁要由监护人同意，还没有登记监护人',
    en: 'A child under 14 needs a guardian’s consent, and none is registered',
  },
  consent_needed: { zh: '请确认本人同意，并选本人怎么说的', en: 'Say that they agreed, and how they told you' },
  too_many_talents: { zh: '特长最多写二十个', en: 'At most twenty talents' },
  talent_too_long: {
    zh: '一项特长最多二十个字，用逗号隔开',
    en: 'At most twenty characters each; part them by commas',
  },
  no_mobile: { zh: '这里大家都看得到，请不要写手机号', en: 'Everybody reads this: please no mobile number' },
} as const satisfies Wording;
