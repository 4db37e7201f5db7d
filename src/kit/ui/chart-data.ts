import type { Lang } from '../lang.ts';

export type Series = {
  readonly name: string;
  /** One for each category; `null` where nothing is known. */
  readonly values: readonly (number | null)[];
};

export type ChartProps = {
  readonly lang: Lang;
  /** `bar` side by side, `stacked` on one another, `line` over time, `heat` a square for each category and series. */
  readonly kind: 'bar' | 'stacked' | 'line' | 'heat';
  readonly title: string;
  /** What the chart shows, in a sentence: read out in its place, shown below the title. */
  readonly summary: string;
  /** What the categories are: "Community", "Month". */
  readonly categoryName: string;
  readonly categories: readonly string[];
  /** Up to six. */
  readonly series: readonly Series[];
  /** How a value is written: `(n) => `${n} 户``. */
  readonly format?: ((value: number) => string) | undefined;
  /** Bars lie; chosen by itself when there are many categories or long names. */
  readonly lying?: boolean | undefined;
  readonly elder?: boolean | undefined;
};
