import { Hono } from 'hono';
import { renderToString } from 'preact-render-to-string';
import type { Actor } from '../src/kit/access.ts';
import type { Database } from '../src/kit/database.ts';
import { mount } from '../src/kit/http.ts';
import { newId } from '../src/kit/ids.ts';
import { type JobRunner, runJobs } from '../src/kit/job-runner.ts';
import { openLog } from '../src/kit/log.ts';
import { pageCache } from '../src/kit/page-cache.ts';
import { type SheetToWrite, workbookBytes, writeWorkbook } from '../src/kit/sheets/index.ts';
import type { Workshop } from '../src/kit/write.ts';
import { ledgerJobs, ledgersRoutes } from '../src/rooms/ledgers/index.ts';
import { addPersons } from '../src/rooms/people/index.ts';
import { buildSmallWorld, type SmallWorld } from './people-world.ts';

/** The small world with the ledgers' routes served to staff of two communities, and the ledgers' jobs at work. */
export type LedgersWorld = SmallWorld & {
  /** What a program gets; `as` is `staff`, `elsewhere`, `steward` or nobody. */
  ask<T>(address: string, as?: string): Promise<{ readonly status: number; readonly body: T }>;
  html(address: string, as?: string): Promise<string>;
  download(address: string, as?: string): Promise<Uint8Array>;
  post(address: string, fields: Readonly<Record<string, unknown>>, as?: string): Promise<Posted>;
  upload(file: File, place: string, as?: string): Promise<Posted>;
  /** Begins to work on jobs; stop it before the database closes. */
  work(): Promise<JobRunner>;
};

export type Posted = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

const staffOf = ['ledgers.import', 'ledgers.export', 'people.list', 'people.open', 'people.care', 'people.decide'];

/** Builds the world. */
export async function buildLedgersWorld(database: Database): Promise<LedgersWorld> {
  const world = await buildSmallWorld(database);
  const actors = new Map<string, Actor>();
  const people = await world.write((write) =>
    addPersons(
      write,
      ['staff', 'elsewhere', 'steward'].map((name) => ({ name, placeId: world.community.id })),
    ),
  );
  const signIn = (name: string, personId: string, permissions: readonly string[], path: string): void => {
    const grants = permissions.map((permission) => ({ permission, path, post: 'post', placeId: newId() }));
    actors.set(name, { accountId: newId(), sessionId: newId(), district: world.district, personId, name, grants });
  };
  signIn('staff', people[0] ?? '', staffOf, world.community.path);
  signIn('elsewhere', people[1] ?? '', staffOf, world.elsewhere.path);
  signIn('steward', people[2] ?? '', ['people.list', 'people.open'], world.community.path);

  const app = new Hono();
  mount(app, ledgersRoutes, {
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
  const get = (address: string, as: string, accept: string): Promise<Response> =>
    Promise.resolve(app.request(address, { headers: { cookie: `lang=zh; doorstep=${as}`, accept } }));
  const send = async (address: string, as: string, body: string | FormData): Promise<Posted> => {
    const answer = await app.request(address, {
      method: 'POST',
      headers: {
        cookie: `lang=zh; doorstep=${as}`,
        accept: 'application/json',
        ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
      },
      body,
    });
    return { status: answer.status, body: (await answer.json()) as Posted['body'] };
  };
  return {
    ...world,
    ask: async <T,>(address: string, as = 'staff') => {
      const answer = await get(address, as, 'application/json');
      return { status: answer.status, body: (await answer.json()) as T };
    },
    html: async (address, as = 'staff') => (await get(address, as, 'text/html')).text(),
    download: async (address, as = 'staff') => (await get(address, as, '*/*')).bytes(),
    post: (address, fields, as = 'staff') => send(address, as, JSON.stringify({ requestId: newId(), ...fields })),
    upload: (file, place, as = 'staff') => {
      const form = new FormData();
      form.set('requestId', newId());
      form.set('place', place);
      form.set('file', file);
      return send('/imports', as, form);
    },
    work: () =>
      runJobs<Workshop>({
        database,
        jobs: ledgerJobs,
        context: world.workshop,
        clock: world.clock,
        zone: 'Asia/Shanghai',
        log: openLog({ level: 'silent', style: 'json' }),
        tickSeconds: 1,
      }),
  };
}

/** Rows of text as an .xlsx with one sheet. */
export async function sheetFile(
  name: string,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  title?: string,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly name: string }> {
  const sheet: SheetToWrite = { name, columns: headings.map((heading) => ({ heading, kind: 'text' })), rows };
  return {
    bytes: await workbookBytes({ sheets: [sheet], ...(title === undefined ? {} : { title }) }),
    name: `${name}.xlsx`,
  };
}
