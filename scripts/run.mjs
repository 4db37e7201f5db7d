// Sets the project up when it has to, then runs one of its commands on the Node that comes with it (node_modules/node).
// Plain JavaScript without dependencies: this file must start on a machine that has Node 20 and nothing else.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { runtime, setUp } from './setup.mjs';

const root = path.dirname(import.meta.dirname);
const bundle = path.join(root, 'dist', 'doorstep.js');

/**
 * `arguments`: what the project's Node runs. `bundled`: build dist/doorstep.js before. `development`: needs the
 * development dependencies. `here`: run where the user stands, because the arguments name files.
 */
const commands = {
  start: { arguments: ['--enable-source-maps', bundle, 'start'], bundled: true },
  doorstep: { arguments: ['--enable-source-maps', bundle], bundled: true, here: true },
  build: { arguments: ['--eval', ''], bundled: true },
  dev: { arguments: ['node_modules/tsx/dist/cli.mjs', 'watch', 'src/main.ts', 'start'], development: true },
  test: { arguments: ['node_modules/vitest/vitest.mjs', 'run'], development: true },
  check: { arguments: ['scripts/check.ts'], development: true },
  types: { arguments: ['scripts/generate-types.ts'], development: true },
  bench: { arguments: ['node_modules/tsx/dist/cli.mjs', 'bench/main.ts'], bundled: true, development: true },
};

/** Runs the command called `name` with `rest` behind its own arguments, and ends this process the way the command ended. */
export async function run(name, rest) {
  const command = commands[name];
  if (!command) {
    console.error(`There is no command "${name ?? ''}". There are: ${Object.keys(commands).join(', ')}.`);
    process.exit(2);
  }
  try {
    setUp(root, { development: command.development === true });
    if (command.bundled && existsSync(path.join(root, 'src', 'main.ts')))
      await (await import('./build.mjs')).build(root);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }

  const bin = path.join(root, 'node_modules', '.bin');
  const child = spawn(runtime(root), [...command.arguments, ...rest], {
    cwd: command.here ? userDirectory() : root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2']) {
    // A terminal sends Ctrl-C to the whole foreground group: passing it on would deliver it twice.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)));
  }
  if (process.env.npm_lifecycle_event) endWithParent(child);
  child.on('error', (error) => {
    console.error(`Could not start ${name}: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

/** npm hands a signal to the shell between it and us, which ends without a word: we notice by our parent changing. */
function endWithParent(child) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    child.kill('SIGTERM');
  }, 250).unref();
}

/** npm moves to the project's folder before it runs a script and leaves the user's own folder in INIT_CWD. */
function userDirectory() {
  const underNpm = process.env.npm_lifecycle_event === 'doorstep';
  return (underNpm && process.env.INIT_CWD) || process.cwd();
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) {
  const [name, ...rest] = process.argv.slice(2);
  await run(name, rest);
}
