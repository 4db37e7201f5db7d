import { mayAt } from '../../kit/access.ts';
import { refOf } from '../../kit/ids.ts';
import { isRefused, refused } from '../../kit/outcome.ts';
import { type Context, page } from '../../kit/route.ts';
import { findHouseholds, findPersons, listPeople, openPersons, residencesOf } from '../people/index.ts';
import { getPlace, lineOf, linesOf } from '../places/index.ts';
import { chainSheets, chainView, myStewardsView } from './chain-views.tsx';
import { namedLevels } from './coverage-pages.ts';
import { responsibleOn } from './days.ts';
import { historyOf } from './history.ts';
import { chainInput, noInput } from './input.ts';
import { type ChainLink, chainsOf, peopleOf } from './lookups.ts';
import { type ChainModel, chainShows, type LevelName, myStewardsShows } from './models.ts';
import { householdFor, localAddress, stewardRef } from './scope.ts';
import { type Level, levelOf } from './steward.ts';
import { levelsOf } from './store.ts';
import { words } from './words.ts';

/** Stewards with their telephones, for the households they are linked to and for those who look after them. */
export async function withPhones(
  context: Pick<Context, 'db' | 'keyring'>,
  district: string,
  chain: readonly ChainLink[],
  names: readonly LevelName[],
  options: { readonly phones: boolean; readonly refs: boolean },
): Promise<ChainModel[]> {
  const ids = options.phones ? [...new Set(chain.map((link) => link.personId))] : [];
  const phones = new Map(
    (await openPersons(context.db, context.keyring, district, ids)).map((one) => [one.id, one.phone]),
  );
  return chain.map(({ level, name, personId, stewardId }) => ({
    level,
    levelName: names.find((one) => one.level === level)?.name ?? String(level),
    name,
    phone: phones.get(personId) ?? null,
    ref: options.refs ? stewardRef(district, stewardId) : null,
  }));
}

export const chainPage = page({
  name: 'stewards.chain',
  path: '/households/{ref}/stewards',
  summary: {
    zh: '一户的五级管家，以及某一天由谁负责',
    en: 'The stewards of a household, and who was responsible on a day',
  },
  may: 'signed_in',
  input: chainInput,
  words,
  shows: chainShows,
  load: async (context, { ref, day }) => {
    const found = await householdFor(context.db, context, ref);
    if (isRefused(found)) return found;
    const { household, dwelling } = found.done;
    const { db, today, lang, zone, actor } = context;
    const { district } = household;
    const asked = day ?? today;
    const isToday = asked === today;
    const line = await lineOf(db, dwelling);
    const names = namedLevels(await levelsOf(db, district), context);
    const lists = mayAt(actor, listPeople, dwelling);
    const chain = isToday
      ? ((await chainsOf(db, district, [household.id])).get(household.id) ?? [])
      : await chainOn(context, household, asked);
    const spells = await historyOf(
      db,
      household,
      line.map((place) => place.id),
      today,
      zone,
    );
    const people = await peopleOf(db, district, [...new Set(spells.map((spell) => spell.stewardId))]);
    return {
      done: {
        household: { ref: refOf(district, household.id), address: localAddress(line, lang), code: dwelling.code },
        levels: names,
        day: asked,
        today,
        isToday,
        chain: await withPhones(context, district, chain, names, { phones: isToday, refs: lists }),
        history: spells
          .sort((a, b) => (a.fromDay === b.fromDay ? b.level - a.level : a.fromDay < b.fromDay ? 1 : -1))
          .slice(0, 100)
          .map(({ level, stewardId, fromDay, toDay }) => ({
            level,
            levelName: names.find((one) => one.level === level)?.name ?? String(level),
            name: people.get(stewardId)?.name ?? '',
            fromDay,
            toDay,
          })),
        may: { household: lists },
      },
    };
  },
  view: chainView,
  sheets: chainSheets,
});

async function chainOn(
  context: Context,
  household: { readonly district: string; readonly id: string },
  day: string,
): Promise<ChainLink[]> {
  const { db, zone } = context;
  const answers = Object.entries(await responsibleOn(db, household, day, zone));
  const people = await peopleOf(
    db,
    household.district,
    answers.map(([, link]) => link.stewardId),
  );
  return answers.flatMap(([level, { stewardId }]) => {
    const person = people.get(stewardId);
    return person ? [{ level: levelOf(Number(level)) satisfies Level, stewardId, ...person }] : [];
  });
}

export const myStewardsPage = page({
  name: 'stewards.mine',
  path: '/me/stewards',
  summary: { zh: '我的管家，点一下就能打电话', en: 'My stewards, called in one tap' },
  may: 'signed_in',
  input: noInput,
  words,
  shows: myStewardsShows,
  load: async (context) => {
    const { db, actor, lang } = context;
    if (!actor) return refused('not_found');
    const { district } = actor;
    // Whoever looks after a child or a ward needs their stewards as well.
    const wards = await wardsOf(context, district, actor.personId);
    const residences = (await residencesOf(db, district, [actor.personId, ...wards])).filter(
      (residence) => residence.livesHere && residence.toDay === null,
    );
    const ids = [...new Set(residences.flatMap((residence) => residence.householdId ?? []))];
    const households = await findHouseholds(db, district, ids);
    const [terms, chains, dwellings] = await Promise.all([
      levelsOf(db, district),
      chainsOf(db, district, ids),
      Promise.all(households.map((household) => getPlace(db, district, household.dwellingId))),
    ]);
    const lines = await linesOf(db, district, dwellings);
    const names = namedLevels(terms, context);
    const phoned = await Promise.all(
      households.map((household) =>
        withPhones(context, district, chains.get(household.id) ?? [], names, { phones: true, refs: false }),
      ),
    );
    return {
      done: {
        levels: names,
        households: households.map((household, i) => ({
          ref: refOf(district, household.id),
          address: localAddress(lines.get(household.dwellingId) ?? [], lang),
          chain: phoned[i] ?? [],
        })),
      },
    };
  },
  view: myStewardsView,
});

async function wardsOf({ db }: Context, district: string, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('persons')
    .select('id')
    .where('district', '=', district)
    .where('guardian_id', '=', personId)
    .where('merged_into', 'is', null)
    .limit(20)
    .execute();
  const living = await findPersons(
    db,
    district,
    rows.map((row) => row.id),
  );
  return [...living.values()].filter((person) => !person.diedOn && !person.erasedAt).map((person) => person.id);
}
