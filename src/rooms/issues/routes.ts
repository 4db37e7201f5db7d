import type { Route } from '../../kit/route.ts';
import { boardRoutes } from './board-routes.ts';
import { deskRoutes } from './desk-routes.ts';
import { photoFile } from './photos.ts';
import { newPage, reportVerb } from './report-route.ts';
import { showPage } from './show-route.ts';
import { verbRoutes } from './verb-routes.ts';

/** `/issues/new` stands before `/issues/{ref}`, which would take it for an issue. */
export const issuesRoutes: readonly Route[] = [
  ...boardRoutes,
  newPage,
  reportVerb,
  showPage,
  photoFile,
  ...deskRoutes,
  ...verbRoutes,
];
