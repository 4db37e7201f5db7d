import { Hono } from 'hono';
import { renderToString } from 'preact-render-to-string';
import type { Actor } from '../src/kit/access.ts';
import { mount } from '../src/kit/http.ts';
import { newId } from '../src/kit/ids.ts';
import { pageCache } from '../src/kit/page-cache.ts';
import { writeWorkbook } from '../src/kit/sheets/index.ts';
import { stewardsRoutes } from '../src/rooms/stewards/index.ts';
import { grantsOf } from '../src/scope.ts';
import { district, type World } from './stewards-world.ts';

/** The pages of the stewards room over a small world, served to whoever a test signs in. */
export type StewardPages = {
  /** Signs a person in, holding these roles, or single permissions, at these places. @returns the name to ask with. */
  signIn(
    name: string,
    personId: string,
    posts?: readonly (readonly [role: string, placeId: string])[],
  ): Promise<string>;
  html(address: string, as?: string, lang?: 'zh' | 'en'): Promise<{ status: number; text: string }>;
  json<T = Record<string, never>>(address: string, as?: string): Promise<T & { status: number }>;
  /** Sends a form as a browser does; lists become several fields of one name. */
  post(
    address: string,
    as: string,
    fields: Readonly<Record<string, string | readonly string[]>>,
  ): Promise<{ status: number; text: string; to: string }>;
  request(address: string, as?: string): Promise<Response>;
};

/** Mounts the room's routes on an application of its own, in a bare frame. */
export function openStewardPages(world: World): StewardPages {
  const actors = new Map<string, Actor>();
  const app = new Hono();
  mount(app, stewardsRoutes, {
    workshop: world.workshop,
    uploadLimit: 20_000_000,
    pages: pageCache(),
    baseUrl: 'http://localhost',
    demo: false,
    secureCookies: false,
    loadActor: async (token) => {
      const actor = actors.get(token);
      return actor && { actor, lang: 'zh', elder: false };
    },
    frame: (_, content) => `<title>${content.title}</title>${renderToString(content.body)}`,
    problemPage: (_, problem) => ({ title: problem.title, body: <p>{problem.code}</p> }),
    workbook: async (sheets) => new Uint8Array(await new Response(writeWorkbook({ sheets })).arrayBuffer()),
    addressOf: () => '127.0.0.1',
    onError: (error) => {
      throw error;
    },
  });
  const cookie = (as: string | undefined, lang: string): string =>
    `lang=${lang}${as ? `; doorstep=${encodeURIComponent(as)}` : ''}`;
  return {
    signIn: async (name, personId, posts = []) => {
      const held = await Promise.all(
        posts.map(async ([role, placeId]) => ({
          role,
          placeId,
          path: (await world.place(placeId)).path,
          fromDay: '2026-01-01',
          untilDay: null,
        })),
      );
      actors.set(name, {
        accountId: newId(),
        sessionId: newId(),
        district,
        personId,
        name,
        grants: [
          ...grantsOf(held),
          ...held.map(({ role, path, placeId }) => ({ permission: role, path, placeId, post: 'test' })),
        ],
      });
      return name;
    },
    html: async (address, as, lang = 'zh') => {
      const answer = await app.request(address, { headers: { cookie: cookie(as, lang), accept: 'text/html' } });
      return { status: answer.status, text: await answer.text() };
    },
    json: async (address, as) => {
      const answer = await app.request(address, { headers: { cookie: cookie(as, 'zh'), accept: 'application/json' } });
      return { ...((await answer.json()) as object), status: answer.status } as never;
    },
    post: async (address, as, fields) => {
      const body = new URLSearchParams({ requestId: newId() });
      for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
      const answer = await app.request(address, {
        method: 'POST',
        headers: { cookie: cookie(as, 'zh'), accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
        body: body.toString(),
      });
      return { status: answer.status, text: await answer.text(), to: answer.headers.get('location') ?? '' };
    },
    request: async (address, as) => app.request(address, { headers: { cookie: cookie(as, 'zh') } }),
  };
}
