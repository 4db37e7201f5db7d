import { startJobs } from '../src/jobs.ts';
import type { JobRunner } from '../src/kit/job-runner.ts';
import { openLog } from '../src/kit/log.ts';
import { openMetrics } from '../src/kit/metrics.ts';
import type { Workshop } from '../src/kit/write.ts';

/** Begins to work on the jobs of a house, as a started product does, without a word in the log. The caller stops it. */
export function startWorking(workshop: Workshop): Promise<JobRunner> {
  return startJobs(workshop, { log: openLog({ level: 'silent', style: 'json' }), metrics: openMetrics() });
}
