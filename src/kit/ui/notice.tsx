import type { ComponentChildren } from 'preact';
import type { Lang } from '../lang.ts';
import { Icon } from './icon.tsx';
import { toneSign } from './tone.ts';
import { ui, uiWords } from './words.ts';

export type NoticeKind = 'info' | 'done' | 'wait' | 'alert';

export type NoticeProps = {
  readonly lang: Lang;
  /** `info` to know, `done` it worked, `wait` take care, `alert` it was refused. */
  readonly kind: NoticeKind;
  readonly title?: string | undefined;
  /** Read out by a screen reader as the page opens. */
  readonly live?: boolean | undefined;
  readonly children?: ComponentChildren;
};

/** A message in a box. */
export function Notice({ lang, kind, title, live, children }: NoticeProps) {
  return (
    <div class={`notice tone-${kind}`} role={live ? (kind === 'alert' ? 'alert' : 'status') : undefined}>
      <Icon name={toneSign[kind]} />
      <div>
        {title ? (
          <p class="notice-title">{title}</p>
        ) : (
          <span class="visually-hidden">{ui(uiWords.notice[kind], lang) + ui(uiWords.colon, lang)}</span>
        )}
        {children}
      </div>
    </div>
  );
}

export type EmptyStateProps = {
  /** What is not there yet. */
  readonly title: string;
  /** What to do first. */
  readonly children?: ComponentChildren;
  readonly actions?: ComponentChildren;
};

/** Says that a list is empty, and what to do first. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div class="empty">
      <Icon name="sprout" />
      <p class="empty-title">{title}</p>
      {children && <div class="empty-text">{children}</div>}
      {actions && <div class="actions">{actions}</div>}
    </div>
  );
}
