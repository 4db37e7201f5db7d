import { addMonths, type Day } from '../../kit/clock.ts';

/** First days of the first and the last month looked at. */
export type Period = { readonly from: Day; readonly until: Day };

/** At most so many months at once. */
const mostMonths = 120;

/** The months asked for, YYYY-MM; the last twelve when nothing is said. Turned round where they stand the wrong way. */
export function periodOf(
  asked: { readonly from?: string | undefined; readonly until?: string | undefined },
  today: Day,
): Period {
  const last = `${asked.until ?? today.slice(0, 7)}-01`;
  const first = asked.from === undefined ? addMonths(last, -11) : `${asked.from}-01`;
  const [from, until] = first <= last ? [first, last] : [last, first];
  const earliest = addMonths(until, 1 - mostMonths);
  return { from: [from, earliest].sort().at(-1) ?? from, until };
}

/** Every month of a period, by its first day. */
export function monthsOf({ from, until }: Period): Day[] {
  const months: Day[] = [];
  for (let month = from; month <= until; month = addMonths(month, 1)) months.push(month);
  return months;
}
