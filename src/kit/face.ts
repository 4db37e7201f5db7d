import type { Actor } from './access.ts';
import { may } from './access.ts';
import { hrefOf } from './href.ts';
import { newId } from './ids.ts';
import { type FieldError, type Input, labelOf } from './input.ts';
import type { Lang } from './lang.ts';

/** What a view may know of the one it is shown to. */
export type Face = {
  readonly lang: Lang;
  readonly elder: boolean;
  readonly actor: Actor | undefined;
  readonly now: Date;
  readonly today: string;
  readonly zone: string;
  readonly url: URL;
  readonly baseUrl: string;
  readonly demo: boolean;
  /** True when one of the viewer's posts gives the permission. */
  may(permission: string): boolean;
  /** The state of a verb's form on this page: empty, or as it was typed and refused. */
  form(verb: FormVerb, initial?: Readonly<Record<string, unknown>>): FormState;
  /** This page's address with some of its query changed. */
  here(changes: Readonly<Record<string, string | number | undefined>>): string;
};

type FormVerb = { readonly name: string; readonly path: string; readonly input: Input };

/** What was typed into a form and what was wrong with it. */
export type Refusal = {
  readonly verb: string;
  readonly typed: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
  readonly problem?: string | undefined;
};

export type FormState = {
  /** Where the form posts to, path values filled in from `initial`. */
  readonly action: string;
  readonly requestId: string;
  /** The reason the whole verb was refused for. */
  readonly problem: string | undefined;
  readonly errors: readonly (FieldError & { readonly id: string })[];
  /** Everything a form field needs to know. */
  field(name: string): FieldState;
};

export type FieldState = {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly values: readonly string[];
  readonly error: string | undefined;
  readonly required: boolean;
};

export type Viewer = {
  readonly lang: Lang;
  readonly elder: boolean;
  readonly actor: Actor | undefined;
  readonly now: Date;
  readonly today: string;
  readonly zone: string;
  readonly url: URL;
  readonly baseUrl: string;
  readonly demo: boolean;
};

/** Makes the face a view is rendered for. */
export function faceFor(viewer: Viewer, refusal?: Refusal): Face {
  const { lang, elder, actor, now, today, zone, url, baseUrl, demo } = viewer;
  return {
    lang,
    elder,
    actor,
    now,
    today,
    zone,
    url,
    baseUrl,
    demo,
    may: (permission) => may(actor, permission),
    form: (verb, initial = {}) => formState(verb, initial, lang, refusal?.verb === verb.name ? refusal : undefined),
    here: (changes) => {
      const query = new URLSearchParams(url.searchParams);
      for (const [name, value] of Object.entries(changes)) {
        if (value === undefined || value === '') query.delete(name);
        else query.set(name, String(value));
      }
      return query.size > 0 ? `${url.pathname}?${query}` : url.pathname;
    },
  };
}

function formState(
  verb: FormVerb,
  initial: Readonly<Record<string, unknown>>,
  lang: Lang,
  refusal?: Refusal,
): FormState {
  const prefix = verb.name.replaceAll('.', '-');
  const values = { ...initial, ...refusal?.typed };
  const path: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) if (verb.path.includes(`{${name}}`)) path[name] = String(value);
  return {
    action: hrefOf(verb.path, path),
    requestId: newId(),
    problem: refusal?.problem,
    errors: (refusal?.errors ?? []).map((error) => ({ ...error, id: `${prefix}-${error.field}` })),
    field: (name) => {
      const value = values[name];
      const list = Array.isArray(value)
        ? value.map(String)
        : value === undefined || value === null
          ? []
          : [String(value)];
      return {
        id: `${prefix}-${name}`,
        name,
        label: labelOf(verb.input, name, lang),
        value: list[0] ?? '',
        values: list,
        error: refusal?.errors.find((error) => error.field === name)?.message,
        required: verb.input.shape[name]?.safeParse(undefined).success === false,
      };
    },
  };
}
