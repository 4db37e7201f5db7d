import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { commonPasswords } from './common-passwords.ts';

/** What is wrong with a password somebody wants to set. */
export type PasswordProblem = 'too-short' | 'too-long' | 'too-few-kinds' | 'too-common' | 'too-personal';

const shortest = 8;
/** Longer ones only serve to make the server calculate. */
const longest = 128;
const kinds = [/\p{Ll}|\p{Lo}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u];

/**
 * What is wrong with a password that is to be set: fewer than 8 characters or 3 of the 4 kinds (small and capital
 * letters, digits, other signs; GB/T 22239 level 3), one of the common ones, or built around something personal.
 * @param personal texts nobody should use: phone number, name, account.
 * @returns every problem, or an empty list.
 */
export function passwordProblems(password: string, personal: readonly string[] = []): PasswordProblem[] {
  const text = password.normalize('NFKC');
  const length = [...text].length;
  const plain = text.toLowerCase();
  const problems: [PasswordProblem, boolean][] = [
    ['too-short', length < shortest],
    ['too-long', length > longest],
    ['too-few-kinds', kinds.filter((kind) => kind.test(text)).length < 3],
    ['too-common', isCommon(plain)],
    ['too-personal', personal.some((word) => word.length >= 4 && plain.includes(word.toLowerCase()))],
  ];
  return problems.filter(([, found]) => found).map(([problem]) => problem);
}

/** Common ones also count with the usual disguises: P@ssw0rd1! is password. */
function isCommon(plain: string): boolean {
  const undisguised = plain
    .replace(/[@4]/g, 'a')
    .replace(/0/g, 'o')
    .replace(/[1!]/g, 'i')
    .replace(/[$5]/g, 's')
    .replace(/3/g, 'e');
  const stem = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const bare = plain.replace(/[^\p{L}\p{N}]/gu, '');
  return [plain, bare, stem(plain), stem(undisguised), undisguised].some((form) => commonPasswords.has(form));
}

type Cost = { readonly ln: number; readonly r: number; readonly p: number };
/** 32 MiB and about a tenth of a second (OWASP's second choice for scrypt): small office machines must stand it. */
const currentCost: Cost = { ln: 15, r: 8, p: 3 };
const hashBytes = 32;

/**
 * Hashes a password with scrypt for storing.
 * @returns the hash with its parameters and salt in the PHC string format: `$scrypt$ln=15,r=8,p=3$salt$hash`.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, currentCost);
  const { ln, r, p } = currentCost;
  return `$scrypt$ln=${ln},r=${r},p=${p}$${unpadded(salt)}$${unpadded(hash)}`;
}

/**
 * Compares a password with a stored hash.
 * @param stored from `hashPassword`; undefined where there is no such account, which takes just as long to refuse.
 * @returns `stale` is true where it matched a hash of older parameters: store `hashPassword` of it again.
 */
export async function verifyPassword(
  stored: string | undefined,
  password: string,
): Promise<{ ok: boolean; stale: boolean }> {
  const parts = stored === undefined ? undefined : readHash(stored);
  const { cost, salt, hash } = parts ?? { cost: currentCost, salt: Buffer.alloc(16), hash: Buffer.alloc(hashBytes) };
  const given = await derive(password, salt, cost, hash.length);
  const ok = timingSafeEqual(given, hash) && parts !== undefined;
  const { ln, r, p } = currentCost;
  return { ok, stale: ok && (cost.ln < ln || cost.r < r || cost.p < p) };
}

function derive(password: string, salt: Buffer, { ln, r, p }: Cost, length = hashBytes): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** ln, r, p, maxmem: 256 * r * 2 ** ln };
  // Cut, not refused: an endless text typed at the door costs no more than the longest password.
  const text = password.slice(0, 2 * longest).normalize('NFKC');
  return new Promise((resolve, reject) => {
    scrypt(text, salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

function readHash(stored: string): { cost: Cost; salt: Buffer; hash: Buffer } | undefined {
  const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/.exec(stored);
  if (match === null) throw new Error('The stored password hash has an unknown form');
  const [, ln, r, p, salt = '', hash = ''] = match;
  return {
    cost: { ln: Number(ln), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
