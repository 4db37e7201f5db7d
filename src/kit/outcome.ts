/** What a verb comes to. Only bugs throw. */
export type Outcome<T, R extends string = string> = Done<T> | Refused<R>;

export type Done<T> = { readonly done: T };

export type Refused<R extends string = string> = {
  readonly refused: R;
  /** Input fields the refusal speaks of, each with its own reason. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
  /** Numbers and names that the refusal's wording fills in. */
  readonly detail?: Readonly<Record<string, string | number>> | undefined;
};

/** The verb was carried out. */
export function done<T>(value: T): Done<T> {
  return { done: value };
}

/** The verb was not carried out and changed nothing. */
export function refused<R extends string>(
  reason: R,
  more: { fields?: Readonly<Record<string, string>>; detail?: Readonly<Record<string, string | number>> } = {},
): Refused<R> {
  return { refused: reason, ...more };
}

/** True when the outcome is a refusal. */
export function isRefused<T, R extends string>(outcome: Outcome<T, R>): outcome is Refused<R> {
  return 'refused' in outcome;
}
