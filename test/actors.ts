import { newId } from '../src/kit/ids.ts';
import { done, isRefused } from '../src/kit/outcome.ts';
import { inTransaction, type Workshop, type Write } from '../src/kit/write.ts';
import { addGroups, addTerms, findGroupAt, type GroupKind, type Office } from '../src/rooms/groups/index.ts';
import { addPersons } from '../src/rooms/people/index.ts';
import type { Place } from '../src/rooms/places/index.ts';
import { addLinks, addStewards, type Level } from '../src/rooms/stewards/index.ts';

/** A post to be held: a role of src/scope.ts at a place. */
export type PostWanted = { readonly role: string; readonly at: Place };

/** Does something in one transaction that stands in the journal as a preparation. */
export async function prepare<T>(workshop: Workshop, district: string, work: (write: Write) => Promise<T>): Promise<T> {
  const outcome = await inTransaction(workshop, { district, channel: 'command' }, async (write) => {
    const made = await work(write);
    await write.record({ verb: 'test.prepare', thing: { kind: 'test', id: newId() } });
    return done(made);
  });
  if (isRefused(outcome)) throw new Error('A preparation was refused');
  return outcome.done;
}

/**
 * Somebody new who lives nowhere and holds exactly these posts, as a steward linked to the place as a whole.
 * @param placeId the community that keeps the record. @returns the person's id.
 */
export async function appointSomebody(
  write: Write,
  name: string,
  placeId: string,
  posts: readonly PostWanted[],
): Promise<string> {
  const [personId = ''] = await addPersons(write, [{ name, placeId, sex: 'female', birthDate: '1980-05-01' }]);
  const fromDay = '2026-01-01';
  for (const { role, at } of posts) {
    const [kind = '', office = ''] = role.split('.');
    if (kind === 'steward') {
      const level = Number(office) as Level;
      const [stewardId = ''] = await addStewards(write, [{ personId, level, placeId: at.id, fromDay }]);
      const linked = await addLinks(write, [{ stewardId, level, placeId: at.id, fromDay }]);
      if (linked !== 1) throw new Error(`${at.name} has a steward of level ${level} already`);
    } else {
      const groupId = await groupAt(write, kind as GroupKind, at);
      await addTerms(write, [{ groupId, personId, office: office as Office, fromDay, untilDay: null }]);
    }
  }
  return personId;
}

/** The group of this kind that stands there, or a new one. */
async function groupAt(write: Write, kind: GroupKind, place: Place): Promise<string> {
  const found = await findGroupAt(write.tx, place.district, place.id, kind);
  if (found) return found.id;
  const name = `${place.name} ${kind}`;
  const [made = ''] = await addGroups(write, [{ kind, place, name, foundedOn: '2025-01-01' }]);
  return made;
}
