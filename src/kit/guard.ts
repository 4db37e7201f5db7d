import type { Context as HonoContext, Next } from 'hono';

/** What browsers are told about every page: nothing from elsewhere, nothing inline, never in a frame. */
const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
};

/** The security headers of every answer. */
export function guardHeaders(isHttps: boolean): Readonly<Record<string, string>> {
  return isHttps ? { ...securityHeaders, 'Strict-Transport-Security': 'max-age=31536000' } : securityHeaders;
}

/** Puts these headers on every answer. */
export function withHeaders(headers: Readonly<Record<string, string>>): (c: HonoContext, next: Next) => Promise<void> {
  const all = Object.entries(headers);
  return async (c, next) => {
    for (const [name, value] of all) c.header(name, value);
    await next();
  };
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * True when an unsafe request may have been made by another site's page. Browsers send Origin with every POST;
 * a program without one has no cookies that a page could misuse.
 */
export function isForeign(request: Request, origins: ReadonlySet<string>): boolean {
  if (safeMethods.has(request.method)) return false;
  const origin = request.headers.get('origin');
  if (origin !== null) return !origins.has(origin) && origin !== new URL(request.url).origin;
  const site = request.headers.get('sec-fetch-site');
  return site === 'cross-site' || site === 'same-site';
}
