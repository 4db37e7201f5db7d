import type { Lang } from '../../kit/lang.ts';

/** Kinds of place, from the district (county level) down to the door. */
export const placeKinds = [
  'district',
  'township',
  'community',
  'compound',
  'building',
  'entrance',
  'dwelling',
] as const;
export type PlaceKind = (typeof placeKinds)[number];

export const occupancies = ['self', 'let', 'empty', 'shop'] as const;
export type Occupancy = (typeof occupancies)[number];

export type Place = {
  readonly district: string;
  readonly id: string;
  readonly number: number;
  readonly code: string;
  readonly kind: PlaceKind;
  readonly parentId: string | null;
  readonly path: string;
  readonly key: string;
  readonly name: string;
  readonly floor: number | null;
  /** Exclusive area in 0.01 m². */
  readonly area: number | null;
  readonly occupancy: Occupancy | null;
  readonly state: 'active' | 'merged' | 'closed';
  readonly mergedInto: string | null;
  readonly version: number;
};

/** Which kinds may stand directly under which; a small house has dwellings without entrances. */
export const childKinds: Readonly<Record<PlaceKind, readonly PlaceKind[]>> = {
  district: ['township'],
  township: ['community'],
  community: ['compound'],
  compound: ['building'],
  building: ['entrance', 'dwelling'],
  entrance: ['dwelling'],
  dwelling: [],
};

/** A number or letter, or what counts like one, needs a word behind it; 综合楼, 消防门 and 商铺3 are names already. */
const isNumbered = /[0-9A-Z]$|^[甲乙丙丁戊己东西南北中左右前后]$/;
const isRoomNumber = /^-?[0-9A-Z][0-9A-Z-]*$/;

const printed: Readonly<Partial<Record<PlaceKind, (name: string, lang: Lang) => string>>> = {
  building: (name, lang) => (lang === 'en' ? `Building ${name}` : isNumbered.test(name) ? `${name}栋` : name),
  entrance: (name, lang) => (lang === 'en' ? `Entrance ${name}` : isNumbered.test(name) ? `${name}单元` : name),
  dwelling: (name, lang) =>
    lang === 'en' ? `Room ${name}` : isRoomNumber.test(name) ? `${name.replace(/^-/, '负')}室` : name,
};

/** The name of one place as people read it: 和谐小区, 1栋, 2单元, 301室. */
export function placeName(place: { readonly kind: PlaceKind; readonly name: string }, lang: Lang): string {
  return printed[place.kind]?.(place.name, lang) ?? place.name;
}

/** The names of several places, from the highest down, as one address: 和谐小区1栋2单元301室. */
export function addressOf(places: readonly { readonly kind: PlaceKind; readonly name: string }[], lang: Lang): string {
  return places.map((place) => placeName(place, lang)).join(lang === 'zh' ? '' : ', ');
}

/** The label of a place in a path: its number in base 36. */
export function pathLabel(number: number): string {
  return number.toString(36);
}

/** The code of a place below the community: it never changes, whatever the place is renamed to or moved under. */
export function codeOf(district: string, number: number): string {
  return `${district}-${pathLabel(number)}`;
}

/** The district a place code begins with. */
export function districtOf(code: string): string {
  return code.slice(0, 6);
}
