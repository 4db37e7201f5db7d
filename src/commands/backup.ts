import { cp, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { openHouse } from '../house.ts';
import { backup, restore } from '../kit/backup.ts';
import { opensWhatIsSealed } from '../rooms/people/index.ts';
import { asked, type Command, readArguments } from './command.ts';

const fileName = 'database.jsonl.gz';

export const backupCommand: Command = {
  usage: 'FOLDER',
  summary: 'Writes all records and uploaded files into a folder',
  notes: [
    'The embedded database belongs to one process: stop the server first, or use PostgreSQL.',
    'The master key is not in the backup. Keep a copy of it elsewhere: without it, sealed data cannot be read.',
  ],
  examples: ['doorstep backup /mnt/backups/2026-11-25'],
  run: async (config, args) => {
    const read = readArguments(args, {}, 1);
    if ('wrong' in read) return asked('backup', backupCommand, read.wrong);
    const [folder] = read.positionals;
    if (!folder) return asked('backup', backupCommand);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const house = await openHouse(config);
    try {
      const { rows } = await backup(house.database, path.join(folder, fileName));
      const files = path.join(config.dataDir, 'files');
      // Half-written uploads are nobody's yet.
      const isWhole = (from: string): boolean => from !== path.join(files, 'drafts');
      if (await exists(files)) await cp(files, path.join(folder, 'files'), { recursive: true, filter: isWhole });
      console.log(`${rows} rows written to ${folder}. The master key is not in it: keep that separately.`);
      return 0;
    } finally {
      await house.database.close();
    }
  },
};

const problems = {
  not_a_backup: 'This is not a backup of Doorstep.',
  not_empty: 'The database holds records already; a backup goes into an empty one.',
  not_accepted:
    'The master key at hand does not open this backup. Give the one it was made with (MASTER_KEY or MASTER_KEY_FILE); nothing was written.',
  other_migrations: 'The backup was made by another version; restore it with that version, then migrate.',
} as const;

export const restoreCommand: Command = {
  usage: 'FOLDER',
  summary: 'Brings a backup into an empty database, all of it or nothing',
  notes: ['Give the same master key (MASTER_KEY or MASTER_KEY_FILE) that the backup was made with.'],
  examples: ['DATA_DIR=./fresh MASTER_KEY_FILE=/safe/master.key doorstep restore /mnt/backups/2026-11-25'],
  run: async (config, args) => {
    const read = readArguments(args, {}, 1);
    if ('wrong' in read) return asked('restore', restoreCommand, read.wrong);
    const [folder] = read.positionals;
    if (!folder) return asked('restore', restoreCommand);
    if (!(await exists(path.join(folder, fileName)))) {
      console.error(`${folder} holds no ${fileName}: give a folder that doorstep backup wrote.`);
      return 2;
    }
    const house = await openHouse(config);
    try {
      const result = await restore(house.database, path.join(folder, fileName), (owner) =>
        opensWhatIsSealed(owner, house.keyring),
      );
      if ('refused' in result) {
        console.error(problems[result.refused]);
        return 1;
      }
      const files = path.join(folder, 'files');
      if (await exists(files)) await cp(files, path.join(config.dataDir, 'files'), { recursive: true });
      console.log(`${result.rows} rows restored.`);
      return 0;
    } finally {
      await house.database.close();
    }
  },
};

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
