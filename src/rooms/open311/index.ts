/** Open311: programs of others report issues and read what is public, by GeoReport v2. */
import { speakFor } from '../people/index.ts';
import { toldWords } from './words.ts';

// A person's story, in the people room, then speaks of this room's verbs as well.
speakFor(toldWords);

export { open311Routes } from './routes.ts';
