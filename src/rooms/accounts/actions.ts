import { newId } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import { sendMessage } from '../people/index.ts';
import { type Account, plainUserName } from './account.ts';
import { makeLink, voidLinks } from './password.ts';
import { endSessions } from './sessions.ts';
import { findAccount } from './store.ts';
import { factorTries, forgetTries, passwordTries } from './tries.ts';

/** Keeps language and elder version with the account. */
export async function keepSettings(
  write: Write,
  input: { readonly accountId: string; readonly lang: 'zh' | 'en'; readonly elder: boolean },
): Promise<Outcome<{ lang: string }, never>> {
  const { accountId, lang, elder } = input;
  await write.tx.updateTable('accounts').set({ lang, elder }).where('id', '=', accountId).execute();
  await write.record({
    verb: 'accounts.keep_settings',
    thing: { kind: 'account', id: accountId },
    change: { lang, elder },
  });
  return done({ lang });
}

/**
 * Gives a person a user name, and an account if there was none.
 * Refused: a name that somebody has anywhere in the installation, a person who has another one.
 * @returns the token of the one-time link.
 */
export async function addAccount(
  write: Write,
  input: { readonly personId: string; readonly userName: string },
): Promise<Outcome<{ id: string; token: string }, 'user_name_taken' | 'has_user_name'>> {
  const userName = plainUserName(input.userName);
  const taken = () => refused('user_name_taken', { fields: { userName: 'user_name_taken' } });
  try {
    const account = await write.tx
      .insertInto('accounts')
      .values({
        id: newId(),
        district: write.district,
        person_id: input.personId,
        user_name: userName,
        created_at: write.now,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['district', 'person_id'])
          .doUpdateSet({ user_name: userName })
          .where((eb) => eb.or([eb('accounts.user_name', 'is', null), eb('accounts.user_name', '=', userName)])),
      )
      .returning('id')
      .executeTakeFirst();
    if (!account) return refused('has_user_name', { fields: { person: 'has_user_name' } });
    const secret = await makeLink(write, account.id);
    await write.record({ verb: 'accounts.add', thing: { kind: 'account', id: account.id }, forId: input.personId });
    return done({ id: account.id, token: secret });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '23505') return taken();
    throw error;
  }
}

/** The tries that stand in an account's way. */
function triesOf(write: Write, account: Account): Buffer[] {
  const name = account.userName ?? account.id;
  return [passwordTries(write.keyring, name), factorTries(write.keyring, account.id)];
}

/** Lets an account in again, or no longer; disabling ends its sessions and links at once. Nobody does it to themselves. */
export async function setAccountState(
  write: Write,
  input: { readonly id: string; readonly isDisabled: boolean },
): Promise<Outcome<{ id: string }, 'not_found' | 'same_state' | 'own_account'>> {
  const account = await findAccount(write.tx, write.district, input.id);
  if (!account) return refused('not_found');
  if (account.personId === write.actorId) return refused('own_account');
  if ((account.disabledAt !== null) === input.isDisabled) return refused('same_state');
  await write.tx
    .updateTable('accounts')
    .set({ disabled_at: input.isDisabled ? write.now : null })
    .where('id', '=', account.id)
    .execute();
  await forgetTries(write.tx, triesOf(write, account));
  if (input.isDisabled) {
    await endSessions(write, account.id);
    await voidLinks(write, account.id);
  }
  await write.record({
    verb: input.isDisabled ? 'accounts.disable' : 'accounts.enable',
    thing: { kind: 'account', id: account.id },
    forId: account.personId,
  });
  return done({ id: account.id });
}

/**
 * Makes a new one-time link and takes password and second factor off, for somebody who lost them. The person is told,
 * since whoever holds the link signs in as them. Nobody does it to themselves: there is a form for one's own password.
 */
export async function resetAccount(
  write: Write,
  input: { readonly id: string },
): Promise<Outcome<{ id: string; token: string }, 'not_found' | 'own_account' | 'no_user_name'>> {
  const account = await findAccount(write.tx, write.district, input.id);
  if (!account) return refused('not_found');
  if (account.personId === write.actorId) return refused('own_account');
  if (account.userName === null) return refused('no_user_name');
  await write.tx
    .updateTable('accounts')
    .set({ password_hash: null, totp_secret: null, totp_last_step: null, recovery_hashes: [] })
    .where('id', '=', account.id)
    .execute();
  await forgetTries(write.tx, triesOf(write, account));
  await endSessions(write, account.id);
  const secret = await makeLink(write, account.id);
  await sendMessage(write, { personId: account.personId, kind: 'accounts.told_reset', href: '/me/sessions' });
  await write.record({ verb: 'accounts.reset', thing: { kind: 'account', id: account.id }, forId: account.personId });
  return done({ id: account.id, token: secret });
}
