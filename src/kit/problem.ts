import type { Context as HonoContext } from 'hono';
import { z } from 'zod';
import { faceFor } from './face.ts';
import { httpWords } from './http-words.ts';
import type { FieldError } from './input.ts';
import type { Context } from './route.ts';
import type { Problem, Serving } from './serving.ts';
import { acceptsJson } from './visitor.ts';
import { sayCode } from './words.ts';

type Status = 200 | 303 | 400 | 401 | 403 | 404 | 406 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

const problems: Readonly<Record<string, { status: Status; why?: keyof typeof httpWords }>> = {
  not_found: { status: 404, why: 'not_found_why' },
  forbidden: { status: 403, why: 'forbidden_why' },
  sign_in_first: { status: 401 },
  bad_request: { status: 400 },
  too_large: { status: 413 },
  wrong_type: { status: 415 },
  wrong_origin: { status: 403 },
  not_acceptable: { status: 406 },
  too_many_rows: { status: 422, why: 'too_many_rows_why' },
  request_id_used: { status: 409 },
  too_often: { status: 429 },
  too_many_live: { status: 503 },
  failed: { status: 500, why: 'failed_why' },
};

/** Whether a refusal is one of these, which no page of its own speaks of. */
export function isProblem(code: string): boolean {
  return code in problems;
}

/** Whether a program asks. */
export function wantsJson(c: HonoContext): boolean {
  return acceptsJson(c.req.header('accept'));
}

/** Says what went wrong, as a page or as a problem document. */
export function problem(
  c: HonoContext,
  serving: Serving,
  context: Context,
  code: string,
  errors: readonly FieldError[] = [],
): Response {
  const { status, why } = problems[code] ?? { status: 400 as const };
  const title = sayCode(httpWords, code, context.lang);
  const document: Problem = { status, code, title, detail: why && httpWords[why][context.lang], errors };
  if (wantsJson(c)) return problemJson(c, document);
  if (status === 401 && c.req.method === 'GET') {
    return c.redirect(`/sign-in?next=${encodeURIComponent(context.url.pathname + context.url.search)}`, 303);
  }
  const face = faceFor(context);
  c.header('Cache-Control', 'no-store');
  return c.html(serving.frame(face, serving.problemPage(face, document), {}), status as 404);
}

export function problemJson(c: HonoContext, document: Problem): Response {
  return c.body(JSON.stringify({ type: `urn:doorstep:${document.code}`, ...document }), document.status as 422, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
  });
}

export const problemSchema = z.object({
  type: z.string(),
  status: z.int(),
  code: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), label: z.string(), code: z.string(), message: z.string() })).optional(),
});
