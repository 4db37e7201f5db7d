import { sql } from 'kysely';
import type { Day } from '../../kit/clock.ts';
import { newId } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { insertMany } from '../../kit/rows.ts';
import type { Write } from '../../kit/write.ts';
import type { Place } from '../places/index.ts';
import type { PlacedGroup } from './group.ts';
import { factsOf, type GroupKind, type Party, usualParty, type Variety } from './kind.ts';
import { foundingProblem } from './rules.ts';
import { findGroup, findGroupAt, groupsAbove, listChildGroups, lockGroup } from './store.ts';

/** A group to be made; `id` may be given so that others can name it as their parent before it is written. */
export type NewGroup = {
  readonly id?: string | undefined;
  readonly kind: GroupKind;
  /** What a team is for; volunteering when left out. Other kinds have none. */
  readonly variety?: Variety | undefined;
  readonly place: Pick<Place, 'id' | 'kind' | 'path' | 'state'>;
  readonly parent?: Pick<PlacedGroup, 'id' | 'kind' | 'path' | 'dissolvedOn'> | undefined;
  readonly name: string;
  readonly summary?: string | undefined;
  /** Left out: the usual one of its kind; null: none. */
  readonly party?: Party | null | undefined;
  readonly contact?: string | undefined;
  readonly listed?: boolean | undefined;
  /** Today when left out. */
  readonly foundedOn?: Day | undefined;
};

function rowOf(write: Write, group: NewGroup) {
  const variety = group.kind === 'team' ? (group.variety ?? 'volunteer') : null;
  return {
    district: write.district,
    id: group.id ?? newId(),
    kind: group.kind,
    variety,
    parent_id: group.parent?.id ?? null,
    place_id: group.place.id,
    name: group.name,
    summary: group.summary ?? '',
    party: group.party === undefined ? usualParty(group.kind, variety) : group.party,
    contact: group.contact ?? '',
    listed: group.listed ?? factsOf(group.kind).listed,
    founded_on: group.foundedOn ?? write.today,
    dissolved_on: null,
  };
}

/** Writes many groups whose places and parents are known to fit, for demos. The caller records the verb. @returns their ids. */
export async function addGroups(write: Write, groups: readonly NewGroup[]): Promise<string[]> {
  const rows = groups.map((group) => rowOf(write, group));
  await insertMany(write.tx, 'groups', rows);
  return rows.map((row) => row.id);
}

/**
 * Founds a group at a place.
 * Refused: a kind that does not stand there, a parent that does not fit, a second one where a place has one, a name
 * that is taken there, a day to come.
 */
export async function foundGroup(
  write: Write,
  input: NewGroup,
): Promise<
  Outcome<{ id: string }, NonNullable<ReturnType<typeof foundingProblem>> | 'one_already' | 'name_taken' | 'not_yet'>
> {
  const problem = foundingProblem(input.kind, input.place, input.parent);
  if (problem)
    return refused(problem, {
      fields: { [problem.startsWith('parent') || problem === 'wrong_parent' ? 'parent' : 'kind']: problem },
    });
  const row = rowOf(write, input);
  if (row.founded_on > write.today) return refused('not_yet', { fields: { foundedOn: 'not_yet' } });
  const made = await write.tx
    .insertInto('groups')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  if (made.length === 0) return refusedAsTaken(write, input);
  await write.record({
    verb: 'groups.found',
    thing: { kind: 'group', id: row.id },
    placeId: input.place.id,
    change: {
      kind: row.kind,
      variety: row.variety,
      party: row.party,
      parentId: row.parent_id,
      foundedOn: row.founded_on,
    },
  });
  return done({ id: row.id });
}

async function refusedAsTaken(
  write: Write,
  group: Pick<NewGroup, 'kind' | 'place'>,
): Promise<{ refused: 'one_already' | 'name_taken' }> {
  const { single } = factsOf(group.kind);
  const there = single ? await findGroupAt(write.tx, write.district, group.place.id, group.kind) : undefined;
  return there
    ? refused('one_already', { fields: { kind: 'one_already' }, detail: { name: there.name } })
    : refused('name_taken', { fields: { name: 'name_taken' } });
}

/** The team of this name at a place, founded when there is none: for ledgers that name teams. The caller records the verb. */
export async function findOrFoundTeam(
  write: Write,
  team: {
    readonly place: NewGroup['place'];
    readonly name: string;
    readonly variety?: Variety | undefined;
    readonly foundedOn?: Day | undefined;
  },
): Promise<{ id: string; isNew: boolean }> {
  const row = rowOf(write, { kind: 'team', ...team });
  // Somebody else may found it at the same moment: whoever comes second finds it.
  const made = await write.tx
    .insertInto('groups')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  if (made[0]) return { id: made[0].id, isNew: true };
  const found = await findGroupAt(write.tx, write.district, team.place.id, 'team', team.name);
  if (!found) throw new Error(`Team neither made nor found at ${team.place.id}`);
  return { id: found.id, isNew: false };
}

export type GroupDescription = {
  readonly name: string;
  readonly summary: string;
  readonly contact: string;
  readonly party: Party | null;
  readonly listed: boolean;
  readonly parentId: string | null;
};

/** Changes what a group says of itself, and which group it belongs to. */
export async function describeGroup(
  write: Write,
  input: { readonly group: PlacedGroup; readonly to: GroupDescription },
): Promise<
  Outcome<
    { id: string },
    'dissolved' | 'wrong_parent' | 'parent_gone' | 'parent_elsewhere' | 'parent_below' | 'name_taken' | 'not_found'
  >
> {
  const { group, to } = input;
  if (group.dissolvedOn !== null) return refused('dissolved');
  await lockGroup(write.tx, write.district, group.id);
  const parentProblem = await problemWithParent(write, group, to.parentId);
  if (parentProblem) return refused(parentProblem, { fields: { parent: parentProblem } });
  const taken = await sql<{ id: string }>`
    select id from groups where district = ${write.district} and place_id = ${group.placeId} and kind = ${group.kind}
      and name = ${to.name} and dissolved_on is null and id <> ${group.id}`.execute(write.tx);
  if (taken.rows.length > 0) return refused('name_taken', { fields: { name: 'name_taken' } });
  await write.tx
    .updateTable('groups')
    .set({
      name: to.name,
      summary: to.summary,
      contact: to.contact,
      party: to.party,
      listed: to.listed,
      parent_id: to.parentId,
    })
    .where('district', '=', write.district)
    .where('id', '=', group.id)
    .execute();
  const fields = (['name', 'summary', 'contact', 'party', 'listed', 'parentId'] as const).filter(
    (field) => group[field] !== to[field],
  );
  await write.record({
    verb: 'groups.describe',
    thing: { kind: 'group', id: group.id },
    placeId: group.placeId,
    change: { fields, parentId: to.parentId, party: to.party, listed: to.listed },
  });
  return done({ id: group.id });
}

async function problemWithParent(
  write: Write,
  group: PlacedGroup,
  parentId: string | null,
): Promise<'wrong_parent' | 'parent_gone' | 'parent_elsewhere' | 'parent_below' | undefined> {
  if (parentId === null || parentId === group.parentId) return undefined;
  const parent = await findGroup(write.tx, write.district, parentId);
  if (!parent) return 'wrong_parent';
  const place = { kind: group.placeKind, path: group.path, state: 'active' } as const;
  const problem = foundingProblem(group.kind, place, parent);
  if (problem === 'wrong_parent' || problem === 'parent_gone' || problem === 'parent_elsewhere') return problem;
  const above = await groupsAbove(write.tx, parent);
  return [parent, ...above].some((other) => other.id === group.id) ? 'parent_below' : undefined;
}

/**
 * Dissolves a group: its offices and memberships end today, it stays to be looked up.
 * Refused: while living groups belong to it.
 */
export async function dissolveGroup(
  write: Write,
  input: { readonly group: PlacedGroup },
): Promise<Outcome<{ id: string }, 'dissolved' | 'groups_below' | 'not_yet_founded'>> {
  const { group } = input;
  await lockGroup(write.tx, write.district, group.id);
  const now = await findGroup(write.tx, write.district, group.id);
  if (!now || now.dissolvedOn !== null) return refused('dissolved');
  if (now.foundedOn > write.today) return refused('not_yet_founded');
  const below = await listChildGroups(write.tx, group, 1);
  if (below.length > 0) return refused('groups_below', { detail: { name: below[0]?.name ?? '' } });
  const { tx, district, today } = write;
  const ended =
    await sql`update office_terms set ended_on = greatest(from_day, ${today}::date), end_reason = 'dissolved'
    where district = ${district} and group_id = ${group.id} and ended_on is null and (until_day is null or until_day > ${today}::date)`.execute(
      tx,
    );
  const left =
    await sql`update memberships set state = 'left', left_on = greatest(registered_on, ${today}::date), backbone = false,
      shows_name = 'hidden', shows_building = false, shows_talents = false
    where district = ${district} and group_id = ${group.id} and state in ('invited', 'applied', 'active')`.execute(tx);
  await tx
    .updateTable('groups')
    .set({ dissolved_on: today })
    .where('district', '=', district)
    .where('id', '=', group.id)
    .execute();
  await write.record({
    verb: 'groups.dissolve',
    thing: { kind: 'group', id: group.id },
    placeId: group.placeId,
    change: {
      dissolvedOn: today,
      terms: Number(ended.numAffectedRows ?? 0),
      members: Number(left.numAffectedRows ?? 0),
    },
  });
  return done({ id: group.id });
}
