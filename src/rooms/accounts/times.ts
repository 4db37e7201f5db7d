import { formatTime } from '../../kit/clock.ts';
import type { Context } from '../../kit/route.ts';

/** An instant as the clocks of the district show it, with its day. */
export function timeText(context: Pick<Context, 'zone' | 'lang'>, instant: Date): string {
  return formatTime(instant, context.zone, context.lang);
}
