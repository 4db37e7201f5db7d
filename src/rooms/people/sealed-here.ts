import type { Database } from '../../kit/database.ts';
import type { Keyring } from '../../kit/secrets.ts';

/**
 * Whether the master keys at hand open what is sealed in this database; true where nothing is sealed yet. Asked before
 * anything else is done: with another key new records would be found by none of the old hashes.
 */
export async function opensWhatIsSealed(db: Pick<Database, 'query'>, keyring: Keyring): Promise<boolean> {
  const [one] = await db.query(
    'select wrapped_key from persons where district is not null and wrapped_key is not null limit 1',
  );
  if (!(one?.wrapped_key instanceof Uint8Array)) return true;
  try {
    keyring.unwrap(one.wrapped_key);
    return true;
  } catch {
    return false;
  }
}
