import type { Day } from '../../kit/clock.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import { addResidences, updateResidences } from './bulk.ts';
import type { Capacity, Residence, Share } from './household.ts';
import { dayProblem } from './rules.ts';
import { lasting, printShare, type ShareProblem, sharesProblem } from './shares.ts';
import { lockDwellings, residentsOf } from './store.ts';

/**
 * Says that somebody belongs to a dwelling in another capacity, or with another share, from a day on: a tenant buys, a
 * sole owner becomes a co-owner. Where and with whom they live stays. From the first day on it is a correction.
 * Refused beside its field: more owners than the whole, the capacity they have already.
 */
export async function changeCapacity(
  write: Write,
  input: {
    readonly residence: Residence;
    readonly capacity: Capacity;
    readonly share: Share | null;
    readonly day: Day;
  },
): Promise<
  Outcome<
    { readonly residenceId: string },
    ShareProblem | 'ended_already' | 'same_capacity' | 'not_yet' | 'before_start'
  >
> {
  const { residence, capacity, share, day } = input;
  if (residence.toDay !== null) return refused('ended_already');
  const asNow = residence.capacity === capacity && sameShare(residence.share, share);
  if (asNow) return refused('same_capacity', { fields: { capacity: 'same_capacity' } });
  const wrongDay = dayProblem(day, write.today, residence.fromDay);
  if (wrongDay) return refused(wrongDay, { fields: { day: wrongDay } });
  const { id, dwellingId, personId, householdId, livesHere, relation } = residence;
  await lockDwellings(write.tx, write.district, [dwellingId]);
  const there = await residentsOf(write.tx, write.district, [dwellingId]);
  // Somebody may have ended it since it was read.
  if (!there.some((one) => one.id === id && one.toDay === null)) return refused('ended_already');
  const others = there.filter((one) => one.id !== id);
  const problem = sharesProblem([...lasting(others), { capacity, share }]);
  if (problem) return refused(problem, { fields: { [problem === 'owned_already' ? 'capacity' : 'share']: problem } });
  const isCorrection = day === residence.fromDay;
  await updateResidences(write, [isCorrection ? { id, capacity, share } : { id, toDay: day }]);
  const [added] = isCorrection
    ? []
    : await addResidences(write, [
        { dwellingId, personId, householdId, livesHere, relation, capacity, share, fromDay: day },
      ]);
  const residenceId = added ?? id;
  await write.record({
    verb: 'people.change_capacity',
    thing: { kind: 'person', id: personId },
    placeId: dwellingId,
    change: { residenceId, from: residence.capacity, to: capacity, day },
  });
  return done({ residenceId });
}

function sameShare(a: Share | null, b: Share | null): boolean {
  return a === null || b === null ? a === b : printShare(a) === printShare(b);
}
