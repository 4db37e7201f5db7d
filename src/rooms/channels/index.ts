/** Channels: what leaves the house. Ways of persons, robots, webhooks, live pages. */
import { speakFor } from '../people/index.ts';
import './below.ts';
import { toldWords } from './told-words.ts';

// A person's story, in the people room, then speaks of this room's verbs as well.
speakFor(toldWords);

export { forgetSent } from './again.ts';
export {
  type PublicEvent,
  /** @public For the rooms above that have something everybody may know. */
  publishVerbs,
} from './events.ts';
export { followEntry, followMessages } from './follow.ts';
export { channelJobs } from './jobs.ts';
export { channelsRoutes } from './routes.ts';
export { weighMessages } from './topics.ts';
export type { Topic, Weight } from './way.ts';
