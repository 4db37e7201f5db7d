import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { buildSmallWorld, type SmallWorld } from '../../../test/people-world.ts';
import {
  addHouseholds,
  addPersons,
  addResidences,
  type NewPerson,
  updateHouseholds,
  updatePersons,
  updateResidences,
} from './bulk.ts';
import { addConsents, endConsents } from './consent-store.ts';
import { mergePersons, undoMerge } from './merge.ts';
import { sendMessage } from './message.ts';
import { keepMovedRows, movedRows } from './moved.ts';
import { proposeRequest, requestsOf } from './requests.ts';
import { findPersons, getPerson, openPerson, openPersons } from './store.ts';
import type { TagKind } from './tag.ts';
import { addTags, openTags } from './tag-store.ts';

const database = await openTestDatabase();
const db = database.kysely;
let world: SmallWorld;
let officer: string;
beforeAll(async () => {
  world = await buildSmallWorld(database);
  [officer = ''] = await world.write((write) => addPersons(write, [{ name: '办事员', placeId: world.community.id }]));
});

const nameless = (n: number): NewPerson => ({ name: `何${n}`, placeId: world.community.id });

/** Everything this room knows of two persons, opened, as plain data. */
async function snapshot(ids: readonly string[]) {
  const { keyring } = world.workshop;
  const rows = (text: string) => database.query(text, [ids]);
  const requests = await Promise.all(ids.map((id) => requestsOf(db, keyring, world.district, id)));
  return {
    persons: (await openPersons(db, keyring, world.district, ids)).sort((a, b) => (a.id < b.id ? -1 : 1)),
    residences: await rows('select * from dwelling_persons where person_id = any($1::uuid[]) order by id'),
    households: await rows(
      'select id, head_id, to_day from households where id in (select household_id from dwelling_persons where person_id = any($1::uuid[])) or head_id = any($1::uuid[]) order by id',
    ),
    wards: await rows('select id, guardian_id from persons where guardian_id = any($1::uuid[]) order by id'),
    tags: (await openTags(db, keyring, world.district, ids)).sort((a, b) => (a.id < b.id ? -1 : 1)),
    tagDays: await rows(
      'select id, person_id, from_day, to_day from tags where person_id = any($1::uuid[]) order by id',
    ),
    consents: await rows(
      'select * from consents where person_id = any($1::uuid[]) or to_id = any($1::uuid[]) order by id',
    ),
    requests: requests.flat(),
    messages: await rows('select id, person_id from messages where person_id = any($1::uuid[]) order by id'),
  };
}

type Side = {
  readonly fields: Pick<NewPerson, 'sex' | 'birthDate' | 'phone' | 'details'>;
  readonly homes: readonly { n: number; owner: boolean; lives: boolean; ended: boolean }[];
  readonly tags: readonly { kind: TagKind; note: string | null; plan: boolean }[];
  readonly consents: readonly { purpose: 'pass_on' | 'show_name' | 'tag.living_alone'; withdrawn: boolean }[];
  readonly ward: boolean;
  readonly message: boolean;
  readonly request: boolean;
};

const side: fc.Arbitrary<Side> = fc.record({
  fields: fc.record(
    {
      sex: fc.constant('female' as const),
      birthDate: fc.constant('1950-05-05'),
      phone: fc.constantFrom('13800000001', '13800000002'),
      details: fc.record(
        { employer: fc.constantFrom('纸厂', '学校'), note: fc.constantFrom('一', '二') },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  ),
  homes: fc.uniqueArray(
    fc.record({ n: fc.integer({ min: 0, max: 2 }), owner: fc.boolean(), lives: fc.boolean(), ended: fc.boolean() }),
    {
      selector: (home) => home.n,
      maxLength: 3,
    },
  ),
  tags: fc.uniqueArray(
    fc.record({
      kind: fc.constantFrom<TagKind>('living_alone', 'veteran', 'low_income'),
      note: fc.option(fc.constantFrom('腿脚不便', '耳背')),
      plan: fc.boolean(),
    }),
    { selector: (tag) => tag.kind },
  ),
  consents: fc.uniqueArray(
    fc.record({
      purpose: fc.constantFrom('pass_on' as const, 'show_name' as const, 'tag.living_alone' as const),
      withdrawn: fc.boolean(),
    }),
    { selector: (consent) => consent.purpose },
  ),
  ward: fc.boolean(),
  message: fc.boolean(),
  request: fc.boolean(),
});

/** Writes one side; homes that somebody owns already are lived in only, since a dwelling has one owner. */
async function build(given: Side, hasNumber: boolean, taken: Set<number>): Promise<string> {
  const id = await world.write(async (write) => {
    const [id = ''] = await addPersons(write, [
      {
        ...nameless(1),
        ...given.fields,
        ...(hasNumber ? { idNumber: `4212021950050${String(serial++).padStart(5, '0')}` } : {}),
      },
    ]);
    for (const home of given.homes) {
      const dwellingId = world.dwellings[home.n]?.id ?? '';
      const owns = home.owner && !home.ended && !taken.has(home.n);
      if (owns) taken.add(home.n);
      const [householdId] = home.lives
        ? await addHouseholds(write, [{ dwellingId, headId: id, fromDay: '2010-01-01' }])
        : [];
      const [residenceId] = await addResidences(write, [
        {
          dwellingId,
          personId: id,
          householdId,
          capacity: owns ? 'owner' : 'resident',
          livesHere: home.lives,
          fromDay: '2010-01-01',
        },
      ]);
      if (home.ended) {
        await updateResidences(write, [{ id: residenceId ?? '', toDay: '2020-01-01' }]);
        if (householdId) await updateHouseholds(write, [{ id: householdId, toDay: '2020-01-01' }]);
      }
    }
    await addTags(
      write,
      given.tags.map((tag) => ({
        personId: id,
        kind: tag.kind,
        note: tag.note,
        plan: tag.plan ? { frequency: 'weekly' as const } : undefined,
        fromDay: '2020-01-01',
      })),
    );
    await addConsents(
      write,
      given.consents.map((consent) => ({ personId: id, purpose: consent.purpose, givenBy: id, channel: 'screen' })),
    );
    const rows = await write.tx
      .selectFrom('consents')
      .select(['id', 'purpose'])
      .where('district', '=', world.district)
      .where('person_id', '=', id)
      .execute();
    await endConsents(
      write,
      rows.flatMap((row) => (given.consents.find((one) => one.purpose === row.purpose)?.withdrawn ? [row.id] : [])),
    );
    if (given.ward) await addPersons(write, [{ ...nameless(2), guardianId: id, birthDate: '2020-01-01' }]);
    if (given.message)
      await sendMessage(write, { personId: id, kind: 'people.told_edited', about: { byId: officer, n: 1 } });
    return id;
  });
  if (given.request) {
    await world.act(
      async (write) => {
        const person = await openPerson(write.tx, write.keyring, world.district, id);
        if (!person) throw new Error('No person');
        return proposeRequest(write, {
          person,
          kind: 'correction',
          field: 'other',
          proposed: '我的门牌写错了',
          reason: '搬过家',
        });
      },
      { actorId: officer },
    );
  }
  return id;
}
let serial = 0;

/** Who lives in the last dwelling with the one that goes: in which household, and who heads it. */
const company = fc.record({
  kept: fc.constantFrom('with', 'beside', 'away'),
  other: fc.boolean(),
  head: fc.constantFrom('kept', 'gone', 'nobody'),
});
type Company = { readonly kept: string; readonly other: boolean; readonly head: string };

async function house(keptId: string, goneId: string, { kept, other, head }: Company): Promise<void> {
  const dwellingId = world.dwellings[3]?.id ?? '';
  const heads: Readonly<Record<string, string>> = { kept: kept === 'with' ? keptId : goneId, gone: goneId };
  await world.write(async (write) => {
    const [householdId] = await addHouseholds(write, [
      { dwellingId, headId: heads[head] ?? null, fromDay: '2010-01-01' },
    ]);
    const live = (personId: string, own?: string) => ({
      dwellingId,
      personId,
      householdId: own ?? householdId,
      capacity: 'resident' as const,
      livesHere: true,
      fromDay: '2010-01-01',
    });
    await addResidences(write, [live(goneId)]);
    if (kept === 'with') await addResidences(write, [live(keptId)]);
    if (kept === 'beside') {
      const [own] = await addHouseholds(write, [{ dwellingId, headId: keptId, fromDay: '2010-01-01' }]);
      await addResidences(write, [live(keptId, own)]);
    }
    if (other) {
      const [third = ''] = await addPersons(write, [nameless(4)]);
      await addResidences(write, [live(third)]);
    }
  });
}

/** Leaves the dwellings empty for the next run. */
async function clear(): Promise<void> {
  await database.query(`update dwelling_persons set to_day = from_day where to_day is null`);
  await database.query(`update households set to_day = from_day where to_day is null`);
}

describe('merging two records', () => {
  test('undoing it gives back exactly what was there', async () => {
    await fc.assert(
      fc.asyncProperty(
        side,
        side,
        fc.constantFrom('kept', 'gone', 'none'),
        company,
        async (one, other, numbered, live) => {
          await clear();
          const taken = new Set<number>();
          const keptId = await build(one, numbered === 'kept', taken);
          const goneId = await build(other, numbered === 'gone', taken);
          await house(keptId, goneId, live);
          const before = await snapshot([keptId, goneId]);
          const { mergeId } = await world.act((write) => mergePersons(write, { keptId, goneId }), { actorId: officer });
          const merged = await getPerson(db, world.district, goneId);
          expect(merged.mergedInto).toBe(keptId);
          // The one that went belongs nowhere any more and holds nothing that lasts.
          expect(
            await database.query('select 1 from dwelling_persons where person_id = $1 and to_day is null', [goneId]),
          ).toEqual([]);
          expect(await openTags(db, world.workshop.keyring, world.district, [goneId])).toEqual([]);
          const kept = await openPerson(db, world.workshop.keyring, world.district, keptId);
          for (const key of ['sex', 'birthDate', 'phone'] as const)
            expect(kept?.[key]).toBe(one.fields[key] ?? other.fields[key] ?? null);
          await world.act((write) => undoMerge(write, { mergeId }), { actorId: officer });
          expect(await snapshot([keptId, goneId])).toEqual(before);
        },
      ),
      { numRuns: database.dialect === 'pglite' ? 8 : 25 },
    );
  }, 120_000);

  test('what changed since stays with the kept one', async () => {
    const [keptId = '', goneId = ''] = await world.write((write) =>
      addPersons(write, [nameless(1), { ...nameless(1), phone: '13800000009' }]),
    );
    const { mergeId } = await world.act((write) => mergePersons(write, { keptId, goneId }));
    await world.write((write) => updatePersons(write, [{ id: keptId, phone: '13800000010' }]));
    await world.act((write) => undoMerge(write, { mergeId }));
    const [kept, gone] = await Promise.all(
      [keptId, goneId].map((id) => openPerson(db, world.workshop.keyring, world.district, id)),
    );
    expect([kept?.phone, gone?.phone]).toEqual(['13800000010', '13800000009']);
  });

  test('merges on top of one another are undone from the top, and names follow', async () => {
    const [a = '', b = '', c = ''] = await world.write((write) =>
      addPersons(write, [
        { ...nameless(1), name: '甲' },
        { ...nameless(1), name: '乙' },
        { ...nameless(1), name: '丙' },
      ]),
    );
    const first = await world.act((write) => mergePersons(write, { keptId: b, goneId: c }));
    const second = await world.act((write) => mergePersons(write, { keptId: a, goneId: b }));
    const found = await findPersons(db, world.district, [a, b, c]);
    expect([a, b, c].map((id) => found.get(id)?.name)).toEqual(['甲', '甲', '甲']);
    expect(await world.refusal((write) => undoMerge(write, first))).toBe('merged_since');
    await world.act((write) => undoMerge(write, second));
    await world.act((write) => undoMerge(write, first));
    expect(await world.refusal((write) => undoMerge(write, first))).toBe('undone_already');
    const after = await findPersons(db, world.district, [a, b, c]);
    expect([a, b, c].map((id) => after.get(id)?.name)).toEqual(['甲', '乙', '丙']);
  });

  test('is not undone where somebody else has become the owner since', async () => {
    await clear();
    const dwellingId = world.dwellings[0]?.id ?? '';
    const [keptId = '', goneId = '', buyer = ''] = await world.write((write) =>
      addPersons(write, [nameless(1), nameless(1), nameless(3)]),
    );
    const [mine = ''] = await world.write((write) =>
      addResidences(write, [
        { dwellingId, personId: keptId, capacity: 'resident', livesHere: false, fromDay: '2010-01-01' },
        { dwellingId, personId: goneId, capacity: 'owner', livesHere: false, fromDay: '2010-01-01' },
      ]),
    );
    const { mergeId } = await world.act((write) => mergePersons(write, { keptId, goneId }));
    expect((await database.query('select capacity from dwelling_persons where id = $1', [mine]))[0]).toEqual({
      capacity: 'owner',
    });
    await database.query(`update dwelling_persons set to_day = '2026-11-01' where id = $1`, [mine]);
    await world.write((write) =>
      addResidences(write, [
        { dwellingId, personId: buyer, capacity: 'owner', livesHere: false, fromDay: '2026-11-01' },
      ]),
    );
    expect(await world.refusal((write) => undoMerge(write, { mergeId }))).toBe('changed_since');
  });

  test('rooms above keep what they moved with it', async () => {
    const [keptId = '', goneId = ''] = await world.write((write) => addPersons(write, [nameless(1), nameless(1)]));
    const { mergeId } = await world.act((write) => mergePersons(write, { keptId, goneId }));
    await world.write(async (write) => {
      await keepMovedRows(write, mergeId, 'memberships', ['m1', 'm2']);
      await keepMovedRows(write, mergeId, 'talents', []);
    });
    await world.write(async (write) => {
      expect(await movedRows(write, mergeId, 'memberships')).toEqual(['m1', 'm2']);
      expect(await movedRows(write, mergeId, 'talents')).toEqual([]);
      expect(await movedRows(write, mergeId, 'accounts')).toEqual([]);
    });
  });
});
