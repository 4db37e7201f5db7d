import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { optionTable } from '../src/kit/config.ts';
import { root } from '../src/kit/root.ts';

const heads = { 'README.md': '| option | default | meaning |', 'README.zh-CN.md': '| 变量 | 默认 | 说明 |' } as const;
const marks = ['<!-- options -->', '<!-- /options -->'] as const;

function table(head: string): string {
  const rows = optionTable.map(
    (option) =>
      `| \`${option.name}\` | ${option.default.startsWith('{') ? 'a JSON object' : option.default} | ${option.meaning} |`,
  );
  return [marks[0], head, '|---|---|---|', ...rows, marks[1]].join('\n');
}

test.each(Object.entries(heads))('%s lists every option as the program knows it', async (file, head) => {
  const name = path.join(root, file);
  const text = await readFile(name, 'utf8');
  const from = text.indexOf(marks[0]);
  const end = text.indexOf(marks[1]);
  const wanted = table(head);
  if (process.env.UPDATE === '1')
    await writeFile(
      name,
      text.slice(0, from) + wanted + text.slice(end < 0 ? from + marks[0].length : end + marks[1].length),
    );
  else expect(text.slice(from, end + marks[1].length)).toBe(wanted);
});
