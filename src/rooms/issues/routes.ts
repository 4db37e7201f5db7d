import type { Route } from '../../kit/route.ts';
import { deskRoutes } from './desk-routes.ts';
import { showPage } from './show-route.ts';
import { verbRoutes } from './verb-routes.ts';

export const issuesRoutes: readonly Route[] = [showPage, ...deskRoutes, ...verbRoutes];
