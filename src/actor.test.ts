import { describe, expect, test } from 'vitest';
import { postsThatCount } from './actor.ts';
import { needsSecondFactor, rolePermissions } from './scope.ts';

test('the administration takes a second factor, and nobody else', () => {
  const roles = Object.keys(rolePermissions).filter(needsSecondFactor);
  expect(roles.sort()).toEqual(
    Object.keys(rolePermissions)
      .filter((role) => /_office\.|^platform\./.test(role))
      .sort(),
  );
  expect(roles).toContain('community_office.staff');
});

describe('posts that count', () => {
  const posts = ['community_office.staff', 'steward.4'].map((role) => ({
    role,
    placeId: 'p',
    path: '1.',
    fromDay: '2026-01-01',
    untilDay: null,
  }));
  const none = { secondFactor: false, hasSecondFactor: false };
  const asked = { secondFactor: false, hasSecondFactor: true };
  const given = { secondFactor: true, hasSecondFactor: true };
  test.each([
    ['no second factor: the administration waits', none, false, ['steward.4'], 'until_set_up'],
    ['not given yet: everything waits', asked, false, [], 'until_given'],
    ['given', given, false, ['community_office.staff', 'steward.4'], undefined],
    ['the demo asks for none', none, true, ['community_office.staff', 'steward.4'], undefined],
  ] as const)('%s', (_, session, demo, roles, withheld) => {
    const counted = postsThatCount(posts, session, demo);
    expect([counted.posts.map((post) => post.role), counted.withheld]).toEqual([roles, withheld]);
  });

  test('nothing is said to be withheld from whom nothing is', () => {
    expect(postsThatCount(posts.slice(1), none, false).withheld).toBeUndefined();
    expect(postsThatCount([], asked, false).withheld).toBeUndefined();
  });
});
