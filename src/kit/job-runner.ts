import { sql } from 'kysely';
import { fromPglite, type JobResult, type JobWithMetadata, PgBoss } from 'pg-boss';
import type { Clock } from './clock.ts';
import { appRole, type Database } from './database.ts';
import { type Schedule, serveSchedules } from './job-schedules.ts';
import { type AnyJob, deadQueue, GiveUp, jobSchema, type Run } from './jobs.ts';
import { type Log, redact } from './log.ts';

export type JobRunnerOptions<Context> = {
  readonly database: Database;
  readonly jobs: readonly AnyJob<Context>[];
  readonly schedules?: readonly Schedule[] | undefined;
  /** Given to every run. */
  readonly context: Context;
  readonly clock: Clock;
  /** The zone in which schedules are read. */
  readonly zone: string;
  readonly log: Log;
  /** Called after each run. `dead` means that it will not be tried again. */
  readonly onRun?: ((run: { job: string; outcome: 'done' | 'retry' | 'dead'; seconds: number }) => void) | undefined;
  /** Seconds between looks for what has become due; a job just sent starts without waiting for it. */
  readonly tickSeconds?: number | undefined;
  /** Seconds without a sign of life after which a server's job is taken from a process that has died. At least 10. */
  readonly lifeSignSeconds?: number | undefined;
};

export type JobRunner = {
  /** Ends: no new job begins, those running are told to stop and waited for. What did not end in time is tried again. */
  stop(timeoutSeconds?: number): Promise<void>;
};

const workOptions = {
  includeMetadata: true,
  perJobResults: true,
  // Our own look for due jobs is one statement for all queues; each queue's own need only be a safety net.
  pollingIntervalSeconds: 60,
  notifyPollingIntervalSeconds: 60,
} as const;
const hour = 3600;
const day = 24 * hour;

/**
 * Begins to work on jobs and schedules. The migrations must have run. On a server any number of processes may do so,
 * each with 4 connections of its own (one of which listens); on the embedded database there is only this one.
 */
export async function runJobs<Context>(options: JobRunnerOptions<Context>): Promise<JobRunner> {
  const { database, jobs, log, context, lifeSignSeconds = 60 } = options;
  const stopping = new AbortController();
  const boss = new PgBoss({
    ...connection(database),
    schema: jobSchema,
    // Migrations make and change the schema; the role we work as may not.
    migrate: false,
    createSchema: false,
    reindex: false,
    // Our own schedules catch up what was missed.
    schedule: false,
    useListenNotify: true,
    // An embedded database has no autovacuum to be warned about.
    monitorVacuum: false,
    superviseIntervalSeconds: lifeSignSeconds / 2,
    monitorIntervalSeconds: lifeSignSeconds / 2,
    // Dependencies between jobs are not used.
    flowIntervalSeconds: day,
  });
  boss.on('error', (error) => log.error({ err: error }, 'jobs: trouble with the queue'));
  boss.on('warning', (warning) => log.warn({ warning }, 'jobs: the queue warns'));
  await boss.start();
  await makeQueues(boss, options);
  if (database.dialect === 'pglite') await takeBack(boss, database);

  const progress = keepProgress(database, log);
  const workers = new Map<string, string[]>();
  for (const job of jobs) {
    workers.set(job.name, []);
    for (let i = 0; i < (job.options.concurrency ?? 1); i += 1) workers.get(job.name)?.push(await addWorker(job));
  }

  async function addWorker(job: AnyJob<Context>): Promise<string> {
    const id = await boss.work(job.name, workOptions, async ([one]: JobWithMetadata<object>[]) => {
      if (one === undefined) return [];
      const start = performance.now();
      const result = await perform(job, one);
      // There may be more waiting; without this the worker would sleep until the next look.
      boss.notifyWorker(id);
      const seconds = (performance.now() - start) / 1000;
      options.onRun?.({ job: job.name, outcome: outcomeOf(result, one), seconds });
      return [result];
    });
    return id;
  }

  async function perform(job: AnyJob<Context>, one: JobWithMetadata<object>): Promise<JobResult> {
    const run: Run<Context> = {
      id: one.id,
      attempt: one.retryCount + 1,
      context,
      signal: AbortSignal.any([one.signal, stopping.signal]),
      progress: (state) => progress.note(one.id, state),
      async finish(tx) {
        const { rows } = await sql`
          update pgboss.job set state = 'completed', completed_on = now()
          where name = ${job.name} and id = ${one.id} and state = 'active' returning id`.execute(tx);
        if (rows.length === 0) throw new Error('Another run has finished this job already');
      },
    };
    try {
      await job.perform(one.data, run);
      return { id: one.id, status: 'completed' };
    } catch (error) {
      const problem = redact(error instanceof Error ? error.message : String(error));
      const result: JobResult = {
        id: one.id,
        status: error instanceof GiveUp ? 'deadletter' : 'failed',
        output: { problem },
      };
      const level = outcomeOf(result, one) === 'dead' ? 'error' : 'warn';
      log[level]({ err: error, job: job.name, id: one.id, attempt: run.attempt }, 'jobs: a run failed');
      return result;
    } finally {
      await progress.flush();
    }
  }

  const serve = serveSchedules(database, options.schedules ?? [], options.clock, options.zone);
  const tick = repeat(options.tickSeconds ?? 5, async () => {
    try {
      await serve();
      for (const name of await dueJobs(database)) {
        for (const id of workers.get(name) ?? []) boss.notifyWorker(id);
      }
    } catch (error) {
      log.error({ err: error }, 'jobs: the clock failed');
    }
  });

  const sweep = repeat(day, async () => {
    await database
      .query(`DELETE FROM job_progress WHERE updated_at < now() - interval '90 days'`)
      .catch((error) => log.error({ err: error }, 'jobs: old progress was not removed'));
  });

  return {
    async stop(timeoutSeconds = 20) {
      await Promise.all([tick.stop(), sweep.stop()]);
      stopping.abort(new Error('The process is to stop'));
      await boss.stop({ graceful: true, timeout: timeoutSeconds * 1000 });
      await progress.flush();
    },
  };
}

function outcomeOf(
  { status }: JobResult,
  { retryCount, retryLimit }: JobWithMetadata<object>,
): 'done' | 'retry' | 'dead' {
  if (status === 'completed') return 'done';
  return status === 'failed' && retryCount < retryLimit ? 'retry' : 'dead';
}

function connection({ source }: Database) {
  if ('pglite' in source) return { db: fromPglite(source.pglite), backend: 'pglite' as const };
  return { connectionString: source.url, max: 3, options: `-c role=${appRole}`, application_name: 'doorstep jobs' };
}

/** Queues are rows; what the program says about them is brought up to date at each start. */
async function makeQueues<Context>(boss: PgBoss, { database, jobs, lifeSignSeconds = 60 }: JobRunnerOptions<Context>) {
  const keep = { retentionSeconds: 90 * day, deleteAfterSeconds: 30 * day };
  await boss.createQueue(deadQueue, keep);
  for (const { name, options } of jobs) {
    const settings = {
      ...keep,
      retryLimit: options.retries ?? 5,
      retryDelay: options.pause ?? 5,
      retryBackoff: true,
      retryDelayMax: hour,
      expireInSeconds: options.timeout ?? 900,
      deadLetter: deadQueue,
      notify: true,
      // A process on the embedded database is alone: whoever was at work before it is dead for certain.
      ...(database.dialect === 'postgres' ? { heartbeatSeconds: lifeSignSeconds } : {}),
    };
    // Of the jobs waiting at most one has a given key; those sent without one have a key nobody else has.
    await boss.createQueue(name, { ...settings, policy: 'short' });
    await boss.updateQueue(name, settings);
  }
}

/** Gives back the jobs of the process that was killed, counting the try, so that a job that kills does not do so forever. */
async function takeBack(boss: PgBoss, database: Database): Promise<void> {
  const rows = await database.query(`SELECT name, id FROM ${jobSchema}.job WHERE state = 'active'`);
  const problem = 'The process ended while at work';
  for (const { name, id } of rows) await boss.fail(String(name), String(id), { problem });
}

async function dueJobs(database: Database): Promise<string[]> {
  const rows = await database.query(
    `SELECT DISTINCT name FROM ${jobSchema}.job WHERE state < 'active' AND NOT blocked AND start_after <= now()`,
  );
  return rows.map((row) => String(row.name));
}

type Progress = Parameters<Run['progress']>[0];

/** Keeps the latest word of each run and writes it now and then, never waited for by the run itself. */
function keepProgress(database: Database, log: Log) {
  const latest = new Map<string, Progress>();
  let writing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const write = async (): Promise<void> => {
    for (const [id, { done, total, note }] of [...latest]) {
      latest.delete(id);
      await database.query(
        `INSERT INTO job_progress (id, done, total, note) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE SET done = $2, total = $3, note = $4, updated_at = now()`,
        [id, done, total ?? null, note ?? ''],
      );
    }
  };
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    await writing;
    writing = write().catch((error) => log.error({ err: error }, 'jobs: progress was not written'));
    await writing;
  };
  return {
    note(id: string, progress: Progress): void {
      latest.set(id, progress);
      timer ??= setTimeout(() => void flush(), 500);
    },
    flush,
  };
}

/** Calls `work` now and then every few seconds, never twice at once. */
function repeat(seconds: number, work: () => Promise<void>) {
  let running = work();
  let busy = true;
  running.finally(() => {
    busy = false;
  });
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = work().finally(() => {
      busy = false;
    });
  }, seconds * 1000);
  timer.unref();
  return {
    async stop(): Promise<void> {
      clearInterval(timer);
      await running;
    },
  };
}
