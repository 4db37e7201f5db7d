import { z } from 'zod';
import { ciphers } from './cipher.ts';
import { isZone } from './clock.ts';
import { logLevels } from './log.ts';
import { parseMasterKeys } from './master-key.ts';
import { defaultSmsBody, smsBodyProblem } from './sms.ts';
import { defaultWechatData, wechatDataProblem } from './wechat.ts';

type Option<S extends z.ZodType = z.ZodType> = {
  /** The environment variable. */
  readonly name: string;
  readonly schema: S;
  /** What a right value looks like, as the second half of "PORT is …". */
  readonly expects: string;
  /** The value taken without one, as it would stand in the environment; undefined where there is none. */
  readonly fallback?: string;
  /** How the lack of a value is described where `fallback` is undefined. */
  readonly otherwise?: string;
  readonly meaning: string;
  /** Never repeated in a message. */
  readonly secret?: true;
};

const number = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));
const yesOrNo = z.enum(['true', 'false']).transform((value) => value === 'true');
const address = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol));
const optional = <S extends z.ZodType>(schema: S) => schema.optional();

const options = {
  port: {
    name: 'PORT',
    schema: number(0, 65_535),
    expects: 'a number from 0 (any free port) to 65535',
    fallback: '8080',
    meaning: 'Port to listen on',
  },
  host: {
    name: 'HOST',
    schema: optional(z.string().regex(/^[\w.:-]+$/)),
    expects: 'an IP address or host name of this machine',
    otherwise: 'all of them',
    meaning: 'Address to listen on; 127.0.0.1 lets only this machine in',
  },
  baseUrl: {
    name: 'BASE_URL',
    schema: optional(address('http:', 'https:').transform((text) => text.replace(/\/+$/, ''))),
    expects: 'an http or https address without a path, such as https://doorstep.example',
    otherwise: 'http://localhost:PORT',
    meaning: 'Address under which people reach the site; printed in links and QR codes',
  },
  trustProxy: {
    name: 'TRUST_PROXY',
    schema: yesOrNo,
    expects: 'true or false',
    fallback: 'false',
    meaning: 'Whether a reverse proxy in front names the visitor in X-Forwarded-For',
  },
  dataDir: {
    name: 'DATA_DIR',
    schema: z.string(),
    expects: 'a folder',
    fallback: './data',
    meaning: 'Folder of the embedded database, of uploaded files and of the key file',
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    schema: optional(address('postgres:', 'postgresql:')),
    expects: 'an address such as postgres://user:password@host:5432/doorstep',
    otherwise: 'the embedded database',
    meaning: 'A PostgreSQL server (15 or later) to use instead of the embedded database',
    secret: true,
  },
  poolSize: {
    name: 'POOL_SIZE',
    schema: number(1, 200),
    expects: 'a number from 1 to 200',
    fallback: '10',
    meaning: 'Connections to the PostgreSQL server; the jobs take up to 4 more',
  },
  masterKey: {
    name: 'MASTER_KEY',
    schema: optional(z.string().refine((text) => !('problem' in parseMasterKeys(text)))),
    expects: '32 bytes as hex (64 digits) or base64; several with commas between, the current one first',
    otherwise: 'MASTER_KEY_FILE',
    meaning: 'Key that opens what is encrypted in the database',
    secret: true,
  },
  masterKeyFile: {
    name: 'MASTER_KEY_FILE',
    schema: optional(z.string()),
    expects: 'a file that holds such keys, one a line',
    otherwise: 'DATA_DIR/master.key, made at the first start',
    meaning: 'File with the master key, where it is not given directly',
  },
  cipher: {
    name: 'CIPHER',
    schema: z.enum(['aes-256-gcm', 'sm4-ctr-sm3']) satisfies z.ZodType<keyof typeof ciphers>,
    expects: `one of ${Object.keys(ciphers).join(', ')}`,
    fallback: 'aes-256-gcm',
    meaning: 'Cipher for what is encrypted from now on; earlier data stays readable',
  },
  timeZone: {
    name: 'TIME_ZONE',
    schema: z.string().refine(isZone),
    expects: 'an IANA time zone such as Asia/Shanghai',
    fallback: 'Asia/Shanghai',
    meaning: 'Zone in which days begin and times are shown',
  },
  demo: {
    name: 'DEMO',
    schema: yesOrNo,
    expects: 'true or false',
    fallback: 'false',
    meaning:
      'Shows messages on a page instead of sending them, and offers sign-in as invented people; never with real data',
  },
  sessionIdleMinutes: {
    name: 'SESSION_IDLE_MINUTES',
    schema: number(5, 1440),
    expects: 'a number from 5 to 1440',
    fallback: '30',
    meaning: 'Minutes without a request after which the session of somebody who holds a post ends',
  },
  requestsPerMinute: {
    name: 'REQUESTS_PER_MINUTE',
    schema: number(10, 1_000_000),
    expects: 'a number from 10 to 1000000',
    fallback: '600',
    meaning: 'Requests a minute that one address may make',
  },
  uploadLimitMb: {
    name: 'UPLOAD_LIMIT_MB',
    schema: number(1, 1000),
    expects: 'a number from 1 to 1000',
    fallback: '20',
    meaning: 'Largest uploaded file in MB',
  },
  smsUrl: {
    name: 'SMS_URL',
    schema: optional(address('http:', 'https:')),
    expects: 'an http or https address',
    otherwise: 'nothing is sent, so nobody can sign in by phone code',
    meaning: 'Gateway that messages are posted to as JSON',
    secret: true,
  },
  smsSecret: {
    name: 'SMS_SECRET',
    schema: optional(z.string().min(8)),
    expects: 'at least 8 characters, or whsec_ and base64',
    otherwise: 'requests are not signed',
    meaning: 'Secret that signs requests to the gateway (Standard Webhooks)',
    secret: true,
  },
  smsBody: {
    name: 'SMS_BODY',
    schema: z.string().refine((text) => smsBodyProblem(text) === undefined),
    expects: 'a JSON object in whose texts {to}, {text}, {template}, {id} or {values} stand, {to} at least',
    fallback: defaultSmsBody,
    meaning: 'What is posted to the gateway',
  },
  smtpUrl: {
    name: 'SMTP_URL',
    schema: optional(address('smtp:', 'smtps:')),
    expects: 'an address such as smtp://user:password@mail.example.org:587',
    otherwise: 'no e-mail is sent',
    meaning: 'Mail server by which people are told who chose e-mail',
    secret: true,
  },
  mailFrom: {
    name: 'MAIL_FROM',
    schema: z.string().regex(/^[^<>\r\n]*<?[\w.+-]+@[\w.-]+>?$/),
    expects: 'an e-mail address, or a name with the address in angle brackets',
    fallback: 'Doorstep <doorstep@localhost>',
    meaning: 'Sender of e-mail',
  },
  wechatAppId: {
    name: 'WECHAT_APP_ID',
    schema: optional(z.string().regex(/^wx[\w]{6,40}$/)),
    expects: 'the AppID of a WeChat service account, beginning with wx',
    otherwise: 'nobody is told by WeChat',
    meaning: 'WeChat service account that sends template messages',
  },
  wechatSecret: {
    name: 'WECHAT_SECRET',
    schema: optional(z.string().min(8)),
    expects: 'the AppSecret of that account',
    otherwise: 'nobody is told by WeChat',
    meaning: 'AppSecret of the WeChat service account',
    secret: true,
  },
  wechatTemplate: {
    name: 'WECHAT_TEMPLATE',
    schema: optional(z.string().regex(/^[\w-]{8,100}$/)),
    expects: 'the id of a message template of that account',
    otherwise: 'nobody is told by WeChat',
    meaning: 'Template of WeChat messages',
  },
  wechatData: {
    name: 'WECHAT_DATA',
    schema: z.string().refine((text) => wechatDataProblem(text) === undefined),
    expects: 'a JSON object of template fields, in whose texts {text} and {time} may stand',
    fallback: defaultWechatData,
    meaning: 'What the fields of the WeChat template are filled with',
  },
  wechatUrl: {
    name: 'WECHAT_URL',
    schema: address('https:', 'http:').transform((text) => text.replace(/\/+$/, '')),
    expects: 'an http or https address',
    fallback: 'https://api.weixin.qq.com',
    meaning: 'Where the API of WeChat is reached, for networks with a relay of their own',
  },
  trustedTargets: {
    name: 'TRUSTED_TARGETS',
    schema: optional(
      z
        .string()
        .regex(/^[\w.:[\]-]+(\s*,\s*[\w.:[\]-]+)*$/)
        .transform((text) => text.split(',').map((one) => one.trim().toLowerCase())),
    ),
    expects: 'host names or addresses, each with or without a port, commas between',
    otherwise: 'none: only https to public addresses',
    meaning: 'Hosts of your own network that webhooks and robots may be sent to, also without https',
  },
  logLevel: {
    name: 'LOG_LEVEL',
    schema: z.enum(logLevels),
    expects: `one of ${logLevels.join(', ')}`,
    fallback: 'info',
    meaning: 'From which weight on lines are logged',
  },
  logStyle: {
    name: 'LOG_STYLE',
    schema: optional(z.enum(['json', 'short'])),
    expects: 'json or short',
    otherwise: 'short on a terminal, else json',
    meaning: 'JSON lines for machines or short ones for people',
  },
} as const satisfies Record<string, Option>;

type Read = { readonly [K in keyof typeof options]: z.output<(typeof options)[K]['schema']> };

/** What the environment decides, checked. */
export type Config = Omit<Read, 'baseUrl'> & { readonly baseUrl: string };

/** A variable that stops the start, and why, as the second half of a sentence: "PORT should be …". */
export type ConfigProblem = { readonly name: string; readonly problem: string };

/** Every option as the README and --help show it. */
export const optionTable: readonly { name: string; meaning: string; expects: string; default: string }[] =
  Object.values<Option>(options).map(({ name, meaning, expects, fallback, otherwise }) => ({
    name,
    meaning,
    expects,
    default: fallback ?? otherwise ?? '',
  }));

/**
 * Reads the options from the environment. Empty values count as none.
 * @returns the options, or every problem at once: wrong values, names that begin with DOORSTEP_ (ours do not), and
 * names so close to one of ours that it must have been meant.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
): { config: Config } | { problems: ConfigProblem[] } {
  const read: Record<string, unknown> = {};
  const problems: ConfigProblem[] = misspelt(env);
  for (const [key, option] of Object.entries<Option>(options)) {
    const given = env[option.name]?.trim() || undefined;
    const result = option.schema.safeParse(given ?? option.fallback);
    if (result.success) read[key] = result.data;
    else problems.push({ name: option.name, problem: expectation(option, given) });
  }
  // Each value has passed the schema of its own key.
  const values = read as Read;
  if (values.masterKey !== undefined && values.masterKeyFile !== undefined) {
    problems.push({ name: 'MASTER_KEY_FILE', problem: 'cannot stand beside MASTER_KEY: give one of them' });
  }
  if (values.baseUrl !== undefined && new URL(values.baseUrl).pathname !== '/') {
    problems.push({ name: 'BASE_URL', problem: expectation(options.baseUrl, values.baseUrl) });
  }
  if (problems.length > 0) return { problems };
  return { config: { ...values, baseUrl: values.baseUrl ?? `http://localhost:${values.port}` } };
}

function expectation({ expects, secret }: Option, given: string | undefined): string {
  return `should be ${expects}${secret || given === undefined ? '' : `, not "${given}"`}`;
}

function misspelt(env: Readonly<Record<string, string | undefined>>): ConfigProblem[] {
  const names = optionTable.map((option) => option.name);
  return Object.keys(env).flatMap((name) => {
    if (names.includes(name)) return [];
    const bare = name.replace(/^DOORSTEP_/, '');
    const meant = names.includes(bare) ? bare : names.find((known) => isSlip(bare, known));
    if (meant !== undefined) return [{ name, problem: `is not an option; ${meant} is` }];
    return bare === name ? [] : [{ name, problem: 'is not an option; --help lists them' }];
  });
}

/** One letter too many, missing, wrong or exchanged with its neighbour, in a name long enough for that to be no chance. */
function isSlip(name: string, known: string): boolean {
  if (known.length < 7 || Math.abs(name.length - known.length) > 1) return false;
  let same = 0;
  while (same < name.length && name[same] === known[same]) same += 1;
  const [rest, knownRest] = [name.slice(same), known.slice(same)];
  const isSwap = rest[0] === knownRest[1] && rest[1] === knownRest[0] && rest.slice(2) === knownRest.slice(2);
  return isSwap || rest.slice(1) === knownRest || rest === knownRest.slice(1) || rest.slice(1) === knownRest.slice(1);
}
