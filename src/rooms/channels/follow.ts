import { newId } from '../../kit/ids.ts';
import { enqueue } from '../../kit/jobs.ts';
import type { Entry } from '../../kit/journal.ts';
import { announce } from '../../kit/live.ts';
import { insertMany } from '../../kit/rows.ts';
import type { Write } from '../../kit/write.ts';
import type { SentMessage } from '../people/index.ts';
import { forgetWays } from './close.ts';
import { publicEvent, publicFacts } from './events.ts';
import { sendJob, tellJob } from './jobs.ts';
import { whoWants } from './outlet-store.ts';
import { dueAt, wants } from './rules.ts';
import { openWays } from './store.ts';
import { weightOf } from './topics.ts';

/**
 * Lets messages leave the house as well, by the ways their receivers chose: in the transaction that left them in the inbox,
 * so that none is forgotten and none is sent for something that was rolled back.
 */
export async function followMessages(write: Write, messages: readonly SentMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const ways = await openWays(
    write.tx,
    write.district,
    messages.map((message) => message.personId),
  );
  if (ways.length === 0) return;
  const rows = messages.flatMap((message) => {
    const weight = weightOf(message.kind);
    return ways
      .filter((way) => way.personId === message.personId && wants(way.topics, weight))
      .map((way) => ({
        district: write.district,
        id: newId(),
        way_id: way.id,
        message_id: message.id,
        about: message.kind,
        state: 'waiting',
        due_at: dueAt(way.choices, weight, write.now, write.zone),
        created_at: write.now,
      }));
  });
  await insertMany(write.tx, 'deliveries', rows);
  // What is due together goes together: one job for it.
  const times = new Map(rows.map((row) => [`${row.way_id} ${row.due_at.getTime()}`, row]));
  for (const [key, { way_id: way, due_at: due }] of times)
    await enqueue(write.tx, tellJob, { district: write.district, way }, { singletonKey: key, startAfter: due });
}

/**
 * Lets what was done be known where somebody asked for it: to robots and programs when it is public, and to whoever looks at
 * the place live that something changed there. Also forgets the addresses of who is erased.
 */
export async function followEntry(write: Write, entry: Entry, entryId: string): Promise<void> {
  if (entry.verb === 'people.erase') await forgetWays(write, entry.thing.id);
  if (!entry.placeId) return;
  const { tx, district, now } = write;
  const found = await whoWants(tx, { district, placeId: entry.placeId, verb: entry.verb });
  if (!found) return;
  const event = publicEvent(entry.verb);
  if (found.watched) {
    const [group = ''] = entry.verb.split('.');
    await announce(tx, { district, path: found.path, group, open: event !== undefined });
  }
  if (!event || found.outlets.length === 0) return;
  const body = {
    type: entry.verb,
    timestamp: now.toISOString(),
    data: {
      id: entryId,
      thing: { kind: entry.thing.kind, id: entry.thing.id },
      place: found.code,
      ...publicFacts(event, entry),
    },
  };
  const rows = found.outlets.map((outlet) => ({
    district,
    id: newId(),
    outlet_id: outlet,
    entry_id: entryId,
    about: entry.verb,
    body,
    state: 'waiting',
    due_at: now,
    created_at: now,
  }));
  await insertMany(tx, 'deliveries', rows);
  for (const { id } of rows) await enqueue(tx, sendJob, { district, delivery: id });
}
