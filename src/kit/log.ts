import pino, { type Logger } from 'pino';

/** The program's log. Pass what belongs to the line as an object first: `log.info({ job: name }, 'done')`. */
export type Log = Logger;

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export type LogOptions = {
  readonly level: LogLevel;
  /** `json`: one JSON object a line, for machines that collect logs. `short`: lines to read while developing. */
  readonly style: 'json' | 'short';
  /** Where lines go; standard output unless told otherwise. */
  readonly write?: ((line: string) => void) | undefined;
};

/**
 * Opens the log. Secrets and numbers that name a person never reach it: fields with telling names are struck out,
 * phone and ID numbers inside texts are masked, and of a database error only what names no data is kept.
 */
export function openLog({ level, style, write }: LogOptions): Log {
  const sink = write ?? ((line: string) => void process.stdout.write(line));
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // Errors arrive plain already.
      serializers: { err: (error: unknown) => error },
      formatters: { level: (label) => ({ level: label }) },
      hooks: {
        // Before anything is written, whatever the depth of the field and whichever way it was passed.
        logMethod(args, method) {
          const [first, ...rest] = args as [unknown, ...unknown[]];
          const clean = [first instanceof Error ? { err: first } : first, ...rest].map((value) => redact(value));
          method.apply(this, clean as Parameters<typeof method>);
        },
      },
    },
    { write: style === 'json' ? sink : (line: string) => sink(shorten(line)) },
  );
}

const secretField =
  /pass(word|wd)?$|secret|token|^code$|otp|cookie|authori[sz]ation|^key$|masterkey|phone|mobile|id_?number|idcard|address|signature/i;
const struck = '…';

/**
 * A copy of a value without secrets: fields with telling names are replaced by "…", phone and ID numbers inside texts
 * are masked, errors become plain objects without the data that databases put into their details.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskNumbers(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (depth > 5) return struck;
  if (value instanceof Error) return plainError(value, depth);
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      secretField.test(name) && field !== undefined && field !== null ? struck : redact(field, depth + 1),
    ]),
  );
}

/** 138****5678 and 421202********1234: enough to recognise a number one knows, too little to use one that one does not. */
function maskNumbers(text: string): string {
  return text
    .replace(/(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)/g, '$1********$2')
    .replace(/(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)/g, '$1****$2');
}

function plainError(error: Error, depth: number): Record<string, unknown> {
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  const fields = { type: error.name, message: error.message, code, constraint, table, stack: error.stack };
  const cause = error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) };
  const plain = Object.entries(fields).flatMap(([name, field]) =>
    typeof field === 'string' ? [[name, maskNumbers(field)]] : [],
  );
  return { ...Object.fromEntries(plain), ...cause };
}

/** `14:05:09 warn  Took long  path=/places ms=812`, and the stack of an error below. */
function shorten(line: string): string {
  const { time, level, msg, err, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const rest = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const stack = typeof err === 'object' && err !== null && 'stack' in err ? `\n${String(err.stack)}` : '';
  const head = `${String(time).slice(11, 19)} ${String(level).padEnd(5)}`;
  return `${[head, ...(msg === undefined ? [] : [String(msg)]), ...rest].join(' ')}${stack}\n`;
}
