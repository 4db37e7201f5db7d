/** Addresses as people type them: read into parts, printed so that they read back, compared and sorted. */
export type { Address } from './address-parts.ts';
export { printAddress } from './address-print.ts';
export { isAddress, readAddress } from './address-reading.ts';
export { readBuilding, readEntrance, readRoom } from './labels.ts';
