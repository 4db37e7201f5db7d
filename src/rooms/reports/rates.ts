/** A share in thousandths, or why there is none. */
export type Rate =
  | { readonly part: number; readonly whole: number; readonly permille: number }
  | { readonly part: number; readonly whole: number; readonly permille: null };

/** Fewer than so many make no rate: one answer more or less would turn it round. */
export const leastForRate = 5;

/** A part of a whole, rounded half up to thousandths in whole numbers; refuses where there is too little to go by. */
export function rateOf(part: number, whole: number): Rate {
  if (whole < leastForRate) return { part, whole, permille: null };
  return { part, whole, permille: Math.floor((part * 2000 + whole) / (2 * whole)) };
}

/** 87.5 %, or a dash. */
export function formatRate(rate: Rate): string {
  if (rate.permille === null) return '–';
  const tenths = rate.permille % 10;
  return `${Math.floor(rate.permille / 10)}${tenths === 0 ? '' : `.${tenths}`}%`;
}

/**
 * A kind that rises against its own season: so many more in the last month than in the same month of earlier years, or
 * without those, than in the months before.
 * @param history earlier counts to compare with, one a month.
 * @returns how far above what is usual, or undefined where nothing stands out: at least three, and more than double the mean.
 */
export function risesTo(now: number, history: readonly number[]): { readonly usual: number } | undefined {
  if (history.length < 3 || now < 3) return undefined;
  const usual = history.reduce((sum, n) => sum + n, 0) / history.length;
  return now > 2 * usual && now - usual >= 2 ? { usual } : undefined;
}
