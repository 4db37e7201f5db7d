import { sql } from 'kysely';
import { under } from '../../kit/access.ts';
import { newId } from '../../kit/ids.ts';
import { nextNumber } from '../../kit/journal.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { insertMany } from '../../kit/rows.ts';
import type { Write } from '../../kit/write.ts';
import { buildingKey, entranceKey, readBuilding, readEntrance, readRoom, roomKey, sortKey } from './labels.ts';
import { codeOf, type Occupancy, type Place, type PlaceKind, pathLabel } from './place.ts';
import { clashingNumbers, mergeProblem, placeActs } from './rules.ts';
import { findPlace, listChildren, lockPlace, touchPlaces } from './store.ts';

/** A place to be made; `id` may be given so that children can name their parent before it is written. */
export type NewPlace = {
  readonly id?: string | undefined;
  readonly kind: PlaceKind;
  readonly parent: { readonly id: string; readonly path: string };
  readonly name: string;
  /** The statistical code, for divisions only. */
  readonly code?: string | undefined;
  readonly floor?: number | undefined;
  readonly area?: number | undefined;
  readonly occupancy?: Occupancy | undefined;
};

export type MadePlace = { readonly id: string; readonly path: string; readonly code: string };

const keyOf: Readonly<Partial<Record<PlaceKind, (name: string) => string>>> = {
  building: buildingKey,
  entrance: entranceKey,
  dwelling: roomKey,
};

/** The one comparable spelling of a place's name. */
export function placeKey(kind: PlaceKind, name: string): string {
  return keyOf[kind]?.(name) ?? name.normalize('NFKC').replaceAll(/\s/g, '');
}

const labelReaders: Readonly<Partial<Record<PlaceKind, (name: string) => string | undefined>>> = {
  building: readBuilding,
  entrance: readEntrance,
  dwelling: readRoom,
};

/** A name as it is kept, whoever typed it: 3栋, ３幢 and 三号楼 are building 3, 2单元 is entrance 2, 301室 is room 301. */
function labelTyped(kind: PlaceKind, typed: string): string {
  return labelReaders[kind]?.(typed) ?? typed.trim();
}

/**
 * Writes places under parents that exist or stand earlier in the list. The caller records the verb.
 * @returns one made place for each given, in the same order.
 */
export async function addPlaces(write: Write, places: readonly NewPlace[]): Promise<MadePlace[]> {
  if (places.length === 0) return [];
  const first = await nextNumber(write.tx, write.district, 'place', places.length);
  const rows = places.map((place, i) => {
    const number = first + i;
    return {
      district: write.district,
      id: place.id ?? newId(),
      number,
      code: place.code ?? codeOf(write.district, number),
      kind: place.kind,
      parent_id: place.parent.id,
      path: `${place.parent.path}${pathLabel(number)}.`,
      key: placeKey(place.kind, place.name),
      name: place.name,
      sort_key: place.code ?? sortKey(place.name),
      floor: place.floor ?? null,
      area: place.area ?? null,
      occupancy: place.occupancy ?? null,
      state: 'active',
      version: 1,
      created_at: write.now,
    };
  });
  await insertMany(write.tx, 'places', rows);
  return rows.map(({ id, path, code }) => ({ id, path, code }));
}

/** Changes what a dwelling says of itself (area in 0.01 m², occupancy, storey). The caller records the verb. */
export async function describeDwellings(
  write: Write,
  dwellings: readonly {
    readonly id: string;
    readonly area: number | null;
    readonly occupancy: Occupancy | null;
    readonly floor: number | null;
  }[],
): Promise<void> {
  for (let start = 0; start < dwellings.length; start += 2000) {
    const json = JSON.stringify(dwellings.slice(start, start + 2000));
    await sql`update places set area = given.area, occupancy = given.occupancy, floor = given.floor, version = version + 1
      from jsonb_to_recordset(${json}::text::jsonb) as given(id uuid, area int, occupancy text, floor smallint)
      where places.district = ${write.district} and places.id = given.id`.execute(write.tx);
  }
}

/** Adds one place below another, by hand. */
export async function addPlace(
  write: Write,
  input: { readonly parent: Place; readonly kind: PlaceKind; readonly name: string },
): Promise<Outcome<MadePlace, 'number_taken'>> {
  const name = labelTyped(input.kind, input.name);
  const key = placeKey(input.kind, name);
  await lockPlace(write.tx, write.district, input.parent.id);
  const siblings = await listChildren(write.tx, write.district, input.parent.id);
  if (siblings.some((place) => place.kind === input.kind && place.key === key)) {
    return refused('number_taken', { fields: { name: 'number_taken' } });
  }
  const [made] = await addPlaces(write, [{ ...input, name }]);
  if (!made) throw new Error('No place was made');
  await touchPlaces(write.tx, write.district, [input.parent.id]);
  await write.record({
    verb: 'places.add',
    thing: { kind: 'place', id: made.id },
    placeId: made.id,
    change: { kind: input.kind, name },
  });
  return done(made);
}

/** Gives a place another name or number. Its code, and so every QR code printed for it, stays. */
export async function renumberPlace(
  write: Write,
  input: { readonly place: Place; readonly name: string },
): Promise<Outcome<{ changeId: string }, 'not_active' | 'number_taken' | 'same_number'>> {
  const { place } = input;
  const name = labelTyped(place.kind, input.name);
  if (!placeActs(place).renumber || place.parentId === null) return refused('not_active');
  if (place.name === name) return refused('same_number', { fields: { name: 'same_number' } });
  const key = placeKey(place.kind, name);
  await lockPlace(write.tx, write.district, place.parentId);
  const siblings = await listChildren(write.tx, write.district, place.parentId);
  if (siblings.some((other) => other.id !== place.id && other.kind === place.kind && other.key === key)) {
    return refused('number_taken', { fields: { name: 'number_taken' } });
  }
  await writeName(write, place.id, place.kind, name);
  await touchPlaces(write.tx, write.district, [place.id, place.parentId]);
  return keepChange(write, 'renumber', place, { name: place.name }, { name });
}

/** Makes one of two neighbouring compounds or buildings; what stood in the one that goes stands in the other. */
export async function mergePlaces(
  write: Write,
  input: { readonly gone: Place; readonly kept: Place },
): Promise<Outcome<{ changeId: string }, NonNullable<ReturnType<typeof mergeProblem>> | 'numbers_clash'>> {
  const { gone, kept } = input;
  const problem = mergeProblem(gone, kept);
  if (problem) return refused(problem, { fields: { into: problem } });
  for (const id of [gone.id, kept.id].sort()) await lockPlace(write.tx, write.district, id);
  const mine = await listChildren(write.tx, write.district, kept.id);
  const theirs = await listChildren(write.tx, write.district, gone.id);
  const clashes = clashingNumbers(mine, theirs);
  if (clashes.length > 0)
    return refused('numbers_clash', {
      fields: { into: 'numbers_clash' },
      detail: { numbers: clashes.slice(0, 10).join('、') },
    });
  for (const child of theirs) await movePlace(write, child, kept);
  await write.tx
    .updateTable('places')
    .set({ state: 'merged', merged_into: kept.id })
    .where('district', '=', write.district)
    .where('id', '=', gone.id)
    .execute();
  await touchPlaces(write.tx, write.district, [gone.id, kept.id, ...(kept.parentId ? [kept.parentId] : [])]);
  return keepChange(
    write,
    'merge',
    kept,
    { gone: gone.id, children: theirs.map((child) => child.id) },
    { kept: kept.id },
  );
}

/** Takes some of a place's children out into a new place beside it. */
export async function splitPlace(
  write: Write,
  input: { readonly place: Place; readonly childIds: readonly string[]; readonly name: string },
): Promise<
  Outcome<
    { changeId: string; code: string },
    'not_active' | 'number_taken' | 'nothing_chosen' | 'all_chosen' | 'not_below'
  >
> {
  const { place } = input;
  const name = labelTyped(place.kind, input.name);
  if (!placeActs(place).split || place.parentId === null) return refused('not_active');
  await lockPlace(write.tx, write.district, place.id);
  const children = await listChildren(write.tx, write.district, place.id);
  const chosen = children.filter((child) => input.childIds.includes(child.id));
  if (chosen.length === 0) return refused('nothing_chosen', { fields: { children: 'nothing_chosen' } });
  if (chosen.length !== new Set(input.childIds).size)
    return refused('not_below', { fields: { children: 'not_below' } });
  if (chosen.length === children.length) return refused('all_chosen', { fields: { children: 'all_chosen' } });
  const parent = await findPlace(write.tx, write.district, place.parentId);
  if (!parent) return refused('not_active');
  const siblings = await listChildren(write.tx, write.district, parent.id);
  const key = placeKey(place.kind, name);
  if (siblings.some((other) => other.kind === place.kind && other.key === key))
    return refused('number_taken', { fields: { name: 'number_taken' } });
  const [made] = await addPlaces(write, [{ kind: place.kind, parent, name }]);
  if (!made) throw new Error('No place was made');
  for (const child of chosen) await movePlace(write, child, made);
  await touchPlaces(write.tx, write.district, [place.id, parent.id]);
  const kept = await keepChange(
    write,
    'split',
    place,
    { children: chosen.map((child) => child.id) },
    { made: made.id },
  );
  return done({ changeId: kept.done.changeId, code: made.code });
}

/** Takes back a renumbering, merging or splitting, if nothing since stands in its way. */
export async function undoPlaceChange(
  write: Write,
  input: { readonly place: Place; readonly changeId: string },
): Promise<Outcome<{ placeId: string }, 'not_found' | 'undone_before' | 'changed_since'>> {
  const change = await write.tx
    .selectFrom('place_changes')
    .selectAll()
    .where('district', '=', write.district)
    .where('id', '=', input.changeId)
    .where('place_id', '=', input.place.id)
    .forUpdate()
    .executeTakeFirst();
  if (!change) return refused('not_found');
  if (change.undone_at) return refused('undone_before');
  const { place } = input;
  const before = change.before as { name?: string; gone?: string; children?: string[] };
  const after = change.after as { name?: string; kept?: string; made?: string };
  const isUndone = await undoers[change.act as keyof typeof undoers](write, place, before, after);
  if (!isUndone) return refused('changed_since');
  await write.tx
    .updateTable('place_changes')
    .set({ undone_at: write.now })
    .where('district', '=', write.district)
    .where('id', '=', change.id)
    .execute();
  await touchPlaces(write.tx, write.district, [
    place.id,
    ...(place.parentId ? [place.parentId] : []),
    ...(before.gone ? [before.gone] : []),
  ]);
  await write.record({
    verb: 'places.undo',
    thing: { kind: 'place', id: place.id },
    placeId: place.id,
    change: { act: change.act, changeId: change.id },
  });
  return done({ placeId: place.id });
}

type Before = { readonly name?: string; readonly gone?: string; readonly children?: readonly string[] };
type After = { readonly name?: string; readonly kept?: string; readonly made?: string };

const undoers = {
  renumber: async (write: Write, place: Place, before: Before, after: After): Promise<boolean> => {
    if (place.state !== 'active' || place.name !== after.name || before.name === undefined || place.parentId === null)
      return false;
    const key = placeKey(place.kind, before.name);
    const siblings = await listChildren(write.tx, write.district, place.parentId);
    if (siblings.some((other) => other.id !== place.id && other.kind === place.kind && other.key === key)) return false;
    await writeName(write, place.id, place.kind, before.name);
    return true;
  },
  merge: async (write: Write, kept: Place, before: Before): Promise<boolean> => {
    const gone = await findPlace(write.tx, write.district, before.gone ?? '');
    if (gone?.state !== 'merged' || kept.state !== 'active') return false;
    const children = await stillUnder(write, kept.id, before.children ?? []);
    if (!children) return false;
    await write.tx
      .updateTable('places')
      .set({ state: 'active', merged_into: null })
      .where('district', '=', write.district)
      .where('id', '=', gone.id)
      .execute();
    for (const child of children) await movePlace(write, child, gone);
    return true;
  },
  split: async (write: Write, place: Place, before: Before, after: After): Promise<boolean> => {
    const made = await findPlace(write.tx, write.district, after.made ?? '');
    if (made?.state !== 'active' || place.state !== 'active') return false;
    const children = await stillUnder(write, made.id, before.children ?? []);
    const there = await listChildren(write.tx, write.district, made.id);
    if (!children || there.length !== children.length) return false;
    if (clashingNumbers(await listChildren(write.tx, write.district, place.id), children).length > 0) return false;
    for (const child of children) await movePlace(write, child, place);
    await write.tx
      .updateTable('places')
      .set({ state: 'merged', merged_into: place.id })
      .where('district', '=', write.district)
      .where('id', '=', made.id)
      .execute();
    return true;
  },
} as const;

async function stillUnder(write: Write, parentId: string, ids: readonly string[]): Promise<Place[] | undefined> {
  const found = (await listChildren(write.tx, write.district, parentId)).filter((child) => ids.includes(child.id));
  return found.length === ids.length ? found : undefined;
}

async function writeName(write: Write, id: string, kind: PlaceKind, name: string): Promise<void> {
  await write.tx
    .updateTable('places')
    .set({ name, key: placeKey(kind, name), sort_key: sortKey(name) })
    .where('district', '=', write.district)
    .where('id', '=', id)
    .execute();
}

/** Hangs a place, and all below it, under another parent. */
async function movePlace(
  write: Write,
  place: Place,
  parent: { readonly id: string; readonly path: string },
): Promise<void> {
  const path = `${parent.path}${pathLabel(place.number)}.`;
  await sql`update places set path = ${path} || substr(path, ${place.path.length + 1})
    where district = ${write.district} and ${under('path', place.path)}`.execute(write.tx);
  await write.tx
    .updateTable('places')
    .set({ parent_id: parent.id })
    .where('district', '=', write.district)
    .where('id', '=', place.id)
    .execute();
}

async function keepChange(
  write: Write,
  act: 'renumber' | 'merge' | 'split',
  place: Place,
  before: Before,
  after: After,
): Promise<{ done: { changeId: string } }> {
  const changeId = newId();
  await insertMany(write.tx, 'place_changes', [
    { district: write.district, id: changeId, act, place_id: place.id, before, after, done_at: write.now },
  ]);
  await write.record({
    verb: `places.${act}`,
    thing: { kind: 'place', id: place.id },
    placeId: place.id,
    change: { before, after, changeId },
  });
  return { done: { changeId } };
}
