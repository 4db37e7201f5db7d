import { under } from '../../kit/access.ts';
import type { Reader } from '../../kit/database.ts';
import { lineOf, type Place } from '../places/index.ts';
import type { CompoundNamed, Ground, Named } from './where.ts';

/** Reads where an import may bring rows: the communities and compounds at or below the place it was started at. */
export async function loadGround(db: Reader, place: Place): Promise<Ground> {
  const rows = await db
    .selectFrom('places')
    .select(['id', 'kind', 'name', 'path', 'parent_id'])
    .where('district', '=', place.district)
    .where('kind', 'in', ['community', 'compound'])
    .where('state', '=', 'active')
    .where(under('path', place.path))
    .orderBy('path')
    .execute();
  const above = place.kind === 'compound' ? (await lineOf(db, place)).filter(({ kind }) => kind === 'community') : [];
  const communities: Named[] = [...above, ...rows.filter(({ kind }) => kind === 'community')].map(named);
  const compounds: CompoundNamed[] = rows
    .filter(({ kind }) => kind === 'compound')
    .map((row) => ({ ...named(row), communityId: row.parent_id ?? '' }));
  return { district: place.district, place: { ...named(place), kind: place.kind }, communities, compounds };
}

function named({ id, name, path }: Named): Named {
  return { id, name, path };
}
