import { sql } from 'kysely';
import { under, underAny } from '../../kit/access.ts';
import type { Reader, Tx } from '../../kit/database.ts';
import type { Lang } from '../../kit/lang.ts';
import { isWatched } from '../../kit/live.ts';
import { fieldOf, type Keyring } from '../../kit/secrets.ts';
import type { Outlet, OutletKind } from './outlet.ts';

/** Address and secret of an outlet, sealed with a key of its own. */
export function sealOutlet(keyring: Keyring, id: string, address: string, secret: string | undefined) {
  const { wrapped, key } = keyring.newSubjectKey();
  return {
    wrapped_key: wrapped,
    address: keyring.seal(key, address, fieldOf('outlets.address', id)),
    secret: secret === undefined ? null : keyring.seal(key, secret, fieldOf('outlets.secret', id)),
  };
}

/** An outlet with what is needed to send to it. */
export type OpenOutlet = {
  readonly kind: OutletKind;
  readonly lang: Lang;
  readonly isOpen: boolean;
  readonly url: string;
  readonly secret: string | undefined;
};

/** Opens an outlet for sending. */
export async function openOutlet(
  db: Reader,
  keyring: Keyring,
  district: string,
  id: string,
): Promise<OpenOutlet | undefined> {
  const row = await db
    .selectFrom('outlets')
    .select(['kind', 'lang', 'wrapped_key', 'address', 'secret', 'ended_at'])
    .where('district', '=', district)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const key = keyring.unwrap(row.wrapped_key);
  return {
    kind: row.kind as OutletKind,
    lang: row.lang as Lang,
    isOpen: row.ended_at === null,
    url: keyring.open(key, row.address, fieldOf('outlets.address', id)),
    secret: row.secret === null ? undefined : keyring.open(key, row.secret, fieldOf('outlets.secret', id)),
  };
}

/** Outlets of these kinds at or below these paths, in the order of the tree; those that ended by themselves as well. */
export async function listOutlets(
  db: Reader,
  district: string,
  {
    kinds,
    paths,
    limit,
  }: { readonly kinds: readonly OutletKind[]; readonly paths: readonly string[]; readonly limit: number },
): Promise<Outlet[]> {
  const rows = await db
    .selectFrom('outlets as o')
    .select([
      'o.id',
      'o.district',
      'o.place_id',
      'o.path',
      'o.kind',
      'o.name',
      'o.lang',
      'o.host',
      'o.created_at',
      'o.ended_why',
    ])
    .select(
      sql<
        string[]
      >`array(select v.verb from outlet_verbs v where v.district = o.district and v.outlet_id = o.id order by 1)`.as(
        'verbs',
      ),
    )
    .where('o.district', '=', district)
    .where('o.kind', 'in', [...kinds])
    .where((where) => where.or([where('o.ended_why', 'is', null), where('o.ended_why', '=', 'gone')]))
    .where(underAny('o.path', paths))
    .orderBy('o.path')
    .orderBy('o.id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    district: row.district,
    placeId: row.place_id,
    path: row.path,
    kind: row.kind as OutletKind,
    name: row.name,
    lang: row.lang as Lang,
    host: row.host,
    verbs: row.verbs,
    createdAt: row.created_at,
    endedWhy: row.ended_why,
  }));
}

/** One outlet that nobody has taken away. */
export async function findOutlet(
  db: Reader,
  district: string,
  id: string,
): Promise<Pick<Outlet, 'id' | 'kind' | 'path' | 'placeId' | 'district'> | undefined> {
  const row = await db
    .selectFrom('outlets')
    .select(['id', 'kind', 'path', 'place_id as placeId', 'district'])
    .where('district', '=', district)
    .where('id', '=', id)
    .where((where) => where.or([where('ended_why', 'is', null), where('ended_why', '=', 'gone')]))
    .executeTakeFirst();
  return row && { ...row, kind: row.kind as OutletKind };
}

/** How many outlets of these kinds stand at a place or below it. */
export async function countOutlets(db: Reader, district: string, path: string): Promise<number> {
  const row = await db
    .selectFrom('outlets')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('district', '=', district)
    .where('ended_at', 'is', null)
    .where(under('outlets.path', path))
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

/** Ends an outlet; nothing more is sent to it. */
export async function closeOutlet(
  tx: Tx,
  district: string,
  id: string,
  { now, why }: { readonly now: Date; readonly why: 'removed' | 'gone' },
): Promise<void> {
  await tx
    .updateTable('outlets')
    .set({ ended_at: now, ended_why: why })
    .where('district', '=', district)
    .where('id', '=', id)
    .execute();
  await tx.deleteFrom('outlet_verbs').where('district', '=', district).where('outlet_id', '=', id).execute();
  await tx
    .updateTable('deliveries')
    .set({ state: 'dropped', ended_at: now })
    .where('district', '=', district)
    .where('outlet_id', '=', id)
    .where('state', 'in', ['waiting', 'sending'])
    .execute();
}

/**
 * What a write has to know: where its place is, whether somebody looks at it live, and which outlets at or above it want
 * this verb. One look-up by keys; most writes find nothing.
 */
export async function whoWants(
  tx: Tx,
  { district, placeId, verb }: { readonly district: string; readonly placeId: string; readonly verb: string },
): Promise<
  | { readonly path: string; readonly code: string; readonly watched: boolean; readonly outlets: readonly string[] }
  | undefined
> {
  return tx
    .selectFrom('places')
    .select(['path', 'code'])
    .select(isWatched(district, 'places.path').as('watched'))
    .select(
      sql<
        string[]
      >`array(select o.id from outlet_verbs v join outlets o on o.district = v.district and o.id = v.outlet_id
        where v.district = ${district} and v.verb = ${verb} and starts_with(places.path, o.path) and o.ended_at is null)`.as(
        'outlets',
      ),
    )
    .where('district', '=', district)
    .where('id', '=', placeId)
    .executeTakeFirst();
}
