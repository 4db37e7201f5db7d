import type { Lang } from '../../kit/lang.ts';
import { say, sayCode } from '../../kit/words.ts';
import { type CodeTable, codeName, EDUCATIONS, ETHNIC_GROUPS, MARITAL_STATUSES, POLITICAL_STATUSES } from './codes.ts';
import { spokenFor } from './message.ts';
import type { Details } from './person.ts';
import { verbWords } from './verb-words.ts';

/** Details that are codes of a national table; the others are text. */
export const detailCodes: Readonly<Partial<Record<keyof Details, CodeTable>>> = {
  ethnicGroup: ETHNIC_GROUPS,
  politicalStatus: POLITICAL_STATUSES,
  education: EDUCATIONS,
  maritalStatus: MARITAL_STATUSES,
};

/** A detail in words. */
export function sayDetail(key: keyof Details, value: string | undefined, lang: Lang): string | undefined {
  const table = detailCodes[key];
  return value && table ? codeName(table, value, lang) : value;
}

/** A verb of the journal in words, of whichever room. */
export function sayVerb(verb: string, lang: Lang): string {
  const said = spokenFor(verb);
  return said ? say(said, lang) : sayCode(verbWords, verb, lang);
}
