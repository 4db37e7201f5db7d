import { z } from 'zod';
import { outcomes, referrals, topics } from './reception.ts';

export const deskShows = z.object({
  place: z.object({ code: z.string(), name: z.string() }),
  windows: z.array(z.object({ code: z.string(), name: z.string() })),
  from: z.string(),
  until: z.string(),
  visits: z.int(),
  people: z.int(),
  topics: z.array(z.object({ topic: z.enum(topics), n: z.int() })),
  outcomes: z.array(z.object({ outcome: z.enum(outcomes), n: z.int() })),
  referrals: z.array(z.object({ referral: z.enum(referrals), n: z.int() })),
  rows: z.array(
    z.object({
      at: z.iso.datetime(),
      topic: z.enum(topics),
      people: z.int(),
      outcome: z.enum(outcomes),
      referral: z.enum(referrals).nullable(),
      issue: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
  page: z.int(),
  pages: z.int(),
});
export type DeskModel = z.output<typeof deskShows>;
