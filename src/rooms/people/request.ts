import { detailKeys } from './person.ts';

/** What a person may say is wrong: one field of the record, or something else in words. */
export const correctable = [
  'name',
  'sex',
  'birthDate',
  'idNumber',
  'phone',
  ...detailKeys,
  'dwelling',
  'tag',
  'other',
] as const;
export type Correctable = (typeof correctable)[number];

/** Fields that a decision can write by itself; the others are put right by hand. */
export const written: ReadonlySet<string> = new Set<Correctable>([
  'name',
  'sex',
  'birthDate',
  'idNumber',
  'phone',
  ...detailKeys,
]);

export const requestKinds = ['correction', 'erasure'] as const;
export type RequestKind = (typeof requestKinds)[number];

export const requestStates = ['proposed', 'accepted', 'declined', 'withdrawn'] as const;
export type RequestState = (typeof requestStates)[number];

/** What somebody asked about their data, opened with their key. */
export type DataRequest = {
  readonly id: string;
  readonly personId: string;
  readonly kind: RequestKind;
  readonly field: Correctable | null;
  readonly proposed: string | null;
  readonly reason: string | null;
  readonly byId: string;
  readonly channel: string;
  readonly at: Date;
  readonly state: RequestState;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly answer: string | null;
};

type Act = 'accept' | 'decline' | 'withdraw';
/** The life of a request: what may be done in each state. */
export const requestLife = {
  proposed: { accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' },
  accepted: {},
  declined: {},
  withdrawn: {},
} as const satisfies Record<RequestState, Partial<Record<Act, RequestState>>>;
