import pg from 'pg';
import type { Actor } from '../src/kit/access.ts';
import { dayIn } from '../src/kit/clock.ts';
import { type Database, openDatabase } from '../src/kit/database.ts';
import { newId, refOf } from '../src/kit/ids.ts';
import { done, isRefused } from '../src/kit/outcome.ts';
import { claimRequest, keepAnswer } from '../src/kit/replay.ts';
import type { Context, VerbRoute } from '../src/kit/route.ts';
import { inTransaction, type Workshop } from '../src/kit/write.ts';
import { addStewards } from '../src/rooms/stewards/index.ts';
import { routes } from '../src/rooms.ts';
import { type Figure, median } from './figures.ts';
import { type Ground, workshopOn } from './ground.ts';

const district = '340103';
/** Appointed in every copy of the world under the same id, since the statements name it. */
const stewardId = newId();
const runs = 300;
/** The first ones of a connection pay for plans and compilation, on both sides. */
const warmUp = 30;

type Statement = { readonly text: string; readonly values: readonly unknown[] };

/**
 * One link after the other, each the whole verb with its journal entry, against the raw driver running the very same
 * statements: they are taken down in a rehearsal on a copy of the world and replayed on another.
 */
export async function benchLinks(ground: Ground): Promise<Figure[]> {
  const rehearsal = await openDatabase({ url: await ground.copy('demo', 'rehearsal'), poolSize: 1 });
  const script = await takeDown(await linksIn(rehearsal));
  await rehearsal.close();

  const ours = await openDatabase({ url: await ground.copy('demo', 'ours'), poolSize: 1 });
  const link = await linksIn(ours);
  const rawUrl = await ground.copy('demo', 'raw');
  const prepared = await openDatabase({ url: rawUrl, poolSize: 1 });
  await linksIn(prepared);
  await prepared.close();
  const raw = new pg.Client(rawUrl);
  await raw.connect();
  await raw.query('SET ROLE doorstep_app');
  const times = { ours: [] as number[], raw: [] as number[] };
  for (const [i, statements] of script.entries()) {
    const sides = [
      async () => void times.ours.push(await milliseconds(() => link(i))),
      async () => void times.raw.push(await milliseconds(() => replay(raw, statements))),
    ];
    for (const side of i % 2 === 0 ? sides : sides.toReversed()) await side();
  }
  await raw.end();
  await ours.close();
  const [mine, bare] = [median(times.ours.slice(warmUp)), median(times.raw.slice(warmUp))];
  const ratio = bare / mine;
  return [
    {
      what: 'one link with its journal entry, against the raw driver with the same statements',
      figure: ratio.toFixed(2),
      target: '≥ 1/2',
      isMet: ratio >= 1 / 2,
      behind: `${mine.toFixed(1)} and ${bare.toFixed(1)} ms, ${script[warmUp]?.length} statements`,
    },
  ];
}

/** What links the i-th dwelling to one steward, as the form of the links page does. */
async function linksIn(database: Database): Promise<(i: number) => Promise<void>> {
  const found = routes.find((route) => route.name === 'stewards.link');
  if (found?.kind !== 'verb') throw new Error('No verb links');
  const route: VerbRoute = found;
  const [compound] = await database.query(
    `select id, code, path from places where district = $1 and kind = 'compound' order by number limit 1`,
    [district],
  );
  const [person] = await database.query('select id from persons where district = $1 order by id limit 1', [district]);
  const dwellings = await database.query(
    `select code from places where district = $1 and kind = 'dwelling' order by number limit $2`,
    [district, runs],
  );
  const actor: Actor = {
    accountId: newId(),
    sessionId: newId(),
    district,
    personId: String(person?.id),
    name: '',
    grants: ['stewards.link', 'people.list'].map((permission) => ({
      permission,
      path: String(compound?.path),
      post: 'community_office.staff',
      placeId: String(compound?.id),
    })),
  };
  const workshop = workshopOn(database);
  const today = dayIn(workshop.zone, workshop.clock.now());
  await inTransaction(workshop, { district }, async (write) => {
    const steward = { id: stewardId, personId: actor.personId, level: 5, placeId: String(compound?.id) } as const;
    await addStewards(write, [{ ...steward, fromDay: today }]);
    await write.record({ verb: 'bench.appoint', thing: { kind: 'steward', id: stewardId } });
    return done(undefined);
  });
  return (i) =>
    carryOut(workshop, route, actor, {
      code: compound?.code,
      steward: refOf(district, stewardId),
      places: [dwellings[i]?.code],
      households: [],
      fromDay: today,
      takeOver: false,
      evenIfOverloaded: true,
    });
}

/** Carries a verb out as the kit does for a form: request id, verb, answer, in one transaction. */
async function carryOut(workshop: Workshop, route: VerbRoute, actor: Actor, given: object): Promise<void> {
  const input = route.input.parse(given);
  const [now, requestId] = [workshop.clock.now(), newId()];
  const outcome = await inTransaction(workshop, { district, actorId: actor.personId }, async (write) => {
    await claimRequest(write.tx, { district, requestId, verb: route.name, actorKey: actor.personId, now });
    const context: Context = {
      ...workshop,
      db: write.tx,
      actor,
      lang: 'zh',
      elder: false,
      now,
      today: write.today,
      url: new URL('http://localhost/'),
      baseUrl: 'http://localhost',
      address: '',
      agent: '',
      demo: false,
      cookie: () => undefined,
    };
    const result = await route.act(write, input as never, context);
    if (isRefused(result)) return result;
    await keepAnswer(write.tx, { district, requestId }, route.answers.parse(result.done));
    return result;
  });
  if (isRefused(outcome)) throw new Error(`Refused: ${JSON.stringify(outcome)}`);
}

/** Runs all links once and takes down what the driver is told for each. */
async function takeDown(link: (i: number) => Promise<void>): Promise<Statement[][]> {
  const script: Statement[][] = [];
  const original = pg.Client.prototype.query;
  let heard: Statement[] = [];
  pg.Client.prototype.query = new Proxy(original, {
    apply: (target, client, given: [string, unknown[]?]) => {
      heard.push({ text: given[0], values: given[1] ?? [] });
      return Reflect.apply(target, client, given);
    },
  });
  try {
    for (let i = 0; i < runs; i += 1) {
      heard = [];
      await link(i);
      script.push(heard);
    }
  } finally {
    pg.Client.prototype.query = original;
  }
  return script;
}

async function replay(client: pg.Client, statements: readonly Statement[]): Promise<void> {
  for (const { text, values } of statements) await client.query(text, [...values]);
}

async function milliseconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
