import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Takes a folder for this process alone, until it gives it back or ends, by whatever end. The lock is one of the
 * system's on the file `lock` beside it (SQLite takes it, on every system): unlike a file that holds a process number
 * it is gone with its process, and no other process that got the same number keeps it.
 * @param seconds how long to wait for whoever is just leaving.
 * @returns how to give it back, or undefined when another process has it.
 */
export async function lockFolder(folder: string, seconds = 5): Promise<(() => void) | undefined> {
  await mkdir(path.dirname(folder), { recursive: true });
  const lock = new DatabaseSync(`${folder}.lock`);
  const end = Date.now() + seconds * 1000;
  for (;;) {
    if (isTaken(lock)) return () => lock.close();
    if (Date.now() >= end) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  lock.close();
  return undefined;
}

const busy = 5;

function isTaken(lock: DatabaseSync): boolean {
  try {
    lock.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === busy) return false;
    throw error;
  }
}
