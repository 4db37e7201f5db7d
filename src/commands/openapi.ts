import { openApiOf } from '../openapi.ts';
import { asked, type Command, readArguments } from './command.ts';

export const openApiCommand: Command = {
  usage: '',
  summary: 'Prints the description of the API (OpenAPI 3.1)',
  examples: ['doorstep openapi > openapi.json'],
  run: async (config, args) => {
    const read = readArguments(args, {}, 0);
    if ('wrong' in read) return asked('openapi', openApiCommand, read.wrong);
    console.log(JSON.stringify(openApiOf(config.baseUrl), null, 2));
    return 0;
  },
};
