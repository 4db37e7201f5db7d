import type { Day } from '../../kit/clock.ts';
import { done, isRefused, type Outcome, refused } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import type { Place } from '../places/index.ts';
import { addHouseholds, updateHouseholds, updatePersons, updateResidences } from './bulk.ts';
import { type Household, laterDay, type Residence } from './household.ts';
import { dayProblem } from './rules.ts';
import {
  type Belonging,
  type HouseholdsChanged,
  keeperOf,
  type SettleRefusal,
  settle,
  tidyHouseholds,
  unsettle,
} from './settle.ts';
import { householdNote, membersOf } from './store.ts';

type DayRefusal = 'not_yet' | 'before_start';

function refuseDay(reason: DayRefusal, field = 'day') {
  return refused(reason, { fields: { [field]: reason } });
}

/** Registers a household of which only the number is known; its people can follow. */
export async function foundHousehold(
  write: Write,
  input: {
    readonly dwelling: Place;
    readonly declaredSize: number;
    readonly ledgerSteward?: string | undefined;
    readonly note?: string | undefined;
    readonly fromDay: Day;
  },
): Promise<Outcome<{ readonly householdId: string }, DayRefusal | 'not_a_dwelling'>> {
  const { dwelling, fromDay } = input;
  if (dwelling.kind !== 'dwelling' || dwelling.state !== 'active')
    return refused('not_a_dwelling', { fields: { place: 'not_a_dwelling' } });
  const wrongDay = dayProblem(fromDay, write.today);
  if (wrongDay) return refuseDay(wrongDay, 'since');
  const { declaredSize, ledgerSteward, note } = input;
  const [householdId = ''] = await addHouseholds(write, [
    { dwellingId: dwelling.id, declaredSize, ledgerSteward, note, fromDay },
  ]);
  await write.record({
    verb: 'people.found_household',
    thing: { kind: 'household', id: householdId },
    placeId: dwelling.id,
    change: { declaredSize, households: { dwellings: [dwelling.id], founded: [householdId], closed: [] } },
  });
  return done({ householdId });
}

/** Says that nobody lives there any more; those known by name must have moved out before. */
export async function closeHousehold(
  write: Write,
  input: { readonly household: Household; readonly day: Day },
): Promise<Outcome<{ readonly householdId: string }, DayRefusal | 'ended_already' | 'people_there'>> {
  const { household, day } = input;
  if (household.toDay !== null) return refused('ended_already');
  if ((await membersOf(write.tx, write.district, [household.id])).length > 0) return refused('people_there');
  const wrongDay = dayProblem(day, write.today, household.fromDay);
  if (wrongDay) return refuseDay(wrongDay);
  await updateHouseholds(write, [{ id: household.id, toDay: day }]);
  await write.record({
    verb: 'people.close_household',
    thing: { kind: 'household', id: household.id },
    placeId: household.dwellingId,
    change: { day, households: { dwellings: [household.dwellingId], founded: [], closed: [household.id] } },
  });
  return done({ householdId: household.id });
}

/** Moves a whole household into another dwelling; there it begins anew, so that every day before stays answerable. */
export async function moveHousehold(
  write: Write,
  input: {
    readonly household: Household;
    readonly to: Place;
    /** In which capacity the head holds the new dwelling; the others live there as residents. */
    readonly capacity: Belonging['capacity'];
    readonly share?: Belonging['share'];
    readonly day: Day;
    readonly keepsOwning: boolean;
  },
): Promise<
  Outcome<
    { readonly householdId: string },
    DayRefusal | SettleRefusal | 'same_dwelling' | 'ended_already' | 'nobody_there'
  >
> {
  const { household, to, day } = input;
  if (household.toDay !== null) return refused('ended_already');
  if (household.dwellingId === to.id) return refused('same_dwelling', { fields: { dwelling: 'same_dwelling' } });
  const members = await membersOf(write.tx, write.district, [household.id]);
  const [first] = members;
  if (!first) return refused('nobody_there');
  const latest = members.map((member) => member.fromDay).reduce(laterDay, household.fromDay);
  const wrongDay = dayProblem(day, write.today, latest);
  if (wrongDay) return refuseDay(wrongDay);
  const note = await householdNote(write.tx, write.keyring, write.district, household.id);
  const { closed } = await unsettle(write, { residences: members, toDay: day, keepsOwning: input.keepsOwning });
  const headId = household.headId ?? first.personId;
  const inOrder = [...members].sort((a, b) => Number(b.personId === headId) - Number(a.personId === headId));
  let householdId: string | undefined;
  for (const member of inOrder) {
    const isHead = member.personId === headId;
    const settled = await settle(write, {
      personId: member.personId,
      dwelling: to,
      belonging: {
        capacity: isHead ? input.capacity : 'resident',
        share: isHead ? input.share : null,
        relation: member.relation,
        livesHere: true,
        household: householdId ?? 'new',
      },
      fromDay: day,
    });
    if (isRefused(settled)) return settled;
    householdId ??= settled.done.householdId ?? undefined;
  }
  if (householdId === undefined) return refused('nobody_there');
  await updateHouseholds(write, [
    {
      id: householdId,
      headId: household.headId,
      declaredSize: household.declaredSize,
      ...(note === null ? {} : { note }),
    },
  ]);
  const placeId = await keeperOf(write.tx, to);
  await updatePersons(
    write,
    members.map((member) => ({ id: member.personId, placeId })),
  );
  await write.record({
    verb: 'people.move_household',
    thing: { kind: 'household', id: householdId },
    placeId: to.id,
    change: {
      from: household.dwellingId,
      to: to.id,
      day,
      members: members.map((member) => member.personId),
      households: {
        dwellings: [household.dwellingId, to.id],
        founded: [householdId],
        closed,
      } satisfies HouseholdsChanged,
    },
  });
  return done({ householdId });
}

/** Puts a member into another household of the same dwelling, or into one of their own: households part and join this way. */
export async function changeHousehold(
  write: Write,
  input: { readonly residence: Residence /** `new` founds one. */; readonly household: string; readonly day: Day },
): Promise<
  Outcome<
    { readonly householdId: string },
    DayRefusal | SettleRefusal | 'ended_already' | 'same_household' | 'not_living_there'
  >
> {
  const { residence, day } = input;
  if (residence.toDay !== null) return refused('ended_already');
  if (!residence.livesHere || residence.householdId === null) return refused('not_living_there');
  if (residence.householdId === input.household)
    return refused('same_household', { fields: { household: 'same_household' } });
  const wrongDay = dayProblem(day, write.today, residence.fromDay);
  if (wrongDay) return refuseDay(wrongDay);
  const { id, dwellingId, personId, capacity, share } = residence;
  await updateResidences(write, [{ id, toDay: day }]);
  const settled = await settle(write, {
    personId,
    dwelling: { id: dwellingId, kind: 'dwelling', state: 'active' },
    belonging: { capacity, share, livesHere: true, household: input.household },
    fromDay: day,
  });
  if (isRefused(settled)) return settled;
  const closed = await tidyHouseholds(write, [residence.householdId], day);
  const householdId = settled.done.householdId ?? '';
  await write.record({
    verb: 'people.change_household',
    thing: { kind: 'person', id: personId },
    placeId: dwellingId,
    change: {
      from: residence.householdId,
      to: householdId,
      day,
      households: { dwellings: [dwellingId], founded: settled.done.founded, closed },
    },
  });
  return done({ householdId });
}

/** Says who heads a household; it must be somebody who lives in it. */
export async function chooseHead(
  write: Write,
  input: { readonly household: Household; readonly headId: string },
): Promise<Outcome<{ readonly householdId: string }, 'ended_already' | 'not_a_member'>> {
  const { household, headId } = input;
  if (household.toDay !== null) return refused('ended_already');
  const members = await membersOf(write.tx, write.district, [household.id]);
  if (!members.some((member) => member.personId === headId))
    return refused('not_a_member', { fields: { head: 'not_a_member' } });
  await updateHouseholds(write, [{ id: household.id, headId }]);
  // Relations are told from the head: the old ones say nothing any more, but the head's own is plain.
  await updateResidences(
    write,
    members.map((member) => ({ id: member.id, relation: member.personId === headId ? '02' : null })),
  );
  await write.record({
    verb: 'people.choose_head',
    thing: { kind: 'household', id: household.id },
    placeId: household.dwellingId,
    change: { headId },
  });
  return done({ householdId: household.id });
}

/** Writes what a household says of itself: how many it counts, the steward its ledger names, a note. */
export async function describeHousehold(
  write: Write,
  input: {
    readonly household: Household;
    readonly declaredSize: number | null;
    readonly ledgerSteward: string | null;
    readonly note: string | null;
  },
): Promise<Outcome<{ readonly householdId: string }, 'ended_already'>> {
  const { household, declaredSize, ledgerSteward, note } = input;
  if (household.toDay !== null) return refused('ended_already');
  await updateHouseholds(write, [{ id: household.id, declaredSize, ledgerSteward, note }]);
  await write.record({
    verb: 'people.describe_household',
    thing: { kind: 'household', id: household.id },
    placeId: household.dwellingId,
    change: { declaredSize },
  });
  return done({ householdId: household.id });
}
