import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '../../kit/ids.ts';
import { nextNumber } from '../../kit/journal.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { root } from '../../kit/root.ts';
import { insertMany } from '../../kit/rows.ts';
import type { Write } from '../../kit/write.ts';
import { type PlaceKind, pathLabel } from './place.ts';

export type Division = {
  readonly code: string;
  readonly name: string;
  readonly level: PlaceKind;
  readonly parent: string;
};

const levels: Readonly<Record<string, PlaceKind>> = {
  county: 'district',
  township: 'township',
  community: 'community',
};

/** The statistical divisions that come with the product (code, name, level, parent), from the county level down. */
export async function shippedDivisions(): Promise<Division[]> {
  const lines = (await readFile(path.join(root, 'src/rooms/places/divisions.csv'), 'utf8'))
    .trim()
    .split(/\r?\n/)
    .slice(1);
  return lines.flatMap((line) => {
    const [code = '', name = '', level = '', parent = ''] = line.split(',');
    const kind = levels[level];
    return kind ? [{ code, name, level: kind, parent }] : [];
  });
}

/**
 * Writes a district with its townships and communities, as the statistical code list has them. Those already there
 * are left alone, so that a newer list only adds.
 */
export async function loadDivisions(
  write: Write,
  divisions: readonly Division[],
): Promise<Outcome<{ added: number }, 'unknown_district'>> {
  const mine = divisions.filter((division) => division.code.startsWith(write.district));
  if (!mine.some((division) => division.level === 'district')) return refused('unknown_district');
  const known = await write.tx
    .selectFrom('places')
    .select(['id', 'code', 'path'])
    .where('district', '=', write.district)
    .where('kind', 'in', ['district', 'township', 'community'])
    .execute();
  const byCode = new Map(known.map((place) => [place.code, { id: place.id, path: place.path }]));
  const missing = mine
    .filter((division) => !byCode.has(division.code))
    .sort((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1));
  if (missing.length > 0) {
    const first = await nextNumber(write.tx, write.district, 'place', missing.length);
    const rows = missing.map((division, i) => {
      const parent = byCode.get(division.parent);
      const place = { id: newId(), path: `${parent?.path ?? ''}${pathLabel(first + i)}.` };
      byCode.set(division.code, place);
      return {
        district: write.district,
        id: place.id,
        number: first + i,
        code: division.code,
        kind: division.level,
        parent_id: parent?.id ?? null,
        path: place.path,
        key: division.code,
        name: division.name,
        sort_key: division.code,
        state: 'active',
        version: 1,
        created_at: write.now,
      };
    });
    await insertMany(write.tx, 'places', rows);
  }
  const top = byCode.get(write.district);
  if (!top) throw new Error(`District ${write.district} was not written`);
  await write.record({
    verb: 'places.load_divisions',
    thing: { kind: 'place', id: top.id },
    placeId: top.id,
    change: { added: missing.length },
  });
  return done({ added: missing.length });
}
