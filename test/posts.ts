import type { PlaceKind } from '../src/rooms/places/index.ts';
import type { Spot } from './spots.ts';

/** At which kind of place a role of src/scope.ts is held in tests. */
const heldAt: Readonly<Record<string, Exclude<PlaceKind, 'grid'>>> = {
  platform: 'district',
  district_office: 'district',
  street_office: 'township',
  community_office: 'community',
  federation: 'community',
  womens_group: 'compound',
  owners_committee: 'compound',
  property_manager: 'compound',
  'steward.1': 'township',
  'steward.2': 'community',
  'steward.3': 'compound',
  'steward.4': 'building',
  'steward.5': 'entrance',
};

/** The place among these at which somebody with this role has it; a role that is not in the table fails. */
export function postPlaceOf(role: string, at: Spot['at']): Spot['at'][keyof Spot['at']] {
  const kind = heldAt[role] ?? heldAt[role.split('.')[0] ?? ''];
  if (!kind) throw new Error(`Say in test/posts.ts where a ${role} serves`);
  return at[kind];
}
