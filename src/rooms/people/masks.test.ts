import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskIdNumber, maskName, maskPhone } from './masks.ts';

test.each([
  ['张伟', '张*'],
  ['张小伟', '张**'],
  ['张', '*'],
  ['欧阳娜娜', '欧阳**'],
  ['诸葛亮', '诸葛*'],
  ['欧阳', '欧*'],
  ['阿依古丽', '阿***'],
  ['阿依古丽·买买提', '阿***·***'],
  ['John Smith', 'J*** S****'],
  ['O’Neil', 'O*****'],
  ['𠮷田', '𠮷*'],
  [' 张伟　', '张*'],
  ['', ''],
])('%s is shown as %s', (name, mask) => expect(maskName(name)).toBe(mask));

test('a name keeps its length and shows at most a surname or initials', () => {
  const han = fc.string({ unit: fc.constantFrom(...'张王欧阳诸葛伟芳阿依古丽'), minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(han, (name) => {
      const mask = maskName(name);
      expect([...mask]).toHaveLength([...name].length);
      expect(mask.endsWith('*')).toBe(true);
      expect(mask.replaceAll('*', '').length).toBeLessThanOrEqual(2);
    }),
  );
});

test.each([
  ['13823481234', '138****1234'],
  ['138 2348 1234', '138****1234'],
  ['0715-8123456', '0715-****456'],
  ['01065123456', '010-*****456'],
  ['4008123456', '400****456'],
  ['1385551234', '********34'],
  ['12345', '*****'],
  ['', ''],
])('phone %s is shown as %s', (phone, mask) => expect(maskPhone(phone)).toBe(mask));

test.each([
  ['421202198510190035', '421202********0035'],
  ['11010519491231002x', '110105********002x'],
  ['421202850101003', '*************03'],
  ['12', '**'],
])('ID number %s is shown as %s', (number, mask) => expect(maskIdNumber(number)).toBe(mask));

test('digits 7 to 14 of an ID number never show', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{17}[\dX]$/), (number) => {
      expect(maskIdNumber(number).slice(6, 14)).toBe('********');
    }),
  );
});
