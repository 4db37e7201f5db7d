import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'kysely';
import { type Db as Executor, fromKysely, PgBoss } from 'pg-boss';
import type { z } from 'zod';
import type { Reader, Tx } from './database.ts';
import { newId } from './ids.ts';

/** Work that is done after and apart from the request that caused it. `Context` is what the application gives to all jobs. */
export type Job<Data, Context = unknown> = AnyJob<Context> & {
  /** The data as it will be stored; throws where the schema refuses it. */
  check(data: Data): object;
};

/** A job whose data only the job itself knows. */
export type AnyJob<Context = unknown> = {
  readonly name: string;
  readonly options: JobOptions;
  perform(data: unknown, run: Run<Context>): Promise<void>;
};

export type JobOptions = {
  /** How often it is tried again after a failure. 5 unless told otherwise. */
  readonly retries?: number | undefined;
  /** Seconds before the first new try; each wait is about twice the one before, at most an hour. 5 unless told otherwise. */
  readonly pause?: number | undefined;
  /** Seconds after which one run counts as failed. 900 unless told otherwise; at most a day. */
  readonly timeout?: number | undefined;
  /** Runs at the same time in one process. 1 unless told otherwise. */
  readonly concurrency?: number | undefined;
};

/** One run of a job. */
export type Run<Context = unknown> = {
  readonly id: string;
  /** 1 at the first try. */
  readonly attempt: number;
  readonly context: Context;
  /** Aborted when the process is to stop or the time is over: save what can be saved and throw. */
  readonly signal: AbortSignal;
  /** Tells how far it has come. Written now and then, apart from any transaction, so it may be called for every row. */
  progress(progress: { done: number; total?: number | undefined; note?: string | undefined }): void;
  /**
   * Marks the job as done in the transaction that does its work: both happen or neither, whatever breaks in between.
   * Throws, so that the transaction is rolled back, where another run has finished the job first.
   */
  finish(tx: Tx): Promise<void>;
};

/** Thrown by a handler when trying again cannot help: the job goes to the dead ones at once. */
export class GiveUp extends Error {
  override readonly name = 'GiveUp';
}

/**
 * Declares a job. It may run more than once (after a crash, or when it took too long), so let a second run do nothing
 * new, or call `run.finish(tx)` in the transaction that does the work.
 * @param name unique and lasting: jobs already waiting know it.
 * @param schema what its data must look like, checked when it is sent and again when it runs.
 */
export function defineJob<Schema extends z.ZodType<object>, Context = unknown>(
  name: string,
  schema: Schema,
  handler: (data: z.output<Schema>, run: Run<Context>) => Promise<void>,
  options: JobOptions = {},
): Job<z.input<Schema>, Context> {
  return {
    name,
    options,
    check: (data) => {
      schema.parse(data);
      return data as object;
    },
    perform: async (data, run) => {
      const read = schema.safeParse(data);
      // Data that an earlier version of the program wrote will not change by waiting.
      if (!read.success)
        throw new GiveUp(`The data does not fit: ${read.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
      await handler(read.data, run);
    },
  };
}

export type EnqueueOptions = {
  /** While a job with this key waits, no second one is added: the waiting one stands for both. */
  readonly singletonKey?: string | undefined;
  /** Not before this time. */
  readonly startAfter?: Date | undefined;
};

/**
 * Adds a job in the transaction that gives reason for it: rolled back, there is no job; committed, it starts at once.
 * @returns the job's id, or that of the one already waiting under the same key.
 */
export async function enqueue<Data>(
  tx: Tx,
  job: Job<Data, never>,
  data: Data,
  options: EnqueueOptions = {},
): Promise<string> {
  return send(tx, job.name, job.check(data), options);
}

/** The queue's own tables. */
export const jobSchema = 'pgboss';
/** The queue of jobs that were given up. */
export const deadQueue = 'dead';

const currentTx = new AsyncLocalStorage<Executor>();

/** Only writes; what it must look up before it can, it looks up in the same transaction, for there may be no other connection. */
const sender = new PgBoss({
  db: { executeSql: (text, values) => (currentTx.getStore() ?? noDatabase).executeSql(text, values) },
  schema: jobSchema,
});
const noDatabase: Executor = {
  executeSql: () => Promise.reject(new Error('A job can only be sent inside a transaction')),
};

async function send(tx: Tx, name: string, data: object, { singletonKey, startAfter }: EnqueueOptions): Promise<string> {
  const key = singletonKey ?? newId();
  const db = fromKysely(tx);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const options = { db, singletonKey: key, ...(startAfter === undefined ? {} : { startAfter }) };
    const id = await currentTx.run(db, () => sender.send(name, data, options));
    if (id !== null) return id;
    // Locked until we commit: otherwise it might start now and not see what this transaction wrote.
    const { rows } = await sql<{ id: string }>`
      select id from pgboss.job where name = ${name} and singleton_key = ${key} and state = 'created' for update`.execute(
      tx,
    );
    if (rows[0] !== undefined) return rows[0].id;
    // It has been taken between the two statements, so there is room for another one.
  }
  throw new Error(`The job ${name} could not be sent`);
}

export type JobState = 'waiting' | 'running' | 'retrying' | 'done' | 'failed';

/** How a job stands, for the page that shows it. */
export type JobView = {
  readonly id: string;
  readonly state: JobState;
  /** Tries so far. */
  readonly attempts: number;
  readonly done?: number | undefined;
  readonly total?: number | undefined;
  readonly note: string;
  readonly sentAt: Date;
  readonly startedAt?: Date | undefined;
  readonly finishedAt?: Date | undefined;
  /** Why the last try failed. */
  readonly problem?: string | undefined;
};

const states: Readonly<Record<string, JobState>> = {
  created: 'waiting',
  active: 'running',
  retry: 'retrying',
  completed: 'done',
  cancelled: 'failed',
  failed: 'failed',
};

type JobRow = {
  id: string;
  state: string;
  retry_count: number;
  created_on: Date;
  started_on: Date | null;
  completed_on: Date | null;
  problem: string | null;
  done: number | null;
  total: number | null;
  note: string | null;
};

/** Looks a job up by its id; undefined when there is none (any more: they are kept for 30 days after their end). */
export async function findJob(db: Reader, job: { readonly name: string }, id: string): Promise<JobView | undefined> {
  const { rows } = await sql<JobRow>`
    select j.id, j.state, j.retry_count, j.created_on, j.started_on, j.completed_on, j.output ->> 'problem' as problem,
      p.done, p.total, p.note
    from pgboss.job j left join job_progress p on p.id = j.id
    where j.name = ${job.name} and j.id = ${id}`.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    id: row.id,
    state: states[row.state] ?? 'failed',
    attempts: row.started_on === null ? 0 : row.retry_count + 1,
    done: row.done ?? undefined,
    total: row.total ?? undefined,
    note: row.note ?? '',
    sentAt: row.created_on,
    startedAt: row.started_on ?? undefined,
    finishedAt: row.completed_on ?? undefined,
    problem: row.problem ?? undefined,
  };
}

/** A job that was given up; kept for 90 days. */
export type DeadJob = {
  readonly id: string;
  readonly job: string;
  readonly data: unknown;
  readonly attempts: number;
  readonly diedAt: Date;
  readonly problem: string;
};

/** The jobs that were given up, the latest first. */
export async function deadJobs(db: Reader, limit = 100): Promise<DeadJob[]> {
  const { rows } = await sql<DeadJob>`
    select id, coalesce(source_name, '') as job, data, coalesce(source_retry_count, 0) + 1 as attempts,
      created_on as "diedAt", coalesce(output ->> 'problem', output ->> 'message', output #>> '{value,message}', '') as problem
    from pgboss.job where name = ${deadQueue} and state = 'created'
    order by created_on desc limit ${limit}`.execute(db);
  return rows;
}

/** Sends a dead job again, as if it were new. @returns its new id, or undefined when it is not among the dead. */
export async function reviveJob(tx: Tx, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ source_name: string; data: object }>`
    delete from pgboss.job where name = ${deadQueue} and id = ${id} returning source_name, data`.execute(tx);
  const [dead] = rows;
  return dead && send(tx, dead.source_name, dead.data, {});
}

/** How many jobs wait for their turn, by name; the dead under "dead". For the figures at /metrics. */
export async function waitingJobs(db: Reader): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; count: number }>`
    select name, count(*)::int as count from pgboss.job where state in ('created', 'retry') group by name`.execute(db);
  return new Map(rows.map(({ name, count }) => [name, count]));
}
