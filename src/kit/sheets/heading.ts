/** The names a column may have in people's sheets, by the key the program uses. Earlier names are preferred. */
export type KnownHeadings = Readonly<Record<string, readonly string[]>>;

/**
 * A heading without what varies from office to office: width of signs, all spaces, marks of duty (*), a colon at its end,
 * letter case, and brackets, which hold units or remarks: '面积（㎡）' and ' 面 积 ' are both '面积'.
 * A heading that is all in brackets keeps what is inside.
 */
export function normaliseHeading(text: string): string {
  const full = withBrackets(text);
  const bare = full.replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|\{[^{}]*\}/g, '');
  return (bare === '' ? full.replace(/[()[\]【】〔〕{}]/g, '') : bare).replace(/[:*※]+$/g, '');
}

const LONGEST_HEADING = 200;

/** As {@link normaliseHeading} but with what stands in brackets: tells '电话(户主)' from '电话(紧急)'. */
function withBrackets(text: string): string {
  return text
    .slice(0, LONGEST_HEADING)
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]+/gu, '')
    .replace(/^[*※]+|[:*※]+$/g, '')
    .toLowerCase();
}

/** Finds the key that a heading stands for, first with its group ('户主' above '电话'), first with its brackets. */
export type HeadingLookup = (
  heading: string,
  group?: string,
) => { readonly key: string; readonly rank: number } | undefined;

export function headingLookup(known: KnownHeadings): HeadingLookup {
  const keys = new Map<string, { key: string; rank: number }>();
  for (const [key, names] of Object.entries(known)) {
    for (const [rank, name] of names.entries()) {
      for (const spelling of [withBrackets(name), normaliseHeading(name)]) {
        if (spelling !== '' && !keys.has(spelling)) keys.set(spelling, { key, rank });
      }
    }
  }
  return (heading, group) => {
    const spellings = [withBrackets(heading), normaliseHeading(heading)];
    const above = group === undefined ? '' : normaliseHeading(group);
    const all = above === '' ? spellings : [...spellings.map((spelling) => above + spelling), ...spellings];
    return all.map((spelling) => keys.get(spelling)).find((found) => found !== undefined);
  };
}
