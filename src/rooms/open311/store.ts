import { sql } from 'kysely';
import type { Reader } from '../../kit/database.ts';
import type { Slice } from '../../kit/paging.ts';
import { hashToken } from '../../kit/secrets.ts';

export type Client = {
  readonly district: string;
  readonly id: string;
  readonly name: string;
  readonly placeId: string;
  readonly keyStart: string;
  readonly issuedAt: Date;
  readonly revokedAt: Date | null;
};

const columns = sql`c.district, c.id, c.name, c.place_id as "placeId", c.key_start as "keyStart",
  c.issued_at as "issuedAt", c.revoked_at as "revokedAt"`;

/** The program that holds this key; undefined where nobody does or it was revoked. A key begins with its district. */
export async function clientByKey(db: Reader, key: string): Promise<Client | undefined> {
  if (!/^\d{6}-[\w-]{32}$/.test(key)) return undefined;
  const { rows } = await sql<Client>`select ${columns} from open311_clients c
    where c.district = ${key.slice(0, 6)} and c.key_hash = ${hashToken(key)} and c.revoked_at is null`.execute(db);
  return rows[0];
}

/** A slice of the programs of a district and one more, those in use first. */
export async function listClients(db: Reader, district: string, slice: Slice): Promise<Client[]> {
  const { rows } = await sql<Client>`select ${columns} from open311_clients c where c.district = ${district}
    order by (c.revoked_at is null) desc, c.issued_at desc, c.id desc
    limit ${slice.limit + 1} offset ${slice.offset}`.execute(db);
  return rows;
}

/**
 * The issue that a token stands for: the one that was sent, and the one it was merged into if it was.
 * @returns ids, the own one first; none for a token nobody was given.
 */
export async function idsOfToken(db: Reader, district: string, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string; merged: string | null }>`
    select i.id, i.merged_into as merged from open311_requests r
    join issues i on i.district = ${district} and i.id = r.issue_id
    where r.district = ${district} and r.issue_id = ${id}`.execute(db);
  return rows.flatMap((row) => [row.id, ...(row.merged === null ? [] : [row.merged])]);
}
