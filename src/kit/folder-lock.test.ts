import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { sayTrouble } from './trouble.ts';

const home = await mkdtemp(path.join(tmpdir(), 'doorstep-lock-'));
afterAll(() => rm(home, { recursive: true, force: true }));

test('a folder belongs to one at a time, and is free once given back', async () => {
  const folder = path.join(home, 'one');
  const giveBack = await lockFolder(folder, 0);
  expect(giveBack).toBeDefined();
  expect(await lockFolder(folder, 0)).toBeUndefined();
  const next = lockFolder(folder, 5);
  giveBack?.();
  (await next)?.();
  expect(await lockFolder(folder, 0)).toBeDefined();
});

test('another process keeps us out until it is killed', async () => {
  const folder = path.join(home, 'two');
  const holder = await hold(folder);
  expect(await lockFolder(folder, 0)).toBeUndefined();
  const gone = once(holder, 'exit');
  holder.kill('SIGKILL');
  await gone;
  expect(await lockFolder(folder, 0)).toBeDefined();
});

test('an embedded database that a server holds is not opened a second time', async () => {
  const dataDir = path.join(home, 'three');
  const holder = await hold(dataDir);
  const refused = await openDatabase({ dataDir, patience: 0 }).catch((error: unknown) => sayTrouble(error));
  expect(refused).toMatch(/another process/);
  holder.kill('SIGKILL');
});

async function hold(folder: string): Promise<ChildProcess> {
  const lock = path.join(import.meta.dirname, 'folder-lock.ts');
  const program = `import { lockFolder } from ${JSON.stringify(lock)}; await lockFolder(${JSON.stringify(folder)}); console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout) await once(child.stdout, 'data');
  return child;
}
