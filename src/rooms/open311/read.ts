import type { Reader } from '../../kit/database.ts';
import { hrefOf } from '../../kit/href.ts';
import { readRef, refOf } from '../../kit/ids.ts';
import { done, type Outcome } from '../../kit/outcome.ts';
import type { Context } from '../../kit/route.ts';
import { isOver, kindFacts, listPublic, type PublicIssue } from '../issues/index.ts';
import { linesOf, type Place, placeName } from '../places/index.ts';
import type { RequestModel } from './models.ts';
import { type ProblemCode, refusedFor } from './problem.ts';
import { kindOfService } from './services.ts';
import { idsOfToken } from './store.ts';

const day = 86_400_000;
/** So far apart the two ends of a search may be. */
const span = 90 * day;

/** An instant with its zone, to the second: 2026-11-22T00:00:00Z. */
function momentText(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

const moment = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Reads a date of the W3C note; a plus sign that an address turned into a space is taken for what it was. */
export function readMoment(text: string): Date | undefined {
  const written = text.replace(/ (?=\d{2}:\d{2}$)/, '+');
  if (!moment.test(written)) return undefined;
  const at = new Date(written);
  const midnight = new Date(`${written.slice(0, 10)}T00:00:00Z`);
  const isThere = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(written.slice(0, 10));
  return isThere && !Number.isNaN(at.getTime()) && at.getUTCFullYear() >= 1900 && at.getUTCFullYear() < 9999
    ? at
    : undefined;
}

/**
 * Between which instants to look: the last 90 days unless said otherwise, 90 days from or up to the one end that was
 * given, never more.
 */
export function searchSpan(
  {
    start_date: start,
    end_date: end,
  }: { readonly start_date?: string | undefined; readonly end_date?: string | undefined },
  now: Date,
): Outcome<{ readonly from: Date; readonly until: Date }, ProblemCode> {
  const from = start === undefined ? undefined : readMoment(start);
  const until = end === undefined ? undefined : readMoment(end);
  if ((start !== undefined && !from) || (end !== undefined && !until)) return refusedFor('not_a_moment');
  if (from && until) {
    if (until < from) return refusedFor('span_backwards');
    return until.getTime() - from.getTime() > span ? refusedFor('span_too_long') : done({ from, until });
  }
  if (from) return done({ from, until: new Date(from.getTime() + span) });
  const last = until ?? now;
  return done({ from: new Date(last.getTime() - span), until: last });
}

/** In which language, and under which address. */
type Speaking = Pick<Context, 'lang' | 'baseUrl'>;

export type Query = {
  readonly service_request_id?: readonly string[] | undefined;
  readonly service_code?: readonly string[] | undefined;
  readonly start_date?: string | undefined;
  readonly end_date?: string | undefined;
  readonly status?: readonly string[] | undefined;
  readonly page: number;
  readonly page_size: number;
};

/** The public requests of a jurisdiction; ids override every other argument, as the specification says. */
export async function findRequests(
  db: Reader,
  jurisdiction: Place,
  query: Query,
  speaking: Speaking & Pick<Context, 'now'>,
): Promise<Outcome<RequestModel[], ProblemCode>> {
  const { district, path } = jurisdiction;
  const slice = { offset: (query.page - 1) * query.page_size, limit: query.page_size };
  const asked = query.service_request_id;
  if (asked !== undefined && asked.length > 0) {
    const ids = asked.flatMap((ref) => {
      const read = readRef(ref);
      return read?.district === district ? [read.id] : [];
    });
    return done(await shown(db, district, await listPublic(db, { district, path, ids }, slice), speaking));
  }
  const within = searchSpan(query, speaking.now);
  if ('refused' in within) return within;
  const kinds = query.service_code?.flatMap((code) => kindOfService(code) ?? []);
  const issues = await listPublic(db, { district, path, kinds, over: overOf(query.status), ...within.done }, slice);
  return done(await shown(db, district, issues, speaking));
}

/** Both, or neither, is all of them. */
function overOf(status: readonly string[] | undefined): boolean | undefined {
  const [open, closed] = [status?.includes('open') ?? false, status?.includes('closed') ?? false];
  return open === closed ? undefined : closed;
}

/** The id of the request a token leads to, null as long as it is not public; refused for a token nobody was given. */
export async function requestOfToken(
  db: Reader,
  { district, path }: Place,
  token: string,
): Promise<Outcome<string | null, ProblemCode>> {
  const read = readRef(token);
  const ids = read?.district === district ? await idsOfToken(db, district, read.id) : [];
  if (ids.length === 0) return refusedFor('token_unknown');
  const issues = await listPublic(db, { district, path, ids }, { offset: 0, limit: ids.length });
  const id = ids.find((one) => issues.some((issue) => issue.id === one));
  return done(id === undefined ? null : refOf(district, id));
}

const nearer: ReadonlySet<string> = new Set(['entrance', 'dwelling']);

async function shown(
  db: Reader,
  district: string,
  issues: readonly PublicIssue[],
  speaking: Speaking,
): Promise<RequestModel[]> {
  const lines = await linesOf(
    db,
    district,
    issues.map(({ id, path }) => ({ id, path })),
  );
  return issues.map((issue) => requestModel(issue, lines.get(issue.id) ?? [], speaking));
}

/** A public issue in the fields of the specification: at building level, without a name, without what only handlers read. */
function requestModel(issue: PublicIssue, line: readonly Place[], { lang, baseUrl }: Speaking): RequestModel {
  const seen = line.filter((place) => !nearer.has(place.kind));
  const names = seen.map((place) => placeName(place, lang));
  const over = isOver(issue.state);
  const ref = refOf(issue.district, issue.id);
  return {
    service_request_id: ref,
    status: over ? 'closed' : 'open',
    status_notes: issue.publicAnswer,
    service_name: kindFacts[issue.kind].name[lang],
    service_code: issue.kind,
    description: issue.title,
    agency_responsible: issue.groupName,
    service_notice: null,
    requested_datetime: momentText(issue.reportedAt),
    updated_datetime: momentText((over ? issue.endedAt : null) ?? issue.movedAt),
    expected_datetime: issue.dueAt && momentText(issue.dueAt),
    // English from the nearest to the widest, as the specification asks; Chinese as Chinese addresses are written.
    address: lang === 'zh' ? names.join('') : names.toReversed().join(', '),
    address_id: seen.at(-1)?.code ?? '',
    zipcode: null,
    lat: null,
    long: null,
    media_url:
      issue.photoId === null
        ? null
        : `${baseUrl}${hrefOf('/issues/{ref}/photos/{photo}', { ref, photo: issue.photoId })}`,
  };
}
