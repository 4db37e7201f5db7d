import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomFillSync,
  timingSafeEqual,
} from 'node:crypto';

/**
 * Authenticated encryption of short values. The first byte of every ciphertext is the `id` of the cipher that made it,
 * so values written under an earlier cipher stay readable after another one has become the current one.
 */
export type Cipher = {
  /** Written as the first byte of each ciphertext; never reused for another algorithm. */
  readonly id: number;
  readonly name: string;
  /** Makes this cipher's own keys from 32 random bytes; two ciphers never share a key. */
  keyed(secret: Uint8Array): Sealer;
};

/** A cipher with its key. */
export type Sealer = {
  /** Encrypts `plain` and authenticates `context` with it. Two calls never give the same bytes. */
  seal(plain: Uint8Array, context: Uint8Array): Buffer;
  /** Gives the plain bytes back. Throws where key, context or a single bit differs. */
  open(sealed: Uint8Array, context: Uint8Array): Buffer;
};

const gcmNonce = 12;
const gcmTag = 16;

/** AES-256 in Galois/counter mode (NIST SP 800-38D) with a random 96-bit nonce: id, nonce, ciphertext, tag. */
export const aes256Gcm: Cipher = {
  id: 1,
  name: 'aes-256-gcm',
  keyed(secret) {
    // The secret itself, since deriving would cost as much as sealing; other ciphers derive theirs.
    const key = createSecretKey(secret);
    return {
      seal(plain, context) {
        const nonce = takeRandom(gcmNonce);
        const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: gcmTag }).setAAD(context);
        const body = cipher.update(plain);
        cipher.final();
        const sealed = Buffer.allocUnsafe(1 + gcmNonce + body.length + gcmTag);
        sealed[0] = aes256Gcm.id;
        sealed.set(nonce, 1);
        sealed.set(body, 1 + gcmNonce);
        sealed.set(cipher.getAuthTag(), 1 + gcmNonce + body.length);
        return sealed;
      },
      open(sealed, context) {
        if (sealed.length < 1 + gcmNonce + gcmTag) throw new Error('The ciphertext is too short');
        const nonce = sealed.subarray(1, 1 + gcmNonce);
        const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: gcmTag })
          .setAAD(context)
          .setAuthTag(sealed.subarray(sealed.length - gcmTag));
        const plain = cipher.update(sealed.subarray(1 + gcmNonce, sealed.length - gcmTag));
        cipher.final();
        return plain;
      },
    };
  },
};

const sm4Iv = 16;
const sm4KeyBytes = 16;
const sm3Tag = 32;

/**
 * SM4 (GB/T 32907) in counter mode with HMAC over SM3 (GB/T 32905), encrypt then authenticate: id, iv, ciphertext, tag.
 * Not SM4-GCM, because the OpenSSL inside Node does not offer that mode.
 */
export const sm4CtrSm3: Cipher = {
  id: 2,
  name: 'sm4-ctr-sm3',
  keyed(secret) {
    const key = createSecretKey(expand(secret, 'sm4-ctr').export().subarray(0, sm4KeyBytes));
    const macKey = expand(secret, 'hmac-sm3');
    // The length of the context goes in as well, so that bytes cannot move from the context into the message.
    const tagOf = (head: Uint8Array, context: Uint8Array): Buffer => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(context.length);
      return createHmac('sm3', macKey).update(length).update(context).update(head).digest();
    };
    return {
      seal(plain, context) {
        const iv = takeRandom(sm4Iv);
        const head = Buffer.concat([Buffer.of(sm4CtrSm3.id), iv, createCipheriv('sm4-ctr', key, iv).update(plain)]);
        return Buffer.concat([head, tagOf(head, context)]);
      },
      open(sealed, context) {
        if (sealed.length < 1 + sm4Iv + sm3Tag) throw new Error('The ciphertext is too short');
        const head = sealed.subarray(0, sealed.length - sm3Tag);
        if (!timingSafeEqual(tagOf(head, context), sealed.subarray(head.length))) {
          throw new Error('The ciphertext does not belong to this key and context, or was changed');
        }
        return createDecipheriv('sm4-ctr', key, head.subarray(1, 1 + sm4Iv)).update(head.subarray(1 + sm4Iv));
      },
    };
  },
};

/** The ciphers that this build can read and write, by their names in the configuration. */
export const ciphers = { 'aes-256-gcm': aes256Gcm, 'sm4-ctr-sm3': sm4CtrSm3 } as const satisfies Record<string, Cipher>;

const oneBlock = Buffer.of(1);

/** One block of HKDF-Expand (RFC 5869): the secret is uniformly random already, so nothing needs extracting. */
export function expand(secret: Uint8Array, purpose: string): KeyObject {
  // Key objects throughout: given a buffer as key, Node takes four times as long for each of these calls.
  return createSecretKey(createHmac('sha256', createSecretKey(secret)).update(purpose).update(oneBlock).digest());
}

/** Random bytes are drawn for hundreds of nonces at once: one draw each would take a third of the time. */
const pool = { bytes: Buffer.alloc(0), used: 0 };

function takeRandom(length: number): Buffer {
  if (pool.used + length > pool.bytes.length) {
    pool.bytes = randomFillSync(Buffer.allocUnsafeSlow(8192));
    pool.used = 0;
  }
  const taken = pool.bytes.subarray(pool.used, pool.used + length);
  pool.used += length;
  return taken;
}
