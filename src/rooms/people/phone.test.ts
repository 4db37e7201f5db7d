import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areaCodeOf, readPhone } from './phone.ts';

test.each([
  ['13823482870', '13823482870'],
  [13823482870, '13823482870'],
  ['138 2348 2870', '13823482870'],
  ['189-5226-5929', '18952265929'],
  ['１３８２３４８２８７０', '13823482870'],
  [' 13823482870\u200b', '13823482870'],
  ['+86 138 2348 2870', '13823482870'],
  ['+86-138-2348-2870', '13823482870'],
  ['008613823482870', '13823482870'],
  ['8613823482870', '13823482870'],
  ['0715-8123456', '07158123456'],
  ['0715 812 3456', '07158123456'],
  ['(010)65123456', '01065123456'],
  ['010—65123456', '01065123456'],
  ['+86 715 8123456', '07158123456'],
  ['+86 10 65123456', '01065123456'],
  ['400-812-3456', '4008123456'],
])('%s', (typed, phone) => expect(readPhone(typed)).toEqual({ phone }));

test.each([
  '',
  '无',
  '1385551234',
  '138234828701',
  '12823482870',
  '8123456',
  '0715-1234567',
  '13823482870/13823482871',
  '1.3823482870E10',
  '0715-8123456-801',
])('%s is refused', (typed) => expect(readPhone(typed)).toEqual({ refused: 'phone_not_valid' }));

test('a phone that was read is read again as itself, however it is spaced', () => {
  const mobile = fc
    .tuple(fc.constantFrom('13', '15', '17', '18', '19'), fc.stringMatching(/^\d{9}$/))
    .map((parts) => parts.join(''));
  const landline = fc
    .tuple(fc.constantFrom('010', '021', '0715', '0551'), fc.stringMatching(/^[2-8]\d{6,7}$/))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(
      fc.oneof(mobile, landline),
      fc.integer({ min: 1, max: 10 }),
      fc.constantFrom(' ', '-', '－', '　'),
      (phone, at, sign) => {
        expect(readPhone(phone.slice(0, at) + sign + phone.slice(at))).toEqual({ phone });
      },
    ),
  );
});

test('area codes', () => {
  expect(areaCodeOf('01065123456')).toBe('010');
  expect(areaCodeOf('07158123456')).toBe('0715');
  expect(areaCodeOf('13823482870')).toBeUndefined();
});
