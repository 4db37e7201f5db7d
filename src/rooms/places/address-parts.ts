/** What an address consists of, and how reading one can turn out. */

/** The parts of an address. All labels are canonical text; a part that was not typed is absent. */
export interface Address {
  /** The text in front: community, compound or street, as typed (城南社区, 阳光花园, 解放路12号). */
  readonly compound?: string;
  /** A part of a compound: 2期, A区, 东区, 1组团, 3组. */
  readonly area?: string;
  readonly building?: { readonly name: string; readonly raw: string };
  readonly entrance?: string;
  /** A storey as an integer in text, '-1' below ground; only when it was typed. */
  readonly floor?: string;
  readonly room?: string;
}

export interface AddressRefused {
  readonly refused: 'address_empty' | 'address_too_long' | 'address_not_understood';
}

export interface AddressAmbiguous {
  readonly ambiguous: 'address_ambiguous';
  /** Two or more, the most usual first. Look each up: where one alone exists, it is meant. */
  readonly readings: readonly Address[];
}

export type AddressReading = Address | AddressRefused | AddressAmbiguous;

/** The parts to print; how the building was once spelt does not matter. */
export type AddressParts = Omit<Address, 'building'> & { readonly building?: { readonly name: string } };

/** The parts in the order in which they follow each other. */
export const ORDER = ['area', 'building', 'entrance', 'floor', 'room'] as const;
export type Part = (typeof ORDER)[number];
