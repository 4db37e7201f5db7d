import { expect, test } from 'vitest';
import {
  datesProblem,
  handoverProblem,
  isOver,
  type LinkInLine,
  lineOnDay,
  nearest,
  needsConfirmation,
  placeProblem,
  servingProblem,
} from './rules.ts';
import type { Level, Steward } from './steward.ts';

const steward = (more: Partial<Steward> = {}): Steward => ({
  district: '421202',
  id: 's1',
  personId: 'p1',
  level: 5,
  placeId: 'c',
  placePath: '1.2.',
  fromDay: '2026-03-01',
  toDay: null,
  ...more,
});

test.each([
  ['2026-11-22', undefined, undefined],
  ['2026-11-22', '2026-11-23', undefined],
  ['2027-11-23', undefined, undefined],
  ['2027-11-24', undefined, 'too_far_ahead'],
  ['2026-11-22', '2027-11-24', 'too_far_ahead'],
  ['2026-11-22', '2026-11-22', 'ends_before'],
  ['2026-11-22', '2026-11-01', 'ends_before'],
])('dates from %s to %s: %s', (fromDay, toDay, problem) => {
  expect(datesProblem({ fromDay, toDay }, '2027-11-23')).toBe(problem);
});

test.each([
  ['2026-02-28', undefined, null, 'not_serving'],
  ['2026-03-01', undefined, null, undefined],
  ['2026-03-01', undefined, '2026-06-01', undefined],
  ['2026-06-01', undefined, '2026-06-01', 'not_serving'],
  ['2026-05-01', '2026-06-01', '2026-06-01', undefined],
  ['2026-05-01', '2026-06-02', '2026-06-01', 'not_serving'],
])('a link from %s to %s with a steward who serves until %s: %s', (fromDay, toDay, until, problem) => {
  expect(servingProblem(steward({ toDay: until }), { fromDay, toDay })).toBe(problem);
});

test.each([
  ['building', 'active', '1.2.3.', undefined],
  ['community', 'active', '1.2.', undefined],
  ['building', 'active', '1.20.3.', 'outside_place'],
  ['building', 'merged', '1.2.3.', 'place_gone'],
  ['district', 'active', '1.', 'wrong_place'],
])('linking a %s that is %s at %s: %s', (kind, state, path, problem) => {
  expect(placeProblem(steward(), { kind, state, path })).toBe(problem);
});

test.each([
  [steward({ id: 's1' }), 'same_steward'],
  [steward({ id: 's2', level: 4 }), 'other_level'],
  [steward({ id: 's2', fromDay: '2026-12-01' }), 'not_serving'],
  [steward({ id: 's2', toDay: '2026-11-22' }), 'not_serving'],
  [steward({ id: 's2' }), undefined],
])('handing over to %o: %s', (to, problem) => {
  expect(handoverProblem(steward(), to, '2026-11-22')).toBe(problem);
});

test('the limit itself is not too much, and who carries less than before needs no word', () => {
  expect([isOver(40, 40), isOver(41, 40)]).toEqual([false, true]);
  expect(needsConfirmation(39, 40, 40)).toBe(false);
  expect(needsConfirmation(40, 41, 40)).toBe(true);
  expect(needsConfirmation(60, 50, 40)).toBe(false);
  expect(needsConfirmation(50, 50, 40)).toBe(false);
});

const link = (id: string, depth: number, more: Partial<LinkInLine> = {}): LinkInLine => ({
  id,
  stewardId: `steward of ${id}`,
  level: 5,
  placeId: `place ${depth}`,
  householdId: null,
  fromDay: '2026-01-01',
  toDay: null,
  depth,
  ...more,
});
const answer = (links: LinkInLine[], day = '2026-11-22', level: Level = 5): string | undefined =>
  nearest('h1', links, day, () => true)[level]?.id;

test('the nearest link of a level wins, and a household’s own before its door', () => {
  const entrance = link('entrance', 6);
  const door = link('door', 7);
  const own = link('own', 7, { householdId: 'h1' });
  const neighbour = link('neighbour', 7, { householdId: 'h2' });
  expect(answer([link('compound', 4), entrance])).toBe('entrance');
  expect(answer([entrance, link('compound', 4)])).toBe('entrance');
  expect(answer([own, door, entrance])).toBe('own');
  expect(answer([door, own])).toBe('own');
  expect(answer([door, neighbour])).toBe('door');
  expect(answer([neighbour])).toBeUndefined();
});

test('levels do not stand in each other’s way', () => {
  const links = [link('near', 7, { level: 5 }), link('far', 2, { level: 1 })];
  expect(answer(links, '2026-11-22', 1)).toBe('far');
  expect(answer(links, '2026-11-22', 5)).toBe('near');
});

test.each([
  ['2026-05-31', 'old'],
  ['2026-06-01', 'new'],
  ['2025-12-31', undefined],
])('on %s the answer is %s: the last day of one link is the day before the next begins', (day, id) => {
  const links = [link('old', 6, { toDay: '2026-06-01' }), link('new', 6, { fromDay: '2026-06-01' })];
  expect(answer(links, day)).toBe(id);
});

test('a link of somebody who does not serve counts for nothing', () => {
  const found = nearest('h1', [link('a', 6), link('b', 4)], '2026-11-22', (id) => id !== 'steward of a');
  expect(found[5]?.id).toBe('b');
});

const merge = (day: string, under: string, before: string) => ({ day, under, before, children: new Set(['entrance']) });

test.each([
  ['2026-05-31', ['compound', 'old building', 'entrance', 'door']],
  ['2026-06-01', ['compound', 'building', 'entrance', 'door']],
  ['2026-11-22', ['compound', 'building', 'entrance', 'door']],
])('the line of a door on %s, its building merged on 1 June', (day, line) => {
  const today = ['compound', 'building', 'entrance', 'door'];
  expect(lineOnDay(today, [merge('2026-06-01', 'building', 'old building')], day)).toEqual(line);
});

test('several moves are undone from the last to the first, and other places’ moves do not matter', () => {
  const events = [
    merge('2026-06-01', 'b', 'a'),
    { ...merge('2026-06-15', 'x', 'y'), children: new Set(['other entrance']) },
    merge('2026-07-01', 'a', 'b'),
    merge('2026-08-01', 'c', 'a'),
    { day: '2026-08-15', under: 'c', before: 'd', children: new Set(['other entrance']) },
  ];
  const on = (day: string) => lineOnDay(['compound', 'c', 'entrance', 'door'], events, day)[1];
  expect(['2026-05-31', '2026-06-01', '2026-07-01', '2026-08-01'].map(on)).toEqual(['a', 'b', 'a', 'c']);
});
