import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { hashToken, sameSecret } from './secrets.ts';

const stepSeconds = 30;

/** A new shared secret (160 bits) as base32, to be sealed before it is stored. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/**
 * The address behind the QR code that an authenticator app scans.
 * @param issuer the name of this installation, shown in the app.
 * @param account whom the code belongs to, as the app will list it.
 */
export function totpUri(issuer: string, account: string, secret: string): string {
  return generator(secret, issuer, account).toString();
}

/**
 * Checks a code of six digits (RFC 6238, 30 s, SHA-1 as every app knows it), allowing one step of clock drift.
 * @param lastStep the step of the last code accepted for this secret; an older or the same one is refused as a replay.
 * @returns the accepted step, to be stored as the next `lastStep`, or undefined.
 */
export function verifyTotp(secret: string, code: string, now: Date, lastStep?: number): number | undefined {
  const digits = code.normalize('NFKC').replace(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return undefined;
  const delta = generator(secret).validate({ token: digits, timestamp: now.getTime(), window: 1 });
  if (delta === null) return undefined;
  const step = Math.floor(now.getTime() / 1000 / stepSeconds) + delta;
  return lastStep !== undefined && step <= lastStep ? undefined : step;
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * Codes for the day the phone is lost, each good once.
 * @returns the codes to show one time (`k3mp-9xqw-h2tz-7fna`, 79 bits), and their hashes (hex) to store.
 */
export function newRecoveryCodes(count = 10): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: count }, () =>
    Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join(
      '-',
    ),
  );
  return { codes, hashes: codes.map(hashOf) };
}

/**
 * Looks a typed recovery code up; blanks, dashes and capitals do not matter.
 * @param hashes those not yet used.
 * @returns the index of the matching hash, which must be removed now, or -1.
 */
export function findRecoveryCode(code: string, hashes: readonly string[]): number {
  const given = hashOf(code);
  return hashes.findIndex((hash) => sameSecret(hash, given));
}

function hashOf(code: string): string {
  return hashToken(
    code
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, ''),
  ).toString('hex');
}

function generator(secret: string, issuer = '', label = ''): TOTP {
  return new TOTP({
    issuer,
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: stepSeconds,
  });
}
