import { z } from 'zod';
import { noticeKinds } from './kind.ts';
import { changeable } from './notice.ts';
import { noticeVerbs, standings } from './rules.ts';
import { deskTabs } from './store.ts';

const placeLink = z.object({ code: z.string(), name: z.string() });
export type PlaceLink = z.output<typeof placeLink>;
const groupLink = z.object({ ref: z.string(), name: z.string() });

/** A notice as lists show it. */
export const noticeLine = z.object({
  ref: z.string(),
  /** Such as 2026-0007; null for a draft. */
  number: z.string().nullable(),
  kind: z.enum(noticeKinds),
  title: z.string(),
  place: placeLink,
  group: groupLink,
  fromDay: z.string(),
  lastDay: z.string(),
  standing: z.enum(standings),
  pinned: z.boolean(),
});
export type NoticeLine = z.output<typeof noticeLine>;

export const listShows = z.object({
  place: placeLink.nullable(),
  line: z.array(placeLink),
  /** Places to go on from: the actor's other homes, or the districts where none is chosen. */
  others: z.array(placeLink),
  /** True when a place was not named and one of the actor's homes is shown. */
  isHome: z.boolean(),
  kind: z.enum(noticeKinds).nullable(),
  group: groupLink.nullable(),
  when: z.enum(['now', 'past']),
  notices: z.array(noticeLine),
  page: z.int(),
  pages: z.int(),
  total: z.int(),
  mayWrite: z.boolean(),
});
export type ListModel = z.output<typeof listShows>;

export const showShows = noticeLine.extend({
  line: z.array(placeLink),
  /** Null when the words were withdrawn as well. */
  body: z.string().nullable(),
  version: z.int(),
  newest: z.int(),
  publishedOn: z.string().nullable(),
  versions: z.array(
    z.object({
      version: z.int(),
      at: z.string(),
      day: z.string(),
      changed: z.array(z.enum(changeable)),
      why: z.string(),
    }),
  ),
  withdrawn: z.object({ day: z.string(), reason: z.string() }).nullable(),
  url: z.string(),
  can: z.array(z.enum(noticeVerbs)),
  /** For those who may act: how many people get or got a message. */
  telling: z.object({ willTell: z.int().nullable(), told: z.int(), isRunning: z.boolean() }).nullable(),
});
export type ShowModel = z.output<typeof showShows>;

export const deskShows = z.object({
  tab: z.enum(deskTabs),
  notices: z.array(noticeLine),
  page: z.int(),
  pages: z.int(),
  total: z.int(),
  /** Where one may write a new one: the places of one's groups. */
  places: z.array(placeLink),
});
export type DeskModel = z.output<typeof deskShows>;

export const newShows = z.object({
  place: placeLink,
  line: z.array(placeLink),
  kind: z.enum(noticeKinds).nullable(),
  groups: z.array(groupLink),
  fromDay: z.string(),
  lastDay: z.string(),
  /** Places below at which it can be posted instead. */
  below: z.array(placeLink),
});
export type NewModel = z.output<typeof newShows>;

export const editShows = z.object({
  ref: z.string(),
  number: z.string().nullable(),
  place: placeLink,
  group: groupLink,
  kind: z.enum(noticeKinds),
  title: z.string(),
  body: z.string(),
  fromDay: z.string(),
  lastDay: z.string(),
  tellsAll: z.boolean(),
  version: z.int(),
});
export type EditModel = z.output<typeof editShows>;
