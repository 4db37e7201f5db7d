import type { Entry } from '../../kit/journal.ts';
import type { Message } from '../../kit/words.ts';

/** A verb whose doing everybody may know of. What is not one is told to nobody outside. */
export type PublicEvent = {
  /** What it is called where somebody chooses it. */
  readonly name: Message;
  /** What a robot says; `{place}` is where. */
  readonly said: Message;
  /** The keys of the journal's `change` that are public facts: codes, days and numbers, never anything of a person. */
  readonly facts: readonly string[];
  /** The page that shows it, as a path; `{place}`: the page of the place. */
  readonly href: string;
  /** Whether robots say it; otherwise only programs are told. */
  readonly byRobots: boolean;
};

const events = new Map<string, PublicEvent>();

/** Says which verbs of a room are public, by their names. Called once, when the room is loaded. */
export function publishVerbs(table: Readonly<Record<string, PublicEvent>>): void {
  for (const [verb, event] of Object.entries(table)) events.set(verb, event);
}

/** The public side of a verb; undefined when it has none. */
export function publicEvent(verb: string): PublicEvent | undefined {
  return events.get(verb);
}

/** Every verb with a public side, by name. */
export function publicVerbs(): readonly (readonly [verb: string, event: PublicEvent])[] {
  return [...events].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The public facts of an entry. What is neither a text, a number nor a yes or no is left out, whatever it is called. */
export function publicFacts(event: PublicEvent, entry: Entry): Record<string, string | number | boolean | null> {
  return Object.fromEntries(
    event.facts.flatMap((key) => {
      const value = entry.change?.[key];
      const isPlain = value === null || ['string', 'number', 'boolean'].includes(typeof value);
      return isPlain ? [[key, value as string | number | boolean | null]] : [];
    }),
  );
}
