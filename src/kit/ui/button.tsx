import type { ComponentChildren } from 'preact';
import type { Lang } from '../lang.ts';
import { Icon, type IconName } from './icon.tsx';
import { ui, uiWords } from './words.ts';

/** `primary` is cinnabar: at most one on a page. `danger` undoes or removes something. */
export type Look = 'primary' | 'secondary' | 'quiet' | 'danger';

type Shared = {
  readonly look?: Look | undefined;
  readonly icon?: IconName | undefined;
  readonly small?: boolean | undefined;
  /** As wide as the column it stands in. */
  readonly wide?: boolean | undefined;
  /** What a screen reader adds, when several buttons say the same: "Unlink" + "Wang *, 3-501". */
  readonly about?: string | undefined;
  /** A verb, and what it is done to. */
  readonly children: ComponentChildren;
};

export type ButtonProps = Shared & {
  readonly type?: 'submit' | 'button' | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  /** The id of the form it belongs to, when it stands outside. */
  readonly form?: string | undefined;
  readonly disabled?: boolean | undefined;
};

/** A button that sends the form it stands in. */
export function Button({ type = 'submit', name, value, form, disabled, ...shared }: ButtonProps) {
  return (
    <button type={type} class={classOf(shared)} name={name} value={value} form={form} disabled={disabled}>
      <Inside {...shared} />
    </button>
  );
}

export type ButtonLinkProps = Shared & {
  readonly href: string;
  /** Offers the target as a file. */
  readonly download?: boolean | undefined;
  readonly rel?: string | undefined;
};

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function ButtonLink({ href, download, rel, ...shared }: ButtonLinkProps) {
  return (
    <a href={href} class={classOf(shared)} download={download} rel={rel}>
      <Inside {...shared} />
    </a>
  );
}

export type PostButtonProps = Shared & {
  readonly action: string;
  /** Left out only for visits (language, signing out), which are not replayed. */
  readonly requestId?: string | undefined;
  readonly fields?: Readonly<Record<string, string>> | undefined;
};

/** A whole form of one button, for a verb that needs nothing typed. */
export function PostButton({ action, requestId, fields = {}, ...shared }: PostButtonProps) {
  return (
    <form method="post" action={action} class="post-button">
      <Hidden values={requestId === undefined ? fields : { ...fields, requestId }} />
      <button type="submit" class={classOf(shared)}>
        <Inside {...shared} />
      </button>
    </form>
  );
}

/** Hidden inputs. */
export function Hidden({ values }: { readonly values: Readonly<Record<string, string>> }) {
  return (
    <>
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

/** Buttons side by side, one below the other where it is narrow. */
export function Actions({ children }: { readonly children: ComponentChildren }) {
  return <div class="actions">{children}</div>;
}

export type PrintButtonProps = {
  readonly lang: Lang;
  /** The same page with `?print`, where `PrintHint` says how; with JavaScript the print dialogue opens at once. */
  readonly href: string;
  readonly look?: Look | undefined;
};

/** Prints the page. */
export function PrintButton({ lang, href, look = 'secondary' }: PrintButtonProps) {
  return (
    <print-button>
      <ButtonLink href={href} look={look} icon="printer">
        {ui(uiWords.print, lang)}
      </ButtonLink>
    </print-button>
  );
}

/** Says how to print, on screen only. */
export function PrintHint({ lang }: { readonly lang: Lang }) {
  return (
    <p class="print-hint screen-only">
      <Icon name="printer" /> {ui(uiWords.printHint, lang)}
    </p>
  );
}

export type PhoneLinkProps = {
  readonly lang: Lang;
  /** As dialled; shown unless `shown` is given. */
  readonly number: string;
  readonly shown?: string | undefined;
  /** Whose number it is. */
  readonly name?: string | undefined;
  readonly look?: Look | undefined;
};

/** Calls in one tap. */
export function PhoneLink({ lang, number, shown, name, look = 'secondary' }: PhoneLinkProps) {
  return (
    <a class={`button ${look} phone`} href={`tel:${number.replace(/[^\d+*#]/g, '')}`}>
      <Icon name="phone" />
      <span>
        {name && <span class="visually-hidden">{`${ui(uiWords.call, lang)}${name} `}</span>}
        {shown ?? number}
      </span>
    </a>
  );
}

/** Text that people take elsewhere: a code, an address. Chosen whole by one tap; with JavaScript also a copy button. */
export function CopyableText({ lang, text }: { readonly lang: Lang; readonly text: string }) {
  return (
    <copy-text class="copyable" data-copy={ui(uiWords.copy, lang)} data-copied={ui(uiWords.copied, lang)}>
      <code>{text}</code>
    </copy-text>
  );
}

function classOf({ look = 'secondary', small, wide }: Shared): string {
  return `button ${look}${small ? ' small' : ''}${wide ? ' wide' : ''}`;
}

function Inside({ icon, about, children }: Shared) {
  return (
    <>
      {icon && <Icon name={icon} />}
      <span>
        {children}
        {about && <span class="visually-hidden">{` ${about}`}</span>}
      </span>
    </>
  );
}
