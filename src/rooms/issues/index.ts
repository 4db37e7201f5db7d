/** Issues: what somebody said, collected, sorted, published, acted on, appraised and fed back. */
import { speakFor } from '../people/index.ts';
import { toldWords } from './told-words.ts';

// A person's messages and story, in the people room, then speak of this room's verbs as well.
speakFor(toldWords);

export { climbOverdue, remindParties } from './climb.ts';
export { followEntry as followIssues } from './follow.ts';
export { issuesRoutes } from './routes.ts';
