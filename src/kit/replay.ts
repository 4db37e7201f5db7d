import { sql } from 'kysely';
import type { Tx } from './database.ts';

export type Claim =
  | { readonly fresh: true }
  | { readonly fresh: false; readonly answer: unknown; readonly verb: string; readonly actorKey: string };

/**
 * Claims a request id for this transaction. A second request with the same id waits for the first to end and then
 * finds its answer; one that was rolled back leaves the id free.
 */
export async function claimRequest(
  tx: Tx,
  request: { district: string; requestId: string; verb: string; actorKey: string; now: Date },
): Promise<Claim> {
  const { rows } = await sql`
    insert into requests (district, request_id, verb, actor_key, at)
    values (${request.district}, ${request.requestId}, ${request.verb}, ${request.actorKey}, ${request.now})
    on conflict (district, request_id) do nothing returning request_id`.execute(tx);
  if (rows.length > 0) return { fresh: true };
  const found = await sql<{ answer: unknown; verb: string; actor_key: string }>`
    select answer, verb, actor_key from requests
    where district = ${request.district} and request_id = ${request.requestId}`.execute(tx);
  const row = found.rows[0];
  return { fresh: false, answer: row?.answer ?? null, verb: row?.verb ?? '', actorKey: row?.actor_key ?? '' };
}

/** Keeps what the request was answered, for whoever sends it again. */
export async function keepAnswer(
  tx: Tx,
  request: { district: string; requestId: string },
  answer: unknown,
): Promise<void> {
  await sql`update requests set answer = ${JSON.stringify(answer)}::text::jsonb
    where district = ${request.district} and request_id = ${request.requestId}`.execute(tx);
}
