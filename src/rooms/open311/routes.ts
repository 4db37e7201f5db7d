import type { Route } from '../../kit/route.ts';
import { deskRoutes } from './desk-routes.ts';
import { protocolRoutes } from './protocol-routes.ts';

export const open311Routes: readonly Route[] = [...protocolRoutes, ...deskRoutes];
