import { sql } from 'kysely';
import { addDays } from '../../kit/clock.ts';
import { newId } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { insertMany } from '../../kit/rows.ts';
import type { Write } from '../../kit/write.ts';
import type { Place } from '../places/index.ts';
import { recountUnder } from './counting.ts';
import { datesProblem, daysAhead } from './rules.ts';
import type { Level, LevelTerms, Steward } from './steward.ts';
import { linksFrom, loadOf, lockStewards, termsOf } from './store.ts';
import { tell } from './tell.ts';

/** A service to be written; `id` may be given so that links can name it before it is written. */
export type NewSteward = {
  readonly id?: string | undefined;
  readonly personId: string;
  readonly level: Level;
  readonly placeId: string;
  readonly fromDay: string;
  readonly toDay?: string | undefined;
};

/** Writes any number of services; for seeds and imports. The caller records the verb. @returns their ids. */
export async function addStewards(write: Write, stewards: readonly NewSteward[]): Promise<string[]> {
  const rows = stewards.map((steward) => ({
    district: write.district,
    id: steward.id ?? newId(),
    person_id: steward.personId,
    level: steward.level,
    place_id: steward.placeId,
    from_day: steward.fromDay,
    to_day: steward.toDay ?? null,
  }));
  await insertMany(write.tx, 'stewards', rows);
  return rows.map((row) => row.id);
}

/**
 * Appoints a person as steward of a level within a place. Links are made afterwards.
 * @param input.toDay the first day no longer, when the service is meant to end.
 */
export async function appointSteward(
  write: Write,
  input: {
    readonly personId: string;
    readonly level: Level;
    readonly place: Place;
    readonly fromDay: string;
    readonly toDay?: string | undefined;
  },
): Promise<
  Outcome<{ stewardId: string }, 'too_far_ahead' | 'ends_before' | 'wrong_place' | 'place_gone' | 'serves_already'>
> {
  const { personId, level, place } = input;
  const problem = datesProblem(input, addDays(write.today, daysAhead));
  if (problem) return refused(problem, { fields: { [problem === 'ends_before' ? 'toDay' : 'fromDay']: problem } });
  if (place.kind === 'district' || place.kind === 'dwelling') return refused('wrong_place');
  if (place.state !== 'active') return refused('place_gone');
  const { rows } = await sql<{ id: string }>`
    insert into stewards (district, id, person_id, level, place_id, from_day, to_day)
    select ${write.district}, ${newId()}::uuid, ${personId}::uuid, ${level}::smallint, ${place.id}::uuid, ${input.fromDay}::date, ${input.toDay ?? null}::date
    where not exists (
      select from stewards where district = ${write.district} and person_id = ${personId} and level = ${level}
        and place_id = ${place.id} and (to_day is null or to_day > ${input.fromDay}::date))
    on conflict do nothing returning id`.execute(write.tx);
  const stewardId = rows[0]?.id;
  if (stewardId === undefined) return refused('serves_already', { fields: { person: 'serves_already' } });
  const { zh: post } = await termsOf(write.tx, write.district, level);
  await tell(write, [{ personId, kind: 'stewards.told_appointed', about: { post, from: input.fromDay } }]);
  await write.record({
    verb: 'stewards.appoint',
    thing: { kind: 'steward', id: stewardId },
    placeId: place.id,
    forId: personId,
    change: { level, fromDay: input.fromDay, toDay: input.toDay ?? null },
  });
  return done({ stewardId });
}

/**
 * Ends a steward's service on a day, and with it all their links.
 * @param input.leaveUncovered the word of whoever ends it that households may be left without a steward.
 */
export async function endSteward(
  write: Write,
  input: { readonly steward: Steward; readonly day: string; readonly leaveUncovered: boolean },
): Promise<
  Outcome<{ stewardId: string; links: number }, 'ended_before' | 'too_far_ahead' | 'ends_before' | 'still_responsible'>
> {
  const { day } = input;
  const [steward] = await lockStewards(write.tx, [input.steward]);
  if (day > addDays(write.today, daysAhead)) return refused('too_far_ahead', { fields: { day: 'too_far_ahead' } });
  if (day < steward.fromDay) return refused('ends_before', { fields: { day: 'ends_before' } });
  if (steward.toDay !== null && steward.toDay <= day) return refused('ended_before');
  const links = await linksFrom(write.tx, steward, day);
  const load = await loadOf(write.tx, steward);
  if (load > 0 && links.length > 0 && !input.leaveUncovered) {
    return refused('still_responsible', { fields: { leaveUncovered: 'still_responsible' }, detail: { n: load } });
  }
  await sql`update stewards set to_day = ${day}::date where district = ${write.district} and id = ${steward.id}`.execute(
    write.tx,
  );
  await sql`
    update steward_links set to_day = greatest(from_day, ${day}::date)
    where district = ${write.district} and steward_id = ${steward.id} and (to_day is null or to_day > ${day}::date)`.execute(
    write.tx,
  );
  await recountUnder(write, {
    placeIds: links.filter((link) => link.householdId === null).map((link) => link.placeId),
    householdIds: links.flatMap((link) => link.householdId ?? []),
  });
  await write.record({
    verb: 'stewards.end',
    thing: { kind: 'steward', id: steward.id },
    placeId: steward.placeId,
    forId: steward.personId,
    change: { day, links: links.length },
  });
  return done({ stewardId: steward.id, links: links.length });
}

/** Names the five levels of a district and sets how many households a steward of each may carry. */
export async function setLevels(
  write: Write,
  input: { readonly districtPlaceId: string; readonly levels: readonly LevelTerms[] },
): Promise<Outcome<{ levels: number }>> {
  for (const { level, zh, en, limit } of input.levels) {
    await sql`insert into steward_levels (district, level, name_zh, name_en, household_limit)
      values (${write.district}, ${level}, ${zh}, ${en}, ${limit})
      on conflict (district, level) do update set name_zh = excluded.name_zh, name_en = excluded.name_en,
        household_limit = excluded.household_limit`.execute(write.tx);
  }
  await write.record({
    verb: 'stewards.set_levels',
    thing: { kind: 'place', id: input.districtPlaceId },
    placeId: input.districtPlaceId,
    change: { levels: input.levels.map(({ level, limit }) => ({ level, limit })) },
  });
  return done({ levels: input.levels.length });
}
