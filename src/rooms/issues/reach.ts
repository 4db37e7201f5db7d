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
  noTies,
  type Sight,
  sightOf,
  type Ties,
  type VerbProblem,
  verbProblem,
} from './rules.ts';
import { answersOf, findIssue, lockIssue } from './store.ts';
import { homePathsOf, partyTo, tiesTo } from './ties.ts';

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

/**
 * Those of a page of issues that the actor may see, in their order: by the board, by being on a desk above, or by being
 * a party. Two queries, however many issues.
 */
export async function maySee(
  context: Pick<Context, 'db' | 'actor' | 'today'>,
  issues: readonly Issue[],
): Promise<Issue[]> {
  const { actor, db, today } = context;
  const [first] = issues;
  if (!first) return [];
  const mine = new Set(
    actor?.district === first.district
      ? await partyTo(
          db,
          first.district,
          actor.personId,
          issues.map((issue) => issue.id),
        )
      : [],
  );
  const homes = actor?.district === first.district ? await homePathsOf(db, first.district, actor.personId, today) : [];
  return issues.filter((issue) => {
    const compound = issue.path.split('.').slice(0, 4).join('.');
    const isNeighbour = homes.some((home) => home.startsWith(`${compound}.`));
    return sightOf(issue, actor, { ...noTies, isParty: mine.has(issue.id), isNeighbour }) !== 'none';
  });
}
