import { z } from 'zod';
import { exportKinds } from './input.ts';
import { importStates, ledgerKinds, verdicts } from './ledger.ts';

const placeLink = z.object({ code: z.string(), name: z.string() });
const counts = z.object(
  Object.fromEntries(verdicts.map((verdict) => [verdict, z.int()])) as Record<(typeof verdicts)[number], z.ZodInt>,
);

export const listShows = z.object({
  imports: z.array(
    z.object({
      ref: z.string(),
      kind: z.enum(ledgerKinds),
      fileName: z.string(),
      place: placeLink,
      state: z.enum(importStates),
      rows: z.int(),
      startedAt: z.string(),
      by: z.string().nullable(),
    }),
  ),
  page: z.int(),
  pages: z.int(),
  places: z.array(placeLink),
});
export type ListModel = z.output<typeof listShows>;

export const newShows = z.object({
  place: placeLink.nullable(),
  places: z.array(placeLink),
});
export type NewModel = z.output<typeof newShows>;

const columnShown = z.object({
  index: z.int(),
  letter: z.string(),
  heading: z.string(),
  group: z.string().nullable(),
  key: z.string().nullable(),
  samples: z.array(z.string()),
});

export const oneShows = z.object({
  ref: z.string(),
  kind: z.enum(ledgerKinds),
  fileName: z.string(),
  place: placeLink,
  state: z.enum(importStates),
  problem: z.string().nullable(),
  startedAt: z.string(),
  rowsDone: z.int(),
  rowsTotal: z.int(),
  /** Until when file and rows can be opened. */
  keptUntil: z.string().nullable(),
  counts,
  decided: z.object({ take: z.int(), leave: z.int() }),
  sheets: z.array(
    z.object({
      index: z.int(),
      name: z.string(),
      /** False for a sheet without a table, which is left aside. */
      isTable: z.boolean(),
      rows: z.int(),
      blank: z.int(),
      totals: z.int(),
      counts,
      found: z.array(z.object({ word: z.string(), count: z.int() })),
      columns: z.array(columnShown),
      missing: z.array(z.string()),
    }),
  ),
  tab: z.enum(verdicts),
  rows: z.array(
    z.object({
      sheet: z.int(),
      sheetName: z.string(),
      row: z.int(),
      verdict: z.enum(verdicts),
      label: z.string(),
      code: z.string().nullable(),
      column: z.string().nullable(),
      earlier: z.int().nullable(),
      decision: z.enum(['take', 'leave']).nullable(),
      differences: z.array(z.object({ column: z.string(), before: z.string(), after: z.string() })),
      cells: z.array(z.object({ heading: z.string(), text: z.string() })),
    }),
  ),
  page: z.int(),
  pages: z.int(),
});
export type OneModel = z.output<typeof oneShows>;

export const exportsShows = z.object({
  place: placeLink,
  households: z.int(),
  residents: z.int(),
  mayOpen: z.boolean(),
  /** Kinds that are open in full for the reader now. */
  open: z.array(z.enum(exportKinds)),
});
export type ExportsModel = z.output<typeof exportsShows>;
