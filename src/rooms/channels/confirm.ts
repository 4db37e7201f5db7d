import type { Reader } from '../../kit/database.ts';
import { readRef, refOf } from '../../kit/ids.ts';
import { type Keyring, sameSecret } from '../../kit/secrets.ts';
import { findWay } from './store.ts';
import type { Way } from './way.ts';

const purpose = 'confirm address';

/** What the link in the first e-mail carries: which way, and a proof that only the house can make. Nothing is stored. */
export function confirmToken(keyring: Keyring, way: Pick<Way, 'district' | 'id' | 'confirmUntil'>): string {
  return `${refOf(way.district, way.id)}-${proofs(keyring, way)[0] ?? ''}`;
}

function proofs(
  keyring: Keyring,
  { district, id, confirmUntil }: Pick<Way, 'district' | 'id' | 'confirmUntil'>,
): string[] {
  const what = `${district} ${id} ${confirmUntil?.toISOString() ?? ''}`;
  return keyring.blindIndexes(what, purpose).map((proof) => proof.toString('base64url'));
}

/** The way that a link confirms; undefined when it was followed before, is too old, or was made up. */
export async function wayToConfirm(db: Reader, keyring: Keyring, now: Date, token: string): Promise<Way | undefined> {
  const read = readRef(token.slice(0, 39));
  const way = read && (await findWay(db, read.district, read.id));
  if (!way || way.confirmedAt !== null || !way.confirmUntil || way.confirmUntil < now) return undefined;
  const given = token.slice(40);
  return proofs(keyring, way).some((proof) => sameSecret(proof, given)) ? way : undefined;
}
