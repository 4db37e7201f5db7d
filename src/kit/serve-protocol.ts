import type { Context as HonoContext } from 'hono';
import { pathNames, readPath } from './href.ts';
import { readInput } from './input.ts';
import { readBody, readQuery } from './request-body.ts';
import type { Context, ProtocolAnswer, ProtocolRoute } from './route.ts';

/**
 * Serves a foreign protocol: path, query and form are read as one input, and whatever comes of it is said in the
 * protocol's own words. A field that the body and the query both have is the body's.
 */
export async function serveProtocol(
  c: HonoContext,
  context: Context,
  route: ProtocolRoute,
  uploadLimit: number,
): Promise<Response> {
  const { status, type, body } = await answerOf(c, context, route, uploadLimit);
  return c.body(body, status, { 'Content-Type': type, 'Cache-Control': 'no-store', Vary: 'Accept-Language' });
}

async function answerOf(
  c: HonoContext,
  context: Context,
  route: ProtocolRoute,
  uploadLimit: number,
): Promise<ProtocolAnswer> {
  const inPath = readPath(route.path, context.url.pathname);
  const query = readQuery(context.url);
  if (!inPath) return route.unreadable(context, query, { reason: 'not_found', errors: [] });
  const sent = route.method === 'post' ? await readBody(c.req.raw, { uploadLimit }) : { fields: {} };
  const raw = { ...query, ...('fields' in sent ? sent.fields : {}), ...inPath };
  if ('refused' in sent) return route.unreadable(context, raw, { reason: 'bad_request', errors: [] });
  const read = readInput(route.input, raw, context.lang, route.words);
  if ('input' in read) return route.answer(context, read.input, c.req.header('idempotency-key'));
  const names = pathNames(route.path);
  const reason = read.errors.some((error) => names.includes(error.field)) ? 'not_found' : 'bad_request';
  return route.unreadable(context, raw, { reason, errors: read.errors });
}
