import { households } from './households.ts';
import type { KindOfLedger } from './kind.ts';
import type { LedgerKind } from './ledger.ts';
import { residents } from './residents.ts';
import { visits } from './visits.ts';
import { volunteers } from './volunteers.ts';

// What a kind reads only the same kind judges and writes, so that nobody else needs to know of what shape it is.
const kinds = { households, residents, volunteers, visits } as unknown as Readonly<
  Record<LedgerKind, KindOfLedger<unknown, unknown>>
>;

/** How a kind of ledger is read, judged and written. */
export function kindOf(kind: LedgerKind): KindOfLedger<unknown, unknown> {
  return kinds[kind];
}
