/** Notices: what groups make public at a place and below it, every wording kept, and who was told. */
import { speakFor } from '../people/index.ts';
import { toldWords } from './told-words.ts';

// A person's messages and story, in the people room, then speak of this room's verbs as well.
speakFor(toldWords);

export { addNotices, type NewNotice } from './bulk.ts';
export { noticeEntries, noticesAt, noticesAtHome } from './lookups.ts';
export { noticeLine } from './models.ts';
export { noticeRow } from './parts.tsx';
export { feedsOf } from './public-views.tsx';
export { noticesRoutes } from './routes.ts';
export { publishNotices } from './rules.ts';
export { noticeJobs } from './tell.ts';
