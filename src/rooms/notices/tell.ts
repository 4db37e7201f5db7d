import { sql } from 'kysely';
import { z } from 'zod';
import { instantOf } from '../../kit/clock.ts';
import { newId, refOf } from '../../kit/ids.ts';
import { defineJob, enqueue, type Run } from '../../kit/jobs.ts';
import { done, isRefused, refused } from '../../kit/outcome.ts';
import { insertMany } from '../../kit/rows.ts';
import { inTransaction, type Workshop, type Write } from '../../kit/write.ts';
import { livingUnder, sendMessages } from '../people/index.ts';
import { factsOf } from './kind.ts';
import { type PlacedNotice, spokenNumber } from './notice.ts';
import { lockNotice, type Telling } from './store.ts';
import type { toldWords } from './told-words.ts';

type What = Telling['what'];

/** Whether everybody who lives at the place of a notice gets a message. */
export function tellsAll(notice: Pick<PlacedNotice, 'kind' | 'tellsAll'>): boolean {
  return notice.tellsAll || factsOf(notice.kind).tellsAll;
}

/** So many get their message in one transaction. */
const batch = 1000;
/** Nobody is woken by a notice that is shown from midnight on. */
const morning = '08:00';

const oneTelling = z.object({ district: z.string(), id: z.uuid() });

/** Leaves everybody their message, batch by batch; killed in the middle, it goes on behind the last one told. */
const tellJob = defineJob('notices.tell', oneTelling, async ({ district, id }, run: Run<Workshop>) => {
  for (let more = true; more && !run.signal.aborted; ) {
    const outcome = await inTransaction(run.context, { district, channel: 'clock' }, (write) => tellSome(write, id));
    more = !isRefused(outcome);
  }
  if (run.signal.aborted) throw new Error('Stopped between two batches');
});

/** What this room does apart from requests; begun with the others by the house. */
export const noticeJobs = [tellJob];

/**
 * Has everybody told by a job, not here: a compound may have thousands. What begins later is told on its first morning.
 * The caller records.
 */
export async function tellLater(write: Write, notice: PlacedNotice, what: What, zone: string): Promise<void> {
  const id = newId();
  await insertMany(write.tx, 'notice_tellings', [
    { district: write.district, id, notice_id: notice.id, what, told: 0 },
  ]);
  const startAfter = notice.fromDay > write.today ? instantOf(zone, notice.fromDay, morning) : undefined;
  await enqueue(write.tx, tellJob, { district: write.district, id }, { singletonKey: id, startAfter });
}

/** Whether anybody has been told of a notice yet: only then is there something to correct or to take back. */
export async function wasAnnounced(write: Write, notice: PlacedNotice): Promise<boolean> {
  const { rows } = await sql`select id from notice_tellings
    where district = ${write.district} and notice_id = ${notice.id} and told > 0 limit 1`.execute(write.tx);
  return rows.length > 0;
}

/** Tells the next batch; refused when nobody is left, or nothing is left to tell. */
async function tellSome(write: Write, id: string) {
  const { district, tx } = write;
  const { rows } = await sql<{ noticeId: string; what: What; lastTold: string | null; doneAt: Date | null }>`
    select notice_id as "noticeId", what, last_told as "lastTold", done_at as "doneAt" from notice_tellings
    where district = ${district} and id = ${id} for update`.execute(tx);
  const [telling] = rows;
  // Locked, so that whoever withdraws it meanwhile waits, and then knows that it was announced.
  const notice = telling && (await lockNotice(tx, district, telling.noticeId));
  if (!telling || telling.doneAt || !notice) return refused('nothing_left');
  const persons = isStillTrue(notice, telling.what, write.today)
    ? await livingUnder(tx, { district, path: notice.path }, write.today, { after: telling.lastTold, limit: batch })
    : [];
  const number = spokenNumber(notice) ?? '';
  await sendMessages(
    write,
    persons.map((personId) => ({
      personId,
      kind: kindOf(notice, telling.what),
      about: { number, title: notice.textHidden ? number : notice.title, group: notice.groupName },
      href: `/notices/${refOf(district, notice.id)}`,
    })),
  );
  const isLast = persons.length < batch;
  await sql`update notice_tellings set told = told + ${persons.length}, last_told = ${persons.at(-1) ?? telling.lastTold},
    done_at = ${isLast ? write.now : null} where district = ${district} and id = ${id}`.execute(tx);
  await write.record({
    verb: 'notices.tell',
    thing: { kind: 'notice', id: notice.id },
    placeId: notice.placeId,
    change: { what: telling.what, told: persons.length },
  });
  return done(undefined);
}

/** What was withdrawn or is over meanwhile is not announced any more. */
function isStillTrue(notice: PlacedNotice, what: What, today: string): boolean {
  return what === 'withdrawn' || (notice.state === 'published' && notice.lastDay >= today);
}

function kindOf(notice: PlacedNotice, what: What): keyof typeof toldWords & `notices.told_${string}` {
  if (what !== 'published') return `notices.told_${what}`;
  return notice.kind === 'outage' ? 'notices.told_outage' : 'notices.told_published';
}
