/** Permission to make, disable and reset accounts. */
export const manageAccounts = 'accounts.manage';
/** Permission to read the audit. */
export const readAudit = 'accounts.audit';

/**
 * Signing in by code: how long a code lives and how soon another may be sent (seconds), how often it may be tried, and
 * how many one phone gets in an hour. Together 600 guesses a day at a million codes.
 */
export const codeRules = { lives: 600, again: 60, tries: 5, anHour: 5 } as const;
/** GB/T 22239: locked after five failures, for fifteen minutes. */
export const lockRules = { failures: 5, minutes: 15 } as const;
/** How long a session lives at most, in hours, whatever is done with it. */
export const sessionHours = { code: 30 * 24, password: 12 } as const;
/** How long a one-time link lives, in hours. */
export const linkHours = 72;

export type SessionState = 'open' | 'revoked' | 'idle' | 'expired' | 'disabled';

/**
 * Whether a session still opens the door.
 * @param session `isGone`: the person died, or the record was erased or merged away.
 */
export function sessionState(
  session: {
    readonly seenAt: Date;
    readonly expiresAt: Date;
    readonly revokedAt: Date | null;
    readonly disabledAt: Date | null;
    readonly isGone: boolean;
  },
  now: Date,
  idleMinutes: number,
): SessionState {
  if (session.revokedAt) return 'revoked';
  if (session.disabledAt || session.isGone) return 'disabled';
  if (session.expiresAt <= now) return 'expired';
  return now.getTime() - session.seenAt.getTime() > idleMinutes * 60_000 ? 'idle' : 'open';
}

/**
 * Whether a code may still be used.
 * @param code `tries` counts the present one; undefined when there is none (any longer).
 */
export function codeProblem(
  code: { readonly expiresAt: Date; readonly tries: number } | undefined,
  now: Date,
): 'code_expired' | 'code_used_up' | undefined {
  if (!code || code.expiresAt <= now) return 'code_expired';
  return code.tries > codeRules.tries ? 'code_used_up' : undefined;
}
