/** Addresses as people type them: read into parts, printed so that they read back, compared and sorted. */
export type { Address, AddressAmbiguous, AddressParts, AddressReading, AddressRefused } from './address-parts.ts';
export { printAddress } from './address-print.ts';
export { isAddress, readAddress } from './address-reading.ts';
export { buildingKey, entranceKey, floorOf, readBuilding, readEntrance, readRoom, roomKey, sortKey } from './labels.ts';
