import { sql } from 'kysely';
import type { Reader, Tx } from './database.ts';
import { newId } from './ids.ts';
import { insertMany } from './rows.ts';

export const channels = ['screen', 'phone', 'paper', 'doorstep', 'window', 'import', 'clock', 'command'] as const;
export type Channel = (typeof channels)[number];

/** What a verb did. Persons are named by id only; `change` never holds a name, a phone or any other personal datum. */
export type Entry = {
  readonly verb: string;
  readonly thing: { readonly kind: string; readonly id: string };
  readonly placeId?: string | undefined;
  readonly forId?: string | undefined;
  readonly change?: Readonly<Record<string, unknown>> | undefined;
};

/** Whose hand wrote it, when, where and by which channel. */
export type Hand = {
  readonly district: string;
  readonly now: Date;
  readonly actorId?: string | undefined;
  readonly channel: Channel;
};

/** Appends one entry to the journal. @returns its id, by which pages and events know it. */
export async function append(tx: Tx, hand: Hand, entry: Entry): Promise<string> {
  const [id = ''] = await appendMany(tx, hand, [entry]);
  return id;
}

/** Appends many entries at once, in their order. @returns their ids. */
export async function appendMany(tx: Tx, hand: Hand, entries: readonly Entry[]): Promise<string[]> {
  const ids = entries.map(() => newId());
  await insertMany(tx, 'journal', journalRows(hand, entries, ids));
  return ids;
}

/** Entries as rows, each made when its turn comes. */
function* journalRows(hand: Hand, entries: readonly Entry[], ids: readonly string[]) {
  for (const [at, entry] of entries.entries()) {
    yield {
      district: hand.district,
      id: ids[at],
      at: hand.now,
      verb: entry.verb,
      thing_kind: entry.thing.kind,
      thing_id: entry.thing.id,
      place_id: entry.placeId ?? null,
      actor_id: hand.actorId ?? null,
      for_id: entry.forId ?? null,
      channel: hand.channel,
      change: entry.change ?? {},
    };
  }
}

/**
 * A text that changes with every entry of a district's journal, and so with everything a page could show of it. Made of
 * its newest entries, not of the newest alone: of two that are written at once, the earlier may come to be seen later.
 */
export async function journalMark(db: Reader, district: string): Promise<string> {
  const { rows } = await sql<{ mark: string | null }>`
    select md5(string_agg(id::text, ' ')) as mark from (
      select id from journal where district = ${district} order by id desc limit 30
    ) newest`.execute(db);
  return rows[0]?.mark ?? '';
}

/** The next number of a count kept per district, or the first of `many` next numbers. Numbers are never given twice. */
export async function nextNumber(tx: Tx, district: string, name: string, many = 1): Promise<number> {
  const { rows } = await sql<{ value: number }>`
    insert into counters (district, name, value) values (${district}, ${name}, ${many})
    on conflict (district, name) do update set value = counters.value + ${many}
    returning value`.execute(tx);
  return (rows[0]?.value ?? many) - many + 1;
}
