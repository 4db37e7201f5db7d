/** Groups: federations, women's groups, teams, committees, offices, partners; their offices, members and talents. */
import { speakFor } from '../people/index.ts';
import { toldWords } from './told-words.ts';

// A person's messages and story, in the people room, then speak of this room's verbs as well.
speakFor(toldWords);

export { actingPerson, helpProblem } from './acting.ts';
export { addMembers, type NewMember, showMembers } from './bulk.ts';
export { followPeople } from './follow-people.ts';
export { addGroups, findOrFoundTeam, foundGroup } from './found.ts';
export { factsOf, type GroupKind, groupKinds, type Office, type Variety } from './kind.ts';
export { membersUnder } from './member-store.ts';
export { noticeExpiringTerms } from './notice.ts';
export { addTerms, appoint } from './offices.ts';
export { groupsRoutes } from './routes.ts';
export { findGroup, findGroupAt, groupsAt } from './store.ts';
export { readServices, readTalents } from './talent.ts';
export { officePostsOf, officesHeldBy } from './term-store.ts';
