import process from 'node:process';
import { commands, help } from './commands/index.ts';
import { readConfig } from './kit/config.ts';
import { sayTrouble } from './kit/trouble.ts';

const [name = '--help', ...rest] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name as keyof typeof commands] : undefined;

if (name === '--help' || name === 'help' || name === '-h' || (command && rest.includes('--help'))) {
  console.log(help(command ? name : rest[0]));
} else if (!command) {
  console.error(`There is no command "${name}".\n\n${help()}`);
  process.exitCode = 2;
} else {
  const read = readConfig(process.env);
  if ('problems' in read) {
    for (const { name: option, problem } of read.problems) console.error(`${option} ${problem}`);
    process.exitCode = 2;
  } else {
    process.exitCode = await command.run(read.config, rest).catch((error: unknown) => {
      console.error(sayTrouble(error) ?? (error instanceof Error ? (error.stack ?? error.message) : error));
      return 1;
    });
  }
}
