import type { IconName } from './icon.tsx';

/** What a colour means. A tone never stands alone: each has a sign, and words stand beside it. */
export type Tone = 'neutral' | 'info' | 'done' | 'wait' | 'alert' | 'accent' | 'muted';

/** The sign that says the same as the colour, for whoever does not see colours. */
export const toneSign = {
  neutral: 'circle',
  info: 'info',
  done: 'circle-check',
  wait: 'hourglass',
  alert: 'circle-alert',
  accent: 'star',
  muted: 'circle-dashed',
} as const satisfies Record<Tone, IconName>;
