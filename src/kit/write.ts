import type { Clock, Day } from './clock.ts';
import { dayIn } from './clock.ts';
import type { Database, Tx } from './database.ts';
import type { Files } from './files.ts';
import type { Gateways } from './gateways.ts';
import { append, type Channel, type Entry, type Hand } from './journal.ts';
import { isRefused, type Outcome } from './outcome.ts';
import type { Moment } from './page-cache.ts';
import type { Keyring } from './secrets.ts';
import type { Outbox } from './sms.ts';

/** What every action gets first: the transaction, whose hand it is, the time, and the keys. */
export type Write = Hand & {
  readonly tx: Tx;
  /** Today in the district's zone. */
  readonly today: Day;
  readonly zone: string;
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
  /** The ways by which anything else leaves; without them it waits and is told as not sent. */
  readonly gateways?: Gateways | undefined;
  /** What else has to happen, in the same transaction, when something was recorded under this id. */
  react?(write: Write, entry: Entry, entryId: string): Promise<void>;
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

/** How often this process has written to a database: whoever keeps something it has read must read again after a write. */
const writes = new WeakMap<Database, number>();

/** Now, as far as what is read now may be kept. */
export function momentOf({ database, clock }: Pick<Workshop, 'database' | 'clock'>): Moment {
  return { at: clock.now().getTime(), writes: writes.get(database) ?? 0 };
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
    const done = await workshop.database.kysely.transaction().execute(async (tx) => {
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
        zone: workshop.zone,
        keyring: workshop.keyring,
        files: workshop.files,
        record: async (entry) => {
          recorded += 1;
          const id = await append(tx, hand, entry);
          await workshop.react?.(write, entry, id);
        },
      };
      const outcome = await verb(write);
      if (isRefused(outcome)) throw new RolledBack(outcome as Outcome<never>);
      if (recorded !== 1) throw new Error(`A verb recorded itself ${recorded} times in the journal, not once`);
      return outcome;
    });
    writes.set(workshop.database, (writes.get(workshop.database) ?? 0) + 1);
    return done;
  } catch (error) {
    if (error instanceof RolledBack) return error.outcome as Outcome<T, R>;
    throw error;
  }
}
