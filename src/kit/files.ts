import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, type ReadStream, readdirSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type FileKind, sniff, sniffBytes } from './file-kinds.ts';
import { done, type Outcome, refused } from './outcome.ts';

/** A stored file: its content's SHA-256 in hex is its name. */
export type StoredFile = { readonly sha256: string; readonly size: number; readonly kind: FileKind };

export type FileRefusal = 'file-empty' | 'file-too-large' | 'file-kind';

export type PutOptions = {
  /** The kinds that are wanted here. */
  readonly accept: readonly FileKind[];
  /** The largest size in bytes, if smaller than the store's. */
  readonly limit?: number | undefined;
};

export type Files = {
  /**
   * Stores bytes as they come, checked by content, all or nothing. The same content is stored once, so remove a file
   * only when no record names it any more. Refused with `file-empty`, `file-too-large` (detail: `limit` in bytes) or
   * `file-kind` (detail: `kind` that was found).
   */
  put(
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    options: PutOptions,
  ): Promise<Outcome<StoredFile, FileRefusal>>;
  /** The content from `start` to `end` (both included), or all of it. The stream fails where there is no such file. */
  read(sha256: string, range?: { start: number; end: number }): ReadStream;
  /** The size in bytes, or undefined where there is no such file. */
  size(sha256: string): Promise<number | undefined>;
  /** Removes a file; one that is not there is as good as removed. */
  remove(sha256: string): Promise<void>;
  /**
   * Removes a file unless it was stored since `before`: whoever stores the same content again just then keeps it.
   * @returns true when it was removed.
   */
  removeOlder(sha256: string, before: Date): Promise<boolean>;
  /** The names of all stored files, for backups and for finding those that no record names. */
  all(): AsyncIterable<string>;
};

/**
 * Opens a store of uploaded files.
 * @param folder where they lie: `ab/cd/abcd…`, two levels, so that no folder grows endless.
 * @param limit the largest file in bytes.
 */
export function openFiles(folder: string, limit: number): Files {
  const drafts = path.join(folder, 'drafts');
  // What a crash left half-written was never acknowledged. Only old ones: another process may be writing.
  removeOld(drafts);
  mkdirSync(drafts, { recursive: true });
  const placeOf = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('A file is named by its SHA-256');
    return path.join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  };

  return {
    async put(source, options) {
      const draft = path.join(drafts, randomUUID());
      const handle = await open(draft, 'wx+', 0o600);
      try {
        const most = Math.min(limit, options.limit ?? limit);
        const written = await write(handle, source, most);
        if (written === undefined) return refused('file-too-large', { detail: { limit: most } });
        if (written.size === 0) return refused('file-empty');
        const kind = await kindOf(handle, written.size);
        if (kind === undefined || !options.accept.includes(kind)) {
          return refused('file-kind', { detail: { kind: kind ?? 'unknown' } });
        }
        await handle.sync();
        await moveInto(placeOf(written.sha256), draft);
        return done({ ...written, kind });
      } finally {
        await handle.close();
        await rm(draft, { force: true });
      }
    },
    read: (sha256, range) => createReadStream(placeOf(sha256), range),
    size: (sha256) =>
      stat(placeOf(sha256)).then(
        (found) => found.size,
        () => undefined,
      ),
    remove: (sha256) => rm(placeOf(sha256), { force: true }),
    async removeOlder(sha256, before) {
      const place = placeOf(sha256);
      const isOld = (at: string): Promise<boolean> =>
        stat(at).then(
          (found) => found.mtimeMs < before.getTime(),
          () => false,
        );
      if (!(await isOld(place))) return false;
      // Looked at again once it is out of the way: between the two looks somebody may have stored it anew.
      const aside = path.join(drafts, randomUUID());
      const moved = await rename(place, aside).then(
        () => true,
        () => false,
      );
      if (!moved) return false;
      const old = await isOld(aside);
      if (old) await rm(aside, { force: true });
      else await rename(aside, place);
      return old;
    },
    async *all() {
      for (const first of await readdir(folder)) {
        if (!/^[0-9a-f]{2}$/.test(first)) continue;
        for (const second of await readdir(path.join(folder, first)))
          yield* await readdir(path.join(folder, first, second));
      }
    },
  };
}

/** @returns undefined as soon as there is more than `most`; the rest is not read. */
async function write(
  handle: FileHandle,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  most: number,
): Promise<{ sha256: string; size: number } | undefined> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > most) return undefined;
    hash.update(chunk);
    await handle.writeFile(chunk);
  }
  return { sha256: hash.digest('hex'), size };
}

async function kindOf(handle: FileHandle, size: number): Promise<FileKind | undefined> {
  const part = async (position: number): Promise<Buffer> => {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(sniffBytes), 0, sniffBytes, position);
    return buffer.subarray(0, bytesRead);
  };
  return sniff(await part(0), await part(Math.max(0, size - sniffBytes)));
}

/** The folder is synced as well: without that a power cut may lose the name although the content is safe. */
async function moveInto(place: string, draft: string): Promise<void> {
  const folder = path.dirname(place);
  await mkdir(folder, { recursive: true });
  await rename(draft, place);
  for (const level of [folder, path.dirname(folder)]) {
    const handle = await open(level, 'r').catch(() => undefined);
    await handle?.sync().catch(() => undefined);
    await handle?.close();
  }
}

function removeOld(drafts: string): void {
  const dayAgo = Date.now() - 86_400_000;
  let names: readonly string[];
  try {
    names = readdirSync(drafts);
  } catch {
    return;
  }
  for (const name of names) {
    const file = path.join(drafts, name);
    const found = statSync(file, { throwIfNoEntry: false });
    if (found !== undefined && found.mtimeMs < dayAgo) rmSync(file, { force: true });
  }
}
