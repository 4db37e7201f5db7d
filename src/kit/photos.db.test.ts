import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ReadableStream } from 'node:stream/web';
import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { openTestHouse } from '../../test/house.ts';
import { newId } from './ids.ts';
import { isRefused } from './outcome.ts';
import { fileAnswer, findFiles, forgetFiles, keepAttachments, keepPhotos, sweepFiles } from './photos.ts';
import { root } from './root.ts';
import type { Write } from './write.ts';

const house = await openTestHouse();
const district = '421202';

const upload = (bytes: Uint8Array | string, name = 'IMG_0001.jpg'): File =>
  new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name);

/** 64 × 48, its left half red and its right half blue. */
async function twoColours(): Promise<Sharp> {
  const red = await sharp({ create: { width: 32, height: 48, channels: 3, background: '#d01010' } })
    .png()
    .toBuffer();
  const flat = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#1010d0' } })
    .composite([{ input: red, left: 0, top: 0 }])
    .png()
    .toBuffer();
  return sharp(flat);
}

const keeping = (uploads: readonly File[], keep = keepPhotos) =>
  house.outcome(district, async (write: Write) => {
    const kept = await keep(write, uploads);
    if (isRefused(kept)) return kept;
    await write.record({ verb: 'test.keep', thing: { kind: 'test', id: newId() } });
    return kept;
  });

async function kept(file: File): Promise<string> {
  const outcome = await keeping([file]);
  if (isRefused(outcome)) throw new Error(JSON.stringify(outcome));
  return outcome.done[0] ?? '';
}

async function contentOf(id: string, size: 'full' | 'thumb' = 'full'): Promise<Buffer> {
  const answer = await fileAnswer({ db: house.db, files: house.workshop.files }, { district, id }, size);
  if (isRefused(answer)) throw new Error('not found');
  return buffer(answer.done.body as ReadableStream);
}

test('the place where a photo was taken is gone, and so is everything else but the picture', async () => {
  const sent = await (await twoColours())
    .withExif({
      IFD0: { Make: 'SecretPhone', Copyright: 'Zhang' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '29/1 51/1 30/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '114/1 19/1 0/1',
      },
    })
    .withXmp(
      '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">SecretPlace</x:xmpmeta>',
    )
    .jpeg()
    .toBuffer();
  const before = await sharp(sent).metadata();
  expect(before.exif?.includes('SecretPhone')).toBe(true);
  expect(sent.includes('SecretPlace')).toBe(true);

  const id = await kept(upload(sent, '张三家.jpg'));
  for (const size of ['full', 'thumb'] as const) {
    const bytes = await contentOf(id, size);
    const { format, exif, xmp, iptc, icc } = await sharp(bytes).metadata();
    expect({ format, exif, xmp, iptc, icc }).toEqual({ format: 'jpeg' });
    expect(bytes.includes('Secret')).toBe(false);
    expect(bytes.includes('Exif')).toBe(false);
  }
  expect((await findFiles(house.db, district, [id])).get(id)).toMatchObject({ kind: 'jpeg', name: null });
});

test.each([
  // EXIF 2.32, tag 0x0112: where the row 0 and the column 0 of the stored picture belong.
  [1, [64, 48], 'left'],
  [3, [64, 48], 'right'],
  [6, [48, 64], 'top'],
  [8, [48, 64], 'bottom'],
] as const)('orientation %i is turned upright', async (orientation, [width, height], redIs) => {
  const id = await kept(
    upload(await (await twoColours()).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer()),
  );
  const { data, info } = await sharp(await contentOf(id))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([width, height]);
  const x = { left: 4, right: width - 4, top: width / 2, bottom: width / 2 }[redIs];
  const y = { left: height / 2, right: height / 2, top: 4, bottom: height - 4 }[redIs];
  const at = (y * info.width + x) * info.channels;
  expect(data[at]).toBeGreaterThan(180);
  expect(data[at + 2]).toBeLessThan(60);
});

test('a large photo is kept small, with a smaller one for lists; a small one is not blown up', async () => {
  const large = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer();
  const id = await kept(upload(large));
  const summary = (await findFiles(house.db, district, [id])).get(id);
  expect(summary).toMatchObject({ width: 1600, height: 1200 });
  const thumb = await sharp(await contentOf(id, 'thumb')).metadata();
  expect([thumb.width, thumb.height]).toEqual([400, 300]);
  const small = await kept(upload(await (await twoColours()).png().toBuffer()));
  expect((await findFiles(house.db, district, [small])).get(small)).toMatchObject({ width: 64, height: 48 });
});

test('PNG, WebP and the HEIC of an iPhone become JPEG', async () => {
  const heic = await readFile(path.join(root, 'test/two-colours.heic'));
  const [png, webp] = [await (await twoColours()).png().toBuffer(), await (await twoColours()).webp().toBuffer()];
  for (const bytes of [png, webp, heic]) {
    const id = await kept(upload(bytes));
    const { data, info } = await sharp(await contentOf(id))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([64, 48, 3]);
    expect(data[(24 * 64 + 8) * 3]).toBeGreaterThan(170);
    expect(data[(24 * 64 + 56) * 3]).toBeLessThan(60);
  }
});

/** A PNG of some dozen kilobytes that unfolds to 30,000 × 30,000 pixels. */
function bomb(): Buffer {
  const side = 30_000;
  const crc = (bytes: Buffer): number => {
    let c = 0xffffffff;
    for (const byte of bytes) {
      c ^= byte;
      for (let k = 0; k < 8; k += 1) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    }
    return (c ^ 0xffffffff) >>> 0;
  };
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([size, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc((side / 8 + 1) * side))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('what is no photo, empty, broken, a trap or too many is refused, and nothing is registered', async () => {
  const photo = await (await twoColours()).jpeg().toBuffer();
  const many = Array.from({ length: 13 }, () => upload(photo));
  const cases: [readonly File[], string][] = [
    [[upload('Dear all, this is a text', 'photo.jpg')], 'not_a_photo'],
    [[upload('%PDF-1.7\n', 'photo.jpg')], 'not_a_photo'],
    [[upload('<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.jpg')], 'not_a_photo'],
    [[upload('')], 'file_empty'],
    [[upload(Buffer.concat([photo, Buffer.alloc(20_000_001)]))], 'file_too_large'],
    [[upload(Buffer.concat([photo.subarray(0, 20), Buffer.from('garbage')]))], 'photo_broken'],
    [[upload(Buffer.concat([Buffer.from('00000018', 'hex'), Buffer.from('ftypheic0000')]))], 'photo_broken'],
    [[upload(bomb())], 'photo_too_big'],
    [many, 'too_many_files'],
    [[upload(photo), upload('text')], 'not_a_photo'],
  ];
  const [{ n: before } = { n: 0 }] = await house.database.query('select count(*)::int as n from files');
  for (const [uploads, reason] of cases) {
    expect(await keeping(uploads), reason).toMatchObject({ refused: reason, fields: { photos: reason } });
  }
  expect(await house.database.query('select count(*)::int as n from files')).toEqual([{ n: before }]);
});

test('documents are kept as they are under a plain name; macros and photos are no documents', async () => {
  const pdf = Buffer.from('%PDF-1.7\nsomething');
  const outcome = await keeping([upload(pdf, '..\\..\\公约\u202e.exe.pdf')], keepAttachments);
  if (isRefused(outcome)) throw new Error('refused');
  const [id = ''] = outcome.done;
  const answer = await fileAnswer({ db: house.db, files: house.workshop.files }, { district, id });
  expect(answer).toMatchObject({ done: { type: 'application/pdf', fileName: '公约.exe.pdf', size: pdf.length } });
  expect(await contentOf(id)).toEqual(pdf);
  const macros = Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.from('xl/workbook.xml xl/vbaProject.bin')]);
  const photo = await (await twoColours()).jpeg().toBuffer();
  for (const wrong of [macros, photo, Buffer.from('text')])
    expect(await keeping([upload(wrong, 'a.xlsx')], keepAttachments)).toMatchObject({ refused: 'not_a_document' });
});

test('another district does not find a file', async () => {
  const id = await kept(upload(await (await twoColours()).jpeg().toBuffer()));
  const context = { db: house.db, files: house.workshop.files };
  expect(await fileAnswer(context, { district: '350926', id })).toEqual({ refused: 'not_found' });
});

test('content that no record names is swept after a day; what a record names stays', async () => {
  const files = house.workshop.files;
  const stays = await kept(upload(await (await twoColours()).jpeg({ quality: 55 }).toBuffer()));
  const goes = await kept(upload(await (await twoColours()).jpeg({ quality: 45 }).toBuffer()));
  await house.write(district, async (write) => {
    await forgetFiles(write, [goes]);
    await write.record({ verb: 'test.forget', thing: { kind: 'test', id: newId() } });
    return { done: undefined };
  });
  // Stored for a form that was refused for another reason.
  const stored = await files.put([Buffer.from('%PDF-1.7 nobody')], { accept: ['pdf'] });
  if (isRefused(stored)) throw new Error('refused');
  expect(await sweepFiles(house.db, files, new Date())).toBe(0);
  const tomorrow = new Date(Date.now() + 86_400_000 + 60_000);
  expect(await sweepFiles(house.db, files, tomorrow)).toBeGreaterThanOrEqual(3);
  expect(await files.size(stored.done.sha256)).toBeUndefined();
  expect((await contentOf(stays)).length).toBeGreaterThan(0);
  expect((await contentOf(stays, 'thumb')).length).toBeGreaterThan(0);
  expect(await sweepFiles(house.db, files, tomorrow)).toBe(0);
});
