import { mayAt, reach } from '../../kit/access.ts';
import { formatDay } from '../../kit/clock.ts';
import { refused } from '../../kit/outcome.ts';
import { type Context, page } from '../../kit/route.ts';
import { speak } from '../../kit/words.ts';
import { careForPeople, listPeople, sightOf, tagKinds } from '../people/index.ts';
import { findPlaceByCode, getPlace, lineOf, listChildren, listUnder, type Place } from '../places/index.ts';
import { namedLevels } from './coverage-pages.ts';
import { mapInput } from './input.ts';
import { peopleOf } from './lookups.ts';
import { type Aspect, aspectStates, aspects, doorState } from './map-aspect.ts';
import { layOut } from './map-grid.ts';
import { type Door, loadDoors, totalsByBuilding } from './map-store.ts';
import { mapSheets, mapView } from './map-views.tsx';
import { type MapModel, mapShows } from './models.ts';
import { householdHref, placeHref } from './parts.tsx';
import { linkStewards } from './rules.ts';
import { linkToPlace, stewardRef } from './scope.ts';
import type { Level, LevelTerms } from './steward.ts';
import { servingAround } from './steward-store.ts';
import { levelsOf } from './store.ts';
import { refusalWords, words } from './words.ts';

/** What tells of people's needs is for those who care for them. */
const careAspects: ReadonlySet<Aspect> = new Set(['care', 'visit']);
const drawnKinds: ReadonlySet<string> = new Set(['compound', 'building', 'entrance']);

export const mapPage = page({
  name: 'stewards.map',
  path: '/places/{code}/map',
  summary: { zh: '民情图：一栋楼一层一户地看', en: "The people's map: a building floor by floor, door by door" },
  may: 'anyone',
  input: mapInput,
  words: { ...words, ...refusalWords },
  shows: mapShows,
  load: async (context, { code, aspect, level, select }) => {
    const { db } = context;
    const found = await findPlaceByCode(db, code);
    if (!found) return refused('not_found');
    if (found.mergedInto) {
      const kept = await getPlace(db, found.district, found.mergedInto);
      return refused('moved', { detail: { to: `${placeHref(kept)}/map` } });
    }
    if (!drawnKinds.has(found.kind)) return refused('not_found');
    const terms = await levelsOf(db, found.district);
    if (seenPaths(context, found, listPeople).length > 0)
      return { done: await withDoors(context, found, { aspect, level, select, terms }) };
    // Nobody else gets anything smaller than the building.
    const place = found.kind === 'entrance' ? await getPlace(db, found.district, found.parentId ?? '') : found;
    return { done: await totalsOnly(context, place, level, terms) };
  },
  view: mapView,
  sheets: mapSheets,
});

/** Where the actor has a permission at a place: all of it, or parts of it that their posts reach. */
function seenPaths({ actor }: Context, place: Place, permission: string): readonly string[] {
  if (mayAt(actor, permission, place)) return [place.path];
  return actor?.district === place.district
    ? reach(actor, permission).filter((path) => path.startsWith(place.path))
    : [];
}

async function frameOf(context: Context, place: Place, level: Level, terms: readonly LevelTerms[]) {
  const line = await lineOf(context.db, place);
  return {
    place: linkToPlace(place, context.lang),
    line: line.slice(0, -1).map((above) => linkToPlace(above, context.lang)),
    levels: namedLevels(terms, context),
    level,
    may: { link: mayAt(context.actor, linkStewards, place) },
  };
}

/** The buildings a map is about: those of a compound, the building itself, the one an entrance is in. */
async function buildingsOf(context: Context, place: Place): Promise<Place[]> {
  if (place.kind === 'compound') {
    const children = await listChildren(context.db, place.district, place.id);
    return children.filter((child) => child.kind === 'building');
  }
  return place.kind === 'building' ? [place] : [];
}

/** What everybody may see: totals by building, no smaller. */
async function totalsOnly(
  context: Context,
  place: Place,
  level: Level,
  terms: readonly LevelTerms[],
): Promise<MapModel> {
  const buildings = await buildingsOf(context, place);
  const totals = await totalsByBuilding(context.db, place, buildings, level);
  return {
    ...(await frameOf(context, place, level, terms)),
    aspect: 'steward',
    aspects: ['steward'],
    entrances: null,
    buildings: buildings.map((building) => {
      const { dwellings = 0, households = 0, linked = 0 } = totals.get(building.id) ?? {};
      return { place: linkToPlace(building, context.lang), dwellings, households, linked, counts: null };
    }),
    counts: null,
    linking: null,
  };
}

type Asked = {
  readonly aspect: Aspect;
  readonly level: Level;
  readonly select: boolean;
  readonly terms: readonly LevelTerms[];
};

/** Door by door, for those who may list people here; what asks for care only for those who care. */
async function withDoors(context: Context, place: Place, asked: Asked): Promise<MapModel> {
  const { db, actor, lang, today, keyring } = context;
  const { district } = place;
  const cares = seenPaths(context, place, careForPeople);
  const seen = aspects.filter((one) => cares.length > 0 || !careAspects.has(one));
  const aspect = seen.includes(asked.aspect) ? asked.aspect : 'steward';
  const { level, terms } = asked;
  const limit = terms.find((one) => one.level === level)?.limit ?? 0;
  const paths = careAspects.has(aspect) ? cares : seenPaths(context, place, listPeople);
  const sight = { ...sightOf(actor, { district, paths: [place.path] }), list: true, care: careAspects.has(aspect) };
  const all = await loadDoors(db, place, { aspect, level, limit, sight, keyring });
  const doors = all.filter((door) => paths.some((path) => door.place.path.startsWith(path)));
  const [frame, buildings, entrances, people] = await Promise.all([
    frameOf(context, place, level, terms),
    buildingsOf(context, place),
    place.kind === 'entrance' ? [place] : listUnder(db, district, 'entrance', [place.path]),
    peopleOf(db, district, aspect === 'steward' ? [...new Set(doors.flatMap((door) => door.stewardIds))] : []),
  ]);
  const totals = await totalsByBuilding(db, place, buildings, level);
  const stateOf = (door: Door): string => doorState(aspect, door, today);
  const count = (inside: readonly Door[]) => countStates(aspect, inside, stateOf);
  const say = (door: Door): string => detailOf(context, aspect, door, people);
  const isDrawn = place.kind !== 'compound';
  const linking = asked.select && frame.may.link && isDrawn;
  const stewards = linking ? await servingAround(db, district, level, place.path, today) : [];
  return {
    ...frame,
    aspect,
    aspects: seen,
    entrances: isDrawn
      ? groupsOf(place, entrances, doors).map(({ at, inside }) =>
          drawEntrance(context, at, inside, { stateOf, say, count }),
        )
      : null,
    buildings: buildings.map((building) => {
      const { dwellings = 0, households = 0, linked = 0 } = totals.get(building.id) ?? {};
      const inside = doors.filter((door) => door.place.path.startsWith(building.path));
      return { place: linkToPlace(building, lang), dwellings, households, linked, counts: count(inside) };
    }),
    counts: count(doors),
    linking: linking
      ? {
          today,
          stewards: stewards.map((one) => ({ ref: stewardRef(district, one.id), name: one.name, load: one.load })),
        }
      : null,
  };
}

/** The doors of each entrance; those that stand in the building itself come last, under its own name. */
function groupsOf(place: Place, entrances: readonly Place[], doors: readonly Door[]): { at: Place; inside: Door[] }[] {
  const byParent = Map.groupBy(doors, (door) => door.place.parentId);
  const groups = [...entrances, ...(place.kind === 'building' ? [place] : [])];
  return groups.flatMap((at) => {
    const inside = byParent.get(at.id);
    return inside ? [{ at, inside }] : [];
  });
}

type Drawing = {
  readonly stateOf: (door: Door) => string;
  readonly say: (door: Door) => string;
  readonly count: (doors: readonly Door[]) => Record<string, number>;
};

function drawEntrance(context: Context, at: Place, inside: readonly Door[], { stateOf, say, count }: Drawing) {
  const grid = layOut(
    inside.map((door) => ({ id: door.place.id, name: door.place.name, floor: door.place.floor, door })),
  );
  return {
    place: linkToPlace(at, context.lang),
    columns: [...grid.columns],
    floors: grid.floors.map(({ floor, doors }) => ({
      floor,
      cells: doors.map((one) => {
        if (!one) return null;
        const { door } = one;
        const [only, ...others] = door.householdIds;
        return {
          code: door.place.code,
          label: door.place.name,
          state: stateOf(door),
          detail: say(door),
          href:
            only !== undefined && others.length === 0
              ? householdHref(stewardRef(door.place.district, only))
              : placeHref(door.place),
        };
      }),
    })),
    counts: count(inside),
  };
}

/** What a cell says beside its state: who, what for, since when. */
function detailOf(
  { lang }: Context,
  aspect: Aspect,
  door: Door,
  people: ReadonlyMap<string, { readonly name: string }>,
): string {
  const t = speak(words, lang);
  const comma = lang === 'zh' ? '、' : ', ';
  const said: Readonly<Record<Aspect, () => string>> = {
    steward: () => door.stewardIds.flatMap((id) => people.get(id)?.name ?? []).join(comma),
    care: () => door.careKinds.map((kind) => tagKinds[kind][lang]).join(comma),
    volunteers: () => (door.members > 0 ? t('people_n', { n: door.members }) : ''),
    empty: () => (door.households > 0 ? t('n_households', { n: door.households }) : ''),
    visit: () => (door.lastVisit ? t('last_visit', { day: formatDay(door.lastVisit, lang) }) : ''),
  };
  return said[aspect]();
}

function countStates(aspect: Aspect, doors: readonly Door[], stateOf: (door: Door) => string): Record<string, number> {
  const counts = Object.fromEntries(Object.keys(aspectStates[aspect]).map((state) => [state, 0]));
  for (const door of doors) {
    const state = stateOf(door);
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}
