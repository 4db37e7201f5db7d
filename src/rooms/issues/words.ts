import type { Wording } from '../../kit/words.ts';

/** Why a verb was refused, in words. */
export const refusalWords = {
  not_now: {
    zh: '这件事的状态已经变了，请看看最新的情况',
    en: 'The issue has moved on meanwhile; please look at where it stands now',
  },
  not_yours: { zh: '这一步不由您来办', en: 'This step is not yours' },
  own_work: {
    zh: '办这件事的人不能自己评议，请让别人来问',
    en: 'Whoever handled an issue cannot appraise it; let somebody else ask',
  },
  answered_already: { zh: '这一轮已经评议过了', en: 'There is an answer for this round already' },
  contested_already: { zh: '已经提过一次不同意了', en: 'It has been contested once already' },
  not_public: {
    zh: '这件事只给办理的人看，不能公示',
    en: 'This issue is for its handlers only and cannot be published',
  },
  wait_for_answers: {
    zh: '还有人没评议，七天之内请再等等',
    en: 'Not everybody has answered yet; please wait until seven days have passed',
  },
  too_wide: { zh: '请选到社区、小区或楼栋', en: 'Choose a community, compound or building' },
  place_closed: { zh: '这个地方已经停用，请另选一个', en: 'This place is no longer in use; choose another' },
  joined_already: { zh: '您已经说过“我也一样”了', en: 'You have joined it already' },
  same_issue: { zh: '不能和自己合并', en: 'An issue cannot be merged with itself' },
  merged_already: { zh: '那一件已经并到别处了', en: 'That issue was merged with another itself' },
  kept_is_over: { zh: '那一件已经办结了', en: 'That issue is over already' },
  not_one_path: { zh: '保密的事和一般的事不能合并', en: 'A guarded issue cannot be merged with an ordinary one' },
  no_such_issue: { zh: '没有这个编号', en: 'There is no issue of that number' },
  not_held: { zh: '这条补充已经看过了', en: 'Somebody has looked at this already' },
  reason_needed: { zh: '不公开的话，请写明原因', en: 'Say why it is not shown' },
  helps_already: { zh: '已经在一起办了', en: 'They are helping already' },
  no_level_above: { zh: '上面没有更高一级了', en: 'There is no level above' },
  not_later: { zh: '新的期限要比原来的晚', en: 'The new deadline has to be later than the old one' },
  no_deadline: { zh: '这件事还没有期限', en: 'There is no deadline yet' },
  no_party: { zh: '这个人没有反映过这件事', en: 'This person has not raised the issue' },
  nobody_there: { zh: '请选一个人或一个组织', en: 'Choose a person or a group' },
  not_there: { zh: '这个地方没有找到', en: 'There is no such place' },
  consent_needed: { zh: '请注明对方怎样同意的', en: 'Say how the person consented' },
  account_needed: {
    zh: '没有登录只能反映安全隐患；别的事请先用手机号登录',
    en: 'Without an account only hazards can be reported; please sign in first for anything else',
  },
  other_district: {
    zh: '您的档案不在这个区县，不能在这里反映',
    en: 'Your record is kept in another district, so this cannot be raised here',
  },
  similar_there: {
    zh: '已经有邻居说过差不多的事，请看看是不是同一件',
    en: 'Neighbours have raised something alike; please see whether it is the same',
  },
  phone_invalid: { zh: '请写十一位的手机号码', en: 'Write a mobile number of eleven digits' },
} as const satisfies Wording;
