import { sql } from 'kysely';
import { newId } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { insertMany } from '../../kit/rows.ts';
import { hashToken, token } from '../../kit/secrets.ts';
import type { Write } from '../../kit/write.ts';
import type { Place } from '../places/index.ts';

/** Keys of programs are accounts of programs: whoever manages the one manages the other. */
export const manageClients = 'accounts.manage';

/** Issues a key with which a program may report at the place and below it. @returns the key, which is kept nowhere. */
export async function issueKey(
  write: Write,
  { name, place }: { readonly name: string; readonly place: Place },
): Promise<Outcome<{ readonly id: string; readonly key: string }, 'place_too_small'>> {
  if (!['district', 'township', 'community', 'compound'].includes(place.kind))
    return refused('place_too_small', { fields: { place: 'place_too_small' } });
  const id = newId();
  const key = `${write.district}-${token(24)}`;
  await insertMany(write.tx, 'open311_clients', [
    {
      district: write.district,
      id,
      name,
      place_id: place.id,
      key_hash: hashToken(key),
      key_start: key.slice(0, 11),
      issued_at: write.now,
      issued_by: write.actorId ?? null,
      revoked_at: null,
    },
  ]);
  await write.record({ verb: 'open311.issue_key', thing: { kind: 'open311_client', id }, placeId: place.id });
  return done({ id, key });
}

/** Makes a key worthless from now on; what was sent with it stays. */
export async function revokeKey(
  write: Write,
  id: string,
): Promise<Outcome<{ readonly id: string }, 'not_found' | 'revoked_already'>> {
  const { rows } = await sql<{ placeId: string; revoked: boolean }>`
    select place_id as "placeId", revoked_at is not null as revoked from open311_clients
    where district = ${write.district} and id = ${id} for update`.execute(write.tx);
  const [client] = rows;
  if (!client) return refused('not_found');
  if (client.revoked) return refused('revoked_already');
  await sql`update open311_clients set revoked_at = ${write.now}
    where district = ${write.district} and id = ${id}`.execute(write.tx);
  await write.record({ verb: 'open311.revoke_key', thing: { kind: 'open311_client', id }, placeId: client.placeId });
  return done({ id });
}
