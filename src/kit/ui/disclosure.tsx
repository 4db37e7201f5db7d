import type { ComponentChildren } from 'preact';
import type { Lang } from '../lang.ts';
import type { Look } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import { ui, uiWords } from './words.ts';

export type DisclosureProps = {
  readonly summary: ComponentChildren;
  readonly open?: boolean | undefined;
  readonly id?: string | undefined;
  readonly children: ComponentChildren;
};

/** Something that opens in place. */
export function Disclosure({ summary, open, id, children }: DisclosureProps) {
  return (
    <details class="disclosure" open={open} id={id}>
      <summary>
        <Icon name="chevron-right" class="turn" />
        <span>{summary}</span>
      </summary>
      <div class="disclosure-body">{children}</div>
    </details>
  );
}

export type DialogProps = {
  readonly lang: Lang;
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** Words on the button that opens it. */
  readonly opener: ComponentChildren;
  readonly openerLook?: Look | undefined;
  readonly openerIcon?: IconName | undefined;
  readonly small?: boolean | undefined;
  readonly children: ComponentChildren;
};

/**
 * A question in front of the page. Opened by the browser itself: modally where it knows `command`, else as a popover;
 * where it knows neither, the content simply stands in the page.
 */
export function Dialog({
  lang,
  id,
  title,
  opener,
  openerLook = 'secondary',
  openerIcon,
  small,
  children,
}: DialogProps) {
  return (
    <>
      <button
        type="button"
        class={`button ${openerLook}${small ? ' small' : ''} dialog-open`}
        popovertarget={id}
        {...command('show-modal', id)}
      >
        {openerIcon && <Icon name={openerIcon} />}
        <span>{opener}</span>
      </button>
      <dialog class="dialog" id={id} popover="auto" aria-labelledby={`${id}-title`}>
        <div class="dialog-head">
          <h2 id={`${id}-title`}>{title}</h2>
          <button
            type="button"
            class="button quiet"
            popovertarget={id}
            popovertargetaction="hide"
            {...command('close', id)}
          >
            <Icon name="x" />
            <span>{ui(uiWords.close, lang)}</span>
          </button>
        </div>
        {children}
      </dialog>
    </>
  );
}

function command(name: string, id: string): Record<string, string> {
  return { command: name, commandfor: id };
}
