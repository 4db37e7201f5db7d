import { openHouse } from '../house.ts';
import { isEmpty, seedDemo, seedWenquan } from '../seed/index.ts';
import type { Command } from './command.ts';

export const seedCommand: Command = {
  usage: 'demo|wenquan',
  summary: 'Fills an empty database with an invented world',
  notes: [
    'demo      five districts, some hundreds of households',
    'wenquan   a street at its real size: 49,805 households, for measuring',
  ],
  run: async (config, [what]) => {
    if (what !== 'demo' && what !== 'wenquan') {
      console.error('Usage: doorstep seed demo|wenquan');
      return 2;
    }
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
