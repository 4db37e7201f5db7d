import { globSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { root } from '../src/kit/root.ts';
import type { Message, Wording } from '../src/kit/words.ts';

/** Every exported table of words, by file and name. */
const wordings = await Promise.all(
  globSync('src/**/{words,*-words}.ts', { cwd: root }).map(async (file) => {
    const module: Record<string, unknown> = await import(path.join(root, file));
    return Object.entries(module).flatMap(([name, wording]) =>
      isWording(wording) ? [{ name: `${file} ${name}`, wording }] : [],
    );
  }),
).then((found) => found.flat());

test('there are words to look at', () => {
  expect(wordings.length).toBeGreaterThan(1);
});

describe.each(wordings)('$name', ({ wording }) => {
  test('says everything in both languages, with the same values', () => {
    const wrong = Object.entries(wording).flatMap(([key, message]) => {
      const problem = problemOf(message);
      return problem ? [`${key}: ${problem}`] : [];
    });
    expect(wrong).toEqual([]);
  });
});

test.each([
  ['an empty one', { zh: '户', en: ' ' }],
  ['one left in Chinese', { zh: '户', en: '户' }],
  ['a value forgotten', { zh: '{n} 户', en: 'households' }],
  ['a value misspelt inside a plural', { zh: '{n} 户', en: '{n, plural, one {{m} household} other {# households}}' }],
  ['a brace left open', { zh: '{n 户', en: '{n} households' }],
])('%s is named', (_, message) => {
  expect(problemOf(message)).toBeDefined();
});

function isWording(value: unknown): value is Wording {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const messages = Object.values(value);
  return messages.length > 0 && messages.every((one) => typeof one?.zh === 'string' && typeof one?.en === 'string');
}

function problemOf(message: Message): string | undefined {
  if (message.zh.trim() === '' || message.en.trim() === '') return 'is empty in one language';
  // Names of things that have no English name stand in quotation marks or brackets beside an explanation.
  if (message.en === message.zh && /\p{Script=Han}/u.test(message.en)) return 'is not English';
  try {
    const [zh, en] = [valuesIn(message.zh, 'zh-CN'), valuesIn(message.en, 'en-GB')];
    const differ = zh.symmetricDifference(en);
    return differ.size > 0 ? `only one language uses ${[...differ].join(', ')}` : undefined;
  } catch (error) {
    return String(error);
  }
}

/** The names of the values a message wants. */
function valuesIn(text: string, locale: string): Set<string> {
  if (!text.includes('{')) return new Set();
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    // Literals have type 0 and carry text; every other element carries the name of a value.
    if ('type' in node && 'value' in node && node.type !== 0 && typeof node.value === 'string') found.add(node.value);
    for (const child of Object.values(node)) walk(child);
  };
  walk(new IntlMessageFormat(text, locale).getAst());
  return found;
}
