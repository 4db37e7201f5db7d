import { mayAt, reach } from '../../kit/access.ts';
import { isRefused, refused } from '../../kit/outcome.ts';
import { pagesOf, sliceOf } from '../../kit/paging.ts';
import { type Context, page } from '../../kit/route.ts';
import { findPersons, getPerson, listPeople, maskName, openPersons } from '../people/index.ts';
import { findPlaceByCode, getPlace, lineOf, type Place } from '../places/index.ts';
import { namedLevels } from './coverage-pages.ts';
import { appointInput, noInput, stewardInput, stewardsInput } from './input.ts';
import {
  appointShows,
  type LevelName,
  type LinkRow,
  levelsShows,
  type StewardModel,
  stewardShows,
  stewardsShows,
} from './models.ts';
import { appointStewards, isOver, linkStewards, seeCoverage, setStewardLevels } from './rules.ts';
import { homePlaces, linksToPlaces, linkToPlace, placeFor, stewardFor, stewardRef } from './scope.ts';
import { isOn, type Steward } from './steward.ts';
import { type ListedLink, listLinks, listStewards, servingAround } from './steward-store.ts';
import { appointView, levelsView, stewardSheets, stewardsSheets, stewardsView, stewardView } from './steward-views.tsx';
import { levelsOf, loadOf } from './store.ts';
import { refusalWords, words } from './words.ts';

const said = { ...words, ...refusalWords };

export const stewardsPage = page({
  name: 'stewards.list',
  path: '/stewards',
  summary: { zh: '管家名单', en: 'Stewards who serve at a place and below, with their load' },
  may: seeCoverage,
  input: stewardsInput,
  words: said,
  shows: stewardsShows,
  load: async (context, { place: code, level, q = '', sort, down, page: number }) => {
    const { db, actor, lang, today } = context;
    const district = actor?.district ?? '';
    const found = code === undefined ? undefined : await placeFor(db, context, code, seeCoverage);
    if (found && isRefused(found)) return found;
    const place = found?.done;
    const filter = { paths: place ? [place.path] : reach(actor, seeCoverage), level, words: q, today };
    const { stewards, total } = await listStewards(db, district, filter, { by: sort, down }, sliceOf(context, number));
    const [terms, links, homes] = await Promise.all([
      levelsOf(db, district),
      linksToPlaces(
        db,
        district,
        stewards.map((one) => ({ id: one.placeId, path: one.path })),
        lang,
      ),
      homePlaces(context),
    ]);
    const limits = new Map(terms.map((one) => [one.level, one.limit]));
    const top = place ?? homes[0];
    return {
      done: {
        place: place ? linkToPlace(place, lang) : null,
        choices: homes.map((one) => linkToPlace(one, lang)),
        levels: namedLevels(terms, context),
        level: level ?? null,
        q,
        stewards: stewards.flatMap((one) => {
          const at = links.get(one.placeId);
          const { id, name, load, fromDay, toDay } = one;
          const over = isOver(load, limits.get(one.level) ?? load);
          return at
            ? [{ ref: stewardRef(district, id), name, level: one.level, place: at, load, over, fromDay, toDay }]
            : [];
        }),
        ...pagesOf(number, total),
        may: {
          appoint: top !== undefined && mayAt(actor, appointStewards, top),
          levels: reach(actor, setStewardLevels).length > 0,
        },
      },
    };
  },
  view: stewardsView,
  sheets: stewardsSheets,
});

export const stewardPage = page({
  name: 'stewards.show',
  path: '/stewards/{ref}',
  summary: { zh: '一位管家：联户、负荷、交接', en: 'One steward: links, load, handover' },
  may: 'signed_in',
  input: stewardInput,
  words: said,
  shows: stewardShows,
  load: async (context, { ref }) => {
    const found = await stewardFor(context.db, context, ref);
    if (isRefused(found)) return found;
    return { done: await stewardModel(context, found.done.steward) };
  },
  view: stewardView,
  sheets: stewardSheets,
});

async function stewardModel(context: Context, steward: Steward): Promise<StewardModel> {
  const { db, actor, lang, today, keyring } = context;
  const { district, level } = steward;
  const persons = await findPersons(db, district, [steward.personId]);
  const person = persons.get(steward.personId) ?? (await getPerson(db, district, steward.personId));
  const [terms, place, load, open, ended] = await Promise.all([
    levelsOf(db, district),
    getPlace(db, district, steward.placeId),
    loadOf(db, steward),
    listLinks(db, steward, today, 'open', 500),
    listLinks(db, steward, today, 'ended', 50),
  ]);
  const serves = isOn(steward, today);
  const mayLink = mayAt(actor, linkStewards, place);
  const around = mayLink && open.length > 0 ? await servingAround(db, district, level, place.path, today) : [];
  const others = around.filter((one) => one.id !== steward.id);
  const places = [...open, ...ended, ...others].map((one) => ({ id: one.placeId, path: one.path }));
  const [opened, links, line, rowOf] = await Promise.all([
    openPersons(db, keyring, district, [person.id]),
    linksToPlaces(db, district, places, lang),
    lineOf(db, place),
    linkRows(context, district, [...open, ...ended]),
  ]);
  const names: LevelName[] = namedLevels(terms, context);
  const own = names.find((one) => one.level === level) ?? { level, name: '', limit: load };
  return {
    ref: stewardRef(district, steward.id),
    name: person.name,
    level: own,
    place: linkToPlace(place, lang),
    line: line.slice(0, -1).map((above) => linkToPlace(above, lang)),
    fromDay: steward.fromDay,
    toDay: steward.toDay,
    serves,
    phone: opened[0]?.phone ?? null,
    load,
    over: isOver(load, own.limit),
    links: open.flatMap((one) => rowOf(one, links.get(one.placeId)) ?? []),
    past: ended.flatMap((one) => rowOf(one, links.get(one.placeId)) ?? []),
    others: others.map((one) => ({
      ref: stewardRef(district, one.id),
      name: one.name,
      place: links.get(one.placeId)?.name ?? '',
      load: one.load,
    })),
    today,
    may: {
      link: mayLink && open.length > 0,
      end: mayAt(actor, appointStewards, place) && (steward.toDay === null || steward.toDay > today),
    },
  };
}

/** A function from a link to its row; heads of households are named, masked, to those who may list people there. */
async function linkRows(
  { db, actor }: Context,
  district: string,
  links: readonly ListedLink[],
): Promise<(link: ListedLink, place: LinkRow['place'] | undefined) => LinkRow | undefined> {
  const heads = await findPersons(
    db,
    district,
    links.flatMap((link) => link.headId ?? []),
  );
  const named = reach(actor, listPeople);
  return ({ id, householdId, headId, path, households, fromDay, toDay }, place) => {
    if (!place) return undefined;
    const head = headId !== null && named.some((above) => path.startsWith(above)) ? heads.get(headId) : undefined;
    const household =
      householdId === null ? null : { ref: stewardRef(district, householdId), head: head ? maskName(head.name) : null };
    return { id, place, household, households, fromDay, toDay };
  };
}

export const appointPage = page({
  name: 'stewards.new',
  path: '/places/{code}/stewards/new',
  summary: { zh: '聘任管家的表单', en: 'The form to appoint a steward' },
  may: appointStewards,
  input: appointInput,
  words: said,
  shows: appointShows,
  load: async (context, { code, level }) => {
    const found = await placeFor(context.db, context, code, appointStewards);
    if (isRefused(found)) return found;
    const place = found.done;
    if (place.kind === 'dwelling') return refused('not_found');
    const [terms, line] = await Promise.all([levelsOf(context.db, place.district), lineOf(context.db, place)]);
    return {
      done: {
        place: linkToPlace(place, context.lang),
        line: line.slice(0, -1).map((above) => linkToPlace(above, context.lang)),
        levels: namedLevels(terms, context),
        level: level ?? usualLevelAt[place.kind],
        today: context.today,
      },
    };
  },
  view: appointView,
});

/** The level that is meant most often where somebody is appointed. */
const usualLevelAt = {
  district: 1,
  township: 1,
  community: 2,
  compound: 3,
  building: 4,
  entrance: 5,
} as const satisfies Partial<Record<Place['kind'], number>>;

export const levelsPage = page({
  name: 'stewards.levels',
  path: '/stewards/levels',
  summary: { zh: '管家的级别名称和上限', en: 'Names and limits of the five levels' },
  may: setStewardLevels,
  input: noInput,
  words: said,
  shows: levelsShows,
  load: async ({ db, actor }) => {
    if (!actor) return refused('not_found');
    const district = await findPlaceByCode(db, actor.district);
    if (!district) return refused('not_found');
    return {
      done: { levels: await levelsOf(db, actor.district), may: { set: mayAt(actor, setStewardLevels, district) } },
    };
  },
  view: levelsView,
});
