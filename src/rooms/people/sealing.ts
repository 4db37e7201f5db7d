import { fieldOf, type Keyring, type SubjectKey } from '../../kit/secrets.ts';
import { type Details, detailKeys, type Sealed } from './person.ts';
import { type Plan, planSchema } from './plan.ts';

/** The columns of `persons` that hold what is sealed. */
export type SealedColumns = {
  readonly wrapped_key: Uint8Array | null;
  readonly id_number: Uint8Array | null;
  readonly id_number_hash: Uint8Array | null;
  readonly phone: Uint8Array | null;
  readonly phone_hash: Uint8Array | null;
  readonly details: Uint8Array | null;
};

/** Keyed hash to look an ID number up by; expects it as `readIdNumber` gives it. */
function idNumberHash(keyring: Keyring, idNumber: string): Buffer {
  return keyring.blindIndex(idNumber, 'id-number');
}

/** Keyed hash to look a telephone number up by; expects it as `readPhone` gives it. */
export function phoneHash(keyring: Keyring, phone: string): Buffer {
  return keyring.blindIndex(phone, 'phone');
}

/** The hashes of a value under every master key in use, for look-ups while keys are being changed. */
export function idNumberHashes(keyring: Keyring, idNumber: string): Buffer[] {
  return keyring.blindIndexes(idNumber, 'id-number');
}

/** As `idNumberHashes`, for telephones. */
export function phoneHashes(keyring: Keyring, phone: string): Buffer[] {
  return keyring.blindIndexes(phone, 'phone');
}

/** Seals what identifies or exposes a person with a key of their own, a new one unless one is given. */
export function sealPerson(
  keyring: Keyring,
  id: string,
  plain: Sealed,
  kept?: { readonly wrapped: Uint8Array; readonly key: SubjectKey },
): SealedColumns {
  const { wrapped, key } = kept ?? keyring.newSubjectKey();
  const details = tidyDetails(plain.details);
  return {
    wrapped_key: wrapped,
    id_number: plain.idNumber === null ? null : keyring.seal(key, plain.idNumber, fieldOf('persons.id_number', id)),
    id_number_hash: plain.idNumber === null ? null : idNumberHash(keyring, plain.idNumber),
    phone: plain.phone === null ? null : keyring.seal(key, plain.phone, fieldOf('persons.phone', id)),
    phone_hash: plain.phone === null ? null : phoneHash(keyring, plain.phone),
    details: details === undefined ? null : keyring.seal(key, JSON.stringify(details), fieldOf('persons.details', id)),
  };
}

/** Opens what was sealed of a person; nothing is left of one who was erased. */
export function openSealed(
  keyring: Keyring,
  row: { readonly id: string } & Pick<SealedColumns, 'wrapped_key' | 'id_number' | 'phone' | 'details'>,
): Sealed {
  if (!row.wrapped_key || (!row.id_number && !row.phone && !row.details))
    return { idNumber: null, phone: null, details: {} };
  const key = keyring.unwrap(row.wrapped_key);
  return {
    idNumber: row.id_number && keyring.open(key, row.id_number, fieldOf('persons.id_number', row.id)),
    phone: row.phone && keyring.open(key, row.phone, fieldOf('persons.phone', row.id)),
    details: row.details
      ? (JSON.parse(keyring.open(key, row.details, fieldOf('persons.details', row.id))) as Details)
      : {},
  };
}

/** Seals a text about a person, such as a note or a wish. */
export function sealText(
  keyring: Keyring,
  key: SubjectKey,
  text: string | null | undefined,
  field: TextField,
  id: string,
): Buffer | null {
  return text === null || text === undefined || text === '' ? null : keyring.seal(key, text, fieldOf(field, id));
}

/** Opens a text about a person; null where there is none or its key was destroyed. */
export function openText(
  keyring: Keyring,
  wrapped: Uint8Array | null,
  sealed: Uint8Array | null,
  field: TextField,
  id: string,
): string | null {
  return wrapped && sealed ? keyring.open(keyring.unwrap(wrapped), sealed, fieldOf(field, id)) : null;
}

/** Seals a visiting plan; null for one that says nothing. */
export function sealPlan(
  keyring: Keyring,
  key: SubjectKey,
  plan: Plan | null | undefined,
  tagId: string,
): Buffer | null {
  const said = Object.entries(plan ?? {}).filter(([, value]) => value !== undefined && value !== '');
  return said.length === 0
    ? null
    : keyring.seal(key, JSON.stringify(Object.fromEntries(said)), fieldOf('tags.plan', tagId));
}

/** Opens a visiting plan; an empty one where there is none. */
export function openPlan(keyring: Keyring, wrapped: Uint8Array | null, sealed: Uint8Array | null, tagId: string): Plan {
  const text = openText(keyring, wrapped, sealed, 'tags.plan', tagId);
  return text === null ? {} : planSchema.parse(JSON.parse(text));
}

/** What is sealed besides the person's own columns; the name goes into the seal, so that bytes cannot change places. */
export type TextField =
  | 'tags.note'
  | 'tags.plan'
  | 'data_requests.proposed'
  | 'data_requests.reason'
  | 'data_requests.answer'
  | 'households.note';

/** Only known keys with something in them; undefined when nothing is left. */
export function tidyDetails(details: Details): Details | undefined {
  const said = detailKeys.flatMap((key) => (details[key] ? [[key, details[key]] as const] : []));
  return said.length === 0 ? undefined : Object.fromEntries(said);
}
