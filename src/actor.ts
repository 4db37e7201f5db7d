import type { Actor, Post, Withheld } from './kit/access.ts';
import { dayIn } from './kit/clock.ts';
import type { Lang } from './kit/lang.ts';
import type { Workshop } from './kit/write.ts';
import { findSession, type Session } from './rooms/accounts/index.ts';
import { officePostsOf } from './rooms/groups/index.ts';
import { stewardPostsOf } from './rooms/stewards/index.ts';
import { grantsOf, needsSecondFactor } from './scope.ts';

export type ActorOptions = {
  /** A session of somebody who serves is over when it was not used for so many minutes; others end by their own term. */
  readonly idleMinutes: number;
  /** In the demo anybody signs in with one tap, so no second factor is asked for. */
  readonly demo: boolean;
};

/**
 * Who holds a session, and what the posts held today allow.
 * @returns undefined when the token is unknown, ended or idle too long.
 */
export async function loadActor(
  workshop: Workshop,
  token: string,
  options: ActorOptions,
): Promise<{ actor: Actor; lang: Lang; elder: boolean } | undefined> {
  const db = workshop.database.kysely;
  const now = workshop.clock.now();
  const today = dayIn(workshop.zone, now);
  let held: readonly Post[] = [];
  const session = await findSession(db, token, now, async ({ district, personId }) => {
    const found = await Promise.all([
      officePostsOf(db, district, personId, today),
      stewardPostsOf(db, district, personId, today),
    ]);
    held = found.flat();
    // Whoever serves sees others' data and is signed out soon; a resident at home is not made to sign in again and again.
    return held.length > 0 ? options.idleMinutes : Number.POSITIVE_INFINITY;
  });
  if (!session) return undefined;
  const { district, personId } = session;
  const { posts, withheld } = postsThatCount(held, session, options.demo);
  const { accountId, sessionId, name } = session;
  return {
    actor: { accountId, sessionId, district, personId, name, grants: grantsOf(posts), withheld },
    lang: session.lang,
    elder: session.elder,
  };
}

/**
 * The posts that count in a session. Without its second factor none does of an account that has one, and none of the
 * administration in any case.
 */
export function postsThatCount(
  posts: readonly Post[],
  session: Pick<Session, 'secondFactor' | 'hasSecondFactor'>,
  demo: boolean,
): { readonly posts: readonly Post[]; readonly withheld: Withheld | undefined } {
  if (demo || session.secondFactor) return { posts, withheld: undefined };
  const counting = posts.filter((post) => !session.hasSecondFactor && !needsSecondFactor(post.role));
  if (counting.length === posts.length) return { posts, withheld: undefined };
  return { posts: counting, withheld: session.hasSecondFactor ? 'until_given' : 'until_set_up' };
}
