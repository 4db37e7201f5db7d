import { z } from 'zod';
import type { Context } from '../../kit/route.ts';

/** Something that a room above knows of a person or a household, as lines to read. */
export const factSection = z.object({
  /** As shown, in the reader's language. */
  title: z.string(),
  facts: z.array(
    z.object({ label: z.string(), value: z.string(), href: z.string().optional(), phone: z.string().optional() }),
  ),
});
export type FactSection = z.output<typeof factSection>;

/** Of what a page asks: a person in the eyes of the desk, a person as they see themselves, a household. */
export type FactAbout = 'person' | 'me' | 'household';
/** Answers what a room knows, already fit for whoever asks (`context.actor`); nothing is filtered afterwards. */
export type FactTeller = (
  context: Context,
  subject: { readonly district: string; readonly id: string },
) => Promise<readonly FactSection[]>;

const tellers: Readonly<Record<FactAbout, FactTeller[]>> = { person: [], me: [], household: [] };

/**
 * Lets a room above add what it knows to the pages of this one: its stewards to a household, memberships to what a person
 * may see about themselves. Called once, when the room is loaded; imports still point downwards only.
 */
export function tellFacts(about: FactAbout, teller: FactTeller): void {
  tellers[about].push(teller);
}

/** What all rooms above have to say, in their order. */
export async function factsAbout(
  about: FactAbout,
  context: Context,
  subject: { readonly district: string; readonly id: string },
): Promise<FactSection[]> {
  return (await Promise.all(tellers[about].map((teller) => teller(context, subject)))).flat();
}
