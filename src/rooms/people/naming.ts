import type { Reader } from '../../kit/database.ts';
import { refOf } from '../../kit/ids.ts';
import type { Lang } from '../../kit/lang.ts';
import { addressOf, findPlaces, linesOf, type Place } from '../places/index.ts';
import { maskName } from './masks.ts';
import { findPersons } from './store.ts';
import { words } from './words.ts';

/** Where a place is, as people say it, with the line of places down to it. */
export type Located = { readonly code: string; readonly address: string; readonly line: readonly Place[] };

const above: ReadonlySet<string> = new Set(['district', 'township', 'community']);

/** The addresses of places by their ids: from the compound down, of divisions their own name; two queries. */
export async function addressesOf(
  db: Reader,
  district: string,
  placeIds: readonly string[],
  lang: Lang,
): Promise<Map<string, Located>> {
  const places = await findPlaces(db, district, [...new Set(placeIds)]);
  const lines = await linesOf(db, district, places);
  return new Map(
    places.map((place) => {
      const line = lines.get(place.id) ?? [place];
      const said = above.has(place.kind) ? [place] : line.filter((one) => !above.has(one.kind));
      return [place.id, { code: place.code, address: addressOf(said, lang), line }];
    }),
  );
}

/** The one of these places that a line of places leads through, such as somebody's compound; the first where none is. */
export function likelyIn(
  places: readonly { readonly code: string }[],
  line: readonly Place[] | undefined,
): string | null {
  const codes = new Set(line?.map((place) => place.code));
  return (places.find((place) => codes.has(place.code)) ?? places[0])?.code ?? null;
}

/** How a name is said: as it is or masked; of an erased person, that they were erased. */
function sayName(person: { readonly name: string } | undefined, lang: Lang, isMasked: boolean): string {
  if (!person || person.name === '') return words.erased_person[lang];
  return isMasked ? maskName(person.name) : person.name;
}

/** A function from a person's id to the name to show; one query. */
export async function namesOf(
  db: Reader,
  district: string,
  ids: readonly (string | null | undefined)[],
  lang: Lang,
  isMasked: boolean,
): Promise<(id: string | null | undefined) => string> {
  const persons = await findPersons(
    db,
    district,
    ids.filter((id) => id !== null && id !== undefined),
  );
  return (id) => sayName(id ? persons.get(id) : undefined, lang, isMasked);
}

/** Somebody named in passing, as a link to their record. */
export function personLink(
  district: string,
  id: string,
  nameOf: (id: string) => string,
): { ref: string; name: string } {
  return { ref: refOf(district, id), name: nameOf(id) };
}
