import { sql } from 'kysely';
import { dayIn } from '../../kit/clock.ts';
import type { Reader } from '../../kit/database.ts';
import type { Write } from '../../kit/write.ts';
import { findPlace, lineOf } from '../places/index.ts';
import { lockCoverage, recountUnder } from './counting.ts';
import { type LinkInLine, lineOnDay, nearest, type PlaceEvent } from './rules.ts';
import type { Level } from './steward.ts';
import { linksAt, servingOn } from './store.ts';

/**
 * Brings answers and counts up to today where links, services or households begin or end by date; once a day, and after
 * any number of days missed. The caller records.
 * @returns how many places and households were looked at anew.
 */
export async function applyDates(write: Write): Promise<{ places: number; households: number }> {
  const { tx, district, today } = write;
  const countedOn = await lockCoverage(tx, district, today);
  if (countedOn >= today) return { places: 0, households: 0 };
  const turned = sql<boolean>`daterange(${countedOn}::date, ${today}::date, '(]')`;
  const links = await sql<{ place_id: string; household_id: string | null }>`
    select place_id, household_id from steward_links
    where district = ${district} and (from_day <@ ${turned} or to_day <@ ${turned})
    union
    select l.place_id, l.household_id from stewards s join steward_links l on l.district = s.district and l.steward_id = s.id
    where s.district = ${district} and (s.from_day <@ ${turned} or s.to_day <@ ${turned})`.execute(tx);
  const households = await sql<{ id: string }>`
    select id from households where district = ${district} and (from_day <@ ${turned} or to_day <@ ${turned})`.execute(
    tx,
  );
  const placeIds = links.rows.filter((row) => row.household_id === null).map((row) => row.place_id);
  const householdIds = [
    ...links.rows.flatMap((row) => row.household_id ?? []),
    ...households.rows.map((row) => row.id),
  ];
  await recountUnder(write, { placeIds, householdIds });
  await tx.updateTable('coverage_days').set({ counted_on: today }).where('district', '=', district).execute();
  return { places: placeIds.length, households: householdIds.length };
}

/**
 * Merges and splits of places since a day, and their undoing, oldest first.
 * @param zone the zone in which an instant has its day.
 */
export async function placeEventsSince(db: Reader, district: string, day: string, zone: string): Promise<PlaceEvent[]> {
  const rows = await db
    .selectFrom('place_changes')
    .select(['act', 'place_id', 'before', 'after', 'done_at', 'undone_at'])
    .where('district', '=', district)
    .where('act', 'in', ['merge', 'split'])
    // A day begins at most 14 hours before it does in UTC; what is too early is dropped again by its day.
    .where(sql<boolean>`greatest(done_at, undone_at) >= ${day}::date - interval '1 day'`)
    .execute();
  return rows
    .flatMap((row) => {
      const before = row.before as { readonly gone?: string; readonly children?: readonly string[] };
      const after = row.after as { readonly kept?: string; readonly made?: string };
      const children = new Set(before.children);
      const [now = '', earlier = ''] = row.act === 'merge' ? [after.kept, before.gone] : [after.made, row.place_id];
      const event = (at: Date, under: string, until: string) => ({
        at,
        day: dayIn(zone, at),
        children,
        under,
        before: until,
      });
      return [event(row.done_at, now, earlier), ...(row.undone_at ? [event(row.undone_at, earlier, now)] : [])];
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Who answered for a household on a day, by level; empty when it was no household on that day. */
export async function responsibleOn(
  db: Reader,
  household: { readonly district: string; readonly id: string },
  day: string,
  zone: string,
): Promise<Partial<Record<Level, LinkInLine>>> {
  const { district } = household;
  const row = await db
    .selectFrom('households')
    .select(['dwelling_id', 'from_day', 'to_day'])
    .where('district', '=', district)
    .where('id', '=', household.id)
    .executeTakeFirst();
  if (!row || day < row.from_day || (row.to_day !== null && day >= row.to_day)) return {};
  const dwelling = await findPlace(db, district, row.dwelling_id);
  if (!dwelling) return {};
  const line = (await lineOf(db, dwelling)).map((place) => place.id);
  const places = lineOnDay(line, await placeEventsSince(db, district, day, zone), day);
  const links = await linksAt(db, district, { placeIds: places, householdIds: [household.id] });
  const serving = await servingOn(db, district, [...new Set(links.map((link) => link.stewardId))], day);
  const inLine = links.map((link) => ({ ...link, depth: places.indexOf(link.placeId) + 1 }));
  return nearest(household.id, inLine, day, (id) => serving.has(id));
}
