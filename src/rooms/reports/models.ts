import { z } from 'zod';
import { issueKinds, issueRow, openable, states } from '../issues/index.ts';
import { ages, stages } from './store.ts';

const rate = z.object({ part: z.int(), whole: z.int(), permille: z.int().nullable() });
const placeLink = z.object({ code: z.string(), name: z.string() });

export const picturesShows = z.object({
  place: placeLink.extend({ kind: z.string(), address: z.string() }).nullable(),
  line: z.array(placeLink),
  /** Where to begin, when no place was asked for. */
  starts: z.array(placeLink),
  from: z.string(),
  until: z.string(),
  totals: z.record(z.string(), z.int()),
  rates: z.object({ response: rate, solved: rate, satisfied: rate, in_compound: rate, in_time: rate }),
  open: z.array(z.object({ state: z.enum(states), age: z.enum(ages), n: z.int(), overdue: z.int() })),
  months: z.array(z.object({ month: z.string(), reported: z.int(), settled: z.int(), markers: z.array(z.string()) })),
  kinds: z.array(z.object({ kind: z.enum(issueKinds), n: z.int() })),
  below: z.array(placeLink.extend({ kinds: z.record(z.string(), z.int()), total: z.int() })),
  medians: z.array(z.object({ stage: z.enum(stages), minutes: z.int(), n: z.int() })),
  hints: z.array(
    z.object({ kind: z.enum(issueKinds), now: z.int(), usual: z.number(), compared: z.array(z.string()) }),
  ),
});
export type PicturesModel = z.output<typeof picturesShows>;

export const recordsShows = z.object({
  place: placeLink,
  measure: z.enum(openable),
  from: z.string(),
  until: z.string(),
  kind: z.enum(issueKinds).nullable(),
  total: z.int(),
  /** Of these, what the one who asks may see. */
  rows: z.array(issueRow),
  hidden: z.int(),
  page: z.int(),
  pages: z.int(),
});
export type RecordsModel = z.output<typeof recordsShows>;
