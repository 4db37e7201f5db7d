import type { Clock, Day } from './clock.ts';
import { dayIn } from './clock.ts';
import type { Database, Tx } from './database.ts';
import type { Files } from './files.ts';
import { append, type Channel, type Entry, type Hand } from './journal.ts';
import { isRefused, type Outcome } from './outcome.ts';
import type { Keyring } from './secrets.ts';
import type { Outbox } from './sms.ts';

/** What every action gets first: the transaction, whose hand it is, the time, and the keys. */
export type Write = Hand & {
  readonly tx: Tx;
  /** Today in the district's zone. */
  readonly today: Day;
  readonly keyring: Keyring;
  /** Where the content of uploads is kept; what a transaction stored and then rolled back is swept later. */
  readonly files: Files;
  /** Appends the verb's entry to the journal; each verb does it exactly once. */
  record(entry: Entry): Promise<void>;
};

export type Workshop = {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly files: Files;
  readonly clock: Clock;
  readonly zone: string;
  /** The way by which messages leave for phones. */
  readonly outbox: Outbox;
  /** What else has to happen, in the same transaction, when something was recorded. */
  react?(write: Write, entry: Entry): Promise<void>;
};

export type WriteOptions = {
  readonly district: string;
  readonly actorId?: string | undefined;
  readonly channel?: Channel | undefined;
};

/** Thrown inside to roll back, never seen outside. */
class RolledBack extends Error {
  constructor(readonly outcome: Outcome<never>) {
    super('refused');
  }
}

/**
 * Carries out one verb in one transaction. A refusal rolls everything back; a verb that was done must have
 * recorded itself in the journal exactly once.
 */
export async function inTransaction<T, R extends string>(
  workshop: Workshop,
  options: WriteOptions,
  verb: (write: Write) => Promise<Outcome<T, R>>,
): Promise<Outcome<T, R>> {
  try {
    return await workshop.database.kysely.transaction().execute(async (tx) => {
      let recorded = 0;
      const now = workshop.clock.now();
      const hand: Hand = {
        district: options.district,
        actorId: options.actorId,
        channel: options.channel ?? 'screen',
        now,
      };
      const write: Write = {
        ...hand,
        tx,
        today: dayIn(workshop.zone, now),
        keyring: workshop.keyring,
        files: workshop.files,
        record: async (entry) => {
          recorded += 1;
          await append(tx, hand, entry);
          await workshop.react?.(write, entry);
        },
      };
      const outcome = await verb(write);
      if (isRefused(outcome)) throw new RolledBack(outcome as Outcome<never>);
      if (recorded !== 1) throw new Error(`A verb recorded itself ${recorded} times in the journal, not once`);
      return outcome;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.outcome as Outcome<T, R>;
    throw error;
  }
}
