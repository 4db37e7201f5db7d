import { Hono } from 'hono';
import { render } from 'preact-render-to-string';
import { loadActor } from '../src/actor.ts';
import { fixedClock } from '../src/kit/clock.ts';
import { mount } from '../src/kit/http.ts';
import { newId } from '../src/kit/ids.ts';
import { isRefused, type Outcome } from '../src/kit/outcome.ts';
import { pageCache } from '../src/kit/page-cache.ts';
import type { Workshop } from '../src/kit/write.ts';
import { accountsRoutes } from '../src/rooms/accounts/index.ts';
import { addPersons } from '../src/rooms/people/index.ts';
import { findPlaceByCode, loadDivisions, type Place, shippedDivisions } from '../src/rooms/places/index.ts';
import { openTestHouse, type TestHouse } from './house.ts';

/** What a browser was answered. */
export type Answered = {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
  json(): unknown;
};

/** A browser that keeps its cookies. Asks for JSON unless told otherwise. */
export type TestBrowser = {
  get(path: string, accept?: 'json' | 'html'): Promise<Answered>;
  post(path: string, fields: Readonly<Record<string, string>>, accept?: 'json' | 'html'): Promise<Answered>;
  cookie(name: string): string | undefined;
  setCookie(name: string, value: string): void;
};

export type SignInWorld = TestHouse & {
  readonly clock: ReturnType<typeof fixedClock>;
  readonly district: string;
  readonly top: Place;
  person(name: string, more?: { phone?: string; birthDate?: string; sex?: 'male' | 'female' }): Promise<string>;
  browser(options?: { demo?: boolean }): TestBrowser;
  /** The code that was last sent. */
  code(): string;
};

/** A district with its divisions and nobody in it yet, and browsers before the room's own pages. */
export async function openSignInWorld(): Promise<SignInWorld> {
  const clock = fixedClock('2026-11-22T02:00:00Z');
  const house = await openTestHouse({ clock });
  const district = '421202';
  await house.write(district, async (write) => loadDivisions(write, await shippedDivisions()));
  const top = await findPlaceByCode(house.db, district);
  if (!top) throw new Error('No district');
  return {
    ...house,
    clock,
    district,
    top,
    person: (name, more = {}) =>
      house.write(district, async (write) => {
        const [id = ''] = await addPersons(write, [{ name, placeId: top.id, ...more }]);
        await write.record({ verb: 'test.prepare', thing: { kind: 'test', id: newId() } });
        return { done: id };
      }),
    browser: ({ demo = false } = {}) => openBrowser(house.workshop, demo),
    code: () => house.sent.at(-1)?.values.code ?? '',
  };
}

function openBrowser(workshop: Workshop, demo: boolean): TestBrowser {
  const app = new Hono();
  mount(app, accountsRoutes, {
    workshop,
    baseUrl: 'http://localhost',
    demo,
    secureCookies: false,
    uploadLimit: 20_000_000,
    pages: pageCache(),
    loadActor: (token) => loadActor(workshop, token, { idleMinutes: 30, demo }),
    frame: (_, content) => render(content.body),
    problemPage: (_, problem) => ({ title: problem.title, body: <p>{problem.title}</p> }),
    workbook: async () => new Uint8Array(),
    addressOf: () => '203.0.113.9',
    onError: () => undefined,
  });
  const jar = new Map<string, string>();
  const send = async (path: string, accept: 'json' | 'html', init: RequestInit = {}): Promise<Answered> => {
    const headers = {
      ...init.headers,
      accept: accept === 'json' ? 'application/json' : 'text/html',
      cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      'user-agent': 'Firefox/150 Linux',
      'accept-language': 'en',
    };
    const response = await app.request(path, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    const text = await response.text();
    const location = response.headers.get('location');
    return { status: response.status, location, text, json: () => JSON.parse(text) as unknown };
  };
  return {
    get: (path, accept = 'json') => send(path, accept),
    post: (path, fields, accept = 'json') =>
      send(path, accept, {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    cookie: (name) => jar.get(name),
    setCookie: (name, value) => void jar.set(name, value),
  };
}

/** What was done; a refusal fails the test. */
export function doneOf<T>(outcome: Outcome<T>): T {
  if (isRefused(outcome)) throw new Error(`Refused: ${JSON.stringify(outcome)}`);
  return outcome.done;
}

/** The reason of a refusal, or `done`. */
export function reasonOf(outcome: Outcome<unknown>): string {
  return isRefused(outcome) ? outcome.refused : 'done';
}
