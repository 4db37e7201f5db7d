/** Bring ledgers in at a place and below. */
export const importLedgers = 'ledgers.import';
/** Take ledgers out of a place and below. */
export const exportLedgers = 'ledgers.export';

/** How long a full export stays open for whoever asked for it, in minutes. */
export const exportMinutes = 15;
