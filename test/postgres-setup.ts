import type { TestProject } from 'vitest/node';
import { openDatabase } from '../src/kit/database.ts';
import { migrate } from '../src/kit/migrate.ts';
import { onServer, startPostgres } from './postgres.ts';

const template = 'doorstep_template';

/**
 * Before the first test on PostgreSQL: a server of our own, and one database with the migrations run, which every
 * test file copies. @returns what to do after the last one.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  try {
    await onServer(server.url('postgres'), `CREATE DATABASE ${template}`);
    const database = await openDatabase({ url: server.url(template), poolSize: 1 });
    await migrate(database);
    await database.close();
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('database', { dialect: 'postgres', server: server.url('postgres'), template });
  return () => server.stop();
}
