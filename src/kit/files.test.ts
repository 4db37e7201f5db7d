import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FileKind, mediaTypes, sniff } from './file-kinds.ts';
import { type Files, openFiles } from './files.ts';

const jpeg = Buffer.from('ffd8ffe000104a46494600010100', 'hex');
const samples: [FileKind | undefined, string, Buffer][] = [
  ['jpeg', 'a photo', jpeg],
  ['png', 'a screenshot', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ['webp', 'a web image', Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(4), Buffer.from('WEBPVP8 ')])],
  ['heic', 'a photo of an iPhone', Buffer.concat([Buffer.from('00000018', 'hex'), Buffer.from('ftypheic')])],
  ['pdf', 'a document', Buffer.from('%PDF-1.7\n%\xe2\xe3', 'latin1')],
  ['xls', 'a sheet of an old program', Buffer.from('d0cf11e0a1b11ae10000', 'hex')],
  ['xlsx', 'a sheet', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.from('…xl/workbook.xml…')])],
  ['docx', 'a text document', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.from('…word/document.xml…')])],
  ['zip', 'an archive', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.from('setup.exe')])],
  ['text', 'CSV in UTF-8 with a mark', Buffer.from('\ufeff楼栋,单元\r\n1栋,2\r\n')],
  ['text', 'CSV in GB18030', iconv.encode('楼栋\t房号\r\n㐀栋,301', 'gb18030')],
  ['text', 'CSV in UTF-16', iconv.encode('楼栋', 'utf16le', { addBOM: true })],
  [undefined, 'a program', Buffer.from('7f454c460201010000000000', 'hex')],
  [undefined, 'another program', Buffer.from('4d5a90000300', 'hex')],
  [
    undefined,
    'a RIFF that is no image',
    Buffer.concat([Buffer.from('JUNK'), Buffer.alloc(4), Buffer.from('WEBPVP8 ')]),
  ],
  [undefined, 'nothing', Buffer.alloc(0)],
];

describe('kinds', () => {
  test.each(samples)('%s: %s', (kind, _what, bytes) => {
    expect(sniff(bytes)).toBe(kind);
  });

  test('a page is served as plain text, never as a page', () => {
    const kind = sniff(Buffer.from('<html><script>alert(1)</script>'));
    expect(kind && mediaTypes[kind]).toMatch(/^text\/plain/);
  });

  test('a sheet is known by its end, however large it is', () => {
    const head = Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(100)]);
    expect(sniff(head, Buffer.from('xl/workbook.xmlPK'))).toBe('xlsx');
    expect(sniff(head, Buffer.from('PK'))).toBe('zip');
  });
});

let base = '';
let folder = '';
let files: Files;
beforeAll(async () => {
  base = await mkdtemp(path.join(os.tmpdir(), 'doorstep-files-'));
});
beforeEach(async () => {
  folder = await mkdtemp(path.join(base, 'f-'));
  files = await openFiles(folder, 1000);
});
afterAll(() => rm(base, { recursive: true }));
const images = { accept: ['jpeg', 'png'] } as const;
const listed = async (): Promise<string[]> => {
  const names: string[] = [];
  for await (const name of files.all()) names.push(name);
  return names;
};

test('what is put is read back, lies under its hash, and is stored once', async () => {
  const sha256 = createHash('sha256').update(jpeg).digest('hex');
  const expected = { done: { sha256, size: jpeg.length, kind: 'jpeg' } };
  expect(await files.put([jpeg.subarray(0, 3), jpeg.subarray(3)], images)).toEqual(expected);
  expect(await Promise.all([files.put([jpeg], images), files.put([jpeg], images)])).toEqual([expected, expected]);
  expect(await buffer(files.read(sha256))).toEqual(jpeg);
  expect(await buffer(files.read(sha256, { start: 3, end: 4 }))).toEqual(jpeg.subarray(3, 5));
  expect(await readFile(path.join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256))).toEqual(jpeg);
  expect(await files.size(sha256)).toBe(jpeg.length);
  expect(await listed()).toEqual([sha256]);
  expect(await readdir(path.join(folder, 'drafts'))).toEqual([]);
  await files.remove(sha256);
  await files.remove(sha256);
  expect(await files.size(sha256)).toBeUndefined();
  await expect(buffer(files.read(sha256))).rejects.toThrow(/ENOENT/);
});

test('too large is refused before everything has been read', async () => {
  let read = 0;
  async function* endless(): AsyncGenerator<Buffer> {
    for (;;) {
      read += 1;
      yield Buffer.alloc(300, 'a');
    }
  }
  expect(await files.put(endless(), images)).toEqual({ refused: 'file-too-large', detail: { limit: 1000 } });
  expect(read).toBe(4);
  expect(await files.put([Buffer.alloc(11, 'a')], { accept: ['text'], limit: 10 })).toMatchObject({
    refused: 'file-too-large',
  });
  expect(await files.put([Buffer.alloc(10, 'a')], { accept: ['text'], limit: 10 })).toHaveProperty('done');
});

test('empty files and kinds that are not wanted are refused, and leave nothing behind', async () => {
  expect(await files.put([], images)).toEqual({ refused: 'file-empty' });
  expect(await files.put([Buffer.from('<svg onload=alert(1)>')], images)).toEqual({
    refused: 'file-kind',
    detail: { kind: 'text' },
  });
  expect(await files.put([Buffer.from('7f454c46', 'hex')], images)).toEqual({
    refused: 'file-kind',
    detail: { kind: 'unknown' },
  });
  expect(await readdir(path.join(folder, 'drafts'))).toEqual([]);
  expect(await listed()).toEqual([]);
});

test('an upload that breaks off leaves nothing behind', async () => {
  async function* broken(): AsyncGenerator<Buffer> {
    yield jpeg;
    throw new Error('connection lost');
  }
  await expect(files.put(broken(), images)).rejects.toThrow('connection lost');
  expect(await readdir(path.join(folder, 'drafts'))).toEqual([]);
});

test('the next start clears what a crash left half-written a day ago', async () => {
  await writeFile(path.join(folder, 'drafts', 'old'), 'x');
  await writeFile(path.join(folder, 'drafts', 'new'), 'x');
  const longAgo = new Date(Date.now() - 2 * 86_400_000);
  await utimes(path.join(folder, 'drafts', 'old'), longAgo, longAgo);
  await openFiles(folder, 1000);
  expect(await readdir(path.join(folder, 'drafts'))).toEqual(['new']);
});

test('a name that is no hash cannot lead out of the folder', async () => {
  await expect(async () => files.read('../../etc/passwd')).rejects.toThrow(/SHA-256/);
  await expect(async () => files.remove('..')).rejects.toThrow(/SHA-256/);
});
