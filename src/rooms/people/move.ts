import type { Day } from '../../kit/clock.ts';
import { done, isRefused, type Outcome, refused } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import type { Place } from '../places/index.ts';
import { updatePersons } from './bulk.ts';
import type { Residence } from './household.ts';
import type { Person } from './person.ts';
import { dayProblem, recordProblem } from './rules.ts';
import {
  type Belonging,
  dayAfter,
  type HouseholdsChanged,
  keeperOf,
  type SettleRefusal,
  settle,
  unsettle,
} from './settle.ts';
import { residencesOf } from './store.ts';
import { endTags, tagsOf } from './tag-store.ts';

type RecordRefusal = 'erased' | 'merged_already' | 'dead';
type DayRefusal = 'not_yet' | 'before_start';

function personProblem(person: Person): RecordRefusal | undefined {
  return recordProblem(person) ?? (person.diedOn ? 'dead' : undefined);
}

function refuseDay(reason: DayRefusal) {
  return refused(reason, { fields: { day: reason } });
}

/** Records a move of a person: where they lived ends on a day, where they live from then on begins; either may be unknown. */
export async function movePerson(
  write: Write,
  input: {
    readonly person: Person;
    /** What ends; all of it must be theirs and last. */
    readonly from?: Residence | undefined;
    readonly to?: { readonly dwelling: Place; readonly belonging: Belonging } | undefined;
    /** The first day there, and the first day no longer here. */
    readonly day: Day;
    /** False when an owner sells. */
    readonly keepsOwning: boolean;
  },
): Promise<
  Outcome<
    { readonly residenceId: string | null; readonly householdId: string | null },
    RecordRefusal | DayRefusal | SettleRefusal | 'nowhere' | 'same_dwelling' | 'ended_already'
  >
> {
  const { person, from, to, day } = input;
  const problem = personProblem(person);
  if (problem) return refused(problem);
  if (!from && !to) return refused('nowhere');
  if (from?.toDay != null || (from && from.personId !== person.id)) return refused('ended_already');
  if (from && to && from.dwellingId === to.dwelling.id)
    return refused('same_dwelling', { fields: { dwelling: 'same_dwelling' } });
  const wrongDay = dayProblem(day, write.today, from?.fromDay ?? person.birthDate);
  if (wrongDay) return refuseDay(wrongDay);
  const left = from
    ? await unsettle(write, { residences: [from], toDay: day, keepsOwning: input.keepsOwning })
    : { closed: [] };
  const settled = to
    ? await settle(write, { personId: person.id, dwelling: to.dwelling, belonging: to.belonging, fromDay: day })
    : undefined;
  if (settled && isRefused(settled)) return settled;
  if (to?.belonging.livesHere)
    await updatePersons(write, [{ id: person.id, placeId: await keeperOf(write.tx, to.dwelling) }]);
  const dwellings = [...(from ? [from.dwellingId] : []), ...(to ? [to.dwelling.id] : [])];
  await write.record({
    verb: 'people.move',
    thing: { kind: 'person', id: person.id },
    placeId: to?.dwelling.id ?? from?.dwellingId,
    change: {
      from: from?.dwellingId ?? null,
      to: to?.dwelling.id ?? null,
      day,
      households: { dwellings, founded: settled?.done.founded ?? [], closed: left.closed } satisfies HouseholdsChanged,
    },
  });
  return done({ residenceId: settled?.done.residenceId ?? null, householdId: settled?.done.householdId ?? null });
}

/** Adds a dwelling that somebody owns, rents or lives in besides. */
export async function addDwelling(
  write: Write,
  input: { readonly person: Person; readonly dwelling: Place; readonly belonging: Belonging; readonly day: Day },
): Promise<
  Outcome<
    { readonly residenceId: string; readonly householdId: string | null },
    RecordRefusal | DayRefusal | SettleRefusal
  >
> {
  const { person, dwelling, belonging, day } = input;
  const problem = personProblem(person);
  if (problem) return refused(problem);
  const wrongDay = dayProblem(day, write.today, person.birthDate);
  if (wrongDay) return refuseDay(wrongDay);
  const settled = await settle(write, { personId: person.id, dwelling, belonging, fromDay: day });
  if (isRefused(settled)) return settled;
  const { residenceId, householdId, founded } = settled.done;
  await write.record({
    verb: 'people.add_dwelling',
    thing: { kind: 'person', id: person.id },
    placeId: dwelling.id,
    change: {
      residenceId,
      capacity: belonging.capacity,
      day,
      households: { dwellings: [dwelling.id], founded, closed: [] },
    },
  });
  return done({ residenceId, householdId });
}

/** Records a death: what the person lived in ends the day after, what they owned stays until it is inherited, tags end. */
export async function recordDeath(
  write: Write,
  input: { readonly person: Person; readonly day: Day; readonly headAfter?: string | undefined },
): Promise<Outcome<{ readonly personId: string }, RecordRefusal | DayRefusal>> {
  const { person, day } = input;
  const problem = personProblem(person);
  if (problem) return refused(problem);
  const wrongDay = dayProblem(day, write.today, person.birthDate);
  if (wrongDay) return refuseDay(wrongDay);
  const lived = (await residencesOf(write.tx, write.district, [person.id])).filter(
    (residence) => residence.toDay === null && residence.livesHere,
  );
  const { closed } = await unsettle(write, {
    residences: lived,
    toDay: dayAfter(day),
    keepsOwning: true,
    headAfter: input.headAfter,
  });
  await updatePersons(write, [{ id: person.id, diedOn: day }]);
  const tags = await tagsOf(write.tx, write.district, [person.id]);
  await endTags(
    write,
    tags.map((tag) => tag.id),
    dayAfter(day),
  );
  await releaseWards(write, person.id);
  const dwellings = lived.map((residence) => residence.dwellingId);
  await write.record({
    verb: 'people.record_death',
    thing: { kind: 'person', id: person.id },
    placeId: dwellings[0] ?? person.placeId,
    change: { day, households: { dwellings, founded: [], closed } },
  });
  return done({ personId: person.id });
}

/** Whoever had this person as guardian has none from now on. */
async function releaseWards(write: Write, guardianId: string): Promise<void> {
  await write.tx
    .updateTable('persons')
    .set({ guardian_id: null })
    .where('district', '=', write.district)
    .where('guardian_id', '=', guardianId)
    .execute();
}
