import { done, isRefused, type Outcome, refused } from '../../kit/outcome.ts';
import { fieldOf } from '../../kit/secrets.ts';
import { findRecoveryCode, newRecoveryCodes, newTotpSecret, verifyTotp } from '../../kit/totp.ts';
import { inTransaction, type Workshop, type Write } from '../../kit/write.ts';
import type { Opened, Own } from './account.ts';
import { noteFailure, provePassword } from './by-password.ts';
import { raiseSession } from './sessions.ts';
import { countTry, factorTries, forgetTries } from './tries.ts';

const by = (own: Own) => ({ district: own.district, actorId: own.personId });

const factorColumns = ['totp_secret', 'totp_last_step', 'recovery_hashes', 'password_hash'] as const;

function lockFactor(write: Write, accountId: string) {
  return write.tx
    .selectFrom('accounts')
    .select(factorColumns)
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
}

/**
 * The secret to put into the app: a new one, or the one whose enrolment was begun.
 * @returns undefined when the account has its second factor already.
 */
export async function startSecondFactor(workshop: Workshop, own: Own): Promise<string | undefined> {
  let secret: string | undefined;
  await inTransaction(workshop, by(own), async (write) => {
    const account = await lockFactor(write, own.accountId);
    if (!account || account.totp_last_step !== null) return refused('factor_there');
    if (account.totp_secret) {
      secret = openTotp(write, own.accountId, account.totp_secret);
      return refused('begun_already');
    }
    const fresh = newTotpSecret();
    const sealed = sealTotp(write, own.accountId, fresh);
    await write.tx.updateTable('accounts').set({ totp_secret: sealed }).where('id', '=', own.accountId).execute();
    await write.record({ verb: 'accounts.start_second_factor', thing: { kind: 'account', id: own.accountId } });
    secret = fresh;
    return done(undefined);
  });
  return secret;
}

/**
 * Ends the enrolment with a first code; who has a password gives it once more, so that a browser left open does not do.
 * @returns the recovery codes, to be shown this once, and the session's new token.
 */
export async function enrolSecondFactor(
  workshop: Workshop,
  own: Own,
  input: { readonly code: string; readonly current?: string | undefined },
): Promise<
  Outcome<
    { readonly recoveryCodes: readonly string[]; readonly opened: Opened },
    'code_wrong' | 'factor_there' | 'password_wrong' | 'account_locked' | 'sign_in_first'
  >
> {
  const proved = await provePassword(workshop, own.accountId, input.current);
  if (isRefused(proved)) return proved;
  return inTransaction(workshop, by(own), async (write) => {
    const account = await lockFactor(write, own.accountId);
    if (!account?.totp_secret || account.totp_last_step !== null) return refused('factor_there');
    const step = verifyTotp(openTotp(write, own.accountId, account.totp_secret), input.code, write.now);
    if (step === undefined) return refused('code_wrong', { fields: { code: 'code_wrong' } });
    const { codes, hashes } = newRecoveryCodes();
    await write.tx
      .updateTable('accounts')
      .set({ totp_last_step: step, recovery_hashes: hashes })
      .where('id', '=', own.accountId)
      .execute();
    const opened = await raiseSession(write, own);
    if (!opened) return refused('sign_in_first');
    await write.record({ verb: 'accounts.enrol_second_factor', thing: { kind: 'account', id: own.accountId } });
    return done({ recoveryCodes: codes, opened });
  });
}

/** Gives the second factor to a session: a code of the app, or one of the recovery codes, each good once. */
export async function giveSecondFactor(
  workshop: Workshop,
  own: Own,
  typed: string,
): Promise<Outcome<Opened, 'code_wrong' | 'account_locked' | 'no_second_factor' | 'sign_in_first'>> {
  const tries = factorTries(workshop.keyring, own.accountId);
  if (!(await countTry(workshop.database.kysely, tries, workshop.clock.now()))) return refused('account_locked');
  const outcome = await inTransaction(workshop, by(own), async (write) => {
    const account = await lockFactor(write, own.accountId);
    if (!account?.totp_secret || account.totp_last_step === null) return refused('no_second_factor');
    const secret = openTotp(write, own.accountId, account.totp_secret);
    const step = verifyTotp(secret, typed, write.now, account.totp_last_step);
    const used = step === undefined ? findRecoveryCode(typed, account.recovery_hashes) : -1;
    if (step === undefined && used < 0) return refused('code_wrong', { fields: { code: 'code_wrong' } });
    const left = account.recovery_hashes.filter((_, i) => i !== used);
    await write.tx
      .updateTable('accounts')
      .set(step === undefined ? { recovery_hashes: left } : { totp_last_step: step })
      .where('id', '=', own.accountId)
      .execute();
    await forgetTries(write.tx, [tries]);
    const opened = await raiseSession(write, own);
    if (!opened) return refused('sign_in_first');
    await write.record({
      verb: 'accounts.give_second_factor',
      thing: { kind: 'account', id: own.accountId },
      change: { recovery: step === undefined, recoveryLeft: left.length },
    });
    return done(opened);
  });
  if (isRefused(outcome) && outcome.refused === 'code_wrong') {
    await noteFailure(workshop, { id: own.accountId, district: own.district }, 'second_factor');
  }
  return outcome;
}

/** The shared secret of an account's second factor; sealed as a whole under a key that travels with it. */
function sealTotp(write: Pick<Write, 'keyring'>, accountId: string, secret: string): Buffer {
  const { wrapped, key } = write.keyring.newSubjectKey();
  const sealed = write.keyring.seal(key, secret, fieldOf('accounts.totp_secret', accountId));
  return Buffer.concat([Buffer.from([wrapped.length]), wrapped, sealed]);
}

/** Opens what `sealTotp` sealed. */
function openTotp(write: Pick<Write, 'keyring'>, accountId: string, bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes);
  const length = buffer[0] ?? 0;
  const key = write.keyring.unwrap(buffer.subarray(1, 1 + length));
  return write.keyring.open(key, buffer.subarray(1 + length), fieldOf('accounts.totp_secret', accountId));
}
