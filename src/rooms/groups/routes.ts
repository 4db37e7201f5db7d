import type { Route } from '../../kit/route.ts';
import { chartPage, listPage, nearPage, partnersPage } from './directory-routes.ts';
import { describeVerb, dissolveVerb, editPage, foundVerb, newPage, showPage } from './group-routes.ts';
import { admitVerb, backboneVerb, inviteVerb, membersPage, rejectVerb, removeVerb } from './member-routes.ts';
import { appointVerb, electVerb, endTermVerb, officesPage, rulesPage, ruleVerb, termsPage } from './office-routes.ts';
import {
  acceptVerb,
  applyVerb,
  declineVerb,
  displayVerb,
  leaveVerb,
  membershipPage,
  minePage,
  talentsVerb,
} from './own-routes.ts';

/** Every page and verb of the room; fixed addresses stand before those with a group's ref in the same place. */
export const groupsRoutes: readonly Route[] = [
  listPage,
  termsPage,
  nearPage,
  partnersPage,
  chartPage,
  rulesPage,
  ruleVerb,
  newPage,
  foundVerb,
  showPage,
  editPage,
  describeVerb,
  dissolveVerb,
  officesPage,
  appointVerb,
  electVerb,
  endTermVerb,
  membersPage,
  inviteVerb,
  admitVerb,
  rejectVerb,
  removeVerb,
  backboneVerb,
  minePage,
  membershipPage,
  applyVerb,
  acceptVerb,
  declineVerb,
  leaveVerb,
  displayVerb,
  talentsVerb,
];
