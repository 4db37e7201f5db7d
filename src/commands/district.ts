import { openHouse } from '../house.ts';
import { inTransaction } from '../kit/write.ts';
import { loadDivisions, shippedDivisions } from '../rooms/places/index.ts';
import { asked, type Command, readArguments } from './command.ts';

export const districtCommand: Command = {
  usage: 'add CODE',
  summary: 'Adds a district (6 digits) with its townships and communities from the statistical code list',
  notes: ['Doing it again adds what a newer list has and leaves the rest alone.'],
  examples: ['doorstep district add 421202'],
  run: async (config, args) => {
    const read = readArguments(args, {}, 2);
    if ('wrong' in read) return asked('district', districtCommand, read.wrong);
    const [act, code = ''] = read.positionals;
    if (act !== 'add') return asked('district', districtCommand);
    if (!/^\d{6}$/.test(code)) return asked('district', districtCommand, 'CODE is six digits, for example 421202.');
    const house = await openHouse(config);
    try {
      const divisions = await shippedDivisions();
      const outcome = await inTransaction(house, { district: code, channel: 'command' }, (write) =>
        loadDivisions(write, divisions),
      );
      if ('refused' in outcome) {
        console.error(`The code list that came with this version has no district ${code}.`);
        return 1;
      }
      console.log(`District ${code}: ${outcome.done.added} places added.`);
      return 0;
    } finally {
      await house.database.close();
    }
  },
};
