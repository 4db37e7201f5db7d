import { optionTable } from '../kit/config.ts';
import { backupCommand, restoreCommand } from './backup.ts';
import type { Command } from './command.ts';
import { districtCommand } from './district.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { migrateCommand } from './migrate.ts';
import { openApiCommand } from './openapi.ts';
import { seedCommand } from './seed.ts';
import { startCommand } from './start.ts';
import { userCommand } from './user.ts';

export const commands = {
  start: startCommand,
  migrate: migrateCommand,
  seed: seedCommand,
  district: districtCommand,
  user: userCommand,
  import: importCommand,
  export: exportCommand,
  backup: backupCommand,
  restore: restoreCommand,
  openapi: openApiCommand,
} as const satisfies Readonly<Record<string, Command>>;

/** What there is to type; with a command's name, all about that one. */
export function help(name?: string): string {
  const one = name !== undefined && Object.hasOwn(commands, name) ? commands[name as keyof typeof commands] : undefined;
  if (one)
    return [
      `doorstep ${name} ${one.usage}`,
      '',
      one.summary,
      ...(('notes' in one && one.notes) || []).map((note) => `  ${note}`),
      '',
      one.examples.length > 1 ? 'Examples:' : 'Example:',
      ...one.examples.map((example) => `  ${example}`),
      '',
      'Ends with 0 when done, 1 when refused or failed, 2 when asked wrongly. Options come from the environment: doorstep --help.',
    ].join('\n');
  const entries = Object.entries(commands);
  const width = Math.max(...entries.map(([key]) => key.length)) + 2;
  const optionWidth = Math.max(...optionTable.map((option) => option.name.length)) + 2;
  return [
    'doorstep COMMAND [OPTIONS]',
    '',
    'Commands (doorstep COMMAND --help tells more):',
    ...entries.map(([key, command]) => `  ${key.padEnd(width)}${command.summary}`),
    '',
    'Options, from the environment:',
    ...optionTable.map((option) => `  ${option.name.padEnd(optionWidth)}${option.meaning.en} (${option.default.en})`),
  ].join('\n');
}
