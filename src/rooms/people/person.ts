import { type Day, yearsBetween } from '../../kit/clock.ts';

export const sexes = ['male', 'female'] as const;
export type Sex = (typeof sexes)[number];

/** A natural person, as far as it stands in clear. */
export type Person = {
  readonly district: string;
  readonly id: string;
  /** Empty once erased. */
  readonly name: string;
  readonly sex: Sex | null;
  readonly birthDate: Day | null;
  /** The community (or higher place) that keeps the record. */
  readonly placeId: string;
  readonly guardianId: string | null;
  readonly diedOn: Day | null;
  readonly mergedInto: string | null;
  readonly erasedAt: Date | null;
};

/** What ledgers say about a person beyond name, number and phone; codes of codes.ts where there are such, else text. */
export type Details = {
  readonly ethnicGroup?: string | undefined;
  readonly politicalStatus?: string | undefined;
  readonly education?: string | undefined;
  readonly maritalStatus?: string | undefined;
  readonly registeredAddress?: string | undefined;
  /** 人户状态: whether the person lives where the household is registered. */
  readonly registration?: string | undefined;
  readonly employer?: string | undefined;
  readonly note?: string | undefined;
};

export const detailKeys = [
  'ethnicGroup',
  'politicalStatus',
  'education',
  'maritalStatus',
  'registeredAddress',
  'registration',
  'employer',
  'note',
] as const satisfies readonly (keyof Details)[];

/** What is sealed with the person's own key. */
export type Sealed = {
  readonly idNumber: string | null;
  readonly phone: string | null;
  readonly details: Details;
};

export type OpenedPerson = Person & Sealed;

/** Below this age a person is a child whose data is sensitive in itself and whose guardian consents (PIPL arts. 28, 31). */
const childhoodEnds = 14;

/** Full years on a day; undefined where the birth date is not known. */
export function ageOn(person: Pick<Person, 'birthDate'>, day: Day): number | undefined {
  return person.birthDate === null ? undefined : yearsBetween(person.birthDate, day);
}

/** Whether a person is under 14 on a day; one whose birth date is not known is not taken for a child. */
export function isChild(person: Pick<Person, 'birthDate'>, day: Day): boolean {
  const age = ageOn(person, day);
  return age !== undefined && age < childhoodEnds;
}

/** The age groups that lists are filtered by: from (years) up to but without the next one's. */
export const ageGroups = {
  child: { from: 0, to: 14 },
  young: { from: 14, to: 35 },
  middle: { from: 35, to: 60 },
  elder: { from: 60, to: 80 },
  advanced: { from: 80, to: 200 },
} as const;
export type AgeGroup = keyof typeof ageGroups;
export const ageGroupKeys = Object.keys(ageGroups) as [AgeGroup, ...AgeGroup[]];
