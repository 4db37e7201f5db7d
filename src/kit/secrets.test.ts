import { createCipheriv, createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aes256Gcm, ciphers, sm4CtrSm3 } from './cipher.ts';
import { fieldOf, hashToken, openKeyring, sameSecret, token } from './secrets.ts';

const master = (fill: number): Buffer => Buffer.alloc(32, fill);

describe.each(Object.values(ciphers))('under $name', (cipher) => {
  const keyring = openKeyring([master(1)], { cipher });

  test('whatever is sealed opens again, for its own subject and field only', () => {
    const { key } = keyring.newSubjectKey();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (plain, context, other) => {
        const sealed = keyring.seal(key, plain, context);
        expect(keyring.open(key, sealed, context)).toBe(plain);
        if (other !== context) expect(() => keyring.open(key, sealed, other)).toThrow();
      }),
    );
  });

  test('a single changed bit anywhere is noticed', () => {
    const { key } = keyring.newSubjectKey();
    const sealed = keyring.seal(key, '13812345678', 'contact.phone a');
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.nat(7), (at, bit) => {
        const changed = Buffer.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect(() => keyring.open(key, changed, 'contact.phone a')).toThrow();
      }),
    );
  });

  test('the same text never looks the same twice', () => {
    const { key } = keyring.newSubjectKey();
    const seen = new Set(Array.from({ length: 2000 }, () => keyring.seal(key, 'x', 'c').toString('hex')));
    expect(seen.size).toBe(2000);
  });

  test('bytes that are no ciphertext at all are refused', () => {
    const { key } = keyring.newSubjectKey();
    for (const bytes of [Buffer.alloc(0), Buffer.of(cipher.id), Buffer.of(99, 1, 2), Buffer.alloc(60, cipher.id)]) {
      expect(() => keyring.open(key, bytes, 'c')).toThrow();
    }
  });
});

test('without the wrapped key the data is gone, even for who holds the master key', () => {
  const keyring = openKeyring([master(1)]);
  const erased = keyring.newSubjectKey();
  const sealed = keyring.seal(erased.key, '上海路 1 号', fieldOf('contact.address', 'a'));
  expect(keyring.open(keyring.unwrap(erased.wrapped), sealed, fieldOf('contact.address', 'a'))).toBe('上海路 1 号');
  // What remains after the wrapped key is overwritten: the keyring, and keys of other subjects.
  const other = keyring.unwrap(keyring.newSubjectKey().wrapped);
  expect(() => keyring.open(other, sealed, fieldOf('contact.address', 'a'))).toThrow();
  expect(() => keyring.unwrap(Buffer.alloc(erased.wrapped.length))).toThrow(/not in the keyring/);
});

test('a wrapped key opens under its own master key only, and a changed one not at all', () => {
  const { wrapped } = openKeyring([master(1)]).newSubjectKey();
  expect(() => openKeyring([master(2)]).unwrap(wrapped)).toThrow(/not in the keyring/);
  const changed = Buffer.from(wrapped);
  changed[20] = (changed[20] ?? 0) ^ 1;
  expect(() => openKeyring([master(1)]).unwrap(changed)).toThrow();
});

test('rotation: old data is read, keys are wrapped anew, and then the old master key can go', () => {
  const before = openKeyring([master(1)]);
  const subject = before.newSubjectKey();
  const sealed = before.seal(subject.key, '张桂芳', 'person.note a');
  const during = openKeyring([master(2), master(1)]);
  expect(during.open(during.unwrap(subject.wrapped), sealed, 'person.note a')).toBe('张桂芳');
  expect(during.blindIndexes('13812345678', 'phone')).toContainEqual(before.blindIndex('13812345678', 'phone'));

  const wrapped = during.rewrap(subject.wrapped);
  expect(wrapped).toBeDefined();
  if (wrapped === undefined) return;
  expect(during.rewrap(wrapped)).toBeUndefined();
  const after = openKeyring([master(2)]);
  expect(after.open(after.unwrap(wrapped), sealed, 'person.note a')).toBe('张桂芳');
  expect(() => after.unwrap(subject.wrapped)).toThrow();
});

test('the cipher can be replaced while data of the earlier one stays readable', () => {
  const before = openKeyring([master(1)], { cipher: aes256Gcm });
  const subject = before.newSubjectKey();
  const sealed = before.seal(subject.key, '低保', 'tag a');
  const after = openKeyring([master(1)], { cipher: sm4CtrSm3 });
  expect(after.open(after.unwrap(subject.wrapped), sealed, 'tag a')).toBe('低保');
  expect(after.seal(subject.key, '低保', 'tag a')[0]).toBe(sm4CtrSm3.id);
  const wrapped = after.rewrap(subject.wrapped);
  expect(wrapped && after.open(after.unwrap(wrapped), sealed, 'tag a')).toBe('低保');
});

test('blind indexes are stable, tell purposes apart, and cannot be made without the key', () => {
  const keyring = openKeyring([master(1)]);
  const phone = keyring.blindIndex('13812345678', 'phone');
  expect(phone).toHaveLength(32);
  expect(openKeyring([master(1)]).blindIndex('13812345678', 'phone')).toEqual(phone);
  expect(keyring.blindIndex('13812345678', 'id-number')).not.toEqual(phone);
  expect(keyring.blindIndex('13812345679', 'phone')).not.toEqual(phone);
  expect(openKeyring([master(2)]).blindIndex('13812345678', 'phone')).not.toEqual(phone);
});

test('a key does not print itself', () => {
  const keyring = openKeyring([master(7)]);
  const { key } = keyring.newSubjectKey();
  expect(JSON.stringify({ key, keyring })).not.toMatch(/070707|BwcH|"data"/);
});

test('master keys are counted and measured', () => {
  expect(() => openKeyring([])).toThrow(/at least one/);
  expect(() => openKeyring([Buffer.alloc(16)])).toThrow(/32 bytes/);
  expect(() => openKeyring([master(1), master(1)])).toThrow(/twice/);
});

test('tokens are random, url-safe, and compared as a whole', () => {
  const a = token();
  expect(a).toMatch(/^[\w-]{43}$/);
  expect(token()).not.toBe(a);
  expect(sameSecret(hashToken(a), hashToken(a))).toBe(true);
  expect(sameSecret(a, `${a}x`)).toBe(false);
  expect(sameSecret('', 'x')).toBe(false);
});

test('sealing costs little more than the cipher itself', () => {
  const keyring = openKeyring([master(1)]);
  const { key } = keyring.newSubjectKey();
  const context = fieldOf('contact.phone', '0192f0c1-a2b3-7c4d-8e5f-60718293a4b5');
  const bareKey = createSecretKey(master(2));
  const bare = (): void => {
    const cipher = createCipheriv('aes-256-gcm', bareKey, randomBytes(12)).setAAD(Buffer.from(context));
    Buffer.concat([cipher.update('13812345678'), cipher.final(), cipher.getAuthTag()]);
  };
  // Processor time, not the clock's, and the best of several: others may be at work on this machine.
  const cost = (work: () => unknown): number =>
    Math.min(
      ...Array.from({ length: 5 }, () => {
        const start = process.cpuUsage();
        for (let i = 0; i < 5000; i += 1) work();
        return process.cpuUsage(start).user;
      }),
    );
  cost(bare);
  expect(cost(() => keyring.seal(key, '13812345678', context)) / cost(bare)).toBeLessThan(1.5);
});
