import { addMonths } from '../../kit/clock.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import type { Context } from '../../kit/route.ts';
import { type Measure, openKinds } from '../issues/index.ts';
import {
  addressOf,
  findPlaceByCode,
  lineOf,
  listChildren,
  listDistricts,
  type Place,
  placeName,
} from '../places/index.ts';
import type { PicturesModel } from './models.ts';
import { monthsOf, periodOf } from './period.ts';
import { rateOf, risesTo } from './rates.ts';
import {
  figuresByMonth,
  kindHistory,
  kindsByPlace,
  markersOf,
  medianStages,
  notYetDue,
  openByAge,
  stages,
} from './store.ts';

/** Kinds of place whose figures are shown; a door has none of its own. */
const counted: ReadonlySet<string> = new Set(['district', 'township', 'community', 'compound']);

/** The place asked for, or where its issues are counted; "not found" for a place that is not there. */
export async function placeFor(context: Pick<Context, 'db'>, code: string): Promise<Outcome<Place, 'not_found'>> {
  const place = await findPlaceByCode(context.db, code);
  if (!place) return refused('not_found');
  if (counted.has(place.kind)) return done(place);
  const above = (await lineOf(context.db, place)).findLast((one) => counted.has(one.kind));
  return above ? done(above) : refused('not_found');
}

const emptyRate = rateOf(0, 0);
const nothing = {
  totals: {},
  rates: { response: emptyRate, solved: emptyRate, satisfied: emptyRate, in_compound: emptyRate, in_time: emptyRate },
  open: [],
  months: [],
  kinds: [],
  below: [],
  medians: [],
  hints: [],
};

/** The figures of a place over some months, every one from the records. */
export async function loadPictures(
  context: Context,
  asked: {
    readonly place?: string | undefined;
    readonly from?: string | undefined;
    readonly until?: string | undefined;
  },
): Promise<Outcome<PicturesModel, 'not_found'>> {
  const { db, lang, today, now, zone, actor } = context;
  const period = periodOf(asked, today);
  const range = { from: period.from.slice(0, 7), until: period.until.slice(0, 7) };
  const own = actor?.grants.map((grant) => grant.path).sort((a, b) => a.length - b.length)[0];
  if (asked.place === undefined && own === undefined) {
    const districts = await listDistricts(db);
    const starts = districts.map((district) => ({ code: district.code, name: district.name }));
    return done({ place: null, line: [], starts, ...range, ...nothing });
  }
  const first =
    asked.place === undefined
      ? done(
          (await lineOf(db, { district: actor?.district ?? '', path: own ?? '' })).findLast((one) =>
            counted.has(one.kind),
          ),
        )
      : await placeFor(context, asked.place);
  if ('refused' in first) return first;
  const place = first.done;
  if (!place) return refused('not_found');
  const span = { district: place.district, path: place.path, ...period };
  const below = place.kind === 'compound' ? [] : await listChildren(db, place.district, place.id);
  const lastMonths = [1, 2, 3, 4, 5, 6].map((n) => addMonths(period.until, -n));
  const seasons = [12, 24, 36].map((n) => addMonths(period.until, -n));
  const [line, figures, byPlace, open, waiting, medians, markers, history] = await Promise.all([
    lineOf(db, place),
    figuresByMonth(db, span),
    kindsByPlace(db, span, below),
    openByAge(db, place, now),
    notYetDue(db, span, now),
    medianStages(db, span, zone),
    markersOf(db, span),
    kindHistory(db, place, [period.until, ...lastMonths, ...seasons]),
  ]);
  const totals = new Map<Measure, number>();
  const kinds = new Map<string, number>();
  const months = new Map(monthsOf(period).map((month) => [month, { reported: 0, settled: 0 }]));
  for (const { month, kind, measure, n } of figures) {
    totals.set(measure, (totals.get(measure) ?? 0) + n);
    if (measure === 'reported') kinds.set(kind, (kinds.get(kind) ?? 0) + n);
    const at = months.get(month);
    if (at && (measure === 'reported' || measure === 'settled')) at[measure] += n;
  }
  const total = (measure: Measure): number => totals.get(measure) ?? 0;
  return done({
    place: {
      code: place.code,
      kind: place.kind,
      name: placeName(place, lang),
      address: addressOf(line.slice(1), lang) || place.name,
    },
    line: line.slice(0, -1).map((above) => ({ code: above.code, name: placeName(above, lang) })),
    starts: [],
    ...range,
    totals: Object.fromEntries(totals),
    rates: {
      response: rateOf(total('contacted_in_time'), Math.max(0, total('reported') - waiting)),
      solved: rateOf(total('said_solved'), total('due_answers')),
      satisfied: rateOf(total('said_satisfied'), total('due_answers')),
      in_compound: rateOf(total('settled_in_compound'), total('settled')),
      in_time: rateOf(total('settled') - total('settled_late'), total('settled')),
    },
    open,
    months: [...months].map(([month, n]) => ({
      month: month.slice(0, 7),
      ...n,
      markers: markers.filter((marker) => marker.month === month).map((marker) => marker.name),
    })),
    kinds: openKinds.flatMap((kind) => (kinds.has(kind) ? [{ kind, n: kinds.get(kind) ?? 0 }] : [])),
    below: below
      .map((child) => {
        const mine = byPlace.filter((row) => row.placeId === child.id);
        return {
          code: child.code,
          name: placeName(child, lang),
          kinds: Object.fromEntries(mine.map((row) => [row.kind, row.n])),
          total: mine.reduce((sum, row) => sum + row.n, 0),
        };
      })
      .filter((child) => child.total > 0),
    medians: stages.flatMap((stage) => {
      const found = medians[stage];
      return found ? [{ stage, ...found }] : [];
    }),
    hints: [...history].flatMap(([kind, counts]) => {
      const known = seasons.filter((month) => counts.has(month));
      // Its own season in earlier years, where there are three of them; else the half-year before.
      const compared = known.length >= 3 ? known : lastMonths;
      const rise = risesTo(
        counts.get(period.until) ?? 0,
        compared.map((month) => counts.get(month) ?? 0),
      );
      return rise
        ? [
            {
              kind,
              now: counts.get(period.until) ?? 0,
              usual: Math.round(rise.usual * 10) / 10,
              compared: compared.map((month) => month.slice(0, 7)),
            },
          ]
        : [];
    }),
  });
}
