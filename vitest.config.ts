import { defineConfig } from 'vitest/config';
import { lastLine } from './test/last-line.ts';

const tests = (name: string): string[] => ['src', 'test', 'bench', 'scripts'].map((folder) => `${folder}/**/*.${name}`);

/**
 * The name of a test's file says what it needs:
 * `x.test.ts` nothing; `x.db.test.ts` a database, so it runs on both; `x.browser.test.ts` a real browser.
 */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    env: { NODE_ENV: 'test', TZ: 'UTC' },
    reporters: ['default', lastLine()],
    projects: [
      {
        test: {
          name: 'plain',
          include: tests('test.{ts,tsx}'),
          exclude: [...tests('db.test.{ts,tsx}'), ...tests('browser.test.{ts,tsx}')],
        },
      },
      {
        test: {
          name: 'pglite',
          include: tests('db.test.{ts,tsx}'),
          globalSetup: 'test/pglite-setup.ts',
        },
      },
      {
        test: {
          name: 'postgres',
          include: tests('db.test.{ts,tsx}'),
          globalSetup: 'test/postgres-setup.ts',
        },
      },
      {
        test: {
          name: 'browser',
          include: tests('browser.test.{ts,tsx}'),
          globalSetup: ['test/pglite-setup.ts', 'test/browser-setup.ts'],
        },
      },
    ],
  },
});
