import { sql } from 'kysely';
import type { Reader } from '../../kit/database.ts';
import { newId } from '../../kit/ids.ts';
import { insertMany } from '../../kit/rows.ts';
import type { Write } from '../../kit/write.ts';
import type { Consent, Purpose } from './consent.ts';

const columns = [
  'id',
  'person_id as personId',
  'purpose',
  'to_id as toId',
  'given_by as givenBy',
  'helper_id as helperId',
  'channel',
  'given_at as givenAt',
  'withdrawn_at as withdrawnAt',
] as const;

/** Everything persons ever consented to, the newest first; only what still holds with `lastingOnly`. */
export async function consentsOf(
  db: Reader,
  district: string,
  personIds: readonly string[],
  options: { readonly lastingOnly?: boolean } = {},
): Promise<Consent[]> {
  if (personIds.length === 0) return [];
  let query = db
    .selectFrom('consents')
    .select(columns)
    .where('district', '=', district)
    .where(sql<boolean>`person_id = any(${personIds}::uuid[])`)
    .orderBy('id', 'desc')
    .limit(5000);
  if (options.lastingOnly) query = query.where('withdrawn_at', 'is', null);
  return query.execute();
}

/** Consents that let this person act for others. */
export async function consentsTo(db: Reader, district: string, personId: string): Promise<Consent[]> {
  return db
    .selectFrom('consents')
    .select(columns)
    .where('district', '=', district)
    .where('to_id', '=', personId)
    .where('withdrawn_at', 'is', null)
    .orderBy('id')
    .limit(50)
    .execute();
}

/** A consent to be written down. */
export type NewConsent = {
  readonly personId: string;
  readonly purpose: Purpose;
  readonly toId?: string | null | undefined;
  /** The person, or the guardian of a child. */
  readonly givenBy: string;
  /** Who wrote it down, when it was not given on the screen. */
  readonly helperId?: string | null | undefined;
  readonly channel: string;
};

/** Writes consents down; one that holds already stays as it is. The caller records. */
export async function addConsents(write: Write, consents: readonly NewConsent[]): Promise<void> {
  const held = new Set(
    (
      await consentsOf(write.tx, write.district, [...new Set(consents.map((consent) => consent.personId))], {
        lastingOnly: true,
      })
    ).map(keyOf),
  );
  const rows = consents
    .filter((consent) => !held.has(keyOf(consent)) && held.add(keyOf(consent)))
    .map((consent) => ({
      district: write.district,
      id: newId(),
      person_id: consent.personId,
      purpose: consent.purpose,
      to_id: consent.toId ?? null,
      given_by: consent.givenBy,
      helper_id: consent.helperId ?? null,
      channel: consent.channel,
      given_at: write.now,
    }));
  await insertMany(write.tx, 'consents', rows);
}

function keyOf(consent: {
  readonly personId: string;
  readonly purpose: string;
  readonly toId?: string | null | undefined;
}): string {
  return `${consent.personId} ${consent.purpose} ${consent.toId ?? ''}`;
}

/** Ends consents; the caller records. */
export async function endConsents(write: Write, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await write.tx
    .updateTable('consents')
    .set({ withdrawn_at: write.now })
    .where('district', '=', write.district)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where('withdrawn_at', 'is', null)
    .execute();
}

/** Whether a person consents to a purpose today. */
export async function hasConsent(db: Reader, district: string, personId: string, purpose: Purpose): Promise<boolean> {
  const row = await db
    .selectFrom('consents')
    .select('id')
    .where('district', '=', district)
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
