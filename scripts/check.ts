// Everything that must hold besides the tests: `npm run check`. `npm run check -- biome knip` runs only those named.
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { root } from '../src/kit/root.ts';

type Check = {
  readonly name: string;
  readonly about: string;
  /** The program and its arguments, all of them in node_modules/.bin. */
  readonly run: readonly string[];
  /** A file for what the first program prints, and the program that looks at it. */
  readonly thenRun?: { readonly file: string; readonly run: readonly string[] };
};

/** Longest first, so that the short ones fill the gaps. */
const checks: readonly Check[] = [
  {
    name: 'house',
    about: 'imports, names, words in both languages, migrations',
    run: ['vitest', 'run', '--project=plain', '--project=pglite', 'test/architecture', 'test/words', 'test/migrations'],
  },
  { name: 'types', about: 'the server compiles', run: ['tsc', '--project', '.'] },
  { name: 'schema', about: 'row types match the migrations', run: ['node', 'scripts/generate-types.ts', '--check'] },
  {
    name: 'openapi',
    about: 'the description of the API is valid',
    run: ['node', 'scripts/run.mjs', 'doorstep', 'openapi'],
    thenRun: { file: '.tmp/openapi.json', run: ['redocly', 'lint', '.tmp/openapi.json'] },
  },
  { name: 'knip', about: 'nothing is unused', run: ['knip', '--no-progress'] },
  { name: 'lock', about: 'npm ci works on every machine', run: ['node', 'scripts/complete-lock.mjs', '--check'] },
  { name: 'islands', about: 'the browser scripts compile', run: ['tsc', '--project', 'src/islands'] },
  { name: 'biome', about: 'format and lint', run: ['biome', 'ci', '--colors=off'] },
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(`There is no check ${unknown.join(', ')}. There are: ${checks.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const waiting = checks.filter(({ name }) => asked.length === 0 || asked.includes(name));
const failed: string[] = [];
await Promise.all(Array.from({ length: availableParallelism() }, worker));
console.log(failed.length === 0 ? '\nAll is well.' : `\nNot in order: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function worker(): Promise<void> {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const start = performance.now();
    const { passed, output } = await runCheck(check);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${passed ? '✓' : '✗'} ${check.name.padEnd(8)} ${check.about} (${seconds} s)`);
    if (passed) continue;
    failed.push(check.name);
    console.log(output.trimEnd().replace(/^/gm, '    '));
  }
}

type Result = { readonly passed: boolean; readonly output: string };

async function runCheck({ run, thenRun }: Check): Promise<Result> {
  const first = await runProgram(run);
  if (!first.passed || !thenRun) return { passed: first.passed, output: first.printed + first.complaints };
  const file = path.join(root, thenRun.file);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, first.printed);
  const second = await runProgram(thenRun.run);
  return { passed: second.passed, output: second.printed + second.complaints };
}

function runProgram([program = '', ...args]: readonly string[]): Promise<
  Pick<Result, 'passed'> & { readonly printed: string; readonly complaints: string }
> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      env: { ...process.env, NO_COLOR: '1', REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    });
    let printed = '';
    let complaints = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaints += text;
    });
    child.on('error', (error) => resolve({ passed: false, printed, complaints: `${complaints}${error.message}\n` }));
    child.on('close', (code) => resolve({ passed: code === 0, printed, complaints }));
  });
}
