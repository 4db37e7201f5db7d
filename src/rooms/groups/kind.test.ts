import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../kit/root.ts';
import { factsOf, groupKinds, kindFacts, offices, officesOf, parties, usualParty, varieties } from './kind.ts';

const migration = await readFile(path.join(root, 'migrations/0004_groups.sql'), 'utf8');
const listIn = (found: RegExpExecArray | null): string[] =>
  [...(found?.[1] ?? '').matchAll(/'(\w+)'/g)].map((m) => m[1] ?? '');

test('the numbers of the field guide are the defaults', () => {
  expect(kindFacts.federation.at.compound).toEqual({
    termMonths: 60,
    offices: { chair: { min: 1, max: 1 }, vice_chair: { min: 1, max: 1 }, executive: { min: 5, max: 5 } },
  });
  expect(kindFacts.federation.at.community).toEqual({
    termMonths: 60,
    offices: { chair: { min: 1, max: 1 }, vice_chair: { min: 2, max: 2 }, executive: { min: 15, max: 15 } },
  });
});

test.each(groupKinds)('%s: its numbers speak of its offices and of no others', (kind) => {
  const { at } = factsOf(kind);
  expect(Object.keys(at)).not.toEqual([]);
  for (const rule of Object.values(at)) {
    expect(Object.keys(rule.offices).filter((office) => !officesOf(kind).includes(office as never))).toEqual([]);
    for (const { min, max } of Object.values(rule.offices)) {
      expect(min).toBeGreaterThanOrEqual(0);
      expect(max).toBeGreaterThanOrEqual(Math.max(1, min));
    }
  }
  // Somebody must be able to hold each office somewhere.
  for (const office of officesOf(kind)) {
    expect(Object.values(at).some((rule) => office in rule.offices)).toBe(true);
  }
});

test('the database knows the same kinds that stand alone, offices, parties and varieties', () => {
  const single = listIn(/groups_single[\s\S]*?kind IN \(([^)]*)\)/.exec(migration));
  expect(single.sort()).toEqual(groupKinds.filter((kind) => factsOf(kind).single).sort());
  expect(listIn(/office\s+text NOT NULL CHECK \(office IN \(([^)]*)\)/.exec(migration))).toEqual([...offices]);
  expect(listIn(/party\s+text CHECK \(party IN \(([^)]*)\)/.exec(migration))).toEqual([...parties]);
  expect(listIn(/variety\s+text CHECK \(variety IN \(([^)]*)\)/.exec(migration))).toEqual([...varieties]);
});

test('only volunteer teams count as volunteers', () => {
  expect(varieties.map((variety) => usualParty('team', variety))).toEqual(['volunteers', null, null]);
  expect(usualParty('social_organisation', null)).toBe('social_organisation');
  expect(usualParty('partner_unit', null)).toBe('charity');
});
