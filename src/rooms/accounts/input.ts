import { z } from 'zod';
import { form, named, oneOf, pageNumber, ref, text } from '../../kit/input.ts';

/** A path of this site: browsers take `//host` and `/\\host` for another one. */
const ownPath = /^\/(?![/\\])[^\\]*$/;

/** Where to go when signed in: a path of this site, never another host. */
const next = () => named(text(500).regex(ownPath).default('/'), { zh: '登录后去', en: 'Then go to' });

/** Where a refused form wanted to go; the start page when that is no path of this site. */
export function nextOf(raw: Readonly<Record<string, unknown>>): string {
  const read = next().safeParse(raw.next);
  return read.success ? read.data : '/';
}

const phone = () => named(text(30), { zh: '手机号', en: 'Mobile number' });
const userName = () => named(text(60).regex(/^[\w.@-]{3,60}$/), { zh: '用户名', en: 'User name' });
const password = (zh: string, en: string) => named(z.string().min(1).max(200), { zh, en });
const sixDigits = () => named(text(20), { zh: '验证码', en: 'Code' });

export const signInInput = z.object({ next: next() });
export const codeForm = form('accounts.send_code', '/sign-in/code', { phone: phone(), next: next() });
export const sessionForm = form('accounts.sign_in_by_code', '/sign-in/session', { code: sixDigits(), next: next() });
export const whoForm = form('accounts.choose_person', '/sign-in/person', {
  person: named(ref(), { zh: '您是哪一位', en: 'Which of you' }),
  next: next(),
});
export const passwordForm = form('accounts.sign_in_by_password', '/sign-in/password', {
  userName: userName(),
  password: password('密码', 'Password'),
  next: next(),
});
export const demoForm = form('accounts.sign_in_to_demo', '/demo/session', { person: ref(), next: next() });
export const signOutForm = form('accounts.sign_out', '/sign-out', {});
export const factorForm = form('accounts.give_second_factor', '/sign-in/factor', { code: sixDigits(), next: next() });
export const enrolForm = form('accounts.enrol_second_factor', '/me/second-factor', {
  code: sixDigits(),
  current: password('现在的密码', 'Present password').optional(),
});
export const newPasswordForm = form('accounts.change_password', '/me/password', {
  current: password('现在的密码', 'Present password').optional(),
  password: password('新密码', 'New password'),
  again: password('再输一遍新密码', 'New password again'),
});
export const welcomeInput = z.object({ token: z.string().regex(/^[\w-]{20,100}$/) });
export const welcomeForm = form('accounts.set_first_password', '/welcome/{token}', {
  token: z.string().regex(/^[\w-]{20,100}$/),
  password: password('新密码', 'New password'),
  again: password('再输一遍新密码', 'New password again'),
});
export const revokeForm = form('accounts.end_session', '/me/sessions/{id}/ending', { id: z.uuid() });
export const revokeOthersForm = form('accounts.end_other_sessions', '/me/sessions/endings', {});
export const settingsForm = form('accounts.keep_settings', '/me/settings', {
  lang: named(oneOf(['zh', 'en']), { zh: '语言', en: 'Language' }),
  elder: named(oneOf(['on', 'off']).default('off'), { zh: '长辈版', en: 'Elder version' }),
});
export const accountsInput = z.object({ q: text(60).optional(), page: pageNumber() });
export const newAccountForm = form('accounts.add', '/accounts', {
  person: named(ref(), { zh: '居民', en: 'Person' }),
  userName: userName(),
});
export const stateForm = form('accounts.set_state', '/accounts/{id}/state', {
  id: z.uuid(),
  state: named(oneOf(['enabled', 'disabled']), { zh: '状态', en: 'State' }),
});
export const resetForm = form('accounts.reset', '/accounts/{id}/link', { id: z.uuid() });
export const auditInput = z.object({
  verb: named(text(60).optional(), { zh: '做了什么', en: 'Act' }),
  day: named(z.iso.date().optional(), { zh: '哪一天', en: 'Day' }),
  page: pageNumber(),
});
