import type { Config } from '../kit/config.ts';

/** One thing that `doorstep` can be told to do. */
export type Command = {
  /** What is typed behind the command's name. */
  readonly usage: string;
  readonly summary: string;
  /** More to know, one line each. */
  readonly notes?: readonly string[];
  /** @returns the exit code: 0 done, 1 failed, 2 asked wrongly. */
  run(config: Config, args: readonly string[]): Promise<number>;
};
