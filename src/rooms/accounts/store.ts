import { sql } from 'kysely';
import { underAny } from '../../kit/access.ts';
import type { Reader } from '../../kit/database.ts';
import { newId } from '../../kit/ids.ts';
import { hashToken } from '../../kit/secrets.ts';
import type { Write } from '../../kit/write.ts';
import type { Account, Session } from './account.ts';
import { sessionState } from './rules.ts';

const accountColumns = [
  'id',
  'district',
  'person_id as personId',
  'user_name as userName',
  'disabled_at as disabledAt',
  sql<boolean>`password_hash is not null`.as('hasPassword'),
  sql<boolean>`totp_last_step is not null`.as('hasSecondFactor'),
] as const;

/** The account of a person; undefined when they never signed in. */
export async function findAccountOf(db: Reader, district: string, personId: string): Promise<Account | undefined> {
  return db
    .selectFrom('accounts')
    .select(accountColumns)
    .where('district', '=', district)
    .where('person_id', '=', personId)
    .executeTakeFirst();
}

/** The account with this id, within a district. */
export async function findAccount(db: Reader, district: string, id: string): Promise<Account | undefined> {
  return db
    .selectFrom('accounts')
    .select(accountColumns)
    .where('district', '=', district)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Writes an account for a person who has none yet. The caller records the verb. */
export async function makeAccount(write: Write, personId: string): Promise<void> {
  await write.tx
    .insertInto('accounts')
    .values({ id: newId(), district: write.district, person_id: personId, created_at: write.now })
    .onConflict((conflict) => conflict.columns(['district', 'person_id']).doNothing())
    .execute();
}

/**
 * Who comes with this token. Notes, at most once a minute, that the session was used.
 * @returns undefined when there is no such session, or it is over, see `sessionState`.
 */
export async function findSession(
  db: Reader,
  token: string,
  now: Date,
  idleMinutes: (who: Pick<Session, 'district' | 'personId'>) => Promise<number>,
): Promise<Session | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .innerJoin('persons', (join) =>
      join.onRef('persons.district', '=', 'accounts.district').onRef('persons.id', '=', 'accounts.person_id'),
    )
    .select([
      'sessions.id as sessionId',
      'sessions.seen_at as seenAt',
      'sessions.expires_at as expiresAt',
      'sessions.revoked_at as revokedAt',
      'sessions.second_factor as secondFactor',
      'accounts.id as accountId',
      'accounts.district',
      'accounts.person_id as personId',
      'accounts.lang',
      'accounts.elder',
      'accounts.disabled_at as disabledAt',
      sql<boolean>`accounts.totp_last_step is not null`.as('hasSecondFactor'),
      'persons.name',
      sql<boolean>`coalesce(persons.merged_into::text, persons.erased_at::text, persons.died_on::text) is not null`.as(
        'isGone',
      ),
    ])
    .where('sessions.token_hash', '=', hashToken(token))
    .executeTakeFirst();
  if (!row || sessionState(row, now, await idleMinutes(row)) !== 'open') return undefined;
  if (now.getTime() - row.seenAt.getTime() > 60_000) {
    await db.updateTable('sessions').set({ seen_at: now }).where('id', '=', row.sessionId).execute();
  }
  const { accountId, sessionId, district, personId, name, lang, elder, secondFactor, hasSecondFactor } = row;
  const settings = { lang: lang === 'en' ? 'en' : 'zh', elder } as const;
  return { accountId, sessionId, district, personId, name, ...settings, secondFactor, hasSecondFactor };
}

export type SessionLine = {
  readonly id: string;
  readonly createdAt: Date;
  readonly seenAt: Date;
  readonly agent: string;
  readonly address: string;
};

/** Where an account is signed in now. */
export async function listSessions(db: Reader, accountId: string, now: Date): Promise<SessionLine[]> {
  return db
    .selectFrom('sessions')
    .select(['id', 'created_at as createdAt', 'seen_at as seenAt', 'agent', 'address'])
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('seen_at', 'desc')
    .limit(100)
    .execute();
}

export type Link = {
  readonly accountId: string;
  readonly district: string;
  readonly personId: string;
  readonly userName: string | null;
};

/** What a one-time link is for; undefined when it was used or has expired, or the account is disabled. */
export async function findLink(db: Reader, token: string, now: Date): Promise<Link | undefined> {
  return db
    .selectFrom('one_time_links')
    .innerJoin('accounts', 'accounts.id', 'one_time_links.account_id')
    .select([
      'accounts.id as accountId',
      'accounts.district',
      'accounts.person_id as personId',
      'accounts.user_name as userName',
    ])
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
}

export type AccountLine = {
  readonly id: string;
  readonly userName: string | null;
  readonly name: string;
  readonly lastSeen: Date | null;
  readonly hasSecondFactor: boolean;
  readonly isDisabled: boolean;
};

/** Accounts of a district, those who have a user name first; 50 a page, one more to tell whether there is a next. */
export async function listAccounts(
  db: Reader,
  district: string,
  q: string | undefined,
  page: number,
): Promise<AccountLine[]> {
  let query = db
    .selectFrom('accounts')
    .innerJoin('persons', (join) =>
      join.onRef('persons.district', '=', 'accounts.district').onRef('persons.id', '=', 'accounts.person_id'),
    )
    .select((eb) => [
      'accounts.id',
      'accounts.user_name as userName',
      'persons.name',
      eb
        .selectFrom('sessions')
        .select((inner) => inner.fn.max('sessions.seen_at').as('seen'))
        .whereRef('sessions.account_id', '=', 'accounts.id')
        .as('lastSeen'),
      sql<boolean>`accounts.totp_last_step is not null`.as('hasSecondFactor'),
      sql<boolean>`accounts.disabled_at is not null`.as('isDisabled'),
    ])
    .where('accounts.district', '=', district)
    .where('persons.district', '=', district);
  if (q) query = query.where(sql<boolean>`(persons.name = ${q} or accounts.user_name = ${q.toLowerCase()})`);
  return query
    .orderBy(sql`accounts.user_name is null`)
    .orderBy('accounts.user_name')
    .orderBy('accounts.id')
    .limit(51)
    .offset((page - 1) * 50)
    .execute();
}

export type AuditLine = {
  readonly id: string;
  readonly at: Date;
  readonly verb: string;
  readonly actor: string | null;
  readonly thing: string;
  readonly channel: string;
};

/** The journal of a district, newest first; subjects by id only. */
export async function listAudit(
  db: Reader,
  district: string,
  filter: {
    readonly verb?: string | undefined;
    readonly from?: Date | undefined;
    readonly to?: Date | undefined;
    readonly page: number;
    readonly paths: readonly string[];
  },
): Promise<AuditLine[]> {
  let query = db
    .selectFrom('journal')
    .leftJoin('persons', (join) =>
      join.onRef('persons.district', '=', 'journal.district').onRef('persons.id', '=', 'journal.actor_id'),
    )
    .leftJoin('places', (join) =>
      join.onRef('places.district', '=', 'journal.district').onRef('places.id', '=', 'journal.place_id'),
    )
    .select([
      'journal.id',
      'journal.at',
      'journal.verb',
      'persons.name as actor',
      'journal.channel',
      sql<string>`journal.thing_kind || ' ' || left(journal.thing_id::text, 8) || '…' || right(journal.thing_id::text, 4)`.as(
        'thing',
      ),
    ])
    .where('journal.district', '=', district)
    .where((eb) => eb.or([eb('journal.place_id', 'is', null), underAny('places.path', filter.paths)]));
  if (filter.verb) query = query.where('journal.verb', '=', filter.verb);
  if (filter.from) query = query.where('journal.at', '>=', filter.from);
  if (filter.to) query = query.where('journal.at', '<', filter.to);
  return query
    .orderBy('journal.id', 'desc')
    .limit(51)
    .offset((filter.page - 1) * 50)
    .execute();
}

/** The messages that the demo would have sent, newest first. */
export async function listDemoMessages(
  db: Reader,
): Promise<{ id: string; phone: string; text: string; sentAt: Date }[]> {
  return db
    .selectFrom('demo_messages')
    .select(['id', 'phone', 'text', 'sent_at as sentAt'])
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
}

/** Whether anybody manages accounts yet: an office of the platform held today, by somebody with a user name. */
export async function hasAdministrator(db: Reader, today: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from places d
    join groups g on g.district = d.district and g.place_id = d.id and g.kind = 'platform' and g.dissolved_on is null
    join office_terms t on t.district = d.district and t.group_id = g.id and t.office = 'administrator'
    join accounts a on a.district = d.district and a.person_id = t.person_id and a.user_name is not null
    where d.kind = 'district' and t.ended_on is null and (t.until_day is null or t.until_day > ${today}::date)
    limit 1`.execute(db);
  return rows.length > 0;
}

/** Clears away what nobody can use any more: codes and tries after a day, links and sessions after half a year. */
export async function forgetSpentSignIns(db: Reader, now: Date): Promise<void> {
  const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
  await db.deleteFrom('sign_in_codes').where('sent_at', '<', daysAgo(1)).execute();
  await db.deleteFrom('sign_in_tries').where('tried_at', '<', daysAgo(1)).execute();
  await db.deleteFrom('one_time_links').where('expires_at', '<', daysAgo(183)).execute();
  await db.deleteFrom('sessions').where('expires_at', '<', daysAgo(183)).execute();
}
