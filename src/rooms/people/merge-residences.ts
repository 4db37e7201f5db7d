import type { Write } from '../../kit/write.ts';
import { updateHouseholds, updateResidences } from './bulk.ts';
import { laterDay, type Residence } from './household.ts';
import type { Moved } from './moved.ts';
import { pointRows } from './point.ts';
import { tidyHouseholds } from './settle.ts';
import { lasting, owns, sharesProblem } from './shares.ts';
import { lockDwellings, residencesOf, residentsOf } from './store.ts';

/** What one belonging becomes when another record of the same person belongs to the same dwelling. */
function combine(kept: Residence, gone: Residence): Residence {
  const ownsMore = owns(gone.capacity) && !owns(kept.capacity);
  return {
    ...kept,
    capacity: ownsMore ? gone.capacity : kept.capacity,
    share: ownsMore ? gone.share : kept.share,
    livesHere: kept.livesHere || gone.livesHere,
    householdId: kept.householdId ?? gone.householdId,
    relation: kept.relation ?? gone.relation,
  };
}

/** Moves the belongings of one record to the other; where both belong to a dwelling, one of the two takes over. */
export async function mergeResidences(write: Write, keptId: string, goneId: string) {
  const all = await residencesOf(write.tx, write.district, [keptId, goneId]);
  const mine = new Map(
    all.flatMap((one) => (one.personId === keptId && one.toDay === null ? [[one.dwellingId, one] as const] : [])),
  );
  const theirs = all.filter((one) => one.personId === goneId);
  const clashing = theirs.filter((one) => one.toDay === null && mine.has(one.dwellingId));
  const moving = theirs.filter((one) => !clashing.includes(one));
  await lockDwellings(
    write.tx,
    write.district,
    clashing.map((one) => one.dwellingId),
  );
  // Theirs end before mine take over, since a dwelling never has two sole owners.
  await updateResidences(
    write,
    clashing.map((one) => ({ id: one.id, toDay: laterDay(write.today, one.fromDay) })),
  );
  const combined = clashing.flatMap((gone) => {
    const before = mine.get(gone.dwellingId);
    return before ? [{ before, after: combine(before, gone) }] : [];
  });
  await updateResidences(
    write,
    combined.map(({ after }) => changeTo(after)),
  );
  await pointRows(
    write,
    'dwelling_persons',
    'person_id',
    moving.map((one) => one.id),
    keptId,
  );
  const left = [...new Set(clashing.flatMap((one) => one.householdId ?? []))];
  return {
    residences: moving.map((one) => one.id),
    ended: clashing.map((one) => one.id),
    combined,
    closed: await tidyHouseholds(write, left, write.today),
    dwellings: [...new Set(clashing.map((one) => one.dwellingId))],
  };
}

function isSame(now: Residence | undefined, then: Residence): boolean {
  return (
    now !== undefined &&
    now.toDay === then.toDay &&
    now.capacity === then.capacity &&
    now.livesHere === then.livesHere &&
    now.householdId === then.householdId &&
    now.relation === then.relation &&
    now.share?.part === then.share?.part &&
    now.share?.whole === then.share?.whole
  );
}

function changeTo({ id, householdId, capacity, livesHere, share, relation }: Residence) {
  return { id, householdId, capacity, livesHere, share, relation };
}

/** Gives the belongings back; undefined when something since stands in the way. @returns the dwellings concerned. */
export async function partResidences(
  write: Write,
  keptId: string,
  goneId: string,
  moved: Moved,
): Promise<string[] | undefined> {
  const all = await residencesOf(write.tx, write.district, [keptId, goneId]);
  const byId = new Map(all.map((one) => [one.id, one]));
  const ended = moved.ended.flatMap((id) => byId.get(id) ?? []);
  await lockDwellings(
    write.tx,
    write.district,
    ended.map((one) => one.dwellingId),
  );
  const untouched = moved.combined.filter(({ after }) => isSame(byId.get(after.id), after));
  await updateResidences(
    write,
    untouched.map(({ before }) => changeTo(before)),
  );
  const moving = moved.residences.filter((id) => byId.get(id)?.personId === keptId);
  await pointRows(write, 'dwelling_persons', 'person_id', moving, goneId);
  if (!(await hasRoom(write, ended))) return undefined;
  await updateResidences(
    write,
    ended.map((one) => ({ id: one.id, toDay: null })),
  );
  await updateHouseholds(
    write,
    moved.closed.map((id) => ({ id, toDay: null })),
  );
  return [...new Set(ended.map((one) => one.dwellingId))];
}

/** Whether belongings can last again: nobody has become owner of the same dwelling since. */
async function hasRoom(write: Write, ended: readonly Residence[]): Promise<boolean> {
  const owning = ended.filter((one) => owns(one.capacity)).map((one) => one.dwellingId);
  if (owning.length === 0) return true;
  const there = Map.groupBy(await residentsOf(write.tx, write.district, owning), (one) => one.dwellingId);
  return ended.every(
    (one) =>
      !owns(one.capacity) ||
      !sharesProblem([...lasting(there.get(one.dwellingId) ?? []), { capacity: one.capacity, share: one.share }]),
  );
}
