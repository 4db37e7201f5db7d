import { Secret, TOTP } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { dialect } from '../../../test/database.ts';
import { doneOf, openSignInWorld, reasonOf } from '../../../test/sign-in-world.tsx';
import type { Opened, Session } from './account.ts';
import { addAccount, resetAccount } from './actions.ts';
import { signInByPassword } from './by-password.ts';
import { openForPerson } from './by-phone.ts';
import { changePassword, setFirstPassword } from './password.ts';
import { enrolSecondFactor, giveSecondFactor, startSecondFactor } from './second-factor.ts';
import { findAccountOf, findSession } from './store.ts';

const world = await openSignInWorld();
const { workshop, clock, district } = world;
const visitor = { agent: 'test', address: '' };
const password = 'Meihua-2026';

/** What an authenticator app shows now, or so many steps of 30 seconds away. */
function appCode(secret: string, steps = 0): string {
  const timestamp = clock.now().getTime() + steps * 30_000;
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}

const signIn = async (userName: string): Promise<Opened> =>
  doneOf(await signInByPassword(workshop, { userName, password }, visitor));

async function sessionOf(opened: Opened): Promise<Session> {
  const session = await findSession(world.db, opened.token, clock.now(), async () => 30);
  if (!session) throw new Error('Nobody is signed in');
  return session;
}

type Enrolled = {
  personId: string;
  userName: string;
  secret: string;
  recoveryCodes: readonly string[];
  opened: Opened;
};

let users = 0;

/** A new user with a second factor. */
async function enrolled(): Promise<Enrolled> {
  users += 1;
  const userName = `user${users}`;
  const personId = await world.person('安全');
  const { token } = await world.write(district, (write) => addAccount(write, { personId, userName }));
  doneOf(await setFirstPassword(workshop, { token, password, again: password }));
  const own = await sessionOf(await signIn(userName));
  const secret = (await startSecondFactor(workshop, own)) ?? '';
  const { recoveryCodes, opened } = doneOf(
    await enrolSecondFactor(workshop, own, { code: appCode(secret), current: password }),
  );
  clock.advance(60);
  return { personId, userName, secret, recoveryCodes, opened };
}

describe('setting it up', () => {
  test('shows the same secret until a first code is given, and journals the beginning once', async () => {
    const personId = await world.person('起步');
    const own = await sessionOf(doneOf(await openForPerson(workshop, { district, personId }, visitor)));
    const secret = await startSecondFactor(workshop, own);
    expect(await startSecondFactor(workshop, own)).toBe(secret);
    const entries = await world.db.selectFrom('journal').select('verb').where('thing_id', '=', own.accountId).execute();
    expect(entries.map(({ verb }) => verb)).toEqual(['accounts.sign_in', 'accounts.start_second_factor']);
    const stored = await world.db
      .selectFrom('accounts')
      .select('totp_secret')
      .where('id', '=', own.accountId)
      .execute();
    expect(Buffer.from(stored[0]?.totp_secret ?? []).includes(secret ?? 'x')).toBe(false);
    expect((await findAccountOf(world.db, district, personId))?.hasSecondFactor).toBe(false);
    expect(reasonOf(await enrolSecondFactor(workshop, own, { code: '000000x' }))).toBe('code_wrong');
  });

  test('gives ten recovery codes and a new token, and cannot be done twice', async () => {
    const { recoveryCodes, opened, secret, personId } = await enrolled();
    expect(new Set(recoveryCodes).size).toBe(10);
    const own = await sessionOf(opened);
    expect(own).toMatchObject({ secondFactor: true, hasSecondFactor: true, personId });
    expect(await startSecondFactor(workshop, own)).toBeUndefined();
    expect(reasonOf(await enrolSecondFactor(workshop, own, { code: appCode(secret), current: password }))).toBe(
      'factor_there',
    );
    const stored = JSON.stringify(await world.db.selectFrom('accounts').selectAll().execute());
    for (const code of recoveryCodes) expect(stored).not.toContain(code);
  });

  test('wants the password of whoever has one', async () => {
    const personId = await world.person('离席');
    const { token } = await world.write(district, (write) => addAccount(write, { personId, userName: 'lixi' }));
    doneOf(await setFirstPassword(workshop, { token, password, again: password }));
    const own = await sessionOf(await signIn('lixi'));
    const secret = (await startSecondFactor(workshop, own)) ?? '';
    expect(reasonOf(await enrolSecondFactor(workshop, own, { code: appCode(secret) }))).toBe('password_wrong');
  });

  test('in the browser: the codes are on the page once, and in no cookie', async () => {
    const personId = await world.person('网页');
    const { token } = await world.write(district, (write) => addAccount(write, { personId, userName: 'wangye' }));
    doneOf(await setFirstPassword(workshop, { token, password, again: password }));
    const browser = world.browser();
    await browser.post('/sign-in/password', { userName: 'wangye', password });
    const before = browser.cookie('doorstep');
    const page = (await browser.get('/me/second-factor')).json() as {
      secret: string;
      uri: string;
      asksPassword: boolean;
    };
    expect(page).toMatchObject({ asksPassword: true, uri: expect.stringContaining('otpauth://totp/Doorstep:wangye') });
    const answer = await browser.post('/me/second-factor', { code: appCode(page.secret), current: password }, 'html');
    expect(answer.status).toBe(200);
    expect(answer.text.match(/<code>[a-z2-9]{4}(-[a-z2-9]{4}){3}<\/code>/g)).toHaveLength(10);
    expect(browser.cookie('doorstep')).not.toBe(before);
    const again = await browser.get('/me/second-factor', 'html');
    expect(again.text).not.toMatch(/<code>/);
    const stale = world.browser();
    stale.setCookie('doorstep', before ?? '');
    expect((await stale.get('/me/sessions')).status).toBe(401);
  });
});

describe('giving it', () => {
  test('is asked for after the password and after a phone code', async () => {
    const { userName, personId } = await enrolled();
    const opened = await signIn(userName);
    expect(opened.needsFactor).toBe(true);
    expect(await sessionOf(opened)).toMatchObject({ secondFactor: false, hasSecondFactor: true });
    expect(doneOf(await openForPerson(workshop, { district, personId }, visitor)).needsFactor).toBe(true);
  });

  test('opens under a new token, and a code works once', async () => {
    const { userName, secret } = await enrolled();
    const first = await signIn(userName);
    const code = appCode(secret);
    const raised = doneOf(await giveSecondFactor(workshop, await sessionOf(first), code));
    expect(await sessionOf(raised)).toMatchObject({ secondFactor: true });
    expect(await findSession(world.db, first.token, clock.now(), async () => 30)).toBeUndefined();
    const second = await sessionOf(await signIn(userName));
    expect(reasonOf(await giveSecondFactor(workshop, second, code))).toBe('code_wrong');
    expect(reasonOf(await giveSecondFactor(workshop, second, appCode(secret, -1)))).toBe('code_wrong');
    expect(reasonOf(await giveSecondFactor(workshop, second, appCode(secret, 1)))).toBe('done');
  });

  test.runIf(dialect() === 'postgres')('of the same code at once only one opens', async () => {
    const { userName, secret } = await enrolled();
    const sessions = await Promise.all([1, 2, 3].map(async () => sessionOf(await signIn(userName))));
    const code = appCode(secret);
    const all = await Promise.all(sessions.map((own) => giveSecondFactor(workshop, own, code)));
    expect(all.map(reasonOf).sort()).toEqual(['code_wrong', 'code_wrong', 'done']);
  });

  test('a recovery code works once, however it is typed', async () => {
    const { userName, recoveryCodes } = await enrolled();
    const [one = '', other = ''] = recoveryCodes;
    const give = async (typed: string) => giveSecondFactor(workshop, await sessionOf(await signIn(userName)), typed);
    expect(reasonOf(await give(one.toUpperCase().replaceAll('-', ' ')))).toBe('done');
    expect(reasonOf(await give(one))).toBe('code_wrong');
    expect(reasonOf(await give(other))).toBe('done');
  });

  test('knowing the password gives no further guesses', async () => {
    const { userName, secret } = await enrolled();
    for (let tried = 0; tried < 5; tried += 1) {
      const own = await sessionOf(await signIn(userName));
      expect(reasonOf(await giveSecondFactor(workshop, own, '12345x'))).toBe('code_wrong');
    }
    const own = await sessionOf(await signIn(userName));
    expect(reasonOf(await giveSecondFactor(workshop, own, appCode(secret)))).toBe('account_locked');
    clock.advance(15 * 60);
    expect(reasonOf(await giveSecondFactor(workshop, own, appCode(secret)))).toBe('done');
  });

  test('without one there is none to give, and not in a session that has ended', async () => {
    const personId = await world.person('没有');
    const own = await sessionOf(doneOf(await openForPerson(workshop, { district, personId }, visitor)));
    expect(reasonOf(await giveSecondFactor(workshop, own, '123456'))).toBe('no_second_factor');
    const { userName, secret } = await enrolled();
    const ended = await sessionOf(await signIn(userName));
    await world.db.updateTable('sessions').set({ revoked_at: clock.now() }).where('id', '=', ended.sessionId).execute();
    expect(reasonOf(await giveSecondFactor(workshop, ended, appCode(secret)))).toBe('sign_in_first');
  });

  test('a password is not changed before it', async () => {
    const { userName, secret } = await enrolled();
    const own = await sessionOf(await signIn(userName));
    const to = { password: 'Juhua-2026', again: 'Juhua-2026', current: password };
    expect(reasonOf(await changePassword(workshop, own, to))).toBe('factor_first');
    const raised = await sessionOf(doneOf(await giveSecondFactor(workshop, own, appCode(secret))));
    expect(reasonOf(await changePassword(workshop, raised, to))).toBe('done');
  });

  test('a reset takes it off', async () => {
    const { personId } = await enrolled();
    const account = await findAccountOf(world.db, district, personId);
    await world.write(district, (write) => resetAccount(write, { id: account?.id ?? '' }));
    expect(await findAccountOf(world.db, district, personId)).toMatchObject({
      hasSecondFactor: false,
      hasPassword: false,
    });
  });
});
