import { systemClock } from '../src/kit/clock.ts';
import type { Database } from '../src/kit/database.ts';
import { runJobs } from '../src/kit/job-runner.ts';
import { openLog } from '../src/kit/log.ts';
import type { Workshop } from '../src/kit/write.ts';
import { channelJobs } from '../src/rooms/channels/jobs.ts';

const log = openLog({ level: 'silent', style: 'json' });

/** Works on what is to be sent by the real clock, trying again after a second. */
export function workOnChannels(database: Database, by: Workshop) {
  const jobs = channelJobs.map((job) => ({ ...job, options: { ...job.options, pause: 1 } }));
  return runJobs({ database, jobs, context: by, clock: systemClock, zone: by.zone, log, tickSeconds: 1 });
}
