import type { Reader } from '../../kit/database.ts';
import { placeEventsSince } from './days.ts';
import { type LinkInLine, lineOnDay, nearest } from './rules.ts';
import { type Level, type Link, levels } from './steward.ts';
import { linksAt } from './store.ts';

/** Somebody answered for a household at a level from a day on; `toDay` is the first day no longer, null while it lasts. */
export type Spell = {
  readonly level: Level;
  readonly stewardId: string;
  readonly fromDay: string;
  readonly toDay: string | null;
};

/**
 * Cuts the time of a household into spells of one steward each, by level.
 * @param turns days on which something began, ended or moved.
 * @param answerOn who answers on a day.
 */
export function spellsOf(
  turns: readonly string[],
  answerOn: (day: string) => Partial<Record<Level, Pick<LinkInLine, 'stewardId'>>>,
): Spell[] {
  const days = [...new Set(turns)].sort();
  const spells: Spell[] = [];
  for (const level of levels) {
    let now: Spell | undefined;
    for (const day of days) {
      const stewardId = answerOn(day)[level]?.stewardId;
      if (stewardId === now?.stewardId) continue;
      if (now) spells.push({ ...now, toDay: day });
      now = stewardId === undefined ? undefined : { level, stewardId, fromDay: day, toDay: null };
    }
    if (now) spells.push(now);
  }
  return spells;
}

/**
 * Who answered for a household when, up to today, from the dates of links and services and from what was moved.
 * @param line ids of its places today, from the district down to the dwelling.
 */
export async function historyOf(
  db: Reader,
  household: {
    readonly district: string;
    readonly id: string;
    readonly fromDay: string;
    readonly toDay: string | null;
  },
  line: readonly string[],
  today: string,
  zone: string,
): Promise<Spell[]> {
  const { district, id, fromDay, toDay } = household;
  const events = await placeEventsSince(db, district, fromDay, zone);
  const lines = [fromDay, ...events.map((event) => event.day)].map((day) => lineOnDay(line, events, day));
  const links = await linksAt(db, district, { placeIds: [...new Set([...line, ...lines.flat()])], householdIds: [id] });
  const services = await servicesOf(db, district, links);
  const last = toDay !== null && toDay <= today ? toDay : null;
  const turns = [
    fromDay,
    ...events.map((event) => event.day),
    ...[...links, ...services.values()].flatMap(daysOf),
  ].filter((day) => day >= fromDay && day <= today && (last === null || day < last));
  const spells = spellsOf(turns, (day) => {
    const places = lineOnDay(line, events, day);
    const inLine = links.flatMap((link): LinkInLine[] => {
      const at = places.indexOf(link.placeId);
      return at < 0 && link.householdId === null ? [] : [{ ...link, depth: at + 1 }];
    });
    return nearest(id, inLine, day, (stewardId) => servesOn(services.get(stewardId), day));
  });
  return spells.map((spell) => ({ ...spell, toDay: spell.toDay ?? last }));
}

type Service = { readonly fromDay: string; readonly toDay: string | null };

const daysOf = (dated: Service): string[] => [dated.fromDay, ...(dated.toDay === null ? [] : [dated.toDay])];
const servesOn = (service: Service | undefined, day: string): boolean =>
  service !== undefined && service.fromDay <= day && (service.toDay === null || day < service.toDay);

async function servicesOf(db: Reader, district: string, links: readonly Link[]): Promise<Map<string, Service>> {
  const ids = [...new Set(links.map((link) => link.stewardId))];
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('stewards')
    .select(['id', 'from_day as fromDay', 'to_day as toDay'])
    .where('district', '=', district)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
