import type { Reader } from '../../kit/database.ts';
import { done, type Outcome } from '../../kit/outcome.ts';
import { findPlaceByCode, findWithin, listDistricts, type Place, placeCode } from '../places/index.ts';
import type { Posted } from './input.ts';
import { type ProblemCode, refusedFor } from './problem.ts';

const jurisdictions: ReadonlySet<string> = new Set(['district', 'township', 'community', 'compound']);

async function livingPlace(db: Reader, code: string): Promise<Place | undefined> {
  if (!placeCode().safeParse(code).success) return undefined;
  const place = await findPlaceByCode(db, code);
  return place?.state === 'active' ? place : undefined;
}

/** The place whose code the request gives as its jurisdiction; it may leave it out where there is one district only. */
export async function jurisdictionOf(db: Reader, code: string | undefined): Promise<Outcome<Place, ProblemCode>> {
  if (code === undefined) {
    const [only, ...more] = await listDistricts(db);
    return only && more.length === 0 ? done(only) : refusedFor('jurisdiction_missing');
  }
  const place = await livingPlace(db, code);
  return place && jurisdictions.has(place.kind) ? done(place) : refusedFor('jurisdiction_unknown');
}

type Location = Pick<Posted, 'lat' | 'long' | 'address_id' | 'address_string'>;

/** Whether a full location was sent, see {@link locate}. */
export function hasLocation({ lat, long, address_id, address_string }: Location): boolean {
  return address_id !== undefined || address_string !== undefined || (isDegree(lat, 90) && isDegree(long, 180));
}

function isDegree(text: string | undefined, most: number): boolean {
  return text !== undefined && /^[+-]?\d{1,3}(\.\d{1,20})?$/.test(text) && Math.abs(Number(text)) <= most;
}

/**
 * The place a report is about. A code is taken at its word; an address is looked for below the jurisdiction. What leads to
 * no one place (and a position always does, since places have none) is about the jurisdiction as a whole, and those who
 * handle it read what was sent; a district or street is too wide for that.
 */
export async function locate(
  db: Reader,
  jurisdiction: Place,
  { address_id, address_string }: Location,
): Promise<Outcome<Place, ProblemCode>> {
  if (address_id !== undefined) {
    const place = await livingPlace(db, address_id);
    const fits = place?.district === jurisdiction.district && place.path.startsWith(jurisdiction.path);
    return place && fits ? done(place) : refusedFor('location_unknown');
  }
  if (address_string !== undefined) {
    const found = (await findWithin(db, jurisdiction, address_string)).filter(
      (place) => place.kind !== 'district' && place.kind !== 'township',
    );
    const [only] = found;
    if (only && found.length === 1) return done(only);
  }
  const isWide = jurisdiction.kind === 'district' || jurisdiction.kind === 'township';
  return isWide ? refusedFor('location_unknown') : done(jurisdiction);
}
