import { newId } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { insertMany } from '../../kit/rows.ts';
import type { Write } from '../../kit/write.ts';
import { updatePersons } from './bulk.ts';
import { mergeConsents } from './merge-consents.ts';
import { mergeResidences, partResidences } from './merge-residences.ts';
import { mergeTexts, partTexts } from './merge-texts.ts';
import type { Moved } from './moved.ts';
import { detailKeys, type OpenedPerson } from './person.ts';
import { pointAll, pointRows } from './point.ts';
import { type MergeRefusal, mergeProblem } from './rules.ts';
import { findHouseholds, lockPersons, openPerson, personByIdNumber } from './store.ts';

const plainFields = ['sex', 'birthDate', 'idNumber', 'phone', 'guardianId', 'diedOn'] as const;

/**
 * Makes one record of two that turned out to be one person. What belongs to `gone` moves to `kept`; what `kept` lacks is
 * filled from `gone`; where both say something, `kept` has the last word. Everything can be undone.
 */
export async function mergePersons(
  write: Write,
  input: { readonly keptId: string; readonly goneId: string },
): Promise<Outcome<{ readonly mergeId: string; readonly personId: string }, MergeRefusal | 'not_found'>> {
  const { keptId, goneId } = input;
  await lockPersons(write.tx, write.district, [keptId, goneId]);
  const kept = await openPerson(write.tx, write.keyring, write.district, keptId);
  const gone = await openPerson(write.tx, write.keyring, write.district, goneId);
  if (!kept || !gone) return refused('not_found');
  const problem = mergeProblem(kept, gone);
  if (problem) return refused(problem);
  // First of all, since two living records may not bear one ID number.
  await setMergedInto(write, goneId, keptId);
  const filled = fieldsToFill(kept, gone);
  await updatePersons(write, [fillChange(kept, gone, filled)]);
  // Before the belongings move: a household whose head is only called otherwise keeps it.
  const headed = await pointAll(write, 'households', 'head_id', goneId, keptId);
  const homes = await mergeResidences(write, keptId, goneId);
  const texts = await mergeTexts(write, keptId, goneId);
  const { dwellings, ...belongings } = homes;
  const moved: Moved = {
    ...belongings,
    ...texts,
    ...(await mergeConsents(write, keptId, goneId)),
    heads: (await findHouseholds(write.tx, write.district, headed)).map(({ id, headId }) => ({ id, after: headId })),
    wards: await pointAll(write, 'persons', 'guardian_id', goneId, keptId),
    messages: await pointAll(write, 'messages', 'person_id', goneId, keptId),
    filled,
  };
  const mergeId = newId();
  await insertMany(write.tx, 'person_merges', [
    { district: write.district, id: mergeId, kept_id: keptId, gone_id: goneId, moved, done_at: write.now },
  ]);
  await write.record({
    verb: 'people.merge',
    thing: { kind: 'person', id: keptId },
    placeId: kept.placeId,
    forId: keptId,
    change: {
      mergeId,
      keptId,
      goneId,
      filled,
      households: { dwellings, founded: [], closed: homes.closed },
    },
  });
  return done({ mergeId, personId: keptId });
}

/** Makes two records of one again: everything that the merge moved goes back, what happened since stays with the kept one. */
export async function undoMerge(
  write: Write,
  input: { readonly mergeId: string },
): Promise<
  Outcome<
    { readonly personId: string; readonly goneId: string },
    'not_found' | 'undone_already' | 'merged_since' | 'erased' | 'changed_since'
  >
> {
  const merge = await write.tx
    .selectFrom('person_merges')
    .selectAll()
    .where('district', '=', write.district)
    .where('id', '=', input.mergeId)
    .forUpdate()
    .executeTakeFirst();
  if (!merge) return refused('not_found');
  if (merge.undone_at) return refused('undone_already');
  const [keptId, goneId] = [merge.kept_id, merge.gone_id];
  const moved = merge.moved as Moved;
  await lockPersons(write.tx, write.district, [keptId, goneId]);
  const kept = await openPerson(write.tx, write.keyring, write.district, keptId);
  const gone = await openPerson(write.tx, write.keyring, write.district, goneId);
  if (!kept || !gone) return refused('not_found');
  if (kept.erasedAt || gone.erasedAt) return refused('erased');
  // The kept one has gone into a third since: that merge has to be undone first.
  if (kept.mergedInto || gone.mergedInto !== keptId) return refused('merged_since');
  const bearer = gone.idNumber && (await personByIdNumber(write.tx, write.keyring, write.district, gone.idNumber));
  if (bearer && bearer.id !== keptId) return refused('changed_since');
  const dwellings = await partResidences(write, keptId, goneId, moved);
  if (!dwellings) return refused('changed_since');
  await partTexts(write, keptId, goneId, moved);
  await pointRows(write, 'consents', 'person_id', moved.consents, goneId);
  await pointRows(write, 'consents', 'to_id', moved.consentsTo, goneId);
  await giveHeadsBack(write, moved.heads, goneId);
  await pointRows(write, 'persons', 'guardian_id', moved.wards, goneId);
  await pointRows(write, 'messages', 'person_id', moved.messages, goneId);
  // The number is given back before the other record lives again.
  await updatePersons(write, [emptyChange(kept, gone, moved.filled)]);
  await setMergedInto(write, goneId, null);
  await write.tx
    .updateTable('person_merges')
    .set({ undone_at: write.now })
    .where('district', '=', write.district)
    .where('id', '=', merge.id)
    .execute();
  await write.record({
    verb: 'people.undo_merge',
    thing: { kind: 'person', id: keptId },
    placeId: kept.placeId,
    forId: keptId,
    change: {
      mergeId: merge.id,
      keptId,
      goneId,
      households: { dwellings, founded: moved.closed, closed: [] },
    },
  });
  return done({ personId: keptId, goneId });
}

/** Whoever has been chosen to head a household since stays its head. */
async function giveHeadsBack(write: Write, heads: Moved['heads'], goneId: string): Promise<void> {
  const after = new Map(heads.map((head) => [head.id, head.after]));
  const now = await findHouseholds(write.tx, write.district, [...after.keys()]);
  const untouched = now.filter((household) => household.headId === after.get(household.id));
  await pointRows(
    write,
    'households',
    'head_id',
    untouched.map((household) => household.id),
    goneId,
  );
}

/** Fields that the kept record lacks and the other has; details by `details.<key>`. */
function fieldsToFill(kept: OpenedPerson, gone: OpenedPerson): string[] {
  return [
    ...plainFields.filter((key) => kept[key] === null && gone[key] !== null),
    ...detailKeys.filter((key) => !kept.details[key] && gone.details[key]).map((key) => `details.${key}`),
  ];
}

function fillChange(kept: OpenedPerson, gone: OpenedPerson, filled: readonly string[]) {
  const plain = plainFields.filter((key) => filled.includes(key)).map((key) => [key, gone[key]]);
  const hasDetails = filled.some((key) => key.startsWith('details.'));
  return {
    id: kept.id,
    ...Object.fromEntries(plain),
    ...(hasDetails ? { details: { ...gone.details, ...kept.details } } : {}),
  };
}

/** Empties what a merge filled, as far as nobody has changed it since. */
function emptyChange(kept: OpenedPerson, gone: OpenedPerson, filled: readonly string[]) {
  const plain = plainFields.filter((key) => filled.includes(key) && kept[key] === gone[key]).map((key) => [key, null]);
  const emptied = detailKeys.filter(
    (key) => filled.includes(`details.${key}`) && kept.details[key] === gone.details[key],
  );
  return {
    id: kept.id,
    ...Object.fromEntries(plain),
    ...(emptied.length > 0
      ? { details: { ...kept.details, ...Object.fromEntries(emptied.map((key) => [key, undefined])) } }
      : {}),
  };
}

async function setMergedInto(write: Write, goneId: string, keptId: string | null): Promise<void> {
  await write.tx
    .updateTable('persons')
    .set({ merged_into: keptId })
    .where('district', '=', write.district)
    .where('id', '=', goneId)
    .execute();
}
