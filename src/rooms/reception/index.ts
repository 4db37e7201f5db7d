/** Reception: who came to a service window, what for, and what came of it. */
import { speakFor } from '../people/index.ts';
import { toldWords } from './words.ts';

// A person's story, in the people room, then speaks of this room's verb as well.
speakFor(toldWords);

export { followEntry as followReception } from './follow.ts';
export { receptionRoutes } from './routes.ts';
