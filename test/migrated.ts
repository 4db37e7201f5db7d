import { openDatabase } from '../src/kit/database.ts';
import { migrate } from '../src/kit/migrate.ts';
import { keptDump } from './dumps.ts';

/** The migrations and everything that decides what they become. */
export const migrationSources = ['migrations', 'src/kit/migrate.ts', 'src/kit/database.ts'] as const;

/**
 * The path of a dump of the embedded database with every migration run and nothing in it. Making one takes five
 * seconds and beginning from one half a second, so it is kept until the migrations or the database's version change.
 */
export function migratedDump(): Promise<string> {
  return keptDump('migrated', migrationSources, async () => {
    const database = await openDatabase({});
    await migrate(database);
    return database;
  });
}
