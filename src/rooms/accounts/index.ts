/** Accounts: who may sign in, how, and where they are signed in now. */
import { weighMessages } from '../channels/index.ts';
import { speakFor } from '../people/index.ts';
import { toldWords } from './told-words.ts';

// A person's messages and story, in the people room, then speak of this room's verbs as well.
speakFor(toldWords);
// That somebody reset one's account is not to wait until morning.
weighMessages({ 'accounts.told_reset': 'urgent' });

export type { Session } from './account.ts';

export { addUser, type NewUser, userRoles } from './add-user.ts';
export { type DemoSignIn, demoSignIns } from './demo.ts';
export { demoGateways, demoOutbox, noOutbox, tellingOutbox } from './outbox.ts';
export { accountsRoutes } from './routes.ts';

export { findSession, forgetSpentSignIns, hasAdministrator } from './store.ts';
