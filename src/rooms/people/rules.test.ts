import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../kit/access.ts';
import type { OpenedPerson } from './person.ts';
import { requestStates } from './request.ts';
import {
  consentGiver,
  dayProblem,
  type MyAct,
  mayOpen,
  mayWithMine,
  mergeProblem,
  needsConsent,
  requestActs,
  type Sight,
  type Standing,
  seesTag,
  sightOf,
  standingOf,
  tagPermission,
} from './rules.ts';
import { nextHead } from './settle.ts';
import { sensitivities, type TagKind, tagKindKeys, tagKinds } from './tag.ts';

const today = '2026-11-22';
/** What the posts of a district allow with people; the table itself stands in src/scope.ts. */
const roles: Readonly<Record<string, readonly string[]>> = {
  nobody: [],
  'platform.administrator': ['accounts.manage'],
  'district_office.staff': ['places.edit', 'groups.edit'],
  'street_office.staff': ['places.edit', 'ledgers.import'],
  'community_office.staff': ['people.list', 'people.open', 'people.care', 'people.edit', 'people.decide'],
  'federation.chair': ['people.list', 'groups.edit'],
  'steward.3': ['people.list', 'stewards.link'],
  'steward.4': ['people.list', 'people.open', 'people.care', 'people.edit'],
  'steward.5': ['people.list', 'people.open', 'people.care', 'people.edit'],
};

const actorAs = (role: string, path: string): Actor => ({
  accountId: 'a',
  sessionId: 's',
  district: '421202',
  personId: 'p',
  name: '何某',
  grants: (roles[role] ?? []).map((permission) => ({ permission, path, post: role, placeId: 'x' })),
});
const here = { district: '421202', paths: ['1.2.3.'] };

describe('who sees which tag', () => {
  /** Sensitivity → roles that see it, for a person at a place below the post's. */
  const seen: Readonly<Record<(typeof sensitivities)[number], readonly string[]>> = {
    open: ['community_office.staff', 'federation.chair', 'steward.3', 'steward.4', 'steward.5'],
    care: ['community_office.staff', 'steward.4', 'steward.5'],
    restricted: ['community_office.staff'],
  };
  const cases = tagKindKeys.flatMap((kind) => Object.keys(roles).map((role) => [kind, role] as const));
  test.each(cases)('%s by %s', (kind, role) => {
    const sight = sightOf(actorAs(role, '1.2.'), here);
    expect(seesTag(sight, kind)).toBe(seen[tagKinds[kind].sensitivity].includes(role));
    // Whoever sees a tag on the page finds people by it, and nobody else.
    expect(roles[role]?.includes(tagPermission(kind))).toBe(seesTag(sight, kind));
    expect(seesTag(sightOf(actorAs(role, '1.9.'), here), kind)).toBe(false);
  });

  test('every sensitivity is used, and what is finance, health of mind or grief is restricted', () => {
    expect(new Set(tagKindKeys.map((kind) => tagKinds[kind].sensitivity))).toEqual(new Set(sensitivities));
    const restricted: TagKind[] = ['low_income', 'extreme_poverty', 'mental_illness', 'bereaved_of_only_child'];
    for (const kind of restricted) expect(tagKinds[kind].sensitivity).toBe('restricted');
  });
});

describe('sight', () => {
  test('a person of two dwellings is seen from either', () => {
    const both = { district: '421202', paths: ['1.9.9.', '1.2.3.'] };
    expect(sightOf(actorAs('steward.4', '1.2.3.'), both).open).toBe(true);
    expect(sightOf(actorAs('steward.4', '1.2.30.'), both).list).toBe(false);
  });
  test('another district is another world', () => {
    expect(sightOf(actorAs('community_office.staff', '1.'), { ...here, district: '340103' }).list).toBe(false);
  });
  test('who may not see the list sees nothing, whatever else the post says', () => {
    const odd = {
      ...actorAs('nobody', '1.'),
      grants: [{ permission: 'people.open', path: '1.', post: 'x', placeId: 'x' }],
    };
    expect(Object.values(sightOf(odd, here))).not.toContain(true);
  });
  test.each<[string, Partial<Sight>, string | null, boolean]>([
    ['an adult, by somebody who may open', { open: true }, '1970-01-01', true],
    ['an adult, by somebody who may only list', {}, '1970-01-01', false],
    ['a child, by somebody who may open', { open: true }, '2012-11-23', false],
    ['a child, by somebody who decides', { open: true, decide: true }, '2012-11-23', true],
    ['on the fourteenth birthday', { open: true }, '2012-11-22', true],
    ['of unknown age', { open: true }, null, true],
  ])('opens %s: %s', (_, sight, birthDate, opens) => {
    const full: Sight = { list: true, open: false, care: false, edit: false, decide: false, ...sight };
    expect(mayOpen(full, { birthDate }, today)).toBe(opens);
  });
});

describe('acting for somebody', () => {
  const child = { id: 'c', guardianId: 'g', birthDate: '2018-01-01' };
  const youth = { id: 'c', guardianId: 'g', birthDate: '2011-01-01' };
  const adult = { id: 'c', guardianId: 'g', birthDate: '1990-01-01' };
  const allowed = [{ personId: 'c', purpose: 'act_for_me', toId: 'r', withdrawnAt: null }];
  test.each<[string, string, typeof child, Standing | undefined]>([
    ['oneself', 'c', adult, 'self'],
    ['the guardian of a child', 'g', child, 'guardian'],
    ['the guardian of a youth', 'g', youth, 'guardian'],
    ['the former guardian of an adult', 'g', adult, undefined],
    ['an allowed relative', 'r', adult, 'relative'],
    ['anybody else', 'x', child, undefined],
  ])('%s', (_, actor, subject, standing) => expect(standingOf(actor, subject, allowed, today)).toBe(standing));

  test('a withdrawn consent allows nobody', () => {
    expect(
      standingOf('r', adult, [{ ...(allowed[0] as (typeof allowed)[0]), withdrawnAt: new Date() as never }], today),
    ).toBeUndefined();
  });

  const acts: readonly MyAct[] = ['see', 'copy', 'correct', 'consent', 'withdraw', 'erase', 'allow'];
  const table: readonly [Standing, { birthDate: string }, readonly MyAct[]][] = [
    ['self', adult, acts],
    ['self', youth, acts],
    ['self', child, ['see', 'copy', 'correct', 'allow']],
    ['guardian', child, ['see', 'copy', 'correct', 'consent', 'withdraw', 'erase']],
    ['guardian', youth, ['see', 'copy', 'correct']],
    ['relative', adult, ['see', 'correct']],
  ];
  test.each(
    table.flatMap(([standing, subject, may]) =>
      acts.map((act) => [standing, subject.birthDate, act, may.includes(act)] as const),
    ),
  )('%s of one born %s: %s %s', (standing, birthDate, act, may) =>
    expect(mayWithMine(standing, act, { birthDate }, today)).toBe(may),
  );

  test('whose consent counts', () => {
    expect(consentGiver(child, today)).toBe('g');
    expect(consentGiver({ ...child, guardianId: null }, today)).toBeNull();
    expect(consentGiver(youth, today)).toBe('c');
  });
  test('of a child under 14 every tag asks for consent, of others those that rest on it', () => {
    for (const kind of tagKindKeys) {
      expect(needsConsent(kind, child, today)).toBe(true);
      expect(needsConsent(kind, adult, today)).toBe(tagKinds[kind].basis === 'consent');
    }
  });
});

describe('merging', () => {
  const blank = { idNumber: null, birthDate: null, sex: null, guardianId: null, mergedInto: null, erasedAt: null };
  type Side = Parameters<typeof mergeProblem>[0];
  const side = (id: string, more: Partial<Pick<OpenedPerson, keyof Side>> = {}): Side => ({ ...blank, id, ...more });
  test.each<[string, Side, Side, ReturnType<typeof mergeProblem>]>([
    ['two plain records', side('a'), side('b'), undefined],
    ['one and the same', side('a'), side('a'), 'same_person'],
    ['two numbers', side('a', { idNumber: '1' }), side('b', { idNumber: '2' }), 'different_id_numbers'],
    ['one number', side('a', { idNumber: '1' }), side('b'), undefined],
    [
      'two birth dates',
      side('a', { birthDate: '1970-01-01' }),
      side('b', { birthDate: '1970-01-02' }),
      'different_birth_dates',
    ],
    ['two sexes', side('a', { sex: 'male' }), side('b', { sex: 'female' }), 'different_sexes'],
    ['an erased one', side('a'), side('b', { erasedAt: new Date() }), 'erased'],
    ['one merged before', side('a', { mergedInto: 'c' }), side('b'), 'merged_already'],
    ['guardian and ward', side('a', { guardianId: 'b' }), side('b'), 'guardian_of_other'],
  ])('%s', (_, kept, gone, problem) => {
    expect(mergeProblem(kept, gone)).toBe(problem);
    expect(mergeProblem(gone, kept)).toBe(problem);
  });
});

describe('small rules', () => {
  test.each([
    ['2026-11-23', undefined, 'not_yet'],
    ['2026-11-22', '2026-11-22', undefined],
    ['2020-01-01', '2020-01-02', 'before_start'],
  ] as const)('the day %s, not before %s', (day, from, problem) => expect(dayProblem(day, today, from)).toBe(problem));

  test('a request is decided once', () => {
    for (const state of requestStates)
      expect(requestActs({ state })).toEqual({ decide: state === 'proposed', withdraw: state === 'proposed' });
  });

  test('the next head is the spouse, else the only adult, else nobody', () => {
    const persons = new Map([
      ['wife', { birthDate: '1960-01-01' }],
      ['son', { birthDate: '1990-01-01' }],
      ['child', { birthDate: '2020-01-01' }],
    ]);
    const member = (personId: string, relation: string | null = null) => ({ personId, relation });
    expect(nextHead([member('son'), member('wife', '12')], persons, today)).toBe('wife');
    expect(nextHead([member('child'), member('son', '20')], persons, today)).toBe('son');
    expect(nextHead([member('wife'), member('son')], persons, today)).toBeNull();
    fc.assert(
      fc.property(fc.subarray(['wife', 'son', 'child']), (ids) => {
        const head = nextHead(
          ids.map((id) => member(id)),
          persons,
          today,
        );
        return head === null || ids.includes(head);
      }),
    );
  });
});
