import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { inject, onTestFinished } from 'vitest';
import type { DatabaseOptions } from '../src/kit/database.ts';
import { root } from '../src/kit/root.ts';
import { openTestDatabase } from './database.ts';

/** The product as a process of its own that can be killed and started again on the same data. */
export type Server = {
  /** Where it is, or will be again after the next start. */
  readonly origin: string;
  /** What to open its database with while it does not run. */
  readonly database: DatabaseOptions;
  /** Starts it and waits until it answers. */
  start(): Promise<void>;
  /** `kill -9`, and waits until it is gone. */
  kill(): Promise<void>;
};

/** A demo on the engine this run is for, with a data folder of its own. Killed and removed after the test. */
export async function demoServer(): Promise<Server> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'doorstep-server-'));
  const url = inject('database').dialect === 'postgres' ? await emptyDatabase() : undefined;
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(async () => {
    await kill();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    origin,
    database: url === undefined ? { dataDir: path.join(dataDir, 'database') } : { url, poolSize: 2 },
    kill,
    start: async () => {
      const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', BASE_URL: origin };
      const program = ['--import', 'tsx', path.join(root, 'src/main.ts'), 'start', '--demo'];
      const started = spawn(process.execPath, program, {
        cwd: root,
        env: {
          ...env,
          REQUESTS_PER_MINUTE: '1000000',
          LOG_LEVEL: 'error',
          ...(url === undefined ? {} : { DATABASE_URL: url }),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      await ready(started);
    },
  };
}

/** Waits for the line that says where it is. */
function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (text: string): void => {
      said = `${said}${text}`.slice(-4000);
      if (said.includes('Doorstep ·')) resolve();
    };
    child.stdout?.setEncoding('utf8').on('data', listen);
    child.stderr?.setEncoding('utf8').on('data', listen);
    child.once('exit', (code) => reject(new Error(`The server ended (${code}):\n${said}`)));
  });
}

async function emptyDatabase(): Promise<string> {
  const { source } = await openTestDatabase();
  if (!('url' in source)) throw new Error('This engine is no server');
  return source.url;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return address && typeof address === 'object' ? address.port : 0;
}
