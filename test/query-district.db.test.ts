import { expect, test } from 'vitest';
import { isRead, type Route } from '../src/kit/route.ts';
import { routes } from '../src/rooms.ts';
import { rolePermissions } from '../src/scope.ts';
import { appointSomebody, prepare } from './actors.ts';
import { openTestApp, type Session } from './app.ts';
import { postPlaceOf } from './posts.ts';
import { tablesLeftOpen } from './querying.ts';
import { samples } from './samples.ts';
import { tablesAboveDistricts } from './tables.ts';
import { takingBack } from './taking-back.ts';
import { buildTarget } from './target.ts';

/** Queries that go across districts, and why. */
const acrossDistricts: readonly { readonly query: RegExp; readonly why: string }[] = [
  { query: /from "places" where "kind" = \$1 and district is not null/, why: 'the list of the districts themselves' },
  { query: /d\.kind = 'district' and p\.phone_hash = /, why: 'a phone may sign in to several districts' },
  { query: /'demo\.sign_ins'/, why: 'the demo offers the people of all its districts to sign in as' },
];

const queries = new Set<string>();
let listens = false;
const verbs = takingBack();
const app = await openTestApp({ workshop: verbs, onQuery: (text) => void (listens && queries.add(text)) });
const target = await buildTarget(app, '421202002001');
const posts = Object.keys(rolePermissions).map((role) => ({ role, at: postPlaceOf(role, target.at) }));
const mighty = await app.signIn({
  district: target.district,
  personId: await prepare(app.workshop, target.district, (write) =>
    appointSomebody(write, '万能', target.at.community.id, posts),
  ),
});
const tables = new Set(
  (
    await app.database.query(
      "SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'district'",
    )
  )
    .map(({ name }) => String(name))
    .filter((name) => !tablesAboveDistricts.includes(name)),
);

test('every query of every route names the district of every table it touches', async () => {
  const askAll = async (of: readonly Route[], as: Session | undefined): Promise<void> => {
    for (const route of of) await app.ask(route, samples[route.name]?.input(target), { as });
  };
  const [reading, writing] = [routes.filter(isRead), routes.filter((route) => !isRead(route))];
  listens = true;
  for (const as of [undefined, target.residentSession, mighty]) await askAll(reading, as);
  // First each as if it were the only one, then all one after the other to the end.
  for (verbs.on of [true, false]) for (const as of [target.residentSession, mighty]) await askAll(writing, as);
  listens = false;
  expect(queries.size).toBeGreaterThan(100);
  const open = [...queries].flatMap((text) => {
    const left = tablesLeftOpen(text, tables);
    return left.length === 0 ? [] : [`${left.join(', ')} in: ${text.replaceAll(/\s+/g, ' ')}`];
  });
  expect(open.filter((text) => !acrossDistricts.some(({ query }) => query.test(text)))).toEqual([]);
});
