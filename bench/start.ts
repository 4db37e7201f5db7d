import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { root } from '../src/kit/root.ts';
import { type Figure, median } from './figures.ts';
import { end, freePort, untilAnswered } from './servers.ts';

const again = 3;

/** From `npm start` to the first page, with a new embedded database and with one that is there. */
export async function benchStart(): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'doorstep-bench-'));
  try {
    const first = await startOnce(folder);
    const later: number[] = [];
    for (let i = 0; i < again; i += 1) later.push(await startOnce(folder));
    const usual = median(later);
    return [
      { what: 'start to first page', figure: `${usual.toFixed(1)} s`, target: '≤ 3 s', isMet: usual <= 3 },
      {
        what: 'first start to first page, making the embedded database',
        figure: `${first.toFixed(1)} s`,
        target: '≤ 12 s',
        isMet: first <= 12,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Seconds. What `npm start` runs is run without npm itself, which takes half a second of its own. */
async function startOnce(folder: string): Promise<number> {
  const port = await freePort();
  const begin = performance.now();
  const child = spawn(process.execPath, [path.join(root, 'scripts', 'run.mjs'), 'start'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PORT: String(port), DATA_DIR: folder, LOG_LEVEL: 'error', npm_lifecycle_event: undefined },
  });
  const answered = await untilAnswered(`http://127.0.0.1:${port}/`, child);
  await end(child);
  return (answered - begin) / 1000;
}
