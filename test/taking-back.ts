import type { Workshop } from '../src/kit/write.ts';
import { react } from '../src/reactions.ts';

/** Says that a verb got as far as the journal, see `takingBack`. */
export const reachedJournal = 'the verb got as far as the journal';

/**
 * The part of a workshop that, while switched on, breaks every verb off as soon as it has recorded itself: it was let in
 * and the rule allowed it, and all it did is rolled back, so that the next one finds everything as it was.
 */
export function takingBack(): Pick<Workshop, 'react'> & { on: boolean } {
  const part = {
    on: false,
    react: async (...given: Parameters<typeof react>): Promise<void> => {
      await react(...given);
      if (part.on) throw new Error(reachedJournal);
    },
  };
  return part;
}
