import { Hono, type Context as HonoContext } from 'hono';
import { compress } from 'hono/compress';
import { loadActor } from './actor.ts';
import { clientAddress, networkOf } from './client-address.ts';
import { frame, problemPage } from './frame.tsx';
import { buildAssets } from './kit/assets.ts';
import type { Config } from './kit/config.ts';
import { keptFirst } from './kit/front.ts';
import { guardHeaders, isForeign, withHeaders } from './kit/guard.ts';
import { contextOf, mount, problem, type Serving } from './kit/http.ts';
import { liveHub } from './kit/live.ts';
import type { Log } from './kit/log.ts';
import type { Metrics } from './kit/metrics.ts';
import { pageCache } from './kit/page-cache.ts';
import { rateLimit } from './kit/rate-limit.ts';
import type { Route } from './kit/route.ts';
import { workbookBytes } from './kit/sheets/index.ts';
import type { Workshop } from './kit/write.ts';
import { openApiOf } from './openapi.ts';
import { tellingOutbox } from './rooms/accounts/index.ts';
import { routes } from './rooms.ts';

export type App = {
  readonly fetch: Hono['fetch'];
  readonly routes: readonly Route[];
  readonly openApi: object;
  /** Ends the streams that are open. */
  close(): Promise<void>;
};

export type AppOptions = {
  readonly workshop: Workshop;
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
};

/** Where secrets are typed: codes, passwords, second factors, one-time links. */
const guessing = /^\/(sign-in|welcome|demo\/session|me\/(password|second-factor))(\/|$)/;
/** So many of these a minute may come from one address. */
const signInsPerMinute = 20;

/** Puts the whole house together: guards, rooms, assets, health. */
export async function createApp({ workshop: given, config, log, metrics }: AppOptions): Promise<App> {
  const outbox = tellingOutbox(given.outbox, (failed) => log.warn(failed, 'a message did not leave'));
  const workshop: Workshop = { ...given, outbox };
  const assets = await buildAssets();
  const isHttps = config.baseUrl.startsWith('https:');
  const origins = new Set([new URL(config.baseUrl).origin]);
  const limit = rateLimit({ perMinute: config.requestsPerMinute, burst: config.requestsPerMinute });
  const signIns = rateLimit({ perMinute: signInsPerMinute, burst: signInsPerMinute });
  const live = liveHub({ database: workshop.database, log });
  const headers = guardHeaders(isHttps);
  const addressOf = (c: HonoContext): string => clientAddress((name) => c.req.header(name), c.env, config.trustProxy);
  const serving: Serving = {
    workshop,
    baseUrl: config.baseUrl,
    demo: config.demo,
    secureCookies: isHttps,
    uploadLimit: config.uploadLimitMb * 1_000_000,
    pages: pageCache({ headers }),
    live,
    loadActor: (token) => loadActor(workshop, token, { idleMinutes: config.sessionIdleMinutes, demo: config.demo }),
    frame: (face, content, status) => frame(face, content, status, assets),
    problemPage,
    workbook: (sheets) => workbookBytes({ sheets, timeZone: config.timeZone }),
    addressOf,
    onError: (error, c) => log.error({ err: error, route: c.get('route') }, 'failed'),
  };
  const openApi = openApiOf(config.baseUrl);

  const app = new Hono();
  app.use(metrics.measure(), withHeaders(headers));
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    const isReady = await answersInTime(workshop.database.query('select 1'));
    return isReady ? c.text('ready') : c.text('The database does not answer', 503, { 'Retry-After': '5' });
  });
  app.get('/metrics', async (c) => c.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType }));
  app.get('/assets/:name', (c) => {
    const asset = assets.files.get(c.req.path);
    if (!asset) return c.notFound();
    return c.body(asset.body, 200, {
      'Content-Type': asset.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
    });
  });
  app.get('/sw.js', (c) =>
    c.body(assets.worker, 200, { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-cache' }),
  );
  app.get('/openapi.json', (c) => c.json(openApi));
  app.use(compress());
  app.use(async (c, next) => {
    const network = networkOf(addressOf(c));
    const stricter = c.req.method === 'POST' && guessing.test(c.req.path) ? [signIns] : [];
    const full = [limit, ...stricter].find((one) => !one.take(network));
    if (full) {
      c.header('Retry-After', String(Math.max(1, full.wait(network))));
      // Nobody is looked up: whoever asks too often shall not keep the database busy.
      return problem(c, serving, await contextOf(c, { ...serving, loadActor: async () => undefined }), 'too_often');
    }
    if (isForeign(c.req.raw, origins)) return problem(c, serving, await contextOf(c, serving), 'wrong_origin');
    return next();
  });
  mount(app, routes, serving);
  app.notFound(async (c) => problem(c, serving, await contextOf(c, serving), 'not_found'));
  app.onError(async (error, c) => {
    serving.onError(error, c);
    return problem(c, serving, { ...(await contextOf(c, serving)), actor: undefined }, 'failed');
  });
  const fetch = keptFirst(app.fetch, {
    workshop,
    pages: serving.pages,
    metrics,
    admits: (header, env) => limit.take(networkOf(clientAddress(header, env, config.trustProxy))),
  });
  return { fetch, routes, openApi, close: live.close };
}

/** Whoever watches over us asks every few seconds: a database that hangs is as good as none. */
async function answersInTime(question: Promise<unknown>, seconds = 3): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), seconds * 1000);
  });
  const answer = question.then(
    () => true,
    () => false,
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
