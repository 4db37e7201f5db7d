import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { PgBoss } from 'pg-boss';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { dialect, openTestDatabase } from '../../test/database.ts';
import { systemClock } from './clock.ts';
import { openDatabase, type Tx } from './database.ts';
import { type JobRunner, type JobRunnerOptions, runJobs } from './job-runner.ts';
import { type AnyJob, deadJobs, defineJob, enqueue, findJob, GiveUp, reviveJob, waitingJobs } from './jobs.ts';
import { openLog } from './log.ts';

const database = await openTestDatabase();
const db = database.kysely;
const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.transaction().execute(work);
const numbered = z.object({ n: z.number().int() });

let names = 0;
/** A job under a name no other test uses, which keeps what it was given. */
function recorder(options: Parameters<typeof defineJob>[3] = {}) {
  const runs: number[] = [];
  names += 1;
  const job = defineJob(`record-${names}`, numbered, async ({ n }) => void runs.push(n), options);
  return { job, runs };
}

async function work(
  jobs: readonly AnyJob<undefined>[],
  more: Partial<JobRunnerOptions<undefined>> = {},
): Promise<JobRunner> {
  const log = openLog({ level: 'silent', style: 'json' });
  // So long between two looks that whatever starts sooner was told to.
  const base = { database, jobs, context: undefined, clock: systemClock, zone: 'Asia/Shanghai', log, tickSeconds: 300 };
  const runner = await runJobs({ ...base, ...more });
  onTestFinished(() => runner.stop(5));
  return runner;
}
/** As long as a crowded machine may need; passed as soon as it is so. */
const soon = { timeout: 25_000, interval: 20 };

test('the queue that the migrations make is the one this pg-boss wants', async () => {
  const unused = { executeSql: async () => ({ rows: [] }) };
  const source = database.source;
  const boss =
    'url' in source
      ? new PgBoss({ connectionString: source.url, migrate: false, supervise: false, schedule: false, max: 1 })
      : new PgBoss({
          db: { ...unused, executeSql: async (text, values) => ({ rows: await database.query(text, values) }) },
        });
  boss.on('error', () => undefined);
  if ('url' in source) {
    await boss.start();
    onTestFinished(() => boss.stop({ graceful: false }));
  }
  expect(await boss.detectSchemaDrift()).toMatchObject({ ok: true });
});

test('a job rolled back with its transaction never was; one committed starts at once', async () => {
  const { job, runs } = recorder();
  await work([job]);
  await expect(
    inTx(async (tx) => {
      await enqueue(tx, job, { n: 1 });
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  const id = await inTx(async (tx) => {
    const sent = await enqueue(tx, job, { n: 2 });
    await pause(100);
    expect(runs).toEqual([]);
    return sent;
  });
  await vi.waitFor(() => expect(runs).toEqual([2]), soon);
  await vi.waitFor(
    async () => expect(await findJob(db, job, id)).toMatchObject({ id, state: 'done', attempts: 1 }),
    soon,
  );
  expect(await waitingJobs(db)).not.toHaveProperty(job.name);
});

test('data that does not fit the schema is refused when sent', async () => {
  const { job } = recorder();
  await work([job]);
  await expect(inTx((tx) => enqueue(tx, job, { n: 1.5 }))).rejects.toThrow();
});

test('many jobs of one transaction all run, one after the other, without waiting for the next look', async () => {
  const { job, runs } = recorder();
  await work([job]);
  await inTx(async (tx) => {
    for (let n = 0; n < 50; n += 1) await enqueue(tx, job, { n });
  });
  await vi.waitFor(() => expect(runs).toEqual(Array.from({ length: 50 }, (_, n) => n)), soon);
});

test('of the jobs waiting under one key there is one, and after it another', async () => {
  const { job, runs } = recorder();
  const runner = await work([job]);
  await runner.stop();
  const first = await inTx((tx) => enqueue(tx, job, { n: 1 }, { singletonKey: 'a' }));
  expect(await inTx((tx) => enqueue(tx, job, { n: 2 }, { singletonKey: 'a' }))).toBe(first);
  expect(await inTx((tx) => enqueue(tx, job, { n: 3 }, { singletonKey: 'b' }))).not.toBe(first);
  expect((await waitingJobs(db)).get(job.name)).toBe(2);
  await work([job], { tickSeconds: 1 });
  await vi.waitFor(() => expect(runs).toEqual([1, 3]), soon);
  await inTx((tx) => enqueue(tx, job, { n: 4 }, { singletonKey: 'a' }));
  await vi.waitFor(() => expect(runs).toEqual([1, 3, 4]), soon);
});

test.skipIf(dialect() === 'pglite')(
  'a job that a second transaction counts on waits until that one has committed',
  async () => {
    const seen: number[] = [];
    await database.query(`INSERT INTO counters (district, name, value) VALUES ('000000', 'seen', 1)`);
    const job = defineJob('sees', z.object({}), async () => {
      const [row] = await database.query(`SELECT value FROM counters WHERE name = 'seen'`);
      seen.push(Number(row?.value));
    });
    const runner = await work([job]);
    await runner.stop();
    await inTx((tx) => enqueue(tx, job, {}, { singletonKey: 'a' }));
    await inTx(async (tx) => {
      await enqueue(tx, job, {}, { singletonKey: 'a' });
      await work([job], { tickSeconds: 1 });
      await pause(1500);
      expect(seen).toEqual([]);
      await sql`update counters set value = 2 where name = 'seen'`.execute(tx);
    });
    await vi.waitFor(() => expect(seen).toEqual([2]), soon);
  },
);

test('a job for later waits for its time', async () => {
  const { job, runs } = recorder();
  await work([job], { tickSeconds: 1 });
  const start = Date.now();
  await inTx((tx) => enqueue(tx, job, { n: 1 }, { startAfter: new Date(start + 1500) }));
  await vi.waitFor(() => expect(runs).toEqual([1]), soon);
  expect(Date.now() - start).toBeGreaterThanOrEqual(1450);
});

describe('failures', () => {
  test('a failed run is tried again later, and its reason can be read meanwhile', async () => {
    const attempts: number[] = [];
    const outcomes: string[] = [];
    const job = defineJob(
      'fails-once',
      numbered,
      async (_data, run) => {
        attempts.push(run.attempt);
        if (run.attempt === 1) throw new Error('no line to 13812345678');
      },
      { pause: 1 },
    );
    await work([job], { tickSeconds: 1, onRun: ({ outcome }) => outcomes.push(outcome) });
    const id = await inTx((tx) => enqueue(tx, job, { n: 1 }));
    const retrying = { state: 'retrying', problem: expect.stringMatching(/^no line to 138\*\*\*\*5678/) };
    await vi.waitFor(async () => expect(await findJob(db, job, id)).toMatchObject(retrying), soon);
    await vi.waitFor(
      async () => expect(await findJob(db, job, id)).toMatchObject({ state: 'done', attempts: 2 }),
      soon,
    );
    expect(attempts).toEqual([1, 2]);
    expect(outcomes).toEqual(['retry', 'done']);
  });

  test('given up after its retries, or at once: it is among the dead, and can be sent again', async () => {
    let broken = true;
    const fail = (error: Error) => async () => {
      if (broken) throw error;
    };
    const tired = defineJob('tired', numbered, fail(new Error('again')), { retries: 0 });
    const hopeless = defineJob('hopeless', numbered, fail(new GiveUp('never')));
    const outcomes: string[] = [];
    await work([tired, hopeless], { tickSeconds: 1, onRun: ({ job, outcome }) => outcomes.push(`${job} ${outcome}`) });
    const first = await inTx((tx) => enqueue(tx, tired, { n: 7 }));
    await inTx((tx) => enqueue(tx, hopeless, { n: 8 }));
    await vi.waitFor(async () => expect(await deadJobs(db)).toHaveLength(2), soon);
    const dead = await deadJobs(db);
    expect(dead.find(({ job }) => job === 'tired')).toMatchObject({ data: { n: 7 }, attempts: 1, problem: 'again' });
    expect(dead.find(({ job }) => job === 'hopeless')).toMatchObject({ data: { n: 8 }, attempts: 1, problem: 'never' });
    expect(outcomes.toSorted()).toEqual(['hopeless dead', 'tired dead']);
    expect(await findJob(db, tired, first)).toMatchObject({ state: 'failed', problem: 'again' });
    expect((await waitingJobs(db)).get('dead')).toBe(2);

    broken = false;
    for (const { id } of dead) expect(await inTx((tx) => reviveJob(tx, id))).toBeTypeOf('string');
    expect(await inTx((tx) => reviveJob(tx, first))).toBeUndefined();
    await vi.waitFor(
      () => expect(outcomes.toSorted()).toEqual(['hopeless dead', 'hopeless done', 'tired dead', 'tired done']),
      soon,
    );
    expect(await deadJobs(db)).toEqual([]);
  });

  test('data that an older version wrote and that no longer fits is given up, not tried forever', async () => {
    const old = defineJob('changed', z.object({ was: z.string() }), async () => undefined);
    const now = defineJob('changed', z.object({ is: z.string() }), async () => undefined);
    const runner = await work([old]);
    await runner.stop();
    await inTx((tx) => enqueue(tx, old, { was: 'x' }));
    await work([now]);
    await vi.waitFor(
      async () => expect(await deadJobs(db)).toMatchObject([{ job: 'changed', problem: 'The data does not fit: is' }]),
      soon,
    );
  });

  test('a run that takes too long is told so and counts as failed', async () => {
    let aborted = false;
    const slow = defineJob(
      'slow',
      z.object({}),
      async (_data, run) => {
        await new Promise((_resolve, reject) =>
          run.signal.addEventListener('abort', () => reject(new Error('stopped'))),
        );
      },
      { timeout: 1, retries: 0 },
    );
    await work([slow], {
      onRun: () => {
        aborted = true;
      },
    });
    const id = await inTx((tx) => enqueue(tx, slow, {}));
    await vi.waitFor(async () => expect(await findJob(db, slow, id)).toMatchObject({ state: 'failed' }), soon);
    await vi.waitFor(() => expect(aborted).toBe(true), soon);
  });
});

describe('exactly once', () => {
  const count = async (name: string): Promise<number> =>
    Number((await database.query('SELECT value FROM counters WHERE name = $1', [name]))[0]?.value ?? 0);
  const add = async (tx: Tx, name: string): Promise<void> => {
    await sql`insert into counters (district, name, value) values ('000000', ${name}, 1)
      on conflict (district, name) do update set value = counters.value + 1`.execute(tx);
  };

  test('finished in the transaction of its work: whatever breaks after the commit, it is not done twice', async () => {
    const job = defineJob(
      'finishes',
      z.object({}),
      async (_data, run) => {
        await inTx(async (tx) => {
          await add(tx, 'finishes');
          await run.finish(tx);
        });
        throw new Error('broken after the commit');
      },
      { pause: 1 },
    );
    const outcomes: string[] = [];
    await work([job], { tickSeconds: 1, onRun: ({ outcome }) => outcomes.push(outcome) });
    const id = await inTx((tx) => enqueue(tx, job, {}));
    await vi.waitFor(() => expect(outcomes).toHaveLength(1), soon);
    await pause(2500);
    expect(await findJob(db, job, id)).toMatchObject({ state: 'done', attempts: 1 });
    expect(await count('finishes')).toBe(1);
  });

  test('broken before the commit, it is done by the next try', async () => {
    const job = defineJob(
      'breaks',
      z.object({}),
      async (_data, run) => {
        await inTx(async (tx) => {
          await add(tx, 'breaks');
          await run.finish(tx);
          if (run.attempt === 1) throw new Error('broken before the commit');
        });
      },
      { pause: 1 },
    );
    await work([job], { tickSeconds: 1 });
    const id = await inTx((tx) => enqueue(tx, job, {}));
    await vi.waitFor(
      async () => expect(await findJob(db, job, id)).toMatchObject({ state: 'done', attempts: 2 }),
      soon,
    );
    expect(await count('breaks')).toBe(1);
  });

  test('of two runs that overlap, the one that comes last is rolled back', async () => {
    const failures: string[] = [];
    const job = defineJob('overlaps', z.object({}), async (_data, run) => {
      const once = () =>
        inTx(async (tx) => {
          await add(tx, 'overlaps');
          await run.finish(tx);
        }).catch((error: Error) => void failures.push(error.message));
      await Promise.all([once(), once()]);
    });
    await work([job]);
    await inTx((tx) => enqueue(tx, job, {}));
    await vi.waitFor(() => expect(failures).toEqual(['Another run has finished this job already']), soon);
    expect(await count('overlaps')).toBe(1);
  });

  test('several workers share the jobs, and none is run twice', async () => {
    const runs: string[] = [];
    const at = (place: string) =>
      defineJob(
        'shared',
        numbered,
        async ({ n }) => {
          runs.push(`${n}`);
          places.add(place);
          await pause(n % 3);
        },
        { concurrency: 3 },
      );
    const places = new Set<string>();
    const here = at('here');
    await work([here]);
    if ('url' in database.source) {
      const elsewhere = await openDatabase({ url: database.source.url, poolSize: 2 });
      onTestFinished(() => elsewhere.close());
      await work([at('elsewhere')], { database: elsewhere });
    }
    const expected = Array.from({ length: 120 }, (_, n) => n);
    for (let start = 0; start < 120; start += 40) {
      await inTx(async (tx) => {
        for (const n of expected.slice(start, start + 40)) await enqueue(tx, here, { n });
      });
    }
    await vi.waitFor(() => expect(runs.length).toBeGreaterThanOrEqual(120), soon);
    await pause(300);
    expect(runs.map(Number).toSorted((a, b) => a - b)).toEqual(expected);
    expect(places.size).toBe(dialect() === 'postgres' ? 2 : 1);
  });
});

test('progress can be read while the job runs, and after', async () => {
  let go: () => void = () => undefined;
  const waited = new Promise<void>((resolve) => {
    go = resolve;
  });
  const job = defineJob('walks', z.object({}), async (_data, run) => {
    for (let done = 0; done <= 1000; done += 1) run.progress({ done, total: 2000, note: '第 1 张表' });
    await waited;
    run.progress({ done: 2000, total: 2000 });
  });
  await work([job]);
  const id = await inTx((tx) => enqueue(tx, job, {}));
  const half = { state: 'running', done: 1000, total: 2000, note: '第 1 张表' };
  await vi.waitFor(async () => expect(await findJob(db, job, id)).toMatchObject(half), soon);
  go();
  await vi.waitFor(async () => expect(await findJob(db, job, id)).toMatchObject({ state: 'done', done: 2000 }), soon);
});

test('a stop lets the running job end or break off, begins no other, and the rest is done after the next start', async () => {
  const runs: string[] = [];
  const job = defineJob(
    'stops',
    numbered,
    async ({ n }, run) => {
      runs.push(`${n} begins`);
      if (n === 1 && run.attempt === 1) {
        await new Promise((_resolve, reject) => run.signal.addEventListener('abort', () => reject(run.signal.reason)));
      }
      runs.push(`${n} ends`);
    },
    { pause: 1 },
  );
  const runner = await work([job]);
  await inTx(async (tx) => {
    await enqueue(tx, job, { n: 1 });
    await enqueue(tx, job, { n: 2 });
  });
  await vi.waitFor(() => expect(runs).toEqual(['1 begins']), soon);
  await runner.stop();
  await pause(200);
  expect(runs).toEqual(['1 begins']);
  await work([job], { tickSeconds: 1 });
  await vi.waitFor(
    () => expect(runs.toSorted()).toEqual(['1 begins', '1 begins', '1 ends', '2 begins', '2 ends']),
    soon,
  );
});

test('what the application gives is there in every run', async () => {
  const seen: string[] = [];
  const job = defineJob(
    'context',
    z.object({}),
    async (_data, run: { context: { greeting: string } }) => void seen.push(run.context.greeting),
  );
  const runner = await runJobs<{ greeting: string }>({
    database,
    jobs: [job],
    context: { greeting: '你好' },
    clock: systemClock,
    zone: 'UTC',
    log: openLog({ level: 'silent', style: 'json' }),
  });
  onTestFinished(() => runner.stop(5));
  await inTx((tx) => enqueue(tx, job, {}));
  await vi.waitFor(() => expect(seen).toEqual(['你好']), soon);
});

test('sending needs no running worker, only that the queue was once made', async () => {
  await expect(inTx((tx) => enqueue(tx, recorder().job, { n: 1 }))).rejects.toThrow(/does not exist/);
});
