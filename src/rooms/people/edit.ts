import { done, isRefused, type Outcome, refused } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import { updatePersons } from './bulk.ts';
import { sendMessage } from './message.ts';
import { ageOn, detailKeys, type OpenedPerson, type Person } from './person.ts';
import { type Particulars, type ParticularsRefusal, readParticulars } from './register.ts';
import { recordProblem } from './rules.ts';
import { tidyDetails } from './sealing.ts';
import { personByIdNumber } from './store.ts';

/** The fields in which a record differs from what it should say, by name only: the journal and messages hold no more. */
function changedFields(before: OpenedPerson, after: Particulars & { readonly name: string }): string[] {
  const plain = (['name', 'sex', 'birthDate', 'idNumber', 'phone'] as const).filter(
    (key) => (before[key] ?? null) !== (after[key] ?? null),
  );
  const details = after.details ?? {};
  return [...plain, ...detailKeys.filter((key) => (before.details[key] ?? '') !== (details[key] ?? ''))];
}

/**
 * Writes a person's particulars anew, as typed; what is left out is emptied. Told to the person, unless they did it.
 * Refused: particulars that contradict one another, an ID number that another record bears.
 */
export async function editPerson(
  write: Write,
  input: { readonly person: OpenedPerson; readonly particulars: Particulars },
): Promise<
  Outcome<
    { readonly personId: string; readonly fields: readonly string[] },
    ParticularsRefusal | 'id_number_taken' | 'erased' | 'merged_already'
  >
> {
  const written = await writeParticulars(write, input);
  if (isRefused(written)) return written;
  const { person } = input;
  const { fields } = written.done;
  await write.record({
    verb: 'people.edit',
    thing: { kind: 'person', id: person.id },
    placeId: person.placeId,
    change: { fields },
  });
  if (fields.length > 0 && write.actorId && write.actorId !== person.id)
    await sendMessage(write, {
      personId: person.id,
      kind: 'people.told_edited',
      about: { byId: write.actorId, n: fields.length },
      href: '/me/data',
    });
  return done({ personId: person.id, fields });
}

/** The writing in `editPerson`, for verbs that record themselves. */
export async function writeParticulars(
  write: Write,
  { person, particulars }: { readonly person: OpenedPerson; readonly particulars: Particulars },
): Promise<
  Outcome<{ readonly fields: readonly string[] }, ParticularsRefusal | 'id_number_taken' | 'erased' | 'merged_already'>
> {
  const problem = recordProblem(person);
  if (problem) return refused(problem);
  const read = readParticulars(particulars, write.today);
  if (isRefused(read)) return read;
  const { idNumber } = read.done;
  if (idNumber !== null && idNumber !== person.idNumber) {
    const bearer = await personByIdNumber(write.tx, write.keyring, write.district, idNumber);
    if (bearer && bearer.id !== person.id)
      return refused('id_number_taken', { fields: { idNumber: 'id_number_taken' } });
  }
  const after = { ...read.done, details: tidyDetails(read.done.details) ?? {} };
  const fields = changedFields(person, {
    ...after,
    sex: after.sex ?? undefined,
    birthDate: after.birthDate ?? undefined,
    idNumber: after.idNumber ?? undefined,
    phone: after.phone ?? undefined,
  });
  if (fields.length > 0) await updatePersons(write, [{ id: person.id, ...after }]);
  return done({ fields });
}

/** Says who looks after a child's affairs, or that nobody does any more. */
export async function setGuardian(
  write: Write,
  input: { readonly person: Person; readonly guardian: Person | null },
): Promise<
  Outcome<{ readonly personId: string }, 'erased' | 'merged_already' | 'same_person' | 'guardian_too_young' | 'adult'>
> {
  const { person, guardian } = input;
  const problem = recordProblem(person) ?? (guardian ? recordProblem(guardian) : undefined);
  if (problem) return refused(problem);
  if (guardian?.id === person.id) return refused('same_person', { fields: { guardian: 'same_person' } });
  if (guardian && (ageOn(person, write.today) ?? 0) >= 18) return refused('adult');
  // A guardian must be of age (Civil Code art. 17); one whose birth date is not known is taken at the word of who enters it.
  if (guardian && (ageOn(guardian, write.today) ?? 18) < 18)
    return refused('guardian_too_young', { fields: { guardian: 'guardian_too_young' } });
  await updatePersons(write, [{ id: person.id, guardianId: guardian?.id ?? null }]);
  await write.record({
    verb: 'people.set_guardian',
    thing: { kind: 'person', id: person.id },
    placeId: person.placeId,
    forId: person.id,
    change: { guardianId: guardian?.id ?? null },
  });
  if (guardian && guardian.id !== write.actorId)
    await sendMessage(write, {
      personId: guardian.id,
      kind: 'people.told_guardian',
      about: { wardId: person.id },
      href: '/me/family',
    });
  return done({ personId: person.id });
}
