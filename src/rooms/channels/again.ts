import { addDays, startOfDay } from '../../kit/clock.ts';
import { enqueue } from '../../kit/jobs.ts';
import { forgetWatches } from '../../kit/live.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import { forgetDeliveries, reviveDelivery } from './deliveries.ts';
import { sendJob, tellJob } from './jobs.ts';
import { keptDays } from './rules.ts';

/** Sends something again that did not arrive; of two who do so at once, one does. */
export async function sendAgain(write: Write, delivery: string): Promise<Outcome<{ readonly id: string }, 'not_dead'>> {
  const { tx, district, now } = write;
  const revived = await reviveDelivery(tx, district, delivery, now);
  if (!revived) return refused('not_dead');
  if (revived.way) await enqueue(tx, tellJob, { district, way: revived.way }, { singletonKey: `again ${delivery}` });
  else await enqueue(tx, sendJob, { district, delivery });
  await write.record({ verb: 'channels.send_again', thing: { kind: 'delivery', id: delivery } });
  return done({ id: delivery });
}

/** Forgets in the morning what was sent long ago, and who looked at something live and does not any more. */
export async function forgetSent(write: Write): Promise<void> {
  await forgetDeliveries(write.tx, write.district, startOfDay(write.zone, addDays(write.today, -keptDays)));
  await forgetWatches(write.tx, write.district);
}
