import { createHash } from 'node:crypto';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './root.ts';

export type Asset = { readonly href: string; readonly type: string; readonly body: Uint8Array<ArrayBuffer> };
export type Assets = {
  readonly styles: string;
  readonly script: string;
  readonly worker: string;
  readonly files: ReadonlyMap<string, Asset>;
};

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** Bundles the stylesheet and the islands; the names carry a hash of the content, so browsers may keep them for ever. */
export async function buildAssets(): Promise<Assets> {
  const result = await build({
    entryPoints: { styles: path.join(root, 'src/styles/main.css'), islands: path.join(root, 'src/islands/main.ts') },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: ['es2022', 'chrome100', 'safari15'],
    outdir: path.join(root, 'dist/assets'),
    entryNames: '[name]-[hash]',
    logLevel: 'silent',
  });
  const files = new Map<string, Asset>();
  for (const file of result.outputFiles) {
    const href = `/assets/${path.basename(file.path)}`;
    files.set(href, {
      href,
      type: types[path.extname(file.path)] ?? 'application/octet-stream',
      body: new Uint8Array(file.contents),
    });
  }
  const hrefOf = (start: string): string => [...files.keys()].find((href) => href.startsWith(`/assets/${start}`)) ?? '';
  const [styles, script] = [hrefOf('styles'), hrefOf('islands')];
  return { styles, script, worker: await buildWorker([styles, script]), files };
}

/** What every page needs besides styles and scripts when there is no signal. */
const icons = ['/icon.svg', '/icons/192.png'];

/** The service worker; it changes with the styles and scripts, so that browsers notice a new version. */
async function buildWorker(assets: readonly string[]): Promise<string> {
  const kept = [...assets, ...icons];
  const result = await build({
    entryPoints: [path.join(root, 'src/islands/worker.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: ['es2022', 'chrome100', 'safari15'],
    define: {
      buildHash: JSON.stringify(createHash('sha256').update(kept.join()).digest('hex').slice(0, 16)),
      buildAssets: JSON.stringify(kept),
    },
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}
