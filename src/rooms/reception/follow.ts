import { sql } from 'kysely';
import type { Entry } from '../../kit/journal.ts';
import type { Write } from '../../kit/write.ts';

/** What was noted of somebody goes with them: the keys are destroyed, the visit stays counted. */
export async function followEntry(write: Write, entry: Entry): Promise<void> {
  if (entry.verb !== 'people.erase') return;
  const personId = entry.forId ?? entry.thing.id;
  await sql`update receptions set wrapped_key = null, note = null where district = ${write.district}
    and person_id in (select id from persons where district = ${write.district}
      and (id = ${personId} or merged_into = ${personId}))`.execute(write.tx);
}
