import { sql } from 'kysely';
import type { Reader } from '../../kit/database.ts';
import type { Keyring } from '../../kit/secrets.ts';
import { plainUserName } from './account.ts';
import { lockRules } from './rules.ts';

/** Where tries at the password of a user name are counted, whether or not anybody has that name. */
export function passwordTries(keyring: Keyring, userName: string): Buffer {
  return keyring.blindIndex(`password ${plainUserName(userName)}`, 'sign-in-tries');
}

/** Where tries at an account's second factor are counted: apart from the password, whose success forgets its own only. */
export function factorTries(keyring: Keyring, accountId: string): Buffer {
  return keyring.blindIndex(`factor ${accountId}`, 'sign-in-tries');
}

/**
 * Counts one try before it is checked, so that any number of tries at once count: the one that reaches the limit is
 * still checked and locks, until somebody forgets the tries because it was right.
 * @returns false while it is locked; then nothing may be checked.
 */
export async function countTry(db: Reader, key: Buffer, now: Date): Promise<boolean> {
  const until = new Date(now.getTime() + lockRules.minutes * 60_000);
  const { rows } = await sql`
    insert into sign_in_tries as tries (key, failures, locked_until, tried_at) values (${key}, 1, null, ${now})
    on conflict (key) do update set
      failures = case when tries.locked_until is null then tries.failures + 1 else 1 end,
      locked_until = case when tries.locked_until is null and tries.failures + 1 >= ${lockRules.failures}
        then ${until}::timestamptz end,
      tried_at = ${now}
    where tries.locked_until is null or tries.locked_until <= ${now}
    returning failures`.execute(db);
  return rows.length > 0;
}

/** Forgets tries: it was right, or somebody in charge says so. */
export async function forgetTries(db: Reader, keys: readonly Buffer[]): Promise<void> {
  if (keys.length > 0) await db.deleteFrom('sign_in_tries').where('key', 'in', keys).execute();
}

/** Which of the keys are locked now, as hex. */
export async function lockedKeys(db: Reader, keys: readonly Buffer[], now: Date): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db
    .selectFrom('sign_in_tries')
    .select('key')
    .where('key', 'in', keys)
    .where('locked_until', '>', now)
    .execute();
  return new Set(rows.map((row) => Buffer.from(row.key).toString('hex')));
}
