import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Files, openFiles } from '../src/kit/files.ts';
import { largestUpload } from '../src/kit/uploads.ts';
import { closeLater } from './close-later.ts';

/** A store of uploads of one's own, removed by itself. */
export function temporaryFiles(): Files {
  const folder = mkdtempSync(path.join(tmpdir(), 'doorstep-files-'));
  closeLater(() => rm(folder, { recursive: true, force: true }));
  return openFiles(folder, largestUpload);
}
