import { sql } from 'kysely';
import type { Entry } from '../../kit/journal.ts';
import type { Write } from '../../kit/write.ts';
import { keepMovedRows, movedRows } from '../people/index.ts';
import { endMemberships } from './membership.ts';

/**
 * What happens to groups when something happens to a person: merged, parted again, dead, erased, a
 * consent withdrawn. Called from src/reactions.ts with every entry of the people room; records nothing itself.
 */
export async function followPeople(write: Write, entry: Entry): Promise<void> {
  const change = (entry.change ?? {}) as Readonly<Record<string, unknown>>;
  const [mergeId, keptId, goneId] = [change.mergeId, change.keptId, change.goneId].map(String);
  if (entry.verb === 'people.merge') await moveAll(write, mergeId ?? '', keptId ?? '', goneId ?? '');
  else if (entry.verb === 'people.undo_merge') await moveBack(write, mergeId ?? '', keptId ?? '', goneId ?? '');
  else if (entry.verb === 'people.record_death') await personGone(write, [entry.forId ?? entry.thing.id], 'died');
  else if (entry.verb === 'people.erase') await personErased(write, entry.forId ?? entry.thing.id);
  else if (entry.verb === 'people.withdraw_consent') {
    const personId = entry.forId ?? entry.thing.id;
    if (change.purpose === 'show_name') await hideEverywhere(write, personId);
    if (change.purpose === 'join_group') await leaveAll(write, personId);
  }
}

const tables = ['memberships', 'office_terms', 'talents'] as const;

/**
 * Two records are one person: what the one that goes has in groups becomes the other's. What the other has already in the
 * same group stays where it is, unseen, and so is there again when the merge is undone.
 */
async function moveAll(write: Write, mergeId: string, keptId: string, goneId: string): Promise<void> {
  const { tx, district } = write;
  const alreadyKepts = {
    memberships: sql`mine.group_id = theirs.group_id and mine.state in ('invited', 'applied', 'active')
      and theirs.state in ('invited', 'applied', 'active')`,
    office_terms: sql`mine.group_id = theirs.group_id and mine.office = theirs.office
      and daterange(mine.from_day, least(mine.until_day, mine.ended_on)) && daterange(theirs.from_day, least(theirs.until_day, theirs.ended_on))`,
    talents: sql`mine.kind = theirs.kind and mine.word = theirs.word and mine.ended_on is null and theirs.ended_on is null`,
  };
  for (const table of tables) {
    const { rows } = await sql<{ id: string }>`update ${sql.table(table)} theirs set person_id = ${keptId}
      where theirs.district = ${district} and theirs.person_id = ${goneId} and not exists (
        select from ${sql.table(table)} mine where mine.district = ${district} and mine.person_id = ${keptId} and ${alreadyKepts[table]})
      returning theirs.id`.execute(tx);
    await keepMovedRows(
      write,
      mergeId,
      table,
      rows.map((row) => row.id),
    );
  }
}

/** The merge was undone: what was moved goes back, unless it has become somebody else's since. */
async function moveBack(write: Write, mergeId: string, keptId: string, goneId: string): Promise<void> {
  for (const table of tables) {
    const ids = await movedRows(write, mergeId, table);
    await sql`update ${sql.table(table)} set person_id = ${goneId}
      where district = ${write.district} and person_id = ${keptId} and id = any(${[...ids]}::uuid[])`.execute(write.tx);
  }
}

/** Talents are deleted, memberships and offices end; ids stay, which name nobody any more. */
async function personErased(write: Write, personId: string): Promise<void> {
  const { tx, district } = write;
  const { rows } = await sql<{ id: string }>`select id from persons where district = ${district}
    and (id = ${personId} or merged_into = ${personId})`.execute(tx);
  const ids = rows.map((row) => row.id);
  await sql`delete from talents where district = ${district} and person_id = any(${ids}::uuid[])`.execute(tx);
  await personGone(write, ids, 'removed');
}

/** Whoever died or was erased holds no office and belongs to no group any more. */
async function personGone(write: Write, ids: readonly string[], reason: 'died' | 'removed'): Promise<void> {
  await sql`update office_terms set ended_on = greatest(from_day, ${write.today}::date), end_reason = ${reason}
    where district = ${write.district} and person_id = any(${[...ids]}::uuid[]) and ended_on is null
      and (until_day is null or until_day > ${write.today}::date)`.execute(write.tx);
  for (const id of ids) await leaveAll(write, id);
}

/** Without the consent to be registered as a member, all memberships end today. */
async function leaveAll(write: Write, personId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from memberships where district = ${write.district}
    and person_id = ${personId} and state in ('invited', 'applied', 'active')`.execute(write.tx);
  await endMemberships(
    write,
    rows.map((row) => row.id),
    'left',
  );
}

/** Without the consent to be shown, nothing of a person is shown in any group. */
async function hideEverywhere(write: Write, personId: string): Promise<void> {
  await sql`update memberships set shows_name = 'hidden', shows_building = false, shows_talents = false
    where district = ${write.district} and person_id = ${personId} and shows_name <> 'hidden'`.execute(write.tx);
}
