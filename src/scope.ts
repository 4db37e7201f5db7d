import type { Grant, Post } from './kit/access.ts';

/**
 * What each post allows, at its place and below: the only table of powers. A role is `<group kind>.<office>` or
 * `steward.<level>`. What is not here is denied.
 * Administration is parted as GB/T 22239 asks: who manages accounts sees no residents, who audits manages nothing.
 */
const community = [
  'places.edit',
  'people.list',
  'people.open',
  'people.care',
  'people.edit',
  'people.decide',
  'groups.edit',
  'groups.members',
  'stewards.appoint',
  'stewards.link',
  'stewards.coverage',
  'ledgers.import',
  'ledgers.export',
  'notices.publish',
  'channels.robots',
  'issues.sort',
  'reception.receive',
] as const;
const federation = [
  'people.list',
  'groups.edit',
  'groups.members',
  'stewards.coverage',
  'notices.publish',
  'issues.sort',
  'reception.receive',
] as const;
const doorstep = [
  'people.list',
  'people.open',
  'people.care',
  'people.edit',
  'stewards.coverage',
  'issues.call',
] as const;

export const rolePermissions = {
  'platform.administrator': ['accounts.manage', 'channels.administer'],
  'platform.auditor': ['accounts.audit'],
  'district_office.staff': [
    'places.edit',
    'groups.edit',
    'stewards.levels',
    'stewards.link',
    'stewards.coverage',
    'issues.sort',
    'issues.guard',
  ],
  'street_office.staff': [
    'places.edit',
    'groups.edit',
    'stewards.appoint',
    'stewards.link',
    'stewards.coverage',
    'ledgers.import',
    'ledgers.export',
    'issues.sort',
  ],
  'community_office.staff': community,
  'community_office.leader': [...community, 'issues.guard'],
  'federation.chair': [...federation, 'issues.guard'],
  'federation.vice_chair': federation,
  'federation.executive': ['groups.members'],
  'womens_group.leader': [],
  'owners_committee.chair': ['notices.publish'],
  'owners_committee.vice_chair': ['notices.publish'],
  'property_manager.leader': ['notices.publish'],
  'steward.1': ['stewards.coverage'],
  'steward.2': ['stewards.coverage', 'stewards.link'],
  'steward.3': ['people.list', 'stewards.coverage', 'stewards.link'],
  'steward.4': doorstep,
  'steward.5': doorstep,
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Every permission that some post gives. */
export const permissions: ReadonlySet<string> = new Set(Object.values(rolePermissions).flat());

/** Administration, in whose offices a post opens what is held about others or rules over accounts. */
const administration: ReadonlySet<string> = new Set([
  'district_office',
  'street_office',
  'community_office',
  'platform',
]);

/**
 * Whether a post counts only with a second factor: staff of the administration sign in by two factors of different
 * kinds (GB/T 22239 level 3, identification).
 * @param role `<group kind>.<office>` or `steward.<level>`.
 */
export function needsSecondFactor(role: string): boolean {
  return administration.has(role.split('.')[0] ?? '');
}

/** What the posts held today allow. */
export function grantsOf(posts: readonly Post[]): Grant[] {
  return posts.flatMap((post) =>
    (rolePermissions[post.role as keyof typeof rolePermissions] ?? []).map((permission) => ({
      permission,
      path: post.path,
      post: post.role,
      placeId: post.placeId,
    })),
  );
}
