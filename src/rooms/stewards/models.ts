import { z } from 'zod';
import { placeKinds } from '../places/index.ts';
import { shownHouseholds } from './coverage.ts';
import { aspects } from './map-aspect.ts';
import { levels } from './steward.ts';

const level = z.literal(levels);

export const placeLink = z.object({ code: z.string(), kind: z.enum(placeKinds), name: z.string() });
export type PlaceLink = z.output<typeof placeLink>;

const levelName = z.object({ level, name: z.string(), limit: z.int() });
export type LevelName = z.output<typeof levelName>;

const paged = { page: z.int(), pages: z.int(), total: z.int() };

/** Households in all, with a steward of the level, without, with one who carries too much; stewards who serve here. */
const counts = { households: z.int(), linked: z.int(), without: z.int(), over: z.int(), stewards: z.int() };

const loadRow = z.object({ ref: z.string(), name: z.string(), here: z.int(), load: z.int(), over: z.boolean() });

export const coverageShows = z.object({
  /** Null where the posts held name several places or none: `choices` are those to begin from. */
  place: placeLink.nullable(),
  line: z.array(placeLink),
  choices: z.array(placeLink),
  levels: z.array(levelName),
  level,
  /** The place at each of the five levels. */
  totals: z.array(z.object({ level, ...counts })),
  /** The places below at the chosen level. */
  below: z.array(z.object({ place: placeLink, ...counts })),
  /** Those who carry most, at most fifty. */
  stewards: z.array(loadRow),
  may: z.object({ households: z.boolean(), link: z.boolean(), levels: z.boolean(), appoint: z.boolean() }),
});
export type CoverageModel = z.output<typeof coverageShows>;

export const coveredShows = z.object({
  place: placeLink,
  line: z.array(placeLink),
  levels: z.array(levelName),
  level,
  show: z.enum(shownHouseholds).nullable(),
  households: z.array(
    z.object({
      address: z.string(),
      /** Null for those who may not list people there, as is the name. */
      ref: z.string().nullable(),
      head: z.string().nullable(),
      steward: z.object({ ref: z.string(), name: z.string(), over: z.boolean() }).nullable(),
    }),
  ),
  ...paged,
});
export type CoveredModel = z.output<typeof coveredShows>;

export const stewardsShows = z.object({
  place: placeLink.nullable(),
  choices: z.array(placeLink),
  levels: z.array(levelName),
  level: level.nullable(),
  q: z.string(),
  stewards: z.array(
    z.object({
      ref: z.string(),
      name: z.string(),
      level,
      place: placeLink,
      load: z.int(),
      over: z.boolean(),
      fromDay: z.string(),
      toDay: z.string().nullable(),
    }),
  ),
  ...paged,
  may: z.object({ appoint: z.boolean(), levels: z.boolean() }),
});
export type StewardsModel = z.output<typeof stewardsShows>;

const linkRow = z.object({
  id: z.string(),
  place: placeLink,
  /** For a link of one household: its head, masked; null where names may not be listed. */
  household: z.object({ ref: z.string(), head: z.string().nullable() }).nullable(),
  households: z.int(),
  fromDay: z.string(),
  toDay: z.string().nullable(),
});
export type LinkRow = z.output<typeof linkRow>;

export const stewardShows = z.object({
  ref: z.string(),
  name: z.string(),
  level: levelName,
  place: placeLink,
  line: z.array(placeLink),
  fromDay: z.string(),
  toDay: z.string().nullable(),
  serves: z.boolean(),
  phone: z.string().nullable(),
  load: z.int(),
  over: z.boolean(),
  links: z.array(linkRow),
  /** Links that ended, the latest fifty. */
  past: z.array(linkRow),
  /** To whom links could be handed over. */
  others: z.array(z.object({ ref: z.string(), name: z.string(), place: z.string(), load: z.int() })),
  today: z.string(),
  may: z.object({ link: z.boolean(), end: z.boolean() }),
});
export type StewardModel = z.output<typeof stewardShows>;

export const levelsShows = z.object({
  levels: z.array(z.object({ level, zh: z.string(), en: z.string(), limit: z.int() })),
  may: z.object({ set: z.boolean() }),
});
export type LevelsModel = z.output<typeof levelsShows>;

export const appointShows = z.object({
  place: placeLink,
  line: z.array(placeLink),
  levels: z.array(levelName),
  level,
  today: z.string(),
});
export type AppointModel = z.output<typeof appointShows>;

/** A steward as their households see them. */
const chainLink = z.object({
  level,
  levelName: z.string(),
  name: z.string(),
  /** Only today's, and only for the households linked and those who look after them. */
  phone: z.string().nullable(),
  ref: z.string().nullable(),
});
export type ChainModel = z.output<typeof chainLink>;

export const chainShows = z.object({
  household: z.object({ ref: z.string(), address: z.string(), code: z.string() }),
  levels: z.array(levelName),
  day: z.string(),
  today: z.string(),
  isToday: z.boolean(),
  chain: z.array(chainLink),
  /** Who was responsible when, the latest first. */
  history: z.array(
    z.object({ level, levelName: z.string(), name: z.string(), fromDay: z.string(), toDay: z.string().nullable() }),
  ),
  may: z.object({ household: z.boolean() }),
});
export type ChainPageModel = z.output<typeof chainShows>;

export const myStewardsShows = z.object({
  levels: z.array(levelName),
  households: z.array(z.object({ ref: z.string(), address: z.string(), chain: z.array(chainLink) })),
});
export type MyStewardsModel = z.output<typeof myStewardsShows>;

export const myHouseholdsShows = z.object({
  /** What the actor serves as; the chosen one first asked for. */
  services: z.array(
    z.object({ ref: z.string(), levelName: z.string(), place: placeLink, load: z.int(), limit: z.int() }),
  ),
  chosen: z.string().nullable(),
  buildings: z.array(
    z.object({
      place: placeLink,
      map: z.boolean(),
      households: z.array(
        z.object({
          door: z.string(),
          ref: z.string().nullable(),
          head: z.string().nullable(),
          people: z.int(),
          /** Somebody there needs care; null for those who may not know. */
          care: z.boolean().nullable(),
        }),
      ),
    }),
  ),
  ...paged,
});
export type MyHouseholdsModel = z.output<typeof myHouseholdsShows>;

const gridCell = z.object({
  code: z.string(),
  label: z.string(),
  state: z.string(),
  detail: z.string(),
  href: z.string(),
});
const stateCounts = z.record(z.string(), z.int());

export const mapShows = z.object({
  place: placeLink,
  line: z.array(placeLink),
  levels: z.array(levelName),
  level,
  aspect: z.enum(aspects),
  /** Those the one who asks may look at. */
  aspects: z.array(z.enum(aspects)),
  /** Door by door, for a building or an entrance and those who may; null for others. */
  entrances: z
    .array(
      z.object({
        place: placeLink,
        columns: z.array(z.string()),
        floors: z.array(z.object({ floor: z.int().nullable(), cells: z.array(gridCell.nullable()) })),
        counts: stateCounts,
      }),
    )
    .nullable(),
  /** Totals by building; of a building itself, one row. `counts` only for those who may see doors. */
  buildings: z.array(
    z.object({
      place: placeLink,
      dwellings: z.int(),
      households: z.int(),
      linked: z.int(),
      counts: stateCounts.nullable(),
    }),
  ),
  counts: stateCounts.nullable(),
  /** Given while doors are chosen to be linked. */
  linking: z
    .object({ stewards: z.array(z.object({ ref: z.string(), name: z.string(), load: z.int() })), today: z.string() })
    .nullable(),
  may: z.object({ link: z.boolean() }),
});
export type MapModel = z.output<typeof mapShows>;

export const linksShows = z.object({
  place: placeLink,
  line: z.array(placeLink),
  levels: z.array(levelName),
  level,
  /** The place itself and what stands below it, with who has it at this level. */
  targets: z.array(
    z.object({
      place: placeLink,
      households: z.int(),
      linked: z.int(),
      held: z.string().nullable(),
      inherited: z.string().nullable(),
    }),
  ),
  stewards: z.array(z.object({ ref: z.string(), name: z.string(), load: z.int() })),
  today: z.string(),
  map: z.boolean(),
  may: z.object({ appoint: z.boolean() }),
});
export type LinksModel = z.output<typeof linksShows>;
