import { reach } from '../../kit/access.ts';
import { readRef } from '../../kit/ids.ts';
import { refused } from '../../kit/outcome.ts';
import { pagesOf, sliceOf } from '../../kit/paging.ts';
import { type Context, page } from '../../kit/route.ts';
import {
  careForPeople,
  findHouseholds,
  findPersons,
  listPeople,
  maskName,
  membersOf,
  seesTag,
  sightOf,
  tagsOf,
} from '../people/index.ts';
import { linesOf, type Place, placeName } from '../places/index.ts';
import { type CoveredHousehold, householdsOfSteward } from './coverage.ts';
import { namedLevels } from './coverage-pages.ts';
import { myHouseholdsInput } from './input.ts';
import { needsCare } from './map-aspect.ts';
import { type MyHouseholdsModel, myHouseholdsShows } from './models.ts';
import { myHouseholdsSheets, myHouseholdsView } from './my-households-views.tsx';
import { linksToPlaces, linkToPlace, localAddress, stewardRef } from './scope.ts';
import { isOn, type Steward } from './steward.ts';
import { levelsOf, loadsOf, recordsOf, stewardsOfPerson } from './store.ts';
import { words } from './words.ts';

export const myHouseholdsPage = page({
  name: 'stewards.my_households',
  path: '/me/households',
  summary: { zh: '我联系的户，按楼栋排好', en: 'The households I look after, by building' },
  may: 'signed_in',
  input: myHouseholdsInput,
  words,
  shows: myHouseholdsShows,
  offline: true,
  load: async (context, { steward: ref, page: number }) => {
    const { db, actor, today, lang } = context;
    if (!actor) return refused('not_found');
    const { district } = actor;
    const services = (
      await stewardsOfPerson(db, district, await recordsOf(db, district, actor.personId), today)
    ).filter((one) => isOn(one, today));
    // The nearest service is what somebody comes for.
    const wanted = ref === undefined ? services.at(-1)?.id : readRef(ref)?.id;
    const chosen = services.find((one) => one.id === wanted);
    if (ref !== undefined && !chosen) return refused('not_found');
    const [terms, loads, places] = await Promise.all([
      levelsOf(db, district),
      loadsOf(
        db,
        district,
        services.map((one) => one.id),
      ),
      linksToPlaces(
        db,
        district,
        services.map((one) => ({ id: one.placeId, path: one.placePath })),
        lang,
      ),
    ]);
    const names = namedLevels(terms, context);
    const rows = chosen ? await householdsOfSteward(db, chosen, sliceOf(context, number)) : [];
    return {
      done: {
        services: services.flatMap((one) => {
          const place = places.get(one.placeId);
          const name = names.find((named) => named.level === one.level);
          return place && name
            ? [
                {
                  ref: stewardRef(district, one.id),
                  levelName: name.name,
                  place,
                  load: loads.get(one.id) ?? 0,
                  limit: name.limit,
                },
              ]
            : [];
        }),
        chosen: chosen ? stewardRef(district, chosen.id) : null,
        buildings: chosen ? await byBuilding(context, chosen, rows) : [],
        ...pagesOf(number, chosen ? (loads.get(chosen.id) ?? 0) : 0),
      },
    };
  },
  view: myHouseholdsView,
  sheets: myHouseholdsSheets,
});

/** Households in the order of their doors, put together by building. Names and care only where posts let them be seen. */
async function byBuilding(
  context: Context,
  steward: Steward,
  rows: readonly CoveredHousehold[],
): Promise<MyHouseholdsModel['buildings']> {
  const { db, actor, lang } = context;
  const { district } = steward;
  const ids = rows.map((row) => row.householdId);
  const [lines, households, members] = await Promise.all([
    linesOf(
      db,
      district,
      rows.map((row) => ({ id: row.householdId, path: row.path })),
    ),
    findHouseholds(db, district, ids),
    membersOf(db, district, ids),
  ]);
  const byId = new Map(households.map((household) => [household.id, household]));
  const named = reach(actor, listPeople);
  const heads = await findPersons(
    db,
    district,
    households.flatMap((household) => household.headId ?? []),
  );
  const tags =
    reach(actor, careForPeople).length > 0
      ? await tagsOf(
          db,
          district,
          members.map((member) => member.personId),
        )
      : [];
  const people = Map.groupBy(members, (member) => member.householdId);
  const tagsOfPerson = Map.groupBy(tags, (tag) => tag.personId);
  const built = rows.map((row) => {
    const line = lines.get(row.householdId) ?? [];
    const mine = people.get(row.householdId) ?? [];
    const sight = sightOf(actor, { district, paths: [row.path] });
    const head = heads.get(byId.get(row.householdId)?.headId ?? '');
    const lists = named.some((path) => row.path.startsWith(path));
    return {
      line,
      building: buildingOf(line),
      household: {
        door: doorOf(line, lang),
        ref: lists ? stewardRef(district, row.householdId) : null,
        head: lists && head ? maskName(head.name) : null,
        people: mine.length,
        care: sight.care
          ? mine.some((member) =>
              (tagsOfPerson.get(member.personId) ?? []).some((tag) => needsCare(tag.kind) && seesTag(sight, tag.kind)),
            )
          : null,
      },
    };
  });
  return [...Map.groupBy(built, (one) => one.building?.id).values()].flatMap((inside) => {
    const [first] = inside;
    if (!first?.building) return [];
    const { building, line } = first;
    const upTo = line.slice(0, line.indexOf(building) + 1);
    return [
      {
        place: { ...linkToPlace(building, lang), name: localAddress(upTo, lang) },
        map: inside.some((one) => one.household.ref !== null),
        households: inside.map((one) => one.household),
      },
    ];
  });
}

const buildingOf = (line: readonly Place[]): Place | undefined =>
  line.findLast((place) => place.kind === 'building') ?? line.at(-2);

/** What is said of a door inside its building: 2单元301室. */
function doorOf(line: readonly Place[], lang: Context['lang']): string {
  const inside = line.filter((place) => place.kind === 'entrance' || place.kind === 'dwelling');
  return inside.map((place) => placeName(place, lang)).join(lang === 'zh' ? '' : ', ');
}
