/** Stewards: five levels, who answers for which household, and how well places are covered. */
import { speakFor, tellFacts } from '../people/index.ts';
import { tellHousehold, tellPerson } from './facts.ts';
import { toldWords } from './told-words.ts';

// A person's messages and story, in the people room, then speak of this room's verbs as well,
speakFor(toldWords);
// and its pages say who looks after whom.
tellFacts('household', tellHousehold);
tellFacts('person', tellPerson);
tellFacts('me', tellPerson);

export { recountAll, recountUnder } from './counting.ts';
export type { Coverage } from './coverage.ts';
export { applyDates } from './days.ts';
export { followEntry } from './follow.ts';
export { addLinks, type NewLink } from './linking.ts';
export {
  type ChainLink,
  levelNames,
  type StewardAt,
  stewardPostsOf,
  stewardsAt,
} from './lookups.ts';
export { stewardsRoutes } from './routes.ts';

export { addStewards, type NewSteward } from './serving.ts';
export type { Level, LevelTerms, Link, Steward } from './steward.ts';
export { levelsOf } from './store.ts';
