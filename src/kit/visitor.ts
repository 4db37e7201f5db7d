import type { Lang } from './lang.ts';

/** Reads a header by its name in small letters. */
export type Header = (name: string) => string | undefined;

export const cookieNames = { session: 'doorstep', said: 'said', lang: 'lang', elder: 'elder' } as const;

/** The language of a page: asked for in the address, chosen on the device or by the account, else the browser's. */
export function langOf(chosen: string | undefined, acceptLanguage: string | undefined): Lang {
  if (chosen === 'en' || chosen === 'zh') return chosen;
  const header = acceptLanguage?.toLowerCase() ?? '';
  const zh = header.indexOf('zh');
  const en = header.indexOf('en');
  return en >= 0 && (zh < 0 || en < zh) ? 'en' : 'zh';
}

/** True for a program that asks for JSON. */
export function acceptsJson(accept: string | undefined): boolean {
  return accept !== undefined && /application\/(problem\+)?json/.test(accept) && !accept.includes('text/html');
}

/** True when an answer may be sent as gzip. */
export function takesGzip(acceptEncoding: string | undefined): boolean {
  return acceptEncoding !== undefined && /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(acceptEncoding);
}

/** True when the client holds what `etag` names (RFC 9110, 13.1.2: compared weakly). */
export function holds(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const strong = (tag: string): string => tag.trim().replace(/^W\//, '');
  return (
    ifNoneMatch === etag || ifNoneMatch.split(',').some((tag) => tag.trim() === '*' || strong(tag) === strong(etag))
  );
}
