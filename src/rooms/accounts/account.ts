/** A person's way in. */
export type Account = {
  readonly id: string;
  readonly district: string;
  readonly personId: string;
  readonly userName: string | null;
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  readonly disabledAt: Date | null;
};

/** What a request needs to know of the session it comes with. */
export type Session = {
  readonly accountId: string;
  readonly sessionId: string;
  readonly district: string;
  readonly personId: string;
  readonly name: string;
  readonly lang: 'zh' | 'en';
  readonly elder: boolean;
  /** The second factor was given in this session. */
  readonly secondFactor: boolean;
  /** The account has a second factor to give. */
  readonly hasSecondFactor: boolean;
};

/** One's own hand: whose account, and the session it acts in. */
export type Own = Pick<Session, 'district' | 'personId' | 'accountId' | 'sessionId'>;

/** Who stands at the door: for the list of sessions. */
export type Visitor = {
  readonly agent: string;
  readonly address: string;
  /** The session the browser had so far, which the new one takes the place of. */
  readonly replaces?: { readonly sessionId: string } | undefined;
};

/** What the browser is given: the token, for how many seconds, and whether a second factor is still to be given. */
export type Opened = { readonly token: string; readonly maxAge: number; readonly needsFactor: boolean };

/** Cookies of the room. */
export const cookies = { session: 'doorstep', signingIn: 'signing-in' } as const;

/** A user name as it is stored and compared. */
export function plainUserName(typed: string): string {
  return typed.normalize('NFKC').toLowerCase();
}
