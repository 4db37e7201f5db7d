import { z } from 'zod';
import { issueRow } from '../issues/index.ts';
import { noticeLine } from '../notices/index.ts';
import { placeKinds, zoneKinds } from '../places/index.ts';

const link = z.object({ href: z.string(), label: z.string(), text: z.string().optional() });

export const startShows = z.object({
  name: z.string().nullable(),
  homes: z.array(link),
  /** What is posted where the one who asks lives, the newest. */
  notices: z.array(noticeLine),
  districts: z.array(link),
});
export type StartModel = z.output<typeof startShows>;

export const placeShows = z.object({
  place: z.object({ code: z.string(), kind: z.enum(placeKinds), name: z.string(), address: z.string() }),
  line: z.array(z.object({ code: z.string(), name: z.string() })),
  /** How many places of each kind stand below, down to the building; dwellings as a number only. */
  counts: z.partialRecord(z.enum(placeKinds), z.int()),
  children: z.array(z.object({ code: z.string(), name: z.string() })),
  /** What is posted here and for here, the newest. */
  notices: z.array(noticeLine),
  /** What people raised here and below, open and on the board, the newest. */
  issues: z.array(issueRow),
  stewards: z.array(z.object({ name: z.string(), level: z.string(), place: z.string() })),
  groups: z.array(z.object({ href: z.string(), name: z.string(), kind: z.string(), members: z.int() })),
  /** Grids, areas and groups drawn here, or that the place lies in. */
  zones: z.array(z.object({ kind: z.enum(zoneKinds), name: z.string(), covers: z.array(z.string()) })),
  /** Whether the doors below are listed. */
  doors: z.boolean(),
  may: z.object({ map: z.boolean(), coverage: z.boolean(), edit: z.boolean() }),
});
export type PlaceModel = z.output<typeof placeShows>;

export const deskShows = z.object({
  posts: z.array(z.object({ role: z.string(), name: z.string(), place: z.string(), code: z.string() })),
  work: z.array(z.object({ href: z.string(), key: z.string() })),
  /** Posts that do not count yet: until the second factor is given, or until there is one. */
  withheld: z.enum(['until_given', 'until_set_up']).nullable(),
});
export type DeskModel = z.output<typeof deskShows>;

export const meShows = z.object({ name: z.string(), unread: z.int(), homes: z.array(link) });
export type MeModel = z.output<typeof meShows>;

export const permissionsShows = z.object({
  grants: z.array(
    z.object({ permission: z.string(), place: z.string(), code: z.string(), post: z.string(), postName: z.string() }),
  ),
});
export type PermissionsModel = z.output<typeof permissionsShows>;
