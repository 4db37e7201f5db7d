import { z } from 'zod';
import { dayIn } from './kit/clock.ts';
import { type JobRunner, runJobs } from './kit/job-runner.ts';
import { schedule } from './kit/job-schedules.ts';
import { defineJob } from './kit/jobs.ts';
import type { Log } from './kit/log.ts';
import type { Metrics } from './kit/metrics.ts';
import { done } from './kit/outcome.ts';
import { sweepFiles } from './kit/photos.ts';
import { inTransaction, type Workshop, type Write } from './kit/write.ts';
import { forgetSpentSignIns } from './rooms/accounts/index.ts';
import { channelJobs, forgetSent } from './rooms/channels/index.ts';
import { noticeExpiringTerms } from './rooms/groups/index.ts';
import { climbOverdue, remindParties } from './rooms/issues/index.ts';
import { forgetOldImports, ledgerJobs } from './rooms/ledgers/index.ts';
import { noticeJobs } from './rooms/notices/index.ts';
import { listDistricts } from './rooms/places/index.ts';
import { applyDates } from './rooms/stewards/index.ts';

/** What happens every morning in every district, each in a transaction of its own. */
const everyDay: readonly { readonly verb: string; readonly act: (write: Write) => Promise<unknown> }[] = [
  { verb: 'stewards.apply_dates', act: applyDates },
  { verb: 'groups.notice_expiring_terms', act: noticeExpiringTerms },
  { verb: 'ledgers.forget_old_imports', act: forgetOldImports },
  { verb: 'channels.forget_sent', act: forgetSent },
];

const daily = defineJob('daily', z.object({ day: z.iso.date() }), async (_, run: { readonly context: Workshop }) => {
  const house = run.context;
  for (const district of await listDistricts(house.database.kysely)) {
    for (const { verb, act } of everyDay) {
      await inTransaction(house, { district: district.code, channel: 'clock' }, async (write) => {
        await act(write);
        await write.record({ verb, thing: { kind: 'place', id: district.id }, placeId: district.id });
        return done(undefined);
      });
    }
  }
});

/** Deadlines run at every hour: what is overdue climbs, and who has not said a last word is reminded. */
const deadlines = defineJob(
  'issue_deadlines',
  z.object({ due: z.iso.datetime() }),
  async (_, { context: house }: { readonly context: Workshop }) => {
    for (const { code } of await listDistricts(house.database.kysely)) {
      await climbOverdue(house, code);
      await remindParties(house, code);
    }
  },
);

/** An embedded database has nobody else who sweeps it; a server sweeps itself and takes this as a hint. */
const sweep = defineJob('sweep', z.object({ day: z.iso.date() }), async (_, run: { readonly context: Workshop }) => {
  await forgetSpentSignIns(run.context.database.kysely, run.context.clock.now());
  await sweepFiles(run.context.database.kysely, run.context.files, run.context.clock.now());
  await run.context.database.sweep();
});

/** Begins to work on what waits and on what the clock brings. */
export function startJobs(
  house: Workshop,
  { log, metrics }: { readonly log: Log; readonly metrics: Metrics },
): Promise<JobRunner> {
  const dayOf = (due: Date): { day: string } => ({ day: dayIn(house.zone, due) });
  return runJobs<Workshop>({
    database: house.database,
    jobs: [daily, sweep, deadlines, ...channelJobs, ...noticeJobs, ...ledgerJobs],
    schedules: [
      schedule('10 5 * * *', daily, dayOf),
      schedule('40 3 * * *', sweep, dayOf),
      schedule('*/10 * * * *', deadlines, (due: Date) => ({ due: due.toISOString() })),
    ],
    context: house,
    clock: house.clock,
    zone: house.zone,
    log,
    onRun: (run) => metrics.jobRan(run),
  });
}
