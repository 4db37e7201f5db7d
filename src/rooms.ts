import type { Route } from './kit/route.ts';
import { accountsRoutes } from './rooms/accounts/index.ts';
import { channelsRoutes } from './rooms/channels/index.ts';
import { groupsRoutes } from './rooms/groups/index.ts';
import { homeRoutes } from './rooms/home/index.ts';
import { issuesRoutes } from './rooms/issues/index.ts';
import { ledgersRoutes } from './rooms/ledgers/index.ts';
import { noticesRoutes } from './rooms/notices/index.ts';
import { open311Routes } from './rooms/open311/index.ts';
import { peopleRoutes } from './rooms/people/index.ts';
import { placesRoutes } from './rooms/places/index.ts';
import { receptionRoutes } from './rooms/reception/index.ts';
import { reportsRoutes } from './rooms/reports/index.ts';
import { stewardsRoutes } from './rooms/stewards/index.ts';

/** Every route of the house, lowest floor first. */
export const routes: readonly Route[] = [
  ...placesRoutes,
  ...peopleRoutes,
  ...groupsRoutes,
  ...stewardsRoutes,
  ...channelsRoutes,
  ...noticesRoutes,
  ...issuesRoutes,
  ...open311Routes,
  ...receptionRoutes,
  ...reportsRoutes,
  ...ledgersRoutes,
  ...accountsRoutes,
  ...homeRoutes,
];
