import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { optionTable } from '../src/kit/config.ts';
import { root } from '../src/kit/root.ts';

const files = {
  'README.md': { lang: 'en', head: '| option | default | meaning |', json: 'a JSON object' },
  'README.zh-CN.md': { lang: 'zh', head: '| 变量 | 默认 | 说明 |', json: '一个 JSON 对象' },
} as const;
const marks = ['<!-- options -->', '<!-- /options -->'] as const;

function table({ lang, head, json }: (typeof files)[keyof typeof files]): string {
  const rows = optionTable.map(({ name, default: without, meaning }) => {
    const value = without[lang].startsWith('{') ? json : without[lang];
    return `| \`${name}\` | ${value} | ${meaning[lang]} |`;
  });
  return [marks[0], head, '|---|---|---|', ...rows, marks[1]].join('\n');
}

test.each(Object.entries(files))('%s lists every option as the program knows it', async (file, how) => {
  const name = path.join(root, file);
  const text = await readFile(name, 'utf8');
  const from = text.indexOf(marks[0]);
  const end = text.indexOf(marks[1]);
  const wanted = table(how);
  if (process.env.UPDATE === '1')
    await writeFile(
      name,
      text.slice(0, from) + wanted + text.slice(end < 0 ? from + marks[0].length : end + marks[1].length),
    );
  else expect(text.slice(from, end + marks[1].length)).toBe(wanted);
});
