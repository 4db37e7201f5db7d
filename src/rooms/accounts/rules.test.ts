import { describe, expect, test } from 'vitest';
import { codeProblem, codeRules, sessionState } from './rules.ts';

const now = new Date('2026-11-22T02:00:00Z');
const at = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

describe('a session', () => {
  const open = { seenAt: at(-29), expiresAt: at(60), revokedAt: null, disabledAt: null, isGone: false };
  test.each([
    ['open', {}],
    ['open', { seenAt: at(-30) }],
    ['idle', { seenAt: new Date(at(-30).getTime() - 1) }],
    ['expired', { expiresAt: now }],
    ['expired', { expiresAt: at(-1), seenAt: at(-100) }],
    ['open', { expiresAt: new Date(now.getTime() + 1) }],
    ['revoked', { revokedAt: at(-1) }],
    ['revoked', { revokedAt: at(-1), disabledAt: at(-1), expiresAt: at(-1) }],
    ['disabled', { disabledAt: at(-1) }],
    ['disabled', { isGone: true }],
  ] as const)('is %s with %j', (state, change) => {
    expect(sessionState({ ...open, ...change }, now, 30)).toBe(state);
  });
});

describe('a code', () => {
  test.each([
    [undefined, { expiresAt: at(1), tries: 1 }],
    [undefined, { expiresAt: at(1), tries: codeRules.tries }],
    ['code_used_up', { expiresAt: at(1), tries: codeRules.tries + 1 }],
    ['code_expired', { expiresAt: now, tries: 1 }],
    ['code_expired', { expiresAt: at(-1), tries: codeRules.tries + 1 }],
    ['code_expired', undefined],
  ] as const)('%s: %j', (problem, code) => {
    expect(codeProblem(code, now)).toBe(problem);
  });
});
