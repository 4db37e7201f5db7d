import type { Reader } from '../../kit/database.ts';
import { findGroupAt } from '../groups/index.ts';
import { lineOf, type Place, type PlaceKind } from '../places/index.ts';

/** Whose desk an issue lies on, and the level of stewards that goes with it. */
export type Desk = { readonly placeId: string; readonly path: string; readonly level: number };

/** Levels of the desks, as the levels of stewards are counted: 1 the street, 2 the community, 3 the compound. */
const levelOf: Readonly<Partial<Record<PlaceKind, number>>> = { compound: 3, community: 2, township: 1, district: 1 };

/** The places whose desks an issue can lie on, the nearest first: compound (where it has a federation), community, street, district. */
function desksOn(line: readonly Place[]): Desk[] {
  return line
    .filter((place) => levelOf[place.kind] !== undefined)
    .map((place) => ({ placeId: place.id, path: place.path, level: levelOf[place.kind] ?? 1 }))
    .reverse();
}

/**
 * The desk where an issue about a place begins: the compound's, where a federation stands that can settle it without
 * leaving the compound; else the community's.
 */
export async function firstDesk(db: Reader, line: readonly Place[], restricted: boolean): Promise<Desk | undefined> {
  const [nearest, ...others] = desksOn(line).filter((desk) => !restricted || desk.level < 3);
  if (!nearest || nearest.level < 3) return nearest;
  const federation = await findGroupAt(db, line[0]?.district ?? '', nearest.placeId, 'federation');
  return federation ? nearest : others[0];
}

/** The desk one level up from where an issue lies; undefined at the top. */
export async function deskAbove(
  db: Reader,
  issue: { readonly district: string; readonly deskPath: string },
): Promise<Desk | undefined> {
  const line = await lineOf(db, { district: issue.district, path: issue.deskPath });
  return desksOn(line).find((desk) => desk.path !== issue.deskPath);
}

/** The place within which an issue's neighbours live: its compound, or its community outside of one. */
export function homeOf(line: readonly Place[]): Place | undefined {
  return (
    line.find((place) => place.kind === 'compound') ?? line.find((place) => place.kind === 'community') ?? line.at(-1)
  );
}
