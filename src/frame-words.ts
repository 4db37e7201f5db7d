import type { Wording } from './kit/words.ts';

export const frameWords = {
  home: { zh: '首页', en: 'Home' },
  near: { zh: '身边', en: 'Nearby' },
  desk: { zh: '工作台', en: 'Desk' },
  me: { zh: '我的', en: 'Mine' },
  sign_in: { zh: '登录', en: 'Sign in' },
  footer: {
    zh: '家门口 · 小事不出小区，有事找得到人',
    en: 'Doorstep · small matters settled at home, and somebody to turn to',
  },
  footer_about: {
    zh: '关于我们的数据：只留必要的，谁看过都有记录。',
    en: 'About your data: only what is needed is kept, and who looked at it is noted.',
  },
  about: {
    zh: '家门口：找到管您这一户的管家、身边能帮忙的人，看清楚关于您的每一条信息。',
    en: 'Doorstep: the stewards who look after your home, people nearby who can help, and everything held about you.',
  },
  demo: { zh: '演示环境：人名、电话都是编的', en: 'Demo: all names and phones are invented' },
  api: { zh: '接口说明', en: 'API' },
  look: { zh: '界面样式', en: 'Style page' },
} as const satisfies Wording;
