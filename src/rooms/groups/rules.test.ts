import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../kit/access.ts';
import { addDays } from '../../kit/clock.ts';
import type { MembershipState, TermDays } from './group.ts';
import { membershipStates, termStates } from './group.ts';
import { type GroupKind, groupKinds, kindFacts, type Office, type OfficeRule } from './kind.ts';
import {
  appointmentProblem,
  editsGroups,
  endTermReasons,
  foundableKinds,
  foundingProblem,
  groupActs,
  holdsOn,
  isElected,
  maySeeGroup,
  membershipActs,
  membershipVerbs,
  mostHolders,
  nobody,
  termState,
  vacancies,
} from './rules.ts';

const today = '2026-11-22';

describe('groups: every state × role', () => {
  const stands = {
    nobody,
    editor: { ...nobody, edits: true },
    manager: { ...nobody, manages: true },
    leader: { ...nobody, leads: true },
  };
  const allowed: Record<'living' | 'dissolved', Record<keyof typeof stands, string[]>> = {
    living: {
      nobody: [],
      editor: ['describe', 'dissolve', 'appoint', 'elect', 'endTerm'],
      manager: ['invite', 'seeMembers'],
      leader: ['describe', 'invite', 'seeMembers'],
    },
    dissolved: { nobody: [], editor: ['endTerm'], manager: ['seeMembers'], leader: ['seeMembers'] },
  };
  for (const state of ['living', 'dissolved'] as const) {
    for (const role of Object.keys(stands) as (keyof typeof stands)[]) {
      test(`${state} × ${role}`, () => {
        const group = { kind: 'womens_group', dissolvedOn: state === 'living' ? null : today } as const;
        const acts = groupActs(group, stands[role]);
        expect(Object.entries(acts).flatMap(([act, may]) => (may ? [act] : []))).toEqual(allowed[state][role]);
      });
    }
  }

  test('a kind without members has nobody to invite or to see', () => {
    const all = { edits: true, manages: true, leads: true };
    const acts = groupActs({ kind: 'property_manager', dissolvedOn: null }, all);
    expect([acts.invite, acts.seeMembers, acts.elect]).toEqual([false, false, false]);
  });

  test('offices of administration and firms hold no elections', () => {
    expect(groupKinds.filter(isElected)).toEqual([
      'federation',
      'womens_group',
      'team',
      'owners_committee',
      'party_branch',
    ]);
  });

  test('an unlisted group is seen only by those who have to do with it', () => {
    expect(maySeeGroup({ listed: true }, nobody, false)).toBe(true);
    expect(maySeeGroup({ listed: false }, nobody, false)).toBe(false);
    expect(maySeeGroup({ listed: false }, nobody, true)).toBe(true);
    for (const stand of [stands.editor, stands.manager, stands.leader])
      expect(maySeeGroup({ listed: false }, stand, false)).toBe(true);
  });
});

describe('memberships: every state × verb × role', () => {
  // Each role's verbs, written out by hand: what is not here must be refused.
  const expected: Record<MembershipState | 'none', { self: string[]; leaders: string[] }> = {
    none: { self: ['apply'], leaders: ['invite'] },
    invited: { self: ['accept', 'decline'], leaders: ['remove'] },
    applied: { self: ['leave'], leaders: ['admit', 'reject'] },
    active: { self: ['leave', 'display'], leaders: ['remove', 'backbone'] },
    declined: { self: [], leaders: [] },
    left: { self: [], leaders: [] },
  };
  const living = { kind: 'team', dissolvedOn: null } as const;
  for (const state of ['none', ...membershipStates] as const) {
    for (const role of ['self', 'leaders'] as const) {
      for (const verb of membershipVerbs) {
        const may = expected[state][role].includes(verb);
        test(`${state} × ${verb} × ${role}: ${may ? 'yes' : 'no'}`, () => {
          const by = { self: role === 'self', leaders: role === 'leaders' };
          expect(membershipActs(state, living, by).includes(verb)).toBe(may);
          expect(membershipActs(state, living, { self: false, leaders: false })).toEqual([]);
        });
      }
    }
  }

  test('from a dissolved group one can only go', () => {
    const dissolved = { kind: 'team', dissolvedOn: today } as const;
    const both = { self: true, leaders: true };
    expect(membershipActs('active', dissolved, both)).toEqual(['leave', 'remove']);
    expect(membershipActs('invited', dissolved, both)).toEqual(['decline', 'remove']);
    expect(membershipActs('none', dissolved, both)).toEqual([]);
  });

  test('a kind without members knows no memberships', () => {
    const office = { kind: 'owners_committee', dissolvedOn: null } as const;
    expect(membershipActs('none', office, { self: true, leaders: true })).toEqual([]);
  });
});

describe('terms: every state × role', () => {
  const days: Record<(typeof termStates)[number], TermDays> = {
    coming: { fromDay: '2026-11-23', untilDay: null, endedOn: null },
    running: { fromDay: today, untilDay: '2026-11-23', endedOn: null },
    run_out: { fromDay: '2021-11-22', untilDay: today, endedOn: null },
    ended: { fromDay: '2021-11-22', untilDay: '2027-01-01', endedOn: today },
  };
  for (const state of termStates) {
    test(state, () => {
      expect(termState(days[state], today)).toBe(state);
      const open = state === 'coming' || state === 'running';
      expect(holdsOn(days[state], today)).toBe(state === 'running');
      expect(endTermReasons(state, { edits: true, holds: false })).toEqual(
        open ? ['resigned', 'removed', 'moved_away', 'died'] : [],
      );
      expect(endTermReasons(state, { edits: false, holds: true })).toEqual(open ? ['resigned'] : []);
      expect(endTermReasons(state, { edits: false, holds: false })).toEqual([]);
    });
  }

  test('who was replaced from a day to come still holds the office until then', () => {
    const term = { fromDay: '2021-11-22', untilDay: '2027-01-01', endedOn: '2026-12-01' };
    expect(termState(term, today)).toBe('running');
    expect(termState(term, '2026-12-01')).toBe('ended');
  });
});

describe('founding', () => {
  const compound = { kind: 'compound', path: '1.2.3.4.', state: 'active' } as const;
  const parentAt = (path: string, more = {}) => ({ kind: 'federation', path, dissolvedOn: null, ...more }) as const;
  test.each([
    ['federation', compound, undefined, undefined],
    ['federation', compound, parentAt('1.2.3.'), undefined],
    ['womens_group', compound, parentAt('1.2.3.4.'), undefined],
    ['street_office', compound, undefined, 'wrong_place'],
    ['owners_committee', { ...compound, kind: 'building' }, undefined, 'wrong_place'],
    ['federation', { ...compound, state: 'merged' }, undefined, 'place_gone'],
    ['owners_committee', compound, parentAt('1.2.3.'), 'wrong_parent'],
    ['federation', compound, parentAt('1.2.3.', { dissolvedOn: today }), 'parent_gone'],
    ['federation', compound, parentAt('1.2.5.'), 'parent_elsewhere'],
    ['womens_group', compound, parentAt('1.2.3.4.5.'), 'parent_elsewhere'],
  ] as const)('%s', (kind, place, parent, problem) => {
    expect(foundingProblem(kind, place, parent)).toBe(problem);
  });
});

describe('numbers of an office', () => {
  const start = '2026-01-01';
  const dayAt = (n: number): string => addDays(start, n);
  const term = fc
    .record({
      office: fc.constantFrom<Office>('chair', 'vice_chair', 'executive'),
      personId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      from: fc.integer({ min: 0, max: 30 }),
      length: fc.option(fc.integer({ min: 1, max: 20 })),
    })
    .map(({ from, length, ...rest }) => ({
      ...rest,
      fromDay: dayAt(from),
      untilDay: length === null ? null : dayAt(from + length),
      endedOn: null,
    }));
  const rule: OfficeRule = kindFacts.federation.at.compound;

  test('whatever is appointed in whatever order, no day has more holders than allowed, nor two chairs in one person', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 40 }), (wanted) => {
        const held: typeof wanted = [];
        for (const one of wanted) if (!appointmentProblem(rule, one.office, one.personId, one, held)) held.push(one);
        for (let n = 0; n <= 52; n += 1) {
          const now = held.filter((one) => holdsOn(one, dayAt(n)));
          for (const [office, { max }] of Object.entries(rule.offices))
            expect(now.filter((one) => one.office === office).length).toBeLessThanOrEqual(max);
          for (const person of ['a', 'b', 'c', 'd', 'e']) {
            const own = now.filter((one) => one.personId === person);
            expect(own.filter((one) => one.office !== 'executive').length).toBeLessThanOrEqual(1);
            expect(new Set(own.map((one) => one.office)).size).toBe(own.length);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test('a free office is never refused as full', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 20 }), term, (held, one) => {
        const problem = appointmentProblem(rule, one.office, one.personId, one, held);
        const max = rule.offices[one.office]?.max ?? 0;
        const crowded = Array.from({ length: 80 }, (_, n) => dayAt(n)).some(
          (day) =>
            holdsOn(one, day) &&
            held.filter((other) => other.office === one.office && holdsOn(other, day)).length >= max,
        );
        if (problem === 'office_full') expect(crowded).toBe(true);
        if (problem === undefined) expect(crowded).toBe(false);
      }),
    );
  });

  test('the most holders is the most of any single day', () => {
    fc.assert(
      fc.property(
        fc.array(term, { maxLength: 15 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 1, max: 30 }),
        (held, from, length) => {
          const daily = Array.from({ length }, (_, n) => held.filter((one) => holdsOn(one, dayAt(from + n))).length);
          expect(mostHolders(held, dayAt(from), dayAt(from + length))).toBe(Math.max(...daily));
        },
      ),
    );
  });

  test('an executive may also be elected chair, a chair not also vice-chair', () => {
    const span = { fromDay: today, untilDay: null };
    const executive = [{ ...span, endedOn: null, office: 'executive', personId: 'a' }] as const;
    expect(appointmentProblem(rule, 'chair', 'a', span, executive)).toBeUndefined();
    const chair = [{ ...span, endedOn: null, office: 'chair', personId: 'a' }] as const;
    expect(appointmentProblem(rule, 'vice_chair', 'a', span, chair)).toBe('holds_another_office');
    expect(appointmentProblem(rule, 'executive', 'a', span, chair)).toBeUndefined();
  });

  test('who administers may not audit', () => {
    const span = { fromDay: today, untilDay: null };
    const held = [{ ...span, endedOn: null, office: 'administrator', personId: 'a' }] as const;
    expect(appointmentProblem(kindFacts.platform.at.district, 'auditor', 'a', span, held)).toBe('holds_another_office');
    expect(appointmentProblem(kindFacts.platform.at.district, 'auditor', 'b', span, held)).toBeUndefined();
  });

  test('dates and unknown offices are refused', () => {
    expect(appointmentProblem(rule, 'leader', 'a', { fromDay: today, untilDay: null }, [])).toBe('no_such_office');
    expect(appointmentProblem(rule, 'chair', 'a', { fromDay: today, untilDay: today }, [])).toBe('dates_reversed');
  });

  test('vacancies are what is missing from the least', () => {
    expect(vacancies(rule, 'executive', 3)).toBe(2);
    expect(vacancies(rule, 'executive', 5)).toBe(0);
    expect(vacancies(rule, 'leader', 0)).toBe(0);
  });
});

describe('who keeps groups', () => {
  const district = '421202';
  const actor = (...grants: [permission: string, post: string, path: string][]): Actor => ({
    accountId: 'a',
    sessionId: 's',
    district,
    personId: 'p',
    name: '',
    grants: grants.map(([permission, post, path]) => ({ permission, post, path, placeId: 'x' })),
  });
  const street = '1.2.';
  const community = '1.2.3.';
  const at = (kind: GroupKind, path: string) => ({ kind, district, path });

  test('groups of residents: whoever has the permission there or above', () => {
    const chair = actor(['groups.edit', 'federation.chair', community]);
    expect(editsGroups(chair, at('womens_group', '1.2.3.4.'))).toBe(true);
    expect(editsGroups(chair, at('womens_group', '1.2.9.'))).toBe(false);
    expect(editsGroups(undefined, at('team', community))).toBe(false);
  });

  // An office gives its holder powers over residents' records, so nobody may give it to themselves or to a friend.
  test.each([
    ['its own staff', actor(['groups.edit', 'community_office.staff', community]), false],
    ['its own head', actor(['groups.edit', 'community_office.leader', community]), false],
    ['a federation above', actor(['groups.edit', 'federation.chair', street]), false],
    ['the office above', actor(['groups.edit', 'street_office.staff', street]), true],
    ['an office elsewhere', actor(['groups.edit', 'street_office.staff', '1.9.']), false],
    ['the administrator', actor(['accounts.manage', 'platform.administrator', '1.']), true],
    ['the auditor', actor(['accounts.audit', 'platform.auditor', '1.']), false],
  ] as const)('a community office is kept by %s: %s', (_, who, may) => {
    expect(editsGroups(who, at('community_office', community))).toBe(may);
  });

  test('the platform is kept by the administrator alone', () => {
    expect(editsGroups(actor(['groups.edit', 'district_office.staff', '1.']), at('platform', '1.'))).toBe(false);
    expect(editsGroups(actor(['accounts.manage', 'platform.administrator', '1.']), at('platform', '1.'))).toBe(true);
  });

  test('only kinds that stand at a place can be founded there', () => {
    const staff = actor(['groups.edit', 'street_office.staff', street]);
    const kinds = foundableKinds(staff, { district, kind: 'community', path: community });
    expect(kinds).toContain('community_office');
    expect(kinds).not.toContain('owners_committee');
    expect(foundableKinds(staff, { district, kind: 'township', path: street })).not.toContain('street_office');
  });
});
