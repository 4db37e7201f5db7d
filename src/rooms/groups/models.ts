import { z } from 'zod';
import { placeKinds } from '../places/index.ts';
import { membershipStates, nameDisplays, termStates } from './group.ts';
import { groupKinds, offices, parties, varieties } from './kind.ts';
import { needCodes } from './talent.ts';

export const placeLink = z.object({ code: z.string(), kind: z.enum(placeKinds), name: z.string() });
export type PlaceLink = z.output<typeof placeLink>;

export const groupLink = z.object({ ref: z.string(), name: z.string(), kind: z.enum(groupKinds) });
export type GroupLink = z.output<typeof groupLink>;

const paged = { page: z.int(), pages: z.int(), total: z.int() };

/** A group in a list. */
export const groupRow = groupLink.extend({
  variety: z.enum(varieties).nullable(),
  party: z.enum(parties).nullable(),
  summary: z.string(),
  contact: z.string(),
  place: placeLink,
  members: z.int(),
  foundedOn: z.string(),
});
export type GroupRow = z.output<typeof groupRow>;

export const listShows = z.object({
  /** Null while no place is chosen: then `below` are the districts. */
  place: placeLink.nullable(),
  line: z.array(placeLink),
  below: z.array(placeLink),
  kind: z.enum(groupKinds).nullable(),
  q: z.string(),
  kinds: z.array(z.object({ kind: z.enum(groupKinds), n: z.int() })),
  groups: z.array(groupRow),
  ...paged,
  acts: z.object({ found: z.boolean(), terms: z.boolean(), rules: z.boolean() }),
});
export type ListModel = z.output<typeof listShows>;

/** A member as they let everybody see them. */
export const shownMember = z.object({
  name: z.string(),
  backbone: z.boolean(),
  building: z.object({ code: z.string(), name: z.string() }).nullable(),
  talents: z.array(z.string()),
  services: z.array(z.string()),
});
export type ShownModel = z.output<typeof shownMember>;

/** Whom somebody acts for; null for oneself. */
const help = z.object({ person: z.string(), name: z.string() }).nullable();

export const showShows = z.object({
  group: groupLink.extend({
    variety: z.enum(varieties).nullable(),
    party: z.enum(parties).nullable(),
    summary: z.string(),
    contact: z.string(),
    foundedOn: z.string(),
    dissolvedOn: z.string().nullable(),
    listed: z.boolean(),
  }),
  place: placeLink,
  line: z.array(placeLink),
  parent: groupLink.nullable(),
  children: z.array(groupLink.extend({ place: placeLink, members: z.int() })),
  offices: z.array(
    z.object({
      office: z.enum(offices),
      holders: z.array(z.object({ name: z.string(), fromDay: z.string(), untilDay: z.string().nullable() })),
      held: z.int(),
      /** Only for those who fill offices. */
      vacant: z.int().nullable(),
    }),
  ),
  election: z.object({ heldOn: z.string(), entitled: z.int(), tookPart: z.int() }).nullable(),
  hasMembers: z.boolean(),
  counts: z.object({ active: z.int(), backbone: z.int() }),
  members: z.array(shownMember),
  ...paged,
  mine: z.object({ state: z.enum(membershipStates), membership: z.string() }).nullable(),
  /** Whom somebody looks for, to join for them; null for oneself. */
  help,
  acts: z.object({ join: z.boolean(), describe: z.boolean(), offices: z.boolean(), members: z.boolean() }),
});
export type ShowModel = z.output<typeof showShows>;

export const newShows = z.object({
  place: placeLink,
  line: z.array(placeLink),
  kinds: z.array(z.enum(groupKinds)),
  kind: z.enum(groupKinds).nullable(),
  parents: z.array(groupLink),
});
export type NewModel = z.output<typeof newShows>;

export const editShows = z.object({
  group: groupLink.extend({
    summary: z.string(),
    contact: z.string(),
    party: z.enum(parties).nullable(),
    listed: z.boolean(),
    parent: z.string().nullable(),
  }),
  parents: z.array(groupLink),
  acts: z.object({ describe: z.boolean(), dissolve: z.boolean(), offices: z.boolean(), members: z.boolean() }),
});
export type EditModel = z.output<typeof editShows>;

export const officesShows = z.object({
  group: groupLink,
  offices: z.array(z.object({ office: z.enum(offices), min: z.int(), max: z.int(), held: z.int() })),
  termMonths: z.int().nullable(),
  terms: z.array(
    z.object({
      id: z.string(),
      office: z.enum(offices),
      name: z.string(),
      how: z.enum(['elected', 'appointed']),
      fromDay: z.string(),
      untilDay: z.string().nullable(),
      state: z.enum(termStates),
      endReason: z.string().nullable(),
    }),
  ),
  elections: z.array(z.object({ heldOn: z.string(), entitled: z.int(), tookPart: z.int(), note: z.string() })),
  /** The term whose form to end it is open, with the reasons there may be. */
  ending: z
    .object({ id: z.string(), reasons: z.array(z.enum(['resigned', 'removed', 'moved_away', 'died'])) })
    .nullable(),
  acts: z.object({
    describe: z.boolean(),
    appoint: z.boolean(),
    elect: z.boolean(),
    endTerm: z.boolean(),
    members: z.boolean(),
  }),
});
export type OfficesModel = z.output<typeof officesShows>;

export const termsShows = z.object({
  place: placeLink,
  expiring: z.int(),
  terms: z.array(
    z.object({
      group: groupLink,
      place: placeLink,
      office: z.enum(offices),
      name: z.string(),
      fromDay: z.string(),
      untilDay: z.string(),
      daysLeft: z.int(),
    }),
  ),
  ...paged,
});
export type TermsModel = z.output<typeof termsShows>;

const numbers = z.object({ office: z.enum(offices), min: z.int(), max: z.int() });
export const rulesShows = z.object({
  place: placeLink,
  rules: z.array(
    z.object({
      kind: z.enum(groupKinds),
      at: z.enum(placeKinds),
      termMonths: z.int().nullable(),
      offices: z.array(numbers),
      isOwn: z.boolean(),
    }),
  ),
  /** The one whose form is open, as `kind.at`. */
  open: z.string().nullable(),
});
export type RulesModel = z.output<typeof rulesShows>;

export const membersShows = z.object({
  group: groupLink,
  state: z.enum(membershipStates),
  q: z.string(),
  backboneOnly: z.boolean(),
  counts: z.object({
    invited: z.int(),
    applied: z.int(),
    active: z.int(),
    declined: z.int(),
    left: z.int(),
    backbone: z.int(),
  }),
  /** True when names are masked: for those who look by their post, not as leaders of the group. */
  masked: z.boolean(),
  members: z.array(
    z.object({
      membership: z.string(),
      name: z.string(),
      building: z.string().nullable(),
      backbone: z.boolean(),
      talents: z.array(z.string()),
      services: z.array(z.string()),
      registeredOn: z.string(),
      minutesBroughtForward: z.int(),
      showsName: z.enum(nameDisplays),
      acts: z.object({ admit: z.boolean(), reject: z.boolean(), remove: z.boolean(), backbone: z.boolean() }),
    }),
  ),
  ...paged,
  acts: z.object({ invite: z.boolean(), describe: z.boolean(), offices: z.boolean() }),
});
export type MembersModel = z.output<typeof membersShows>;

export const mineShows = z.object({
  help,
  person: z.string(),
  memberships: z.array(
    z.object({
      membership: z.string(),
      group: groupLink,
      state: z.enum(membershipStates),
      backbone: z.boolean(),
      registeredOn: z.string(),
      showsName: z.enum(nameDisplays),
    }),
  ),
  offices: z.array(
    z.object({
      group: groupLink,
      term: z.string(),
      office: z.enum(offices),
      fromDay: z.string(),
      untilDay: z.string().nullable(),
    }),
  ),
  talents: z.array(z.string()),
  services: z.array(z.string()),
});
export type MineModel = z.output<typeof mineShows>;

export const membershipShows = z.object({
  help,
  membership: z.string(),
  group: groupLink,
  state: z.enum(membershipStates),
  backbone: z.boolean(),
  registeredOn: z.string(),
  display: z.object({ name: z.enum(nameDisplays), building: z.boolean(), talents: z.boolean() }),
  /** What others see with each choice: the private is written beside the public. */
  preview: z.object({ full: z.string(), masked: z.string(), building: z.string(), talents: z.string() }),
  acts: z.object({ accept: z.boolean(), decline: z.boolean(), leave: z.boolean(), display: z.boolean() }),
});
export type MembershipModel = z.output<typeof membershipShows>;

export const nearShows = z.object({
  place: placeLink.nullable(),
  line: z.array(placeLink),
  below: z.array(placeLink),
  need: z.enum(needCodes).nullable(),
  q: z.string(),
  people: z.array(shownMember.extend({ distance: z.int(), groups: z.array(groupLink) })),
  groups: z.array(
    groupLink.extend({
      summary: z.string(),
      contact: z.string(),
      place: placeLink,
      distance: z.int(),
      members: z.int(),
      able: z.int().nullable(),
    }),
  ),
  ...paged,
});
export type NearModel = z.output<typeof nearShows>;

export const partnersShows = z.object({
  place: placeLink.nullable(),
  line: z.array(placeLink),
  below: z.array(placeLink),
  party: z.enum(parties),
  counts: z.array(z.object({ party: z.enum(parties), n: z.int() })),
  groups: z.array(groupRow),
  ...paged,
  acts: z.object({ found: z.boolean() }),
});
export type PartnersModel = z.output<typeof partnersShows>;

export const chartShows = z.object({
  place: placeLink,
  line: z.array(placeLink),
  /** In the order they are drawn; `parent` is the ref of a group that stands before it, null at the top. */
  nodes: z.array(
    groupLink.extend({
      parent: z.string().nullable(),
      place: placeLink,
      members: z.int(),
      leaders: z.array(z.object({ office: z.enum(offices), name: z.string() })),
      /** How many more groups stand below its place that are not drawn here. */
      hidden: z.int(),
    }),
  ),
  total: z.int(),
  /** The lowest kind of place drawn. */
  depth: z.enum(placeKinds),
  isCut: z.boolean(),
});
export type ChartModel = z.output<typeof chartShows>;
