import { z } from 'zod';
import { reach } from '../../kit/access.ts';
import { addDays, startOfDay } from '../../kit/clock.ts';
import { readRef } from '../../kit/ids.ts';
import { done, isRefused, refused } from '../../kit/outcome.ts';
import { type Context, page, type Route, verb, visit } from '../../kit/route.ts';
import { inTransaction } from '../../kit/write.ts';
import { findPerson } from '../people/index.ts';
import { addAccount, resetAccount, setAccountState } from './actions.ts';
import { accountsView, auditView } from './desk-views.tsx';
import { accountsInput, auditInput, newAccountForm, resetForm, stateForm } from './input.ts';
import { type AccountsModel, accountsShows, auditShows } from './models.ts';
import { manageAccounts, readAudit } from './rules.ts';
import { type AccountLine, listAccounts, listAudit } from './store.ts';
import { timeText } from './times.ts';
import { factorTries, lockedKeys, passwordTries } from './tries.ts';
import { words } from './words.ts';

/** Accounts of the actor's district, and a one-time link that was just made. */
async function accountsModel(
  context: Context,
  { q, page: number }: { readonly q?: string | undefined; readonly page: number },
  link: string | null = null,
): Promise<AccountsModel> {
  const rows = await listAccounts(context.db, context.actor?.district ?? '', q, number);
  const shown = rows.slice(0, 50);
  const locks = new Map(
    shown.map((row) => [
      row.id,
      [passwordTries(context.keyring, row.userName ?? row.id), factorTries(context.keyring, row.id)],
    ]),
  );
  const locked = await lockedKeys(context.db, [...locks.values()].flat(), context.now);
  const stateOf = (row: AccountLine) => {
    if (row.isDisabled) return 'disabled';
    return locks.get(row.id)?.some((key) => locked.has(key.toString('hex'))) ? 'locked' : 'enabled';
  };
  return {
    q: q ?? '',
    page: number,
    hasMore: rows.length > shown.length,
    link: link === null ? null : `${context.baseUrl}/welcome/${link}`,
    accounts: shown.map((row) => ({
      id: row.id,
      userName: row.userName ?? '',
      name: row.name,
      lastSeen: row.lastSeen ? timeText(context, row.lastSeen) : '',
      hasSecondFactor: row.hasSecondFactor,
      state: stateOf(row),
    })),
  };
}

const accountsPage = page({
  name: 'accounts.list',
  path: '/accounts',
  summary: { zh: '账号', en: 'Accounts of the district' },
  may: manageAccounts,
  input: accountsInput,
  words,
  shows: accountsShows,
  load: async (context, input) => done(await accountsModel(context, input)),
  view: accountsView,
  sheets: (model, { lang }) => [
    {
      name: words.accounts[lang],
      columns: [words.user_name, words.name, words.last_seen, words.second_step, words.state].map((head) => ({
        heading: head[lang],
        kind: 'text' as const,
      })),
      rows: model.accounts.map((row) => [
        row.userName,
        row.name,
        row.lastSeen,
        words[row.hasSecondFactor ? 'on' : 'off'][lang],
        words[row.state][lang],
      ]),
    },
  ],
});

const onAccountsPage = { may: manageAccounts, words, page: () => ({ route: accountsPage, input: {} }) } as const;

const addAccountVisit = visit({
  ...onAccountsPage,
  ...newAccountForm,
  summary: { zh: '开账号', en: 'Add an account' },
  said: words.add_said,
  answers: accountsShows,
  act: async (context, { person, userName }) => {
    const { actor } = context;
    const of = readRef(person);
    if (!actor) return refused('sign_in_first');
    if (!of || of.district !== actor.district || !(await findPerson(context.db, of.district, of.id))) {
      return refused('person_unknown', { fields: { person: 'person_unknown' } });
    }
    const by = { district: actor.district, actorId: actor.personId };
    const added = await inTransaction(context, by, (write) => addAccount(write, { personId: of.id, userName }));
    return isRefused(added) ? added : done({ model: await accountsModel(context, { page: 1 }, added.done.token) });
  },
});

const stateVerb = verb({
  ...onAccountsPage,
  ...stateForm,
  summary: { zh: '停用或启用账号', en: 'Disable or enable an account' },
  said: words.state_said,
  answers: z.object({ id: z.string() }),
  act: (write, { id, state }) => setAccountState(write, { id, isDisabled: state === 'disabled' }),
  next: () => '/accounts',
});

const resetVisit = visit({
  ...onAccountsPage,
  ...resetForm,
  summary: { zh: '重设账号', en: 'Reset an account and make a one-time link' },
  said: words.reset_said,
  answers: accountsShows,
  act: async (context, { id }) => {
    const { actor } = context;
    if (!actor) return refused('sign_in_first');
    const by = { district: actor.district, actorId: actor.personId };
    const reset = await inTransaction(context, by, (write) => resetAccount(write, { id }));
    return isRefused(reset) ? reset : done({ model: await accountsModel(context, { page: 1 }, reset.done.token) });
  },
});

const auditPage = page({
  name: 'accounts.audit',
  path: '/audit',
  summary: { zh: '审计记录', en: 'The audit: the journal, newest first' },
  may: readAudit,
  input: auditInput,
  words,
  shows: auditShows,
  load: async (context, { verb: act, day, page: number }) => {
    const { actor, zone } = context;
    if (!actor) return refused('forbidden');
    const rows = await listAudit(context.db, actor.district, {
      verb: act,
      page: number,
      paths: reach(actor, readAudit),
      ...(day ? { from: startOfDay(zone, day), to: startOfDay(zone, addDays(day, 1)) } : {}),
    });
    return done({
      verb: act ?? '',
      day: day ?? '',
      page: number,
      hasMore: rows.length > 50,
      entries: rows.slice(0, 50).map(({ at, actor: by, verb: what, thing, channel }) => ({
        at: timeText(context, at),
        actor: by ?? '',
        verb: what,
        thing,
        channel,
      })),
    });
  },
  view: auditView,
  sheets: (model, { lang }) => [
    {
      name: words.audit[lang],
      columns: [words.when, words.who, words.what, words.on_what, words.channel].map((head) => ({
        heading: head[lang],
        kind: 'text' as const,
      })),
      rows: model.entries.map((entry) => [entry.at, entry.actor, entry.verb, entry.thing, entry.channel]),
    },
  ],
});

/** What the administrator and the auditor do; never the same person. */
export const deskRoutes: readonly Route[] = [accountsPage, addAccountVisit, stateVerb, resetVisit, auditPage];
