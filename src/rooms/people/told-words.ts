import type { Wording } from '../../kit/words.ts';

/** What people are told, by kind of message. `{by}` is a name. */
export const toldWords = {
  'people.told_edited': {
    zh: '{by}修改了您的档案（{n} 处）。请看看对不对，不对可以申请更正。',
    en: '{by} changed your record ({n, plural, one {# entry} other {# entries}}). Please check it; you can ask for corrections.',
  },
  'people.told_guardian': {
    zh: '您已登记为{ward}的监护人，可以替孩子查看和办理。',
    en: 'You are recorded as guardian of {ward} and can see and do things for the child.',
  },
  'people.told_tag': {
    zh: '{by}为{subject}登记了一个关心类别。点开就能看到，也可以撤回同意。',
    en: '{by} recorded a care tag for {subject}. You can see it in your record and withdraw your consent.',
  },
  'people.told_consent': {
    zh: '{by}替您登记了一项同意。如果不是您的意思，点开就能撤回。',
    en: '{by} wrote down a consent for you. If it was not your will, withdraw it here.',
  },
  'people.told_may_act': { zh: '{subject}同意由您代办事情。', en: '{subject} has let you act for them.' },
  'people.told_asked': {
    zh: '{by}替您提出了一份关于您档案的申请。如果不是您的意思，可以撤回。',
    en: '{by} made a request about your record for you. You can take it back.',
  },
  'people.told_withdrawn': { zh: '{by}按您的意思撤回了一项同意。', en: '{by} withdrew a consent for you.' },
  'people.told_accepted': {
    zh: '您提的关于{subject}档案的申请，社区同意了。',
    en: 'The request about the record of {subject} was accepted.',
  },
  'people.told_declined': {
    zh: '您提的关于{subject}档案的申请没有通过，理由写在里面。',
    en: 'The request about the record of {subject} was declined; the reason is there.',
  },
} as const satisfies Wording;
