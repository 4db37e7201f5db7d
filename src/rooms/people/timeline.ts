import { sql } from 'kysely';
import type { Reader } from '../../kit/database.ts';

export type Line = {
  readonly id: string;
  readonly at: Date;
  readonly verb: string;
  readonly actorId: string | null;
  readonly forId: string | null;
  readonly channel: string;
};

type Row = Line;

/**
 * What the journal says about a person: what was done to their records, by them and for them; the newest first. Three
 * index ranges, whatever the length of the journal.
 */
export async function journalAbout(
  db: Reader,
  district: string,
  personIds: readonly string[],
  limit = 100,
): Promise<Line[]> {
  const part = (column: 'thing_id' | 'actor_id' | 'for_id') => sql`
    (select id, at, verb, actor_id, for_id, channel from journal
      where district = ${district} and ${sql.ref(column)} = any(${personIds}::uuid[]) order by id desc limit ${limit})`;
  const { rows } = await sql<Row>`
    select distinct on (id) id, at, verb, actor_id as "actorId", for_id as "forId", channel
    from (${part('thing_id')} union all ${part('actor_id')} union all ${part('for_id')}) parts
    order by id desc limit ${limit}`.execute(db);
  return rows;
}
