import { z } from 'zod';
import { hrefOf } from '../../kit/href.ts';
import { readRef, refOf } from '../../kit/ids.ts';
import { done, isRefused, refused } from '../../kit/outcome.ts';
import { type Context, page, type Reply, type Route, visit } from '../../kit/route.ts';
import { speak } from '../../kit/words.ts';
import { inTransaction } from '../../kit/write.ts';
import { cookies, type Opened, type Visitor } from './account.ts';
import { signInByPassword } from './by-password.ts';
import { type Candidate, checkCode, choices, choose, openForPerson, sendCode } from './by-phone.ts';
import { demoSignIns } from './demo.ts';
import {
  codeForm,
  demoForm,
  factorForm,
  nextOf,
  passwordForm,
  sessionForm,
  signInInput,
  signOutForm,
  welcomeForm,
  welcomeInput,
  whoForm,
} from './input.ts';
import { codeShows, demoMessagesShows, signInShows, welcomeShows, whoShows } from './models.ts';
import { setFirstPassword } from './password.ts';
import { giveSecondFactor } from './second-factor.ts';
import { endSession } from './sessions.ts';
import { codeView, demoMessagesView, factorView, signInView, welcomeView, whoView } from './sign-in-views.tsx';
import { findLink, listDemoMessages } from './store.ts';
import { timeText } from './times.ts';
import { words } from './words.ts';

/** Who signs in; a session the browser had so far ends with it. */
const visitorOf = ({ agent, address, actor }: Context): Visitor => ({ agent, address, replaces: actor });

/** Puts the session into the browser, and says where to go. */
function enter(reply: Reply, opened: Opened, next: string): { href: string } {
  reply.cookie(cookies.session, opened.token, opened.maxAge);
  reply.cookie(cookies.signingIn, null);
  return { href: opened.needsFactor ? hrefOf('/sign-in/factor', { next }) : next };
}

const signInPage = page({
  name: 'accounts.sign_in',
  path: '/sign-in',
  summary: { zh: '登录', en: 'Sign in' },
  may: 'anyone',
  input: signInInput,
  words,
  shows: signInShows,
  load: async (context, { next }) => {
    const demo = context.demo ? await demoSignIns(context.db) : [];
    return done({
      next,
      demo: demo.map(({ district, personId, name, role, phone }) => ({
        ref: refOf(district, personId),
        name,
        role,
        phone,
      })),
    });
  },
  view: signInView,
});

const codePage = page({
  name: 'accounts.enter_code',
  path: '/sign-in/code',
  summary: { zh: '输入验证码', en: 'Enter the code' },
  may: 'anyone',
  input: signInInput,
  words,
  shows: codeShows,
  load: async (_, { next }) => done({ next }),
  view: codeView,
});

/** Sex and year of birth: a family has one surname, and a mask leaves little more of a name. */
function aboutOf({ sex, birthDate }: Candidate, context: Context): string {
  const t = speak(words, context.lang);
  return [sex && t(sex), birthDate && t('born_in', { year: birthDate.slice(0, 4) })].filter(Boolean).join(' · ');
}

const whoPage = page({
  name: 'accounts.who',
  path: '/sign-in/person',
  summary: { zh: '选择您是哪一位', en: 'Choose which of several people you are' },
  may: 'anyone',
  input: signInInput,
  words,
  shows: whoShows,
  load: async (context, { next }) => {
    const persons = await choices(context, context.cookie(cookies.signingIn) ?? '');
    return done({
      next,
      persons: persons.map((person) => ({
        ref: refOf(person.district, person.personId),
        name: person.masked,
        about: aboutOf(person, context),
      })),
    });
  },
  view: whoView,
});

const backTo =
  (route: typeof signInPage | typeof codePage | typeof whoPage) => (raw: Readonly<Record<string, unknown>>) => ({
    route,
    input: { next: nextOf(raw) },
  });

const sendCodeVisit = visit({
  ...codeForm,
  summary: { zh: '发送验证码', en: 'Send a code to a phone' },
  may: 'anyone',
  words,
  page: backTo(signInPage),
  act: async (context, { phone, next }, reply) => {
    const sent = await sendCode(context, phone);
    if (isRefused(sent)) return sent;
    reply.cookie(cookies.signingIn, sent.done.ticket, 900);
    return done({ href: hrefOf('/sign-in/code', { next }) });
  },
});

const sessionVisit = visit({
  ...sessionForm,
  summary: { zh: '用验证码登录', en: 'Sign in by code' },
  may: 'anyone',
  words,
  page: backTo(codePage),
  act: async (context, { code, next }, reply) => {
    const checked = await checkCode(context, context.cookie(cookies.signingIn) ?? '', code);
    if (isRefused(checked)) return checked;
    if ('ticket' in checked.done) {
      reply.cookie(cookies.signingIn, checked.done.ticket, 600);
      return done({ href: hrefOf('/sign-in/person', { next }) });
    }
    const opened = await openForPerson(context, checked.done.one, visitorOf(context));
    return isRefused(opened) ? opened : done(enter(reply, opened.done, next));
  },
});

const whoVisit = visit({
  ...whoForm,
  summary: { zh: '以其中一位登录', en: 'Sign in as one of several people' },
  may: 'anyone',
  words,
  page: backTo(whoPage),
  act: async (context, { person, next }, reply) => {
    const chosen = await choose(context, context.cookie(cookies.signingIn) ?? '', person);
    if (isRefused(chosen)) return chosen;
    const opened = await openForPerson(context, chosen.done, visitorOf(context));
    return isRefused(opened) ? opened : done(enter(reply, opened.done, next));
  },
});

const passwordVisit = visit({
  ...passwordForm,
  summary: { zh: '用密码登录', en: 'Sign in by password' },
  may: 'anyone',
  words,
  page: backTo(signInPage),
  act: async (context, { userName, password, next }, reply) => {
    const opened = await signInByPassword(context, { userName, password }, visitorOf(context));
    return isRefused(opened) ? opened : done(enter(reply, opened.done, next));
  },
});

const demoVisit = visit({
  ...demoForm,
  summary: { zh: '演示环境一键登录', en: 'Sign in to the demo with one tap' },
  may: 'anyone',
  words,
  page: backTo(signInPage),
  act: async (context, { person, next }, reply) => {
    const chosen = readRef(person);
    const offered = context.demo ? await demoSignIns(context.db) : [];
    if (!chosen || !offered.some((one) => one.district === chosen.district && one.personId === chosen.id)) {
      return refused('not_found');
    }
    const { district, id: personId } = chosen;
    const opened = await openForPerson(context, { district, personId }, visitorOf(context), 'demo');
    return isRefused(opened) ? opened : done(enter(reply, opened.done, next));
  },
});

const factorPage = page({
  name: 'accounts.second_factor_asked',
  path: '/sign-in/factor',
  summary: { zh: '输入第二步验证码', en: 'Give the second factor' },
  may: 'signed_in',
  input: signInInput,
  words,
  shows: codeShows,
  load: async (_, { next }) => done({ next }),
  view: factorView,
});

const factorVisit = visit({
  ...factorForm,
  summary: { zh: '第二步验证', en: 'Give the second factor' },
  may: 'signed_in',
  words,
  page: (raw) => ({ route: factorPage, input: { next: nextOf(raw) } }),
  act: async (context, { code, next }, reply) => {
    if (!context.actor) return refused('sign_in_first');
    const given = await giveSecondFactor(context, context.actor, code);
    return isRefused(given) ? given : done(enter(reply, given.done, next));
  },
});

const signOutVisit = visit({
  ...signOutForm,
  summary: { zh: '退出', en: 'Sign out' },
  // Also for whom the session ended meanwhile: a button that says "sign out" never asks to sign in.
  may: 'anyone',
  words,
  page: () => ({ route: signInPage, input: {} }),
  act: async (context, _, reply) => {
    const { actor } = context;
    if (actor) {
      const by = { district: actor.district, actorId: actor.personId };
      await inTransaction(context, by, (write) => endSession(write, actor));
    }
    reply.cookie(cookies.session, null);
    return done({ href: '/' });
  },
});

const welcomePage = page({
  name: 'accounts.welcome',
  path: '/welcome/{token}',
  summary: { zh: '用一次性链接设置密码', en: 'Set a password through a one-time link' },
  may: 'anyone',
  input: welcomeInput,
  words,
  shows: welcomeShows,
  load: async (context, { token }) => {
    const link = await findLink(context.db, token, context.now);
    return done({ token, userName: link?.userName ?? '', isGood: link !== undefined });
  },
  view: welcomeView,
});

const welcomeVisit = visit({
  ...welcomeForm,
  summary: { zh: '设置第一个密码', en: 'Set the first password' },
  said: words.welcome_said,
  may: 'anyone',
  words,
  page: (raw) => ({ route: welcomePage, input: { token: raw.token } }),
  act: async (context, input) => {
    const set = await setFirstPassword(context, input);
    return isRefused(set) ? set : done({ href: '/sign-in' });
  },
});

const demoMessagesPage = page({
  name: 'accounts.demo_messages',
  path: '/demo/messages',
  summary: { zh: '演示短信', en: 'Messages of the demo' },
  may: 'anyone',
  input: z.object({}),
  words,
  shows: demoMessagesShows,
  load: async (context) => {
    if (!context.demo) return refused('not_found');
    const messages = await listDemoMessages(context.db);
    return done({
      messages: messages.map(({ phone, text, sentAt }) => ({ phone, text, at: timeText(context, sentAt) })),
    });
  },
  view: demoMessagesView,
});

/** The way in and the way out. */
export const signInRoutes: readonly Route[] = [
  signInPage,
  codePage,
  whoPage,
  sendCodeVisit,
  sessionVisit,
  whoVisit,
  passwordVisit,
  demoVisit,
  factorPage,
  factorVisit,
  signOutVisit,
  welcomePage,
  welcomeVisit,
  demoMessagesPage,
];
