import { beforeAll, describe, expect, test } from 'vitest';
import { openTestApp } from '../../../test/app.ts';
import { countBehind, openable } from '../issues/index.ts';
import { findPlaceByCode, type Place } from '../places/index.ts';
import type { PicturesModel, RecordsModel } from './models.ts';

const app = await openTestApp();
const { database } = app;
const nanan = '500108001002';
let place: Place;

beforeAll(async () => {
  const found = await findPlaceByCode(database.kysely, nanan);
  if (!found) throw new Error('The demo has no such community');
  place = found;
});

const pictures = async (code: string, more = ''): Promise<PicturesModel> => {
  const answer = await app.get(`/reports/issues?place=${code}${more}`);
  expect(answer.status).toBe(200);
  return answer.json() as PicturesModel;
};

test('complaints a month fall from seven to one, as told (NA4)', async () => {
  const { months } = await pictures(nanan);
  expect(months).toHaveLength(12);
  expect(months.slice(0, 3).reduce((sum, month) => sum + month.reported, 0)).toBeGreaterThan(12);
  expect(months.slice(-3).reduce((sum, month) => sum + month.reported, 0)).toBeLessThan(6);
});

describe('every figure agrees with the records behind it', () => {
  test.each(openable)('%s', async (measure) => {
    for (const code of ['421202', '421202001008', '340103', '500108', nanan]) {
      const at = await findPlaceByCode(database.kysely, code);
      if (!at) throw new Error(code);
      const span = { from: '2025-11-01', until: '2026-11-01' };
      const kept = (await pictures(code, '&from=2025-11&until=2026-11')).totals[measure] ?? 0;
      const counted = await countBehind(database.kysely, {
        district: at.district,
        path: at.path,
        measure,
        zone: 'Asia/Shanghai',
        ...span,
      });
      expect(kept, code).toBe(counted);
    }
  });
});

test('a figure opens its records, and says how many are not shown', async () => {
  const answer = await app.get(`/reports/issues/records?place=${nanan}&measure=reported`);
  const model = answer.json() as RecordsModel;
  expect(model.total).toBe((await pictures(nanan)).totals.reported);
  expect(model.rows.length + model.hidden).toBe(Math.min(model.total, 50));
  expect(model.rows.every((row) => !row.place.address.includes('室'))).toBe(true);
});

test('the Word report says the same', async () => {
  const answer = await app.fetch(new Request(`http://localhost/reports/issues.docx?place=${nanan}`));
  expect(answer.status).toBe(200);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.subarray(0, 2).toString()).toBe('PK');
  expect(answer.headers.get('content-disposition')).toContain('.docx');
});

test('sheets and a place without issues', async () => {
  expect((await app.get(`/reports/issues?place=${nanan}&format=xlsx`)).status).toBe(200);
  const empty = await pictures('421202003001');
  expect(empty.rates.solved.permille).toBeNull();
  expect((await app.get('/reports/issues?place=000000')).status).toBe(404);
  expect(place.kind).toBe('community');
});
