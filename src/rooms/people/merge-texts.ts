import { sql } from 'kysely';
import { updateMany } from '../../kit/rows.ts';
import type { SubjectKey } from '../../kit/secrets.ts';
import type { Write } from '../../kit/write.ts';
import type { Moved } from './moved.ts';
import { openText, sealText, type TextField } from './sealing.ts';
import { wrappedKeys } from './store.ts';
import { endTags, openTags, updateTags } from './tag-store.ts';

type Texts = Pick<Moved, 'tags' | 'tagsEnded' | 'tagsFilled' | 'requests'>;

/** Moves tags and requests, which are sealed with their person's key, from one record to the other. */
export async function mergeTexts(write: Write, keptId: string, goneId: string): Promise<Texts> {
  const open = await openTags(write.tx, write.keyring, write.district, [keptId, goneId]);
  const mine = new Map(open.flatMap((tag) => (tag.personId === keptId ? [[tag.kind, tag] as const] : [])));
  const doubled = open.flatMap((gone) => {
    const kept = gone.personId === goneId ? mine.get(gone.kind) : undefined;
    return kept ? [{ kept, gone }] : [];
  });
  const tagsFilled = doubled
    .map(({ kept, gone }) => ({
      id: kept.id,
      from: gone.id,
      note: kept.note === null && gone.note !== null,
      plan: saysNothing(kept.plan) && !saysNothing(gone.plan),
    }))
    .filter((filled) => filled.note || filled.plan);
  const goneById = new Map(doubled.map(({ gone }) => [gone.id, gone]));
  await updateTags(
    write,
    tagsFilled.map(({ id, from, note, plan }) => ({
      id,
      ...(note ? { note: goneById.get(from)?.note ?? null } : {}),
      ...(plan ? { plan: goneById.get(from)?.plan ?? {} } : {}),
    })),
  );
  const tagsEnded = doubled.map(({ gone }) => gone.id);
  await endTags(write, tagsEnded, write.today);
  const tags = await idsOf(write, 'tags', goneId, tagsEnded);
  const requests = await idsOf(write, 'data_requests', goneId, []);
  await reseal(write, tags, requests, goneId, keptId);
  return { tags, tagsEnded, tagsFilled, requests };
}

/** Moves them back, as they are now; what one tag took over from another is given up unless it was changed since. */
export async function partTexts(write: Write, keptId: string, goneId: string, moved: Texts): Promise<void> {
  await write.tx
    .updateTable('tags')
    .set({ to_day: null })
    .where('district', '=', write.district)
    .where(sql<boolean>`id = any(${moved.tagsEnded}::uuid[])`)
    .execute();
  const open = new Map(
    (await openTags(write.tx, write.keyring, write.district, [keptId, goneId])).map((tag) => [tag.id, tag]),
  );
  await updateTags(
    write,
    moved.tagsFilled.flatMap(({ id, from, note, plan }) => {
      const [kept, gone] = [open.get(id), open.get(from)];
      if (!kept || !gone) return [];
      return [
        {
          id,
          ...(note && kept.note === gone.note ? { note: null } : {}),
          ...(plan && samePlan(kept.plan, gone.plan) ? { plan: {} } : {}),
        },
      ];
    }),
  );
  await reseal(write, moved.tags, moved.requests, keptId, goneId);
}

function saysNothing(plan: object): boolean {
  return Object.keys(plan).length === 0;
}

function samePlan(a: object, b: object): boolean {
  const text = (plan: object): string => JSON.stringify(Object.entries(plan).sort());
  return text(a) === text(b);
}

async function idsOf(
  write: Write,
  table: 'tags' | 'data_requests',
  personId: string,
  except: readonly string[],
): Promise<string[]> {
  const rows = await write.tx
    .selectFrom(table)
    .select('id')
    .where('district', '=', write.district)
    .where('person_id', '=', personId)
    .where(sql<boolean>`id <> all(${except}::uuid[])`)
    .execute();
  return rows.map((row) => row.id);
}

/** Gives rows another owner, sealed with that one's key; a row that has left its owner since stays where it is. */
async function reseal(
  write: Write,
  tagIds: readonly string[],
  requestIds: readonly string[],
  from: string,
  to: string,
): Promise<void> {
  const keys = await wrappedKeys(write.tx, write.district, [from, to]);
  const [wrappedFrom, wrappedTo] = [keys.get(from), keys.get(to)];
  if (!wrappedFrom || !wrappedTo) throw new Error('A merge met a person without a key');
  const key = write.keyring.unwrap(wrappedTo);
  await resealTable(write, 'tags', ['note', 'plan'], tagIds, wrappedFrom, key, from, to);
  await resealTable(write, 'data_requests', ['proposed', 'reason', 'answer'], requestIds, wrappedFrom, key, from, to);
}

async function resealTable<T extends 'tags' | 'data_requests'>(
  write: Write,
  table: T,
  columns: readonly (TextField extends infer F ? (F extends `${T}.${infer C}` ? C : never) : never)[],
  ids: readonly string[],
  wrappedFrom: Uint8Array,
  key: SubjectKey,
  from: string,
  to: string,
): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await sql<Record<string, Uint8Array | null> & { id: string; district: string }>`
    select district, id, ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(table)}
    where district = ${write.district} and person_id = ${from} and id = any(${ids}::uuid[])`.execute(write.tx);
  const anew = rows.map((row) => {
    const texts = columns.map((column) => {
      const field = `${table}.${column}` as TextField;
      const text = openText(write.keyring, wrappedFrom, row[column] ?? null, field, row.id);
      return [column, sealText(write.keyring, key, text, field, row.id)];
    });
    return { district: row.district, id: row.id, person_id: to, ...Object.fromEntries(texts) };
  });
  await updateMany(write.tx, table, ['person_id', ...columns], anew);
}
