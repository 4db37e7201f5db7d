import { createHash } from 'node:crypto';
import { access, link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Database } from '../src/kit/database.ts';
import { root } from '../src/kit/root.ts';

const cache = path.join(root, 'node_modules', '.cache', 'doorstep', 'dumps');

/**
 * The path of a dump of an embedded database, made once and kept until one of the files it depends on changes.
 * @param name what is in it; @param sources files and folders (from the root of the project) that decide what it
 * becomes; @param make gives the database to keep, which is closed afterwards.
 */
export async function keptDump(
  name: string,
  sources: readonly string[],
  make: () => Promise<Database>,
): Promise<string> {
  const file = path.join(cache, `${name}-${await fingerprint(sources)}.tar`);
  if (await exists(file)) return file;
  const draft = `${file}.${process.pid}`;
  const database = await make();
  try {
    const dump = await database.dump();
    if (!dump) throw new Error('The embedded database gave no dump');
    await mkdir(cache, { recursive: true });
    // Kept unpacked: unpacking would cost every test file as much as the rest of opening the database.
    await writeFile(draft, await promisify(gunzip)(await dump.arrayBuffer()));
  } finally {
    await database.close();
  }
  // When another process was quicker, its copy stays: somebody may be reading it already.
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft, { force: true });
  await removeOldDumps();
  return file;
}

const hour = 60 * 60 * 1000;

/** Younger ones stay: a run beside this one, on other sources, may be reading them. */
async function removeOldDumps(): Promise<void> {
  for (const name of await readdir(cache)) {
    const file = path.join(cache, name);
    const age = await stat(file).then(
      ({ atimeMs, mtimeMs }) => Date.now() - Math.max(atimeMs, mtimeMs),
      () => 0,
    );
    if (age > hour) await rm(file, { force: true });
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** Changes with any of the files, tests among them left out. */
async function fingerprint(sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const source of [...sources, 'node_modules/@electric-sql/pglite/package.json']) {
    for (const file of await filesIn(path.join(root, source))) hash.update(file).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesIn(source: string): Promise<string[]> {
  if (!(await stat(source)).isDirectory()) return [source];
  const entries = await readdir(source, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
