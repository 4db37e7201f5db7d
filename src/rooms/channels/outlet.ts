import type { Lang } from '../../kit/lang.ts';
import { robotKinds } from '../../kit/robots.ts';

export { robotKinds };

export const outletKinds = [...robotKinds, 'webhook'] as const;
export type OutletKind = (typeof outletKinds)[number];

/** Where public events of a place are sent to. The address itself is sealed. */
export type Outlet = {
  readonly id: string;
  readonly district: string;
  readonly placeId: string;
  readonly path: string;
  readonly kind: OutletKind;
  readonly name: string;
  readonly lang: Lang;
  readonly host: string;
  readonly verbs: readonly string[];
  readonly createdAt: Date;
  readonly endedWhy: string | null;
};
