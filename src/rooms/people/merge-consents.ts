import { sql } from 'kysely';
import type { Write } from '../../kit/write.ts';
import { consentsOf } from './consent-store.ts';
import { pointRows } from './point.ts';

/** Moves what one record consented to to the other, and whom others let act. */
export async function mergeConsents(write: Write, keptId: string, goneId: string) {
  const held = await consentsOf(write.tx, write.district, [keptId, goneId]);
  const keyOf = (purpose: string, toId: string | null): string => `${purpose} ${toId ?? ''}`;
  const mine = new Set(
    held.flatMap((one) => (one.personId === keptId && one.withdrawnAt === null ? [keyOf(one.purpose, one.toId)] : [])),
  );
  const moving = held.filter(
    (one) =>
      one.personId === goneId &&
      one.toId !== keptId &&
      (one.withdrawnAt !== null || !mine.has(keyOf(one.purpose, one.toId))),
  );
  await pointRows(
    write,
    'consents',
    'person_id',
    moving.map((one) => one.id),
    keptId,
  );
  // Whoever let the one act lets the other act, unless they let that one act already or it is the person.
  const { rows } = await sql<{ id: string }>`
    update consents set to_id = ${keptId} where district = ${write.district} and to_id = ${goneId} and person_id <> ${keptId}
      and not (withdrawn_at is null and exists (select 1 from consents other where other.district = ${write.district}
        and other.person_id = consents.person_id and other.purpose = consents.purpose and other.to_id = ${keptId} and other.withdrawn_at is null))
    returning id`.execute(write.tx);
  return { consents: moving.map((one) => one.id), consentsTo: rows.map((row) => row.id) };
}
