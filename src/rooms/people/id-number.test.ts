import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../kit/clock.ts';
import { checkDigit, readIdNumber } from './id-number.ts';

const today = '2026-11-22';
const read = (value: string | number) => readIdNumber(value, today);

/** Numbers of nobody, with a true check digit. */
function made(division: string, birth: string, order: string): string {
  const digits = division + birth.replaceAll('-', '') + order;
  return digits + checkDigit(digits);
}

test('the example of the standard', () => {
  expect(checkDigit('11010519491231002')).toBe('X');
  expect(read('11010519491231002X')).toEqual({
    number: '11010519491231002X',
    birthDate: '1949-12-31',
    sex: 'female',
    divisionCode: '110105',
  });
});

test.each([
  '11010519491231002x',
  ' 110105 19491231 002X ',
  '１１０１０５１９４９１２３１００２Ｘ',
  "'11010519491231002X",
  '11010519491231002X\u200b',
])('typed as %j it is the same number', (typed) => expect(read(typed)).toMatchObject({ number: '11010519491231002X' }));

describe('refused', () => {
  test.each([
    ['4.21202E+17', 'id_in_scientific_notation'],
    ['4.21202198510190E+17', 'id_in_scientific_notation'],
    ['4.21e17', 'id_in_scientific_notation'],
    [421202198510190000, 'id_in_scientific_notation'],
    ['42120219851019003', 'id_length'],
    ['4212021985101900355', 'id_length'],
    ['421202850101003', 'id_old_15_digits'],
    [421202850101003, 'id_old_15_digits'],
    ['', 'id_not_a_number'],
    ['E12345678', 'id_not_a_number'],
    ['110105X94912310029', 'id_not_a_number'],
    ['11010519491231002Y', 'id_not_a_number'],
    ['110105194912310021', 'id_checksum_wrong'],
    [made('421202', '1985-02-30', '003'), 'id_birth_date_invalid'],
    [made('421202', '1985-13-01', '003'), 'id_birth_date_invalid'],
    [made('421202', '2026-11-23', '003'), 'id_birth_date_invalid'],
    [made('421202', '1899-12-31', '003'), 'id_birth_date_invalid'],
  ])('%s: %s', (value, code) => expect(read(value)).toEqual({ refused: code }));

  test('nobody is born after today, but today is possible', () => {
    expect(read(made('421202', today, '003'))).toMatchObject({ birthDate: today });
  });
});

describe('for any person', () => {
  const birth = fc.integer({ min: 0, max: 46_000 }).map((days) => addDays('1900-01-01', days));
  const order = fc.integer({ min: 0, max: 999 }).map((n) => String(n).padStart(3, '0'));
  const number = fc.tuple(birth, order).map(([born, n]) => made('421202', born, n));

  test('birth date and sex follow from the number', () => {
    fc.assert(
      fc.property(birth, order, (born, n) => {
        const result = read(made('421202', born, n));
        expect(result).toMatchObject({
          birthDate: born,
          sex: Number(n) % 2 === 1 ? 'male' : 'female',
          divisionCode: '421202',
        });
      }),
    );
  });

  test('one wrong digit, or two neighbours exchanged, is always noticed', () => {
    fc.assert(
      fc.property(number, fc.nat(16), fc.integer({ min: 1, max: 9 }), (whole, at, by) => {
        const wrong = whole.slice(0, at) + ((Number(whole[at]) + by) % 10) + whole.slice(at + 1);
        expect(read(wrong)).toHaveProperty('refused');
        const swapped = whole.slice(0, at) + whole.charAt(at + 1) + whole.charAt(at) + whole.slice(at + 2);
        if (swapped !== whole) expect(read(swapped)).toHaveProperty('refused');
      }),
    );
  });

  test('any other text is refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(read(text)).toHaveProperty('refused');
      }),
    );
  });
});
