import type { Option } from './field.tsx';
import { describedBy, ErrorText, type FieldProps, idOf, Optional } from './field-parts.tsx';

export type CheckboxProps = Omit<FieldProps, 'quietLabel' | 'width'> & {
  /** Left out: ticked when `value` is `on`, `true` or `1`. */
  readonly checked?: boolean | undefined;
};

/** One box to tick. Sends `on`, or nothing. */
export function Checkbox(props: CheckboxProps) {
  const { lang, name, label, value = '', hint, error, checked } = props;
  const id = idOf(props);
  return (
    <div class={error ? 'field wrong' : 'field'}>
      {error && <ErrorText id={id} lang={lang} error={error} />}
      <Choice
        type="checkbox"
        id={id}
        name={name}
        value="on"
        checked={checked ?? ['on', 'true', '1'].includes(value)}
        label={label}
        hint={hint}
        described={error && `${id}-error`}
        invalid={Boolean(error)}
      />
    </div>
  );
}

type GroupProps = FieldProps & {
  readonly options: readonly Option[] /** Short choices side by side. */;
  readonly inline?: boolean | undefined;
};

/** One of a few. */
export function RadioGroup(props: GroupProps) {
  return <ChoiceGroup {...props} type="radio" chosen={props.value === undefined ? [] : [props.value]} />;
}

/** Any of a few. */
export function CheckboxGroup(props: GroupProps & { readonly values?: readonly string[] | undefined }) {
  return <ChoiceGroup {...props} type="checkbox" chosen={props.values ?? []} />;
}

function ChoiceGroup(props: GroupProps & { readonly type: 'radio' | 'checkbox'; readonly chosen: readonly string[] }) {
  const { lang, name, label, hint, error, required, quietLabel, options, inline, type, chosen } = props;
  const id = idOf(props);
  return (
    <fieldset class={error ? 'field wrong' : 'field'} aria-describedby={describedBy(id, hint, error)}>
      <legend class={quietLabel ? 'visually-hidden' : 'label'}>
        {label}
        <Optional lang={lang} required={type === 'checkbox' ? true : required} />
      </legend>
      {hint && (
        <div class="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error && <ErrorText id={id} lang={lang} error={error} />}
      <div class={inline ? 'choices inline' : 'choices'}>
        {options.map((option, i) => (
          <Choice
            key={option.value}
            type={type}
            id={i === 0 ? id : `${id}-${i}`}
            name={name}
            checked={chosen.includes(option.value)}
            {...option}
            invalid={Boolean(error) && type === 'checkbox'}
          />
        ))}
      </div>
    </fieldset>
  );
}

type ChoiceProps = Option & {
  readonly type: 'radio' | 'checkbox';
  readonly id: string;
  readonly name: string;
  readonly checked: boolean;
  readonly described?: string | undefined;
  readonly invalid?: boolean | undefined;
};

function Choice({ type, id, name, value, label, hint, checked, disabled, described, invalid }: ChoiceProps) {
  const describedby = [hint ? `${id}-hint` : undefined, described].filter(Boolean).join(' ');
  return (
    <div class="choice">
      <input
        type={type}
        id={id}
        name={name}
        value={value}
        checked={checked}
        disabled={disabled}
        aria-describedby={describedby || undefined}
        aria-invalid={invalid || undefined}
      />
      <label for={id}>{label}</label>
      {hint && (
        <div class="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  );
}
