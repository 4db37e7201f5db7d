import { randomInt, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import type { Database, Reader, Tx } from './database.ts';
import type { Log } from './log.ts';

/** That something changed at a path: no more than that leaves a process. */
export type Signal = {
  readonly district: string;
  readonly path: string;
  /** What kind of thing it was about, such as the name of a room. */
  readonly group: string;
  /** Whether everybody may know that something of this kind happened there. */
  readonly open: boolean;
};

/** What somebody looks at, and what their browser is told when it changes. */
export type Watch = {
  readonly district: string;
  readonly path: string;
  /** Whether they may know of changes that are not for everybody. */
  readonly all: boolean;
  /** What the browser calls it. */
  readonly name: string;
};

export type LiveHub = {
  /** Opens a stream of events; undefined when there are too many already. @param from whose connections are counted. */
  open(watch: Watch, from: string): Promise<ReadableStream<Uint8Array> | undefined>;
  /** How many streams are open. */
  count(): number;
  close(): Promise<void>;
};

export type LiveHubOptions = {
  readonly database: Database;
  readonly log: Pick<Log, 'error'>;
  /** Streams in all, and from one address. */
  readonly most?: number | undefined;
  readonly mostFromOne?: number | undefined;
  readonly heartbeatMs?: number | undefined;
};

const signalName = 'doorstep_live';
const leaseMinutes = 3;

/**
 * SQL for "somebody looks at this path, or above it, live now". Asked before anything is announced: NOTIFY makes commits
 * queue up, so nobody pays for it while nobody looks.
 * @param column a column reference such as `places.path`.
 */
export function isWatched(district: string, column: string) {
  return sql<boolean>`exists (select from live_watches w where w.district = ${district}
    and starts_with(${sql.ref(column)}, w.path) and w.until > now())`;
}

/** Announces a change when the transaction commits, to every process. */
export async function announce(tx: Tx, signal: Signal): Promise<void> {
  const { district, path, group, open } = signal;
  await sql`select pg_notify(${signalName}, ${JSON.stringify({ district, path, group, open })})`.execute(tx);
}

/** Forgets watches that no process renews any more. */
export async function forgetWatches(db: Reader, district: string): Promise<void> {
  await sql`delete from live_watches where district = ${district} and until < now()`.execute(db);
}

type Stream = Watch & {
  readonly from: string;
  readonly sink: ReadableStreamDefaultController<Uint8Array>;
  readonly beat: NodeJS.Timeout;
};

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Keeps the streams of one process. It listens to the database only while somebody looks. */
export function liveHub(options: LiveHubOptions): LiveHub {
  const { database, log, most = 1000, mostFromOne = 60, heartbeatMs = 25_000 } = options;
  const watcher = randomUUID();
  const streams = new Set<Stream>();
  let listening: Promise<() => Promise<void>> | undefined;
  let renewing: NodeJS.Timeout | undefined;
  let isClosed = false;
  /** From whom streams are being opened: they count already, and nobody stops listening under them. */
  const opening: string[] = [];

  const send = (stream: Stream, text: string): void => {
    // Who does not read is cut off; the browser comes again by itself.
    const isBehind = (stream.sink.desiredSize ?? 0) < -64;
    try {
      if (isBehind) drop(stream);
      else stream.sink.enqueue(encode(text));
    } catch {
      drop(stream);
    }
  };

  const drop = (stream: Stream): void => {
    if (!streams.delete(stream)) return;
    clearInterval(stream.beat);
    try {
      stream.sink.close();
    } catch {
      // It is closed already where the browser has left.
    }
    if (streams.size + opening.length === 0) void rest();
  };

  const hear = (payload: string): void => {
    const signal = readSignal(payload);
    if (!signal) return;
    for (const stream of streams) {
      const concerns =
        stream.district === signal.district && signal.path.startsWith(stream.path) && (signal.open || stream.all);
      if (concerns)
        send(stream, `event: changed\ndata: ${JSON.stringify({ place: stream.name, group: signal.group })}\n\n`);
    }
  };

  const renew = async (): Promise<void> => {
    const watched = new Map([...streams].map(({ district, path }) => [`${district} ${path}`, { district, path }]));
    for (const { district, path } of watched.values()) await lease(database, watcher, district, path);
  };

  const rest = async (): Promise<void> => {
    clearInterval(renewing);
    renewing = undefined;
    const stop = listening;
    listening = undefined;
    await stop?.then((end) => end()).catch(() => undefined);
  };

  return {
    count: () => streams.size,
    async open(watch, from) {
      const all = [...[...streams].map((stream) => stream.from), ...opening];
      const mine = all.filter((other) => other === from).length;
      if (isClosed || all.length >= most || mine >= mostFromOne) return undefined;
      opening.push(from);
      try {
        // Heard first, said second: from here on nothing is missed.
        listening ??= listen(database, hear, (error) => log.error({ err: error }, 'live: not listening for a while'));
        await listening;
        await lease(database, watcher, watch.district, watch.path);
      } finally {
        opening.splice(opening.indexOf(from), 1);
      }
      renewing ??= setInterval(
        () => void renew().catch((error) => log.error({ err: error }, 'live: watches were not renewed')),
        60_000,
      ).unref();
      let stream: Stream | undefined;
      return new ReadableStream<Uint8Array>({
        start(sink) {
          const beat = setInterval(() => stream && send(stream, ': still here\n\n'), heartbeatMs).unref();
          stream = { ...watch, from, sink, beat };
          streams.add(stream);
          // After a break they shall not all come back in the same second.
          send(stream, `retry: ${3000 + randomInt(4000)}\n: ready\n\n`);
        },
        cancel() {
          if (stream) drop(stream);
        },
      });
    },
    async close() {
      isClosed = true;
      for (const stream of [...streams]) drop(stream);
      await rest();
    },
  };
}

async function lease(database: Database, watcher: string, district: string, path: string): Promise<void> {
  await database.query(
    `INSERT INTO live_watches (district, path, watcher, until) VALUES ($1, $2, $3, now() + interval '${leaseMinutes} minutes')
     ON CONFLICT (district, path, watcher) DO UPDATE SET until = excluded.until`,
    [district, path, watcher],
  );
}

function readSignal(payload: string): Signal | undefined {
  try {
    const { district, path, group, open }: Record<string, unknown> = JSON.parse(payload);
    return typeof path === 'string' && path !== ''
      ? { district: String(district), path, group: String(group), open: open === true }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Listens on a connection of its own, anew where it breaks. @returns how to stop. */
async function listen(
  { source }: Database,
  hear: (payload: string) => void,
  trouble: (error: unknown) => void,
): Promise<() => Promise<void>> {
  if ('pglite' in source) return source.pglite.listen(signalName, hear);
  let client: pg.Client | undefined;
  let stopped = false;
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: source.url, application_name: 'doorstep live', keepAlive: true });
    let broken = false;
    const again = (error?: unknown): void => {
      if (broken || stopped) return;
      broken = true;
      if (error) trouble(error);
      setTimeout(() => void (stopped || connect().catch(again)), 2000).unref();
    };
    next.on('error', again);
    next.on('end', () => again());
    next.on('notification', ({ payload = '' }) => hear(payload));
    try {
      await next.connect();
      await next.query(`LISTEN ${signalName}`);
    } catch (error) {
      again(error);
      await next.end().catch(() => undefined);
      return;
    }
    client = next;
    if (stopped) await next.end();
  };
  await connect();
  return async () => {
    stopped = true;
    await client?.end().catch(() => undefined);
  };
}
