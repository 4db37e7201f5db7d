import { sql } from 'kysely';
import type { Reader } from '../../kit/database.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import type { Place, PlaceKind } from '../places/index.ts';
import { factsOf, type GroupKind, type Office, type OfficeNumbers, type OfficeRule, officesOf } from './kind.ts';

/** Under this name the district's own numbers and terms stand in the kit's settings. */
const settingName = 'groups.offices';

/** Own rules by kind and place, `federation.compound`; what is not there is as in the code. */
export type OwnRules = Readonly<Record<string, OfficeRule>>;

const keyOf = (kind: GroupKind, at: PlaceKind): string => `${kind}.${at}`;

/** What the district has decided itself about numbers and terms of office; empty when nothing. */
export async function readOwnRules(db: Reader, district: string): Promise<OwnRules> {
  const { rows } = await sql<{ value: unknown }>`
    select value from settings where district = ${district} and name = ${settingName}`.execute(db);
  return (rows[0]?.value ?? {}) as OwnRules;
}

/** Numbers and term that hold for a kind of group at a kind of place: the district's own, or the usual ones. */
export function ruleFor(own: OwnRules, kind: GroupKind, at: PlaceKind): OfficeRule {
  return own[keyOf(kind, at)] ?? factsOf(kind).at[at] ?? { termMonths: null, offices: {} };
}

/** As `ruleFor`, read from the database. */
export async function readRule(db: Reader, district: string, kind: GroupKind, at: PlaceKind): Promise<OfficeRule> {
  return ruleFor(await readOwnRules(db, district), kind, at);
}

/** Fills in a rule that was typed: offices the kind does not have are left out, missing numbers are the usual ones. */
export function completeRule(
  kind: GroupKind,
  at: PlaceKind,
  typed: {
    readonly termMonths: number | null;
    readonly offices: Readonly<Partial<Record<Office, Partial<OfficeNumbers>>>>;
  },
): OfficeRule {
  const usual = factsOf(kind).at[at]?.offices ?? {};
  const offices = officesOf(kind).flatMap((office) => {
    const numbers = usual[office];
    if (!numbers) return [];
    const { min = numbers.min, max = numbers.max } = typed.offices[office] ?? {};
    return [[office, { min, max }] as const];
  });
  return { termMonths: typed.termMonths, offices: Object.fromEntries(offices) };
}

/**
 * Sets how many offices of a kind of group there are at a kind of place in this district, and for how long.
 * Refused: a kind that does not stand there, a least number above the greatest, more than none nowhere.
 * @param rule null goes back to the usual numbers.
 */
export async function setRule(
  write: Write,
  input: {
    readonly place: Pick<Place, 'id'>;
    readonly kind: GroupKind;
    readonly at: PlaceKind;
    readonly rule: OfficeRule | null;
  },
): Promise<Outcome<{ kind: GroupKind; at: PlaceKind }, 'wrong_place' | 'least_above_most'>> {
  const { kind, at, rule } = input;
  if (!(at in factsOf(kind).at)) return refused('wrong_place', { fields: { at: 'wrong_place' } });
  const reversed = Object.entries(rule?.offices ?? {}).find(([, numbers]) => numbers.min > numbers.max);
  if (reversed) return refused('least_above_most', { fields: { [`${reversed[0]}_min`]: 'least_above_most' } });
  const key = keyOf(kind, at);
  const value = JSON.stringify(rule === null ? {} : { [key]: rule });
  await sql`insert into settings (district, name, value) values (${write.district}, ${settingName}, ${value}::text::jsonb)
    on conflict (district, name) do update set value = (settings.value - ${key}::text) || excluded.value`.execute(
    write.tx,
  );
  await write.record({
    verb: 'groups.set_rule',
    thing: { kind: 'place', id: input.place.id },
    placeId: input.place.id,
    change: { kind, at, rule },
  });
  return done({ kind, at });
}
