// A process that is killed while it works on a job: `node test/job-victim.ts '{"url": …}'`. Says "working" once it does.
import process from 'node:process';
import { z } from 'zod';
import { systemClock } from '../src/kit/clock.ts';
import { openDatabase } from '../src/kit/database.ts';
import { runJobs } from '../src/kit/job-runner.ts';
import { defineJob, enqueue } from '../src/kit/jobs.ts';
import { openLog } from '../src/kit/log.ts';

const database = await openDatabase(JSON.parse(process.argv[2] ?? '{}'));
const job = defineJob('survives', z.object({ n: z.number() }), async () => {
  process.stdout.write('working\n');
  await new Promise(() => undefined);
});
const log = openLog({ level: 'error', style: 'short', write: (line) => void process.stderr.write(line) });
await runJobs({ database, jobs: [job], context: undefined, clock: systemClock, zone: 'UTC', log, lifeSignSeconds: 10 });
await database.kysely.transaction().execute((tx) => enqueue(tx, job, { n: 42 }));
