import type { Reader, Tx } from '../../kit/database.ts';
import { readRef } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import type { Context } from '../../kit/route.ts';
import { lineOf, type Place } from '../places/index.ts';
import { homeOf } from './desk.ts';
import type { Issue, Verb } from './issue.ts';
import {
  type Answers,
  availableActions,
  type Sight,
  sightOf,
  type Ties,
  type VerbProblem,
  verbProblem,
} from './rules.ts';
import { answersOf, findIssue, lockIssue } from './store.ts';
import { tiesTo } from './ties.ts';

/** An issue as somebody reaches it. */
export type Reached = {
  readonly issue: Issue;
  /** The places above it, from the district down to its own. */
  readonly line: readonly Place[];
  /** Its compound, or its community outside of one. */
  readonly home: Place;
  readonly ties: Ties;
  readonly answers: Answers;
  readonly sight: Exclude<Sight, 'none'>;
  readonly actions: readonly Verb[];
};

type Asking = Pick<Context, 'actor' | 'today' | 'now'>;

async function reach(db: Reader, issue: Issue | undefined, asking: Asking): Promise<Outcome<Reached, 'not_found'>> {
  if (!issue) return refused('not_found');
  const line = await lineOf(db, issue);
  const home = homeOf(line);
  if (!home) return refused('not_found');
  const ties = await tiesTo(db, issue, home.path, asking.actor, asking.today);
  const sight = sightOf(issue, asking.actor, ties);
  if (sight === 'none') return refused('not_found');
  const answers = await answersOf(db, issue);
  const actions = availableActions(issue, { actor: asking.actor, ties, answers, now: asking.now });
  return done({ issue, line, home, ties, answers, sight, actions });
}

/** The issue behind an address; "not found" for whoever may not see it. */
export async function reachIssue(db: Reader, ref: string, asking: Asking): Promise<Outcome<Reached, 'not_found'>> {
  const read = readRef(ref);
  return reach(db, read && (await findIssue(db, read.district, read.id)), asking);
}

/**
 * The issue behind an address, locked, for a verb: refused with the reason where the verb does not exist in this state
 * or is not the actor's.
 */
export async function reachForVerb(
  tx: Tx,
  ref: string,
  asking: Asking,
  verb: Verb,
): Promise<Outcome<Reached, 'not_found' | 'forbidden' | VerbProblem>> {
  const read = readRef(ref);
  const reached = await reach(tx, read && (await lockIssue(tx, read.district, read.id)), asking);
  if ('refused' in reached) return reached;
  const { issue, ties, answers } = reached.done;
  const problem = verbProblem(issue, verb, { actor: asking.actor, ties, answers, now: asking.now });
  if (problem) return refused(problem === 'not_yours' ? 'forbidden' : problem);
  return reached;
}
