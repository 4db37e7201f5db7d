import type { TestProject } from 'vitest/node';
import { migratedDump } from './migrated.ts';

/** Before the first test on the embedded database: one dump with the migrations run, for every file to begin from. */
export async function setup(project: TestProject): Promise<void> {
  project.provide('database', { dialect: 'pglite', dump: await migratedDump() });
}
