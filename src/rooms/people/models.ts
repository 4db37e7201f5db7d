import { z } from 'zod';
import { factSection } from './facts.ts';
import { capacities } from './household.ts';
import { ageGroupKeys, sexes } from './person.ts';
import { frequencies } from './plan.ts';
import { correctable, requestKinds, requestStates } from './request.ts';
import { tagKindKeys } from './tag.ts';

const tagKind = z.enum(tagKindKeys);
const link = z.object({ code: z.string(), name: z.string() });
const paging = { total: z.int(), page: z.int(), pages: z.int() };

/** Somebody named in passing: masked unless the viewer has opened the record. */
const personName = z.object({ ref: z.string(), name: z.string() });

export const peopleShows = z.object({
  q: z.string(),
  place: link.nullable(),
  tag: tagKind.nullable(),
  age: z.enum(ageGroupKeys).nullable(),
  without: z.enum(['dwelling']).nullable(),
  sort: z.enum(['address', 'name']),
  /** What the viewer may filter by. */
  tags: z.array(tagKind),
  may: z.object({ edit: z.boolean(), decide: z.boolean() }),
  people: z.array(
    z.object({
      ref: z.string(),
      name: z.string(),
      sex: z.enum(sexes).nullable(),
      age: z.int().nullable(),
      phone: z.string().nullable(),
      address: z.string(),
      placeCode: z.string(),
      capacity: z.enum(capacities).nullable(),
      livesHere: z.boolean(),
      tags: z.array(tagKind),
    }),
  ),
  ...paging,
});
export type PeopleModel = z.output<typeof peopleShows>;

export const newShows = z.object({
  place: link.extend({ kind: z.string(), address: z.string() }),
  isDwelling: z.boolean(),
  today: z.string(),
  households: z.array(z.object({ id: z.string(), head: z.string(), size: z.int() })),
});
export type NewModel = z.output<typeof newShows>;

const may = z.object({ open: z.boolean(), care: z.boolean(), edit: z.boolean(), decide: z.boolean() });
const home = z.object({
  residenceId: z.string(),
  code: z.string(),
  address: z.string(),
  capacity: z.enum(capacities),
  share: z.string().nullable(),
  livesHere: z.boolean(),
  relation: z.string().nullable(),
  household: z.string().nullable(),
  fromDay: z.string(),
  toDay: z.string().nullable(),
});
const plan = z.object({
  frequency: z.enum(frequencies).optional(),
  lastVisit: z.string().optional(),
  pairedWith: z.string().optional(),
  kin: z.string().optional(),
  emergencyContact: z.string().optional(),
  health: z.string().optional(),
});
const tag = z.object({
  kind: tagKind,
  fromDay: z.string(),
  consent: z.enum(['not_needed', 'given', 'to_ask']),
  /** Only of an opened record. */
  note: z.string().nullable(),
  plan: plan.nullable(),
  nextVisit: z.string().nullable(),
});
const details = z.object({
  ethnicGroup: z.string().optional(),
  politicalStatus: z.string().optional(),
  education: z.string().optional(),
  maritalStatus: z.string().optional(),
  registeredAddress: z.string().optional(),
  registration: z.string().optional(),
  employer: z.string().optional(),
  note: z.string().optional(),
});

/** A person as the desk sees them: masked until opened. */
export const personHead = z.object({
  ref: z.string(),
  name: z.string(),
  sex: z.enum(sexes).nullable(),
  age: z.int().nullable(),
  isChild: z.boolean(),
  isOpen: z.boolean(),
  /** Time until which it stays open, as 14:05. */
  openUntil: z.string().nullable(),
  diedOn: z.string().nullable(),
  may,
});
export type PersonHead = z.output<typeof personHead>;

const line = z.object({
  at: z.string(),
  when: z.string(),
  verb: z.string(),
  who: z.string().nullable(),
  channel: z.string(),
});

export const personShows = z.object({
  person: personHead,
  birthDate: z.string().nullable(),
  idNumber: z.string().nullable(),
  phone: z.string().nullable(),
  /** Only of an opened record. */
  details: details.nullable(),
  guardian: personName.nullable(),
  wards: z.array(personName),
  keptBy: link,
  homes: z.array(home),
  tags: z.array(tag),
  facts: z.array(factSection),
  timeline: z.array(line),
  duplicates: z.int(),
});
export type PersonModel = z.output<typeof personShows>;

export const changeShows = z.object({
  person: personHead,
  birthDate: z.string().nullable(),
  idNumber: z.string().nullable(),
  phone: z.string().nullable(),
  details: details.nullable(),
  guardian: personName.nullable(),
  /** Grown-ups of the same households. */
  guardians: z.array(personName),
});
export type ChangeModel = z.output<typeof changeShows>;

export const homesShows = z.object({
  person: personHead,
  today: z.string(),
  homes: z.array(home),
  /** Where somebody may be moved to, and which of them is likely. */
  places: z.array(link),
  likely: z.string().nullable(),
  /** Households of the dwellings the person lives in, to part from or join. */
  households: z.array(z.object({ id: z.string(), residenceId: z.string(), head: z.string(), isOwn: z.boolean() })),
  /** Who else lives in the person's household. */
  housemates: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type HomesModel = z.output<typeof homesShows>;

export const careShows = z.object({
  person: personHead,
  today: z.string(),
  tags: z.array(tag),
  /** Kinds that may be added, and whether they need separate consent. */
  addable: z.array(z.object({ kind: tagKind, needsConsent: z.boolean() })),
  guardian: z.string().nullable(),
});
export type CareModel = z.output<typeof careShows>;

const twin = z.object({
  ref: z.string(),
  name: z.string(),
  sex: z.enum(sexes).nullable(),
  birthDate: z.string().nullable(),
  idNumber: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string(),
});
export const mergesShows = z.object({
  person: personHead,
  self: twin,
  suggestions: z.array(twin.extend({ reason: z.enum(['birth', 'phone']) })),
  merges: z.array(z.object({ id: z.string(), day: z.string(), undoneOn: z.string().nullable(), gone: z.string() })),
});
export type MergesModel = z.output<typeof mergesShows>;

export const duplicatesShows = z.object({
  pairs: z.array(z.object({ reason: z.enum(['birth', 'phone']), first: twin, second: twin })),
});
export type DuplicatesModel = z.output<typeof duplicatesShows>;

const request = z.object({
  ref: z.string(),
  kind: z.enum(requestKinds),
  field: z.enum(correctable).nullable(),
  proposed: z.string().nullable(),
  reason: z.string().nullable(),
  state: z.enum(requestStates),
  at: z.string(),
  by: z.string(),
  byOther: z.boolean(),
  channel: z.string(),
  answer: z.string().nullable(),
  decidedAt: z.string().nullable(),
});
export const requestsShows = z.object({
  requests: z.array(
    request.extend({ person: personName, address: z.string(), now: z.string().nullable(), isOwn: z.boolean() }),
  ),
  ...paging,
});
export type RequestsModel = z.output<typeof requestsShows>;

const consent = z.object({
  id: z.string(),
  purpose: z.string(),
  to: z.string().nullable(),
  givenBy: z.string(),
  helper: z.string().nullable(),
  channel: z.string(),
  givenOn: z.string(),
  withdrawnOn: z.string().nullable(),
});

export const helpShows = z.object({
  person: personHead,
  consents: z.array(consent),
  requests: z.array(request),
  /** Who could be allowed to act: grown-ups of the same households. */
  relatives: z.array(personName),
});
export type HelpModel = z.output<typeof helpShows>;

export const householdShows = z.object({
  ref: z.string(),
  place: link.extend({ address: z.string() }),
  fromDay: z.string(),
  toDay: z.string().nullable(),
  declaredSize: z.int().nullable(),
  ledgerSteward: z.string().nullable(),
  /** Only for those who may open records there. */
  note: z.string().nullable(),
  members: z.array(
    personName.extend({
      id: z.string(),
      sex: z.enum(sexes).nullable(),
      age: z.int().nullable(),
      capacity: z.enum(capacities),
      relation: z.string().nullable(),
      isHead: z.boolean(),
      tags: z.array(tagKind),
    }),
  ),
  owners: z.array(personName.extend({ capacity: z.enum(capacities), share: z.string().nullable() })),
  facts: z.array(factSection),
  today: z.string(),
  places: z.array(link),
  likely: z.string().nullable(),
  may: z.object({ edit: z.boolean(), note: z.boolean() }),
});
export type HouseholdModel = z.output<typeof householdShows>;

/** As whom one looks at whose data. */
const whose = z.object({
  ref: z.string(),
  name: z.string(),
  standing: z.enum(['self', 'guardian', 'relative']),
  may: z.object({
    copy: z.boolean(),
    correct: z.boolean(),
    consent: z.boolean(),
    withdraw: z.boolean(),
    erase: z.boolean(),
    allow: z.boolean(),
  }),
});
export type Whose = z.output<typeof whose>;

export const myDataShows = z.object({
  whose,
  name: z.string(),
  sex: z.enum(sexes).nullable(),
  birthDate: z.string().nullable(),
  idNumber: z.string().nullable(),
  phone: z.string().nullable(),
  details,
  keptBy: z.string(),
  guardian: z.string().nullable(),
  homes: z.array(home.extend({ housemates: z.array(z.string()) })),
  tags: z.array(tag),
  facts: z.array(factSection),
  timeline: z.array(line),
});
export type MyDataModel = z.output<typeof myDataShows>;

export const myReadsShows = z.object({
  whose,
  reads: z.array(z.object({ at: z.string(), when: z.string(), who: z.string(), what: z.string(), reason: z.string() })),
  ...paging,
});
export type MyReadsModel = z.output<typeof myReadsShows>;

export const myConsentsShows = z.object({ whose, consents: z.array(consent), offered: z.array(z.string()) });
export type MyConsentsModel = z.output<typeof myConsentsShows>;

export const myRequestsShows = z.object({ whose, requests: z.array(request) });
export type MyRequestsModel = z.output<typeof myRequestsShows>;

export const messagesShows = z.object({
  messages: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      href: z.string().nullable(),
      at: z.string(),
      when: z.string(),
      isNew: z.boolean(),
    }),
  ),
  unread: z.int(),
  ...paging,
});
export type MessagesModel = z.output<typeof messagesShows>;

export const familyShows = z.object({
  /** Those one may act for. */
  people: z.array(personName.extend({ standing: z.enum(['guardian', 'relative']), age: z.int().nullable() })),
  /** Those one has allowed to act, by the consent's id. */
  helpers: z.array(z.object({ consentId: z.string(), name: z.string(), since: z.string() })),
  /** Housemates one could allow. */
  housemates: z.array(personName),
});
export type FamilyModel = z.output<typeof familyShows>;
