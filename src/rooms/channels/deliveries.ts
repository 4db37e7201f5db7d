import { sql } from 'kysely';
import type { Reader, Tx } from '../../kit/database.ts';
import type { Slice } from '../../kit/paging.ts';
import type { Tried } from './rules.ts';
import { stuckMinutes } from './rules.ts';

/** One message on its way to one person. */
export type Waiting = { readonly id: string; readonly messageId: string; readonly about: string };

/** Drops what its owner has read in the inbox meanwhile. */
export async function dropRead(tx: Tx, district: string, way: string, now: Date): Promise<void> {
  await tx
    .updateTable('deliveries as d')
    .from('messages as m')
    .set({ state: 'dropped', ended_at: now })
    .where('d.district', '=', district)
    .where('d.way_id', '=', way)
    .where('d.state', 'in', ['waiting', 'sending'])
    .whereRef('m.district', '=', 'd.district')
    .whereRef('m.id', '=', 'd.message_id')
    .where('m.read_at', 'is not', null)
    .execute();
}

/**
 * Takes what one run is to send: what it took at an earlier try, so that a retry sends the same; else what is due. The way's
 * row is locked first, so that two runs never take the same.
 */
export async function takeDue(
  tx: Tx,
  { district, way, batch, now, tries }: { district: string; way: string; batch: string; now: Date; tries: number },
): Promise<Waiting[]> {
  await tx
    .selectFrom('telling_ways')
    .select('id')
    .where('district', '=', district)
    .where('id', '=', way)
    .forUpdate()
    .execute();
  const take = tx
    .updateTable('deliveries')
    .set({ state: 'sending', batch, tries, tried_at: now })
    .where('district', '=', district)
    .where('way_id', '=', way)
    .returning(['id', 'message_id', 'about']);
  const mine = await take.where('state', '=', 'sending').where('batch', '=', batch).execute();
  const rows = mine.length > 0 ? mine : await take.where('state', '=', 'waiting').where('due_at', '<=', now).execute();
  return rows
    .map((row) => ({ id: row.id, messageId: row.message_id ?? '', about: row.about }))
    .sort((a, b) => (a.messageId < b.messageId ? -1 : 1));
}

/** What waits for a way and is due. */
export async function dueFor(
  tx: Tx,
  { district, way, now }: { district: string; way: string; now: Date },
): Promise<{ id: string; about: string }[]> {
  return tx
    .selectFrom('deliveries')
    .select(['id', 'about'])
    .where('district', '=', district)
    .where('way_id', '=', way)
    .where('state', '=', 'waiting')
    .where('due_at', '<=', now)
    .execute();
}

/** Puts off what waits. */
export async function putOff(tx: Tx, district: string, ids: readonly string[], due: Date): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ due_at: due })
    .where('district', '=', district)
    .where('id', 'in', ids)
    .where('state', '=', 'waiting')
    .execute();
}

/** Writes down what came of a try; `again` keeps it with the run that will try it again. */
export async function keepResult(
  tx: Tx,
  district: string,
  ids: readonly string[],
  result: { readonly state: 'sent' | 'dropped' | 'failed' | 'again'; readonly tried: Tried; readonly now: Date },
): Promise<void> {
  const problem = result.tried.sent ? null : result.tried.reason;
  const ended = result.state === 'again' ? { problem } : { problem, state: result.state, ended_at: result.now };
  await tx
    .updateTable('deliveries')
    .set(ended)
    .where('district', '=', district)
    .where('id', 'in', ids)
    .where('state', '=', 'sending')
    .execute();
}

const stuck = sql`now() - make_interval(mins => ${sql.lit(stuckMinutes)})`;

/** Something that did not arrive, without a word of whom it was for. */
export type Dead = {
  readonly id: string;
  readonly kind: string;
  readonly about: string;
  readonly outlet: string | null;
  readonly tries: number;
  readonly triedAt: Date | null;
  readonly problem: string | null;
};

/** What did not arrive in a district, the latest first: given up, or broken off and never ended. */
export async function listDead(db: Reader, district: string, { offset, limit }: Slice): Promise<Dead[]> {
  const rows = await db
    .selectFrom('deliveries as d')
    .leftJoin('telling_ways as w', (join) => join.onRef('w.district', '=', 'd.district').onRef('w.id', '=', 'd.way_id'))
    .leftJoin('outlets as o', (join) => join.onRef('o.district', '=', 'd.district').onRef('o.id', '=', 'd.outlet_id'))
    .select(['d.id', 'd.about', 'd.tries', 'd.tried_at as triedAt', 'd.problem', 'o.name as outlet'])
    .select(({ fn }) => fn.coalesce('o.kind', 'w.kind').as('kind'))
    .where('d.district', '=', district)
    .where(isDead('d'))
    .orderBy('d.tried_at', (order) => order.desc().nullsLast())
    .orderBy('d.id', 'desc')
    .offset(offset)
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind ?? '' }));
}

function isDead(table: string) {
  const [state, tried] = [sql.ref(`${table}.state`), sql.ref(`${table}.tried_at`)];
  return sql<boolean>`(${state} = 'failed' or (${state} = 'sending' and ${tried} < ${stuck}))`;
}

/** How many did not arrive in a district. */
export async function countDead(db: Reader, district: string): Promise<number> {
  const row = await db
    .selectFrom('deliveries as d')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('d.district', '=', district)
    .where(isDead('d'))
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

/** Lets something dead wait again. @returns what it belongs to, or undefined when it is not (any more) among the dead. */
export async function reviveDelivery(
  tx: Tx,
  district: string,
  id: string,
  now: Date,
): Promise<{ readonly way: string | null; readonly outlet: string | null } | undefined> {
  const row = await tx
    .updateTable('deliveries as d')
    .set({ state: 'waiting', due_at: now, batch: null, tries: 0, ended_at: null, problem: null })
    .where('d.district', '=', district)
    .where('d.id', '=', id)
    .where(isDead('d'))
    .returning(['d.way_id as way', 'd.outlet_id as outlet'])
    .executeTakeFirst();
  return row;
}

/** Forgets what was sent long ago. */
export async function forgetDeliveries(tx: Tx, district: string, before: Date): Promise<void> {
  await tx
    .deleteFrom('deliveries')
    .where('district', '=', district)
    .where('ended_at', '<', before)
    .where('state', '!=', 'failed')
    .execute();
}
