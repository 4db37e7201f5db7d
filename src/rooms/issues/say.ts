import { formatTime } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import type { Tone } from '../../kit/ui/index.ts';
import { isOver, type State, type Urgency } from './issue.ts';

/** An instant of a view model as the reader's clock and language show it. */
export function timeOf(iso: string, face: Pick<Face, 'zone' | 'lang'>): string {
  return formatTime(new Date(iso), face.zone, face.lang);
}

/** The tone in which a state stands. */
export function toneOf(state: State): Tone {
  if (state === 'closed') return 'done';
  if (isOver(state)) return 'muted';
  return state === 'asked' || state === 'resolved' ? 'wait' : 'info';
}

export const urgencyTone: Readonly<Record<Urgency, Tone>> = { hazard: 'alert', soon: 'wait', usual: 'neutral' };
