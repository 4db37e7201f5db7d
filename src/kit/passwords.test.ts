import { scryptSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hashPassword, passwordProblems, verifyPassword } from './passwords.ts';

describe('problems', () => {
  test.each([
    ['Xk7!qmZt', []],
    ['门口Tree88!', []],
    ['门口桂花树Tree8', []],
    ['Xk7!qmZ', ['too-short']],
    ['xk7qmztp', ['too-few-kinds']],
    ['12345678', ['too-few-kinds', 'too-common']],
    ['Password1!', ['too-common']],
    ['P@ssw0rd!', ['too-common']],
    ['Admin@123', ['too-common']],
    ['Aa123456!', ['too-common']],
    ['1Qaz@2wsx', ['too-common']],
    [`Aa1!${'x'.repeat(125)}`, ['too-long']],
    ['', ['too-short', 'too-few-kinds']],
  ])('%s: %j', (password, problems) => {
    expect(passwordProblems(password)).toEqual(problems);
  });

  test('nothing built around the phone number or the name', () => {
    expect(passwordProblems('Wx13812345678!', ['13812345678'])).toEqual(['too-personal']);
    expect(passwordProblems('Guifang!8x', ['guifang'])).toEqual(['too-personal']);
    expect(passwordProblems('Xk7!qmZt', ['Xk', ''])).toEqual([]);
  });

  test('a kind counts once it is typed full width too', () => {
    expect(passwordProblems('ｘｋ７ｑｍｚｔｐ')).toEqual(['too-few-kinds']);
  });
});

describe('hashes', () => {
  test('match their password only, and are salted', async () => {
    const [a, b] = await Promise.all([hashPassword('Xk7!qmZt'), hashPassword('Xk7!qmZt')]);
    expect(a).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(a).not.toBe(b);
    expect(await verifyPassword(a, 'Xk7!qmZt')).toEqual({ ok: true, stale: false });
    expect(await verifyPassword(a, 'Xk7!qmZT')).toEqual({ ok: false, stale: false });
  });

  test('a hash of cheaper parameters still matches and asks to be made anew', async () => {
    const salt = Buffer.alloc(16, 3);
    const hash = scryptSync('Xk7!qmZt', salt, 32, { N: 2 ** 10, r: 8, p: 1 });
    const stored = `$scrypt$ln=10,r=8,p=1$${salt.toString('base64').replace(/=+$/, '')}$${hash.toString('base64').replace(/=+$/, '')}`;
    expect(await verifyPassword(stored, 'Xk7!qmZt')).toEqual({ ok: true, stale: true });
    expect(await verifyPassword(stored, 'wrong')).toEqual({ ok: false, stale: false });
  });

  test('an account that does not exist takes as much work to refuse', async () => {
    const stored = await hashPassword('Xk7!qmZt');
    const work = async (hash: string | undefined): Promise<number> => {
      const start = process.cpuUsage();
      expect((await verifyPassword(hash, 'guess')).ok).toBe(false);
      return process.cpuUsage(start).user;
    };
    expect(await work(undefined)).toBeGreaterThan((await work(stored)) / 4);
  });

  test('full-width and composed spellings are the same password', async () => {
    expect((await verifyPassword(await hashPassword('Ｘk7!qmZé'), 'Xk7!qmZe\u0301')).ok).toBe(true);
  });

  test('a broken hash in the database is a bug, not a match', async () => {
    await expect(verifyPassword('plain', 'plain')).rejects.toThrow();
  });
});
