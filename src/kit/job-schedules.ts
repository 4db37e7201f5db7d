import { CronExpressionParser } from 'cron-parser';
import { sql } from 'kysely';
import type { Clock } from './clock.ts';
import type { Database, Tx } from './database.ts';
import { enqueue, type Job } from './jobs.ts';

/** When a job is sent by the clock. */
export type Schedule = {
  readonly name: string;
  /** Five fields (minute, hour, day, month, weekday), read in the zone of the installation. */
  readonly cron: string;
  /** Sends the job for the time it was due. */
  send(tx: Tx, due: Date): Promise<unknown>;
};

/**
 * Sends a job regularly. A time that passed while nothing was running (an office computer at night) is caught up once,
 * at the next start; several missed times count as one, the last.
 * @param cron such as `30 2 * * *`; throws where it cannot be read.
 * @param data made from the time that was due, so that a late run still speaks of its own day.
 */
export function schedule<Data>(
  cron: string,
  job: Job<Data, never>,
  data: (due: Date) => Data,
  name = job.name,
): Schedule {
  CronExpressionParser.parse(cron);
  return { name, cron, send: (tx, due) => enqueue(tx, job, data(due), { singletonKey: `schedule ${name}` }) };
}

/**
 * Serves schedules: call the function it returns every few seconds. Of several processes doing so, one sends each job.
 * The database is only asked when something has become due since the last call.
 */
export function serveSchedules(
  database: Pick<Database, 'kysely'>,
  schedules: readonly Schedule[],
  clock: Clock,
  zone: string,
): () => Promise<void> {
  const served = new Map<string, number>();
  return async () => {
    for (const one of schedules) {
      const due = lastDue(one.cron, zone, clock.now());
      if (served.get(one.name) === due.getTime()) continue;
      await database.kysely.transaction().execute(async (tx) => {
        if (await claim(tx, one.name, due)) await one.send(tx, due);
      });
      served.set(one.name, due.getTime());
    }
  };
}

/** The last time at or before `now`. */
function lastDue(cron: string, zone: string, now: Date): Date {
  return CronExpressionParser.parse(cron, { tz: zone, currentDate: new Date(now.getTime() + 1) })
    .prev()
    .toDate();
}

/** Whether this transaction is the one to serve this time. A schedule seen for the first time begins with its next. */
async function claim(tx: Tx, name: string, due: Date): Promise<boolean> {
  const added = await sql`
    insert into job_schedules (name, last_due) values (${name}, ${due}) on conflict (name) do nothing returning name`.execute(
    tx,
  );
  if (added.rows.length > 0) return false;
  const moved = await sql`
    update job_schedules set last_due = ${due} where name = ${name} and last_due < ${due} returning name`.execute(tx);
  return moved.rows.length > 0;
}
