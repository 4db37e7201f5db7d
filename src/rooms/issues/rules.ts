import { type Actor, mayAt } from '../../kit/access.ts';
import { appraisalDays, type Issue, life, moveOf, type Role, type Verb, verbs } from './issue.ts';

/** Sort, publish and hand out issues at a desk. */
export const sortIssues = 'issues.sort';
/** Open what takes the guarded path: violence, self-harm, threats. */
export const guardIssues = 'issues.guard';
/** Ask parties by telephone for their last word. */
const callParties = 'issues.call';

/** What is known of the one who asks, beside the posts. */
export type Ties = {
  readonly isParty: boolean;
  /** Groups in which the actor holds an office. */
  readonly groups: readonly string[];
  /** Whether the actor is at home in the compound (or, outside one, in the community) of the issue. */
  readonly isNeighbour: boolean;
  readonly helpers: readonly { readonly personId: string | null; readonly groupId: string | null }[];
  /** Whether the actor has acted on it: contacted, taken steps, resolved. */
  readonly hasHandled: boolean;
  /** Whether the actor has answered in this round. */
  readonly hasAppraised: boolean;
};

export const noTies: Ties = {
  isParty: false,
  groups: [],
  isNeighbour: false,
  helpers: [],
  hasHandled: false,
  hasAppraised: false,
};

type Standing = Pick<
  Issue,
  'district' | 'path' | 'deskPath' | 'restricted' | 'raiserId' | 'helperId' | 'assigneeId' | 'assigneeGroup'
>;

/** As what the actor stands towards the issue. */
export function rolesOf(issue: Standing, actor: Actor | undefined, ties: Ties): ReadonlySet<Role> {
  const found = new Set<Role>();
  if (!actor || actor.district !== issue.district) return found;
  const power = issue.restricted ? guardIssues : sortIssues;
  for (const grant of actor.grants) {
    if (grant.permission !== power || !issue.deskPath.startsWith(grant.path)) continue;
    found.add(grant.path === issue.deskPath ? 'desk' : 'above');
  }
  if (issue.raiserId === actor.personId || issue.helperId === actor.personId) found.add('raiser');
  else if (ties.isParty) found.add('party');
  if (issue.restricted) return found;
  const isMine = (personId: string | null, groupId: string | null): boolean =>
    personId === actor.personId || (groupId !== null && ties.groups.includes(groupId));
  if (isMine(issue.assigneeId, issue.assigneeGroup)) found.add('assignee');
  if (ties.helpers.some((helper) => isMine(helper.personId, helper.groupId))) found.add('helper');
  if (ties.isNeighbour && !found.has('raiser') && !ties.isParty) found.add('neighbour');
  if (mayAt(actor, callParties, issue)) found.add('caller');
  return found;
}

type Seen = Standing & Pick<Issue, 'visibility' | 'publishedAt'>;

/** How much of an issue somebody sees: nothing, what is public, what its parties see, or all that handlers see. */
export type Sight = 'none' | 'public' | 'party' | 'handler';

/** What the actor sees of the issue. Nobody but its own people and the named office sees what is guarded. */
export function sightOf(issue: Seen, actor: Actor | undefined, ties: Ties): Sight {
  const mine = rolesOf(issue, actor, ties);
  if (mine.has('desk') || mine.has('above') || mine.has('assignee') || mine.has('helper')) return 'handler';
  if (mine.has('raiser') || mine.has('party')) return 'party';
  if (issue.publishedAt === null || issue.visibility === 'handlers') return 'none';
  if (issue.visibility === 'all' || mine.has('neighbour') || mine.has('caller')) return 'public';
  return 'none';
}

type Moving = Standing &
  Pick<Issue, 'state' | 'contested' | 'publishedAt' | 'visibility' | 'round' | 'askedAt' | 'parties'>;

/** What is known about the answers of this round. */
export type Answers = { readonly solved: number; readonly unsolved: number };

/**
 * Why a verb that exists in this state is not open to the actor all the same; undefined when it is.
 * `own_work`: whoever handled an issue never appraises it.
 */
export type VerbProblem =
  | 'not_now'
  | 'not_yours'
  | 'own_work'
  | 'answered_already'
  | 'contested_already'
  | 'not_public'
  | 'wait_for_answers';

/** Whether the actor may do this now, and if not, why not. Pure: page, API and action ask the same. */
export function verbProblem(
  issue: Moving,
  verb: Verb,
  asking: { readonly actor: Actor | undefined; readonly ties: Ties; readonly answers: Answers; readonly now: Date },
): VerbProblem | undefined {
  const move = moveOf(issue.state, verb);
  if (!move) return 'not_now';
  const mine = rolesOf(issue, asking.actor, asking.ties);
  if (!move.by.some((role) => mine.has(role))) return 'not_yours';
  if (verb === 'appraise' || verb === 'log_appraisal') {
    if (asking.ties.hasHandled || mine.has('assignee')) return 'own_work';
  }
  if (verb === 'appraise' && asking.ties.hasAppraised) return 'answered_already';
  if (verb === 'contest' && issue.contested) return 'contested_already';
  if (verb === 'publish' && issue.visibility === 'handlers') return 'not_public';
  if ((verb === 'join' || verb === 'add_fact') && sightOf(issue, asking.actor, asking.ties) === 'none')
    return 'not_yours';
  if (verb === 'feed_back' && !mayFeedBack(issue, asking.answers, asking.now)) return 'wait_for_answers';
  return undefined;
}

/** The feedback goes out when every party has answered, or their time is over: silence is silence, not satisfaction. */
export function mayFeedBack(issue: Pick<Issue, 'askedAt' | 'parties'>, answers: Answers, now: Date): boolean {
  if (answers.solved + answers.unsolved >= issue.parties) return true;
  return issue.askedAt !== null && now.getTime() - issue.askedAt.getTime() >= appraisalDays * 86_400_000;
}

/** Every verb the actor may do now. */
export function availableActions(issue: Moving, asking: Parameters<typeof verbProblem>[2]): readonly Verb[] {
  return verbs.filter((verb) => verb in life[issue.state] && verbProblem(issue, verb, asking) === undefined);
}
