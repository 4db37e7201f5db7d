import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The project's folder: the nearest one above this file whose package.json is called "doorstep".
 * Works from the sources and from the bundle in dist/ alike, where `import.meta.url` would point elsewhere.
 */
export const root: string = findRoot(import.meta.dirname);

function findRoot(from: string): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (packageName(folder) === 'doorstep') return folder;
    if (folder === path.dirname(folder)) throw new Error(`No package.json of doorstep above ${from}`);
  }
}

function packageName(folder: string): string | undefined {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).name;
  } catch {
    return undefined;
  }
}
