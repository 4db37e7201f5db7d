import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { openHouse } from '../house.ts';
import { writeWorkbook } from '../kit/sheets/index.ts';
import { exportKinds, exportSheet } from '../rooms/ledgers/index.ts';
import { findPlaceByCode } from '../rooms/places/index.ts';
import { asked, type Command, readArguments } from './command.ts';

const options = { place: { type: 'string' }, out: { type: 'string' }, masked: { type: 'boolean' } } as const;

export const exportCommand: Command = {
  usage: 'KIND --place CODE --out FILE.xlsx [--masked]',
  summary: 'Writes the ledger of households or residents of a place as .xlsx',
  notes: [
    `KIND is ${exportKinds.join(' or ')}.`,
    'What is written can be brought in again with doorstep import. It holds names and numbers in full: keep it safe.',
    '--masked   Masks names, telephones and ID numbers, and leaves particulars out.',
  ],
  examples: ['doorstep export residents --place 421202001008 --out residents.xlsx --masked'],
  run: async (config, args) => {
    const read = readArguments(args, options, 1);
    if ('wrong' in read) return asked('export', exportCommand, read.wrong);
    const { values, positionals } = read;
    const kind = exportKinds.find((one) => one === positionals[0]);
    const { place: code, out } = values;
    if (!kind) return asked('export', exportCommand, `KIND is ${exportKinds.join(' or ')}.`);
    if (code === undefined || out === undefined)
      return asked('export', exportCommand, `${code === undefined ? '--place' : '--out'} is missing.`);
    const house = await openHouse(config);
    try {
      const place = await findPlaceByCode(house.database.kysely, code);
      if (!place) {
        console.error(`There is no place ${code}.`);
        return 2;
      }
      const order = { kind, place, full: values.masked !== true, sees: () => values.masked !== true };
      const sheet = exportSheet(house.database.kysely, house.keyring, order);
      const book = writeWorkbook({ sheets: [sheet], title: place.name });
      await pipeline(Readable.fromWeb(book as ReadableStream), createWriteStream(out, { mode: 0o600 }));
      console.log(`${out} is written.`);
      return 0;
    } finally {
      await house.database.close();
    }
  },
};
