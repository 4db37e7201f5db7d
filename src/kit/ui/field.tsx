import type { ComponentChildren } from 'preact';
import { describedBy, ErrorText, type FieldProps, idOf, Optional } from './field-parts.tsx';
import { ui, uiWords } from './words.ts';

export type TextFieldProps = FieldProps & {
  readonly type?: 'text' | 'tel' | 'email' | 'password' | 'url' | 'number' | undefined;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'url' | undefined;
  readonly autoComplete?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly step?: number | undefined;
  /** Stands behind the box: 元, m². */
  readonly unit?: string | undefined;
  /** What the browser offers while one types. */
  readonly suggestions?: readonly string[] | undefined;
};

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const { type = 'text', inputMode, autoComplete, maxLength, min, max, step, unit, suggestions, value } = props;
  const list = suggestions ? `${idOf(props)}-list` : undefined;
  return (
    <Field {...props}>
      <span class="field-line">
        <input
          // Preact declares one set of attributes for each type; ours all take the same
          type={type as 'text'}
          {...fieldControl(props)}
          value={type === 'password' ? undefined : value}
          inputmode={inputMode}
          autocomplete={autoComplete}
          maxlength={maxLength}
          min={min}
          max={max}
          step={step}
          list={list}
        />
        {unit && <span class="field-unit">{unit}</span>}
      </span>
      {suggestions && (
        <datalist id={list}>
          {suggestions.map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
      )}
    </Field>
  );
}

/** Several lines of text. */
export function TextArea(
  props: FieldProps & { readonly rows?: number | undefined; readonly maxLength?: number | undefined },
) {
  return (
    <Field {...props}>
      <textarea {...fieldControl(props)} rows={props.rows ?? 4} maxlength={props.maxLength}>
        {props.value ?? ''}
      </textarea>
    </Field>
  );
}

/** A day, month or time, by the browser's own picker. Values as in HTML: 2026-11-22, 2026-11, 14:05. */
export function DateField(
  props: FieldProps & {
    readonly type?: 'date' | 'month' | 'time' | 'datetime-local' | undefined;
    readonly min?: string | undefined;
    readonly max?: string | undefined;
    readonly autoComplete?: string | undefined;
  },
) {
  return (
    <Field width="medium" {...props}>
      <input
        type={props.type ?? 'date'}
        {...fieldControl(props)}
        value={props.value}
        min={props.min}
        max={props.max}
        autocomplete={props.autoComplete}
      />
    </Field>
  );
}

export type Option = {
  readonly value: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly disabled?: boolean | undefined;
};
export type OptionGroup = { readonly label: string; readonly options: readonly Option[] };

/** One of many. Up to about five, rather `RadioGroup`. */
export function SelectField(
  props: FieldProps & {
    readonly options: readonly (Option | OptionGroup)[] /** The first, empty choice; false for none. */;
    readonly empty?: string | false | undefined;
  },
) {
  const { lang, value = '', options, empty } = props;
  const one = (option: Option) => (
    <option key={option.value} value={option.value} selected={option.value === value} disabled={option.disabled}>
      {option.label}
    </option>
  );
  return (
    <Field {...props}>
      <select {...fieldControl(props)}>
        {empty !== false && <option value="">{empty ?? ui(uiWords.chooseOne, lang)}</option>}
        {options.map((option) =>
          'options' in option ? (
            <optgroup key={option.label} label={option.label}>
              {option.options.map(one)}
            </optgroup>
          ) : (
            one(option)
          ),
        )}
      </select>
    </Field>
  );
}

/** One or more files; `accept` as in HTML. */
export function FileField(
  props: FieldProps & { readonly accept?: string | undefined; readonly multiple?: boolean | undefined },
) {
  return (
    <Field {...props}>
      <input type="file" {...fieldControl(props)} accept={props.accept} multiple={props.multiple} />
    </Field>
  );
}

/** The frame around every field: name, hint, error. */
export function Field(props: FieldProps & { readonly children: ComponentChildren }) {
  const { lang, label, hint, error, required, quietLabel, width = 'full', children } = props;
  const id = idOf(props);
  return (
    <div class={`field ${width}${error ? ' wrong' : ''}`}>
      <label for={id} class={quietLabel ? 'visually-hidden' : 'label'}>
        {label}
        <Optional lang={lang} required={required} />
      </label>
      {hint && (
        <div class="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error && <ErrorText id={id} lang={lang} error={error} />}
      {children}
    </div>
  );
}

/** What every control carries. */
export function fieldControl(props: FieldProps) {
  const id = idOf(props);
  return {
    id,
    name: props.name,
    required: props.required ?? true,
    'aria-describedby': describedBy(id, props.hint, props.error),
    'aria-invalid': props.error ? ('true' as const) : undefined,
  };
}
