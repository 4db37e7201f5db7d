import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import { type Tone, toneSign } from './tone.ts';

export type StatusProps = {
  readonly tone: Tone;
  /** Another sign than the tone's own. */
  readonly icon?: IconName | undefined;
  readonly children: ComponentChildren;
};

/** How something stands: colour, sign and words. */
export function Status({ tone, icon, children }: StatusProps) {
  return (
    <span class={`status tone-${tone}`}>
      <Icon name={icon ?? toneSign[tone]} />
      <span>{children}</span>
    </span>
  );
}

/** A small label, such as a tag or a kind. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
}: {
  readonly tone?: Tone | undefined;
  readonly icon?: IconName | undefined;
  readonly children: ComponentChildren;
}) {
  return (
    <span class={`badge tone-${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}

/** Labels side by side. */
export function Badges({ children }: { readonly children: ComponentChildren }) {
  return <div class="badges">{children}</div>;
}

/** A person's or group's first character in a circle, beside the name. */
export function Avatar({ name, large }: { readonly name: string; readonly large?: boolean | undefined }) {
  return (
    <span class={large ? 'avatar large' : 'avatar'} aria-hidden="true">
      {initialOf(name)}
    </span>
  );
}

/** One Chinese character, or up to two Latin initials. */
export function initialOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? '')][0] ?? '';
  if (!/[a-z]/i.test(first)) return first;
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}

/** A value that changed: what it was, struck through, and what it became. */
export function Difference({
  before,
  after,
}: {
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}) {
  return (
    <span class="difference">
      {before && <del>{before}</del>} {after && <ins>{after}</ins>}
    </span>
  );
}
