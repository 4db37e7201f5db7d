import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { newId, refOf } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { hashToken, type Keyring, sameSecret, token } from '../../kit/secrets.ts';
import { inTransaction, type Workshop } from '../../kit/write.ts';
import { maskName, phoneHash, readPhone } from '../people/index.ts';
import type { Opened, Visitor } from './account.ts';
import { codeProblem, codeRules } from './rules.ts';
import { openSession } from './sessions.ts';
import { findAccountOf, makeAccount } from './store.ts';

/** Text of the message with the code; the same in both languages, since one does not know whose phone it is. */
const codeText = (code: string): string =>
  `【家门口】验证码 ${code}，10 分钟内有效，不要告诉别人。Doorstep code ${code}, valid for 10 minutes. Tell nobody.`;

const codeHash = (keyring: Keyring, phone: Buffer, code: string): Buffer =>
  keyring.blindIndex(`${phone.toString('hex')} ${code}`, 'sign-in-code');

const later = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000);

/**
 * Sends a code to a phone. A phone that nobody has registered gets the same answer and the same work, and no message.
 * Refused: less than a minute after the last one, more than five in an hour.
 * @returns the ticket by which this browser, and no other, may try the code.
 */
export async function sendCode(
  workshop: Workshop,
  typed: string,
): Promise<Outcome<{ ticket: string }, 'phone_not_valid' | 'code_too_soon' | 'code_too_many'>> {
  const read = readPhone(typed);
  if ('refused' in read) return refused('phone_not_valid', { fields: { phone: 'phone_not_valid' } });
  const { keyring, database } = workshop;
  const now = workshop.clock.now();
  const phone = phoneHash(keyring, read.phone);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const ticket = token();
  const [ticketHash, hash, expires] = [hashToken(ticket), codeHash(keyring, phone, code), later(now, codeRules.lives)];
  const hourAgo = later(now, -3600);
  const { rows } = await sql`
    insert into sign_in_codes as last (phone_hash, ticket_hash, code_hash, sent_at, expires_at, hour_from)
    values (${phone}, ${ticketHash}, ${hash}, ${now}, ${expires}, ${now})
    on conflict (phone_hash) do update set
      ticket_hash = ${ticketHash}, code_hash = ${hash}, sent_at = ${now}, expires_at = ${expires}, tries = 0, proved_at = null,
      hour_from = case when last.hour_from <= ${hourAgo} then ${now}::timestamptz else last.hour_from end,
      hour_sent = case when last.hour_from <= ${hourAgo} then 1 else last.hour_sent + 1 end
    where last.sent_at <= ${later(now, -codeRules.again)}
      and (last.hour_from <= ${hourAgo} or last.hour_sent < ${codeRules.anHour})
    returning phone_hash`.execute(database.kysely);
  if (rows.length === 0) {
    const reason = await whyNot(workshop, phone, now);
    return refused(reason, { fields: { phone: reason } });
  }
  const known = await sharing(workshop, phone);
  if (known.length > 0) {
    // Not awaited: how long a gateway takes would tell that somebody has this phone. An outbox says itself what failed.
    void workshop.outbox
      .send({ id: newId(), to: read.phone, text: codeText(code), template: 'sign-in-code', values: { code } })
      .catch(() => undefined);
  }
  return done({ ticket });
}

async function whyNot(workshop: Workshop, phone: Buffer, now: Date): Promise<'code_too_soon' | 'code_too_many'> {
  const last = await workshop.database.kysely
    .selectFrom('sign_in_codes')
    .select('sent_at')
    .where('phone_hash', '=', phone)
    .executeTakeFirst();
  return last && last.sent_at <= later(now, -codeRules.again) ? 'code_too_many' : 'code_too_soon';
}

/** Somebody who may sign in with a phone. */
export type Candidate = {
  readonly district: string;
  readonly personId: string;
  readonly name: string;
  readonly sex: 'male' | 'female' | null;
  readonly birthDate: string | null;
};

/** Everybody registered with a phone, by its hash, in all districts of the installation. */
async function sharing(workshop: Workshop, phone: Buffer): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select p.district, p.id as "personId", p.name, p.sex, p.birth_date as "birthDate"
    from places d join persons p on p.district = d.district
    where d.kind = 'district' and p.phone_hash = ${phone}
      and p.merged_into is null and p.erased_at is null and p.died_on is null
    order by p.birth_date nulls last, p.id limit 20`.execute(workshop.database.kysely);
  return rows;
}

/**
 * Checks a code. Every try counts, also those made at once, and a right code opens once.
 * @returns the one person it opens for, or a ticket to choose with among several who share the phone.
 */
export async function checkCode(
  workshop: Workshop,
  ticket: string,
  typed: string,
): Promise<Outcome<{ one: Candidate } | { ticket: string }, 'code_wrong' | 'code_expired' | 'code_used_up'>> {
  const db = workshop.database.kysely;
  const now = workshop.clock.now();
  const ofTicket = hashToken(ticket);
  const row = await db
    .updateTable('sign_in_codes')
    .set({ tries: sql<number>`least(tries + 1, 1000)` })
    .where('ticket_hash', '=', ofTicket)
    .where('proved_at', 'is', null)
    .returning(['phone_hash', 'code_hash', 'expires_at as expiresAt', 'tries'])
    .executeTakeFirst();
  const problem = codeProblem(row, now) ?? (row && isRight(workshop.keyring, row, typed) ? undefined : 'code_wrong');
  const persons = !problem && row ? await sharing(workshop, Buffer.from(row.phone_hash)) : [];
  const [one] = persons;
  // A right guess for a phone that nobody has registered is as wrong as any other.
  if (problem || !row || !one) return refused(problem ?? 'code_wrong', { fields: { code: problem ?? 'code_wrong' } });
  const next = token();
  const spent =
    persons.length === 1
      ? await db.deleteFrom('sign_in_codes').where('ticket_hash', '=', ofTicket).executeTakeFirst()
      : await db
          .updateTable('sign_in_codes')
          .set({ ticket_hash: hashToken(next), proved_at: now, expires_at: later(now, codeRules.lives) })
          .where('ticket_hash', '=', ofTicket)
          .executeTakeFirst();
  const count = 'numDeletedRows' in spent ? spent.numDeletedRows : spent.numUpdatedRows;
  // Two at once with the same right code: only one of them opens.
  if (count === 0n) return refused('code_expired', { fields: { code: 'code_expired' } });
  return done(persons.length === 1 ? { one } : { ticket: next });
}

function isRight(
  keyring: Keyring,
  row: { readonly phone_hash: Uint8Array; readonly code_hash: Uint8Array },
  typed: string,
): boolean {
  const code = typed.normalize('NFKC').replace(/\s/g, '');
  return sameSecret(row.code_hash, codeHash(keyring, Buffer.from(row.phone_hash), code));
}

/** Those among whom the holder of a ticket may choose, names masked; none when the ticket is not (any longer) good. */
export async function choices(workshop: Workshop, ticket: string): Promise<(Candidate & { masked: string })[]> {
  const row = await workshop.database.kysely
    .selectFrom('sign_in_codes')
    .select('phone_hash')
    .where('ticket_hash', '=', hashToken(ticket))
    .where('proved_at', 'is not', null)
    .where('expires_at', '>', workshop.clock.now())
    .executeTakeFirst();
  const persons = row ? await sharing(workshop, Buffer.from(row.phone_hash)) : [];
  return persons.map((person) => ({ ...person, masked: maskName(person.name) }));
}

/** Spends the ticket on one of those it offers. @param ref the chosen person, see `refOf`. */
export async function choose(
  workshop: Workshop,
  ticket: string,
  ref: string,
): Promise<Outcome<Candidate, 'not_offered'>> {
  const offered = await choices(workshop, ticket);
  const chosen = offered.find((one) => refOf(one.district, one.personId) === ref);
  if (!chosen) return refused('not_offered');
  const { numDeletedRows } = await workshop.database.kysely
    .deleteFrom('sign_in_codes')
    .where('ticket_hash', '=', hashToken(ticket))
    .executeTakeFirst();
  return numDeletedRows === 0n ? refused('not_offered') : done(chosen);
}

/**
 * Opens a session for a person whose phone answered; their account is made at the first time.
 * @param how `demo` asks for no second factor.
 */
export async function openForPerson(
  workshop: Workshop,
  person: { readonly district: string; readonly personId: string },
  visitor: Visitor,
  how: 'code' | 'demo' = 'code',
): Promise<Outcome<Opened, 'account_disabled'>> {
  const { district, personId } = person;
  return inTransaction(workshop, { district, actorId: personId }, async (write) => {
    await makeAccount(write, personId);
    const account = await findAccountOf(write.tx, district, personId);
    if (!account) throw new Error('An account was neither made nor found');
    if (account.disabledAt) return refused('account_disabled');
    const needsFactor = how !== 'demo' && account.hasSecondFactor;
    const session = { accountId: account.id, how, secondFactor: how === 'demo', needsFactor };
    return done(await openSession(write, session, visitor));
  });
}
