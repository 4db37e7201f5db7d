import type { Route } from '../../kit/route.ts';
import { showPage } from './show-route.ts';
import { verbRoutes } from './verb-routes.ts';

export const issuesRoutes: readonly Route[] = [showPage, ...verbRoutes];
