import { expect, test } from 'vitest';
import { sayMessage } from './message.ts';

const words = {
  'test.told': { zh: '从{day}起，{by}联系的 {n} 处交给您', en: 'From {day} you look after {n} places of {by}' },
};
const message = { kind: 'test.told', about: { day: '2026-11-06', byId: '7', n: 3 } };

test.each([
  ['zh', '从2026年11月6日起，毛凤霞联系的 3 处交给您'],
  ['en', 'From 6 Nov 2026 you look after 3 places of 毛凤霞'],
] as const)('a message says names and days as people say them: %s', (lang, said) => {
  expect(sayMessage(words, message, () => '毛凤霞', lang)).toBe(said);
});
