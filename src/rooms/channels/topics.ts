import type { Weight } from './way.ts';

const weights = new Map<string, Weight>();

/**
 * Says of which weight a room's messages are, by their kinds. Called once, when the room is loaded; a kind that nobody
 * has weighed concerns whom it is sent to.
 */
export function weighMessages(table: Readonly<Record<string, Weight>>): void {
  for (const [kind, weight] of Object.entries(table)) weights.set(kind, weight);
}

/** Of which weight a kind of message is. */
export function weightOf(kind: string): Weight {
  return weights.get(kind) ?? 'concerns_me';
}
