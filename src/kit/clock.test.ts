import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  addWorkingDays,
  type Day,
  dayIn,
  daysBetween,
  fixedClock,
  formatDay,
  formatMonth,
  formatShortDay,
  formatTime,
  formatWeekday,
  instantOf,
  isDay,
  isWorkingDay,
  isZone,
  relativeDay,
  relativeTime,
  startOfDay,
  timeIn,
  weekday,
  yearsBetween,
} from './clock.ts';

const shanghai = 'Asia/Shanghai';
const days = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date): Day => date.toISOString().slice(0, 10));
const instants = fc.date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
// Half-hour offsets, changes of clocks at midnight, a skipped day, and the summer time that China had until 1991.
const zones = fc.constantFrom(
  shanghai,
  'UTC',
  'Asia/Kolkata',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Africa/Cairo',
);

describe('days in a zone', () => {
  test('an instant falls on the day that the wall calendar shows', () => {
    expect(dayIn(shanghai, new Date('2026-11-22T15:59:59Z'))).toBe('2026-11-22');
    expect(dayIn(shanghai, new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
    expect(dayIn('America/New_York', new Date('2026-11-22T04:59:59Z'))).toBe('2026-11-21');
    expect(timeIn(shanghai, new Date('2026-11-22T16:05:00Z'))).toBe('00:05');
  });

  test('a day begins where the day before ends', () => {
    expect(startOfDay(shanghai, '2026-11-22').toISOString()).toBe('2026-11-21T16:00:00.000Z');
    fc.assert(
      fc.property(zones, days, (zone, day) => {
        const start = startOfDay(zone, day);
        expect(dayIn(zone, start)).toBe(day);
        expect(dayIn(zone, new Date(start.getTime() - 1)) < day).toBe(true);
      }),
    );
  });

  test('what the clocks show leads back to the instant, but for the hour that comes twice', () => {
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        const minute = new Date(Math.floor(instant.getTime() / 60_000) * 60_000);
        const back = instantOf(zone, dayIn(zone, minute), timeIn(zone, minute));
        expect(Math.abs(back.getTime() - minute.getTime()) <= 3_600_000).toBe(true);
        expect([dayIn(zone, back), timeIn(zone, back)]).toEqual([dayIn(zone, minute), timeIn(zone, minute)]);
      }),
    );
  });

  test('changes of clocks: a left-out time is later, a double one is the first', () => {
    expect(instantOf('Europe/Berlin', '2026-03-29', '02:30').toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(instantOf('Europe/Berlin', '2026-10-25', '02:30').toISOString()).toBe('2026-10-25T00:30:00.000Z');
    expect(instantOf('Africa/Cairo', '2024-04-26').toISOString()).toBe('2024-04-25T22:00:00.000Z');
    expect(instantOf(shanghai, '2026-11-22', '09:30:15').toISOString()).toBe('2026-11-22T01:30:15.000Z');
  });

  test('zones are known or not', () => {
    expect(isZone(shanghai)).toBe(true);
    expect(isZone('Asia/Xianning')).toBe(false);
    expect(isZone('')).toBe(false);
  });
});

describe('counting', () => {
  test('adding days and counting them are one', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -40_000, max: 20_000 }), (day, count) => {
        const other = addDays(day, count);
        expect(daysBetween(day, other)).toBe(count);
        expect(addDays(other, -count)).toBe(day);
        expect(weekday(other)).toBe(((((weekday(day) - 1 + count) % 7) + 7) % 7) + 1);
      }),
    );
  });

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-11-22', 2, '2027-01-22'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-12-31', 24, '2028-12-31'],
  ])('%s and %i months is %s', (day, count, later) => {
    expect(addMonths(day, count)).toBe(later);
  });

  test('working days leave out weekends and holidays and keep the weekends worked instead', () => {
    // 2026-11-20 is a Friday.
    expect(addWorkingDays('2026-11-20', 1)).toBe('2026-11-23');
    expect(addWorkingDays('2026-11-20', 0)).toBe('2026-11-20');
    expect(addWorkingDays('2026-11-20', 10)).toBe('2026-12-04');
    const calendar = { off: new Set(['2026-11-23']), worked: new Set(['2026-11-22']) };
    expect(addWorkingDays('2026-11-20', 1, calendar)).toBe('2026-11-22');
    expect(addWorkingDays('2026-11-20', 2, calendar)).toBe('2026-11-24');
    expect(isWorkingDay('2026-11-21')).toBe(false);
  });

  test('full years: the day before the birthday does not count yet', () => {
    expect(yearsBetween('2012-11-23', '2026-11-22')).toBe(13);
    expect(yearsBetween('2012-11-22', '2026-11-22')).toBe(14);
    expect(yearsBetween('2012-02-29', '2026-02-28')).toBe(13);
    expect(yearsBetween('2012-02-29', '2026-03-01')).toBe(14);
  });

  test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-1-1',
    '26-01-01',
    '2026-00-10',
    '0990-01-01',
    '2026-11-22T00:00',
    '',
    '２０２６-11-22',
  ])('%j is no day', (text) => {
    expect(isDay(text)).toBe(false);
  });

  test('every day is a day', () => {
    expect(fc.sample(days, 500).filter((day) => !isDay(day))).toEqual([]);
  });
});

describe('words', () => {
  test('days and times', () => {
    const instant = new Date('2026-11-22T06:05:00Z');
    expect([formatDay('2026-11-22', 'zh'), formatDay('2026-09-02', 'en')]).toEqual(['2026年11月22日', '2 Sep 2026']);
    expect([formatShortDay('2026-11-22', 'zh'), formatShortDay('2026-11-02', 'en')]).toEqual(['11月22日', '2 Nov']);
    expect([formatMonth('2026-11', 'zh'), formatMonth('2026-11-22', 'en')]).toEqual(['2026年11月', 'Nov 2026']);
    expect([formatTime(instant, shanghai, 'zh'), formatTime(instant, shanghai, 'en')]).toEqual([
      '2026年11月22日 14:05',
      '22 Nov 2026, 14:05',
    ]);
    expect([formatWeekday('2026-11-22', 'zh'), formatWeekday('2026-11-23', 'en')]).toEqual(['星期日', 'Monday']);
  });

  test.each([
    ['2026-11-22', '今天', 'today'],
    ['2026-11-21', '昨天', 'yesterday'],
    ['2026-11-24', '后天', 'in 2 days'],
    ['2026-11-16', '6天前', '6 days ago'],
    ['2026-11-15', '11月15日', '15 Nov'],
    ['2025-11-23', '2025年11月23日', '23 Nov 2025'],
  ])('%s seen from 2026-11-22 is %s, %s', (day, zh, en) => {
    expect([relativeDay(day, '2026-11-22', 'zh'), relativeDay(day, '2026-11-22', 'en')]).toEqual([zh, en]);
  });

  test('near instants', () => {
    const now = new Date('2026-11-22T06:00:00Z');
    const at = (text: string): string[] =>
      (['zh', 'en'] as const).map((lang) => relativeTime(new Date(text), now, shanghai, lang));
    expect(at('2026-11-22T05:59:30Z')).toEqual(['刚刚', 'just now']);
    expect(at('2026-11-22T05:55:00Z')).toEqual(['5分钟前', '5 minutes ago']);
    expect(at('2026-11-22T08:30:00Z')).toEqual(['2小时后', 'in 2 hours']);
    expect(at('2026-11-21T15:00:00Z')).toEqual(['昨天', 'yesterday']);
  });
});

test('a fixed clock moves only when told to', () => {
  const clock = fixedClock('2026-11-22T06:00:00Z');
  clock.advance(90);
  expect(clock.now().toISOString()).toBe('2026-11-22T06:01:30.000Z');
  clock.set('2026-12-01T00:00:00Z');
  clock.now().setFullYear(1999);
  expect(clock.now().toISOString()).toBe('2026-12-01T00:00:00.000Z');
});
