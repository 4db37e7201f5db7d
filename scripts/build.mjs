// Bundles the product into dist/doorstep.js: bare Node does not read .tsx. Packages stay in node_modules.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

/** Writes dist/doorstep.js and its source map under `root`. Rejects when the source does not compile. */
export async function build(root) {
  // Imported here, not above: at the top of a fresh clone esbuild is not installed yet.
  const { build: bundle } = await import('esbuild');
  const { outputFiles } = await bundle({
    absWorkingDir: root,
    entryPoints: ['src/main.ts'],
    outfile: 'dist/doorstep.js',
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node22',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: 'linked',
    write: false,
    logLevel: 'warning',
  });
  await mkdir(path.join(root, 'dist'), { recursive: true });
  for (const file of outputFiles) {
    // Renamed into place, so that a command which starts at the same moment never reads half a file.
    const draft = `${file.path}.${process.pid}`;
    await writeFile(draft, file.contents);
    await rename(draft, file.path);
  }
}
