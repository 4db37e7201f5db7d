import { createHash, createHmac, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { aes256Gcm, type Cipher, ciphers, expand, type Sealer } from './cipher.ts';

/**
 * Encryption per subject. A subject (whoever the data is about, an opaque id here) has a secret of its own, stored
 * wrapped by a master key that never enters the database. Destroying the wrapped secret destroys the data.
 */
export type Keyring = {
  /** Id (8 hex digits) of the master key that wraps and indexes from now on. */
  readonly currentId: string;
  /** Ids of all master keys that can be read with, the current one first. */
  readonly ids: readonly string[];
  /** Makes the secret of a new subject: store `wrapped` (65 bytes under AES) with the subject, seal with `key`. */
  newSubjectKey(): { wrapped: Buffer; key: SubjectKey };
  /** The secret inside `wrapped`. Throws where its master key is not in the ring or the bytes were changed. */
  unwrap(wrapped: Uint8Array): SubjectKey;
  /** The same secret wrapped by the current master key, or undefined where it already is. Sealed data stays as it is. */
  rewrap(wrapped: Uint8Array): Buffer | undefined;
  /** Encrypts a text. `context` names the field and the subject (see `fieldOf`): elsewhere the bytes do not open. */
  seal(key: SubjectKey, plain: string, context: string): Buffer;
  /** The text that was sealed for this context. Throws where key, context or a single bit differs. */
  open(key: SubjectKey, sealed: Uint8Array, context: string): string;
  /** As `seal`, for bytes such as a signature. */
  sealBytes(key: SubjectKey, plain: Uint8Array, context: string): Buffer;
  /** As `open`, for bytes. */
  openBytes(key: SubjectKey, sealed: Uint8Array, context: string): Buffer;
  /**
   * Keyed hash (HMAC-SHA-256, 32 bytes) to look a value up without storing it in clear. Each purpose ("phone",
   * "id-number") has a key of its own, so hashes of different purposes cannot be joined. Normalise the value first.
   */
  blindIndex(value: string, purpose: string): Buffer;
  /** The hash under every master key of the ring, the current one first: what a look-up asks for during a rotation. */
  blindIndexes(value: string, purpose: string): Buffer[];
};

/** The secret of one subject, made by a keyring. Prints nothing, so it cannot slip into a log or into JSON. */
export type SubjectKey = { readonly sealer: (cipher: Cipher) => Sealer };

const idBytes = 4;
const wrapContext = Buffer.from('subject key');

/**
 * Opens a ring of master keys.
 * @param masterKeys 32 bytes each; the first one wraps and indexes, the others are only read with (rotation).
 * @param options.cipher what new values are sealed with; all of `ciphers` can be read whatever is chosen here.
 */
export function openKeyring(masterKeys: readonly Uint8Array[], options: { cipher?: Cipher } = {}): Keyring {
  const current = options.cipher ?? aes256Gcm;
  const readable = new Map<number | undefined, Cipher>(
    [...Object.values(ciphers), current].map((cipher) => [cipher.id, cipher]),
  );
  const masters = masterKeys.map(openMaster);
  const byId = new Map(masters.map((master) => [master.id, master]));
  const [first] = masters;
  if (first === undefined) throw new Error('A keyring needs at least one master key');
  if (byId.size !== masters.length) throw new Error('The same master key is given twice');

  const cipherOf = (sealed: Uint8Array): Cipher => {
    const cipher = readable.get(sealed[0]);
    if (cipher === undefined) throw new Error(`No cipher has the id ${sealed[0]}`);
    return cipher;
  };
  const wrap = (secret: Uint8Array): Buffer =>
    Buffer.concat([Buffer.from(first.id, 'hex'), first.key.sealer(current).seal(secret, wrapContext)]);
  const unwrapSecret = (wrapped: Uint8Array): Buffer => {
    const master = byId.get(masterId(wrapped));
    if (master === undefined) throw new Error(`Master key ${masterId(wrapped)} is not in the keyring`);
    const sealed = wrapped.subarray(idBytes);
    return master.key.sealer(cipherOf(sealed)).open(sealed, wrapContext);
  };
  const sealBytes: Keyring['sealBytes'] = (key, plain, context) =>
    key.sealer(current).seal(plain, Buffer.from(context));
  const openBytes: Keyring['openBytes'] = (key, sealed, context) =>
    key.sealer(cipherOf(sealed)).open(sealed, Buffer.from(context));

  return {
    currentId: first.id,
    ids: masters.map((master) => master.id),
    newSubjectKey() {
      const secret = randomBytes(32);
      return { wrapped: wrap(secret), key: subjectKey(secret) };
    },
    unwrap: (wrapped) => subjectKey(unwrapSecret(wrapped)),
    rewrap: (wrapped) =>
      masterId(wrapped) === first.id && wrapped[idBytes] === current.id ? undefined : wrap(unwrapSecret(wrapped)),
    seal: (key, plain, context) => sealBytes(key, Buffer.from(plain), context),
    open: (key, sealed, context) => openBytes(key, sealed, context).toString(),
    sealBytes,
    openBytes,
    blindIndex: (value, purpose) => first.index(value, purpose),
    blindIndexes: (value, purpose) => masters.map((master) => master.index(value, purpose)),
  };
}

/**
 * The context of one field of one subject, for `seal` and `open`.
 * @param field table and column, such as "contact.phone".
 */
export function fieldOf(field: string, subject: string): string {
  return `${field} ${subject}`;
}

/** A random text for links, sessions and codes: url-safe, 32 bytes (256 bits) unless told otherwise. */
export function token(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** What is stored of a token: its SHA-256. Only for random tokens, never for passwords. */
export function hashToken(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Whether two texts or byte strings are equal, in a time that tells nothing about where they differ. */
export function sameSecret(a: string | Uint8Array, b: string | Uint8Array): boolean {
  // Hashing first makes the lengths equal, which the comparison demands, without telling them.
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}

type Master = { id: string; key: SubjectKey; index: (value: string, purpose: string) => Buffer };

function openMaster(bytes: Uint8Array): Master {
  if (bytes.length !== 32) throw new Error(`A master key has 32 bytes, not ${bytes.length}`);
  const indexKeys = new Map<string, KeyObject>();
  const indexKey = (purpose: string): KeyObject => {
    const key = indexKeys.get(purpose) ?? expand(bytes, `blind index ${purpose}`);
    indexKeys.set(purpose, key);
    return key;
  };
  return {
    id: expand(bytes, 'master key id').export().subarray(0, idBytes).toString('hex'),
    key: subjectKey(expand(bytes, 'wrap').export()),
    index: (value, purpose) => createHmac('sha256', indexKey(purpose)).update(value).digest(),
  };
}

function subjectKey(secret: Uint8Array): SubjectKey {
  const sealers = new Map<number, Sealer>();
  return {
    sealer(cipher) {
      const sealer = sealers.get(cipher.id) ?? cipher.keyed(secret);
      sealers.set(cipher.id, sealer);
      return sealer;
    },
  };
}

function masterId(wrapped: Uint8Array): string {
  return Buffer.from(wrapped.subarray(0, idBytes)).toString('hex');
}
