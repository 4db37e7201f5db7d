import { mayAt, reach } from '../../kit/access.ts';
import { isRefused, type Outcome, refused } from '../../kit/outcome.ts';
import { pagesOf, sliceOf } from '../../kit/paging.ts';
import { type Context, page } from '../../kit/route.ts';
import { findHouseholds, findPersons, listPeople, maskName } from '../people/index.ts';
import { lineOf, linesOf, listChildren, type Place } from '../places/index.ts';
import { type Coverage, coverageOf, listCovered, loadsAt, type Shown } from './coverage.ts';
import { coverageSheets, coverageView, coveredSheets, coveredView } from './coverage-views.tsx';
import { coverageInput, coveredInput } from './input.ts';
import { peopleOf } from './lookups.ts';
import { type CoverageModel, type CoveredModel, coverageShows, coveredShows, type LevelName } from './models.ts';
import { appointStewards, isOver, linkStewards, seeCoverage, setStewardLevels } from './rules.ts';
import { crumbsTo, homePlaces, linkToPlace, localAddress, placeFor, stewardRef } from './scope.ts';
import { type Level, type LevelTerms, levels } from './steward.ts';
import { levelsOf, loadsOf } from './store.ts';
import { words } from './words.ts';

/** The levels as a page names them. */
export function namedLevels(terms: readonly LevelTerms[], context: Pick<Context, 'lang'>): LevelName[] {
  return terms.map((one) => ({ level: one.level, name: one[context.lang], limit: one.limit }));
}

/** The usual limits, for a page that shows no place yet. */
const limitOf = (terms: readonly LevelTerms[], level: Level): number =>
  terms.find((one) => one.level === level)?.limit ?? 0;

const toCounts = ({ households, linked, without, over, stewards }: Coverage) => ({
  households,
  linked,
  without,
  over,
  stewards,
});

export const coveragePage = page({
  name: 'stewards.coverage',
  path: '/coverage',
  summary: {
    zh: '联户覆盖：总户数、有管家、没有、超上限',
    en: 'Coverage of a place: households in all, with a steward, without, over the limit',
  },
  may: seeCoverage,
  input: coverageInput,
  words,
  shows: coverageShows,
  load: async (context, input) => {
    const found = await chosenPlace(context, input.place);
    if (isRefused(found)) return found;
    const { place, choices } = found.done;
    if (!place) return { done: await nothingChosen(context, input.level, choices) };
    return { done: await placeCoverage(context, place, choices, input) };
  },
  view: coverageView,
  sheets: coverageSheets,
});

type Chosen = { readonly place: Place | undefined; readonly choices: readonly Place[] };

/** The place asked for; else the only one the actor looks after, or nothing where there are several or none. */
async function chosenPlace(context: Context, code: string | undefined): Promise<Outcome<Chosen, 'not_found'>> {
  if (code === undefined) {
    const choices = await homePlaces(context);
    return { done: { place: choices.length === 1 ? choices[0] : undefined, choices } };
  }
  const found = await placeFor(context.db, context, code, seeCoverage);
  if (isRefused(found)) return found;
  return found.done.kind === 'dwelling' ? refused('not_found') : { done: { place: found.done, choices: [] } };
}

async function nothingChosen(context: Context, level: Level, choices: readonly Place[]): Promise<CoverageModel> {
  const lines = await linesOf(context.db, context.actor?.district ?? '', choices);
  return {
    place: null,
    line: [],
    choices: choices.map((place) => ({
      ...linkToPlace(place, context.lang),
      name: localAddress(lines.get(place.id) ?? [place], context.lang),
    })),
    levels: namedLevels(await levelsOf(context.db, context.actor?.district ?? ''), context),
    level,
    totals: [],
    below: [],
    stewards: [],
    may: { households: false, link: false, levels: false, appoint: false },
  };
}

type Asked = { readonly level: Level; readonly sort: (typeof sorters)[number]; readonly down: boolean };
const sorters = ['place', 'households', 'linked', 'without', 'over', 'stewards'] as const;

async function placeCoverage(
  context: Context,
  place: Place,
  choices: readonly Place[],
  asked: Asked,
): Promise<CoverageModel> {
  const { db, actor, lang } = context;
  const { level } = asked;
  const terms = await levelsOf(db, place.district);
  const children = (await listChildren(db, place.district, place.id)).filter((child) => child.kind !== 'dwelling');
  const ids = [place.id, ...children.map((child) => child.id)];
  const [line, counted, loads] = await Promise.all([
    crumbsTo(db, place, lang),
    coverageOf(db, place.district, ids, terms),
    loadsAt(db, place, level, { offset: 0, limit: 50 }),
  ]);
  const people = await peopleOf(
    db,
    place.district,
    loads.map((one) => one.stewardId),
  );
  const below = children.flatMap((child) => {
    const one = counted.get(child.id)?.[level];
    return one ? [{ place: linkToPlace(child, lang), ...toCounts(one) }] : [];
  });
  const totals = counted.get(place.id);
  return {
    place: linkToPlace(place, lang),
    line,
    choices: choices.length > 1 ? choices.map((one) => linkToPlace(one, lang)) : [],
    levels: namedLevels(terms, context),
    level,
    totals: totals ? levels.map((one) => ({ level: one, ...toCounts(totals[one]) })) : [],
    below: sorted(below, asked),
    stewards: loads.map(({ stewardId, here, load }) => ({
      ref: stewardRef(place.district, stewardId),
      name: people.get(stewardId)?.name ?? '',
      here,
      load,
      over: isOver(load, limitOf(terms, level)),
    })),
    may: {
      households: true,
      link: mayAt(actor, linkStewards, place),
      levels: mayAt(actor, setStewardLevels, place),
      appoint: mayAt(actor, appointStewards, place),
    },
  };
}

function sorted(below: CoverageModel['below'], { sort, down }: Asked): CoverageModel['below'] {
  // As they come they stand in the order people count them.
  if (sort !== 'place') below.sort((a, b) => a[sort] - b[sort]);
  return down ? below.reverse() : below;
}

export const coveredPage = page({
  name: 'stewards.covered_households',
  path: '/coverage/households',
  summary: { zh: '一个数字背后的住户', en: 'The households behind a figure of coverage' },
  may: seeCoverage,
  input: coveredInput,
  words,
  shows: coveredShows,
  load: async (context, { place: code, level, show, page: number }) => {
    const found = await placeFor(context.db, context, code, seeCoverage);
    if (isRefused(found)) return found;
    return { done: await coveredHouseholds(context, found.done, { level, show, number }) };
  },
  view: coveredView,
  sheets: coveredSheets,
});

async function coveredHouseholds(
  context: Context,
  place: Place,
  { level, show, number }: { readonly level: Level; readonly show: Shown | undefined; readonly number: number },
): Promise<CoveredModel> {
  const { db, lang } = context;
  const { district } = place;
  const terms = await levelsOf(db, district);
  const limit = limitOf(terms, level);
  const rows = await listCovered(db, place, { level, shown: show, limit }, sliceOf(context, number));
  const counted = (await coverageOf(db, district, [place.id], terms)).get(place.id)?.[level];
  const total = place.kind === 'dwelling' ? rows.length : ((show ? counted?.[show] : counted?.households) ?? 0);
  const households = await findHouseholds(
    db,
    district,
    rows.map((row) => row.householdId),
  );
  const byId = new Map(households.map((household) => [household.id, household]));
  const stewardIds = [...new Set(rows.flatMap((row) => row.stewardId ?? []))];
  const [lines, heads, stewards, loads, line] = await Promise.all([
    linesOf(
      db,
      district,
      rows.map((row) => ({ id: row.householdId, path: row.path })),
    ),
    findPersons(
      db,
      district,
      households.flatMap((household) => household.headId ?? []),
    ),
    peopleOf(db, district, stewardIds),
    loadsOf(db, district, stewardIds),
    lineOf(db, place),
  ]);
  const named = reach(context.actor, listPeople);
  return {
    place: linkToPlace(place, lang),
    line: line.slice(0, -1).map((above) => linkToPlace(above, lang)),
    levels: namedLevels(terms, context),
    level,
    show: show ?? null,
    households: rows.map(({ householdId, path, stewardId }) => {
      const seesNames = named.some((above) => path.startsWith(above));
      const head = heads.get(byId.get(householdId)?.headId ?? '');
      return {
        address: localAddress(lines.get(householdId) ?? [], lang),
        ref: seesNames ? stewardRef(district, householdId) : null,
        head: seesNames && head ? maskName(head.name) : null,
        steward:
          stewardId === null
            ? null
            : {
                ref: stewardRef(district, stewardId),
                name: stewards.get(stewardId)?.name ?? '',
                over: isOver(loads.get(stewardId) ?? 0, limit),
              },
      };
    }),
    ...pagesOf(number, total),
  };
}
