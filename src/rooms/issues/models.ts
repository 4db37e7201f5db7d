import { z } from 'zod';
import { loopSteps, satisfactions, states, stepKinds, urgencies, verbs, visibilities } from './issue.ts';
import { issueKinds } from './kind.ts';
import { tiers } from './tier.ts';

/** A place named in passing; never nearer than the building for those who only see what is public. */
const placeLink = z.object({ code: z.string(), address: z.string() });

/** An issue in a list. */
export const issueRow = z.object({
  ref: z.string(),
  number: z.string(),
  title: z.string(),
  kind: z.enum(issueKinds),
  urgency: z.enum(urgencies),
  state: z.enum(states),
  step: z.enum(loopSteps),
  place: placeLink,
  reportedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(),
  overdue: z.boolean(),
  parties: z.int(),
  climbed: z.int(),
});
export type IssueRow = z.output<typeof issueRow>;

const moment = z.object({
  at: z.iso.datetime(),
  /** Verb of the journal without the room: report, accept, climb … */
  verb: z.string(),
  /** Who, for those who may know; null on public pages. */
  who: z.string().nullable(),
  channel: z.string(),
  /** What it led to, as codes: state, kind, level, deadline. */
  level: z.int().nullable(),
  text: z.string().nullable(),
  kind: z.enum(stepKinds).nullable(),
});

const choice = z.object({ value: z.string(), label: z.string(), hint: z.string() });

/** Everything the page of an issue shows to the one who asks; JSON carries no more than that. */
export const showShows = z.object({
  ref: z.string(),
  number: z.string(),
  title: z.string(),
  kind: z.enum(issueKinds),
  urgency: z.enum(urgencies),
  visibility: z.enum(visibilities),
  restricted: z.boolean(),
  state: z.enum(states),
  outcome: z.string().nullable(),
  tier: z.enum(tiers).nullable(),
  place: placeLink,
  home: placeLink,
  sight: z.enum(['public', 'party', 'handler']),
  reportedAt: z.iso.datetime(),
  contactDueAt: z.iso.datetime(),
  contactedAt: z.iso.datetime().nullable(),
  dueAt: z.iso.datetime().nullable(),
  overdue: z.boolean(),
  publishedAt: z.iso.datetime().nullable(),
  publishedUntil: z.string().nullable(),
  parties: z.int(),
  round: z.int(),
  climbed: z.int(),
  /** Name of the desk's place, such as 和谐小区 or 南昌路社区. */
  desk: z.string(),
  level: z.int(),
  /** Whose it is now; a group is named to everybody, a person to parties and handlers. */
  assignee: z.string().nullable(),
  helpers: z.array(z.object({ name: z.string(), task: z.string() })),
  /** The five steps: what is done bears its date, what comes its deadline. */
  loop: z.array(
    z.object({
      step: z.enum(loopSteps),
      state: z.enum(['done', 'now', 'next', 'left_out']),
      at: z.iso.datetime().nullable(),
      dueAt: z.iso.datetime().nullable(),
    }),
  ),
  story: z.array(moment),
  publicAnswer: z.string().nullable(),
  photos: z.array(
    z.object({
      id: z.string(),
      role: z.enum(['before', 'after']),
      width: z.int().nullable(),
      height: z.int().nullable(),
    }),
  ),
  answers: z.object({
    solved: z.int(),
    unsolved: z.int(),
    mine: z.object({ solved: z.boolean(), satisfaction: z.enum(satisfactions) }).nullable(),
  }),
  /** What neighbours added that waits for a look; for the desk. */
  held: z.array(
    z.object({ id: z.string(), kind: z.enum(['fact', 'objection']), text: z.string(), at: z.iso.datetime() }),
  ),
  merged: z.object({ ref: z.string(), number: z.string() }).nullable(),
  /** For handlers and the raiser. */
  note: z.string().nullable(),
  /** For handlers: who raised it and how to reach them. */
  raiser: z
    .object({
      ref: z.string().nullable(),
      name: z.string(),
      phone: z.string().nullable(),
      helper: z.string().nullable(),
    })
    .nullable(),
  /** For handlers: parties that have not answered in this round, to be called. */
  silent: z.array(z.object({ ref: z.string(), name: z.string() })),
  /** For handlers: whom it could be handed to, the best first. */
  candidates: z.array(choice),
  /** For the desk: likely the same matter. */
  similar: z.array(z.object({ ref: z.string(), number: z.string(), title: z.string(), why: z.array(z.string()) })),
  actions: z.array(z.enum(verbs)),
});
export type ShowModel = z.output<typeof showShows>;

/** What lies on a desk, or with somebody. */
export const inboxShows = z.object({
  rows: z.array(issueRow),
  total: z.int(),
  page: z.int(),
  pages: z.int(),
  sorts: z.boolean(),
  mine: z.boolean(),
  state: z.string().nullable(),
  kind: z.string().nullable(),
});
export type InboxModel = z.output<typeof inboxShows>;

/** What the form to report asks with. */
export const newShows = z.object({
  /** Where it may be about, the likeliest first; none when nothing is known of the one who asks. */
  places: z.array(z.object({ value: z.string(), label: z.string() })),
  /** As whom: oneself, for somebody, or without an account, when only hazards are taken. */
  as: z.enum(['self', 'helper', 'guest', 'elsewhere']),
  for: z.object({ ref: z.string(), name: z.string() }).nullable(),
  guess: z.enum(issueKinds).nullable(),
  similar: z.array(
    z.object({ ref: z.string(), number: z.string(), title: z.string(), parties: z.int(), why: z.array(z.string()) }),
  ),
});
export type NewModel = z.output<typeof newShows>;

/** What is on the board of a place and below it. */
export const boardShows = z.object({
  place: z.object({ code: z.string(), name: z.string() }).nullable(),
  line: z.array(z.object({ code: z.string(), name: z.string() })),
  kind: z.enum(issueKinds).nullable(),
  show: z.enum(['open', 'over', 'all']),
  q: z.string(),
  rows: z.array(issueRow),
  total: z.int(),
  page: z.int(),
  pages: z.int(),
});
export type BoardModel = z.output<typeof boardShows>;

/** What somebody raised, joined, or reported for another. */
export const mineShows = z.object({ rows: z.array(issueRow), total: z.int(), page: z.int(), pages: z.int() });
export type MineModel = z.output<typeof mineShows>;
