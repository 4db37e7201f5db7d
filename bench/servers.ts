import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { root } from '../src/kit/root.ts';
import { masterKey } from './ground.ts';

/** A server in a process of its own. */
export type Server = {
  /** Such as `http://127.0.0.1:41234`. */
  readonly address: string;
  /** Memory of the process in MB; undefined where the system does not tell. */
  memory(): Promise<number | undefined>;
  stop(): Promise<void>;
};

/** Serves the product, as bundled, on a database. */
export async function startProduct(databaseUrl: string): Promise<Server> {
  const folder = await mkdtemp(path.join(tmpdir(), 'doorstep-bench-'));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  // BENCH_NODE carries options for Node, such as --cpu-prof.
  const options = process.env.BENCH_NODE?.split(' ') ?? [];
  const child = spawn(process.execPath, [...options, path.join(root, 'dist', 'doorstep.js'), 'start'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      BASE_URL: address,
      DATA_DIR: folder,
      DATABASE_URL: databaseUrl,
      MASTER_KEY: masterKey.toString('hex'),
      LOG_LEVEL: 'error',
      REQUESTS_PER_MINUTE: '1000000',
    },
  });
  await untilAnswered(`${address}/readyz`, child);
  return {
    address,
    memory: () => memoryOf(child),
    stop: async () => {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type BarePage = {
  readonly path: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
};

/** Serves fixed bytes with nothing but Hono. */
export async function startBare(pages: readonly BarePage[]): Promise<Server> {
  const child = fork(path.join(import.meta.dirname, 'bare.ts'), { execArgv: [], serialization: 'advanced' });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(Number(message)));
    child.once('exit', (code) => reject(new Error(`The bare server ended with ${code}`)));
    child.send(pages);
  });
  return { address: `http://127.0.0.1:${port}`, memory: () => memoryOf(child), stop: () => end(child) };
}

/** Asks until there is an answer. @returns when it came, as `performance.now()`. */
export async function untilAnswered(url: string, child: ChildProcess): Promise<number> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}`);
    const status = await fetch(url).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      },
      () => 0,
    );
    if (status === 200) return performance.now();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Ends a process that we started and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

async function memoryOf({ pid }: ChildProcess): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address && typeof address === 'object' ? address.port : 0));
    });
  });
}
