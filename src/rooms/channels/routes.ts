import type { Route } from '../../kit/route.ts';
import { meRoutes } from './me-routes.ts';
import { outletRoutes } from './outlet-routes.ts';

/** Everything one can look at or do here. */
export const channelsRoutes: readonly Route[] = [...meRoutes, ...outletRoutes];
