/** The rooms from the ground up. A room knows the kit and the doors of the rooms before it, never of those behind. */
export const floors = [
  'places',
  'people',
  'groups',
  'stewards',
  'channels',
  'notices',
  'issues',
  'open311',
  'reception',
  'reports',
  'open311',
  'ledgers',
  'accounts',
  'home',
] as const;
