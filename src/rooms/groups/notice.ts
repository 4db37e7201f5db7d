import { sql } from 'kysely';
import { daysBetween } from '../../kit/clock.ts';
import type { Write } from '../../kit/write.ts';
import { findPlaceByCode } from '../places/index.ts';
import { runsOn } from './store.ts';
import { type Told, tell } from './tell.ts';
import { type ExpiringTerm, expiringTerms, leadersOf } from './term-store.ts';

/** Notice is given this many days before a term ends, and when it is over. */
const noticeDays = [90, 30, 7, 0] as const;

/** The notice that is due so many days before the end; undefined while it is far. */
export function dueNotice(daysLeft: number): number | undefined {
  return noticeDays.findLast((days) => daysLeft <= days);
}

/**
 * Tells the holders of terms that end soon, those who lead their groups and the office in charge: once at each of
 * `noticeDays`. To be called every day for every district; a second time on one day it finds nothing to do.
 * The caller records.
 * @returns how many terms notice was given of, in how many messages.
 */
export async function noticeExpiringTerms(write: Write): Promise<{ terms: number; messages: number }> {
  const district = await findPlaceByCode(write.tx, write.district);
  const paths = district ? [district.path] : [];
  const { terms } = await expiringTerms(write.tx, write.district, paths, write.today, noticeDays[0], {
    offset: 0,
    limit: 5000,
  });
  const due = terms.flatMap((term) => {
    const left = daysBetween(write.today, term.untilDay ?? write.today);
    const notice = dueNotice(left);
    return notice === undefined || (term.noticedDays !== null && term.noticedDays <= notice)
      ? []
      : [{ ...term, left, notice }];
  });
  if (due.length === 0) return { terms: 0, messages: 0 };
  const messages = [...due.map(forHolder), ...(await forLeaders(write, due)), ...(await forOffices(write, due))];
  await tell(write, messages);
  const noticed = JSON.stringify(due.map(({ id, notice }) => ({ id, notice })));
  await sql`update office_terms t set noticed_days = given.notice
    from jsonb_to_recordset(${noticed}::text::jsonb) as given(id uuid, notice smallint)
    where t.district = ${write.district} and t.id = given.id`.execute(write.tx);
  return { terms: due.length, messages: messages.length };
}

type Due = ExpiringTerm & { readonly left: number };

const groupOf = (term: Due): Told['group'] => ({ id: term.groupId, name: term.groupName });
const untilOf = (term: Due): string => term.untilDay ?? '';

function forHolder(term: Due): Told {
  return term.left > 0
    ? {
        personId: term.personId,
        kind: 'groups.told_term_ends',
        group: groupOf(term),
        about: { days: term.left, until: untilOf(term) },
      }
    : { personId: term.personId, kind: 'groups.told_term_over', group: groupOf(term), about: { until: untilOf(term) } };
}

/** One message a group, however many of its terms end. */
function forGroup(personId: string, terms: readonly Due[]): Told[] {
  const [first] = terms;
  return first
    ? [
        {
          personId,
          kind: 'groups.told_terms_end',
          group: groupOf(first),
          about: { n: terms.length, until: untilOf(first) },
        },
      ]
    : [];
}

/** Those who lead the group, or the one it belongs to, beside the holders themselves. */
async function forLeaders(write: Write, due: readonly Due[]): Promise<Told[]> {
  const ids = [...new Set(due.flatMap((term) => [term.groupId, ...(term.parentId ? [term.parentId] : [])]))];
  const leaders = await leadersOf(write.tx, write.district, ids, write.today);
  return [...Map.groupBy(due, (term) => term.groupId)].flatMap(([groupId, terms]) => {
    const holders = new Set(terms.map((term) => term.personId));
    const asked = leaders.filter((leader) => leader.groupId === groupId || leader.groupId === terms[0]?.parentId);
    const persons = new Set(asked.map((leader) => leader.personId).filter((id) => !holders.has(id)));
    return [...persons].flatMap((personId) => forGroup(personId, terms));
  });
}

/** The office of administration nearest above each group: its head, or its staff where it has none. */
async function forOffices(write: Write, due: readonly Due[]): Promise<Told[]> {
  const { rows } = await sql<{ path: string; personId: string; office: string }>`
    select at.path, t.person_id as "personId", t.office from groups g
    join places at on at.district = ${write.district} and at.id = g.place_id
    join office_terms t on t.district = ${write.district} and t.group_id = g.id and ${runsOn('t', write.today)}
    where g.district = ${write.district} and g.dissolved_on is null
      and g.kind in ('community_office', 'street_office', 'district_office') limit 20000`.execute(write.tx);
  return [...Map.groupBy(due, (term) => term.groupId).values()].flatMap((terms) => {
    const above = rows.filter((row) => terms[0]?.path.startsWith(row.path));
    const nearest = Math.max(0, ...above.map((row) => row.path.length));
    const staff = above.filter((row) => row.path.length === nearest);
    const heads = staff.filter((row) => row.office === 'leader');
    return (heads.length > 0 ? heads : staff).flatMap((row) => forGroup(row.personId, terms));
  });
}
