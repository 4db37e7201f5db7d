import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test('half width, without invisible signs and outer spaces', () => {
  expect(plainText('　１栋\u200b２单元\ufeff ')).toBe('1栋2单元');
  expect(plainText(301)).toBe('301');
});
