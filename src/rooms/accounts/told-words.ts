import type { Wording } from '../../kit/words.ts';

/** What people are told, and how a person's story calls the verbs of this room. */
export const toldWords = {
  'accounts.told_reset': {
    zh: '管理员重设了您的账号。如果您没有提过，请马上告诉社区',
    en: 'An administrator reset your account. If you did not ask for it, tell the community office at once',
  },
  'accounts.sign_in': { zh: '登录', en: 'signed in' },
  'accounts.fail_sign_in': { zh: '登录没有成功', en: 'failed to sign in' },
  'accounts.give_second_factor': { zh: '完成第二步验证', en: 'gave the second factor' },
  'accounts.start_second_factor': { zh: '开始设置第二步验证', en: 'began to set up the second factor' },
  'accounts.enrol_second_factor': { zh: '设好第二步验证', en: 'set up the second factor' },
  'accounts.end_session': { zh: '退出一处登录', en: 'ended a session' },
  'accounts.end_other_sessions': { zh: '退出其他登录', en: 'ended all other sessions' },
  'accounts.change_password': { zh: '修改密码', en: 'changed the password' },
  'accounts.set_first_password': { zh: '用一次性链接设置密码', en: 'set a password through a one-time link' },
  'accounts.keep_settings': { zh: '保存语言和字号', en: 'kept language and text size' },
  'accounts.add': { zh: '开账号', en: 'added an account' },
  'accounts.disable': { zh: '停用账号', en: 'disabled an account' },
  'accounts.enable': { zh: '启用账号', en: 'enabled an account' },
  'accounts.reset': { zh: '重设账号', en: 'reset an account' },
} as const satisfies Wording;
