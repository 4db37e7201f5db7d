import { z } from 'zod';

const demoAccount = z.object({ ref: z.string(), name: z.string(), role: z.string(), phone: z.string() });

export const signInShows = z.object({ next: z.string(), demo: z.array(demoAccount) });
export type SignInModel = z.output<typeof signInShows>;

export const codeShows = z.object({ next: z.string() });
export type CodeModel = z.output<typeof codeShows>;

export const whoShows = z.object({
  next: z.string(),
  persons: z.array(
    z.object({
      ref: z.string(),
      name: z.string(),
      /** Sex and year of birth, to tell apart whom the mask makes alike. */ about: z.string(),
    }),
  ),
});
export type WhoModel = z.output<typeof whoShows>;

export const enrolShows = z.object({
  /** Null when it is set up already. */
  secret: z.string().nullable(),
  uri: z.string().nullable(),
  /** Who has a password gives it once more. */
  asksPassword: z.boolean(),
  recoveryCodes: z.array(z.string()),
});
export type EnrolModel = z.output<typeof enrolShows>;

export const sessionsShows = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      agent: z.string(),
      address: z.string(),
      since: z.string(),
      seen: z.string(),
      isThis: z.boolean(),
    }),
  ),
  hasPassword: z.boolean(),
  hasUserName: z.boolean(),
  lang: z.enum(['zh', 'en']),
  elder: z.boolean(),
});
export type SessionsModel = z.output<typeof sessionsShows>;

export const welcomeShows = z.object({ token: z.string(), userName: z.string(), isGood: z.boolean() });
export type WelcomeModel = z.output<typeof welcomeShows>;

export const accountsShows = z.object({
  q: z.string(),
  page: z.int(),
  hasMore: z.boolean(),
  /** A one-time link that was just made, for the one who made it. */
  link: z.string().nullable(),
  accounts: z.array(
    z.object({
      id: z.string(),
      userName: z.string(),
      name: z.string(),
      lastSeen: z.string(),
      hasSecondFactor: z.boolean(),
      state: z.enum(['enabled', 'disabled', 'locked']),
    }),
  ),
});
export type AccountsModel = z.output<typeof accountsShows>;

export const auditShows = z.object({
  verb: z.string(),
  day: z.string(),
  page: z.int(),
  hasMore: z.boolean(),
  entries: z.array(
    z.object({ at: z.string(), actor: z.string(), verb: z.string(), thing: z.string(), channel: z.string() }),
  ),
});
export type AuditModel = z.output<typeof auditShows>;

export const demoMessagesShows = z.object({
  messages: z.array(z.object({ phone: z.string(), text: z.string(), at: z.string() })),
});
export type DemoMessagesModel = z.output<typeof demoMessagesShows>;
