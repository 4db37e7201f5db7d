import { serve } from '@hono/node-server';
import { type App, createApp } from '../src/app.ts';
import { type Config, readConfig } from '../src/kit/config.ts';
import type { Database } from '../src/kit/database.ts';
import { hrefOf, pathNames } from '../src/kit/href.ts';
import { newId } from '../src/kit/ids.ts';
import { openLog } from '../src/kit/log.ts';
import { openMetrics } from '../src/kit/metrics.ts';
import { isRefused } from '../src/kit/outcome.ts';
import { isRead, type Route } from '../src/kit/route.ts';
import type { Workshop } from '../src/kit/write.ts';
import { openForPerson } from '../src/rooms/accounts/by-phone.ts';
import { type DemoSignIn, demoSignIns } from '../src/rooms/accounts/index.ts';
import { routes } from '../src/rooms.ts';
import { closeLater } from './close-later.ts';
import { demoWorkshop, openDemoDatabase } from './demo.ts';

/** A session: what the browser of somebody signed in holds. */
export type Session = { readonly token: string };

export type Asking = {
  /** Whose session it comes with; nobody's when left out. */
  readonly as?: Session | undefined;
  readonly accept?: 'json' | 'html' | undefined;
  readonly lang?: 'zh' | 'en' | undefined;
};

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The answer read as JSON. */
  json(): unknown;
};

export type TestApp = {
  readonly database: Database;
  readonly workshop: Workshop;
  readonly fetch: App['fetch'];
  readonly openApi: object;
  /** Whom the demo offers to sign in as. */
  readonly demo: readonly DemoSignIn[];
  /** What the log was told as an error, line by line. */
  readonly failures: readonly string[];
  /** Signs a person in as the demo does: without a second factor. */
  signIn(person: { readonly district: string; readonly personId: string }): Promise<Session>;
  /**
   * Asks a route the way a program or a browser does: values that are not in the path become the query of a page or
   * the body of a write, with a fresh request id where none is given.
   */
  ask(route: Route | string, values?: Readonly<Record<string, unknown>>, asking?: Asking): Promise<Answer>;
  /** Asks an address. */
  get(address: string, asking?: Asking): Promise<Answer>;
  /** Serves it on a port of its own until the file has ended. @returns its address. */
  listen(): Promise<string>;
};

export type TestAppOptions = {
  /** Called with every statement. */
  readonly onQuery?: (text: string) => void;
  /** Instead of the workshop's own parts. */
  readonly workshop?: Partial<Workshop>;
};

const origin = 'http://localhost';

/** The whole product with the demo in its database, closed by itself at the end of the file. Its clock stands still. */
export async function openTestApp({ onQuery, workshop: own }: TestAppOptions = {}): Promise<TestApp> {
  const database = await openDemoDatabase(onQuery ? { onQuery } : {});
  const workshop: Workshop = { ...demoWorkshop(database), ...own };
  const failures: string[] = [];
  const log = openLog({ level: 'error', style: 'json', write: (line) => void failures.push(line) });
  const open = (baseUrl: string): Promise<App> =>
    createApp({ workshop, config: configFor(baseUrl), log, metrics: openMetrics() });
  const app = await open(origin);
  closeLater(() => app.close());

  const send = async (
    address: string,
    init: RequestInit,
    { as, accept = 'json', lang = 'zh' }: Asking,
  ): Promise<Answer> => {
    const response = await app.fetch(
      new Request(new URL(address, origin), {
        ...init,
        headers: {
          ...init.headers,
          accept: accept === 'json' ? 'application/json' : 'text/html',
          // Everybody comes from somewhere else, so that limits per address stand in nobody's way.
          'x-forwarded-for': someAddress(),
          cookie: [`lang=${lang}`, ...(as ? [`doorstep=${as.token}`] : [])].join('; '),
        },
      }),
    );
    // A stream of events has no end to wait for.
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    if (isStream) await response.body?.cancel();
    const text = isStream ? '' : await response.text();
    return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
  };

  return {
    database,
    workshop,
    fetch: app.fetch,
    openApi: app.openApi,
    demo: await demoSignIns(database.kysely),
    failures,
    signIn: async (person) => {
      const opened = await openForPerson(workshop, person, { agent: 'test', address: '' }, 'demo');
      if (isRefused(opened)) throw new Error(`Nobody could sign in: ${opened.refused}`);
      return { token: opened.done.token };
    },
    ask: (asked, values = {}, asking = {}) => {
      const route = typeof asked === 'string' ? routeOf(asked) : asked;
      if (isRead(route)) return send(hrefOf(route.path, values as Readonly<Record<string, string>>), {}, asking);
      const inPath = pathNames(route.path);
      const entries = Object.entries({ requestId: newId(), ...values });
      const address = hrefOf(
        route.path,
        Object.fromEntries(entries.filter(([name]) => inPath.includes(name))) as Record<string, string>,
      );
      const fields = Object.fromEntries(
        entries.filter(([name]) => !inPath.includes(name) && (name !== 'requestId' || route.kind === 'verb')),
      );
      return send(address, { method: 'POST', ...bodyOf(fields) }, asking);
    },
    get: (address, asking = {}) => send(address, {}, asking),
    listen: async () => {
      let served: App | undefined;
      const server = serve({
        fetch: (request, env) => served?.fetch(request, env) ?? new Response(null, { status: 503 }),
        port: 0,
        hostname: '127.0.0.1',
      });
      await new Promise((resolve) => server.once('listening', resolve));
      closeLater(async () => void (await new Promise((resolve) => server.close(resolve))));
      const address = server.address();
      const url = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`;
      const opened = await open(url);
      closeLater(() => opened.close());
      served = opened;
      return url;
    },
  };
}

let visitors = 0;

function someAddress(): string {
  visitors += 1;
  return [10, visitors >> 16, visitors >> 8, visitors].map((part) => part & 255).join('.');
}

/** JSON, or a form where a file is among the fields. */
function bodyOf(fields: Readonly<Record<string, unknown>>): RequestInit {
  if (!Object.values(fields).some((value) => value instanceof Blob))
    return { body: JSON.stringify(fields), headers: { 'content-type': 'application/json' } };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value instanceof Blob ? value : String(value));
  return { body: form };
}

/** The route of this name. */
function routeOf(name: string): Route {
  const route = routes.find((one) => one.name === name);
  if (!route) throw new Error(`There is no route ${name}`);
  return route;
}

function configFor(baseUrl: string): Config {
  const read = readConfig({
    BASE_URL: baseUrl,
    DEMO: 'true',
    TRUST_PROXY: 'true',
    REQUESTS_PER_MINUTE: '1000000',
    SESSION_IDLE_MINUTES: '1440',
  });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.config;
}
