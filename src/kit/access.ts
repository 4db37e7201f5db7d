import { type RawBuilder, sql } from 'kysely';

/** A permission held at a place and all below it; `post` says by which post the actor has it. */
export type Grant = {
  readonly permission: string;
  /** Path of the place; everything that begins with it is reached. */
  readonly path: string;
  readonly post: string;
  readonly placeId: string;
};

/** Who is asking, and what the posts held today allow. */
export type Actor = {
  readonly accountId: string;
  readonly sessionId: string;
  readonly district: string;
  readonly personId: string;
  readonly name: string;
  readonly grants: readonly Grant[];
  /** Posts whose grants are kept back: until the second factor is given, or until there is one to give. */
  readonly withheld?: Withheld | undefined;
};

export type Withheld = 'until_given' | 'until_set_up';

/** True when one of the actor's posts gives the permission somewhere. */
export function may(actor: Actor | undefined, permission: string): boolean {
  return actor?.grants.some((grant) => grant.permission === permission) ?? false;
}

/** True when one of the actor's posts gives the permission at this path of this district. */
export function mayAt(actor: Actor | undefined, permission: string, at: { district: string; path: string }): boolean {
  return (
    actor !== undefined &&
    actor.district === at.district &&
    actor.grants.some((grant) => grant.permission === permission && at.path.startsWith(grant.path))
  );
}

/** The paths at which the actor has the permission, none inside another. */
export function reach(actor: Actor | undefined, permission: string): readonly string[] {
  const paths = [...new Set(actor?.grants.filter((grant) => grant.permission === permission).map((g) => g.path) ?? [])];
  return paths.filter((path) => !paths.some((other) => other !== path && path.startsWith(other)));
}

/**
 * SQL for "the path in this column is the given one or below it"; one range of the index.
 * @param column a column reference such as `places.path`.
 */
export function under(column: string, path: string): RawBuilder<boolean> {
  const ref = sql.ref(column);
  return sql<boolean>`(${ref} >= ${path} and ${ref} < ${pathEnd(path)})`;
}

/** SQL for "below one of these paths"; false when there are none. */
export function underAny(column: string, paths: readonly string[]): RawBuilder<boolean> {
  if (paths.length === 0) return sql<boolean>`false`;
  return sql<boolean>`(${sql.join(
    paths.map((path) => under(column, path)),
    sql` or `,
  )})`;
}

/** The first text, in byte order, after everything that begins with the path (which ends with a dot). */
export function pathEnd(path: string): string {
  return `${path.slice(0, -1)}/`;
}

/** A post somebody holds today: which role, over which place, since when and until when (the first day no longer). */
export type Post = {
  /** Such as `community_office.staff` or `steward.4`; the table in src/scope.ts says what it allows. */
  readonly role: string;
  readonly placeId: string;
  readonly path: string;
  readonly fromDay: string;
  readonly untilDay: string | null;
};
