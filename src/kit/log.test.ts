import { expect, test } from 'vitest';
import { type LogLevel, openLog, redact } from './log.ts';

function logged(style: 'json' | 'short', level: LogLevel = 'info') {
  const lines: string[] = [];
  return { log: openLog({ level, style, write: (line) => lines.push(line) }), lines };
}

test('one JSON object a line, with time and level', () => {
  const { log, lines } = logged('json');
  log.info({ path: '/places', ms: 12 }, 'answered');
  log.debug('not shown');
  expect(lines).toHaveLength(1);
  const line = JSON.parse(lines[0] ?? '');
  expect(line).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-.+Z$/),
    path: '/places',
    ms: 12,
    msg: 'answered',
  });
  expect(lines[0]?.endsWith('\n')).toBe(true);
});

test('short lines for people, with the stack of an error below', () => {
  const { log, lines } = logged('short');
  log.warn({ path: '/places', ms: 812 }, 'took long');
  log.error(new Error('broken'), 'failed');
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d warn {2}took long path=\/places ms=812\n$/);
  expect(lines[1]).toMatch(/error failed\nError: broken\n {4}at /);
});

test('no secret reaches the log, at whatever depth and by whatever way', () => {
  const secrets = ['S3cret!x', '13812345678', '421202199001011234', 'sid=abcdef', 'Bearer abc'];
  const { log, lines } = logged('json', 'trace');
  log.info({ body: { password: 'S3cret!x', list: [{ phone: '13812345678' }], note: 'ring 13812345678' } }, 'in');
  log.info('call 13812345678 about 421202199001011234');
  log.info({ headers: { Cookie: 'sid=abcdef', Authorization: 'Bearer abc' } });
  log.info({ masterKey: 'S3cret!x', totpSecret: 'S3cret!x', id_number: '421202199001011234', newPassword: 'S3cret!x' });
  const child = log.child({ job: 'sms' });
  child.error(
    { err: Object.assign(new Error('no 13812345678'), { detail: 'Key (phone)=(13812345678)', code: '23505' }) },
    'x',
  );
  log.error(new Error('outer', { cause: new Error('inner 13812345678') }));
  expect(lines).toHaveLength(6);
  for (const secret of secrets) expect(lines.join('')).not.toContain(secret);
  expect(lines[0]).toContain('138****5678');
  expect(lines[1]).toContain('421202********1234');
  expect(JSON.parse(lines[4] ?? '')).toMatchObject({ job: 'sms', err: { code: '23505', message: 'no 138****5678' } });
  expect(JSON.parse(lines[5] ?? '')).toMatchObject({ err: { cause: { message: 'inner 138****5678' } }, msg: 'outer' });
});

test('what is no secret stays as it is', () => {
  const value = {
    ms: 13812345678,
    count: 3,
    tokenless: undefined,
    at: 'id 0192f0c1-a2b3-7c4d-8e5f-60718293a4b5',
    ok: true,
    none: null,
  };
  expect(redact(value)).toEqual(value);
  expect(redact({ bytes: Buffer.from('abc'), at: new Date(0) })).toEqual({
    bytes: '3 bytes',
    at: '1970-01-01T00:00:00.000Z',
  });
});

test('a value that holds itself does not hang the log', () => {
  const value: Record<string, unknown> = { name: 'x' };
  value.self = value;
  expect(JSON.stringify(redact(value))).toContain('…');
});
