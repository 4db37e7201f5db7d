import { sql } from 'kysely';
import { z } from 'zod';
import { mayAt } from '../../kit/access.ts';
import type { Reader } from '../../kit/database.ts';
import { hrefOf } from '../../kit/href.ts';
import { readRef } from '../../kit/ids.ts';
import { isRefused, type Outcome, refused } from '../../kit/outcome.ts';
import { type Context, page, verb } from '../../kit/route.ts';
import type { Write } from '../../kit/write.ts';
import { findHouseholds, listPeople } from '../people/index.ts';
import { districtOf, findPlaces, lineOf, listUnder, type Place, type PlaceKind } from '../places/index.ts';
import { readAddressList } from './address-list.ts';
import { onDay } from './counting.ts';
import { namedLevels } from './coverage-pages.ts';
import { linkForm, linksInput } from './input.ts';
import { linksSheets, linksView } from './link-views.tsx';
import { linkPlaces, type Target } from './linking.ts';
import { peopleOf } from './lookups.ts';
import { mapPage } from './map-pages.ts';
import { type LinksModel, linksShows } from './models.ts';
import { appointStewards, linkStewards } from './rules.ts';
import { linkToPlace, localAddress, placeFor, stewardRef } from './scope.ts';
import type { Level } from './steward.ts';
import { servingAround } from './steward-store.ts';
import { columnOf, findSteward, levelsOf } from './store.ts';
import { refusalWords, words } from './words.ts';

const said = { ...words, ...refusalWords };

/** What stands below a place and may be linked on its page, besides the place itself. */
const offered: Readonly<Record<PlaceKind, readonly PlaceKind[]>> = {
  district: ['township'],
  township: ['community'],
  community: ['compound'],
  compound: ['building', 'entrance'],
  building: ['entrance', 'dwelling'],
  entrance: ['dwelling'],
  dwelling: [],
};
const mapped: ReadonlySet<PlaceKind> = new Set(['compound', 'building', 'entrance']);

export const linksPage = page({
  name: 'stewards.links',
  path: '/places/{code}/links',
  summary: {
    zh: '按单元、楼栋或一列地址联户的表单',
    en: 'The form to link by entrance, building or a list of addresses',
  },
  may: linkStewards,
  input: linksInput,
  words: said,
  shows: linksShows,
  load: async (context, { code, level }) => {
    const { db, lang, today, actor } = context;
    const found = await placeFor(db, context, code, linkStewards);
    if (isRefused(found)) return found;
    const place = found.done;
    const { district } = place;
    const below = (
      await Promise.all(offered[place.kind].map((kind) => listUnder(db, district, kind, [place.path])))
    ).flat();
    // A building whose doors are behind entrances is linked by entrance; the doors are on the map.
    const hasEntrances = place.kind === 'building' && below.some((one) => one.kind === 'entrance');
    const shown = below
      .filter((one) => !(hasEntrances && one.kind === 'dwelling'))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    const targets = place.kind === 'district' ? shown : [place, ...shown];
    const [terms, line, stewards, held, households] = await Promise.all([
      levelsOf(db, district),
      lineOf(db, place),
      servingAround(db, district, level, place.path, today),
      heldBy(db, place, level, today),
      householdsAt(db, place, level, targets),
    ]);
    return {
      done: {
        place: linkToPlace(place, lang),
        line: line.slice(0, -1).map((above) => linkToPlace(above, lang)),
        levels: namedLevels(terms, context),
        level,
        targets: targets.map((target) => ({
          place: { ...linkToPlace(target, lang), name: nameWithin(place, target, targets, lang) },
          ...(households.get(target.id) ?? { households: 0, linked: 0 }),
          held: held.get(target.path) ?? null,
          inherited: held.has(target.path) ? null : (nearestAbove(held, target.path) ?? null),
        })),
        stewards: stewards.map((one) => ({ ref: stewardRef(district, one.id), name: one.name, load: one.load })),
        today,
        map: mapped.has(place.kind) && mayAt(actor, listPeople, place),
        may: { appoint: mayAt(actor, appointStewards, place) },
      } satisfies LinksModel,
    };
  },
  view: linksView,
  sheets: linksSheets,
});

/** What a target is called on the page of a place: the place's own name, or the way down to it: 3栋2单元. */
function nameWithin(place: Place, target: Place, targets: readonly Place[], lang: Context['lang']): string {
  if (target.id === place.id) return linkToPlace(place, lang).name;
  const line = targets.filter((one) => one.id !== place.id && target.path.startsWith(one.path));
  return localAddress(
    line.sort((a, b) => a.path.length - b.path.length),
    lang,
  );
}

/** Names of those who hold a level at this place, above it and below it, by path. */
async function heldBy(db: Reader, place: Place, level: Level, today: string): Promise<Map<string, string>> {
  const { district, path } = place;
  const { rows } = await sql<{ path: string; stewardId: string }>`
    select at.path, l.steward_id as "stewardId" from places at
    join steward_links l on l.district = ${district} and l.place_id = at.id and l.level = ${level} and l.household_id is null
      and ${onDay('l', today)}
    where at.district = ${district} and (starts_with(${path}::text, at.path) or (at.path >= ${path} and at.path < ${`${path.slice(0, -1)}/`}))
    limit 20000`.execute(db);
  const people = await peopleOf(db, district, [...new Set(rows.map((row) => row.stewardId))]);
  return new Map(rows.map((row) => [row.path, people.get(row.stewardId)?.name ?? '']));
}

function nearestAbove(held: ReadonlyMap<string, string>, path: string): string | undefined {
  const labels = path.split('.').slice(0, -1);
  for (let depth = labels.length - 1; depth > 0; depth -= 1) {
    const name = held.get(`${labels.slice(0, depth).join('.')}.`);
    if (name !== undefined) return name;
  }
  return undefined;
}

type Counted = { readonly households: number; readonly linked: number };

/** Households at each target, and those with a steward of the level: kept counts above the door, counted for doors. */
async function householdsAt(
  db: Reader,
  place: Place,
  level: Level,
  targets: readonly Place[],
): Promise<Map<string, Counted>> {
  const { district, path } = place;
  const kept = await db
    .selectFrom('coverage')
    .select(['place_id', 'households', 'linked'])
    .where('district', '=', district)
    .where('level', '=', level)
    .where(sql<boolean>`place_id = any(${targets.map((target) => target.id)}::uuid[])`)
    .execute();
  const counts = new Map<string, Counted>(kept.map(({ place_id, ...counted }) => [place_id, counted]));
  const doors = new Map(
    targets.flatMap((target) => (target.kind === 'dwelling' ? [[target.path, target.id] as const] : [])),
  );
  if (doors.size === 0) return counts;
  const { rows } = await sql<Counted & { path: string }>`
    select path, count(*)::int as households, count(${sql.ref(columnOf(level))})::int as linked from household_chains
    where district = ${district} and path >= ${path} and path < ${`${path.slice(0, -1)}/`} group by path`.execute(db);
  for (const { path: at, ...counted } of rows) {
    const id = doors.get(at);
    if (id !== undefined) counts.set(id, counted);
  }
  return counts;
}

export const linkVerb = verb({
  ...linkForm,
  summary: { zh: '联户', en: 'Link places or single households to a steward' },
  may: linkStewards,
  words: said,
  answers: z.object({ stewardId: z.string(), linked: z.int(), ended: z.int() }),
  said: words.link_said,
  page: (raw) =>
    raw.from === 'map'
      ? { route: mapPage, input: { code: raw.code, level: raw.level, select: '1' } }
      : { route: linksPage, input: { code: raw.code, level: raw.level } },
  district: ({ code }) => districtOf(code),
  act: async (write, input, context) => {
    const found = await placeFor(write.tx, context, input.code, linkStewards);
    if (isRefused(found)) return found;
    const read = readRef(input.steward);
    const steward =
      read?.district === write.district ? await findSteward(write.tx, write.district, read.id) : undefined;
    if (!steward) return refused('not_serving', { fields: { steward: 'not_serving' } });
    const targets = await targetsOf(write, context, found.done, input);
    if (isRefused(targets)) return targets;
    const { fromDay, toDay, takeOver, evenIfOverloaded } = input;
    return linkPlaces(write, { steward, targets: targets.done, fromDay, toDay, takeOver, evenIfOverloaded });
  },
  next: (_, { code, from, level }) =>
    from === 'map' ? hrefOf(mapPage.path, { code, level, select: '1' }) : hrefOf(linksPage.path, { code, level }),
});

type Chosen = {
  readonly places: readonly string[];
  readonly households: readonly string[];
  readonly addresses?: string | undefined;
};

/** Everything that was ticked, pasted or named, as far as the actor may link it. */
async function targetsOf(
  write: Write,
  { actor }: Context,
  place: Place,
  { places: codes, households: refs, addresses }: Chosen,
): Promise<Outcome<Target[], 'not_found' | 'addresses_unread' | 'outside_reach'>> {
  const { tx, district } = write;
  const rows = await tx
    .selectFrom('places')
    .select('id')
    .where('district', '=', district)
    .where(sql<boolean>`code = any(${[...codes]}::text[])`)
    .execute();
  const ticked = await findPlaces(
    tx,
    district,
    rows.map((row) => row.id),
  );
  if (ticked.length < new Set(codes).size) return refused('outside_reach', { fields: { places: 'outside_reach' } });
  const listed = addresses === undefined ? undefined : await readAddressList(tx, place, addresses);
  if (listed && listed.unread.length > 0) {
    const lines = listed.unread.slice(0, 5).join('；') + (listed.unread.length > 5 ? ' …' : '');
    return refused('addresses_unread', { fields: { addresses: 'addresses_unread' }, detail: { lines } });
  }
  const ids = refs.flatMap((ref) => {
    const read = readRef(ref);
    return read?.district === district ? [read.id] : [];
  });
  const households = (await findHouseholds(tx, district, ids)).filter((household) => household.toDay === null);
  if (households.length < new Set(refs).size)
    return refused('outside_reach', { fields: { households: 'outside_reach' } });
  const homes = new Map(
    (
      await findPlaces(
        tx,
        district,
        households.map((one) => one.dwellingId),
      )
    ).map((one) => [one.id, one]),
  );
  const targets: Target[] = [
    ...[...ticked, ...(listed?.places ?? [])].map((one) => ({ place: one })),
    ...households.flatMap((one) => {
      const home = homes.get(one.dwellingId);
      return home ? [{ place: home, householdId: one.id }] : [];
    }),
  ];
  const isReached = targets.every((target) => mayAt(actor, linkStewards, { district, path: target.place.path }));
  return isReached ? { done: targets } : refused('outside_reach', { fields: { places: 'outside_reach' } });
}
