import { sql } from 'kysely';
import type { Reader } from '../../kit/database.ts';
import type { Keyring } from '../../kit/secrets.ts';
import { openPersons } from '../people/index.ts';

/** The names of groups by their ids. */
export async function groupNames(
  db: Reader,
  district: string,
  ids: readonly (string | null)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from groups where district = ${district} and id = any(${wanted}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** The telephone of whoever raised an issue, for those who handle it: to call them is what it was given for. */
export async function phoneOf(
  db: Reader,
  keyring: Keyring,
  district: string,
  personId: string,
): Promise<string | null> {
  const [person] = await openPersons(db, keyring, district, [personId]);
  return person?.phone ?? null;
}
