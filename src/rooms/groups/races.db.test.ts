import { beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { buildSmallWorld, type SmallWorld } from '../../../test/people-world.ts';
import { isRefused } from '../../kit/outcome.ts';
import { inTransaction } from '../../kit/write.ts';
import { addPersons, getPerson } from '../people/index.ts';
import { foundGroup } from './found.ts';
import { invite } from './membership.ts';
import { appoint } from './offices.ts';
import { findGroup } from './store.ts';

const database = await openTestDatabase();
let world: SmallWorld;
let people: string[] = [];
beforeAll(async () => {
  world = await buildSmallWorld(database);
  people = await world.write((write) =>
    addPersons(
      write,
      Array.from({ length: 8 }, (_, n) => ({
        name: `候选人${n}`,
        placeId: world.community.id,
        birthDate: '1970-01-01',
      })),
    ),
  );
});

async function found(name: string) {
  const { id } = await world.act((write) => foundGroup(write, { kind: 'team', name, place: world.compound }));
  const group = await findGroup(database.kysely, world.district, id);
  if (!group) throw new Error('not founded');
  return group;
}

/** Does all at once; says how each ended. On the embedded database they come one after the other anyhow. */
async function atOnce(works: readonly Parameters<typeof inTransaction>[2][]): Promise<string[]> {
  const outcomes = await Promise.all(
    works.map((work) => inTransaction(world.workshop, { district: world.district }, work)),
  );
  return outcomes.map((outcome) => (isRefused(outcome) ? outcome.refused : 'done')).sort();
}

test('eight who are appointed at once to an office of two: two are', async () => {
  const group = await found('赛龙舟队');
  const ends = await atOnce(people.map((personId) => (write) => appoint(write, { group, personId, office: 'leader' })));
  expect(ends).toEqual(['done', 'done', ...Array.from({ length: 6 }, () => 'office_full')]);
});

test('one who is invited four times at once is invited once', async () => {
  const group = await found('腰鼓队');
  const person = await getPerson(database.kysely, world.district, people[0] ?? '');
  const by = { self: false, leaders: true };
  const ends = await atOnce(Array.from({ length: 4 }, () => (write) => invite(write, { group, person, by })));
  expect(ends).toEqual(['done', 'invited_already', 'invited_already', 'invited_already']);
});

test('a federation that four found at once is founded once', async () => {
  const ends = await atOnce(
    Array.from(
      { length: 4 },
      (_, n) => (write) => foundGroup(write, { kind: 'federation', name: `妇联${n}`, place: world.compound }),
    ),
  );
  expect(ends).toEqual(['done', 'one_already', 'one_already', 'one_already']);
});
