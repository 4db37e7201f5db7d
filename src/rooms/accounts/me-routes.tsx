import { z } from 'zod';
import { done, isRefused, refused } from '../../kit/outcome.ts';
import { page, type Route, verb, visit } from '../../kit/route.ts';
import { totpUri } from '../../kit/totp.ts';
import { inTransaction } from '../../kit/write.ts';
import { cookies } from './account.ts';
import { keepSettings } from './actions.ts';
import { enrolForm, newPasswordForm, revokeForm, revokeOthersForm, settingsForm } from './input.ts';
import { enrolView, sessionsView } from './me-views.tsx';
import { enrolShows, sessionsShows } from './models.ts';
import { changePassword } from './password.ts';
import { enrolSecondFactor, startSecondFactor } from './second-factor.ts';
import { endOtherSessions, endSession } from './sessions.ts';
import { findAccountOf, listSessions } from './store.ts';
import { timeText } from './times.ts';
import { words } from './words.ts';

const none = z.object({});
const year = 31_536_000;

const enrolPage = page({
  name: 'accounts.second_factor',
  path: '/me/second-factor',
  summary: { zh: '设置第二步验证', en: 'Set up the second factor' },
  may: 'signed_in',
  input: none,
  words,
  shows: enrolShows,
  load: async (context) => {
    const { actor } = context;
    if (!actor) return refused('forbidden');
    const secret = await startSecondFactor(context, actor);
    const account = await findAccountOf(context.db, actor.district, actor.personId);
    const label = account?.userName ?? actor.name;
    return done({
      secret: secret ?? null,
      uri: secret === undefined ? null : totpUri('Doorstep', label, secret),
      asksPassword: account?.hasPassword ?? false,
      recoveryCodes: [],
    });
  },
  view: enrolView,
});

const enrolVisit = visit({
  ...enrolForm,
  summary: { zh: '完成第二步验证的设置', en: 'Finish setting up the second factor' },
  said: words.enrol_said,
  may: 'signed_in',
  words,
  answers: enrolShows,
  page: () => ({ route: enrolPage, input: {} }),
  act: async (context, input, reply) => {
    if (!context.actor) return refused('sign_in_first');
    const enrolled = await enrolSecondFactor(context, context.actor, input);
    if (isRefused(enrolled)) return enrolled;
    const { opened, recoveryCodes } = enrolled.done;
    reply.cookie(cookies.session, opened.token, opened.maxAge);
    return done({ model: { secret: null, uri: null, asksPassword: false, recoveryCodes } });
  },
});

const sessionsPage = page({
  name: 'accounts.sessions',
  path: '/me/sessions',
  summary: { zh: '我在哪里登录着', en: 'Where I am signed in' },
  may: 'signed_in',
  input: none,
  words,
  shows: sessionsShows,
  load: async (context) => {
    const { actor } = context;
    if (!actor) return refused('forbidden');
    const [account, sessions] = await Promise.all([
      findAccountOf(context.db, actor.district, actor.personId),
      listSessions(context.db, actor.accountId, context.now),
    ]);
    return done({
      hasPassword: account?.hasPassword ?? false,
      hasUserName: account?.userName != null,
      lang: context.lang,
      elder: context.elder,
      sessions: sessions.map((session) => ({
        id: session.id,
        agent: session.agent,
        address: session.address,
        since: timeText(context, session.createdAt),
        seen: timeText(context, session.seenAt),
        isThis: session.id === actor.sessionId,
      })),
    });
  },
  view: sessionsView,
});

const onSessionsPage = { may: 'signed_in', words, page: () => ({ route: sessionsPage, input: {} }) } as const;

const revokeVerb = verb({
  ...onSessionsPage,
  ...revokeForm,
  summary: { zh: '让一处登录退出', en: 'End one of my sessions' },
  said: words.end_said,
  answers: z.object({ ended: z.int() }),
  act: async (write, { id }, { actor }) =>
    actor ? endSession(write, { accountId: actor.accountId, sessionId: id }) : refused('forbidden'),
  next: () => '/me/sessions',
});

const revokeOthersVerb = verb({
  ...onSessionsPage,
  ...revokeOthersForm,
  summary: { zh: '让其他登录都退出', en: 'End all my other sessions' },
  said: words.end_said,
  answers: z.object({ ended: z.int() }),
  act: async (write, _, { actor }) => (actor ? endOtherSessions(write, actor) : refused('forbidden')),
  next: () => '/me/sessions',
});

const changePasswordVisit = visit({
  ...onSessionsPage,
  ...newPasswordForm,
  summary: { zh: '修改密码', en: 'Change my password' },
  said: words.password_said,
  act: async (context, input) => {
    if (!context.actor) return refused('sign_in_first');
    const changed = await changePassword(context, context.actor, input);
    return isRefused(changed) ? changed : done({ href: '/me/sessions' });
  },
});

const settingsVisit = visit({
  ...onSessionsPage,
  ...settingsForm,
  summary: { zh: '保存语言和字号', en: 'Keep my language and text size' },
  said: words.settings_said,
  act: async (context, { lang, elder }, reply) => {
    const { actor } = context;
    if (!actor) return refused('sign_in_first');
    const by = { district: actor.district, actorId: actor.personId };
    const kept = await inTransaction(context, by, (write) =>
      keepSettings(write, { accountId: actor.accountId, lang, elder: elder === 'on' }),
    );
    if (isRefused(kept)) return kept;
    reply.cookie('lang', lang, year);
    reply.cookie('elder', elder === 'on' ? '1' : '0', year);
    return done({ href: '/me/sessions' });
  },
});

/** What everybody rules over themselves: sessions, password, second factor, language. */
export const meRoutes: readonly Route[] = [
  enrolPage,
  enrolVisit,
  sessionsPage,
  revokeVerb,
  revokeOthersVerb,
  changePasswordVisit,
  settingsVisit,
];
