import type { ComponentChildren } from 'preact';
import type { Lang } from '../lang.ts';
import { Icon } from './icon.tsx';
import { ui, uiWords } from './words.ts';

/** What every field takes. A `FieldState` of the kit's forms can be spread into it. */
export type FieldProps = {
  readonly lang: Lang;
  readonly name: string;
  readonly label: string;
  /** Unique on the page; made from the name when left out. */
  readonly id?: string | undefined;
  readonly value?: string | undefined;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
  /** False marks it as optional; required when left out. */
  readonly required?: boolean | undefined;
  /** The label is only read out, where the place itself says what it is. */
  readonly quietLabel?: boolean | undefined;
  readonly width?: 'short' | 'medium' | 'full' | undefined;
};

/** Marks a field that may be left out. */
export function Optional({ lang, required = true }: { readonly lang: Lang; readonly required?: boolean | undefined }) {
  if (required) return null;
  return (
    <span class="optional">
      {lang === 'zh' ? `（${ui(uiWords.optional, lang)}）` : ` (${ui(uiWords.optional, lang)})`}
    </span>
  );
}

/** What is wrong with a field, above it. */
export function ErrorText({ id, lang, error }: { readonly id: string; readonly lang: Lang; readonly error: string }) {
  return (
    <p class="field-error" id={`${id}-error`}>
      <Icon name="circle-alert" />
      <span>
        <span class="visually-hidden">{ui(uiWords.error, lang)}</span>
        {error}
      </span>
    </p>
  );
}

/** The id of a field; errors link to it. */
export function idOf({ id, name }: { readonly id?: string | undefined; readonly name: string }): string {
  return id ?? `f-${name}`;
}

/** The ids of what describes a field. */
export function describedBy(id: string, hint: ComponentChildren, error: string | undefined): string | undefined {
  return [hint ? `${id}-hint` : undefined, error ? `${id}-error` : undefined].filter(Boolean).join(' ') || undefined;
}
