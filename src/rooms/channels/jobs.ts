import { z } from 'zod';
import type { Tx } from '../../kit/database.ts';
import { defineJob, enqueue, type Run } from '../../kit/jobs.ts';
import type { Workshop } from '../../kit/write.ts';
import { sendToOutlet } from './tell-outlet.ts';
import { type Attempt, sendConfirmation, tellByWay, type WayAt } from './tell-way.ts';

const oneWay = z.object({ district: z.string(), way: z.uuid() });
const oneDelivery = z.object({ district: z.string(), delivery: z.uuid() });

/** Eight tries in some two hours: 30 s, 1 min, 2 min … */
const patience = { retries: 7, pause: 30, timeout: 120, concurrency: 2 } as const;

const never = async (): Promise<void> => undefined;
const attemptOf = (run: Run<Workshop>, later: Attempt['later'] = never): Attempt => ({
  id: run.id,
  number: run.attempt,
  isLast: run.attempt > patience.retries,
  finish: (tx) => run.finish(tx),
  later,
});

/** Sends what is due by one way of a person. */
export const tellJob = defineJob(
  'channels.tell',
  oneWay,
  async (at, run: Run<Workshop>) => {
    await tellByWay(
      run.context,
      at,
      attemptOf(run, (tx, due) => tellLater(tx, at, due)),
    );
  },
  patience,
);

async function tellLater(tx: Tx, at: WayAt, due: Date): Promise<void> {
  await enqueue(tx, tellJob, at, { singletonKey: `${at.way} ${due.getTime()}`, startAfter: due });
}

/** Sends one entry to one outlet. */
export const sendJob = defineJob(
  'channels.send',
  oneDelivery,
  async (at, run: Run<Workshop>) => void (await sendToOutlet(run.context, at, attemptOf(run))),
  patience,
);

/** Sends the link that proves an e-mail address. */
export const confirmJob = defineJob(
  'channels.confirm',
  oneWay,
  (at: WayAt, run: Run<Workshop>) => sendConfirmation(run.context, at, attemptOf(run)),
  patience,
);

/** What this room does apart from requests; begun with the others by the house. */
export const channelJobs = [tellJob, sendJob, confirmJob];
