import { openHouse } from '../house.ts';
import { isEmpty, seedDemo, seedWenquan } from '../seed/index.ts';
import { asked, type Command, readArguments } from './command.ts';

export const seedCommand: Command = {
  usage: 'demo|wenquan',
  summary: 'Fills an empty database with an invented world',
  notes: [
    'demo      five districts, some hundreds of households',
    'wenquan   a street at its real size: 49,805 households, for measuring',
  ],
  examples: ['DATA_DIR=/tmp/wenquan doorstep seed wenquan'],
  run: async (config, args) => {
    const read = readArguments(args, {}, 1);
    if ('wrong' in read) return asked('seed', seedCommand, read.wrong);
    const [what] = read.positionals;
    if (what !== 'demo' && what !== 'wenquan') return asked('seed', seedCommand);
    const house = await openHouse(config);
    try {
      if (!(await isEmpty(house.database.kysely))) {
        console.error('The database is not empty.');
        return 1;
      }
      const start = performance.now();
      if (what === 'demo') await seedDemo(house);
      else await seedWenquan(house, (line) => console.log(`community ${line}`));
      console.log(`Done in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
      return 0;
    } finally {
      await house.database.close();
    }
  },
};
