import { sql } from 'kysely';
import { newId, refOf } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import { addConsents, consentGiver, consentsOf, endConsents, type Person } from '../people/index.ts';
import type { NameDisplay, PlacedGroup } from './group.ts';
import { lockMembership, openMembership } from './member-store.ts';
import { type MembershipVerb, membershipAct, membershipActs } from './rules.ts';
import { groupsAbove, lockGroup } from './store.ts';
import { tell } from './tell.ts';
import { leadersOf } from './term-store.ts';

/** Whose act it is, as far as the route has made sure of it. */
export type By = {
  /** The person concerned, or somebody who helps with that person's consent. */
  readonly self: boolean;
  /** Those who look after the members of the group. */
  readonly leaders: boolean;
};

type Joining = { readonly group: PlacedGroup; readonly person: Person; readonly by: By };
type NotJoining =
  | 'no_members_here'
  | 'dissolved'
  | 'forbidden'
  | 'member_already'
  | 'invited_already'
  | 'applied_already';

const openAlready = { active: 'member_already', invited: 'invited_already', applied: 'applied_already' } as const;

/**
 * Writes down that a person consents, or the guardian of a child under 14; whoever writes it for them is the helper.
 * @returns why nobody can consent; undefined when it is written.
 */
async function consent(
  write: Write,
  person: Person,
  purpose: 'join_group' | 'show_name',
): Promise<'no_guardian' | undefined> {
  const givenBy = consentGiver(person, write.today);
  if (givenBy === null) return 'no_guardian';
  const helperId = write.actorId === givenBy ? null : (write.actorId ?? null);
  await addConsents(write, [{ personId: person.id, purpose, givenBy, helperId, channel: write.channel }]);
  return undefined;
}

/** Why nothing can be begun between a person and a group; undefined when it can. */
async function joiningProblem(
  write: Write,
  { group, person, by }: Joining,
  verb: 'invite' | 'apply',
): Promise<NotJoining | undefined> {
  if (group.dissolvedOn !== null) return 'dissolved';
  // Two who ask for the same person at once come one after the other.
  await lockGroup(write.tx, write.district, group.id);
  const open = await openMembership(write.tx, write.district, group.id, person.id);
  if (open) return openAlready[open.state as keyof typeof openAlready];
  if (membershipActs('none', group, by).includes(verb)) return undefined;
  return membershipActs('none', group, { self: true, leaders: true }).length === 0 ? 'no_members_here' : 'forbidden';
}

async function begin(
  write: Write,
  group: PlacedGroup,
  personId: string,
  state: 'invited' | 'applied',
): Promise<string> {
  const id = newId();
  await write.tx
    .insertInto('memberships')
    .values({
      district: write.district,
      id,
      group_id: group.id,
      person_id: personId,
      state,
      registered_on: write.today,
    })
    .execute();
  return id;
}

/**
 * Invites somebody to join a group; they accept or decline.
 * Refused: who is a member, invited or has applied already, a group without members, a group that is dissolved.
 */
export async function invite(write: Write, input: Joining): Promise<Outcome<{ membershipId: string }, NotJoining>> {
  const { group } = input;
  const personId = input.person.id;
  const problem = await joiningProblem(write, input, 'invite');
  if (problem) return refused(problem, problem === 'forbidden' ? {} : { fields: { person: problem } });
  const membershipId = await begin(write, group, personId, 'invited');
  await tell(write, [{ personId, kind: 'groups.told_invited', group, href: '/me/groups' }]);
  await write.record({
    verb: 'groups.invite',
    thing: { kind: 'group', id: group.id },
    placeId: group.placeId,
    forId: personId,
    change: { membershipId, state: 'invited' },
  });
  return done({ membershipId });
}

/** Asks to join a group; consents to be registered as a member. Its leaders, or those of the group above, are told. */
export async function apply(
  write: Write,
  input: Joining,
): Promise<Outcome<{ membershipId: string }, NotJoining | 'no_guardian'>> {
  const { group, person } = input;
  const personId = person.id;
  const problem = (await joiningProblem(write, input, 'apply')) ?? (await consent(write, person, 'join_group'));
  if (problem) return refused(problem);
  const membershipId = await begin(write, group, personId, 'applied');
  await tellLeaders(write, group, membershipId);
  await tell(write, [{ personId, kind: 'groups.told_joined_for', group, href: '/me/groups' }]);
  await write.record({
    verb: 'groups.apply',
    thing: { kind: 'group', id: group.id },
    placeId: group.placeId,
    forId: personId,
    change: { membershipId, state: 'applied' },
  });
  return done({ membershipId });
}

async function tellLeaders(write: Write, group: PlacedGroup, membershipId: string): Promise<void> {
  const above = await groupsAbove(write.tx, group);
  const leaders = await leadersOf(write.tx, write.district, [group.id, ...above.map((other) => other.id)], write.today);
  // The nearest group with leaders is asked, not the whole chain.
  const nearest = [group, ...above].find((one) => leaders.some((leader) => leader.groupId === one.id));
  const href = `/groups/${refOf(write.district, group.id)}/members?state=applied#${membershipId}`;
  await tell(
    write,
    leaders
      .filter((leader) => leader.groupId === nearest?.id)
      .map(({ personId }) => ({ personId, kind: 'groups.told_applied', group, href })),
  );
}

type Moving = {
  readonly group: PlacedGroup;
  readonly membershipId: string;
  /** The member: whose consent is written down when they agree to join. */
  readonly person: Person;
  readonly by: By;
};
type NotMoving = 'not_found' | 'forbidden' | 'no_longer_possible' | 'no_guardian';

/** What the member is told when somebody else did it. */
const told = {
  accept: 'groups.told_joined_for',
  decline: 'groups.told_left_for',
  admit: 'groups.told_accepted',
  reject: 'groups.told_declined',
  leave: 'groups.told_left_for',
  remove: 'groups.told_removed',
} as const satisfies Partial<Record<MembershipVerb, string>>;

/**
 * Moves a membership on, as the table in rules.ts says who may when: the member accepts, declines or leaves, the leaders
 * admit, reject or remove.
 * Refused: what its state does not allow (any more), and whoever may not.
 */
export async function moveMembership(
  write: Write,
  verb: keyof typeof told,
  input: Moving,
): Promise<Outcome<{ membershipId: string; personId: string }, NotMoving>> {
  const { group, by, person } = input;
  const membership = await lockMembership(write.tx, write.district, input.membershipId);
  if (!membership || membership.groupId !== group.id || membership.personId !== person.id) return refused('not_found');
  const act = membershipAct(membership.state, verb);
  if (!act) return refused('no_longer_possible');
  if (!membershipActs(membership.state, group, by).includes(verb)) return refused('forbidden');
  const { personId } = membership;
  if (act.to === 'active') {
    await write.tx
      .updateTable('memberships')
      .set({ state: 'active', registered_on: write.today })
      .where('district', '=', write.district)
      .where('id', '=', membership.id)
      .execute();
    const problem = act.by === 'self' ? await consent(write, person, 'join_group') : undefined;
    if (problem) return refused(problem);
  } else {
    await endMemberships(write, [membership.id], act.to as 'declined' | 'left');
    if (membership.showsName !== 'hidden') await endShowingWhereNone(write, personId);
  }
  await tell(write, [{ personId, kind: told[verb], group, href: '/me/groups' }]);
  await write.record({
    verb: `groups.${verb}`,
    thing: { kind: 'group', id: group.id },
    placeId: group.placeId,
    forId: personId,
    change: { membershipId: membership.id, from: membership.state, to: act.to },
  });
  return done({ membershipId: membership.id, personId });
}

/** Ends memberships today; what they showed is hidden. The caller records. */
export async function endMemberships(write: Write, ids: readonly string[], state: 'declined' | 'left'): Promise<void> {
  await sql`update memberships set state = ${state}, left_on = greatest(registered_on, ${write.today}::date), backbone = false,
      shows_name = 'hidden', shows_building = false, shows_talents = false
    where district = ${write.district} and id = any(${[...ids]}::uuid[]) and state in ('invited', 'applied', 'active')`.execute(
    write.tx,
  );
}

/** Makes a member part of the backbone (骨干), or no longer. */
export async function setBackbone(
  write: Write,
  input: { readonly group: PlacedGroup; readonly membershipId: string; readonly backbone: boolean; readonly by: By },
): Promise<Outcome<{ membershipId: string }, NotMoving>> {
  const { group, backbone, by } = input;
  const membership = await lockMembership(write.tx, write.district, input.membershipId);
  if (!membership || membership.groupId !== group.id) return refused('not_found');
  if (!membershipAct(membership.state, 'backbone')) return refused('no_longer_possible');
  if (!membershipActs(membership.state, group, by).includes('backbone')) return refused('forbidden');
  await write.tx
    .updateTable('memberships')
    .set({ backbone })
    .where('district', '=', write.district)
    .where('id', '=', membership.id)
    .execute();
  if (backbone && !membership.backbone)
    await tell(write, [{ personId: membership.personId, kind: 'groups.told_backbone', group }]);
  await write.record({
    verb: 'groups.backbone',
    thing: { kind: 'group', id: group.id },
    placeId: group.placeId,
    forId: membership.personId,
    change: { membershipId: membership.id, backbone },
  });
  return done({ membershipId: membership.id });
}

export type Display = { readonly name: NameDisplay; readonly building: boolean; readonly talents: boolean };

/**
 * Sets what everybody may see of a member. Only the member decides, or somebody who helps with the member's consent.
 * Showing needs separate consent (PIPL art. 25), which is written down here; hiding everywhere withdraws it.
 */
export async function setDisplay(
  write: Write,
  input: {
    readonly group: PlacedGroup;
    readonly membershipId: string;
    readonly display: Display;
    readonly person: Person;
    readonly by: By;
  },
): Promise<Outcome<{ membershipId: string }, NotMoving>> {
  const { group, by, person } = input;
  const membership = await lockMembership(write.tx, write.district, input.membershipId);
  if (!membership || membership.groupId !== group.id || membership.personId !== person.id) return refused('not_found');
  if (!membershipAct(membership.state, 'display')) return refused('no_longer_possible');
  if (!membershipActs(membership.state, group, by).includes('display')) return refused('forbidden');
  const display = visible(input.display);
  await write.tx
    .updateTable('memberships')
    .set({ shows_name: display.name, shows_building: display.building, shows_talents: display.talents })
    .where('district', '=', write.district)
    .where('id', '=', membership.id)
    .execute();
  const { personId } = membership;
  if (display.name === 'hidden') await endShowingWhereNone(write, personId);
  else {
    const problem = await consent(write, person, 'show_name');
    if (problem) return refused(problem);
  }
  await tell(write, [{ personId, kind: 'groups.told_display_for', group, href: '/me/groups' }]);
  await write.record({
    verb: 'groups.display',
    thing: { kind: 'group', id: group.id },
    placeId: group.placeId,
    forId: personId,
    change: { membershipId: membership.id, ...display },
  });
  return done({ membershipId: membership.id });
}

/** Whose name is hidden shows nothing else either. */
export function visible(display: Display): Display {
  return display.name === 'hidden' ? { name: 'hidden', building: false, talents: false } : display;
}

/** Where a person shows their name nowhere any more, the consent to it ends as well. */
async function endShowingWhereNone(write: Write, personId: string): Promise<void> {
  const { rows } = await sql<{
    shows: boolean;
  }>`select exists (select from memberships where district = ${write.district}
    and person_id = ${personId} and shows_name <> 'hidden') as shows`.execute(write.tx);
  if (rows[0]?.shows) return;
  const consents = await consentsOf(write.tx, write.district, [personId], { lastingOnly: true });
  await endConsents(
    write,
    consents.filter((consent) => consent.purpose === 'show_name').map((consent) => consent.id),
  );
}
