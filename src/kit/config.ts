import { z } from 'zod';
import { ciphers } from './cipher.ts';
import { isZone } from './clock.ts';
import { logLevels } from './log.ts';
import { parseMasterKeys } from './master-key.ts';
import { defaultSmsBody, smsBodyProblem } from './sms.ts';
import { defaultWechatData, wechatDataProblem } from './wechat.ts';

type Said = { readonly en: string; readonly zh: string };

type Option<S extends z.ZodType = z.ZodType> = {
  /** The environment variable. */
  readonly name: string;
  readonly schema: S;
  /** What a right value looks like, as the second half of "PORT is …". */
  readonly expects: string;
  /** The value taken without one, as it would stand in the environment; undefined where there is none. */
  readonly fallback?: string;
  /** How the lack of a value is described where `fallback` is undefined. */
  readonly otherwise?: Said;
  readonly meaning: Said;
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
    meaning: { en: 'Port to listen on', zh: '监听的端口' },
  },
  host: {
    name: 'HOST',
    schema: optional(z.string().regex(/^[\w.:-]+$/)),
    expects: 'an IP address or host name of this machine',
    otherwise: { en: 'all of them', zh: '所有地址' },
    meaning: {
      en: 'Address to listen on; 127.0.0.1 lets only this machine in',
      zh: '监听的地址；填 127.0.0.1 就只有本机能访问',
    },
  },
  baseUrl: {
    name: 'BASE_URL',
    schema: optional(address('http:', 'https:').transform((text) => text.replace(/\/+$/, ''))),
    expects: 'an http or https address without a path, such as https://doorstep.example',
    otherwise: { en: 'http://localhost:PORT', zh: 'http://localhost:PORT' },
    meaning: {
      en: 'Address under which people reach the site; printed in links and QR codes',
      zh: '大家访问的网址，印在链接和二维码里',
    },
  },
  trustProxy: {
    name: 'TRUST_PROXY',
    schema: yesOrNo,
    expects: 'true or false',
    fallback: 'false',
    meaning: {
      en: 'Whether a reverse proxy in front names the visitor in X-Forwarded-For',
      zh: '前面是否有反向代理，由它在 X-Forwarded-For 里说明来访者的地址',
    },
  },
  dataDir: {
    name: 'DATA_DIR',
    schema: z.string(),
    expects: 'a folder',
    fallback: './data',
    meaning: {
      en: 'Folder of the embedded database, of uploaded files and of the key file',
      zh: '内置数据库、上传的文件和密钥文件所在的文件夹',
    },
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    schema: optional(address('postgres:', 'postgresql:')),
    expects: 'an address such as postgres://user:password@host:5432/doorstep',
    otherwise: { en: 'the embedded database', zh: '内置数据库' },
    meaning: {
      en: 'A PostgreSQL server (15 or later) to use instead of the embedded database',
      zh: '用这台 PostgreSQL（15 及以上）代替内置数据库',
    },
    secret: true,
  },
  poolSize: {
    name: 'POOL_SIZE',
    schema: number(1, 200),
    expects: 'a number from 1 to 200',
    fallback: '10',
    meaning: {
      en: 'Connections to the PostgreSQL server; the jobs take up to 4 more',
      zh: '连接 PostgreSQL 的连接数；后台任务另外最多用 4 个',
    },
  },
  masterKey: {
    name: 'MASTER_KEY',
    schema: optional(z.string().refine((text) => !('problem' in parseMasterKeys(text)))),
    expects: '32 bytes as hex (64 digits) or base64; several with commas between, the current one first',
    otherwise: { en: 'MASTER_KEY_FILE', zh: '用 MASTER_KEY_FILE' },
    meaning: { en: 'Key that opens what is encrypted in the database', zh: '打开数据库里加密内容的主密钥' },
    secret: true,
  },
  masterKeyFile: {
    name: 'MASTER_KEY_FILE',
    schema: optional(z.string()),
    expects: 'a file that holds such keys, one a line',
    otherwise: { en: 'DATA_DIR/master.key, made at the first start', zh: 'DATA_DIR/master.key，第一次启动时生成' },
    meaning: {
      en: 'File with the master key, where it is not given directly',
      zh: '不直接给出主密钥时，存放主密钥的文件',
    },
  },
  cipher: {
    name: 'CIPHER',
    schema: z.enum(['aes-256-gcm', 'sm4-ctr-sm3']) satisfies z.ZodType<keyof typeof ciphers>,
    expects: `one of ${Object.keys(ciphers).join(', ')}`,
    fallback: 'aes-256-gcm',
    meaning: {
      en: 'Cipher for what is encrypted from now on; earlier data stays readable',
      zh: '今后加密用的算法；以前加密的照样能读',
    },
  },
  timeZone: {
    name: 'TIME_ZONE',
    schema: z.string().refine(isZone),
    expects: 'an IANA time zone such as Asia/Shanghai',
    fallback: 'Asia/Shanghai',
    meaning: { en: 'Zone in which days begin and times are shown', zh: '按哪个时区换日子、显示时间' },
  },
  demo: {
    name: 'DEMO',
    schema: yesOrNo,
    expects: 'true or false',
    fallback: 'false',
    meaning: {
      en: 'Shows messages on a page instead of sending them, and offers sign-in as invented people; never with real data',
      zh: '短信不发出去，只显示在页面上，并且可以用虚构人物的身份登录；有真实数据时千万不要打开',
    },
  },
  sessionIdleMinutes: {
    name: 'SESSION_IDLE_MINUTES',
    schema: number(5, 1440),
    expects: 'a number from 5 to 1440',
    fallback: '30',
    meaning: {
      en: 'Minutes without a request after which the session of somebody who holds a post ends',
      zh: '有职务的人多少分钟没有操作就退出登录',
    },
  },
  requestsPerMinute: {
    name: 'REQUESTS_PER_MINUTE',
    schema: number(10, 1_000_000),
    expects: 'a number from 10 to 1000000',
    fallback: '600',
    meaning: { en: 'Requests a minute that one address may make', zh: '同一个地址每分钟最多多少次请求' },
  },
  uploadLimitMb: {
    name: 'UPLOAD_LIMIT_MB',
    schema: number(1, 1000),
    expects: 'a number from 1 to 1000',
    fallback: '20',
    meaning: { en: 'Largest uploaded file in MB', zh: '上传文件最大多少 MB' },
  },
  smsUrl: {
    name: 'SMS_URL',
    schema: optional(address('http:', 'https:')),
    expects: 'an http or https address',
    otherwise: { en: 'nothing is sent, so nobody can sign in by phone code', zh: '不发短信，也就不能用手机验证码登录' },
    meaning: { en: 'Gateway that messages are posted to as JSON', zh: '短信网关的网址，消息以 JSON 发给它' },
    secret: true,
  },
  smsSecret: {
    name: 'SMS_SECRET',
    schema: optional(z.string().min(8)),
    expects: 'at least 8 characters, or whsec_ and base64',
    otherwise: { en: 'requests are not signed', zh: '不签名' },
    meaning: {
      en: 'Secret that signs requests to the gateway (Standard Webhooks)',
      zh: '给短信网关的请求签名用的密钥（Standard Webhooks）',
    },
    secret: true,
  },
  smsBody: {
    name: 'SMS_BODY',
    schema: z.string().refine((text) => smsBodyProblem(text) === undefined),
    expects: 'a JSON object in whose texts {to}, {text}, {template}, {id} or {values} stand, {to} at least',
    fallback: defaultSmsBody,
    meaning: { en: 'What is posted to the gateway', zh: '发给短信网关的内容' },
  },
  smtpUrl: {
    name: 'SMTP_URL',
    schema: optional(address('smtp:', 'smtps:')),
    expects: 'an address such as smtp://user:password@mail.example.org:587',
    otherwise: { en: 'no e-mail is sent', zh: '不发邮件' },
    meaning: {
      en: 'Mail server by which people are told who chose e-mail',
      zh: '发邮件用的服务器，给选了邮件通知的人',
    },
    secret: true,
  },
  mailFrom: {
    name: 'MAIL_FROM',
    schema: z.string().regex(/^[^<>\r\n]*<?[\w.+-]+@[\w.-]+>?$/),
    expects: 'an e-mail address, or a name with the address in angle brackets',
    fallback: 'Doorstep <doorstep@localhost>',
    meaning: { en: 'Sender of e-mail', zh: '邮件的发件人' },
  },
  wechatAppId: {
    name: 'WECHAT_APP_ID',
    schema: optional(z.string().regex(/^wx[\w]{6,40}$/)),
    expects: 'the AppID of a WeChat service account, beginning with wx',
    otherwise: { en: 'nobody is told by WeChat', zh: '不用微信通知' },
    meaning: { en: 'WeChat service account that sends template messages', zh: '发模板消息的微信服务号' },
  },
  wechatSecret: {
    name: 'WECHAT_SECRET',
    schema: optional(z.string().min(8)),
    expects: 'the AppSecret of that account',
    otherwise: { en: 'nobody is told by WeChat', zh: '不用微信通知' },
    meaning: { en: 'AppSecret of the WeChat service account', zh: '微信服务号的 AppSecret' },
    secret: true,
  },
  wechatTemplate: {
    name: 'WECHAT_TEMPLATE',
    schema: optional(z.string().regex(/^[\w-]{8,100}$/)),
    expects: 'the id of a message template of that account',
    otherwise: { en: 'nobody is told by WeChat', zh: '不用微信通知' },
    meaning: { en: 'Template of WeChat messages', zh: '微信消息的模板' },
  },
  wechatData: {
    name: 'WECHAT_DATA',
    schema: z.string().refine((text) => wechatDataProblem(text) === undefined),
    expects: 'a JSON object of template fields, in whose texts {text} and {time} may stand',
    fallback: defaultWechatData,
    meaning: { en: 'What the fields of the WeChat template are filled with', zh: '微信模板各字段填什么' },
  },
  wechatUrl: {
    name: 'WECHAT_URL',
    schema: address('https:', 'http:').transform((text) => text.replace(/\/+$/, '')),
    expects: 'an http or https address',
    fallback: 'https://api.weixin.qq.com',
    meaning: {
      en: 'Where the API of WeChat is reached, for networks with a relay of their own',
      zh: '微信接口的网址；内网有中转时改成中转的',
    },
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
    otherwise: { en: 'none: only https to public addresses', zh: '没有：只发到公网的 https 地址' },
    meaning: {
      en: 'Hosts of your own network that webhooks and robots may be sent to, also without https',
      zh: '自己网内允许程序接口和群机器人发送的主机，可以不用 https',
    },
  },
  logLevel: {
    name: 'LOG_LEVEL',
    schema: z.enum(logLevels),
    expects: `one of ${logLevels.join(', ')}`,
    fallback: 'info',
    meaning: { en: 'From which weight on lines are logged', zh: '记录到哪一级的日志' },
  },
  logStyle: {
    name: 'LOG_STYLE',
    schema: optional(z.enum(['json', 'short'])),
    expects: 'json or short',
    otherwise: { en: 'short on a terminal, else json', zh: '终端里是短行，否则是 JSON' },
    meaning: {
      en: 'JSON lines for machines or short ones for people',
      zh: '日志的样子：给机器看的 JSON，或给人看的短行',
    },
  },
} as const satisfies Record<string, Option>;

type Read = { readonly [K in keyof typeof options]: z.output<(typeof options)[K]['schema']> };

/** What the environment decides, checked. */
export type Config = Omit<Read, 'baseUrl'> & { readonly baseUrl: string };

/** A variable that stops the start, and why, as the second half of a sentence: "PORT should be …". */
export type ConfigProblem = { readonly name: string; readonly problem: string };

/** Every option as the README and --help show it. */
export const optionTable: readonly { name: string; meaning: Said; expects: string; default: Said }[] =
  Object.values<Option>(options).map(({ name, meaning, expects, fallback, otherwise }) => ({
    name,
    meaning,
    expects,
    default: fallback === undefined ? (otherwise ?? { en: '', zh: '' }) : { en: fallback, zh: fallback },
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
