import type { Hono } from 'hono';
import { parse } from 'hono/utils/cookie';
import { dayIn } from './clock.ts';
import type { Metrics } from './metrics.ts';
import { type PageCache, pageKey, sentOf } from './page-cache.ts';
import { acceptsJson, cookieNames, type Header, langOf } from './visitor.ts';
import { momentOf, type Workshop } from './write.ts';

type Fetch = Hono['fetch'];
type Env = Parameters<Fetch>[1];

export type FrontOptions = {
  readonly workshop: Workshop;
  readonly pages: PageCache;
  readonly metrics: Pick<Metrics, 'answered'>;
  /** Whether one more answer may go to this client. Where not, the app says so. */
  admits(header: Header, env: Env): boolean;
};

/**
 * Answers from memory what everybody sees alike and what is certainly current, before sessions, templates and the
 * database are asked; leaves everything else to the app. Whoever is signed in, or shall be told something, goes to the app.
 */
export function keptFirst(app: Fetch, { workshop, pages, metrics, admits }: FrontOptions): Fetch {
  const todayAt = rememberedDay(workshop.zone);
  return (request, env, execution) => {
    const { method } = request;
    if (method !== 'GET' && method !== 'HEAD') return app(request, env, execution);
    const start = performance.now();
    const header: Header = (name) => request.headers.get(name) ?? undefined;
    const moment = momentOf(workshop);
    const key = keyOf(request.url, header, todayAt(moment.at));
    const page = key === undefined ? undefined : pages.current(key, moment);
    if (!page || !admits(header, env)) return app(request, env, execution);
    const { status, body, headers } = sentOf(page, header);
    const answer = new Response(method === 'HEAD' ? null : body, { status, headers });
    metrics.answered({ method, route: page.route, status, seconds: (performance.now() - start) / 1000 });
    return answer;
  };
}

/** Under what a page for this visitor would be kept; undefined for whoever may see something of their own. */
function keyOf(url: string, header: Header, today: string): string | undefined {
  const cookie = header('cookie');
  const cookies: Record<string, string> = cookie === undefined ? {} : parse(cookie);
  if (cookieNames.session in cookies || cookieNames.said in cookies) return undefined;
  const address = url.slice(url.indexOf('/', url.indexOf('//') + 2));
  const query = address.indexOf('?');
  const asked = query < 0 ? null : new URLSearchParams(address.slice(query)).get('lang');
  return pageKey(address, {
    lang: langOf(asked ?? cookies[cookieNames.lang], header('accept-language')),
    elder: cookies[cookieNames.elder] === '1',
    json: acceptsJson(header('accept')),
    today,
  });
}

/** The day in a zone, worked out once a minute: days begin at whole minutes everywhere. */
function rememberedDay(zone: string): (at: number) => string {
  let known = { minute: Number.NaN, day: '' };
  return (at) => {
    const minute = Math.floor(at / 60_000);
    if (minute !== known.minute) known = { minute, day: dayIn(zone, new Date(at)) };
    return known.day;
  };
}
