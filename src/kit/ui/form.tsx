import type { ComponentChildren } from 'preact';
import type { Lang } from '../lang.ts';
import { Hidden } from './button.tsx';
import { Icon } from './icon.tsx';
import { ui, uiWords } from './words.ts';

/** Something wrong with one field; `id` is the field's. */
export type FormError = { readonly id: string; readonly label?: string | undefined; readonly message: string };

export type FormProps = {
  readonly lang: Lang;
  readonly action: string;
  /** Left out only for visits, which are not replayed. */
  readonly requestId?: string | undefined;
  /** Why the whole was refused. */
  readonly problem?: string | undefined;
  readonly errors?: readonly FormError[] | undefined;
  /** What is wrong takes the focus when the page opens; true when left out. */
  readonly focusErrors?: boolean | undefined;
  readonly id?: string | undefined;
  readonly hidden?: Readonly<Record<string, string>> | undefined;
  /** It carries files. */
  readonly files?: boolean | undefined;
  /** Without signal it waits in the outbox and is sent once when signal returns. Its page is marked `offline`. */
  readonly offline?: boolean | undefined;
  readonly children: ComponentChildren;
};

/**
 * A form that changes something. Takes what the kit's `face.form(verb)` answers: `<Form lang={lang} {...form}>`.
 * What is wrong stands in a summary on top and beside each field.
 */
export function Form({
  lang,
  action,
  requestId,
  problem,
  errors = [],
  focusErrors = true,
  id,
  hidden = {},
  files,
  offline,
  children,
}: FormProps) {
  return (
    <form
      class="form"
      method="post"
      action={action}
      id={id}
      enctype={files ? 'multipart/form-data' : undefined}
      data-offline={offline ? '' : undefined}
      novalidate
    >
      <ErrorSummary lang={lang} problem={problem} errors={errors} focus={focusErrors} />
      <Hidden values={requestId === undefined ? hidden : { ...hidden, requestId }} />
      {children}
    </form>
  );
}

export type ErrorSummaryProps = {
  readonly lang: Lang;
  readonly problem?: string | undefined;
  readonly errors: readonly FormError[];
  /** Takes the focus when the page opens. */
  readonly focus?: boolean | undefined;
};

/**
 * What is wrong, each linked to its field; nothing when nothing is. A refused form comes back as a new page, and this is
 * where one goes on: so it may take the focus.
 */
export function ErrorSummary({ lang, problem, errors, focus }: ErrorSummaryProps) {
  if (errors.length === 0 && !problem) return null;
  return (
    <div class="error-summary tone-alert" role="alert" tabindex={-1} autofocus={focus}>
      <p class="notice-title">
        <Icon name="circle-alert" /> <span>{problem ?? ui(uiWords.errorSummary, lang)}</span>
      </p>
      {errors.length > 0 && (
        <ul>
          {errors.map((error) => (
            <li key={error.id}>
              <a href={`#${error.id}`}>
                {error.label && `${error.label}${ui(uiWords.colon, lang)}`}
                {error.message}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Fields that belong together under one name. */
export function FieldGroup({
  legend,
  hint,
  row,
  children,
}: {
  readonly legend: string;
  readonly hint?: ComponentChildren /** Side by side where there is room. */;
  readonly row?: boolean | undefined;
  readonly children: ComponentChildren;
}) {
  return (
    <fieldset class="field-group">
      <legend>{legend}</legend>
      {hint && <div class="hint">{hint}</div>}
      <div class={row ? 'field-row' : 'stack'}>{children}</div>
    </fieldset>
  );
}

/** Fields side by side where there is room. */
export function FieldRow({ children }: { readonly children: ComponentChildren }) {
  return <div class="field-row">{children}</div>;
}

export type SearchFormProps = {
  readonly lang: Lang;
  readonly action: string;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  /** What can be typed here, also read out. */
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly hidden?: Readonly<Record<string, string>> | undefined;
  /** Unique on the page when there are several. */
  readonly id?: string | undefined;
  /** The label stands above the box instead of being read out only. */
  readonly showLabel?: boolean | undefined;
};

/** A search box that leads to an address. The key `/` goes to the first one on a page. */
export function SearchForm({
  lang,
  action,
  name = 'q',
  value,
  label,
  hint,
  hidden = {},
  id = 'search',
  showLabel,
}: SearchFormProps) {
  return (
    <search>
      <form class="search-form" method="get" action={action}>
        <Hidden values={hidden} />
        <label for={id} class={showLabel ? 'label' : 'visually-hidden'}>
          {label}
        </label>
        <span class="search-box">
          <Icon name="search" />
          <input
            type="search"
            id={id}
            name={name}
            value={value}
            enterkeyhint="search"
            aria-describedby={hint ? `${id}-hint` : undefined}
            data-slash=""
          />
          <button type="submit" class="button secondary">
            <span>{ui(uiWords.search, lang)}</span>
          </button>
        </span>
        {hint && (
          <div class="hint" id={`${id}-hint`}>
            {hint}
          </div>
        )}
      </form>
    </search>
  );
}
