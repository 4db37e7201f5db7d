import { describe, expect, test } from 'vitest';
import { doneOf, openSignInWorld, type TestBrowser } from '../../../test/sign-in-world.tsx';
import { refOf } from '../../kit/ids.ts';
import { addTerms, foundGroup } from '../groups/index.ts';
import { openForPerson } from './by-phone.ts';
import { findSession, forgetSpentSignIns } from './store.ts';

const world = await openSignInWorld();
const { workshop, clock, district } = world;
const visitor = { agent: 'test', address: '' };

const open = async (personId: string, replaces?: { sessionId: string }) =>
  doneOf(await openForPerson(workshop, { district, personId }, { ...visitor, replaces }));
const find = (token: string) => findSession(world.db, token, clock.now(), async () => 30);

/** A browser in which somebody is signed in. */
async function browserOf(personId: string, options?: { demo?: boolean }): Promise<TestBrowser> {
  const browser = world.browser(options);
  browser.setCookie('doorstep', (await open(personId)).token);
  return browser;
}

describe('a session ends', () => {
  test('when it was not used for half an hour', async () => {
    const { token } = await open(await world.person('闲一'));
    for (let used = 0; used < 3; used += 1) {
      clock.advance(29 * 60);
      expect(await find(token)).toBeDefined();
    }
    clock.advance(30 * 60 + 1);
    expect(await find(token)).toBeUndefined();
  });

  test('after its last hour, however much it was used', async () => {
    const personId = await world.person('久一');
    const { token } = await open(personId);
    const expires = new Date(clock.now().getTime() + 10 * 60_000);
    await world.db.updateTable('sessions').set({ expires_at: expires }).execute();
    clock.advance(9 * 60);
    expect(await find(token)).toBeDefined();
    clock.advance(60);
    expect(await find(token)).toBeUndefined();
  });

  test.each([
    ['died', { died_on: '2026-11-01' }],
    ['was merged away', { merged_into: '' }],
  ])('when the person %s', async (_, change) => {
    const other = await world.person('另一');
    const personId = await world.person('此一');
    const { token } = await open(personId);
    expect(await find(token)).toBeDefined();
    const set = 'merged_into' in change ? { merged_into: other } : change;
    await world.db.updateTable('persons').set(set).where('id', '=', personId).execute();
    expect(await find(token)).toBeUndefined();
  });

  test('when another takes its place in the browser', async () => {
    const personId = await world.person('换人');
    const first = await open(personId);
    const session = await find(first.token);
    const second = await open(await world.person('来人'), session);
    expect(await find(first.token)).toBeUndefined();
    expect(await find(second.token)).toBeDefined();
  });

  test('and a made-up token opens nothing', async () => {
    const browser = world.browser();
    browser.setCookie('doorstep', 'x'.repeat(43));
    expect((await browser.get('/me/sessions')).status).toBe(401);
    expect(await browser.get('/me/sessions', 'html')).toMatchObject({
      status: 303,
      location: '/sign-in?next=%2Fme%2Fsessions',
    });
  });
});

describe('one’s own page', () => {
  test('lists where one is signed in, ends one, ends the others', async () => {
    const personId = await world.person('三处');
    const [here, there, elsewhere] = [await browserOf(personId), await browserOf(personId), await browserOf(personId)];
    const stranger = await browserOf(await world.person('外人'));
    type Listed = { sessions: { id: string; isThis: boolean; since: string }[] };
    const list = async (browser: TestBrowser) => ((await browser.get('/me/sessions')).json() as Listed).sessions;
    const shown = await list(here);
    expect(shown).toHaveLength(3);
    expect(shown[0]?.since).toMatch(/2026/);
    const theirs = (await list(there)).find((one) => one.isThis)?.id ?? '';
    const requestId = () => ({ requestId: crypto.randomUUID() });
    expect((await stranger.post(`/me/sessions/${theirs}/ending`, requestId())).status).toBe(404);
    expect((await here.post(`/me/sessions/${theirs}/ending`, requestId())).json()).toMatchObject({ ended: 1 });
    expect((await there.get('/me/sessions')).status).toBe(401);
    expect((await here.post('/me/sessions/endings', requestId())).json()).toMatchObject({ ended: 1 });
    expect((await elsewhere.get('/me/sessions')).status).toBe(401);
    expect(await list(here)).toHaveLength(1);
  });

  test('keeps language and elder version', async () => {
    const personId = await world.person('长辈');
    const browser = await browserOf(personId);
    await browser.post('/me/settings', { lang: 'zh', elder: 'on' });
    const fresh = await browserOf(personId);
    expect((await fresh.get('/me/sessions')).json()).toMatchObject({ lang: 'zh', elder: true });
  });

  test('signing out ends the session, and works also when it had ended', async () => {
    const browser = await browserOf(await world.person('退出'));
    const token = browser.cookie('doorstep') ?? '';
    expect((await browser.post('/sign-out', {}, 'html')).location).toBe('/');
    expect(await find(token)).toBeUndefined();
    expect(browser.cookie('doorstep')).toBeUndefined();
    expect((await browser.post('/sign-out', {}, 'html')).status).toBe(303);
  });
});

describe('the desk', () => {
  /** Somebody with an office of the platform. */
  async function officer(name: string, office: 'administrator' | 'auditor'): Promise<string> {
    const personId = await world.person(name);
    const found = await world.outcome(district, (write) =>
      foundGroup(write, { kind: 'platform', place: world.top, name: '系统运维' }),
    );
    const group = await world.db
      .selectFrom('groups')
      .select('id')
      .where('kind', '=', 'platform')
      .executeTakeFirstOrThrow();
    await world.write(district, async (write) => {
      await addTerms(write, [{ groupId: group.id, personId, office, fromDay: '2026-01-01', untilDay: null }]);
      await write.record({ verb: 'test.prepare', thing: { kind: 'test', id: group.id } });
      return { done: found };
    });
    return personId;
  }

  test('is closed to a post of the administration without a second factor, but in the demo', async () => {
    const administrator = await officer('管一', 'administrator');
    expect((await (await browserOf(administrator)).get('/accounts')).status).toBe(404);
    expect((await (await browserOf(administrator, { demo: true })).get('/accounts')).status).toBe(200);
  });

  test('adds, disables and resets; the link is shown once, to the one who made it', async () => {
    const browser = await browserOf(await officer('管二', 'administrator'), { demo: true });
    const personId = await world.person('新员');
    const ref = refOf(district, personId);
    type Shown = { link: string | null; accounts: { id: string; userName: string; state: string }[] };
    const added = (await browser.post('/accounts', { person: ref, userName: 'xinyuan' })).json() as Shown;
    expect(added.link).toMatch(/^http:\/\/localhost\/welcome\/[\w-]{43}$/);
    const page = await browser.get('/accounts');
    expect(page.json()).toMatchObject({ link: null });
    const id = added.accounts.find((account) => account.userName === 'xinyuan')?.id ?? '';
    for (let failed = 0; failed < 5; failed += 1) {
      await world.browser().post('/sign-in/password', { userName: 'xinyuan', password: 'wrong' });
    }
    const stateOf = async (): Promise<string | undefined> =>
      ((await browser.get('/accounts')).json() as Shown).accounts.find((account) => account.id === id)?.state;
    expect(await stateOf()).toBe('locked');
    const requestId = crypto.randomUUID();
    expect((await browser.post(`/accounts/${id}/state`, { state: 'disabled', requestId })).status).toBe(200);
    expect(await stateOf()).toBe('disabled');
    const reset = await browser.post(`/accounts/${id}/link`, {}, 'html');
    expect(reset.status).toBe(200);
    expect(reset.text).toMatch(/\/welcome\/[\w-]{43}/);
    expect((await browser.post('/accounts', { person: refOf('421221', personId), userName: 'other' })).status).toBe(
      422,
    );
    expect((await browser.get('/audit')).status).toBe(404);
  });

  test('the auditor reads who did what, and changes nothing', async () => {
    const browser = await browserOf(await officer('审一', 'auditor'), { demo: true });
    type Shown = { entries: { verb: string; at: string }[] };
    const all = (await browser.get('/audit')).json() as Shown;
    expect(all.entries.map(({ verb }) => verb)).toContain('accounts.sign_in');
    expect(all.entries[0]?.at).toMatch(/2026/);
    const some = (await browser.get('/audit?verb=accounts.reset')).json() as Shown;
    expect(new Set(some.entries.map(({ verb }) => verb))).toEqual(new Set(['accounts.reset']));
    expect(((await browser.get('/audit?day=2020-01-01')).json() as Shown).entries).toEqual([]);
    expect((await browser.get('/accounts')).status).toBe(404);
    expect(
      (await browser.post('/accounts', { person: refOf(district, crypto.randomUUID()), userName: 'abc' })).status,
    ).toBe(403);
  });

  test('who has no post sees neither', async () => {
    const browser = await browserOf(await world.person('居民'));
    expect((await browser.get('/accounts')).status).toBe(404);
    expect((await browser.get('/audit')).status).toBe(404);
  });
});

test('what nobody can use any more is forgotten, what lives stays', async () => {
  const personId = await world.person('留下');
  const { token } = await open(personId);
  await world.browser().post('/sign-in/password', { userName: 'nobody', password: 'x' });
  clock.advance(86_400 + 1);
  await forgetSpentSignIns(world.db, clock.now());
  expect(await world.db.selectFrom('sign_in_tries').select('key').execute()).toEqual([]);
  const sessions = await world.db.selectFrom('sessions').select('id').execute();
  expect(sessions.length).toBeGreaterThan(0);
  expect(await find(token)).toBeUndefined();
});
