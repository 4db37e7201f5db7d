import type { Route } from '../../kit/route.ts';
import { deskRoutes } from './desk-routes.tsx';
import { meRoutes } from './me-routes.tsx';
import { signInRoutes } from './sign-in-routes.tsx';

/** Every route of the room. */
export const accountsRoutes: readonly Route[] = [...signInRoutes, ...meRoutes, ...deskRoutes];
