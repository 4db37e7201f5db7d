import { sql } from 'kysely';
import type { Reader } from '../../kit/database.ts';
import { newId } from '../../kit/ids.ts';
import type { Slice } from '../../kit/paging.ts';
import { insertMany } from '../../kit/rows.ts';
import type { Write } from '../../kit/write.ts';
import { openMinutes } from './rules.ts';

/** Why a record may be opened; codes, since the log can never be changed. */
export const readReasons = ['asked', 'visit', 'service', 'check', 'dispute', 'emergency'] as const;

/** What was opened of whom, and why. */
export type Reading = {
  readonly subjectId: string;
  /** Such as `record`. */
  readonly what: string;
  /** Why, as a code: free text would stay for ever in a log that nobody can change. */
  readonly reason: string;
};

/** Notes that the actor opened something sensitive; the person concerned sees it. The caller's verb is recorded as well. */
export async function noteRead(write: Write, reading: Reading): Promise<void> {
  await noteReads(write, [reading]);
}

/** As `noteRead`, for many. Without an actor (a command, the clock) nothing is noted: nobody has read. */
export async function noteReads(write: Write, readings: readonly Reading[]): Promise<void> {
  const { actorId } = write;
  if (!actorId) return;
  await insertMany(
    write.tx,
    'reads',
    readings.map((reading) => ({
      district: write.district,
      id: newId(),
      at: write.now,
      subject_id: reading.subjectId,
      reader_id: actorId,
      what: reading.what,
      reason: reading.reason,
    })),
  );
}

/** Until when this person's record is open for this reader: a quarter of an hour from the opening; undefined when it is not. */
export async function openUntil(
  db: Reader,
  district: string,
  subjectId: string,
  readerId: string,
  now: Date,
): Promise<Date | undefined> {
  const lasts = openMinutes * 60_000;
  const row = await db
    .selectFrom('reads')
    .select('at')
    .where('district', '=', district)
    .where('subject_id', '=', subjectId)
    .where('reader_id', '=', readerId)
    .where('what', '=', 'record')
    .where('at', '>', new Date(now.getTime() - lasts))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && new Date(row.at.getTime() + lasts);
}

export type ReadLine = {
  readonly id: string;
  readonly at: Date;
  readonly readerId: string;
  readonly what: string;
  readonly reason: string;
};

/** Who opened these records of one person (those merged into it included), the newest first. */
export async function readsOf(
  db: Reader,
  district: string,
  subjectIds: readonly string[],
  slice: Slice,
): Promise<{ readonly reads: readonly ReadLine[]; readonly total: number }> {
  const mine = db
    .selectFrom('reads')
    .where('district', '=', district)
    .where(sql<boolean>`subject_id = any(${subjectIds}::uuid[])`);
  const reads = await mine
    .select(['id', 'at', 'reader_id as readerId', 'what', 'reason'])
    .orderBy('id', 'desc')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
  const counted = await mine.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirst();
  return { reads, total: Number(counted?.n ?? 0) };
}
