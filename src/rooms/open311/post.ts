import { z } from 'zod';
import type { Reader } from '../../kit/database.ts';
import { refOf } from '../../kit/ids.ts';
import { requestId } from '../../kit/input.ts';
import type { Lang } from '../../kit/lang.ts';
import { done, isRefused, type Outcome } from '../../kit/outcome.ts';
import { claimRequest, keepAnswer } from '../../kit/replay.ts';
import type { Context } from '../../kit/route.ts';
import { insertMany } from '../../kit/rows.ts';
import { inTransaction, type Write } from '../../kit/write.ts';
import { type IssueKind, kindFacts, reportIssue } from '../issues/index.ts';
import { readPhone } from '../people/index.ts';
import { findPlace, type Place } from '../places/index.ts';
import type { Posted } from './input.ts';
import { type ProblemCode, refusedFor } from './problem.ts';
import { kindOfService } from './services.ts';
import { type Client, clientByKey } from './store.ts';
import { hasLocation, jurisdictionOf, locate } from './where.ts';
import { words } from './words.ts';

const verb = 'open311.post_request';
const answerShape = z.object({ token: z.string() });
/** The public wording is one line of so many characters; the rest is for those who handle it. */
const longestTitle = 120;

type Wanted = { readonly client: Client; readonly kind: IssueKind; readonly jurisdiction: Place };

/**
 * Takes in a request of a program as an issue. With a key of the client's making (Idempotency-Key) it is carried out once
 * and answered the same again.
 * @returns the token that leads to the request once it is public.
 */
export async function postRequest(
  context: Context,
  posted: Posted,
  key: string | undefined,
): Promise<Outcome<{ readonly token: string }, ProblemCode>> {
  const id = key === undefined ? undefined : requestId().safeParse(key).data;
  if (key !== undefined && id === undefined) return refusedFor('request_id_not_uuid');
  const wanted = await readWanted(context.db, posted);
  if (isRefused(wanted)) return wanted;
  const { client } = wanted.done;
  const { district } = client;
  let replayed: { readonly token: string } | undefined;
  // A program is no person at the screen: what it sends was brought in from elsewhere.
  const outcome = await inTransaction<{ readonly token: string }, ProblemCode>(
    context,
    { district, channel: 'import' },
    async (write) => {
      if (id !== undefined) {
        const claim = await claimRequest(write.tx, {
          district,
          requestId: id,
          verb,
          actorKey: client.id,
          now: write.now,
        });
        if (!claim.fresh) {
          if (claim.verb === verb && claim.actorKey === client.id) replayed = answerShape.safeParse(claim.answer).data;
          return refusedFor('request_id_used');
        }
      }
      const sent = await takeIn(write, wanted.done, posted, context.lang);
      if (!isRefused(sent) && id !== undefined) await keepAnswer(write.tx, { district, requestId: id }, sent.done);
      return sent;
    },
  );
  return replayed ? done(replayed) : outcome;
}

/** Who sends it, what about and within what: the key first, since nobody else is told what else is wrong. */
async function readWanted(db: Reader, posted: Posted): Promise<Outcome<Wanted, ProblemCode>> {
  if (posted.api_key === undefined) return refusedFor('key_missing');
  const client = await clientByKey(db, posted.api_key);
  if (!client) return refusedFor('key_unknown');
  const jurisdiction = await jurisdictionOf(db, posted.jurisdiction_id);
  const kind = posted.service_code === undefined ? undefined : kindOfService(posted.service_code);
  const problems: ProblemCode[] = [];
  if (isRefused(jurisdiction)) problems.push(jurisdiction.refused);
  if (!kind) problems.push(posted.service_code === undefined ? 'service_missing' : 'service_unknown');
  if (!hasLocation(posted)) problems.push('location_missing');
  const [first, ...more] = problems;
  if (first !== undefined) return refusedFor(first, ...more);
  if (isRefused(jurisdiction) || !kind) return refusedFor('unreadable');
  return done({ client, kind, jurisdiction: jurisdiction.done });
}

async function takeIn(
  write: Write,
  { client, kind, jurisdiction }: Wanted,
  posted: Posted,
  lang: Lang,
): Promise<Outcome<{ readonly token: string }, ProblemCode>> {
  const located = jurisdiction.district === client.district ? await locate(write.tx, jurisdiction, posted) : undefined;
  if (!located) return refusedFor('key_elsewhere');
  if (isRefused(located)) return located;
  const place = located.done;
  const covered = await findPlace(write.tx, client.district, client.placeId);
  if (!covered || !place.path.startsWith(covered.path)) return refusedFor('key_elsewhere');
  const phone = posted.phone === undefined ? undefined : readPhone(posted.phone);
  const caller =
    phone && 'phone' in phone ? { name: nameOf(posted) ?? words.no_name[lang], phone: phone.phone } : undefined;
  const title = titleOf(posted.description ?? kindFacts[kind].name[lang]);
  const reported = await reportIssue(
    { ...write, record: (entry) => write.record({ ...entry, change: { ...entry.change, client: client.id } }) },
    {
      place,
      kind,
      urgency: posted['attribute[urgency]'] ?? 'usual',
      visibility: 'all',
      title,
      note: noteOf(posted, { title, isCalled: caller !== undefined, lang }),
      raiserId: null,
      caller,
    },
  );
  if (isRefused(reported)) return refusedFor(reported.refused === 'too_wide' ? 'location_too_wide' : 'location_closed');
  await insertMany(write.tx, 'open311_requests', [
    { district: client.district, issue_id: reported.done.id, client_id: client.id },
  ]);
  return done({ token: refOf(client.district, reported.done.id) });
}

/** The first line of what was said, cut to the length of a public wording; the desk words it anew before it is public. */
function titleOf(description: string): string {
  const line =
    description
      .split(/[\r\n]+/, 1)[0]
      ?.replaceAll(/\s+/g, ' ')
      .trim() ?? '';
  const signs = [...line];
  return signs.length > longestTitle ? `${signs.slice(0, longestTitle - 1).join('')}…` : line;
}

/** 张秀英, John Smith: family name first where the script does so. */
function nameOf({ first_name: given, last_name: family }: Posted): string | undefined {
  const isHan = /\p{Script=Han}/u.test(`${family ?? ''}${given ?? ''}`);
  const name = (isHan ? [family, given] : [given, family]).filter((part) => part !== undefined).join(isHan ? '' : ' ');
  return name === '' ? undefined : name;
}

/** What only those who handle it read: all that was sent and stands nowhere else. Ids of devices and accounts are not kept. */
function noteOf(
  posted: Posted,
  { title, isCalled, lang }: { readonly title: string; readonly isCalled: boolean; readonly lang: Lang },
): string | undefined {
  const said = (name: 'phone' | 'email' | 'address' | 'position' | 'media', text: string | undefined) =>
    text === undefined ? undefined : `${words[`note_${name}`][lang]}: ${text}`;
  const lines = [
    posted['attribute[private_note]'],
    posted.description === title ? undefined : posted.description,
    said('address', posted.address_string),
    said('position', posted.lat === undefined ? undefined : [posted.lat, posted.long].filter(Boolean).join(', ')),
    said('media', posted.media_url),
    said('email', posted.email),
    isCalled ? undefined : nameOf(posted),
    isCalled ? undefined : said('phone', posted.phone),
  ].filter((line) => line !== undefined);
  return lines.length === 0 ? undefined : lines.join('\n');
}
