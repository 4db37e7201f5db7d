import type { Day } from '../../kit/clock.ts';
import { isRefused, type Outcome, refused } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import type { Place } from '../places/index.ts';
import { addPersons } from './bulk.ts';
import { readIdNumber } from './id-number.ts';
import type { Details, Sex } from './person.ts';
import { readPhone } from './phone.ts';
import { dayProblem } from './rules.ts';
import { type Belonging, keeperOf, type SettleRefusal, settle } from './settle.ts';
import { personByIdNumber } from './store.ts';

/** What somebody says of a person, as typed. */
export type Particulars = {
  readonly name: string;
  readonly sex?: Sex | undefined;
  readonly birthDate?: Day | undefined;
  readonly idNumber?: string | undefined;
  readonly phone?: string | undefined;
  readonly details?: Details | undefined;
};

export type ParticularsRefusal =
  | 'id_number_wrong'
  | 'birth_differs_from_id'
  | 'sex_differs_from_id'
  | 'phone_not_valid'
  | 'not_yet';

/** Particulars read and found to agree with one another. */
export type ReadParticulars = {
  readonly name: string;
  readonly sex: Sex | null;
  readonly birthDate: Day | null;
  readonly idNumber: string | null;
  readonly phone: string | null;
  readonly details: Details;
};

/**
 * Reads what was typed of a person. Sex and birth date follow from the ID number; where they are given as well and
 * differ, nobody guesses which is right.
 */
export function readParticulars(typed: Particulars, today: Day): Outcome<ReadParticulars, ParticularsRefusal> {
  const read = typed.idNumber === undefined ? undefined : readIdNumber(typed.idNumber, today);
  if (read && 'refused' in read) return refused('id_number_wrong', { fields: { idNumber: read.refused } });
  if (read && typed.birthDate && typed.birthDate !== read.birthDate)
    return refused('birth_differs_from_id', { fields: { birthDate: 'birth_differs_from_id' } });
  if (read && typed.sex && typed.sex !== read.sex)
    return refused('sex_differs_from_id', { fields: { sex: 'sex_differs_from_id' } });
  if (typed.birthDate && typed.birthDate > today) return refused('not_yet', { fields: { birthDate: 'not_yet' } });
  const phone = typed.phone === undefined ? undefined : readPhone(typed.phone);
  if (phone && 'refused' in phone) return refused('phone_not_valid', { fields: { phone: 'phone_not_valid' } });
  return {
    done: {
      name: typed.name,
      sex: read?.sex ?? typed.sex ?? null,
      birthDate: read?.birthDate ?? typed.birthDate ?? null,
      idNumber: read?.number ?? null,
      phone: phone?.phone ?? null,
      details: typed.details ?? {},
    },
  };
}

/**
 * Registers a person at a place: in a dwelling with a capacity, or at a community while no dwelling is known. Somebody
 * whose ID number the district knows already is not written twice, the new belonging is added to the record.
 */
export async function registerPerson(
  write: Write,
  input: {
    readonly particulars: Particulars;
    readonly place: Place;
    /** For a dwelling; left out, nobody is settled there. */
    readonly belonging?: Belonging | undefined;
    readonly fromDay: Day;
  },
): Promise<
  Outcome<
    { readonly personId: string; readonly known: boolean; readonly householdId: string | null },
    ParticularsRefusal | SettleRefusal | 'id_number_of_other' | 'before_start'
  >
> {
  const { place, belonging, fromDay } = input;
  const read = readParticulars(input.particulars, write.today);
  if (isRefused(read)) return read;
  const { idNumber, name } = read.done;
  const early = dayProblem(fromDay, write.today, read.done.birthDate);
  if (early) return refused(early, { fields: { fromDay: early } });
  const known =
    idNumber === null ? undefined : await personByIdNumber(write.tx, write.keyring, write.district, idNumber);
  if (known && known.name !== name)
    return refused('id_number_of_other', { fields: { idNumber: 'id_number_of_other' } });
  const placeId = await keeperOf(write.tx, place);
  const [personId = ''] = known ? [known.id] : await addPersons(write, [{ ...read.done, placeId }]);
  const settled =
    belonging && place.kind === 'dwelling'
      ? await settle(write, { personId, dwelling: place, belonging, fromDay })
      : undefined;
  if (settled && isRefused(settled)) return settled;
  const { householdId = null, founded = [] } = settled?.done ?? {};
  await write.record({
    verb: 'people.register',
    thing: { kind: 'person', id: personId },
    placeId: place.id,
    change: {
      known: known !== undefined,
      ...(belonging ? { capacity: belonging.capacity, livesHere: belonging.livesHere } : {}),
      households: { dwellings: [place.id], founded, closed: [] },
    },
  });
  return { done: { personId, known: known !== undefined, householdId } };
}
