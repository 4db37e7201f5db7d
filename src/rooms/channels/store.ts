import type { Reader, Tx } from '../../kit/database.ts';
import { fieldOf, type Keyring } from '../../kit/secrets.ts';
import { type Choices, type Topic, usualChoices, type Way, type WayKind } from './way.ts';

const columns = [
  'id',
  'district',
  'person_id as personId',
  'kind',
  'label',
  'lang',
  'topics',
  'confirmed_at as confirmedAt',
  'confirm_until as confirmUntil',
  'created_at as createdAt',
] as const;

type Row = Omit<Way, 'kind' | 'lang' | 'topics'> & { kind: string; lang: string; topics: string[] };

// The table's checks allow no other codes.
const toWay = (row: Row): Way => ({
  ...row,
  kind: row.kind as WayKind,
  lang: row.lang as Way['lang'],
  topics: row.topics as Topic[],
});

/** A person's ways that have not ended, the oldest first. */
export async function waysOf(db: Reader, district: string, personId: string): Promise<Way[]> {
  const rows = await db
    .selectFrom('telling_ways')
    .select(columns)
    .where('district', '=', district)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(toWay);
}

/** One way that has not ended. */
export async function findWay(db: Reader, district: string, id: string): Promise<Way | undefined> {
  const row = await db
    .selectFrom('telling_ways')
    .select(columns)
    .where('district', '=', district)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row && toWay(row);
}

/** The confirmed ways of many persons, each with when its owner wants to be told; one query. */
export async function openWays(
  db: Reader,
  district: string,
  personIds: readonly string[],
): Promise<
  { readonly id: string; readonly personId: string; readonly topics: readonly Topic[]; readonly choices: Choices }[]
> {
  const rows = await db
    .selectFrom('telling_ways as w')
    .leftJoin('telling_choices as c', (join) =>
      join.onRef('c.district', '=', 'w.district').onRef('c.person_id', '=', 'w.person_id'),
    )
    .select(['w.id', 'w.person_id', 'w.topics', 'c.quiet_from', 'c.quiet_until', 'c.digest', 'c.digest_at'])
    .where('w.district', '=', district)
    .where('w.person_id', 'in', [...new Set(personIds)])
    .where('w.ended_at', 'is', null)
    .where('w.confirmed_at', 'is not', null)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    topics: row.topics as Topic[],
    choices: toChoices(row),
  }));
}

type ChoiceRow = {
  readonly quiet_from: number | null;
  readonly quiet_until: number | null;
  readonly digest: boolean | null;
  readonly digest_at: number | null;
};

const toChoices = (row: ChoiceRow): Choices => ({
  quietFrom: row.quiet_from ?? usualChoices.quietFrom,
  quietUntil: row.quiet_until ?? usualChoices.quietUntil,
  digest: row.digest ?? usualChoices.digest,
  digestAt: row.digest_at ?? usualChoices.digestAt,
});

/** When a person wants to be told. */
export async function choicesOf(db: Reader, district: string, personId: string): Promise<Choices> {
  const row = await db
    .selectFrom('telling_choices')
    .select(['quiet_from', 'quiet_until', 'digest', 'digest_at'])
    .where('district', '=', district)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row ? toChoices(row) : usualChoices;
}

/** Keeps when a person wants to be told. */
export async function keepChoices(tx: Tx, district: string, personId: string, choices: Choices): Promise<void> {
  const values = {
    quiet_from: choices.quietFrom,
    quiet_until: choices.quietUntil,
    digest: choices.digest,
    digest_at: choices.digestAt,
  };
  await tx
    .insertInto('telling_choices')
    .values({ district, person_id: personId, ...values })
    .onConflict((on) => on.columns(['district', 'person_id']).doUpdateSet(values))
    .execute();
}

/** An address, sealed with a key of its own. */
export function sealAddress(keyring: Keyring, id: string, kind: WayKind, address: string) {
  const { wrapped, key } = keyring.newSubjectKey();
  return {
    wrapped_key: wrapped,
    address: keyring.seal(key, address, fieldOf('telling_ways.address', id)),
    address_hash: keyring.blindIndex(address, `way ${kind}`),
  };
}

/** The address of a way; undefined for a phone, which the people room knows. */
export async function openAddress(
  db: Reader,
  keyring: Keyring,
  district: string,
  id: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('telling_ways')
    .select(['wrapped_key', 'address'])
    .where('district', '=', district)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.wrapped_key && row.address
    ? keyring.open(keyring.unwrap(row.wrapped_key), row.address, fieldOf('telling_ways.address', id))
    : undefined;
}

/** How many e-mail addresses a person has given since a time, also those taken away again. */
export async function countAddresses(db: Reader, district: string, personId: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('telling_ways')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('district', '=', district)
    .where('person_id', '=', personId)
    .where('kind', '=', 'email')
    .where('created_at', '>', since)
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}
