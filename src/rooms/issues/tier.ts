/** How soon an issue has to be settled (field guide 5), counted from its acceptance. */
export const tiers = ['hours2', 'hours24', 'days7', 'days15'] as const;
export type Tier = (typeof tiers)[number];
