import { reach } from '../../kit/access.ts';
import { refOf } from '../../kit/ids.ts';
import { done, refused } from '../../kit/outcome.ts';
import { pagesOf, sliceOf } from '../../kit/paging.ts';
import { type Context, page, type Route } from '../../kit/route.ts';
import { linesOf } from '../places/index.ts';
import { isOverdue, nextDue } from './deadline.ts';
import { inboxSheets, inboxView } from './desk-views.tsx';
import { inboxInput } from './input.ts';
import { type Issue, stepOf } from './issue.ts';
import { type Listed, listInbox, listToDo } from './list-store.ts';
import { placeLinkOf } from './load-issue.ts';
import { type IssueRow, inboxShows } from './models.ts';
import { guardIssues, sortIssues } from './rules.ts';
import { officesOf } from './ties.ts';
import { refusalWords } from './words.ts';

/** Rows of a list; places no nearer than the building unless `exact`. Two queries, however many rows. */
export async function rowsOf(
  context: Pick<Context, 'db' | 'lang' | 'now'>,
  district: string,
  issues: readonly Issue[],
  exact: boolean,
): Promise<IssueRow[]> {
  const lines = await linesOf(context.db, district, [
    ...new Map(issues.map((issue) => [issue.placeId, { id: issue.placeId, path: issue.path }])).values(),
  ]);
  return issues.map((issue) => ({
    ref: refOf(district, issue.id),
    number: issue.number,
    title: issue.title,
    kind: issue.kind,
    urgency: issue.urgency,
    state: issue.state,
    step: stepOf[issue.state],
    place: placeLinkOf(lines.get(issue.placeId) ?? [], context.lang, exact),
    reportedAt: issue.reportedAt.toISOString(),
    dueAt: nextDue(issue)?.toISOString() ?? null,
    overdue: isOverdue(issue, context.now),
    parties: issue.parties,
    climbed: issue.climbed,
  }));
}

const inboxPage = page({
  name: 'issues.inbox',
  path: '/desk/issues',
  summary: { zh: '要整理、要办的事', en: 'Issues to sort and to act on' },
  may: 'signed_in',
  input: inboxInput,
  words: refusalWords,
  shows: inboxShows,
  load: async (context, { state, kind, mine, page: number }) => {
    const { actor, db, today } = context;
    if (!actor) return refused('not_found');
    const desks = reach(actor, sortIssues);
    const guarded = reach(actor, guardIssues);
    const sorts = desks.length + guarded.length > 0;
    const isMine = mine || !sorts;
    const at = sliceOf(context, number);
    const listed: Listed = isMine
      ? await listToDo(
          db,
          actor.district,
          { personId: actor.personId, groups: await officesOf(db, actor.district, actor.personId, today) },
          at,
        )
      : await listInbox(db, actor.district, { desks, guarded }, { state, kind }, at);
    return done({
      rows: await rowsOf(context, actor.district, listed.issues, true),
      ...pagesOf(number, listed.total),
      sorts,
      mine: isMine,
      state: state ?? null,
      kind: kind ?? null,
    });
  },
  view: inboxView,
  sheets: inboxSheets,
});

export const deskRoutes: readonly Route[] = [inboxPage];
