import { sql } from 'kysely';
import { newId } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import { leadersOf } from './candidates.ts';
import type { Issue } from './issue.ts';
import { carry } from './move.ts';
import { deskStaff } from './sort.ts';

/** A person or a group that acts. */
export type Party =
  | { readonly personId: string; readonly groupId?: undefined }
  | { readonly groupId: string; readonly personId?: undefined };

/** Those who are told when something is handed to a party: the person, or whoever leads the group. */
async function heads(write: Write, party: Party): Promise<string[]> {
  return party.personId !== undefined
    ? [party.personId]
    : leadersOf(write.tx, write.district, party.groupId, write.today);
}

/**
 * Hands an issue to a person or a group; whoever received it stays responsible until they accept.
 * @param level the steward's level, where it goes to one: overdue, it climbs from there.
 */
export async function assignIssue(
  write: Write,
  issue: Issue,
  input: { readonly to: Party; readonly level?: number | undefined; readonly task?: string | undefined },
): Promise<Outcome<{ readonly id: string }, never>> {
  const told = await heads(write, input.to);
  await carry(write, issue, {
    verb: 'assign',
    to: 'assigned',
    patch: {
      assignee_id: input.to.personId ?? null,
      assignee_group: input.to.groupId ?? null,
      ...(input.level === undefined ? {} : { level: input.level }),
    },
    ...(input.task === undefined
      ? {}
      : { step: { kind: 'step' as const, text: input.task, shown: 'handlers' as const } }),
    change: { personId: input.to.personId ?? null, groupId: input.to.groupId ?? null },
    tell: told.map((personId) => ({ personId, kind: 'issues.told_assigned' as const })),
  });
  return done({ id: issue.id });
}

/** Takes an issue on: as its assignee, or as the desk that settles it itself. */
export async function takeIssue(write: Write, issue: Issue): Promise<Outcome<{ readonly id: string }, never>> {
  const isAssigned = issue.assigneeId !== null || issue.assigneeGroup !== null;
  await carry(write, issue, {
    verb: 'take',
    to: 'acting',
    patch: isAssigned ? {} : { assignee_id: write.actorId ?? null },
    tellParties: 'issues.told_taken',
  });
  return done({ id: issue.id });
}

/** The assignee says why it is not theirs: it lies on the desk again, and whoever received it answers for it. */
export async function objectToIssue(
  write: Write,
  issue: Issue,
  input: { readonly reason: string },
): Promise<Outcome<{ readonly id: string }, never>> {
  const told = await deskStaff(write, issue, 'issues.told_objected' as const);
  await carry(write, issue, {
    verb: 'object',
    to: 'accepted',
    patch: { assignee_id: null, assignee_group: null },
    step: { kind: 'step', text: input.reason, shown: 'handlers' },
    change: { personId: issue.assigneeId, groupId: issue.assigneeGroup },
    tell: issue.receiverId === null ? told : [...told, { personId: issue.receiverId, kind: 'issues.told_objected' }],
  });
  return done({ id: issue.id });
}

/** One more party that acts together with the assignee, with its part of the plan. */
export async function addHelper(
  write: Write,
  issue: Issue,
  input: { readonly who: Party; readonly task: string },
): Promise<Outcome<{ readonly id: string }, 'helps_already'>> {
  const { rows } = await sql`
    insert into issue_helpers (district, id, issue_id, person_id, group_id, task, added_at)
    values (${write.district}, ${newId()}, ${issue.id}, ${input.who.personId ?? null}, ${input.who.groupId ?? null},
      ${input.task}, ${write.now})
    on conflict (district, issue_id, person_id, group_id) do nothing returning id`.execute(write.tx);
  if (rows.length === 0) return refused('helps_already', { fields: { who: 'helps_already' } });
  const told = await heads(write, input.who);
  await carry(write, issue, {
    verb: 'add_helper',
    change: { personId: input.who.personId ?? null, groupId: input.who.groupId ?? null },
    tell: told.map((personId) => ({ personId, kind: 'issues.told_helping' as const })),
  });
  return done({ id: issue.id });
}
