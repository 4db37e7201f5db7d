import path from 'node:path';
import { expect, test } from 'vitest';
import { type Actor, may, mayAt } from '../src/kit/access.ts';
import { root } from '../src/kit/root.ts';
import type { Route } from '../src/kit/route.ts';
import { routes } from '../src/rooms.ts';
import { grantsOf, rolePermissions } from '../src/scope.ts';
import { appointSomebody, prepare } from './actors.ts';
import { openTestApp, type Session } from './app.ts';
import { postPlaceOf } from './posts.ts';
import { type Sample, samples, type Way } from './samples.ts';
import { reachedJournal, takingBack } from './taking-back.ts';
import { buildTarget, type Target } from './target.ts';

/**
 * Every route, asked by everybody, about three places: where the post is, its like elsewhere in the district, and its
 * like in another district. What `may` and the sample say must be what is answered.
 */

const verbs = takingBack();
const app = await openTestApp({ workshop: verbs });
const places = { own: '421202002001', sibling: '421202003001', elsewhere: '340103001001' } as const;
type Scope = keyof typeof places;
const targets: Readonly<Record<Scope, Target>> = {
  own: await buildTarget(app, places.own),
  sibling: await buildTarget(app, places.sibling),
  elsewhere: await buildTarget(app, places.elsewhere),
};

type Asking = { readonly name: string; readonly session: Session | undefined; readonly actor: Actor | undefined };
const everybody = await makeEverybody();
verbs.on = true;

async function makeEverybody(): Promise<Asking[]> {
  const { district, at, resident, residentSession } = targets.own;
  const base = { accountId: '', sessionId: '', district, name: '' };
  const holders: Asking[] = [];
  // One after the other: two offices of one group would both find it missing and both found it.
  for (const role of Object.keys(rolePermissions)) {
    const place = postPlaceOf(role, at);
    const personId = await prepare(app.workshop, district, (write) =>
      appointSomebody(write, '倪守职', at.community.id, [{ role, at: place }]),
    );
    const post = { role, placeId: place.id, path: place.path, fromDay: '2026-01-01', untilDay: null };
    const session = await app.signIn({ district, personId });
    holders.push({ name: role, session, actor: { ...base, personId, grants: grantsOf([post]) } });
  }
  return [
    { name: 'nobody', session: undefined, actor: undefined },
    { name: 'resident', session: residentSession, actor: { ...base, personId: resident, grants: [] } },
    ...holders,
  ];
}

function shouldBeLetIn(route: Route, sample: Sample, actor: Actor | undefined, target: Target): boolean {
  if (route.may === 'anyone') return true;
  if (!actor) return false;
  if (route.may !== 'signed_in' && !may(actor, route.may)) return false;
  if (sample.ways) return sample.ways.some((way) => opens(way, actor, target));
  if (route.may === 'signed_in' || sample.at === undefined) return true;
  return mayAt(actor, route.may, { district: target.district, path: target.at[sample.at].path });
}

function opens(way: Way, actor: Actor, target: Target): boolean {
  const { district, at } = target;
  if (way === 'oneself') return actor.personId === target.resident;
  if (way === 'same_district') return actor.district === district;
  const { path: there } = at[way.at];
  const grants = actor.grants.filter(({ post }) => !way.posts || way.posts.includes(post.split('.')[0] ?? ''));
  if (mayAt({ ...actor, grants }, way.permission, { district, path: there })) return true;
  return (
    way.touching === true &&
    actor.district === district &&
    actor.grants.some((grant) => grant.permission === way.permission && grant.path.startsWith(there))
  );
}

async function isLetIn(route: Route, sample: Sample, session: Session | undefined, target: Target): Promise<boolean> {
  const before = app.failures.length;
  const answer = await app.ask(route, sample.input(target), { as: session });
  if ([200, 303, 422].includes(answer.status)) return true;
  if ([401, 403, 404].includes(answer.status)) return false;
  const failures = app.failures.slice(before);
  if (answer.status === 500 && failures.every((line) => line.includes(reachedJournal))) return true;
  throw new Error(`${answer.status} ${answer.text}\n${failures.join('\n')}`);
}

const rows: string[] = [];
/** Where somebody is let in, as a sign. */
const signs: Readonly<Record<string, string>> = {
  '': '',
  own: '◔',
  'own sibling': '◑',
  'own sibling elsewhere': '●',
};

test('The access matrix lists every route', () => {
  expect(Object.keys(samples).sort()).toEqual(routes.map((route) => route.name).sort());
});

test.each(routes.map((route) => [route.name, route] as const))('%s lets in whom it should', async (name, route) => {
  const sample = samples[name];
  if (!sample) throw new Error(`Say in test/samples.ts how ${name} is asked`);
  // What names nothing of a place is the same wherever it is asked about.
  const scopes: Scope[] = sample.input.length === 0 ? ['own'] : ['own', 'sibling', 'elsewhere'];
  const cells: string[] = [];
  const wrong: string[] = [];
  for (const { name: who, session, actor } of everybody) {
    const inside: Scope[] = [];
    for (const scope of scopes) {
      const target = targets[scope];
      const isIn = await isLetIn(route, sample, session, target);
      if (isIn) inside.push(scope);
      if (isIn !== shouldBeLetIn(route, sample, actor, target))
        wrong.push(`${who} ${isIn ? 'is let in' : 'is kept out'}: ${scope} place`);
    }
    const all = scopes.length === 1 && inside.length === 1;
    cells.push(all ? '●' : (signs[inside.join(' ')] ?? inside.join(' ')));
  }
  rows.push(`| ${name} | ${route.may} | ${cells.join(' | ')} |`);
  expect(wrong).toEqual([]);
  // A sample that nobody is let in with proves nothing.
  expect(cells.some((cell) => cell !== '')).toBe(true);
});

test('docs/access-matrix.md shows it', async () => {
  const names = everybody.map(({ name }) => name.replaceAll(/[._]/g, ' '));
  const page = [
    '# Who may what',
    '',
    'Written by test/access-matrix.db.test.ts from what every route really answered; `npx vitest run -u access-matrix`',
    'writes it anew. Each role holds one post. ● let in wherever it asks about · ◑ in its own district · ◔ only where its',
    'post is (for the resident: about herself) · empty: kept out. What each post allows is in src/scope.ts.',
    '',
    `| Route | Open to | ${names.join(' | ')} |`,
    `|---|---|${':-:|'.repeat(names.length)}`,
    ...rows,
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot(path.join(root, 'docs/access-matrix.md'));
});
