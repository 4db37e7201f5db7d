import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { trouble } from './trouble.ts';

/** Where the master keys come from: the text itself, a file, or the file `master.key` in the data folder. */
export type MasterKeySource = {
  readonly masterKey?: string | undefined;
  readonly masterKeyFile?: string | undefined;
  readonly dataDir: string;
};

/**
 * Reads the master keys. Without a text or a file given, the key file of the data folder is read, and made with a
 * random key and mode 600 where there is none yet. Throws with the reason where a key cannot be read.
 * @returns the keys of 32 bytes, the current one first.
 */
export async function loadMasterKeys(source: MasterKeySource): Promise<Buffer[]> {
  if (source.masterKey !== undefined) return keysIn(source.masterKey, 'MASTER_KEY');
  if (source.masterKeyFile !== undefined) {
    const text = await readFile(source.masterKeyFile, 'utf8').catch((error: unknown) => {
      throw trouble(`MASTER_KEY_FILE cannot be read: ${error instanceof Error ? error.message : error}`, error);
    });
    return keysIn(text, source.masterKeyFile);
  }
  const file = path.join(source.dataDir, 'master.key');
  await makeKeyFile(file);
  // A copy restored from a backup may have lost its mode.
  if (((await stat(file)).mode & 0o077) !== 0) await chmod(file, 0o600);
  return keysIn(await readFile(file, 'utf8'), file);
}

/**
 * Reads master keys from a text: 32 bytes each as hex or base64, separated by commas or blanks, the current one first.
 * Lines that begin with # are left out.
 * @returns the keys, or the reason why a key is refused (never the key itself).
 */
export function parseMasterKeys(text: string): { keys: Buffer[] } | { problem: string } {
  const parts = text
    .replace(/^#.*$/gm, '')
    .split(/[\s,]+/)
    .filter(Boolean);
  if (parts.length === 0) return { problem: 'holds no key' };
  const keys = parts.map((part) => Buffer.from(part, /^[0-9a-f]{64}$/i.test(part) ? 'hex' : 'base64'));
  const wrong = keys.findIndex((key) => key.length !== 32);
  return wrong === -1 ? { keys } : { problem: `key ${wrong + 1} is not 32 bytes as hex (64 digits) or base64` };
}

function keysIn(text: string, where: string): Buffer[] {
  const result = parseMasterKeys(text);
  if ('problem' in result) throw trouble(`${where} ${result.problem}`);
  return result.keys;
}

/** Linked into place when complete, so of several processes that start at once one wins and all read the same key. */
async function makeKeyFile(file: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  if (
    await stat(file).then(
      () => true,
      () => false,
    )
  )
    return;
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(
      `# Opens everything encrypted in this installation. Keep a copy apart from the database: lost, it cannot be replaced.\n${randomBytes(32).toString('base64')}\n`,
    );
    await handle.sync();
  } finally {
    await handle.close();
  }
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
}
