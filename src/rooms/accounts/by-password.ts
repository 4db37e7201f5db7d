import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { hashPassword, verifyPassword } from '../../kit/passwords.ts';
import { inTransaction, type Workshop } from '../../kit/write.ts';
import { type Opened, plainUserName, type Visitor } from './account.ts';
import { openSession } from './sessions.ts';
import { countTry, forgetTries, passwordTries } from './tries.ts';

/**
 * Signs in by user name and password. A name that nobody has is counted, locked and refused like any other, and takes
 * as long. Where the account has a second factor, the session has no power until that is given.
 */
export async function signInByPassword(
  workshop: Workshop,
  input: { readonly userName: string; readonly password: string },
  visitor: Visitor,
): Promise<Outcome<Opened, 'password_wrong' | 'account_locked' | 'account_disabled'>> {
  const { kysely: db } = workshop.database;
  const account = await db
    .selectFrom('accounts')
    .select(['id', 'district', 'person_id', 'password_hash', 'totp_last_step', 'disabled_at'])
    .where('user_name', '=', plainUserName(input.userName))
    .executeTakeFirst();
  const tries = passwordTries(workshop.keyring, input.userName);
  const isOpen = await countTry(db, tries, workshop.clock.now());
  const stored = isOpen ? (account?.password_hash ?? undefined) : undefined;
  const { ok, stale } = await verifyPassword(stored, input.password);
  if (!isOpen) return refused('account_locked');
  if (!account || !ok) {
    await noteFailure(workshop, account, 'password');
    return refused('password_wrong');
  }
  if (account.disabled_at) return refused('account_disabled');
  const newHash = stale ? await hashPassword(input.password) : undefined;
  return inTransaction(workshop, { district: account.district, actorId: account.person_id }, async (write) => {
    if (newHash !== undefined) {
      await write.tx.updateTable('accounts').set({ password_hash: newHash }).where('id', '=', account.id).execute();
    }
    await forgetTries(write.tx, [tries]);
    const needsFactor = account.totp_last_step !== null;
    const session = { accountId: account.id, how: 'password', secondFactor: false, needsFactor } as const;
    return done(await openSession(write, session, visitor));
  });
}

/** No account has this id, and no district this code. */
const nobody = { id: '00000000-0000-7000-8000-000000000000', district: '000000' };

/** Journals a failure; for a name that nobody has the same is done and undone, so that it takes as long. */
export async function noteFailure(
  workshop: Workshop,
  account: { readonly id: string; readonly district: string } | undefined,
  how: 'password' | 'second_factor',
): Promise<void> {
  const { id, district } = account ?? nobody;
  await inTransaction(workshop, { district }, async (write) => {
    await write.record({ verb: 'accounts.fail_sign_in', thing: { kind: 'account', id }, change: { how } });
    return account ? done(undefined) : refused('nobody');
  });
}

/** Asks for the present password before something grave; an account that has none is not asked. Counted like a sign-in. */
export async function provePassword(
  workshop: Workshop,
  accountId: string,
  typed: string | undefined,
): Promise<Outcome<undefined, 'password_wrong' | 'account_locked'>> {
  const { kysely: db } = workshop.database;
  const account = await db
    .selectFrom('accounts')
    .select(['id', 'district', 'user_name', 'password_hash'])
    .where('id', '=', accountId)
    .executeTakeFirst();
  if (!account?.password_hash) return done(undefined);
  const tries = passwordTries(workshop.keyring, account.user_name ?? account.id);
  if (!(await countTry(db, tries, workshop.clock.now()))) return refused('account_locked');
  if (!(await verifyPassword(account.password_hash, typed ?? '')).ok) {
    await noteFailure(workshop, account, 'password');
    return refused('password_wrong', { fields: { current: 'present_password_wrong' } });
  }
  await forgetTries(db, [tries]);
  return done(undefined);
}
