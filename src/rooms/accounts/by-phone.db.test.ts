import { describe, expect, test } from 'vitest';
import { dialect } from '../../../test/database.ts';
import { doneOf, openSignInWorld, reasonOf } from '../../../test/sign-in-world.tsx';
import { refOf } from '../../kit/ids.ts';
import { checkCode, choices, choose, openForPerson, sendCode } from './by-phone.ts';
import { findSession } from './store.ts';

const world = await openSignInWorld();
const { workshop, clock } = world;
const visitor = { agent: 'test', address: '' };

const send = async (phone: string): Promise<string> => doneOf(await sendCode(workshop, phone)).ticket;
/** A code that is surely not the one that was sent. */
const wrong = (): string => String((Number(world.code()) + 1) % 1_000_000).padStart(6, '0');

let phones = 0;
/** A phone that no other test has. */
function newPhone(): string {
  phones += 1;
  return `1380000${String(phones).padStart(4, '0')}`;
}

describe('one person', () => {
  test('a code, typed with blanks and wide digits, opens a session once', async () => {
    const phone = newPhone();
    const id = await world.person('何美丽', { phone });
    const ticket = await send(`+86 ${phone}`);
    expect(world.sent.at(-1)).toMatchObject({ to: phone, template: 'sign-in-code' });
    const typed = ` ${[...world.code()].map((digit) => String.fromCodePoint((digit.codePointAt(0) ?? 0) + 0xfee0)).join('')} `;
    const checked = doneOf(await checkCode(workshop, ticket, typed));
    if (!('one' in checked)) throw new Error('Nobody to choose among');
    expect(checked.one).toMatchObject({ district: world.district, personId: id });
    expect(reasonOf(await checkCode(workshop, ticket, world.code()))).toBe('code_expired');

    const opened = doneOf(await openForPerson(workshop, checked.one, visitor));
    expect(opened.needsFactor).toBe(false);
    const session = await findSession(world.db, opened.token, clock.now(), async () => 30);
    expect(session).toMatchObject({ personId: id, name: '何美丽', secondFactor: false });
    const rows = await world.db
      .selectFrom('sessions')
      .selectAll()
      .where('id', '=', session?.sessionId ?? '')
      .execute();
    expect(JSON.stringify(rows)).not.toContain(opened.token);
  });

  test('five tries, then not even the right code', async () => {
    const phone = newPhone();
    await world.person('高远', { phone });
    const ticket = await send(phone);
    for (let tried = 0; tried < 5; tried += 1) {
      expect(reasonOf(await checkCode(workshop, ticket, wrong()))).toBe('code_wrong');
    }
    expect(reasonOf(await checkCode(workshop, ticket, world.code()))).toBe('code_used_up');
    expect(reasonOf(await checkCode(workshop, ticket, world.code()))).toBe('code_used_up');
  });

  test('the fifth try may be the right one', async () => {
    const phone = newPhone();
    await world.person('高山', { phone });
    const ticket = await send(phone);
    for (let tried = 0; tried < 4; tried += 1) await checkCode(workshop, ticket, wrong());
    expect(reasonOf(await checkCode(workshop, ticket, world.code()))).toBe('done');
  });

  test.runIf(dialect() === 'postgres')(
    'twenty tries at once are no more than five, and one right code opens once',
    async () => {
      const phone = newPhone();
      await world.person('高楼', { phone });
      const ticket = await send(phone);
      const tries = await Promise.all(Array.from({ length: 20 }, () => checkCode(workshop, ticket, wrong())));
      expect(tries.filter((outcome) => reasonOf(outcome) === 'code_wrong')).toHaveLength(5);
      clock.advance(61);
      const again = await send(phone);
      const both = await Promise.all([1, 2, 3].map(() => checkCode(workshop, again, world.code())));
      expect(both.filter((outcome) => reasonOf(outcome) === 'done')).toHaveLength(1);
    },
  );

  test('ten minutes, then it has expired', async () => {
    const phone = newPhone();
    await world.person('高原', { phone });
    const ticket = await send(phone);
    clock.advance(600);
    expect(reasonOf(await checkCode(workshop, ticket, world.code()))).toBe('code_expired');
  });

  test('only the browser that asked may try, and a newer code replaces an older', async () => {
    const phone = newPhone();
    await world.person('高兴', { phone });
    const ticket = await send(phone);
    expect(reasonOf(await checkCode(workshop, 'a-ticket-of-somebody-else', world.code()))).toBe('code_expired');
    clock.advance(61);
    const later = await send(phone);
    expect(reasonOf(await checkCode(workshop, ticket, world.code()))).toBe('code_expired');
    expect(reasonOf(await checkCode(workshop, later, world.code()))).toBe('done');
  });

  test('another code after a minute, and five an hour', async () => {
    const phone = newPhone();
    await world.person('高飞', { phone });
    await send(phone);
    clock.advance(59);
    expect(reasonOf(await sendCode(workshop, phone))).toBe('code_too_soon');
    for (let more = 0; more < 4; more += 1) {
      clock.advance(60);
      await send(phone);
    }
    clock.advance(60);
    expect(reasonOf(await sendCode(workshop, phone))).toBe('code_too_many');
    clock.advance(3600);
    expect(reasonOf(await sendCode(workshop, phone))).toBe('done');
  });

  test('what is no phone is refused', async () => {
    expect(reasonOf(await sendCode(workshop, '12345'))).toBe('phone_not_valid');
  });

  test('a disabled account stays outside', async () => {
    const phone = newPhone();
    const personId = await world.person('高低', { phone });
    const person = { district: world.district, personId };
    doneOf(await openForPerson(workshop, person, visitor));
    await world.db
      .updateTable('accounts')
      .set({ disabled_at: clock.now() })
      .where('person_id', '=', personId)
      .execute();
    expect(reasonOf(await openForPerson(workshop, person, visitor))).toBe('account_disabled');
  });
});

describe('a phone that nobody has registered', () => {
  test('is answered like any other, at every step, and gets no message', async () => {
    const registered = newPhone();
    await world.person('李在', { phone: registered });
    const steps = async (phone: string): Promise<unknown[]> => {
      const browser = world.browser();
      const answers: unknown[] = [];
      for (const [path, fields] of [
        ['/sign-in/code', { phone }],
        ['/sign-in/code', { phone }],
        ...Array.from({ length: 6 }, () => ['/sign-in/session', { code: 'x' }] as const),
      ] as const) {
        const { status, text } = await browser.post(path, fields);
        answers.push({ status, text });
      }
      return [...answers, browser.cookie('signing-in')?.length, (await browser.get('/sign-in/person')).text];
    };
    const known = await steps(registered);
    const before = world.sent.length;
    expect(await steps(newPhone())).toEqual(known);
    expect(world.sent).toHaveLength(before);
  });

  test('a failing gateway is no reason to answer otherwise', async () => {
    const phone = newPhone();
    await world.person('李好', { phone });
    const broken = { ...workshop, outbox: { send: () => Promise.reject(new Error('down')) } };
    expect(reasonOf(await sendCode(broken, phone))).toBe('done');
  });
});

describe('a family that shares a phone', () => {
  test('chooses among masked names, once', async () => {
    const phone = newPhone();
    const mother = await world.person('张小兰', { phone, sex: 'female', birthDate: '1958-03-01' });
    const son = await world.person('张小军', { phone, sex: 'male', birthDate: '1985-06-01' });
    const stranger = await world.person('王不在');
    const ticket = await send(phone);
    const checked = doneOf(await checkCode(workshop, ticket, world.code()));
    if (!('ticket' in checked)) throw new Error('Somebody was chosen already');
    expect(checked.ticket).not.toBe(ticket);
    expect(await choices(workshop, ticket)).toEqual([]);
    const offered = await choices(workshop, checked.ticket);
    expect(offered.map(({ personId, masked }) => [personId, masked])).toEqual([
      [mother, '张**'],
      [son, '张**'],
    ]);
    const chooseIt = (personId: string) => choose(workshop, checked.ticket, refOf(world.district, personId));
    expect(reasonOf(await chooseIt(stranger))).toBe('not_offered');
    expect(reasonOf(await choose(workshop, ticket, refOf(world.district, son)))).toBe('not_offered');
    expect(doneOf(await chooseIt(son))).toMatchObject({ personId: son });
    expect(reasonOf(await chooseIt(mother))).toBe('not_offered');
  });

  test('does not choose before the code was right, nor ten minutes after', async () => {
    const phone = newPhone();
    const first = await world.person('赵一', { phone });
    await world.person('赵二', { phone });
    const ticket = await send(phone);
    expect(await choices(workshop, ticket)).toEqual([]);
    expect(reasonOf(await choose(workshop, ticket, refOf(world.district, first)))).toBe('not_offered');
    const checked = doneOf(await checkCode(workshop, ticket, world.code()));
    if (!('ticket' in checked)) throw new Error('Somebody was chosen already');
    clock.advance(600);
    expect(await choices(workshop, checked.ticket)).toEqual([]);
  });

  test('who died or was merged away is not offered', async () => {
    const phone = newPhone();
    const alive = await world.person('孙在', { phone });
    const dead = await world.person('孙故', { phone });
    const gone = await world.person('孙并', { phone });
    await world.db.updateTable('persons').set({ died_on: '2026-01-01' }).where('id', '=', dead).execute();
    await world.db.updateTable('persons').set({ merged_into: alive }).where('id', '=', gone).execute();
    const checked = doneOf(await checkCode(workshop, await send(phone), world.code()));
    expect(checked).toMatchObject({ one: { personId: alive } });
  });
});

describe('in the browser', () => {
  test('from the phone number to where one wanted to go', async () => {
    const phone = newPhone();
    await world.person('周一', { phone, sex: 'female', birthDate: '1960-01-01' });
    await world.person('周二', { phone });
    const browser = world.browser();
    const next = '/me/data?tab=1';
    expect(await browser.post('/sign-in/code', { phone, next }, 'html')).toMatchObject({
      status: 303,
      location: '/sign-in/code?next=%2Fme%2Fdata%3Ftab%3D1',
    });
    expect(browser.cookie('signing-in')).toMatch(/^[\w-]{40,}$/);
    const wrongCode = await browser.post('/sign-in/session', { code: wrong(), next }, 'html');
    expect(wrongCode.status).toBe(422);
    expect(wrongCode.text).toContain('The code is not right');
    const right = await browser.post('/sign-in/session', { code: world.code(), next }, 'html');
    expect(right.location).toBe('/sign-in/person?next=%2Fme%2Fdata%3Ftab%3D1');
    const who = (await browser.get('/sign-in/person')).json() as { persons: { ref: string; about: string }[] };
    expect(who.persons.map(({ about }) => about)).toEqual(['female · born 1960', '']);
    const chosen = await browser.post('/sign-in/person', { person: who.persons[0]?.ref ?? '', next }, 'html');
    expect(chosen.location).toBe(next);
    expect(browser.cookie('signing-in')).toBeUndefined();
    expect((await browser.get('/me/sessions')).status).toBe(200);
  });

  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    ' //evil.example',
    '/\t/evil',
  ])('never leads to %j', async (next) => {
    const browser = world.browser();
    const answer = await browser.post('/sign-in/code', { phone: newPhone(), next }, 'html');
    expect(answer.status).toBe(422);
    expect(answer.text).not.toContain('evil');
    expect((await browser.get(`/sign-in?next=${encodeURIComponent(next)}`)).status).toBe(400);
  });

  test('the demo lets in by one tap only where there is a demo, and only those it offers', async () => {
    const offered = await world.person('演员甲');
    const other = await world.person('演员乙');
    const value = JSON.stringify([
      { district: world.district, personId: offered, name: '演员甲', role: 'x', phone: '' },
    ]);
    await world.db.insertInto('settings').values({ district: world.district, name: 'demo.sign_ins', value }).execute();
    const tap = (demo: boolean, personId: string) =>
      world.browser({ demo }).post('/demo/session', { person: refOf(world.district, personId) }, 'html');
    expect((await tap(false, offered)).status).toBe(404);
    expect((await tap(true, other)).status).toBe(404);
    expect((await tap(true, offered)).status).toBe(303);
    expect((await world.browser().get('/demo/messages')).status).toBe(404);
    expect((await world.browser().get('/sign-in')).json()).toMatchObject({ demo: [] });
  });
});
