import { beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { buildSmallWorld, type SmallWorld } from '../../../test/people-world.ts';
import type { Reader } from '../../kit/database.ts';
import type { Write } from '../../kit/write.ts';
import { addPersons, type NewPerson } from './bulk.ts';
import { addTag, endTag, setPlan } from './care.ts';
import { consentsOf } from './consent-store.ts';
import { giveConsent, withdrawConsent } from './consents.ts';
import { editPerson, setGuardian } from './edit.ts';
import { mergePersons } from './merge.ts';
import { countUnread, listMessages } from './message.ts';
import type { OpenedPerson } from './person.ts';
import { noteRead, openUntil, readsOf } from './read-log.ts';
import { registerPerson } from './register.ts';
import { decideRequest, findRequest, openRequests, proposeRequest, requestsOf, withdrawRequest } from './requests.ts';
import { getPerson, householdsIn, openPerson, residencesOf } from './store.ts';
import { openTags, tagsOf } from './tag-store.ts';

const database = await openTestDatabase();
const db = database.kysely;
let world: SmallWorld;
let officer: string;
beforeAll(async () => {
  world = await buildSmallWorld(database);
  officer = await add({ name: '办事员' });
});

async function add(person: Partial<NewPerson>): Promise<string> {
  const [id = ''] = await world.write((write) =>
    addPersons(write, [{ name: '何某', placeId: world.community.id, ...person }]),
  );
  return id;
}
/** Inside a verb its transaction has to be asked: the embedded database has one connection. */
async function opened(id: string, reader: Reader = db): Promise<OpenedPerson> {
  const person = await openPerson(reader, world.workshop.keyring, world.district, id);
  if (!person) throw new Error(`No person ${id}`);
  return person;
}
const kindsOf = async (id: string) => (await tagsOf(db, world.district, [id])).map((tag) => tag.kind);
const inbox = async (id: string) =>
  (await listMessages(db, world.district, id, { offset: 0, limit: 50 })).messages.map((message) => message.kind);

describe('tags and consent', () => {
  const tag =
    (id: string, more: Partial<Parameters<typeof addTag>[1]> = {}) =>
    async (write: Write) =>
      addTag(write, {
        person: await getPerson(write.tx, world.district, id),
        kind: 'living_alone',
        fromDay: '2026-01-01',
        consented: false,
        ...more,
      });

  test('a tag that rests on consent is refused without it, and withdrawing consent ends it', async () => {
    const id = await add({ name: '独居甲' });
    expect(await world.refusal(tag(id))).toBe('consent_needed');
    await world.act(tag(id, { consented: true, plan: { frequency: 'weekly', lastVisit: '2026-11-20' } }), {
      actorId: officer,
      channel: 'doorstep',
    });
    expect(await kindsOf(id)).toEqual(['living_alone']);
    expect(await inbox(id)).toEqual(['people.told_tag']);
    const [consent] = await consentsOf(db, world.district, [id]);
    expect(consent).toMatchObject({ purpose: 'tag.living_alone', givenBy: id, helperId: officer, channel: 'doorstep' });
    expect(await world.refusal(tag(id, { consented: true }))).toBe('tagged_already');
    if (!consent) throw new Error('No consent');
    await world.act(
      async (write) => withdrawConsent(write, { person: await getPerson(write.tx, world.district, id), consent }),
      { actorId: id },
    );
    expect(await kindsOf(id)).toEqual([]);
    expect((await consentsOf(db, world.district, [id]))[0]?.withdrawnAt).toEqual(world.clock.now());
  });

  test('a tag kept by duty needs none', async () => {
    const id = await add({ name: '退役乙' });
    await world.act(tag(id, { kind: 'veteran' }));
    expect(await consentsOf(db, world.district, [id])).toEqual([]);
    const [held] = await openTags(db, world.workshop.keyring, world.district, [id]);
    if (!held) throw new Error('No tag');
    const person = await opened(id);
    await world.act((write) =>
      setPlan(write, { person, tag: held, plan: { frequency: 'monthly', kin: '何丙 13800000000' }, note: '耳背' }),
    );
    expect((await openTags(db, world.workshop.keyring, world.district, [id]))[0]).toMatchObject({
      note: '耳背',
      plan: { frequency: 'monthly', kin: '何丙 13800000000' },
    });
    const [row] = await database.query('select note, plan from tags where id = $1', [held.id]);
    expect(Buffer.from(row?.plan as Uint8Array).toString()).not.toContain('13800000000');
    expect(await world.refusal((write) => endTag(write, { person, tag: held, day: '2025-12-31' }))).toBe(
      'before_start',
    );
    await world.act((write) => endTag(write, { person, tag: held, day: '2026-11-22' }));
    expect(await kindsOf(id)).toEqual([]);
  });

  test('for a child under 14 the guardian consents, and without one nobody does', async () => {
    const child = await add({ name: '小何', birthDate: '2018-01-01' });
    const mother = await add({ name: '何母', birthDate: '1988-01-01' });
    expect(await world.refusal(tag(child, { kind: 'left_behind_child', consented: true }))).toBe('no_guardian');
    await world.act(
      async (write) =>
        setGuardian(write, { person: await opened(child, write.tx), guardian: await opened(mother, write.tx) }),
      { actorId: officer },
    );
    expect(
      await world.refusal(async (write) =>
        setGuardian(write, { person: await opened(mother, write.tx), guardian: await opened(child, write.tx) }),
      ),
    ).toBe('adult');
    await world.act(tag(child, { kind: 'left_behind_child', consented: true }), { actorId: officer });
    expect((await consentsOf(db, world.district, [child]))[0]).toMatchObject({ givenBy: mother, helperId: officer });
    expect(await inbox(mother)).toEqual(['people.told_tag', 'people.told_guardian']);
    expect(
      await world.refusal(async (write) =>
        giveConsent(write, {
          person: await opened(child, write.tx),
          purpose: 'act_for_me',
          to: await opened(officer, write.tx),
        }),
      ),
    ).toBe('own_will');
  });
});

describe('consents', () => {
  test('name to whom, once, and tell everybody concerned', async () => {
    const [mother, daughter] = [await add({ name: '何老太' }), await add({ name: '何女' })];
    const give = async (write: Write) =>
      giveConsent(write, {
        person: await opened(mother, write.tx),
        purpose: 'act_for_me',
        to: await opened(daughter, write.tx),
      });
    expect(
      await world.refusal(async (write) =>
        giveConsent(write, { person: await opened(mother, write.tx), purpose: 'act_for_me' }),
      ),
    ).toBe('whom');
    await world.act(give, { actorId: officer, channel: 'phone' });
    expect(await world.refusal(give)).toBe('given_already');
    expect(await inbox(mother)).toEqual(['people.told_consent']);
    expect(await inbox(daughter)).toEqual(['people.told_may_act']);
    expect((await consentsOf(db, world.district, [mother]))[0]).toMatchObject({
      toId: daughter,
      channel: 'phone',
      helperId: officer,
    });
  });
});

describe('requests about one’s data', () => {
  const ask = (id: string, more: Partial<Parameters<typeof proposeRequest>[1]>) => async (write: Write) =>
    proposeRequest(write, { person: await opened(id, write.tx), kind: 'correction', ...more });
  const decide = (requestId: string, accepts: boolean, answer?: string) => async (write: Write) => {
    const request = await findRequest(write.tx, write.keyring, world.district, requestId);
    if (!request) throw new Error('No request');
    return decideRequest(write, { request, accepts, answer });
  };

  test('an accepted correction is written, and the person is told', async () => {
    const id = await add({ name: '何健国', phone: '13800000021' });
    const { requestId } = await world.act(ask(id, { field: 'name', proposed: '何建国', reason: '户口本上是建' }), {
      actorId: id,
    });
    const [row] = await database.query('select proposed, reason from data_requests where id = $1', [requestId]);
    expect(Buffer.from(row?.proposed as Uint8Array).toString()).not.toContain('何');
    expect(
      (await openRequests(db, world.workshop.keyring, world.district, [world.community.path], { offset: 0, limit: 50 }))
        .requests,
    ).toMatchObject([{ id: requestId, proposed: '何建国', reason: '户口本上是建' }]);
    expect(
      (await openRequests(db, world.workshop.keyring, world.district, [world.elsewhere.path], { offset: 0, limit: 50 }))
        .total,
    ).toBe(0);
    await world.act(decide(requestId, true), { actorId: officer });
    expect(await opened(id)).toMatchObject({ name: '何建国', phone: '13800000021' });
    expect(await inbox(id)).toEqual(['people.told_accepted']);
    expect(await countUnread(db, world.district, id)).toBe(1);
    expect(await world.refusal(decide(requestId, false, '晚了'))).toBe('decided_already');
  });

  test('a declined one says why; nobody decides about their own', async () => {
    const id = await add({ name: '何某' });
    const { requestId } = await world.act(ask(id, { field: 'phone', proposed: '13800000022' }), { actorId: id });
    expect(await world.refusal(decide(requestId, false), { actorId: officer })).toBe('say_why');
    expect(await world.refusal(decide(requestId, true), { actorId: id })).toBe('own_request');
    await world.act(decide(requestId, false, '请带身份证来窗口'), { actorId: officer });
    expect((await requestsOf(db, world.workshop.keyring, world.district, id))[0]).toMatchObject({
      state: 'declined',
      answer: '请带身份证来窗口',
      decidedBy: officer,
    });
  });

  test.each([
    ['half a telephone number', 'phone', '138'],
    ['a number with a wrong check digit', 'idNumber', '421202198510190036'],
    ['an impossible day', 'birthDate', '1990-02-30'],
    ['no sex', 'sex', '不知道'],
    ['nothing', 'name', ''],
  ] as const)('refuses %s', async (_, field, proposed) => {
    const id = await add({ name: '何某' });
    expect(['phone_not_valid', 'id_number_wrong', 'say_what']).toContain(
      await world.refusal(ask(id, { field, proposed }), { actorId: id }),
    );
  });

  test('somebody helping is recorded with the channel, and the person told; it can be taken back', async () => {
    const id = await add({ name: '何奶奶' });
    const { requestId } = await world.act(ask(id, { field: 'other', proposed: '门牌写错了' }), {
      actorId: officer,
      channel: 'phone',
    });
    expect(await requestsOf(db, world.workshop.keyring, world.district, id)).toMatchObject([
      { byId: officer, channel: 'phone' },
    ]);
    expect(await inbox(id)).toEqual(['people.told_asked']);
    const request = await findRequest(db, world.workshop.keyring, world.district, requestId);
    if (!request) throw new Error('No request');
    await world.act((write) => withdrawRequest(write, { request }), { actorId: id });
    expect((await requestsOf(db, world.workshop.keyring, world.district, id))[0]?.state).toBe('withdrawn');
  });

  test('an accepted erasure leaves nothing of the person and the journal whole', async () => {
    const idNumber = '421202198510190035';
    const { personId: id } = await world.act(
      (write) =>
        registerPerson(write, {
          particulars: { name: '潘强', idNumber, phone: '15013152947', details: { employer: '纸厂' } },
          place: world.dwellings[0] ?? world.compound,
          belonging: { capacity: 'owner', livesHere: true },
          fromDay: '2010-01-01',
        }),
      { actorId: officer },
    );
    const double = await add({ name: '潘强', phone: '15013152947' });
    await world.act((write) => mergePersons(write, { keptId: id, goneId: double }), { actorId: officer });
    await world.act(
      async (write) =>
        addTag(write, {
          person: await opened(id, write.tx),
          kind: 'low_income',
          note: '2025年起',
          fromDay: '2025-01-01',
          consented: true,
        }),
      { actorId: officer },
    );
    await world.act(ask(id, { field: 'other', proposed: '潘家的事' }), { actorId: id });
    const before = await database.query('select * from journal order by id');
    const { requestId } = await world.act(ask(id, { kind: 'erasure', reason: '我已搬走' }), { actorId: id });
    await world.act(decide(requestId, true), { actorId: officer });

    const [row] = await database.query('select * from persons where id = $1', [id]);
    expect(row).toMatchObject({
      name: '',
      pinyin: '',
      initials: '',
      sex: null,
      birth_date: null,
      wrapped_key: null,
      id_number: null,
      id_number_hash: null,
      phone: null,
      phone_hash: null,
      details: null,
    });
    expect((await database.query('select wrapped_key, name from persons where id = $1', [double]))[0]).toEqual({
      wrapped_key: null,
      name: '',
    });
    expect(await tagsOf(db, world.district, [id])).toEqual([]);
    expect(await inbox(id)).toEqual([]);
    expect((await residencesOf(db, world.district, [id])).filter((one) => one.toDay === null)).toEqual([]);
    expect(await householdsIn(db, world.district, [world.dwellings[0]?.id ?? ''])).toEqual([]);
    expect((await requestsOf(db, world.workshop.keyring, world.district, id)).map((one) => one.proposed)).toEqual([
      null,
      null,
    ]);

    const after = await database.query('select * from journal order by id');
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.at(-1)).toMatchObject({ verb: 'people.erase', thing_id: id });
    // Neither the journal nor any table of people's holds a word of him.
    const tables = [
      'persons',
      'dwelling_persons',
      'households',
      'tags',
      'data_requests',
      'person_merges',
      'messages',
      'consents',
      'journal',
      'reads',
    ];
    for (const table of tables) {
      const text = JSON.stringify(await database.query(`select * from ${table}`), (_, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value,
      );
      for (const word of ['潘强', idNumber, '15013152947', '纸厂', '潘家'])
        expect([table, text.includes(word)]).toEqual([table, false]);
    }
    // The number is free again: somebody may come back and be registered anew.
    await world.act((write) =>
      registerPerson(write, { particulars: { name: '潘强', idNumber }, place: world.community, fromDay: '2026-11-22' }),
    );
  });
});

describe('changing a record', () => {
  test('writes what changed by name of the field only, and tells the person', async () => {
    const id = await add({ name: '何改', phone: '13800000031', details: { employer: '一厂' } });
    const { fields } = await world.act(
      async (write) =>
        editPerson(write, {
          person: await opened(id, write.tx),
          particulars: { name: '何改', phone: '13800000032', details: { employer: '二厂' } },
        }),
      { actorId: officer },
    );
    expect(fields).toEqual(['phone', 'employer']);
    const [entry] = await database.query('select change from journal order by id desc limit 1');
    expect(entry?.change).toEqual({ fields: ['phone', 'employer'] });
    expect(await inbox(id)).toEqual(['people.told_edited']);
    expect(await opened(id)).toMatchObject({ phone: '13800000032', details: { employer: '二厂' } });
  });

  test('refuses a number that another record bears', async () => {
    const idNumber = '421202195712160076';
    await add({ name: '何甲', idNumber });
    const id = await add({ name: '何乙' });
    expect(
      await world.refusal(async (write) =>
        editPerson(write, { person: await opened(id, write.tx), particulars: { name: '何乙', idNumber } }),
      ),
    ).toBe('id_number_taken');
  });
});

describe('who opened what', () => {
  test('an opened record stays open for a quarter of an hour, for that reader alone', async () => {
    const [id, other] = [await add({ name: '何某' }), await add({ name: '别人' })];
    const isOpen = async (reader: string) =>
      (await openUntil(db, world.district, id, reader, world.clock.now())) !== undefined;
    await world.act(
      async (write) => {
        await noteRead(write, { subjectId: id, what: 'record', reason: 'visit' });
        await write.record({ verb: 'people.open', thing: { kind: 'person', id } });
        return { done: {} };
      },
      { actorId: officer },
    );
    expect([await isOpen(officer), await isOpen(other)]).toEqual([true, false]);
    world.clock.advance(15 * 60);
    expect(await isOpen(officer)).toBe(false);
    expect((await readsOf(db, world.district, [id], { offset: 0, limit: 10 })).reads).toMatchObject([
      { readerId: officer, what: 'record', reason: 'visit' },
    ]);
    await expect(database.query('delete from reads')).rejects.toThrow(/append-only|permission denied/);
  });
});
