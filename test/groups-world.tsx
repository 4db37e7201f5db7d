import { Hono } from 'hono';
import { renderToString } from 'preact-render-to-string';
import type { Actor, Grant } from '../src/kit/access.ts';
import type { Database } from '../src/kit/database.ts';
import { mount, type Serving } from '../src/kit/http.ts';
import { newId, refOf } from '../src/kit/ids.ts';
import type { Lang } from '../src/kit/lang.ts';
import { pageCache } from '../src/kit/page-cache.ts';
import { writeWorkbook } from '../src/kit/sheets/index.ts';
import { addMembers } from '../src/rooms/groups/bulk.ts';
import { foundGroup, type NewGroup } from '../src/rooms/groups/found.ts';
import { appoint } from '../src/rooms/groups/offices.ts';
import { groupsRoutes } from '../src/rooms/groups/routes.ts';
import { findGroup } from '../src/rooms/groups/store.ts';
import { addPersons, addResidences } from '../src/rooms/people/index.ts';
import { getPlace, type Place } from '../src/rooms/places/index.ts';
import { buildSmallWorld, type SmallWorld } from './people-world.ts';

/** The small world with groups in it, served over HTTP to whoever a test signs in. */
export type GroupsWorld = SmallWorld & {
  readonly township: Place;
  /** The address of a group by its name. */
  group(name: string): string;
  /** The id of a group or person by name. */
  id(name: string): string;
  /** Signs somebody in, with permissions at paths; the residents of the world are signed in already. */
  signIn(name: string, grants?: readonly Omit<Grant, 'placeId'>[]): string;
  ask(address: string, as?: string, lang?: Lang): Promise<Asked>;
  post(address: string, as: string, fields: Readonly<Record<string, unknown>>): Promise<Posted>;
  request(address: string): Promise<Response>;
};

/** On which application, in which frame; an own one with a bare frame when left out. */
export type Served = { readonly app: Hono; readonly frame: Serving['frame'] };

/** A page as a browser gets it, and as a program does. */
export type Asked = { readonly status: number; readonly html: string; json<T>(): Promise<T> };
export type Posted = {
  readonly status: number;
  readonly code: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
};

/** Builds the world and lets its people choose, over the routes, what others see of them. */
export async function buildGroupsWorld(database: Database, by: Partial<Served> = {}): Promise<GroupsWorld> {
  const world = await buildSmallWorld(database);
  const actors = new Map<string, Actor>();
  const ids = new Map<string, string>();
  const app = by.app ?? new Hono();
  mountGroups(app, world, actors, by.frame);
  const made: GroupsWorld = {
    ...world,
    township: await getPlace(database.kysely, world.district, world.community.parentId ?? ''),
    id: (name) => ids.get(name) ?? '',
    group: (name) => refOf(world.district, ids.get(name) ?? ''),
    signIn: (name, grants = []) => {
      const personId = ids.get(name) ?? newId();
      const placed = grants.map((grant) => ({ ...grant, placeId: newId() }));
      actors.set(name, {
        accountId: newId(),
        sessionId: newId(),
        district: world.district,
        personId,
        name,
        grants: placed,
      });
      return name;
    },
    ask: async (address, as, lang = 'zh') => {
      const headers = { cookie: `lang=${lang}${as ? `; doorstep=${encodeURIComponent(as)}` : ''}` };
      const page = await app.request(address, { headers: { ...headers, accept: 'text/html' } });
      return {
        status: page.status,
        html: await page.text(),
        json: async <T,>() =>
          (await app.request(address, { headers: { ...headers, accept: 'application/json' } })).json() as Promise<T>,
      };
    },
    post: async (address, as, fields) => {
      const answer = await app.request(address, {
        method: 'POST',
        headers: {
          cookie: `lang=zh; doorstep=${encodeURIComponent(as)}`,
          accept: 'application/json',
          'content-type': 'application/json',
        },
        body: JSON.stringify({ requestId: newId(), ...fields }),
      });
      const body = (await answer.json()) as { code?: string };
      return { status: answer.status, code: body.code, body };
    },
    request: async (address) => app.request(address),
  };
  await settle(made, ids);
  await choose(made, database);
  return made;
}

const plainFrame: Serving['frame'] = (_, content) => `<title>${content.title}</title>${renderToString(content.body)}`;

function mountGroups(
  app: Hono,
  world: SmallWorld,
  actors: ReadonlyMap<string, Actor>,
  frame: Serving['frame'] = plainFrame,
): void {
  mount(app, groupsRoutes, {
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
    frame,
    problemPage: (_, problem) => ({ title: problem.title, body: <p>{problem.code}</p> }),
    workbook: async (sheets) => new Uint8Array(await new Response(writeWorkbook({ sheets })).arrayBuffer()),
    addressOf: () => '127.0.0.1',
    onError: (error) => {
      throw error;
    },
  });
}

const names = ['王秀兰', '张全名', '李半名', '刘隐者', '陈少年', '杨组长', '赵主席'] as const;

/** People in dwellings, a federation with a women's group, and a team of four who can mend things. */
async function settle(world: GroupsWorld, ids: Map<string, string>): Promise<void> {
  const { id: person, township } = world;
  const dwellings = world.dwellings.map((dwelling) => dwelling.id);
  await world.write(async (write) => {
    const made = await addPersons(
      write,
      names.map((name) => ({
        name,
        placeId: world.community.id,
        birthDate: name === '陈少年' ? '2012-01-01' : '1965-01-01',
      })),
    );
    for (const [n, name] of names.entries()) ids.set(name, made[n] ?? '');
    await addResidences(
      write,
      names.map((name, n) => ({
        dwellingId: dwellings[n] ?? '',
        personId: person(name),
        householdId: null,
        capacity: 'owner',
        livesHere: true,
        fromDay: '2015-01-01',
      })),
    );
  });
  const make = async (name: string, input: Omit<NewGroup, 'name'>): Promise<void> => {
    const { id } = await world.act((write) => foundGroup(write, { name, ...input }));
    ids.set(name, id);
  };
  const parentOf = (name: string, place: Place) => ({
    id: person(name),
    kind: 'federation' as const,
    path: place.path,
    dissolvedOn: null,
  });
  await make('社区妇联', { kind: 'federation', place: world.community });
  await make('和谐妇女小组', {
    kind: 'womens_group',
    place: world.compound,
    parent: parentOf('社区妇联', world.community),
    summary: '互相照应',
  });
  await make('巧手队', { kind: 'team', place: world.compound });
  await make('别处的队', { kind: 'team', place: world.elsewhere });
  const district = await getPlace(world.workshop.database.kysely, world.district, township.parentId ?? '');
  await make('系统运维', { kind: 'platform', place: district });
  await world.write((write) =>
    addMembers(
      write,
      ['张全名', '李半名', '刘隐者', '陈少年'].map((name) => ({
        groupId: person('巧手队'),
        personId: person(name),
        talents: ['家电修理'],
        services: ['社区服务'],
      })),
    ),
  );
  const offices = [
    ['社区妇联', '赵主席', 'chair'],
    ['和谐妇女小组', '杨组长', 'leader'],
  ] as const;
  for (const [name, holder, office] of offices) {
    const placeKind = office === 'chair' ? 'community' : 'compound';
    const path = office === 'chair' ? world.community.path : world.compound.path;
    await world.act(async (write) => {
      const found = await findGroup(write.tx, world.district, person(name));
      if (!found) throw new Error('no group');
      return appoint(write, { group: { ...found, placeKind, path }, personId: person(holder), office });
    });
  }
}

/** Everybody chooses over the routes what others see; a child and whoever hides included. */
async function choose(world: GroupsWorld, database: Database): Promise<void> {
  const { ask, post, id: person } = world;
  for (const name of names) world.signIn(name);
  const shows: Record<string, object> = {
    张全名: { name: 'full', building: true, talents: true },
    李半名: { name: 'masked', building: false, talents: true },
    刘隐者: { name: 'hidden', building: true, talents: true },
  };
  for (const [name, display] of Object.entries(shows)) {
    const mine = await (await ask('/me/groups', name)).json<{ memberships: { membership: string }[] }>();
    const answer = await post(`/memberships/${mine.memberships[0]?.membership}/display`, name, { ...display });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  }
  await database.query(
    `update memberships set shows_name = 'full', shows_building = true, shows_talents = true where person_id = $1`,
    [person('陈少年')],
  );
  // Consents that stand, so that each of the other walls has to hold by itself.
  for (const name of ['陈少年', '刘隐者'])
    await database.query(
      `insert into consents (district, id, person_id, purpose, given_by, channel, given_at)
        values ($1, $2, $3, 'show_name', $3, 'screen', now())`,
      [world.district, newId(), person(name)],
    );
}
