import { openApiOf } from '../openapi.ts';
import type { Command } from './command.ts';

export const openApiCommand: Command = {
  usage: '',
  summary: 'Prints the description of the API (OpenAPI 3.1)',
  run: async (config) => {
    console.log(JSON.stringify(openApiOf(config.baseUrl), null, 2));
    return 0;
  },
};
