import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { refOf } from '../src/kit/ids.ts';
import { routes } from '../src/rooms.ts';
import { rolePermissions } from '../src/scope.ts';
import { appointSomebody, prepare } from './actors.ts';
import { openTestApp, type Session } from './app.ts';
import { dialect } from './database.ts';
import { postPlaceOf } from './posts.ts';
import { type Known, type Shot, shotsAt } from './shots.ts';
import { buildSpot } from './spots.ts';

/** What is wrong with a request is wrong on both databases, so one of them gets them all and the other a sample. */
const shotsPerRoute = dialect() === 'pglite' ? 200 : 25;

const app = await openTestApp();
// Of one township each, since a township has one steward of the first level.
const communities = await app.database.query(
  `SELECT min(code) AS code FROM places WHERE district = '421202' AND kind = 'community' AND code NOT LIKE '421202001%'
   GROUP BY parent_id ORDER BY 1`,
);
let target = await aim();
let shots = 0;

/** A place of its own, somebody with every post there is, and the codes and ids of what is within reach. */
async function aim(): Promise<{ mighty: Session; posts: number; known: Known }> {
  const spot = await buildSpot(app.workshop, String(communities.shift()?.code));
  const posts = Object.keys(rolePermissions).map((role) => ({ role, at: postPlaceOf(role, spot.at) }));
  const personId = await prepare(app.workshop, spot.district, (write) =>
    appointSomebody(write, '万能', spot.at.community.id, posts),
  );
  const mighty = await app.signIn({ district: spot.district, personId });
  return { mighty, posts: await postsOf(mighty), known: await whatIsKnown(spot.district, spot.at.community.path) };
}

async function postsOf(session: Session): Promise<number> {
  const answer = await app.get('/me/permissions', { as: session });
  return answer.status === 200 ? (answer.json() as { grants: unknown[] }).grants.length : 0;
}

beforeEach(async () => {
  // A request that was right after all may have taken posts away, signed out or pulled the house down.
  if ((await postsOf(target.mighty)) === target.posts) return;
  target = await aim();
});

test.each(routes.map((route) => [route.name, route] as const))(
  '%s takes anything without breaking',
  async (_, route) => {
    await fc.assert(
      fc.asyncProperty(shotsAt(route, target.known), async (shot) => {
        const before = app.failures.length;
        const response = await fire(shot);
        // Read to its end: a stream may break late.
        if (response.headers.get('content-type')?.startsWith('text/event-stream')) await response.body?.cancel();
        else await response.arrayBuffer();
        expect(response.status, app.failures.slice(before).join('\n')).toBeLessThan(500);
      }),
      { seed: 20261122, numRuns: shotsPerRoute, endOnFailure: true },
    );
  },
);

test('nothing went wrong behind an answer that looked right', () => {
  expect(app.failures).toEqual([]);
});

async function fire({ method, address, headers, body, mighty }: Shot): Promise<Response> {
  shots += 1;
  const cookie = [headers.cookie, ...(mighty ? [`doorstep=${target.mighty.token}`] : [])].filter(Boolean).join('; ');
  // From everywhere, so that limits per address stand in nobody's way.
  const from = `10.9.${Math.trunc(shots / 250) % 250}.${shots % 250}`;
  const init = { method, headers: { ...headers, cookie, 'x-forwarded-for': from } };
  return app.fetch(new Request(new URL(address, 'http://localhost'), body === undefined ? init : { ...init, body }));
}

/** Codes and ids of what stands in the actor's reach, and of a little outside it. */
async function whatIsKnown(district: string, path: string): Promise<Known> {
  const rows = (text: string, ...values: unknown[]) => app.database.query(text, values);
  const codes = await rows('SELECT code FROM places WHERE district = $1 AND starts_with(path, $2)', district, path);
  const tables = await rows(
    `SELECT c.table_name AS name FROM information_schema.columns c
       JOIN information_schema.columns d USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND c.column_name = 'id' AND c.data_type = 'uuid' AND d.column_name = 'district'
     ORDER BY 1`,
  );
  const ids: string[] = [];
  for (const { name } of tables) {
    const found = await rows(`SELECT id FROM "${name}" WHERE district = $1 ORDER BY id DESC LIMIT 4`, district);
    ids.push(...found.map(({ id }) => String(id)));
  }
  return {
    codes: [...codes.map(({ code }) => String(code)), '421202', '421202001', '340103002003'],
    ids,
    refs: ids.map((id) => refOf(district, id)),
  };
}
