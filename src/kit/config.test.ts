import { expect, test } from 'vitest';
import { type ConfigProblem, optionTable, readConfig } from './config.ts';

function problemsOf(env: Record<string, string>): ConfigProblem[] {
  const result = readConfig(env);
  return 'problems' in result ? result.problems : [];
}

test('an empty environment is enough', () => {
  const result = readConfig({ PATH: '/bin', HOME: '/root', DATABASE_URL: '', PORT: ' ' });
  expect(result).toEqual({
    config: {
      port: 8080,
      baseUrl: 'http://localhost:8080',
      trustProxy: false,
      dataDir: './data',
      poolSize: 10,
      cipher: 'aes-256-gcm',
      timeZone: 'Asia/Shanghai',
      demo: false,
      sessionIdleMinutes: 30,
      requestsPerMinute: 600,
      uploadLimitMb: 20,
      smsBody: expect.stringContaining('{to}'),
      mailFrom: 'Doorstep <doorstep@localhost>',
      wechatData: expect.stringContaining('{text}'),
      wechatUrl: 'https://api.weixin.qq.com',
      logLevel: 'info',
    },
  });
});

test('what is given is taken', () => {
  const result = readConfig({
    PORT: '80',
    HOST: '127.0.0.1',
    BASE_URL: 'https://doorstep.example/',
    DATABASE_URL: 'postgres://u:p@db:5432/doorstep',
    MASTER_KEY: '01'.repeat(32),
    DEMO: 'true',
    TRUST_PROXY: 'true',
    SMS_URL: 'https://sms.example/send?key=1',
    SMS_BODY: '{"phone":"{to}"}',
    LOG_STYLE: 'short',
  });
  expect(result).toMatchObject({
    config: {
      port: 80,
      host: '127.0.0.1',
      baseUrl: 'https://doorstep.example',
      demo: true,
      trustProxy: true,
      logStyle: 'short',
    },
  });
});

test.each([
  ['PORT', 'http'],
  ['PORT', '65536'],
  ['PORT', '80.5'],
  ['PORT', '-1'],
  ['BASE_URL', 'doorstep.example'],
  ['BASE_URL', 'ftp://doorstep.example'],
  ['BASE_URL', 'https://doorstep.example/app'],
  ['DATABASE_URL', 'mysql://db/doorstep'],
  ['POOL_SIZE', '0'],
  ['SMTP_URL', 'http://mail.example'],
  ['MAIL_FROM', 'nobody'],
  ['WECHAT_APP_ID', 'app'],
  ['WECHAT_DATA', '{"thing1":"{text}"}'],
  ['TRUSTED_TARGETS', 'http://gateway'],
  ['CIPHER', 'des'],
  ['TIME_ZONE', 'Beijing'],
  ['DEMO', 'yes'],
  ['SESSION_IDLE_MINUTES', '0'],
  ['SMS_URL', 'localhost:9000'],
  ['SMS_BODY', '{"text":"{text}"}'],
  ['LOG_LEVEL', 'loud'],
  ['MASTER_KEY', 'short'],
])('%s=%s is named, with what is expected', (name, value) => {
  const problems = problemsOf({ [name]: value });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ name, problem: expect.stringMatching(/^should be /) });
});

test('all problems come at once, and none repeats a secret', () => {
  const problems = problemsOf({
    PORT: 'x',
    DATABASE_URL: 'mysql://u:s3cret@db',
    MASTER_KEY: 's3cret',
    SMS_SECRET: 's3cret',
  });
  expect(problems.map((problem) => problem.name)).toEqual(['PORT', 'DATABASE_URL', 'MASTER_KEY', 'SMS_SECRET']);
  expect(JSON.stringify(problems)).not.toContain('s3cret');
});

test('two places for one key are one too many', () => {
  expect(problemsOf({ MASTER_KEY: '01'.repeat(32), MASTER_KEY_FILE: '/run/key' })).toMatchObject([
    { name: 'MASTER_KEY_FILE' },
  ]);
});

test.each([
  ['DOORSTEP_PORT', 'is not an option; PORT is'],
  ['DOORSTEP_COLOUR', 'is not an option; --help lists them'],
  ['DATABSE_URL', 'is not an option; DATABASE_URL is'],
  ['DATABASE_ULR', 'is not an option; DATABASE_URL is'],
  ['DATABASE_URI', 'is not an option; DATABASE_URL is'],
  ['BASE_URLS', 'is not an option; BASE_URL is'],
  ['MASTERKEY', 'is not an option; MASTER_KEY is'],
])('%s %s', (name, problem) => {
  expect(problemsOf({ [name]: 'x' })).toEqual([{ name, problem }]);
});

test('what other programs put into the environment is left alone', () => {
  const others = [
    'HOSTNAME',
    'HOME',
    'REDIS_PORT',
    'DB_URL',
    'npm_config_port',
    'PORTS',
    'HOSTS',
    'DEMOS',
    'USER',
    'TZ',
    'BASE',
  ];
  expect(problemsOf(Object.fromEntries(others.map((name) => [name, 'x'])))).toEqual([]);
});

test('the table tells everything that README and --help need', () => {
  expect(new Set(optionTable.map((option) => option.name)).size).toBe(optionTable.length);
  for (const option of optionTable) {
    expect(option.name).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    for (const text of [option.meaning.en, option.expects, option.default.en]) expect(text).not.toBe('');
    for (const text of [option.meaning.zh, option.default.zh]) expect(text).not.toBe('');
    expect(option.meaning.zh).toMatch(/\p{Script=Han}/u);
  }
});
