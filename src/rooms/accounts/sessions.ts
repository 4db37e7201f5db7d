import { newId } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { hashToken, token } from '../../kit/secrets.ts';
import type { Write } from '../../kit/write.ts';
import type { Opened, Own, Visitor } from './account.ts';
import { sessionHours } from './rules.ts';

export type NewSession = {
  readonly accountId: string;
  readonly how: 'code' | 'password' | 'demo';
  readonly secondFactor: boolean;
  readonly needsFactor: boolean;
};

/** Opens a session under a token of its own and ends the one the browser had. Records the sign-in. */
export async function openSession(write: Write, session: NewSession, visitor: Visitor): Promise<Opened> {
  const secret = token();
  const hours = sessionHours[session.how === 'password' ? 'password' : 'code'];
  if (visitor.replaces) {
    await write.tx
      .updateTable('sessions')
      .set({ revoked_at: write.now })
      .where('id', '=', visitor.replaces.sessionId)
      .where('revoked_at', 'is', null)
      .execute();
  }
  await write.tx
    .insertInto('sessions')
    .values({
      token_hash: hashToken(secret),
      id: newId(),
      account_id: session.accountId,
      created_at: write.now,
      seen_at: write.now,
      expires_at: new Date(write.now.getTime() + hours * 3_600_000),
      second_factor: session.secondFactor,
      agent: visitor.agent.slice(0, 300),
      address: visitor.address.slice(0, 60),
    })
    .execute();
  await write.record({
    verb: 'accounts.sign_in',
    thing: { kind: 'account', id: session.accountId },
    change: { how: session.how },
  });
  return { token: secret, maxAge: hours * 3600, needsFactor: session.needsFactor };
}

/**
 * Gives a session a new token now that its second factor was given: what was overheard before opens nothing more.
 * @returns undefined when the session ended meanwhile.
 */
export async function raiseSession(write: Write, own: Own): Promise<Opened | undefined> {
  const secret = token();
  const row = await write.tx
    .updateTable('sessions')
    .set({ token_hash: hashToken(secret), second_factor: true, seen_at: write.now })
    .where('id', '=', own.sessionId)
    .where('account_id', '=', own.accountId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', write.now)
    .returning('expires_at')
    .executeTakeFirst();
  if (!row) return undefined;
  const maxAge = Math.floor((row.expires_at.getTime() - write.now.getTime()) / 1000);
  return { token: secret, maxAge, needsFactor: false };
}

/** Ends the sessions of an account, all or all but one. @returns how many. */
export async function endSessions(write: Write, accountId: string, except?: string): Promise<number> {
  let query = write.tx
    .updateTable('sessions')
    .set({ revoked_at: write.now })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', write.now);
  if (except !== undefined) query = query.where('id', '<>', except);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

/** Ends one of one's own sessions. */
export async function endSession(
  write: Write,
  input: { readonly accountId: string; readonly sessionId: string },
): Promise<Outcome<{ ended: number }, 'not_found'>> {
  const { numUpdatedRows } = await write.tx
    .updateTable('sessions')
    .set({ revoked_at: write.now })
    .where('id', '=', input.sessionId)
    .where('account_id', '=', input.accountId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return refused('not_found');
  await write.record({ verb: 'accounts.end_session', thing: { kind: 'account', id: input.accountId } });
  return done({ ended: 1 });
}

/** Ends all of one's sessions but the present one. */
export async function endOtherSessions(
  write: Write,
  input: { readonly accountId: string; readonly sessionId: string },
): Promise<Outcome<{ ended: number }, never>> {
  const ended = await endSessions(write, input.accountId, input.sessionId);
  await write.record({
    verb: 'accounts.end_other_sessions',
    thing: { kind: 'account', id: input.accountId },
    change: { ended },
  });
  return done({ ended });
}
