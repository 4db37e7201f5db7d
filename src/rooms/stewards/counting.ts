import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../kit/database.ts';
import type { Write } from '../../kit/write.ts';
import { levels } from './steward.ts';

/** What changed: everything under these places, and these households wherever they live now. */
export type Scope = { readonly placeIds?: readonly string[]; readonly householdIds?: readonly string[] };

/**
 * Takes the one lock around counting, per district, until the transaction ends. Take it after every other lock of the
 * transaction: whoever holds it waits for nobody, so no circle of waiting can close.
 * @returns the day for which the counts were last brought up to date.
 */
export async function lockCoverage(tx: Tx, district: string, today: string): Promise<string> {
  // The planner, guessing, would compile the statement that counts to machine code: ten times the work of running it.
  const { rows } = await sql<{ counted_on: string }>`
    insert into coverage_days (district, counted_on) values (${district}, ${today})
    on conflict (district) do update set counted_on = coverage_days.counted_on
    returning counted_on, set_config('jit', 'off', true)`.execute(tx);
  return rows[0]?.counted_on ?? today;
}

/**
 * Works out anew who looks after the households under these places, and moves the counts of all places above by the
 * difference. What is read is what is committed once the lock is held, so paths are looked up here and not before.
 */
export async function recountUnder(write: Write, scope: Scope): Promise<void> {
  const placeIds = scope.placeIds ?? [];
  const householdIds = scope.householdIds ?? [];
  if (placeIds.length === 0 && householdIds.length === 0) return;
  await lockCoverage(write.tx, write.district, write.today);
  await recount(write, [...new Set([...householdIds, ...(await householdsUnder(write, placeIds))])]);
}

/** Counts a whole district from nothing: after seeds, imports and repairs. */
export async function recountAll(write: Write): Promise<void> {
  const { tx, district, today } = write;
  await lockCoverage(tx, district, today);
  for (const table of ['household_chains', 'coverage', 'steward_loads'] as const) {
    await tx.deleteFrom(table).where('district', '=', district).execute();
  }
  const { rows } = await sql<{ id: string }>`
    select id from households h where district = ${district} and ${onDay('h', today)}`.execute(tx);
  await recount(
    write,
    rows.map((row) => row.id),
  );
  await tx.updateTable('coverage_days').set({ counted_on: today }).where('district', '=', district).execute();
}

/** Households that live under these places, or were counted there before they moved or ended. */
async function householdsUnder({ tx, district, today }: Write, placeIds: readonly string[]): Promise<string[]> {
  if (placeIds.length === 0) return [];
  const under = (alias: string): RawBuilder<boolean> =>
    sql<boolean>`${sql.ref(`${alias}.path`)} >= given.path and ${sql.ref(`${alias}.path`)} < left(given.path, -1) || '/'`;
  const given = sql`(select path from places where district = ${district} and id = any(${placeIds}::uuid[])) as given`;
  const { rows: dwellings } = await sql<{ id: string }>`
    select p.id from ${given} join places p on p.district = ${district} and p.kind = 'dwelling' and ${under('p')}`.execute(
    tx,
  );
  const dwellingIds = dwellings.map((row) => row.id);
  // Ids as a list and not as a join: right after an import the planner believes the tables to be empty.
  const { rows } = await sql<{ id: string }>`
    select counted.household_id as id from ${given}
      join household_chains counted on counted.district = ${district} and ${under('counted')}
    union
    select id from households where district = ${district} and dwelling_id = any(${dwellingIds}::uuid[]) and to_day is null
    union
    select id from households where district = ${district} and dwelling_id = any(${dwellingIds}::uuid[]) and to_day > ${today}::date`.execute(
    tx,
  );
  return rows.map((row) => row.id);
}

/** SQL for "these dates hold on the day"; `alias` is a table's short name. */
export function onDay(alias: string, day: string): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(`${alias}.from_day`)} <= ${day}::date and (${sql.ref(`${alias}.to_day`)} is null or ${sql.ref(`${alias}.to_day`)} > ${day}::date))`;
}

/**
 * From here on a loop inside a loop, or a merge by level alone (49,805 households against 48,000 links of one level),
 * costs far more than hashing; the planner, which knows nothing of the steps' rows, would take them.
 */
const few = 200;

/** Five columns, one a level: `pivoted('x')` gathers x, where the rows are of several levels; `chain('t')` names t's. */
const pivoted = (column: string): RawBuilder<unknown> =>
  sql.join(
    levels.map(
      (level) => sql`(array_agg(${sql.ref(column)}) filter (where level = ${level}))[1] as ${sql.ref(`s${level}`)}`,
    ),
  );
const chain = (table: string, prefix = 's'): RawBuilder<unknown> =>
  sql.join(levels.map((level) => sql.ref(`${table}.${prefix}${level}`)));
const columns = sql.join(levels.map((level) => sql.ref(`steward_${level}`)));

/**
 * One statement, in five steps: where the households live and the places above; the nearest link of each level; the
 * difference to what was counted; the new answers; the counts of the places above.
 */
async function recount(write: Write, householdIds: readonly string[]): Promise<void> {
  if (householdIds.length === 0) return;
  const { tx, district, today } = write;
  const loops = householdIds.length > few ? 'off' : 'on';
  await sql`select set_config('enable_nestloop', ${loops}, true), set_config('enable_mergejoin', ${loops}, true)`.execute(
    tx,
  );
  await sql`
    with
    living as materialized (
      select h.id as household_id, h.dwelling_id, p.path, regexp_replace(p.path, '[^.]+\.$', '') as above
      from households h join places p on p.district = ${district} and p.id = h.dwelling_id
      where h.district = ${district} and h.id = any(${householdIds}::uuid[]) and ${onDay('h', today)}
    ),
    steps as materialized (
      select lines.above, step.label, step.depth
      from (select distinct above from living) lines, unnest(string_to_array(rtrim(lines.above, '.'), '.')) with ordinality as step(label, depth)
    ),
    labels as materialized (
      select named.label, p.id as place_id from (select distinct label from steps) named
        join places p on p.district = ${district} and p.number = number_of_label(named.label)
    ),

    of_places as materialized (
      select l.place_id, l.level, l.steward_id
      from (select place_id from labels union select dwelling_id from living) at
        join steward_links l on l.district = ${district} and l.place_id = at.place_id and l.household_id is null
        join stewards s on s.district = ${district} and s.id = l.steward_id
      where ${onDay('l', today)} and ${onDay('s', today)}
    ),
    of_households as (
      select l.household_id, l.level, l.steward_id
      from living join steward_links l on l.district = ${district} and l.household_id = living.household_id
        join stewards s on s.district = ${district} and s.id = l.steward_id
      where ${onDay('l', today)} and ${onDay('s', today)}
    ),
    nearest as (
      select distinct on (steps.above, of_places.level) steps.above, of_places.level, of_places.steward_id
      from steps join labels on labels.label = steps.label join of_places on of_places.place_id = labels.place_id
      order by steps.above, of_places.level, steps.depth desc
    ),
    from_above as materialized (select above, ${pivoted('steward_id')} from nearest group by above),
    from_door as materialized (select place_id, ${pivoted('steward_id')} from of_places group by place_id),
    of_its_own as materialized (select household_id, ${pivoted('steward_id')} from of_households group by household_id),
    fresh as (
      select living.household_id, living.path,
        ${sql.join(levels.map((level) => sql`coalesce(${sql.ref(`of_its_own.s${level}`)}, ${sql.ref(`from_door.s${level}`)}, ${sql.ref(`from_above.s${level}`)}) as ${sql.ref(`s${level}`)}`))}
      from living
        left join of_its_own on of_its_own.household_id = living.household_id
        left join from_door on from_door.place_id = living.dwelling_id
        left join from_above on from_above.above = living.above
    ),

    counted as (
      select household_id, path, ${columns} from household_chains
      where district = ${district} and household_id = any(${householdIds}::uuid[])
    ),
    difference as materialized (
      select household_id, counted.path as old_path, ${sql.join(levels.map((level) => sql`${sql.ref(`counted.steward_${level}`)} as ${sql.ref(`o${level}`)}`))},
        fresh.path as new_path, ${chain('fresh')}
      from counted full join fresh using (household_id)
      where (counted.path, ${chain('counted', 'steward_')}) is distinct from (fresh.path, ${chain('fresh')})
    ),

    closed as (
      delete from household_chains c using difference d
      where c.district = ${district} and c.household_id = d.household_id and d.new_path is null
    ),
    changed as (
      update household_chains c set path = d.new_path, ${sql.join(levels.map((level) => sql`${sql.ref(`steward_${level}`)} = ${sql.ref(`d.s${level}`)}`))}
      from difference d
      where c.district = ${district} and c.household_id = d.household_id and d.old_path is not null and d.new_path is not null
    ),
    begun as (
      insert into household_chains (district, household_id, path, ${columns})
      select ${district}, household_id, new_path, ${chain('difference')} from difference
      where old_path is null order by new_path
    ),

    chains_moved as (
      select regexp_replace(path, '[^.]+\.$', '') as above, ${chain('each')}, sum(n)::int as n
      from (
        select old_path as path, ${sql.join(levels.map((level) => sql`${sql.ref(`o${level}`)} as ${sql.ref(`s${level}`)}`))}, -1 as n
        from difference where old_path is not null
        union all
        select new_path, ${chain('difference')}, 1 from difference where new_path is not null
      ) as each group by above, ${chain('each')} having sum(n) <> 0
    ),
    moved as (
      select above, one.level, one.steward_id, sum(n)::int as n
      from chains_moved m, lateral (values ${sql.join(levels.map((level) => sql`(${level}::smallint, ${sql.ref(`m.s${level}`)})`))}) as one(level, steward_id)
      group by 1, 2, 3 having sum(n) <> 0
    ),
    moved_labels as materialized (
      select step.label, moved.level, moved.steward_id, sum(moved.n)::int as n
      from moved, unnest(string_to_array(rtrim(moved.above, '.'), '.')) as step(label)
      group by 1, 2, 3 having sum(moved.n) <> 0
    ),
    moved_places as materialized (
      select p.id as place_id, moved_labels.level, moved_labels.steward_id, moved_labels.n
      from (select distinct label from moved_labels) named
        join places p on p.district = ${district} and p.number = number_of_label(named.label)
        join moved_labels on moved_labels.label = named.label
    ),
    coverage_change as materialized (
      select place_id, level, sum(n)::int as households, (coalesce(sum(n) filter (where steward_id is not null), 0))::int as linked
      from moved_places group by 1, 2
    ),
    load_change as materialized (
      select place_id, level, steward_id, n as households from moved_places where steward_id is not null
    ),

    coverage_emptied as (
      delete from coverage c using coverage_change d
      where c.district = ${district} and c.place_id = d.place_id and c.level = d.level and c.households + d.households = 0
    ),
    coverage_changed as (
      update coverage c set households = c.households + d.households, linked = c.linked + d.linked
      from coverage_change d
      where c.district = ${district} and c.place_id = d.place_id and c.level = d.level and c.households + d.households <> 0
        and (d.households <> 0 or d.linked <> 0)
    ),
    coverage_begun as (
      insert into coverage (district, place_id, level, households, linked)
      select ${district}, d.place_id, d.level, d.households, d.linked from coverage_change d
        left join coverage c on c.district = ${district} and c.place_id = d.place_id and c.level = d.level
      where c.place_id is null and d.households <> 0
    ),
    load_emptied as (
      delete from steward_loads l using load_change d
      where l.district = ${district} and l.place_id = d.place_id and l.level = d.level and l.steward_id = d.steward_id
        and l.households + d.households = 0
    ),
    load_changed as (
      update steward_loads l set households = l.households + d.households
      from load_change d
      where l.district = ${district} and l.place_id = d.place_id and l.level = d.level and l.steward_id = d.steward_id
        and l.households + d.households <> 0
    )
    insert into steward_loads (district, place_id, level, steward_id, households)
    select ${district}, d.place_id, d.level, d.steward_id, d.households from load_change d
      left join steward_loads l on l.district = ${district} and l.place_id = d.place_id and l.level = d.level and l.steward_id = d.steward_id
    where l.place_id is null`.execute(tx);
  if (loops === 'off')
    await sql`select set_config('enable_nestloop', 'on', true), set_config('enable_mergejoin', 'on', true)`.execute(tx);
}
