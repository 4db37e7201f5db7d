import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { findRecoveryCode, newRecoveryCodes, newTotpSecret, totpUri, verifyTotp } from './totp.ts';

// RFC 6238, appendix B: the ASCII secret "12345678901234567890" at 59 s gives 94287082, of which we use six digits.
const rfcSecret = Secret.fromUTF8('12345678901234567890').base32;
const at = (seconds: number): Date => new Date(seconds * 1000);

test('the reference values of RFC 6238', () => {
  for (const [seconds, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [20000000000, '353130'],
  ] as const) {
    expect(verifyTotp(rfcSecret, code, at(seconds))).toBe(Math.floor(seconds / 30));
  }
});

test('one step of drift either way, no more', () => {
  const code = '287082'; // step 1
  expect(verifyTotp(rfcSecret, code, at(0))).toBe(1);
  expect(verifyTotp(rfcSecret, code, at(89))).toBe(1);
  expect(verifyTotp(rfcSecret, code, at(90))).toBeUndefined();
});

test('a code is good once, and an older one not after a newer', () => {
  const step = verifyTotp(rfcSecret, '287082', at(59));
  expect(step).toBe(1);
  expect(verifyTotp(rfcSecret, '287082', at(60), step)).toBeUndefined();
  expect(verifyTotp(rfcSecret, '287082', at(59), 0)).toBe(1);
  expect(verifyTotp(rfcSecret, '287082', at(59), 2)).toBeUndefined();
});

test('what people type: blanks and full-width digits pass, anything else is refused', () => {
  expect(verifyTotp(rfcSecret, ' 287 082 ', at(59))).toBe(1);
  expect(verifyTotp(rfcSecret, '２８７０８２', at(59))).toBe(1);
  for (const code of ['', '28708', '2870822', 'abcdef', '28708x', '-87082'])
    expect(verifyTotp(rfcSecret, code, at(59))).toBeUndefined();
});

test('an app that scans the address makes codes that we accept', () => {
  const secret = newTotpSecret();
  expect(secret).not.toBe(newTotpSecret());
  const uri = totpUri('Doorstep 温泉街道', '13800000000', secret);
  const parsed = new URL(uri);
  expect(parsed.protocol).toBe('otpauth:');
  expect(parsed.searchParams.get('secret')).toBe(secret);
  expect(parsed.searchParams.get('issuer')).toBe('Doorstep 温泉街道');
  const app = new TOTP({ secret: parsed.searchParams.get('secret') ?? '' });
  expect(verifyTotp(secret, app.generate({ timestamp: 1_800_000_000_000 }), new Date(1_800_000_000_000))).toBe(
    60_000_000,
  );
});

test('recovery codes are found however they are typed, and only they', () => {
  const { codes, hashes } = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  const [first = '', , third = ''] = codes;
  expect(findRecoveryCode(first, hashes)).toBe(0);
  expect(findRecoveryCode(third.replaceAll('-', ' ').toUpperCase(), hashes)).toBe(2);
  expect(findRecoveryCode('aaaa-aaaa-aaaa-aaaa', hashes)).toBe(-1);
  expect(findRecoveryCode('', hashes)).toBe(-1);
  expect(hashes.some((hash) => hash.includes(first))).toBe(false);
});
