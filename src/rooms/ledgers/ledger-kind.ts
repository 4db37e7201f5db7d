/** What a ledger is about. */
export const ledgerKinds = ['households', 'residents', 'volunteers', 'visits'] as const;
export type LedgerKind = (typeof ledgerKinds)[number];
