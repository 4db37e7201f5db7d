import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromSerial, isDay, toSerial } from './serial.ts';
import { kindOfFormat } from './styles.ts';

test.each([
  [1, { date: '1900-01-01' }],
  [59, { date: '1900-02-28' }],
  [60, undefined],
  [61, { date: '1900-03-01' }],
  [31339, { date: '1985-10-19' }],
  [0.75, { time: '18:00' }],
  [44927.999995, { date: '2023-01-02' }],
  [44927.5625, { date: '2023-01-01', time: '13:30' }],
  [-1, undefined],
  [2_958_466, undefined],
  [Number.NaN, undefined],
])('serial %d', (serial, moment) => {
  expect(fromSerial(serial)).toEqual(moment);
});

test('the 1904 count begins 1462 days later', () => {
  expect(fromSerial(0, 1904)).toEqual({ date: '1904-01-01' });
  expect(fromSerial(31339 - 1462, 1904)).toEqual({ date: '1985-10-19' });
});

test('every second from March 1900 on reads back', () => {
  const range = { min: new Date('1900-03-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true };
  fc.assert(
    fc.property(fc.date(range), (when) => {
      const [date = '', time = ''] = when.toISOString().slice(0, 19).split('T');
      const back = fromSerial(Number(toSerial(`${date} ${time}`)));
      expect(back?.date).toBe(date);
      expect((back?.time ?? '00:00').padEnd(8, ':00')).toBe(time);
    }),
  );
});

test.each(['1900-02-28', '2026-02-29', '2026-1-1', '2026-01-01 24:00', ''])('no serial for %s', (text) => {
  expect(toSerial(text)).toBeUndefined();
});

test('the calendar', () => {
  expect(isDay(2024, 2, 29)).toBe(true);
  expect(isDay(1900, 2, 29)).toBe(false);
  expect(isDay(2000, 2, 29)).toBe(true);
  expect(isDay(2026, 13, 1)).toBe(false);
  expect(isDay(2026, 4, 31)).toBe(false);
});

describe('number formats', () => {
  test.each([
    ['yyyy/m/d', 'day'],
    ['yyyy"年"m"月"d"日";@', 'day'],
    ['[$-804]yyyy"年"m"月"', 'month'],
    ['m"月"', 'day'],
    ['yyyy', 'day'],
    ['h:mm AM/PM', 'time'],
    ['[h]:mm:ss', 'time'],
    ['mm:ss.0', 'time'],
    ['General', 'number'],
    ['0.00E+00', 'number'],
    ['[Red]0.00;[Blue]-0.00', 'number'],
    ['0"d"', 'number'],
    ['#,##0\\d', 'number'],
    ['@', 'number'],
  ])('%s is %s', (code, kind) => {
    expect(kindOfFormat(code)).toBe(kind);
  });
});
