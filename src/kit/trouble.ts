/**
 * What the machine or its settings lack: a port that is taken, a server that does not answer. Whoever runs the command
 * can mend it, so it is told in a sentence, without the stack that a bug comes with.
 */
const troubled = 'Trouble';

/** An error to throw whose message is all there is to say. */
export function trouble(sentence: string, cause?: unknown): Error {
  return Object.assign(new Error(sentence, cause === undefined ? {} : { cause }), { name: troubled });
}

/** The sentence to tell, also for files and folders that the system refuses; undefined when it is a bug. */
export function sayTrouble(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === troubled) return error.message;
  return 'syscall' in error && 'path' in error ? error.message : undefined;
}
