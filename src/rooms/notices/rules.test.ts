import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../kit/access.ts';
import { addDays, daysBetween } from '../../kit/clock.ts';
import { factsOf, noticeKinds } from './kind.ts';
import type { NoticeState } from './notice.ts';
import {
  availableActions,
  changesOf,
  daysProblem,
  earliestLastDay,
  issuersFor,
  lastDayProblem,
  maySee,
  noticeVerbs,
  type Part,
  partOf,
  type Standing,
  standingOf,
  standings,
} from './rules.ts';

const today = '2026-11-22';

describe('where a notice stands', () => {
  test.each([
    ['draft', '2026-11-20', '2026-12-10', 'draft'],
    ['published', '2026-11-23', '2026-12-10', 'coming'],
    ['published', '2026-11-22', '2026-11-22', 'showing'],
    ['published', '2026-11-01', '2026-11-22', 'showing'],
    ['published', '2026-11-01', '2026-11-21', 'ended'],
    ['withdrawn', '2026-11-01', '2026-12-10', 'withdrawn'],
    ['discarded', '2026-11-01', '2026-12-10', 'discarded'],
  ] as const)('%s from %s to %s: %s', (state, fromDay, lastDay, standing) => {
    expect(standingOf({ state, fromDay, lastDay }, today)).toBe(standing);
  });
});

/** A notice that stands so today. */
const standingSo: Readonly<Record<Standing, { state: NoticeState; fromDay: string; lastDay: string }>> = {
  draft: { state: 'draft', fromDay: today, lastDay: '2026-12-10' },
  coming: { state: 'published', fromDay: '2026-11-23', lastDay: '2026-12-10' },
  showing: { state: 'published', fromDay: '2026-11-20', lastDay: '2026-12-10' },
  ended: { state: 'published', fromDay: '2026-10-01', lastDay: '2026-11-21' },
  withdrawn: { state: 'withdrawn', fromDay: '2026-11-20', lastDay: '2026-12-10' },
  discarded: { state: 'discarded', fromDay: today, lastDay: '2026-12-10' },
};
const parts = ['issuer', 'overseer', 'anybody'] as const satisfies readonly Part[];

/** Everything that may be done, by hand: standing, part, pinned → verbs. What is not here may not. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'draft issuer': ['rewrite', 'publish', 'discard'],
  'coming issuer': ['correct', 'pin', 'withdraw'],
  'coming issuer pinned': ['correct', 'unpin', 'withdraw'],
  'coming overseer': ['withdraw'],
  'coming overseer pinned': ['withdraw'],
  'showing issuer': ['correct', 'pin', 'withdraw'],
  'showing issuer pinned': ['correct', 'unpin', 'withdraw'],
  'showing overseer': ['withdraw'],
  'showing overseer pinned': ['withdraw'],
  'ended issuer': ['withdraw'],
  'ended issuer pinned': ['withdraw'],
  'ended overseer': ['withdraw'],
  'ended overseer pinned': ['withdraw'],
  'draft issuer pinned': ['rewrite', 'publish', 'discard'],
};

describe('every state × verb × role', () => {
  const cases = standings.flatMap((standing) =>
    parts.flatMap((part) =>
      [false, true].flatMap((pinned) => noticeVerbs.map((verb) => ({ standing, part, pinned, verb }))),
    ),
  );
  test('are all looked at', () => {
    expect(cases).toHaveLength(6 * 3 * 2 * 7);
  });
  test.each(cases)('$standing, $part, pinned $pinned: $verb', ({ standing, part, pinned, verb }) => {
    const key = [standing, part, ...(pinned ? ['pinned'] : [])].join(' ');
    const possible = availableActions({ ...standingSo[standing], pinned }, part, today);
    expect(possible.includes(verb)).toBe(allowed[key]?.includes(verb) ?? false);
  });
});

test('who sees what: drafts their group, what comes also the office above, the rest everybody, the discarded nobody', () => {
  const seen = standings.map((standing) => [standing, parts.filter((part) => maySee(standing, part))]);
  expect(Object.fromEntries(seen)).toEqual({
    draft: ['issuer'],
    coming: ['issuer', 'overseer'],
    showing: ['issuer', 'overseer', 'anybody'],
    ended: ['issuer', 'overseer', 'anybody'],
    withdrawn: ['issuer', 'overseer', 'anybody'],
    discarded: [],
  });
});

describe('as what somebody stands to a notice', () => {
  const notice = { district: '421202', groupId: 'g1', path: '1.2.3.4.' };
  const actor = (post: string, path: string, permission = 'notices.publish', district = '421202'): Actor => ({
    accountId: '',
    sessionId: '',
    personId: '',
    name: '',
    district,
    grants: [{ permission, post, path, placeId: '' }],
  });
  const mine = [{ groupId: 'g1', name: '', kind: 'federation' as const, path: '1.2.3.4.' }];

  test.each([
    ['of the very group', actor('federation.chair', '1.2.3.4.'), mine, 'issuer'],
    ['of another group at the place', actor('owners_committee.chair', '1.2.3.4.'), [], 'anybody'],
    ['of the federation above', actor('federation.chair', '1.2.3.'), [], 'anybody'],
    ['of the community office above', actor('community_office.staff', '1.2.3.'), [], 'overseer'],
    ['of another community', actor('community_office.staff', '1.2.9.'), [], 'anybody'],
    ['of the office, without the permission', actor('community_office.staff', '1.2.3.', 'people.list'), [], 'anybody'],
    ['of another district', actor('community_office.staff', '1.2.3.', 'notices.publish', '340103'), mine, 'anybody'],
    ['nobody', undefined, [], 'anybody'],
  ] as const)('%s', (_, who, groups, part) => {
    expect(partOf(who, notice, groups)).toBe(part);
  });

  test('a group posts at its place and below, nowhere else', () => {
    expect(issuersFor(mine, { path: '1.2.3.4.5.' })).toEqual(mine);
    expect(issuersFor(mine, { path: '1.2.3.' })).toEqual([]);
    expect(issuersFor(mine, { path: '1.2.3.40.' })).toEqual([]);
  });
});

describe('days', () => {
  test.each([
    ['reminder', today, today, undefined],
    ['reminder', '2026-11-21', '2026-11-30', 'from_past'],
    ['reminder', today, '2026-11-21', 'last_before_first'],
    // 居务公开 at least 15 days: from 22 November to 6 December are fifteen, both counted.
    ['money', today, '2026-12-05', 'too_short'],
    ['money', today, '2026-12-06', undefined],
    ['reminder', addDays(today, 92), addDays(today, 92), undefined],
    ['reminder', addDays(today, 93), addDays(today, 93), 'too_far_ahead'],
    ['other', today, addDays(today, 1095), undefined],
    ['other', today, addDays(today, 1096), 'too_long'],
  ] as const)('%s from %s to %s: %s', (kind, fromDay, lastDay, problem) => {
    expect(daysProblem(kind, { fromDay, lastDay }, today)).toBe(problem);
  });

  test.each([
    // Posted since 10 November, so until the 24th at least.
    ['money', '2026-11-10', '2026-12-01', '2026-11-23', 'too_short'],
    ['money', '2026-11-10', '2026-12-01', '2026-11-24', undefined],
    ['reminder', '2026-11-10', '2026-12-01', '2026-11-21', 'last_past'],
    ['reminder', '2026-11-10', '2026-12-01', '2026-11-22', undefined],
    // What stands may stay as it is, whatever the day.
    ['reminder', '2026-11-10', '2026-11-20', '2026-11-20', undefined],
  ] as const)('%s posted on %s until %s, now until %s: %s', (kind, fromDay, lastDay, wanted, problem) => {
    expect(lastDayProblem({ kind, fromDay, lastDay }, wanted, today)).toBe(problem);
  });

  test('the earliest last day is the first that is not too short, for every kind', () => {
    const days = fc.integer({ min: 0, max: 92 });
    fc.assert(
      fc.property(fc.constantFrom(...noticeKinds), days, days, (kind, ahead, length) => {
        const fromDay = addDays(today, ahead);
        const lastDay = addDays(fromDay, length);
        const tooShort = daysProblem(kind, { fromDay, lastDay }, today) === 'too_short';
        expect(tooShort).toBe(lastDay < earliestLastDay(kind, fromDay));
        expect(tooShort).toBe(daysBetween(fromDay, lastDay) + 1 < factsOf(kind).leastDays);
      }),
    );
  });

  test('open affairs are posted fifteen days, and only an outage is told to all unasked', () => {
    for (const kind of noticeKinds) expect(factsOf(kind).leastDays).toBe(factsOf(kind).isOpenAffair ? 15 : 1);
    expect(noticeKinds.filter((kind) => factsOf(kind).tellsAll)).toEqual(['outage']);
  });
});

test('a correction knows what it changes', () => {
  const before = { title: 'a', body: 'b', lastDay: today };
  expect(changesOf(before, before)).toEqual([]);
  expect(changesOf(before, { title: 'x', body: 'y', lastDay: '2026-11-23' })).toEqual(['title', 'body', 'last_day']);
});
