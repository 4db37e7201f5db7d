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
export { type Coverage, coverageOf } from './coverage.ts';
export { applyDates, responsibleOn } from './days.ts';
export { followEntry } from './follow.ts';
export { addLinks, handOver, linkPlaces, type NewLink, unlink } from './linking.ts';
export {
  type ChainLink,
  chainOf,
  chainsOf,
  levelNames,
  type StewardAt,
  stewardPostsOf,
  stewardsAt,
} from './lookups.ts';
export { stewardsRoutes } from './routes.ts';
export { appointStewards, linkStewards, seeCoverage, setStewardLevels } from './rules.ts';
export { addStewards, appointSteward, endSteward, type NewSteward, setLevels } from './serving.ts';
export { type Level, type LevelTerms, type Link, levels, type Steward } from './steward.ts';
export { levelsOf } from './store.ts';
