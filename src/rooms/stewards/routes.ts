import type { Route } from '../../kit/route.ts';
import { chainPage, myStewardsPage } from './chain-pages.ts';
import { coveragePage, coveredPage } from './coverage-pages.ts';
import { linksPage, linkVerb } from './link-pages.ts';
import { mapPage } from './map-pages.ts';
import { myHouseholdsPage } from './my-households-pages.ts';
import { appointPage, levelsPage, stewardPage, stewardsPage } from './steward-pages.ts';
import { appointVerb, endVerb, handOverVerb, levelsVerb, unlinkVerb } from './steward-verbs.ts';

/** Everything one can look at or do here. What stands fast in an address comes before what stands in braces. */
export const stewardsRoutes: readonly Route[] = [
  coveragePage,
  coveredPage,
  stewardsPage,
  levelsPage,
  levelsVerb,
  stewardPage,
  endVerb,
  unlinkVerb,
  handOverVerb,
  appointPage,
  appointVerb,
  linksPage,
  linkVerb,
  mapPage,
  chainPage,
  myStewardsPage,
  myHouseholdsPage,
];
