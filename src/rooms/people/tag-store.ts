import { sql } from 'kysely';
import type { Day } from '../../kit/clock.ts';
import type { Reader } from '../../kit/database.ts';
import { newId } from '../../kit/ids.ts';
import { insertMany, updateMany } from '../../kit/rows.ts';
import type { Keyring } from '../../kit/secrets.ts';
import type { Write } from '../../kit/write.ts';
import type { Plan } from './plan.ts';
import { openPlan, openText, sealPlan, sealText } from './sealing.ts';
import { wrappedKeys } from './store.ts';
import { isTagKind, type TagKind } from './tag.ts';

/** A tag that holds today. */
export type HeldTag = {
  readonly id: string;
  readonly personId: string;
  readonly kind: TagKind;
  readonly fromDay: Day;
};

/** A tag with its note and visiting plan opened. */
export type OpenTag = HeldTag & { readonly note: string | null; readonly plan: Plan };

/** The tags that persons have today, sealed parts left closed. */
export async function tagsOf(db: Reader, district: string, personIds: readonly string[]): Promise<HeldTag[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .selectFrom('tags')
    .select(['id', 'person_id as personId', 'kind', 'from_day as fromDay'])
    .where('district', '=', district)
    .where(sql<boolean>`person_id = any(${personIds}::uuid[])`)
    .where('to_day', 'is', null)
    .orderBy('id')
    .execute();
  // A kind that a later version took out of the table is no longer shown.
  return rows.flatMap((row) => (isTagKind(row.kind) ? [{ ...row, kind: row.kind }] : []));
}

/** The tags that persons have today, opened. */
export async function openTags(
  db: Reader,
  keyring: Keyring,
  district: string,
  personIds: readonly string[],
): Promise<OpenTag[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .selectFrom('tags')
    .innerJoin('persons', (join) =>
      join.onRef('persons.district', '=', 'tags.district').onRef('persons.id', '=', 'tags.person_id'),
    )
    .select([
      'tags.id',
      'tags.person_id as personId',
      'tags.kind',
      'tags.from_day as fromDay',
      'tags.note',
      'tags.plan',
      'persons.wrapped_key',
    ])
    .where('tags.district', '=', district)
    .where('persons.district', '=', district)
    .where(sql<boolean>`tags.person_id = any(${personIds}::uuid[])`)
    .where('tags.to_day', 'is', null)
    .orderBy('tags.id')
    .execute();
  return rows.flatMap(({ wrapped_key, note, plan, kind, ...row }) =>
    isTagKind(kind)
      ? [
          {
            ...row,
            kind,
            note: openText(keyring, wrapped_key, note, 'tags.note', row.id),
            plan: openPlan(keyring, wrapped_key, plan, row.id),
          },
        ]
      : [],
  );
}

/** A tag to be written. */
export type NewTag = {
  readonly id?: string | undefined;
  readonly personId: string;
  readonly kind: TagKind;
  readonly note?: string | null | undefined;
  readonly plan?: Plan | undefined;
  readonly fromDay: Day;
};

/**
 * Gives persons tags; who has the kind already keeps it as it is. The caller records, and answers for consent.
 * @returns how many were new.
 */
export async function addTags(write: Write, tags: readonly NewTag[]): Promise<number> {
  const personIds = [...new Set(tags.map((tag) => tag.personId))];
  const held = new Set((await tagsOf(write.tx, write.district, personIds)).map((tag) => `${tag.personId} ${tag.kind}`));
  const fresh = tags.filter((tag) => {
    const key = `${tag.personId} ${tag.kind}`;
    return !held.has(key) && held.add(key);
  });
  const keys = await wrappedKeys(
    write.tx,
    write.district,
    fresh.filter(saysMore).map((tag) => tag.personId),
  );
  const rows = fresh.map((tag) => {
    const id = tag.id ?? newId();
    const wrapped = saysMore(tag) ? keys.get(tag.personId) : undefined;
    const key = wrapped && write.keyring.unwrap(wrapped);
    return {
      district: write.district,
      id,
      person_id: tag.personId,
      kind: tag.kind,
      note: key ? sealText(write.keyring, key, tag.note, 'tags.note', id) : null,
      plan: key ? sealPlan(write.keyring, key, tag.plan, id) : null,
      from_day: tag.fromDay,
    };
  });
  await insertMany(write.tx, 'tags', rows);
  return rows.length;
}

function saysMore(tag: NewTag): boolean {
  return Boolean(tag.note) || tag.plan !== undefined;
}

/** Writes note and visiting plan of tags anew; what is left out stays. The caller records. */
export async function updateTags(
  write: Write,
  changes: readonly {
    readonly id: string;
    readonly note?: string | null | undefined;
    readonly plan?: Plan | undefined;
  }[],
): Promise<void> {
  for (let start = 0; start < changes.length; start += 2000) {
    const batch = new Map(changes.slice(start, start + 2000).map((change) => [change.id, change]));
    const rows = await write.tx
      .selectFrom('tags')
      .select(['district', 'id', 'person_id', 'note', 'plan'])
      .where('district', '=', write.district)
      .where(sql<boolean>`id = any(${[...batch.keys()]}::uuid[])`)
      .forUpdate()
      .execute();
    const keys = await wrappedKeys(
      write.tx,
      write.district,
      rows.map((row) => row.person_id),
    );
    const changed = rows.flatMap((row) => {
      const change = batch.get(row.id);
      const wrapped = keys.get(row.person_id);
      if (!change || !wrapped) return [];
      const key = write.keyring.unwrap(wrapped);
      return [
        {
          ...row,
          ...(change.note === undefined
            ? {}
            : { note: sealText(write.keyring, key, change.note, 'tags.note', row.id) }),
          ...(change.plan === undefined ? {} : { plan: sealPlan(write.keyring, key, change.plan, row.id) }),
        },
      ];
    });
    await updateMany(write.tx, 'tags', ['note', 'plan'], changed);
  }
}

/** Ends tags from a day on (the first day no longer); the caller records. */
export async function endTags(write: Write, ids: readonly string[], toDay: Day): Promise<void> {
  if (ids.length === 0) return;
  await write.tx
    .updateTable('tags')
    .set({ to_day: sql<string>`greatest(from_day, ${toDay}::date)` })
    .where('district', '=', write.district)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where('to_day', 'is', null)
    .execute();
}
