import { serve } from '@hono/node-server';
import autocannon from 'autocannon';
import type { Hono } from 'hono';
import { createApp } from '../src/app.ts';
import { systemClock } from '../src/kit/clock.ts';
import { readConfig } from '../src/kit/config.ts';
import { openDatabase } from '../src/kit/database.ts';
import { openLog } from '../src/kit/log.ts';
import { openMetrics } from '../src/kit/metrics.ts';
import { migrate } from '../src/kit/migrate.ts';
import { openKeyring } from '../src/kit/secrets.ts';
import type { Workshop } from '../src/kit/write.ts';
import { react } from '../src/reactions.ts';

export type Served = { readonly url: string; stop(): Promise<void> };

/** A migrated house on a PostgreSQL database of its own. */
export async function openHouseOn(url: string): Promise<Workshop> {
  const database = await openDatabase({ url });
  await migrate(database);
  return {
    database,
    keyring: openKeyring([Buffer.alloc(32, 9)]),
    clock: systemClock,
    zone: 'Asia/Shanghai',
    outbox: { send: async () => ({ sent: true }) },
    react,
  };
}

/** Serves a fetch function on a free port of this machine. */
export async function listen(fetch: Hono['fetch']): Promise<Served> {
  return new Promise((resolve) => {
    const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({ url: `http://127.0.0.1:${port}`, stop: () => new Promise((end) => server.close(() => end())) }),
    );
  });
}

/** Serves the product from a house. */
export async function serveHouse(house: Workshop): Promise<Served> {
  const read = readConfig({ REQUESTS_PER_MINUTE: '1000000', DEMO: 'true', LOG_LEVEL: 'silent' });
  if ('problems' in read) throw new Error(read.problems.map((one) => one.problem).join());
  const log = openLog({ level: 'silent', style: 'json' });
  const app = await createApp({ workshop: house, config: read.config, log, metrics: openMetrics() });
  return listen(app.fetch);
}

/** Requests a second over a few seconds, ten connections, warmed up. */
export async function load(url: string, headers: Record<string, string> = {}, seconds = 4): Promise<number> {
  await autocannon({ url, headers, connections: 10, duration: 1 });
  const result = await autocannon({ url, headers, connections: 10, duration: seconds });
  if (result.non2xx > 0 && !headers['if-none-match'])
    throw new Error(`${url} answered ${result.non2xx} times otherwise`);
  return result.requests.average;
}

/** The middle one. */
export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
