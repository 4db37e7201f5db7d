/** One thing measured: what, how much, and whether that is what we promise. */
export type Figure = {
  readonly what: string;
  readonly figure: string;
  /** What is promised (`≥ 1/3`), or nothing where the figure is only told. */
  readonly target?: string;
  readonly isMet?: boolean;
  /** The numbers behind the figure. */
  readonly behind?: string;
};

/** The one in the middle; of an even number the higher of the two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Figures as rows of a table in Markdown. */
export function tableOf(figures: readonly Figure[]): string {
  const marks = new Map<boolean | undefined, string>([
    [true, 'yes'],
    [false, '**no**'],
    [undefined, ''],
  ]);
  const rows = figures.map((one) => [
    one.what,
    one.figure,
    one.target ?? '',
    marks.get(one.isMet) ?? '',
    one.behind ?? '',
  ]);
  return [['What', 'Figure', 'Promised', 'Kept', 'Behind it'], ['---', '---', '---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
