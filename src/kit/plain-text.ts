/** Signs that show nothing but keep two texts from being equal: zero-width spaces and marks, soft hyphens. */
const INVISIBLE = /[\u200b-\u200f\u2060\ufeff\u00ad]/g;

/** Text as it was meant: full width made half width (NFKC), invisible signs and spaces at the edges gone. */
export function plainText(text: string | number): string {
  return String(text).normalize('NFKC').replace(INVISIBLE, '').trim();
}
