// Brings node_modules in step with package-lock.json. Costs a few milliseconds when there is nothing to do.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/**
 * Installs what package-lock.json asks for unless it is there already.
 * `development: false` is content without the development dependencies, so that a production image may leave them out.
 * Throws an Error with a sentence for the user when npm fails.
 */
export function setUp(root, { development }) {
  const missing = missingPackage(root, development);
  if (!missing) return;
  console.error(`Setting up: npm ci, since node_modules ${missing}. This takes a minute, once.`);
  // npm must not run on the very Node that it is about to remove, nor skip the scripts that fetch the runtime.
  const bin = path.join(root, 'node_modules', '.bin');
  const PATH = (process.env.PATH ?? '').split(path.delimiter).filter((entry) => path.resolve(entry) !== bin);
  const omit = process.env.NODE_ENV === 'production' && !development ? ['--omit=dev'] : ['--include=dev'];
  const result = spawnSync(
    'npm',
    ['ci', '--ignore-scripts=false', '--no-audit', '--no-fund', '--loglevel=error', ...omit],
    {
      cwd: root,
      // Standard output stays clean: a command may print JSON there.
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
      env: { ...process.env, PATH: PATH.join(path.delimiter) },
    },
  );
  if (result.status !== 0) {
    const why = result.error ? `: ${result.error.message}` : '';
    throw new Error(
      `npm ci failed${why}. Is the npm registry within reach? Put it right and run the same command again.`,
    );
  }
}

/** Why node_modules is not what package-lock.json says, as the end of a sentence; undefined when it is. */
function missingPackage(root, development) {
  const installed = readJson(path.join(root, 'node_modules', '.package-lock.json'));
  if (!installed) return 'is missing or was left half-way';
  const wanted = readJson(path.join(root, 'package-lock.json'));
  for (const [name, entry] of Object.entries(wanted?.packages ?? {})) {
    if (name === '' || entry.optional || entry.devOptional || entry.link || (entry.dev && !development)) continue;
    const found = installed.packages?.[name];
    if (found?.version !== entry.version) {
      return `has ${found ? found.version : 'no version'} of ${name.replace('node_modules/', '')} where ${entry.version} is wanted`;
    }
  }
  return existsSync(path.join(root, 'node_modules', 'node', 'package.json')) ? undefined : 'has no runtime';
}

/** The Node to run the project on: its own, else this one when it is new enough. Throws when neither will do. */
export function runtime(root) {
  const own = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(own)) return own;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  throw new Error(
    `Doorstep needs Node 22.18 or newer; this is ${process.version}, and the one in node_modules/node is missing. ` +
      'Run "npm rebuild node --ignore-scripts=false".',
  );
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
