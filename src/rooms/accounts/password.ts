import { done, isRefused, type Outcome, refused } from '../../kit/outcome.ts';
import { hashPassword, passwordProblems } from '../../kit/passwords.ts';
import { hashToken, token } from '../../kit/secrets.ts';
import { inTransaction, type Workshop, type Write } from '../../kit/write.ts';
import type { Own } from './account.ts';
import { provePassword } from './by-password.ts';
import { linkHours } from './rules.ts';
import { endSessions } from './sessions.ts';
import { findLink } from './store.ts';
import { forgetTries, passwordTries } from './tries.ts';

type NewPassword = { readonly password: string; readonly again: string };
type NewPasswordRefusal = 'passwords_differ' | 'password_weak';

/** Why a new password cannot be taken, as a refusal; undefined when it can. */
function newPasswordProblem(input: NewPassword, personal: readonly string[]) {
  if (input.password !== input.again) return refused('passwords_differ', { fields: { again: 'passwords_differ' } });
  const [problem] = passwordProblems(input.password, personal);
  return problem && refused('password_weak', { fields: { password: `password_${problem.replaceAll('-', '_')}` } });
}

/**
 * Changes one's password; every other session of the account ends, and links not used yet are void. Refused where the
 * account has a second factor and this session has not given it.
 */
export async function changePassword(
  workshop: Workshop,
  own: Own,
  input: NewPassword & { readonly current?: string | undefined },
): Promise<
  Outcome<
    { accountId: string },
    NewPasswordRefusal | 'password_wrong' | 'account_locked' | 'factor_first' | 'not_found'
  >
> {
  const account = await workshop.database.kysely
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .select(['accounts.user_name', 'accounts.totp_last_step', 'sessions.second_factor'])
    .where('sessions.id', '=', own.sessionId)
    .where('accounts.id', '=', own.accountId)
    .executeTakeFirst();
  if (!account?.user_name) return refused('not_found');
  if (account.totp_last_step !== null && !account.second_factor) return refused('factor_first');
  const problem = newPasswordProblem(input, [account.user_name]);
  if (problem) return problem;
  const proved = await provePassword(workshop, own.accountId, input.current);
  if (isRefused(proved)) return proved;
  const hash = await hashPassword(input.password);
  return inTransaction(workshop, { district: own.district, actorId: own.personId }, async (write) => {
    await write.tx.updateTable('accounts').set({ password_hash: hash }).where('id', '=', own.accountId).execute();
    await endSessions(write, own.accountId, own.sessionId);
    await voidLinks(write, own.accountId);
    await write.record({ verb: 'accounts.change_password', thing: { kind: 'account', id: own.accountId } });
    return done({ accountId: own.accountId });
  });
}

/** Sets a password through a one-time link; the link is spent, and every session of the account ends. */
export async function setFirstPassword(
  workshop: Workshop,
  input: NewPassword & { readonly token: string },
): Promise<Outcome<{ accountId: string }, NewPasswordRefusal | 'link_used'>> {
  const link = await findLink(workshop.database.kysely, input.token, workshop.clock.now());
  if (!link) return refused('link_used');
  const problem = newPasswordProblem(input, link.userName === null ? [] : [link.userName]);
  if (problem) return problem;
  const hash = await hashPassword(input.password);
  const { accountId } = link;
  return inTransaction(workshop, { district: link.district, actorId: link.personId }, async (write) => {
    const spent = await write.tx
      .updateTable('one_time_links')
      .set({ used_at: write.now })
      .where('token_hash', '=', hashToken(input.token))
      .where('used_at', 'is', null)
      .where('expires_at', '>', write.now)
      .executeTakeFirst();
    if (spent.numUpdatedRows === 0n) return refused('link_used');
    await write.tx.updateTable('accounts').set({ password_hash: hash }).where('id', '=', accountId).execute();
    if (link.userName !== null) await forgetTries(write.tx, [passwordTries(write.keyring, link.userName)]);
    await endSessions(write, accountId);
    await write.record({ verb: 'accounts.set_first_password', thing: { kind: 'account', id: accountId } });
    return done({ accountId });
  });
}

/** Makes a one-time link to set a password with; earlier ones are void. The caller records the verb. @returns its token. */
export async function makeLink(write: Write, accountId: string): Promise<string> {
  await voidLinks(write, accountId);
  const secret = token();
  const expires = new Date(write.now.getTime() + linkHours * 3_600_000);
  await write.tx
    .insertInto('one_time_links')
    .values({ token_hash: hashToken(secret), account_id: accountId, expires_at: expires })
    .execute();
  return secret;
}

/** Makes the links of an account that nobody used yet useless. */
export async function voidLinks(write: Write, accountId: string): Promise<void> {
  await write.tx
    .updateTable('one_time_links')
    .set({ used_at: write.now })
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute();
}
