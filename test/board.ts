import type { Reader } from '../src/kit/database.ts';
import { listBoard } from '../src/rooms/issues/list-store.ts';
import type { Place } from '../src/rooms/places/index.ts';

/** How many issues everybody sees on the board of a place. */
export async function countOnBoard(db: Reader, place: Place): Promise<number> {
  const query = { show: 'all', seesCompound: false } as const;
  return (await listBoard(db, place, query, { offset: 0, limit: 1 })).total;
}
