import { sql } from 'kysely';
import { underAny } from '../../kit/access.ts';
import { isDay } from '../../kit/clock.ts';
import type { Reader } from '../../kit/database.ts';
import { newId } from '../../kit/ids.ts';
import { done, isRefused, type Outcome, refused } from '../../kit/outcome.ts';
import type { Slice } from '../../kit/paging.ts';
import { insertMany } from '../../kit/rows.ts';
import type { Keyring } from '../../kit/secrets.ts';
import type { Write } from '../../kit/write.ts';
import { readSex } from './codes.ts';
import { writeParticulars } from './edit.ts';
import { erasePerson } from './erase.ts';
import { sendMessage } from './message.ts';
import type { OpenedPerson, Person } from './person.ts';
import { type Particulars, type ParticularsRefusal, readParticulars } from './register.ts';
import { type Correctable, type DataRequest, type RequestKind, type RequestState, written } from './request.ts';
import { recordProblem, requestActs } from './rules.ts';
import { openText, sealText } from './sealing.ts';
import { getPerson, openPerson, wrappedKeys } from './store.ts';

/** A request with the place of the one it is about. */
const columns = [
  'id',
  'person_id as personId',
  'kind',
  'field',
  'proposed',
  'reason',
  'by_id as byId',
  'channel',
  'at',
  'state',
  'decided_by as decidedBy',
  'decided_at as decidedAt',
  'answer',
] as const;

type Row = Omit<DataRequest, 'kind' | 'field' | 'state' | 'proposed' | 'reason' | 'answer'> & {
  readonly kind: string;
  readonly field: string | null;
  readonly state: string;
  readonly proposed: Uint8Array | null;
  readonly reason: Uint8Array | null;
  readonly answer: Uint8Array | null;
};

function requestOf(keyring: Keyring, wrapped: Uint8Array | null, row: Row): DataRequest {
  return {
    ...row,
    kind: row.kind as RequestKind,
    field: row.field as Correctable | null,
    state: row.state as RequestState,
    proposed: openText(keyring, wrapped, row.proposed, 'data_requests.proposed', row.id),
    reason: openText(keyring, wrapped, row.reason, 'data_requests.reason', row.id),
    answer: openText(keyring, wrapped, row.answer, 'data_requests.answer', row.id),
  };
}

/** What was asked about one person's data, the newest first. */
export async function requestsOf(
  db: Reader,
  keyring: Keyring,
  district: string,
  personId: string,
): Promise<DataRequest[]> {
  const rows = await db
    .selectFrom('data_requests')
    .select(columns)
    .where('district', '=', district)
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
  const wrapped = (await wrappedKeys(db, district, [personId])).get(personId) ?? null;
  return rows.map((row) => requestOf(keyring, wrapped, row));
}

/** One request; undefined when the district has none. */
export async function findRequest(
  db: Reader,
  keyring: Keyring,
  district: string,
  id: string,
): Promise<DataRequest | undefined> {
  const row = await db
    .selectFrom('data_requests')
    .select(columns)
    .where('district', '=', district)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  return requestOf(keyring, (await wrappedKeys(db, district, [row.personId])).get(row.personId) ?? null, row);
}

/** Requests that wait for a decision about people below these paths, the oldest first. */
export async function openRequests(
  db: Reader,
  keyring: Keyring,
  district: string,
  paths: readonly string[],
  slice: Slice,
): Promise<{ readonly requests: readonly DataRequest[]; readonly total: number }> {
  const { rows } = await sql<Row & { readonly total: number }>`
    select r.id, r.person_id as "personId", r.kind, r.field, r.proposed, r.reason, r.by_id as "byId", r.channel, r.at, r.state,
      r.decided_by as "decidedBy", r.decided_at as "decidedAt", r.answer, count(*) over ()::int as total
    from data_requests r join persons on persons.district = r.district and persons.id = r.person_id
    join places kept on kept.district = persons.district and kept.id = persons.place_id
    where r.district = ${district} and r.state = 'proposed' and (${underAny('kept.path', paths)} or exists (
      select 1 from dwelling_persons dp join places home on home.district = dp.district and home.id = dp.dwelling_id
      where dp.district = r.district and dp.person_id = r.person_id and dp.to_day is null and ${underAny('home.path', paths)}))
    order by r.at, r.id limit ${slice.limit} offset ${slice.offset}`.execute(db);
  const keys = await wrappedKeys(
    db,
    district,
    rows.map((row) => row.personId),
  );
  return {
    requests: rows.map(({ total, ...row }) => requestOf(keyring, keys.get(row.personId) ?? null, row)),
    total: rows[0]?.total ?? 0,
  };
}

/**
 * Says that something about a person is wrong, or asks for the record to be erased: the person, the guardian, a relative
 * they allowed, or somebody who serves and writes it down for them. Whoever it is about is told when it was not they.
 */
export async function proposeRequest(
  write: Write,
  input: {
    readonly person: OpenedPerson;
    readonly kind: RequestKind;
    readonly field?: Correctable | undefined;
    readonly proposed?: string | undefined;
    readonly reason?: string | undefined;
  },
): Promise<
  Outcome<
    { readonly requestId: string },
    ParticularsRefusal | 'erased' | 'merged_already' | 'asked_already' | 'say_what'
  >
> {
  const { person, kind, reason } = input;
  const problem = recordProblem(person);
  if (problem) return refused(problem);
  const field = kind === 'correction' ? (input.field ?? 'other') : null;
  const proposed = kind === 'correction' ? input.proposed : undefined;
  if (field !== null && (proposed === undefined || proposed === ''))
    return refused('say_what', { fields: { proposed: 'say_what' } });
  if ((field === 'sex' && readSex(proposed ?? '') === undefined) || (field === 'birthDate' && !isDay(proposed ?? '')))
    return refused('say_what', { fields: { proposed: field === 'sex' ? 'sex_unclear' : 'day_unclear' } });
  if (field !== null && written.has(field)) {
    const read = readParticulars(withField(person, field, proposed ?? ''), write.today);
    if (isRefused(read)) return { ...read, fields: { proposed: Object.values(read.fields ?? {})[0] ?? read.refused } };
  }
  const waiting = await requestsOf(write.tx, write.keyring, write.district, person.id);
  if (waiting.some((one) => one.state === 'proposed' && one.kind === kind && one.field === field && field !== 'other'))
    return refused('asked_already');
  const wrapped = (await wrappedKeys(write.tx, write.district, [person.id])).get(person.id);
  if (!wrapped || !write.actorId) return refused('erased');
  const key = write.keyring.unwrap(wrapped);
  const id = newId();
  await insertMany(write.tx, 'data_requests', [
    {
      district: write.district,
      id,
      person_id: person.id,
      kind,
      field,
      proposed: sealText(write.keyring, key, proposed, 'data_requests.proposed', id),
      reason: sealText(write.keyring, key, reason, 'data_requests.reason', id),
      by_id: write.actorId,
      channel: write.channel,
      at: write.now,
      state: 'proposed',
    },
  ]);
  await write.record({
    verb: kind === 'erasure' ? 'people.ask_erasure' : 'people.ask_correction',
    thing: { kind: 'person', id: person.id },
    placeId: person.placeId,
    forId: person.id,
    change: { requestId: id, field },
  });
  if (write.actorId !== person.id)
    await sendMessage(write, {
      personId: person.id,
      kind: 'people.told_asked',
      about: { byId: write.actorId },
      href: '/me/requests',
    });
  return done({ requestId: id });
}

/** The particulars as they would be with one field put right. */
function withField(person: OpenedPerson, field: Correctable, proposed: string): Particulars {
  const now: Particulars = {
    name: person.name,
    sex: person.sex ?? undefined,
    birthDate: person.birthDate ?? undefined,
    idNumber: person.idNumber ?? undefined,
    phone: person.phone ?? undefined,
    details: person.details,
  };
  switch (field) {
    case 'sex':
      return { ...now, sex: readSex(proposed) };
    case 'idNumber':
      // Birth date and sex follow from the number, so those kept until now must not contradict it.
      return { ...now, idNumber: proposed, sex: undefined, birthDate: undefined };
    case 'name':
    case 'birthDate':
    case 'phone':
      return { ...now, [field]: proposed };
    case 'dwelling':
    case 'tag':
    case 'other':
      return now;
    default:
      return { ...now, details: { ...person.details, [field]: proposed } };
  }
}

/**
 * Decides a request. An accepted correction of a field is written at once, an accepted erasure is carried out at once,
 * everything else is for somebody to put right. The person is told either way.
 */
export async function decideRequest(
  write: Write,
  input: { readonly request: DataRequest; readonly accepts: boolean; readonly answer?: string | undefined },
): Promise<
  Outcome<
    { readonly personId: string },
    | ParticularsRefusal
    | 'erased'
    | 'merged_already'
    | 'id_number_taken'
    | 'decided_already'
    | 'not_found'
    | 'say_why'
    | 'own_request'
  >
> {
  const { request, accepts, answer } = input;
  if (!requestActs(request).decide || !(await lockOpen(write, request.id))) return refused('decided_already');
  if (request.byId === write.actorId && request.personId === write.actorId) return refused('own_request');
  if (!accepts && !answer) return refused('say_why', { fields: { answer: 'say_why' } });
  const person = await openPerson(write.tx, write.keyring, write.district, request.personId);
  if (!person) return refused('not_found');
  const problem = recordProblem(person);
  if (problem) return refused(problem);
  const { field } = request;
  if (accepts && field && written.has(field)) {
    const put = await writeParticulars(write, {
      person,
      particulars: withField(person, field, request.proposed ?? ''),
    });
    if (isRefused(put)) return put;
  }
  await close(write, request, accepts ? 'accepted' : 'declined', answer);
  const isErased = accepts && request.kind === 'erasure';
  await sendMessages(write, request, person, accepts, isErased);
  const households = isErased ? await erasePerson(write, person) : undefined;
  await write.record({
    verb: isErased ? 'people.erase' : 'people.decide_request',
    thing: { kind: 'person', id: person.id },
    placeId: person.placeId,
    forId: person.id,
    change: {
      requestId: request.id,
      kind: request.kind,
      field,
      accepted: accepts,
      ...(households ? { households } : {}),
    },
  });
  return done({ personId: person.id });
}

async function sendMessages(
  write: Write,
  request: DataRequest,
  person: Person,
  accepts: boolean,
  isErased: boolean,
): Promise<void> {
  const kind = accepts ? 'people.told_accepted' : 'people.told_declined';
  // An erased person has no inbox any more; a helper or guardian still learns what became of it.
  const to = new Set([...(isErased ? [] : [person.id]), ...(request.byId === person.id ? [] : [request.byId])]);
  for (const personId of to)
    await sendMessage(write, { personId, kind, about: { subjectId: person.id }, href: '/me/requests' });
}

/** Takes a request back before it was decided. */
export async function withdrawRequest(
  write: Write,
  input: { readonly request: DataRequest },
): Promise<Outcome<{ readonly personId: string }, 'decided_already'>> {
  const { request } = input;
  if (!requestActs(request).withdraw || !(await lockOpen(write, request.id))) return refused('decided_already');
  await close(write, request, 'withdrawn', undefined);
  const person = await getPerson(write.tx, write.district, request.personId);
  await write.record({
    verb: 'people.withdraw_request',
    thing: { kind: 'person', id: person.id },
    placeId: person.placeId,
    forId: person.id,
    change: { requestId: request.id },
  });
  return done({ personId: person.id });
}

/** Locks a request that still waits; false when somebody else was faster. */
async function lockOpen(write: Write, id: string): Promise<boolean> {
  const row = await write.tx
    .selectFrom('data_requests')
    .select('id')
    .where('district', '=', write.district)
    .where('id', '=', id)
    .where('state', '=', 'proposed')
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

async function close(
  write: Write,
  request: DataRequest,
  state: Exclude<RequestState, 'proposed'>,
  answer: string | undefined,
): Promise<void> {
  const wrapped = (await wrappedKeys(write.tx, write.district, [request.personId])).get(request.personId);
  const sealed =
    wrapped && sealText(write.keyring, write.keyring.unwrap(wrapped), answer, 'data_requests.answer', request.id);
  const isDecided = state !== 'withdrawn';
  await write.tx
    .updateTable('data_requests')
    .set({
      state,
      answer: sealed ?? null,
      decided_by: isDecided ? (write.actorId ?? null) : null,
      decided_at: isDecided ? write.now : null,
    })
    .where('district', '=', write.district)
    .where('id', '=', request.id)
    .where('state', '=', 'proposed')
    .execute();
}
