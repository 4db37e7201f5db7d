import { describe, expect, test } from 'vitest';
import type { Actor } from '../../kit/access.ts';
import { type Issue, life, moveOf, type Role, roles, type State, states, type Verb, verbs } from './issue.ts';
import { availableActions, mayFeedBack, noTies, rolesOf, sightOf, type Ties, verbProblem } from './rules.ts';

const now = new Date('2026-11-22T04:00:00Z');
const district = '421202';
const compound = '1.2.3.4.';

const issue = (more: Partial<Issue> = {}): Issue => ({
  district,
  id: 'i1',
  number: '2026-0001',
  placeId: 'p',
  path: `${compound}5.`,
  communityId: 'c',
  kind: 'lighting',
  urgency: 'usual',
  visibility: 'all',
  restricted: false,
  state: 'reported',
  channel: 'screen',
  title: '3栋门口的路灯不亮',
  raiserId: 'raiser',
  helperId: null,
  deskId: 'd',
  deskPath: compound,
  level: 3,
  tier: 'days7',
  receiverId: null,
  assigneeId: 'assignee',
  assigneeGroup: null,
  reportedAt: now,
  reportedOn: '2026-11-22',
  contactDueAt: now,
  contactedAt: null,
  dueAt: now,
  pausedAt: null,
  publishedAt: now,
  publishedUntil: '2026-12-07',
  resolvedAt: null,
  endedAt: null,
  round: 1,
  contested: false,
  climbed: 0,
  askedAt: null,
  remindedAt: null,
  parties: 1,
  outcome: null,
  publicAnswer: null,
  mergedInto: null,
  splitFrom: null,
  version: 1,
  ...more,
});

const actor = (personId: string, grants: Actor['grants'] = []): Actor => ({
  accountId: '',
  sessionId: '',
  district,
  personId,
  name: '',
  grants,
});
const holding = (permission: string, path: string) => [{ permission, path, post: 'x', placeId: 'x' }];

/** Somebody who stands towards the issue as exactly this. */
const cast: Readonly<Record<Role, { readonly actor: Actor; readonly ties: Ties }>> = {
  raiser: { actor: actor('raiser'), ties: { ...noTies, isParty: true } },
  party: { actor: actor('joined'), ties: { ...noTies, isParty: true } },
  neighbour: { actor: actor('near'), ties: { ...noTies, isNeighbour: true } },
  assignee: { actor: actor('assignee'), ties: noTies },
  helper: { actor: actor('helper'), ties: { ...noTies, helpers: [{ personId: 'helper', groupId: null }] } },
  desk: { actor: actor('desk', holding('issues.sort', compound)), ties: noTies },
  above: { actor: actor('above', holding('issues.sort', '1.2.')), ties: noTies },
  caller: { actor: actor('caller', holding('issues.call', compound)), ties: noTies },
};
const strangers = {
  nobody: { actor: undefined, ties: noTies },
  resident: { actor: actor('far'), ties: noTies },
  below: { actor: actor('below', holding('issues.sort', `${compound}5.`)), ties: noTies },
  elsewhere: { actor: actor('other', holding('issues.sort', '1.9.')), ties: noTies },
  abroad: { actor: { ...actor('x', holding('issues.sort', '1.')), district: '340103' }, ties: noTies },
};
const allAnswered = { solved: 1, unsolved: 0 };

describe('every state × verb × role', () => {
  const cases = states.flatMap((state) => verbs.flatMap((verb) => roles.map((role) => [state, verb, role] as const)));
  test.each(cases)('%s: %s by the %s', (state, verb, role) => {
    const asked = issue({ state });
    const problem = verbProblem(asked, verb, { ...cast[role], answers: allAnswered, now });
    const move = moveOf(state, verb);
    if (!move) expect(problem).toBe('not_now');
    else if (!move.by.includes(role)) expect(problem).toBe('not_yours');
    else expect(problem).toBeUndefined();
    expect(availableActions(asked, { ...cast[role], answers: allAnswered, now }).includes(verb)).toBe(
      problem === undefined,
    );
  });

  test.each(Object.entries(strangers))('%s may do nothing to it', (_, { actor: who, ties }) => {
    for (const state of states)
      expect(availableActions(issue({ state }), { actor: who, ties, answers: allAnswered, now })).toEqual([]);
  });
});

describe('who may what, beyond the table', () => {
  test.each([
    ['closed', 'appraise'],
    ['closed', 'resolve'],
    ['reported', 'resolve'],
    ['reported', 'feed_back'],
    ['acting', 'accept'],
    ['merged', 'join'],
    ['withdrawn', 'unmerge'],
  ] as const)('a %s issue knows no %s', (state, verb) => expect(moveOf(state, verb)).toBeUndefined());

  test('whoever handled it never appraises it, not by telephone either', () => {
    const resolved = issue({ state: 'resolved' });
    const worked = { ...noTies, isParty: true, hasHandled: true };
    const asking = { answers: { solved: 0, unsolved: 0 }, now };
    expect(verbProblem(resolved, 'appraise', { ...asking, actor: actor('raiser'), ties: worked })).toBe('own_work');
    expect(verbProblem(resolved, 'log_appraisal', { ...asking, ...cast.desk, ties: worked })).toBe('own_work');
    const chair = actor('assignee', holding('issues.sort', compound));
    expect(verbProblem(resolved, 'log_appraisal', { ...asking, actor: chair, ties: noTies })).toBe('own_work');
  });

  test('one answer a round', () => {
    const ties = { ...noTies, isParty: true, hasAppraised: true };
    expect(
      verbProblem(issue({ state: 'resolved' }), 'appraise', {
        actor: actor('raiser'),
        ties,
        answers: allAnswered,
        now,
      }),
    ).toBe('answered_already');
  });

  test('a decline is contested once', () => {
    const asking = { ...cast.raiser, answers: allAnswered, now };
    expect(verbProblem(issue({ state: 'declined' }), 'contest', asking)).toBeUndefined();
    expect(verbProblem(issue({ state: 'declined', contested: true }), 'contest', asking)).toBe('contested_already');
  });

  test.each([
    // Nobody to ask: nothing to wait for.
    [0, 0, 0, 0, true],
    [2, 1, 0, 0, false],
    [2, 1, 1, 0, true],
    [2, 0, 0, 6.99, false],
    [2, 0, 0, 7, true],
  ])('%i parties, %i + %i answers, after %f days: feedback %s', (parties, solved, unsolved, days, may) => {
    const askedAt = new Date(now.getTime() - days * 86_400_000);
    expect(mayFeedBack({ askedAt, parties }, { solved, unsolved }, now)).toBe(may);
  });
});

describe('who sees what', () => {
  const unpublished = { publishedAt: null, publishedUntil: null };
  test.each([
    ['nobody', {}, 'public'],
    ['nobody', unpublished, 'none'],
    ['nobody', { visibility: 'compound' }, 'none'],
    ['resident', { visibility: 'compound' }, 'none'],
    ['below', unpublished, 'none'],
    ['abroad', unpublished, 'none'],
  ] as const)('%s, %o: %s', (who, more, sight) => {
    const { actor: asking, ties } = strangers[who];
    expect(sightOf(issue(more), asking, ties)).toBe(sight);
  });
  test.each([
    ['neighbour', { visibility: 'compound' }, 'public'],
    ['neighbour', unpublished, 'none'],
    ['raiser', unpublished, 'party'],
    ['party', unpublished, 'party'],
    ['desk', unpublished, 'handler'],
    ['above', unpublished, 'handler'],
    ['assignee', unpublished, 'handler'],
    ['helper', unpublished, 'handler'],
    ['caller', unpublished, 'none'],
  ] as const)('the %s, %o: %s', (role, more, sight) => {
    expect(sightOf(issue(more), cast[role].actor, cast[role].ties)).toBe(sight);
  });

  test('what is guarded is for its raiser and the named office alone', () => {
    const guarded = issue({ restricted: true, visibility: 'handlers', ...unpublished, state: 'acting' });
    const seen = roles.filter((role) => sightOf(guarded, cast[role].actor, cast[role].ties) !== 'none');
    expect(seen).toEqual(['raiser', 'party']);
    const office = actor('office', holding('issues.guard', compound));
    expect(sightOf(guarded, office, noTies)).toBe('handler');
    expect(rolesOf(guarded, office, noTies)).toEqual(new Set(['desk']));
  });
});

test('every state has a way on or is an end', () => {
  const ends: readonly State[] = states.filter((state) =>
    Object.values(life[state] as Partial<Record<Verb, { to: string }>>).every((move) => move.to === 'same'),
  );
  expect(ends).toEqual(['closed', 'referred', 'withdrawn']);
});
