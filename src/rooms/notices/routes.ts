import type { Route } from '../../kit/route.ts';
import {
  correctPage,
  correctVerb,
  deskPage,
  discardVerb,
  newPage,
  pinVerb,
  publishVerb,
  rewritePage,
  rewriteVerb,
  unpinVerb,
  withdrawPage,
  withdrawVerb,
  writeVerb,
} from './desk-routes.ts';
import { listPage, sheetPage, showPage } from './public-routes.ts';

export const noticesRoutes: readonly Route[] = [
  listPage,
  deskPage,
  newPage,
  writeVerb,
  showPage,
  sheetPage,
  rewritePage,
  rewriteVerb,
  publishVerb,
  discardVerb,
  correctPage,
  correctVerb,
  withdrawPage,
  withdrawVerb,
  pinVerb,
  unpinVerb,
];
