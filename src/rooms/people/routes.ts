import type { Route } from '../../kit/route.ts';
import { careRoutes } from './care-routes.ts';
import { deskRoutes } from './desk-routes.ts';
import { helpRoutes } from './help-routes.ts';
import { householdRoutes } from './household-routes.ts';
import { myRoutes } from './my-routes.ts';
import { personRoutes } from './person-routes.ts';

/** Every route of this room; those with a fixed address before those that take any. */
export const peopleRoutes: readonly Route[] = [
  ...deskRoutes,
  ...helpRoutes,
  ...personRoutes,
  ...careRoutes,
  ...householdRoutes,
  ...myRoutes,
];
