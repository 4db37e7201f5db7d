import type { Lang } from '../../kit/lang.ts';
import { type Outcome, refused } from '../../kit/outcome.ts';
import type { Context, ProtocolAnswer, Unreadable } from '../../kit/route.ts';
import { answerIn, type Format } from './answer.ts';
import { words } from './words.ts';

/**
 * What may be wrong, and the status that the specification gives it: 404 for what does not exist, 403 for a missing or
 * wrong key, 400 for the rest.
 */
const statusOf = {
  jurisdiction_missing: 400,
  jurisdiction_unknown: 404,
  service_missing: 400,
  service_unknown: 404,
  request_unknown: 404,
  token_unknown: 404,
  page_unknown: 404,
  key_missing: 403,
  key_unknown: 403,
  key_elsewhere: 403,
  location_missing: 400,
  location_unknown: 400,
  location_too_wide: 400,
  location_closed: 400,
  not_a_moment: 400,
  span_too_long: 400,
  span_backwards: 400,
  request_id_not_uuid: 400,
  request_id_used: 400,
  unreadable: 400,
} as const satisfies Readonly<Record<string, ProtocolAnswer['status']>>;
export type ProblemCode = keyof typeof statusOf & keyof typeof words;

/** Refuses for one reason or several at once. */
export function refusedFor(...codes: readonly [ProblemCode, ...ProblemCode[]]): Outcome<never, ProblemCode> {
  const [first] = codes;
  return refused(first, { fields: Object.fromEntries(codes.map((code) => [code, code])) });
}

/** The errors as a list in the format asked for; the status is that of the first. */
export function problemIn(
  format: Format,
  lang: Lang,
  refusal: { readonly refused: ProblemCode; readonly fields?: Readonly<Record<string, string>> | undefined },
): ProtocolAnswer {
  const codes = Object.keys(refusal.fields ?? { [refusal.refused]: '' }) as ProblemCode[];
  const errors = codes.map((code) => ({ code: statusOf[code], description: words[code][lang] }));
  return answerIn(format, 'errors', errors, statusOf[refusal.refused]);
}

/** The same for a request that could not be read. XML is the format every server has, so it is spoken where none was named. */
export function unreadable(
  { lang }: Context,
  raw: Readonly<Record<string, unknown>>,
  { reason, errors }: Unreadable,
): ProtocolAnswer {
  const format = raw.format === 'json' ? 'json' : 'xml';
  const status = reason === 'not_found' ? 404 : 400;
  if (status === 404 || errors.length === 0)
    return problemIn(format, lang, { refused: status === 404 ? 'page_unknown' : 'unreadable' });
  return answerIn(
    format,
    'errors',
    errors.map(({ field, message }) => ({ code: status, description: `${field}: ${message}` })),
    status,
  );
}
