import { fixedClock } from '../src/kit/clock.ts';
import type { Database, Reader } from '../src/kit/database.ts';
import type { Channel } from '../src/kit/journal.ts';
import { isRefused, type Outcome } from '../src/kit/outcome.ts';
import { openKeyring } from '../src/kit/secrets.ts';
import type { Message } from '../src/kit/sms.ts';
import { inTransaction, type Workshop, type Write } from '../src/kit/write.ts';
import { openTestDatabase } from './database.ts';
import { temporaryFiles } from './files.ts';

export type TestHouse = {
  readonly database: Database;
  readonly db: Reader;
  readonly workshop: Workshop;
  /** Messages that left for phones. */
  readonly sent: readonly Message[];
  /** Carries a verb out and gives what was done; a refusal fails the test. */
  write<T>(
    district: string,
    verb: (write: Write) => Promise<Outcome<T>>,
    options?: { actorId?: string; channel?: Channel },
  ): Promise<T>;
  /** Carries a verb out and gives its outcome. */
  outcome<T>(
    district: string,
    verb: (write: Write) => Promise<Outcome<T>>,
    options?: { actorId?: string; channel?: Channel },
  ): Promise<Outcome<T>>;
  close(): Promise<void>;
};

/** A house of its own for one test file: an empty migrated database, a key, and a clock that stands at 2026-11-22 10:00. */
export async function openTestHouse(extras: Partial<Workshop> = {}): Promise<TestHouse> {
  const database = await openTestDatabase();
  const sent: Message[] = [];
  const workshop: Workshop = {
    database,
    keyring: openKeyring([Buffer.alloc(32, 7)]),
    clock: fixedClock('2026-11-22T02:00:00Z'),
    files: temporaryFiles(),
    zone: 'Asia/Shanghai',
    outbox: {
      send: async (message) => {
        sent.push(message);
        return { sent: true };
      },
    },
    ...extras,
  };
  const outcome: TestHouse['outcome'] = (district, verb, options) =>
    inTransaction(workshop, { district, ...options }, verb);
  return {
    database,
    db: database.kysely,
    workshop,
    sent,
    outcome,
    write: async (district, verb, options) => {
      const result = await outcome(district, verb, options);
      if (isRefused(result)) throw new Error(`Refused: ${JSON.stringify(result)}`);
      return result.done;
    },
    close: () => database.close(),
  };
}
