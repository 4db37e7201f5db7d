import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './kit/root.ts';

/** The product's version, as package.json says. */
export const version: string = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version;
