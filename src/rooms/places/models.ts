import { z } from 'zod';
import { placeKinds } from './place.ts';
import { zoneKinds } from './zones.ts';

export const placeLink = z.object({ code: z.string(), kind: z.enum(placeKinds), name: z.string() });

export const findShows = z.object({
  q: z.string(),
  /** More than one when the address can be read in several ways. */
  found: z.array(placeLink.extend({ address: z.string() })),
  isAmbiguous: z.boolean(),
});
export type FindModel = z.output<typeof findShows>;

export const posterShows = z.object({ code: z.string(), name: z.string(), address: z.string(), url: z.string() });
export type PosterModel = z.output<typeof posterShows>;

export const editShows = z.object({
  place: placeLink,
  plainName: z.string(),
  line: z.array(placeLink),
  acts: z.object({ renumber: z.boolean(), merge: z.boolean(), split: z.boolean() }),
  childKinds: z.array(z.enum(placeKinds)),
  children: z.array(placeLink.extend({ id: z.string() })),
  neighbours: z.array(placeLink),
  zones: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(zoneKinds),
      name: z.string(),
      parent: z.string().nullable(),
      covers: z.array(z.string()),
    }),
  ),
  changes: z.array(
    z.object({
      id: z.string(),
      act: z.string(),
      day: z.string(),
      undoneOn: z.string().nullable(),
      from: z.string(),
      to: z.string(),
    }),
  ),
});
export type EditModel = z.output<typeof editShows>;
