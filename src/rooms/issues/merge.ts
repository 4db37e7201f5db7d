import { sql } from 'kysely';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import type { Write } from '../../kit/write.ts';
import type { Place } from '../places/index.ts';
import type { Issue, State } from './issue.ts';
import { carry } from './move.ts';
import { reportIssue } from './report.ts';
import { openNote } from './store.ts';

/**
 * Two reports of one matter become one: whoever raised or joined the one that goes is a party of the one that stays,
 * is told, and has the last word on it.
 * @param kept locked as well, in the order of ids, so that two merges never wait for each other.
 */
export async function mergeIssue(
  write: Write,
  gone: Issue,
  kept: Issue,
): Promise<Outcome<{ readonly id: string }, 'same_issue' | 'merged_already' | 'kept_is_over' | 'not_one_path'>> {
  if (gone.id === kept.id) return refused('same_issue', { fields: { into: 'same_issue' } });
  if (kept.mergedInto !== null) return refused('merged_already', { fields: { into: 'merged_already' } });
  if (kept.endedAt !== null) return refused('kept_is_over', { fields: { into: 'kept_is_over' } });
  if (gone.restricted !== kept.restricted) return refused('not_one_path', { fields: { into: 'not_one_path' } });
  await sql`
    insert into issue_parties (district, issue_id, person_id, role, joined_at, came_from)
    select district, ${kept.id}, person_id, 'joined', ${write.now}, ${gone.id} from issue_parties
    where district = ${write.district} and issue_id = ${gone.id}
    on conflict (district, issue_id, person_id) do nothing`.execute(write.tx);
  await recountParties(write, kept.id);
  await carry(write, gone, {
    verb: 'merge',
    to: 'merged',
    patch: { merged_into: kept.id, outcome: 'merged', assignee_id: null, assignee_group: null },
    change: { into: kept.id, number: kept.number },
    counts: { merged: 1 },
    tellParties: 'issues.told_merged',
  });
  return done({ id: gone.id });
}

/** The row of parties is what counts; the figure beside the issue follows it. */
export async function recountParties(write: Write, issueId: string): Promise<void> {
  await sql`update issues set version = version + 1, parties = (select count(*) from issue_parties
      where district = ${write.district} and issue_id = ${issueId})
    where district = ${write.district} and id = ${issueId}`.execute(write.tx);
}

/** Takes a merge back: the issue is its own again, its parties leave the other unless they had joined it themselves. */
export async function unmergeIssue(write: Write, issue: Issue): Promise<Outcome<{ readonly id: string }, never>> {
  const keptId = issue.mergedInto ?? '';
  await sql`delete from issue_parties t where t.district = ${write.district} and t.issue_id = ${keptId} and t.came_from = ${issue.id}
      and not exists (select from issue_appraisals a where a.district = ${write.district} and a.issue_id = t.issue_id
        and a.person_id = t.person_id)`.execute(write.tx);
  await recountParties(write, keptId);
  await carry(write, issue, {
    verb: 'unmerge',
    to: 'reported' satisfies State,
    patch: { merged_into: null, outcome: null },
    change: { out_of: keptId },
    counts: { merged: -1 },
    tellParties: 'issues.told_unmerged',
  });
  return done({ id: issue.id });
}

/** What one report said was two matters: the second becomes an issue of its own, of the same raiser. */
export async function splitIssue(
  write: Write,
  issue: Issue,
  input: { readonly place: Place; readonly title: string; readonly kind: Issue['kind'] },
): Promise<Outcome<{ readonly id: string; readonly number: string }, 'too_wide' | 'place_closed'>> {
  const { note } = await openNote(write.tx, write.keyring, issue);
  const quiet: Write = { ...write, record: async () => undefined };
  const made = await reportIssue(quiet, {
    place: input.place,
    kind: input.kind,
    urgency: issue.urgency,
    visibility: issue.visibility,
    title: input.title,
    note: note ?? undefined,
    raiserId: issue.raiserId,
    helperId: issue.helperId ?? undefined,
  });
  if ('refused' in made) return made;
  const { id, number } = made.done;
  await sql`update issues set split_from = ${issue.id} where district = ${write.district} and id = ${id}`.execute(
    write.tx,
  );
  await carry(write, issue, { verb: 'split', change: { made: id, number }, tellParties: 'issues.told_split' });
  return made;
}
