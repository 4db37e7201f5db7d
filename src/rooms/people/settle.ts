import { addDays, type Day } from '../../kit/clock.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import { lineOf, type Place } from '../places/index.ts';
import { addHouseholds, addResidences, updateHouseholds, updateResidences } from './bulk.ts';
import { type Capacity, laterDay, type Residence, type Share } from './household.ts';
import { isChild, type Person } from './person.ts';
import { lasting, owns, type ShareProblem, sharesProblem } from './shares.ts';
import { findHousehold, findPersons, householdsIn, lockDwellings, membersOf, residentsOf } from './store.ts';

/** How somebody comes to belong to a dwelling. */
export type Belonging = {
  readonly capacity: Capacity;
  readonly livesHere: boolean;
  readonly share?: Share | null | undefined;
  readonly relation?: string | null | undefined;
  /** The household there to live with; `new` for one of their own. Left out: the only one, or a new one where there is none. */
  readonly household?: string | undefined;
};

export type SettleRefusal =
  | 'belongs_already'
  | 'which_household'
  | 'household_elsewhere'
  | 'not_a_dwelling'
  | ShareProblem;

/** What a verb changed about households: who must be looked after anew. All ids; the journal keeps it under `households`. */
export type HouseholdsChanged = {
  readonly dwellings: readonly string[];
  readonly founded: readonly string[];
  readonly closed: readonly string[];
};

/** The fields that refusals of a belonging speak of. */
const fieldOf: Readonly<Record<SettleRefusal, string>> = {
  belongs_already: 'dwelling',
  not_a_dwelling: 'dwelling',
  which_household: 'household',
  household_elsewhere: 'household',
  owned_already: 'capacity',
  shares_exceed: 'share',
  share_missing_room: 'share',
  share_not_for_capacity: 'share',
};

/** Refuses a belonging beside the field it is about. */
function refuseSettling(reason: SettleRefusal) {
  return refused(reason, { fields: { [fieldOf[reason]]: reason } });
}

/**
 * Writes that a person belongs to a dwelling from a day on, and with whom they live there. Part of a verb that records.
 * Refused: somebody who belongs there already, more owners than the whole, a choice of households that is not made.
 */
export async function settle(
  write: Write,
  input: {
    readonly personId: string;
    readonly dwelling: Pick<Place, 'id' | 'kind' | 'state'>;
    readonly belonging: Belonging;
    readonly fromDay: Day;
  },
): Promise<Outcome<{ residenceId: string; householdId: string | null; founded: string[] }, SettleRefusal>> {
  const { personId, dwelling, belonging, fromDay } = input;
  if (dwelling.kind !== 'dwelling' || dwelling.state !== 'active') return refuseSettling('not_a_dwelling');
  await lockDwellings(write.tx, write.district, [dwelling.id]);
  const there = await residentsOf(write.tx, write.district, [dwelling.id]);
  if (there.some((residence) => residence.personId === personId)) return refuseSettling('belongs_already');
  const share = belonging.share ?? null;
  const problem = sharesProblem([...lasting(there), { capacity: belonging.capacity, share }]);
  if (problem) return refuseSettling(problem);
  const household = belonging.livesHere
    ? await chooseHousehold(write, dwelling.id, belonging.household)
    : { join: null };
  if ('refused' in household) return household;
  const founded =
    'found' in household ? await addHouseholds(write, [{ dwellingId: dwelling.id, headId: personId, fromDay }]) : [];
  const householdId = 'join' in household ? household.join : (founded[0] ?? null);
  const [residenceId = ''] = await addResidences(write, [
    { ...belonging, share, dwellingId: dwelling.id, personId, householdId, fromDay },
  ]);
  return done({ residenceId, householdId, founded });
}

async function chooseHousehold(
  write: Write,
  dwellingId: string,
  wanted: string | undefined,
): Promise<{ join: string } | { found: true } | ReturnType<typeof refuseSettling>> {
  if (wanted === 'new') return { found: true };
  if (wanted !== undefined) {
    const household = await findHousehold(write.tx, write.district, wanted);
    return household?.dwellingId === dwellingId && household.toDay === null
      ? { join: household.id }
      : refuseSettling('household_elsewhere');
  }
  const [only, ...others] = await householdsIn(write.tx, write.district, [dwellingId]);
  if (others.length > 0) return refuseSettling('which_household');
  return only ? { join: only.id } : { found: true };
}

/**
 * Ends that people live where they live, from a day on (the first day no longer). Owners stay owners of it unless they
 * give that up. Households in which nobody is left are closed; one that loses its head gets the next one, if that is plain.
 * Part of a verb that records. @returns which households closed.
 */
export async function unsettle(
  write: Write,
  input: {
    readonly residences: readonly Residence[];
    readonly toDay: Day;
    readonly keepsOwning: boolean;
    readonly headAfter?: string | undefined;
  },
): Promise<{ closed: string[] }> {
  const { residences, toDay } = input;
  await updateResidences(
    write,
    residences.map((residence) => ({ id: residence.id, toDay: laterDay(toDay, residence.fromDay) })),
  );
  const owning = input.keepsOwning ? residences.filter((residence) => owns(residence.capacity)) : [];
  await addResidences(
    write,
    owning.map(({ dwellingId, personId, capacity, share, ...residence }) => ({
      dwellingId,
      personId,
      capacity,
      share,
      livesHere: false,
      fromDay: laterDay(toDay, residence.fromDay),
    })),
  );
  const left = [...new Set(residences.flatMap((residence) => residence.householdId ?? []))];
  return { closed: await tidyHouseholds(write, left, toDay, input.headAfter) };
}

/** Closes households in which nobody is left and gives the others a head again. @returns those closed. */
export async function tidyHouseholds(
  write: Write,
  ids: readonly string[],
  toDay: Day,
  headAfter?: string,
): Promise<string[]> {
  const members = Map.groupBy(await membersOf(write.tx, write.district, ids), (residence) => residence.householdId);
  const persons = await findPersons(
    write.tx,
    write.district,
    [...members.values()].flat().map((residence) => residence.personId),
  );
  const closed: string[] = [];
  for (const id of ids) {
    const household = await findHousehold(write.tx, write.district, id);
    if (!household || household.toDay !== null) continue;
    const stay = members.get(id) ?? [];
    if (stay.length === 0) {
      closed.push(id);
      await updateHouseholds(write, [{ id, toDay: laterDay(toDay, household.fromDay) }]);
    } else if (household.headId !== null && !stay.some((residence) => residence.personId === household.headId)) {
      const chosen = stay.find((residence) => residence.personId === headAfter)?.personId;
      await updateHouseholds(write, [{ id, headId: chosen ?? nextHead(stay, persons, write.today) }]);
    }
  }
  return closed;
}

/** Who heads a household whose head has gone: the spouse, else the only adult; null where that is not plain. */
export function nextHead(
  stay: readonly Pick<Residence, 'personId' | 'relation'>[],
  persons: ReadonlyMap<string, Pick<Person, 'birthDate'>>,
  today: Day,
): string | null {
  const spouse = stay.find(
    (residence) => residence.relation !== null && ['10', '11', '12'].includes(residence.relation),
  );
  if (spouse) return spouse.personId;
  const [only, ...others] = stay.filter(
    ({ personId }) => !isChild({ birthDate: persons.get(personId)?.birthDate ?? null }, today),
  );
  return only && others.length === 0 ? only.personId : null;
}

/** The place that keeps the record of somebody at this place: its community, or what stands nearest above one. */
export async function keeperOf(db: Write['tx'], place: Pick<Place, 'district' | 'path'>): Promise<string> {
  const line = await lineOf(db, place);
  const keeper = line.findLast((above) => ['district', 'township', 'community'].includes(above.kind));
  if (!keeper) throw new Error(`No division above ${place.path}`);
  return keeper.id;
}

/** The day after, for a last day that still counts. */
export function dayAfter(day: Day): Day {
  return addDays(day, 1);
}
