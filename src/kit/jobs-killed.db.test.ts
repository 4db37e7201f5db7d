import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { openTestDatabase } from '../../test/database.ts';
import { systemClock } from './clock.ts';
import { type DatabaseOptions, openDatabase } from './database.ts';
import { runJobs } from './job-runner.ts';
import { defineJob } from './jobs.ts';
import { openLog } from './log.ts';
import { root } from './root.ts';

/** A migrated database that another process can open too, or open after us. */
async function sharedDatabase(): Promise<DatabaseOptions> {
  const given = inject('database');
  if (given.dialect === 'postgres') {
    const { source } = await openTestDatabase();
    return 'url' in source ? { url: source.url, poolSize: 2 } : {};
  }
  const dataDir = await mkdtemp(path.join(tmpdir(), 'doorstep-killed-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const database = await openDatabase({ dataDir, loadDataDir: await openAsBlob(given.dump) });
  await database.close();
  return { dataDir };
}

test('a job whose process is killed is done by the next one', { timeout: 180_000 }, async () => {
  const options = await sharedDatabase();
  const victim = spawn(process.execPath, [path.join(root, 'test/job-victim.ts'), JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(victim, 'exit');
  const [said] = await once(victim.stdout, 'data');
  expect(String(said)).toBe('working\n');
  victim.kill('SIGKILL');
  await ended;

  const database = await openDatabase(options);
  onTestFinished(() => database.close());
  const runs: { n: number; attempt: number }[] = [];
  const job = defineJob('survives', z.object({ n: z.number() }), async ({ n }, run) => {
    runs.push({ n, attempt: run.attempt });
  });
  const log = openLog({ level: 'silent', style: 'json' });
  const more = { clock: systemClock, zone: 'UTC', log, tickSeconds: 1, lifeSignSeconds: 10 };
  const runner = await runJobs({ database, jobs: [job], context: undefined, ...more });
  onTestFinished(() => runner.stop(5));
  await vi.waitFor(() => expect(runs).toEqual([{ n: 42, attempt: 2 }]), { timeout: 120_000, interval: 50 });
});
