import { newId } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { insertMany } from '../../kit/rows.ts';
import { fieldOf } from '../../kit/secrets.ts';
import type { Write } from '../../kit/write.ts';
import { guessKind, type IssueKind, reportIssue } from '../issues/index.ts';
import { readPhone } from '../people/index.ts';
import type { Place } from '../places/index.ts';
import type { OutcomeKind, Referral, Topic } from './reception.ts';

export type Visit = {
  readonly place: Place;
  readonly topic: Topic;
  readonly people: number;
  readonly personId?: string | undefined;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly note?: string | undefined;
  readonly outcome: OutcomeKind;
  readonly referral?: Referral | undefined;
  readonly title?: string | undefined;
  readonly kind?: IssueKind | undefined;
};

/**
 * Writes a visit to the window down; one turned into an issue is reported in the same act, through the window, for
 * whoever came. Refused: a referral without a where, an issue without words, a telephone that is none.
 */
export async function receiveVisit(
  write: Write,
  visit: Visit,
): Promise<Outcome<{ readonly id: string; readonly issueId: string | null }, string>> {
  const { place, outcome } = visit;
  if (outcome === 'referred' && visit.referral === undefined)
    return refused('referral_needed', { fields: { referral: 'referral_needed' } });
  if (outcome === 'issue' && visit.title === undefined)
    return refused('title_needed', { fields: { title: 'title_needed' } });
  const phone = visit.phone === undefined ? undefined : readPhone(visit.phone);
  if (phone && 'refused' in phone) return refused('phone_not_valid', { fields: { phone: 'phone_not_valid' } });
  let issueId: string | null = null;
  if (outcome === 'issue') {
    const title = visit.title ?? '';
    const reported = await reportIssue(
      { ...write, channel: 'window', record: async () => undefined },
      {
        place,
        kind: visit.kind ?? guessKind(title) ?? 'other',
        urgency: 'usual',
        visibility: 'all',
        title,
        note: visit.note,
        raiserId: visit.personId ?? null,
        caller: phone && visit.name !== undefined ? { name: visit.name, phone: phone.phone } : undefined,
        helperId: visit.personId === undefined ? undefined : write.actorId,
      },
    );
    if ('refused' in reported) return reported;
    issueId = reported.done.id;
  }
  const id = newId();
  const said = [visit.name, phone?.phone, visit.note].filter(Boolean).join('\n');
  const { wrapped, key } = write.keyring.newSubjectKey();
  await insertMany(write.tx, 'receptions', [
    {
      district: write.district,
      id,
      place_id: place.id,
      path: place.path,
      on_day: write.today,
      at: write.now,
      topic: visit.topic,
      people: visit.people,
      outcome,
      referral: outcome === 'referred' ? (visit.referral ?? null) : null,
      person_id: visit.personId ?? null,
      issue_id: issueId,
      by_id: write.actorId ?? null,
      wrapped_key: said === '' ? null : wrapped,
      note: said === '' ? null : write.keyring.seal(key, said, fieldOf('receptions.note', id)),
    },
  ]);
  await write.record({
    verb: 'reception.receive',
    thing: { kind: 'reception', id },
    placeId: place.id,
    forId: visit.personId,
    change: { topic: visit.topic, outcome, referral: visit.referral ?? null, people: visit.people, issueId },
  });
  return done({ id, issueId });
}
