import type { Entry } from './kit/journal.ts';
import type { Write } from './kit/write.ts';
import { followEntry as followByChannels, followMessages } from './rooms/channels/index.ts';
import { followPeople } from './rooms/groups/index.ts';
import { followIssues } from './rooms/issues/index.ts';
import { whenMessagesAreLeft } from './rooms/people/index.ts';
import { followReception } from './rooms/reception/index.ts';
import { followEntry, recountUnder } from './rooms/stewards/index.ts';

/** The only place where what one room did makes another room act, in the same transaction. */
export async function react(write: Write, entry: Entry, entryId: string): Promise<void> {
  if (entry.verb.startsWith('people.')) await followPeople(write, entry);
  await followEntry(write, entry);
  await followIssues(write, entry);
  await followReception(write, entry);
  // The rows of a ledger are written in many transactions; who looks after whom is counted once, after the last.
  if (entry.verb === 'ledgers.import' && entry.placeId) await recountUnder(write, { placeIds: [entry.placeId] });
  await followByChannels(write, entry, entryId);
}

// What is left in somebody's inbox goes out by the ways they chose.
whenMessagesAreLeft(followMessages);
