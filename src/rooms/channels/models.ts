import { z } from 'zod';
import { outletKinds } from './outlet.ts';
import { topics, wayKinds } from './way.ts';

export const myChannelsShows = z.object({
  ways: z.array(
    z.object({
      ref: z.string(),
      kind: z.enum(wayKinds),
      label: z.string(),
      since: z.string(),
      isConfirmed: z.boolean(),
      topics: z.array(z.enum(topics)),
    }),
  ),
  times: z.object({ quietFrom: z.int(), quietUntil: z.int(), digest: z.boolean(), digestAt: z.int() }),
  /** Whether the digest is offered. */
  serves: z.boolean(),
  offered: z.object({
    push: z.boolean(),
    email: z.boolean(),
    sms: z.boolean(),
    wechat: z.boolean(),
  }),
  /** By which push services know this installation. */
  pushKey: z.string(),
});
export type MyChannelsModel = z.output<typeof myChannelsShows>;

/** `address` is masked; null once the link is spent. */
export const confirmShows = z.object({ token: z.string(), address: z.string().nullable() });
export type ConfirmModel = z.output<typeof confirmShows>;

export const outletsShows = z.object({
  outlets: z.array(
    z.object({
      ref: z.string(),
      kind: z.enum(outletKinds),
      name: z.string(),
      host: z.string(),
      place: z.object({ code: z.string(), name: z.string() }),
      events: z.array(z.object({ verb: z.string(), name: z.string() })),
      isGone: z.boolean(),
    }),
  ),
  places: z.array(z.object({ code: z.string(), name: z.string() })),
  /** What can be subscribed to. */
  events: z.array(z.object({ verb: z.string(), name: z.string() })),
  /** A signing secret just made: shown once. */
  secret: z.string().nullable(),
});
export type OutletsModel = z.output<typeof outletsShows>;

export const deliveriesShows = z.object({
  deliveries: z.array(
    z.object({
      ref: z.string(),
      kind: z.string(),
      what: z.string(),
      outlet: z.string().nullable(),
      tries: z.int(),
      when: z.string(),
      why: z.string(),
    }),
  ),
  total: z.int(),
  page: z.int(),
  pages: z.int(),
});
export type DeliveriesModel = z.output<typeof deliveriesShows>;
