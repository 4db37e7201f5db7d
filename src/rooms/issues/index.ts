/** Issues: what somebody said, collected, sorted, published, acted on, appraised and fed back. */
import { speakFor } from '../people/index.ts';
import { toldWords } from './told-words.ts';

// A person's messages and story, in the people room, then speak of this room's verbs as well.
speakFor(toldWords);

export { addStepForward, noteContact, resolveIssue, waitFor } from './act.ts';
export { appraiseIssue, feedBack } from './appraise.ts';
export { assignIssue, takeIssue } from './assign.ts';
export { issueEntries, issuesAt } from './board-routes.ts';
export { climbOverdue, remindParties } from './climb.ts';
export type { Measure } from './count.ts';
export { rowsOf } from './desk-routes.ts';
export { stateWords } from './desk-words.ts';
export { followEntry as followIssues } from './follow.ts';
export { type Issue, isOver, type Satisfaction, type State, states, type Urgency, urgencies } from './issue.ts';
export { guessKind, type IssueKind, issueKinds, kindFacts, openKinds } from './kind.ts';
export { type IssueRow, issueRow } from './models.ts';
export { listPublic, type PublicIssue } from './public-store.ts';
export { addFact, joinIssue, publishIssue } from './publish.ts';
export { maySee } from './reach.ts';
export { countBehind, type Openable, openable, recordsBehind } from './records.ts';
export { reportIssue } from './report.ts';
export { issuesRoutes } from './routes.ts';
export { RowTable, rowSheet, stateTone } from './row-table.tsx';
export { acceptIssue, answerQuestion, askBack, contestIssue, declineIssue, referIssue } from './sort.ts';
export { staffAt } from './staff.ts';
export { getIssue, partiesOf } from './store.ts';
