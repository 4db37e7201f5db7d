import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Config } from '../kit/config.ts';

/** One thing that `doorstep` can be told to do. */
export type Command = {
  /** What is typed behind the command's name. */
  readonly usage: string;
  readonly summary: string;
  /** More to know, one line each. */
  readonly notes?: readonly string[];
  /** As one would type it. */
  readonly examples: readonly string[];
  /** @returns the exit code: 0 done, 1 failed, 2 asked wrongly. */
  run(config: Config, args: readonly string[]): Promise<number>;
};

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true }>>;

/**
 * Reads what stands behind a command's name, and nothing that the command does not know: an option overheard could
 * write in full what was to be masked.
 * @param most how many words may stand there beside the options.
 * @returns the options and words, or what is wrong in a sentence.
 */
export function readArguments<const O extends Options>(
  args: readonly string[],
  options: O,
  most: number,
): Parsed<O> | { readonly wrong: string } {
  try {
    const read = parseArgs({ args: [...args], options, allowPositionals: true });
    const extra = read.positionals[most];
    return extra === undefined ? read : { wrong: `"${extra}" is one word too many.` };
  } catch (error) {
    // Node names the option; what it advises behind that is for other programs.
    const [said = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    return { wrong: `${said}.` };
  }
}

/** Says on the console how a command is asked. @returns the exit code for that. */
export function asked(name: string, { usage }: Command, wrong?: string): 2 {
  console.error(
    `${wrong === undefined ? '' : `${wrong}\n`}Usage: doorstep ${name} ${usage}\n       doorstep ${name} --help tells more`,
  );
  return 2;
}
