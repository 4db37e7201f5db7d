import { openHouse } from '../house.ts';
import { asked, type Command, readArguments } from './command.ts';

export const migrateCommand: Command = {
  usage: '',
  summary: 'Brings the database to this version; harmless when it is, and when several do it at once',
  examples: ['DATABASE_URL=postgres://doorstep:secret@db/doorstep doorstep migrate'],
  run: async (config, args) => {
    const read = readArguments(args, {}, 0);
    if ('wrong' in read) return asked('migrate', migrateCommand, read.wrong);
    const house = await openHouse(config);
    await house.database.close();
    console.log('The database is up to date.');
    return 0;
  },
};
