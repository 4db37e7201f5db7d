import { describe, expect, test } from 'vitest';
import { dialect } from '../../../test/database.ts';
import { doneOf, openSignInWorld, reasonOf } from '../../../test/sign-in-world.tsx';
import { hashToken } from '../../kit/secrets.ts';
import { addAccount, resetAccount, setAccountState } from './actions.ts';
import { signInByPassword } from './by-password.ts';
import { openForPerson } from './by-phone.ts';
import { changePassword, setFirstPassword } from './password.ts';
import { findAccountOf, findSession } from './store.ts';

const world = await openSignInWorld();
const { workshop, clock, district } = world;
const visitor = { agent: 'test', address: '' };
const password = 'Meihua-2026';

const add = (personId: string, userName: string) =>
  world.write(district, (write) => addAccount(write, { personId, userName }));
const set = (token: string, to = password, again = to) => setFirstPassword(workshop, { token, password: to, again });
const signIn = (userName: string, typed = password) =>
  signInByPassword(workshop, { userName, password: typed }, visitor);
const sessionOf = (token: string) => findSession(world.db, token, clock.now(), async () => 30);

/** Somebody with this user name and the password. */
async function user(userName: string): Promise<{ personId: string; id: string }> {
  const personId = await world.person('何工');
  const { id, token } = await add(personId, userName);
  doneOf(await set(token));
  return { personId, id };
}

/** The verbs that the journal has of an account, in their order. */
async function journalOf(id: string): Promise<string[]> {
  const rows = await world.db
    .selectFrom('journal')
    .select(['verb', 'change'])
    .where('district', '=', district)
    .where('thing_id', '=', id)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.verb);
}

describe('a one-time link', () => {
  test('sets the password once, and is then as good as none', async () => {
    const { token, id } = await add(await world.person('新人一'), 'xin.1');
    expect(reasonOf(await set(token, password, 'Another-2026'))).toBe('passwords_differ');
    expect(await set(token, '12345678')).toMatchObject({
      refused: 'password_weak',
      fields: { password: 'password_too_few_kinds' },
    });
    expect(await set(token, 'Xin.1-2026')).toMatchObject({ fields: { password: 'password_too_personal' } });
    expect(reasonOf(await set(token))).toBe('done');
    expect(reasonOf(await set(token, 'Another-2026'))).toBe('link_used');
    expect(reasonOf(await signIn('XIN.1'))).toBe('done');
    expect(await journalOf(id)).toEqual(['accounts.add', 'accounts.set_first_password', 'accounts.sign_in']);
  });

  test('dies after 72 hours, with a newer link, and with the account', async () => {
    const old = await add(await world.person('新人二'), 'xin2');
    clock.advance(72 * 3600);
    expect(reasonOf(await set(old.token))).toBe('link_used');
    const replaced = await world.write(district, (write) => resetAccount(write, { id: old.id }));
    const newer = await world.write(district, (write) => resetAccount(write, { id: old.id }));
    expect(reasonOf(await set(replaced.token))).toBe('link_used');
    await world.write(district, (write) => setAccountState(write, { id: old.id, isDisabled: true }));
    expect(reasonOf(await set(newer.token))).toBe('link_used');
  });

  test.runIf(dialect() === 'postgres')('opens to one of several at once', async () => {
    const { token } = await add(await world.person('新人三'), 'xin3');
    const all = await Promise.all(['Meihua-1x', 'Meihua-2x', 'Meihua-3x', 'Meihua-4x'].map((one) => set(token, one)));
    expect(all.map(reasonOf).sort()).toEqual(['done', 'link_used', 'link_used', 'link_used']);
  });

  test('only its hash is kept', async () => {
    const { token } = await add(await world.person('新人四'), 'xin4');
    const rows = await world.db.selectFrom('one_time_links').select('token_hash').execute();
    expect(rows.some((row) => Buffer.from(row.token_hash).equals(hashToken(token)))).toBe(true);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('in the browser: the page says when a link is spent, and a bad one is no error', async () => {
    const { token } = await add(await world.person('新人五'), 'xin5');
    const browser = world.browser();
    expect((await browser.get(`/welcome/${token}`)).json()).toMatchObject({ userName: 'xin5', isGood: true });
    const weak = await browser.post(`/welcome/${token}`, { password: 'aaaaaaaa', again: 'aaaaaaaa' }, 'html');
    expect(weak.status).toBe(422);
    expect(weak.text).not.toContain('aaaaaaaa');
    expect(await browser.post(`/welcome/${token}`, { password, again: password }, 'html')).toMatchObject({
      status: 303,
      location: '/sign-in',
    });
    expect((await browser.get(`/welcome/${token}`, 'html')).text).toContain('was used or has expired');
    const late = await browser.post(`/welcome/${token}`, { password, again: password }, 'html');
    expect([late.status, late.text.includes('was used or has expired')]).toEqual([422, true]);
    expect((await browser.get(`/welcome/${'x'.repeat(43)}`)).json()).toMatchObject({ isGood: false, userName: '' });
  });
});

describe('signing in by password', () => {
  test('opens a session for twelve hours', async () => {
    const { personId } = await user('tong');
    const opened = doneOf(await signIn('Tong'));
    expect(opened).toMatchObject({ needsFactor: false, maxAge: 12 * 3600 });
    expect(await sessionOf(opened.token)).toMatchObject({ personId, secondFactor: false, hasSecondFactor: false });
  });

  test('locks after five failures for fifteen minutes, then counts anew', async () => {
    const { id } = await user('suo');
    for (let failed = 0; failed < 5; failed += 1) expect(reasonOf(await signIn('suo', 'wrong'))).toBe('password_wrong');
    expect(reasonOf(await signIn('suo'))).toBe('account_locked');
    expect((await journalOf(id)).filter((verb) => verb === 'accounts.fail_sign_in')).toHaveLength(5);
    clock.advance(15 * 60 - 1);
    expect(reasonOf(await signIn('suo'))).toBe('account_locked');
    clock.advance(1);
    for (let failed = 0; failed < 4; failed += 1) await signIn('suo', 'wrong');
    expect(reasonOf(await signIn('suo'))).toBe('done');
    for (let failed = 0; failed < 4; failed += 1) await signIn('suo', 'wrong');
    expect(reasonOf(await signIn('suo'))).toBe('done');
  });

  test('a name that nobody has fails and locks just the same', async () => {
    await user('youren');
    const story = async (userName: string): Promise<string[]> => {
      const reasons: string[] = [];
      for (let tried = 0; tried < 7; tried += 1) reasons.push(reasonOf(await signIn(userName, 'Wrong-2026')));
      return reasons;
    };
    expect(await story('wuren')).toEqual(await story('youren'));
    const rows = await world.db.selectFrom('journal').select('id').where('district', '=', '000000').execute();
    expect(rows).toEqual([]);
  });

  test.runIf(dialect() === 'postgres')('of twenty tries at once five are checked', async () => {
    await user('saipao');
    const wrong = await Promise.all(Array.from({ length: 20 }, () => signIn('saipao', 'Wrong-2026')));
    const count = (reason: string): number => wrong.filter((outcome) => reasonOf(outcome) === reason).length;
    expect([count('password_wrong'), count('account_locked')]).toEqual([5, 15]);
    expect(reasonOf(await signIn('saipao'))).toBe('account_locked');
  });

  test('tells nothing of a disabled account to whoever does not know its password', async () => {
    const { id } = await user('tingyong');
    await world.write(district, (write) => setAccountState(write, { id, isDisabled: true }));
    expect(reasonOf(await signIn('tingyong', 'wrong'))).toBe('password_wrong');
    expect(reasonOf(await signIn('tingyong'))).toBe('account_disabled');
  });

  test('an account without a password opens to none', async () => {
    await add(await world.person('无密'), 'wumi');
    expect(reasonOf(await signIn('wumi', ''))).toBe('password_wrong');
  });
});

describe('a new password', () => {
  const ownOf = async (token: string) => {
    const session = await sessionOf(token);
    if (!session) throw new Error('Nobody is signed in');
    return session;
  };

  test('wants the present one, ends other sessions and links, and keeps this one', async () => {
    const { id } = await user('gaimi');
    const [here, there] = [doneOf(await signIn('gaimi')), doneOf(await signIn('gaimi'))];
    const own = await ownOf(here.token);
    const to = { password: 'Juhua-2026', again: 'Juhua-2026' };
    expect(reasonOf(await changePassword(workshop, own, to))).toBe('password_wrong');
    expect(await changePassword(workshop, own, { ...to, current: 'wrong' })).toMatchObject({
      fields: { current: 'present_password_wrong' },
    });
    expect(reasonOf(await changePassword(workshop, own, { ...to, again: 'x', current: password }))).toBe(
      'passwords_differ',
    );
    expect(reasonOf(await changePassword(workshop, own, { ...to, current: password }))).toBe('done');
    expect(await sessionOf(there.token)).toBeUndefined();
    expect(await sessionOf(here.token)).toBeDefined();
    expect(reasonOf(await signIn('gaimi'))).toBe('password_wrong');
    expect(reasonOf(await signIn('gaimi', 'Juhua-2026'))).toBe('done');
    expect(await journalOf(id)).toContain('accounts.change_password');
  });

  test('guesses at the present one count like guesses at the door', async () => {
    await user('caimi');
    const own = await ownOf(doneOf(await signIn('caimi')).token);
    const guess = () =>
      changePassword(workshop, own, { password: 'Juhua-2026', again: 'Juhua-2026', current: 'guess' });
    for (let tried = 0; tried < 5; tried += 1) expect(reasonOf(await guess())).toBe('password_wrong');
    expect(reasonOf(await guess())).toBe('account_locked');
    expect(reasonOf(await signIn('caimi'))).toBe('account_locked');
  });

  test('is for those who have a user name', async () => {
    const personId = await world.person('无名');
    const opened = doneOf(await openForPerson(workshop, { district, personId }, visitor));
    const own = await ownOf(opened.token);
    expect(reasonOf(await changePassword(workshop, own, { password, again: password }))).toBe('not_found');
  });
});

describe('accounts, by the administrator', () => {
  test('a user name belongs to one person, a person has one', async () => {
    const [one, other] = [await world.person('甲'), await world.person('乙')];
    const tryIt = (personId: string, userName: string) =>
      world.outcome(district, (write) => addAccount(write, { personId, userName }));
    expect(reasonOf(await tryIt(one, 'same'))).toBe('done');
    expect(reasonOf(await tryIt(other, 'SAME'))).toBe('user_name_taken');
    expect(reasonOf(await tryIt(one, 'more'))).toBe('has_user_name');
    expect(reasonOf(await tryIt(one, 'same'))).toBe('done');
  });

  test('somebody who signed in by phone before keeps their account', async () => {
    const personId = await world.person('丙');
    doneOf(await openForPerson(workshop, { district, personId }, visitor));
    const before = await findAccountOf(world.db, district, personId);
    expect((await add(personId, 'bing')).id).toBe(before?.id);
  });

  test('disabling ends sessions at once, enabling lets in and unlocks', async () => {
    const { id } = await user('qiting');
    const { token } = doneOf(await signIn('qiting'));
    await world.write(district, (write) => setAccountState(write, { id, isDisabled: true }));
    expect(await sessionOf(token)).toBeUndefined();
    for (let failed = 0; failed < 5; failed += 1) await signIn('qiting', 'wrong');
    await world.write(district, (write) => setAccountState(write, { id, isDisabled: false }));
    expect(await sessionOf(token)).toBeUndefined();
    expect(reasonOf(await signIn('qiting'))).toBe('done');
    const again = await world.outcome(district, (write) => setAccountState(write, { id, isDisabled: false }));
    expect(reasonOf(again)).toBe('same_state');
  });

  test('a reset takes the password, ends sessions and tells the person', async () => {
    const { id, personId } = await user('chongshe');
    const { token } = doneOf(await signIn('chongshe'));
    const reset = await world.write(district, (write) => resetAccount(write, { id }));
    expect(await sessionOf(token)).toBeUndefined();
    expect(reasonOf(await signIn('chongshe'))).toBe('password_wrong');
    const told = await world.db.selectFrom('messages').select('kind').where('person_id', '=', personId).execute();
    expect(told).toEqual([{ kind: 'accounts.told_reset' }]);
    expect(reasonOf(await set(reset.token, 'Juhua-2026'))).toBe('done');
  });

  test('nobody rules over their own account, or one of another district', async () => {
    const { id, personId } = await user('ziji');
    const self = { actorId: personId };
    const disable = { id, isDisabled: true };
    expect(reasonOf(await world.outcome(district, (write) => setAccountState(write, disable), self))).toBe(
      'own_account',
    );
    expect(reasonOf(await world.outcome(district, (write) => resetAccount(write, { id }), self))).toBe('own_account');
    expect(reasonOf(await world.outcome('421221', (write) => setAccountState(write, disable)))).toBe('not_found');
    expect(reasonOf(await world.outcome('421221', (write) => resetAccount(write, { id })))).toBe('not_found');
  });
});
