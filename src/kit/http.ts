import type { Hono, Context as HonoContext } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { may } from './access.ts';
import { dayIn } from './clock.ts';
import { faceFor, type Refusal } from './face.ts';
import { pathNames, routerPath } from './href.ts';
import { httpWords } from './http-words.ts';
import { type FieldError, labelOf, readInput, requestId as requestIdSchema, uploadFields } from './input.ts';
import type { Lang } from './lang.ts';
import { isRefused, type Outcome, refused } from './outcome.ts';
import { type Moment, pageKey, sentOf } from './page-cache.ts';
import { sheetSize } from './paging.ts';
import { isProblem, problem, problemJson, wantsJson } from './problem.ts';
import { claimRequest, keepAnswer } from './replay.ts';
import { readBody, readQuery } from './request-body.ts';
import {
  type Context,
  type FileRoute,
  isRead,
  type LiveRoute,
  type PageRoute,
  type Reply,
  type Route,
  type VerbRoute,
  type VisitRoute,
} from './route.ts';
import { serveProtocol } from './serve-protocol.ts';
import type { Serving } from './serving.ts';
import { prepareUpload, uploadWords } from './uploads.ts';
import { cookieNames, langOf } from './visitor.ts';
import { sayCode } from './words.ts';
import { inTransaction, momentOf } from './write.ts';

/** Mounts every route with its faces on one Hono application. */
export function mount(app: Hono, routes: readonly Route[], serving: Serving): void {
  for (const route of routes) {
    if ((route.kind === 'verb' || route.kind === 'visit') && route.said) sayings.set(route.name, route.said);
    const path = routerPath(route.path);
    const handle = handlerOf(route, serving);
    if (isRead(route)) app.get(path, handle);
    else app.post(path, handle);
  }
}

function handlerOf(route: Route, serving: Serving): (c: HonoContext) => Promise<Response> {
  return async (c) => {
    c.set('route', route.name);
    const context = await contextOf(c, serving);
    const denied = deny(route, context);
    if (denied) return problem(c, serving, context, denied);
    switch (route.kind) {
      case 'page':
        return servePage(c, serving, context, route);
      case 'file':
        return serveFile(c, serving, context, route);
      case 'live':
        return serveLive(c, serving, context, route);
      case 'verb':
        return serveVerb(c, serving, context, route);
      case 'visit':
        return serveVisit(c, serving, context, route);
      case 'protocol':
        return serveProtocol(c, context, route, serving.uploadLimit);
    }
  };
}

/** Default deny: a page one may not see is not there, a verb one may not do is refused. */
function deny(route: Route, context: Context): string | undefined {
  if (route.may === 'anyone') return undefined;
  if (!context.actor) return 'sign_in_first';
  if (route.may === 'signed_in' || may(context.actor, route.may)) return undefined;
  return isRead(route) ? 'not_found' : 'forbidden';
}

/** Everything a route may know of the one who asks. */
export async function contextOf(c: HonoContext, serving: Serving): Promise<Context> {
  const { workshop } = serving;
  const token = getCookie(c, cookieNames.session);
  const known = token ? await serving.loadActor(token) : undefined;
  const url = new URL(c.req.url);
  const asked = url.searchParams.get('lang') ?? getCookie(c, cookieNames.lang) ?? known?.lang;
  const now = workshop.clock.now();
  return {
    ...workshop,
    db: workshop.database.kysely,
    actor: known?.actor,
    lang: langOf(asked, c.req.header('accept-language')),
    elder: (getCookie(c, cookieNames.elder) ?? (known?.elder ? '1' : '0')) === '1',
    now,
    today: dayIn(workshop.zone, now),
    url,
    baseUrl: serving.baseUrl,
    address: serving.addressOf(c),
    agent: c.req.header('user-agent') ?? '',
    demo: serving.demo,
    cookie: (name) => getCookie(c, name),
  };
}

async function servePage(c: HonoContext, serving: Serving, context: Context, route: PageRoute): Promise<Response> {
  const raw = { ...readQuery(context.url), ...c.req.param() };
  const read = readInput(route.input, raw, context.lang, route.words);
  if ('errors' in read) {
    const inPath = pathNames(route.path);
    const wrongPath = read.errors.some((error) => inPath.includes(error.field));
    return problem(c, serving, context, wrongPath ? 'not_found' : 'bad_request', read.errors);
  }
  c.header('Vary', 'Cookie, Accept, Accept-Language');
  // What names somebody is wiped from the device when that person signs out.
  if (route.offline) c.header('X-Offline', context.actor ? 'own' : 'anyone');
  // Everybody alike is whoever is nobody here: no session, not even one that has ended, and nothing to be told.
  const isAnybody = getCookie(c, cookieNames.session) === undefined && getCookie(c, cookieNames.said) === undefined;
  const moment = momentOf(serving.workshop);
  const version = isAnybody ? await route.version?.(context, read.input) : undefined;
  if (version !== undefined) return serveAlike(c, serving, context, route, { input: read.input, version, moment });
  const made = await makePage(c, serving, context, route, read.input);
  if (made instanceof Response) return made;
  c.header('Cache-Control', 'no-store');
  return c.body(made.body, 200, { 'Content-Type': made.type });
}

type Alike = { readonly input: unknown; readonly version: string; readonly moment: Moment };

/** A page that everybody sees alike: as it was kept, as long as its version stays the same. */
async function serveAlike(
  c: HonoContext,
  serving: Serving,
  context: Context,
  route: PageRoute,
  { input, version, moment }: Alike,
): Promise<Response> {
  const { pages } = serving;
  const { url } = context;
  const key = pageKey(url.pathname + url.search, { ...context, json: wantsJson(c) });
  let page = pages.last(key);
  if (page?.version !== version) {
    const made = await makePage(c, serving, context, route, input);
    if (made instanceof Response) return made;
    page = pages.finish({ route: route.name, version, ...made });
  }
  pages.keep(key, page, moment);
  const { status, body, headers } = sentOf(page, (name) => c.req.header(name));
  return status === 304 ? c.body(null, status, headers) : c.body(body, status, headers);
}

type Made = { readonly type: string; readonly body: string };

/** A page in the form asked for, HTML or JSON; whatever else is answered instead as it is. */
async function makePage(
  c: HonoContext,
  serving: Serving,
  context: Context,
  route: PageRoute,
  input: unknown,
): Promise<Made | Response> {
  const outcome = await route.load(context, input as never);
  if (isRefused(outcome)) {
    c.header('Cache-Control', 'no-store');
    if (outcome.refused === 'moved') return c.redirect(String(outcome.detail?.to ?? '/'), 301);
    return problem(
      c,
      serving,
      context,
      context.actor || outcome.refused !== 'forbidden' ? outcome.refused : 'sign_in_first',
    );
  }
  const face = faceFor(context);
  if (context.url.searchParams.get('format') === 'xlsx') {
    if (!route.sheets) return problem(c, serving, context, 'not_acceptable');
    const sheets = route.sheets(outcome.done, face).map((sheet) => ({ ...sheet, rows: [...sheet.rows] }));
    if (sheets.some(({ rows }) => rows.length > sheetSize)) return problem(c, serving, context, 'too_many_rows');
    const bytes = await serving.workbook(sheets);
    c.header('Cache-Control', 'no-store');
    return download(
      c,
      bytes,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      `${route.name}-${context.today}.xlsx`,
    );
  }
  if (wantsJson(c)) return { type: 'application/json', body: JSON.stringify(route.shows.parse(outcome.done)) };
  const said = getCookie(c, cookieNames.said);
  if (said) deleteCookie(c, cookieNames.said, { path: '/' });
  const html = serving.frame(face, route.view(outcome.done, face), {
    said: said ? saidOf(said, context.lang) : undefined,
  });
  return { type: 'text/html; charset=UTF-8', body: html };
}

const sayings = new Map<string, { zh: string; en: string }>();

function saidOf(name: string, lang: Lang): string | undefined {
  return sayings.get(name)?.[lang];
}

async function serveFile(c: HonoContext, serving: Serving, context: Context, route: FileRoute): Promise<Response> {
  const read = readInput(route.input, { ...readQuery(context.url), ...c.req.param() }, context.lang, route.words);
  if ('errors' in read) return problem(c, serving, context, 'not_found', read.errors);
  const outcome = await route.answer(context, read.input);
  if (isRefused(outcome)) return problem(c, serving, context, outcome.refused);
  const { body, type = route.type, size, fileName, maxAgeSeconds, immutable, sandboxed } = outcome.done;
  const kept = maxAgeSeconds === undefined ? 'no-store' : `public, max-age=${maxAgeSeconds}`;
  c.header('Cache-Control', immutable ? `${kept}, immutable` : kept);
  if (sandboxed) c.header('Content-Security-Policy', "default-src 'none'; sandbox");
  if (size !== undefined) c.header('Content-Length', String(size));
  if (fileName !== undefined) return download(c, body, type, fileName);
  return c.body(body, 200, { 'Content-Type': type });
}

async function serveLive(c: HonoContext, serving: Serving, context: Context, route: LiveRoute): Promise<Response> {
  const read = readInput(route.input, { ...readQuery(context.url), ...c.req.param() }, context.lang, route.words);
  if ('errors' in read) return problem(c, serving, context, 'not_found', read.errors);
  const outcome = await route.watch(context, read.input);
  if (isRefused(outcome)) return problem(c, serving, context, outcome.refused);
  c.header('Content-Type', 'text/event-stream; charset=utf-8');
  c.header('Cache-Control', 'no-store');
  // A proxy in front shall pass each event on at once.
  c.header('X-Accel-Buffering', 'no');
  if (c.req.raw.method === 'HEAD') return c.body(null);
  const stream = await serving.live?.open(outcome.done, context.address);
  if (stream) return c.body(stream);
  c.header('Retry-After', '60');
  return problem(c, serving, context, 'too_many_live');
}

function download(
  c: HonoContext,
  body: string | Uint8Array<ArrayBuffer> | ReadableStream,
  type: string,
  name: string,
): Response {
  return c.body(body, 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="download"; filename*=UTF-8''${encodeURIComponent(name)}`,
  });
}

type Read = { readonly raw: Record<string, unknown>; readonly input: unknown };

/** Reads path and body of a write; a bad one is answered at once. */
async function readWrite(
  c: HonoContext,
  serving: Serving,
  context: Context,
  route: VerbRoute | VisitRoute,
): Promise<Read | Response> {
  const withFiles = uploadFields(route.input).length > 0;
  const body = await readBody(c.req.raw, { withFiles, uploadLimit: serving.uploadLimit });
  if ('refused' in body) return problem(c, serving, context, body.refused);
  const { requestId: _, ...fields } = body.fields;
  const raw = { ...fields, ...c.req.param() };
  const read = readInput(route.input, raw, context.lang, route.words);
  if ('input' in read) return { raw: { ...raw, requestId: body.fields.requestId }, input: read.input };
  const inPath = pathNames(route.path);
  if (read.errors.some((error) => inPath.includes(error.field)))
    return problem(c, serving, context, 'not_found', read.errors);
  return showAgain(c, serving, context, route, raw, { verb: route.name, typed: raw, errors: read.errors });
}

async function serveVerb(c: HonoContext, serving: Serving, context: Context, route: VerbRoute): Promise<Response> {
  const read = await readWrite(c, serving, context, route);
  if (read instanceof Response) return read;
  const id = requestIdSchema().safeParse(read.raw.requestId ?? c.req.header('idempotency-key'));
  if (!id.success) {
    const error: FieldError = {
      field: 'requestId',
      label: httpWords.request_id[context.lang],
      code: 'missing',
      message: httpWords.bad_request[context.lang],
    };
    return problem(c, serving, context, 'bad_request', [error]);
  }
  const district = route.district?.(read.input as never) ?? context.actor?.district;
  if (district === undefined) return problem(c, serving, context, 'sign_in_first');
  const actorKey = context.actor?.personId ?? 'anyone';
  // Written without signal by one person and sent when another is signed in: it is not that one's to send.
  const meant = c.req.header('x-actor');
  if (meant !== undefined && meant !== actorKey) return problem(c, serving, context, 'sign_in_first');
  const requestId = id.data;
  const channel = route.channel?.(read.input as never) ?? 'screen';
  type Answer = { href: string; body: unknown };
  let replayed: Answer | undefined;
  await prepareUploads(serving, route, read.input);
  const outcome = await inTransaction(
    serving.workshop,
    { district, actorId: context.actor?.personId, channel },
    async (write) => {
      const claim = await claimRequest(write.tx, { district, requestId, verb: route.name, actorKey, now: write.now });
      if (!claim.fresh) {
        if (claim.verb === route.name && claim.actorKey === actorKey) replayed = claim.answer as Answer;
        return refused('request_id_used');
      }
      // Whatever the verb reads, it reads inside its own transaction: on the embedded database anything else waits for ever.
      const result = await route.act(write, read.input as never, { ...context, db: write.tx });
      if (isRefused(result)) return result;
      const answer: Answer = {
        href: route.next(result.done as never, read.input as never),
        body: route.answers.parse(result.done),
      };
      await keepAnswer(write.tx, { district, requestId }, answer);
      return { done: answer };
    },
  );
  if (isRefused(outcome) && !replayed) return showRefusal(c, serving, context, route, read.raw, outcome);
  const answer = replayed ?? (outcome as { done: Answer }).done;
  // A form sent by the page's own script goes on to `href` in the same window, which then says that it was done.
  if (!wantsJson(c) || c.req.header('x-outbox')) sayNext(c, serving, route.name);
  if (wantsJson(c)) return c.json({ href: answer.href, ...(answer.body as object) });
  return c.redirect(answer.href, 303);
}

/** Pictures are made small before the transaction opens; what is wrong with one, the verb finds when it keeps it. */
async function prepareUploads(serving: Serving, route: VerbRoute, input: unknown): Promise<void> {
  const fields = input as Readonly<Record<string, readonly File[]>>;
  const uploads = uploadFields(route.input).flatMap((name) => fields[name] ?? []);
  await Promise.all(uploads.map((upload) => prepareUpload(serving.workshop.files, upload)));
}

/** Lets the next page say that it was done. */
function sayNext(c: HonoContext, serving: Serving, name: string): void {
  setCookie(c, cookieNames.said, name, {
    path: '/',
    maxAge: 60,
    httpOnly: true,
    sameSite: 'Lax',
    secure: serving.secureCookies,
  });
}

async function serveVisit(c: HonoContext, serving: Serving, context: Context, route: VisitRoute): Promise<Response> {
  const read = await readWrite(c, serving, context, route);
  if (read instanceof Response) return read;
  const reply: Reply = {
    cookie: (name, value, maxAge) => {
      if (value === null) deleteCookie(c, name, { path: '/' });
      else
        setCookie(c, name, value, {
          path: '/',
          httpOnly: true,
          sameSite: 'Lax',
          secure: serving.secureCookies,
          ...(maxAge === undefined ? {} : { maxAge }),
        });
    },
  };
  const outcome = await route.act(context, read.input as never, reply);
  if (isRefused(outcome)) return showRefusal(c, serving, context, route, read.raw, outcome);
  c.header('Cache-Control', 'no-store');
  if ('href' in outcome.done) {
    if (wantsJson(c)) return c.json({ href: outcome.done.href });
    if (route.said) sayNext(c, serving, route.name);
    return c.redirect(outcome.done.href, 303);
  }
  const { model } = outcome.done;
  if (wantsJson(c)) return c.json(route.answers?.parse(model) as object);
  const content = route.page(read.raw).route.view(model as never, faceFor(context));
  return c.html(serving.frame(faceFor(context), content, { said: route.said?.[context.lang] }));
}

function showRefusal(
  c: HonoContext,
  serving: Serving,
  context: Context,
  route: VerbRoute | VisitRoute,
  raw: Record<string, unknown>,
  outcome: Extract<Outcome<unknown>, { refused: string }>,
): Promise<Response> | Response {
  if (isProblem(outcome.refused)) return problem(c, serving, context, outcome.refused);
  const words = { ...uploadWords, ...route.words };
  const errors = Object.entries(outcome.fields ?? {}).map(
    ([field, code]): FieldError => ({
      field,
      label: labelOf(route.input, field, context.lang),
      code,
      message: sayCode(words, code, context.lang, outcome.detail),
    }),
  );
  const said = sayCode(words, outcome.refused, context.lang, outcome.detail);
  return showAgain(
    c,
    serving,
    context,
    route,
    raw,
    { verb: route.name, typed: raw, errors, problem: said },
    outcome.refused,
  );
}

/** A refused form comes back as its page with status 422, what was typed kept; a program gets the same as a problem. */
async function showAgain(
  c: HonoContext,
  serving: Serving,
  context: Context,
  route: VerbRoute | VisitRoute,
  raw: Record<string, unknown>,
  refusal: Refusal,
  code = 'check_input',
): Promise<Response> {
  const title = refusal.problem ?? httpWords.check_input[context.lang];
  if (wantsJson(c)) return problemJson(c, { status: 422, code, title, errors: refusal.errors });
  const back = route.page(raw);
  const read = readInput(back.route.input, back.input, context.lang, route.words);
  if ('errors' in read || deny(back.route, context)) return problem(c, serving, context, 'bad_request', refusal.errors);
  const model = await back.route.load(context, read.input as never);
  if (isRefused(model)) return problem(c, serving, context, model.refused);
  const face = faceFor(context, refusal);
  c.header('Cache-Control', 'no-store');
  return c.html(serving.frame(face, back.route.view(model.done as never, face), {}), 422);
}
