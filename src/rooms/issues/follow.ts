import { sql } from 'kysely';
import type { Entry } from '../../kit/journal.ts';
import type { Write } from '../../kit/write.ts';

/** What became of places and people changes what issues know of them; called in the transaction of the lower room. */
export async function followEntry(write: Write, entry: Entry): Promise<void> {
  if (['places.merge', 'places.split', 'places.undo', 'places.renumber'].includes(entry.verb))
    await followPlaces(write);
  if (entry.verb === 'people.erase') await forgetPerson(write, entry.forId ?? entry.thing.id);
}

/** Places that moved in the tree take their issues with them; what merged leads to where it went. */
async function followPlaces(write: Write): Promise<void> {
  await sql`update issues i set path = coalesce(kept.path, at.path) from places at
    left join places kept on kept.district = ${write.district} and kept.id = at.merged_into
    where i.district = ${write.district} and at.district = i.district and at.id = i.place_id
      and i.path <> coalesce(kept.path, at.path)`.execute(write.tx);
  await sql`update issues i set desk_path = at.path from places at
    where i.district = ${write.district} and at.district = i.district and at.id = i.desk_id and i.desk_path <> at.path`.execute(
    write.tx,
  );
  await sql`update issue_counts c set path = at.path from places at
    where c.district = ${write.district} and at.district = c.district and at.id = c.place_id and c.path <> at.path`.execute(
    write.tx,
  );
}

/** What a person said goes with the person: the keys of the issues they raised are destroyed, the story stays. */
async function forgetPerson(write: Write, personId: string): Promise<void> {
  await sql`update issues set wrapped_key = null, note = null, caller = null
    where district = ${write.district} and raiser_id in (select id from persons where district = ${write.district}
      and (id = ${personId} or merged_into = ${personId}))`.execute(write.tx);
  await sql`update issue_appraisals set words = null where district = ${write.district} and person_id = ${personId}`.execute(
    write.tx,
  );
}
