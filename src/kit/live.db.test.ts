import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openTestDatabase } from '../../test/database.ts';
import { openDatabase } from './database.ts';
import { announce, forgetWatches, isWatched, type LiveHub, type LiveHubOptions, liveHub, type Signal } from './live.ts';

const database = await openTestDatabase();
const log = { error: () => undefined };

function hub(more: Partial<LiveHubOptions> = {}): LiveHub {
  const made = liveHub({ database, log, ...more });
  onTestFinished(() => made.close());
  return made;
}
const watch = { district: '421202', path: 'a.b.', all: false, name: 'B' };
const signal: Signal = { district: '421202', path: 'a.b.c.', group: 'things', open: true };
const send = (given: Signal): Promise<void> => database.kysely.transaction().execute((tx) => announce(tx, given));

/** Reads a stream in the background. */
function listen(stream: ReadableStream<Uint8Array> | undefined) {
  if (!stream) throw new Error('no stream');
  let text = '';
  const reader = stream.getReader();
  const reading = (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += new TextDecoder().decode(value);
    }
  })();
  return {
    text: () => text,
    events: () => text.split('\n\n').filter((part) => part.startsWith('event:')),
    stop: () => reader.cancel(),
    reading,
  };
}
const soon = { timeout: 10_000, interval: 20 };

test('whoever looks at a path hears of what happens there and below, and of nothing else', async () => {
  const live = hub();
  const here = listen(await live.open(watch, 'x'));
  const desk = listen(await live.open({ ...watch, all: true }, 'y'));
  await send({ ...signal, path: 'a.bb.' });
  await send({ ...signal, district: '421221' });
  await send({ ...signal, path: 'a.' });
  await send({ ...signal, open: false, group: 'secrets' });
  await send(signal);
  await vi.waitFor(() => expect(here.events()).toHaveLength(1), soon);
  expect(here.events()).toEqual(['event: changed\ndata: {"place":"B","group":"things"}']);
  expect(desk.events()).toEqual([
    'event: changed\ndata: {"place":"B","group":"secrets"}',
    'event: changed\ndata: {"place":"B","group":"things"}',
  ]);
});

test('what is rolled back is not heard', async () => {
  const live = hub();
  const here = listen(await live.open(watch, 'x'));
  const broken = database.kysely.transaction().execute(async (tx) => {
    await announce(tx, signal);
    throw new Error('no');
  });
  await expect(broken).rejects.toThrow('no');
  await send({ ...signal, group: 'after' });
  await vi.waitFor(() => expect(here.events()).toEqual([expect.stringContaining('after')]), soon);
});

test('a write learns whether anybody looks, and nobody is remembered who has gone', async () => {
  const asked = async (path: string): Promise<unknown> => {
    const watched = isWatched('421202', 'asked.path');
    const { rows } = await sql<{ watched: boolean }>`
      select ${watched} as watched from (values (${path}::text)) asked (path)`.execute(database.kysely);
    return rows[0]?.watched;
  };
  await database.query('DELETE FROM live_watches WHERE district IS NOT NULL');
  expect(await asked('a.b.c.')).toBe(false);
  const here = listen(await hub().open(watch, 'x'));
  expect([await asked('a.b.c.'), await asked('a.b.'), await asked('a.'), await asked('a.bc.')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  await here.stop();
  await database.query("UPDATE live_watches SET until = now() - interval '1 second'");
  expect(await asked('a.b.c.')).toBe(false);
  await forgetWatches(database.kysely, '421202');
  expect(await database.query('SELECT * FROM live_watches')).toEqual([]);
});

test('connections are bounded, in all and from one address, and free again when the browser leaves', async () => {
  const live = hub({ most: 3, mostFromOne: 2 });
  const first = listen(await live.open(watch, 'x'));
  expect(await live.open(watch, 'x')).toBeDefined();
  expect(await live.open(watch, 'x')).toBeUndefined();
  expect(await live.open(watch, 'y')).toBeDefined();
  expect(await live.open(watch, 'z')).toBeUndefined();
  await first.stop();
  expect(live.count()).toBe(2);
  // Also of many who come in the same moment.
  const crowd = await Promise.all(['p', 'q', 'r', 's'].map((from) => live.open(watch, from)));
  expect(crowd.filter((stream) => stream !== undefined)).toHaveLength(1);
  await crowd.find((stream) => stream !== undefined)?.cancel();
  expect(await live.open(watch, 'z')).toBeDefined();
});

test('a heartbeat keeps the line open, and closing ends every stream', async () => {
  const live = hub({ heartbeatMs: 20 });
  const here = listen(await live.open(watch, 'x'));
  await vi.waitFor(() => expect(here.text().match(/still here/g)?.length).toBeGreaterThan(2), soon);
  await live.close();
  await here.reading;
  expect(live.count()).toBe(0);
  expect(await live.open(watch, 'x')).toBeUndefined();
});

test('who does not read is cut off instead of piling up', async () => {
  const live = hub({ heartbeatMs: 1 });
  await live.open(watch, 'x');
  await vi.waitFor(() => expect(live.count()).toBe(0), soon);
});

test.skipIf(database.dialect === 'pglite')(
  'processes hear each other, also after the line to the database broke',
  async () => {
    const { source } = database;
    if (!('url' in source)) throw new Error('no server');
    const other = await openDatabase({ url: source.url, poolSize: 2 });
    onTestFinished(() => other.close());
    const live = hub({ database: other });
    const here = listen(await live.open(watch, 'x'));
    await send(signal);
    await vi.waitFor(() => expect(here.events()).toHaveLength(1), soon);
    await database.asOwner((owner) =>
      owner.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'doorstep live'"),
    );
    await pause(2500);
    await vi.waitFor(async () => {
      await send(signal);
      await pause(100);
      expect(here.events().length).toBeGreaterThan(1);
    }, soon);
  },
);
