import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadMasterKeys, parseMasterKeys } from './master-key.ts';

let dataDir = '';
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'doorstep-key-'));
});
afterAll(() => rm(dataDir, { recursive: true }));

test('the first start makes one key file, readable by its owner only, even when several start at once', async () => {
  const folder = path.join(dataDir, 'new');
  const starts = await Promise.all(Array.from({ length: 8 }, () => loadMasterKeys({ dataDir: folder })));
  expect(new Set(starts.map((keys) => keys[0]?.toString('hex'))).size).toBe(1);
  const file = path.join(folder, 'master.key');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await chmod(file, 0o644);
  expect(await loadMasterKeys({ dataDir: folder })).toEqual(starts[0]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, 'utf8')).toMatch(/^# .+\n[\w+/]{43}=\n$/);
});

test('keys are read from the text or a file given, the current one first', async () => {
  const hex = '01'.repeat(32);
  const base64 = Buffer.alloc(32, 2).toString('base64');
  const both = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  expect(await loadMasterKeys({ masterKey: `${hex},${base64}`, dataDir })).toEqual(both);
  const file = path.join(dataDir, 'keys');
  await writeFile(file, `# rotated in May\n${hex}\n${base64}\n`);
  expect(await loadMasterKeys({ masterKeyFile: file, dataDir })).toEqual(both);
});

test.each(['', '# nothing', 'abc', '01'.repeat(31), `${'01'.repeat(32)} short`])(
  'refuses %j without repeating it',
  async (text) => {
    const result = parseMasterKeys(text);
    expect(result).toHaveProperty('problem');
    if (text !== '') expect(JSON.stringify(result)).not.toContain(text);
    await expect(loadMasterKeys({ masterKey: text, dataDir })).rejects.toThrow(/MASTER_KEY/);
  },
);
