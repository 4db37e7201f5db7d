import { sql } from 'kysely';
import { searchDocument } from '../../kit/chinese.ts';
import { newId } from '../../kit/ids.ts';
import { nextNumber } from '../../kit/journal.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { insertMany } from '../../kit/rows.ts';
import { fieldOf } from '../../kit/secrets.ts';
import type { Write } from '../../kit/write.ts';
import { sendMessages } from '../people/index.ts';
import { lineOf, type Place } from '../places/index.ts';
import { count } from './count.ts';
import { contactTime } from './deadline.ts';
import { firstDesk, homeOf } from './desk.ts';
import type { Urgency, Visibility } from './issue.ts';
import { factsOfKind, type IssueKind } from './kind.ts';
import { hrefOfIssue, monthOf } from './move.ts';
import { staffAt } from './staff.ts';
import type { Caller } from './store.ts';

export type Report = {
  readonly place: Place;
  readonly kind: IssueKind;
  readonly urgency: Urgency;
  readonly visibility: Visibility;
  /** The public wording: what, where, without names. */
  readonly title: string;
  /** For those who handle it only. */
  readonly note?: string | undefined;
  /** Who says it; null without an account, then `caller` says whom to answer, or nobody can be. */
  readonly raiserId: string | null;
  readonly caller?: Caller | undefined;
  /** Who wrote it down for the raiser. */
  readonly helperId?: string | undefined;
};

/**
 * Takes in what somebody says. It begins at the desk of the compound where a federation stands, else at the
 * community's; what is guarded at the community's, unseen by all others, and its office is told at once.
 * Refused: a district or street as a whole, which has no desk that could settle it.
 */
export async function reportIssue(
  write: Write,
  report: Report,
): Promise<Outcome<{ readonly id: string; readonly number: string }, 'too_wide' | 'place_closed'>> {
  const { place, kind } = report;
  if (place.kind === 'district' || place.kind === 'township')
    return refused('too_wide', { fields: { place: 'too_wide' } });
  if (place.state !== 'active') return refused('place_closed', { fields: { place: 'place_closed' } });
  const { restricted } = factsOfKind(kind);
  const line = await lineOf(write.tx, place);
  const community = line.find((above) => above.kind === 'community');
  const home = homeOf(line);
  const desk = await firstDesk(write.tx, line, restricted);
  if (!community || !home || !desk) return refused('too_wide', { fields: { place: 'too_wide' } });
  const id = newId();
  const year = write.today.slice(0, 4);
  const seq = await nextNumber(write.tx, write.district, `issue ${community.id} ${year}`);
  const number = `${year}-${String(seq).padStart(4, '0')}`;
  const { wrapped, key } = write.keyring.newSubjectKey();
  const seal = (text: string | undefined, field: string): Uint8Array | null =>
    text === undefined ? null : write.keyring.seal(key, text, fieldOf(field, id));
  await sql`insert into issues (district, id, number, place_id, path, community_id, kind, urgency, visibility, restricted,
      state, channel, title, words, wrapped_key, note, caller, raiser_id, helper_id, desk_id, desk_path, level, reported_at, reported_on,
      contact_due_at, parties)
    values (${write.district}, ${id}, ${number}, ${place.id}, ${place.path}, ${community.id}, ${kind}, ${report.urgency},
      ${restricted ? 'handlers' : report.visibility}, ${restricted}, 'reported', ${write.channel}, ${report.title},
      to_tsvector('simple', ${searchDocument(report.title)}), ${wrapped}, ${seal(report.note, 'issues.note')},
      ${seal(report.caller && JSON.stringify(report.caller), 'issues.caller')}, ${report.raiserId},
      ${report.helperId ?? null}, ${desk.placeId}, ${desk.path}, ${desk.level}, ${write.now}, ${write.today},
      ${new Date(write.now.getTime() + contactTime[report.urgency])}, ${report.raiserId === null ? 0 : 1})`.execute(
    write.tx,
  );
  await insertMany(write.tx, 'issue_stages', [
    { district: write.district, issue_id: id, seq: 1, stage: 'collect', from_at: write.now, to_at: null },
  ]);
  if (report.raiserId !== null)
    await insertMany(write.tx, 'issue_parties', [
      {
        district: write.district,
        issue_id: id,
        person_id: report.raiserId,
        role: 'raiser',
        joined_at: write.now,
        came_from: null,
      },
    ]);
  await count(write.tx, { district: write.district, kind, restricted, home }, monthOf(write.today), { reported: 1 });
  const href = hrefOfIssue({ district: write.district, id });
  const staff = await staffAt(write.tx, { district: write.district, deskPath: desk.path, restricted }, write.today);
  const helped = report.raiserId !== null && report.helperId !== undefined;
  await sendMessages(write, [
    ...staff
      .filter((personId) => personId !== write.actorId)
      .map((personId) => ({
        personId,
        kind: restricted ? 'issues.told_guarded' : 'issues.told_new',
        about: { number },
        href,
      })),
    ...(helped && report.raiserId !== null
      ? [
          {
            personId: report.raiserId,
            kind: 'issues.told_reported_for',
            about: { number, byId: report.helperId ?? '' },
            href,
          },
        ]
      : []),
  ]);
  await write.record({
    verb: 'issues.report',
    thing: { kind: 'issue', id },
    placeId: place.id,
    forId: helped ? (report.raiserId ?? undefined) : undefined,
    change: restricted ? { kind: 'guarded' } : { number, kind, urgency: report.urgency, visibility: report.visibility },
  });
  return done({ id, number });
}
