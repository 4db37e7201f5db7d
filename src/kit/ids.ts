import { v7 } from 'uuid';

/** A new id: UUIDv7, so that rows made one after the other lie one after the other. */
export function newId(): string {
  return v7();
}

/**
 * How an address names a thing: its district and its id, so that every look-up knows its district.
 * @returns for example `421202-0192f0c1a2b37c4d8e5f60718293a4b5`.
 */
export function refOf(district: string, id: string): string {
  return `${district}-${id.replaceAll('-', '')}`;
}

/** Reads what `refOf` wrote; undefined for anything else. */
export function readRef(ref: string): { district: string; id: string } | undefined {
  const match = /^(\d{6})-([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(ref);
  if (!match) return undefined;
  const [, district = '', ...parts] = match;
  return { district, id: parts.join('-') };
}
