import { expect, test } from 'vitest';
import { hrefOf } from '../src/kit/href.ts';
import { readWorkbook } from '../src/kit/sheets/index.ts';
import { routes } from '../src/rooms.ts';
import { rolePermissions } from '../src/scope.ts';
import { appointSomebody, prepare } from './actors.ts';
import { openTestApp } from './app.ts';
import { postPlaceOf } from './posts.ts';
import { samples } from './samples.ts';
import { buildTarget } from './target.ts';

/** Pages whose table is no list of records, and why nobody would take it to an office as a sheet. */
const noRecords: Readonly<Record<string, string>> = {
  'home.style': 'it shows what a table looks like, with invented rows',
};

const app = await openTestApp();
const target = await buildTarget(app, '421202002001');
const posts = Object.keys(rolePermissions).map((role) => ({ role, at: postPlaceOf(role, target.at) }));
const mighty = await app.signIn({
  district: target.district,
  personId: await prepare(app.workshop, target.district, (write) =>
    appointSomebody(write, '万能', target.at.community.id, posts),
  ),
});

test('every page that shows a table gives it as .xlsx too, behind a link on the page', async () => {
  const without: string[] = [];
  let shown = 0;
  for (const route of routes) {
    if (route.kind !== 'page' || Object.hasOwn(noRecords, route.name)) continue;
    for (const as of [target.residentSession, mighty]) {
      const values = samples[route.name]?.input(target);
      const page = await app.ask(route, values, { as, accept: 'html' });
      if (page.status !== 200 || !page.text.includes('<table')) continue;
      shown += 1;
      const links = [...page.text.matchAll(/href="([^"]*(?:format=xlsx|\.xlsx|\/exports\/)[^"]*)"/g)];
      const [, link] = links[0] ?? [];
      if (link === undefined) {
        without.push(`${route.name}: no link${route.sheets ? '' : ', no sheet'}`);
        continue;
      }
      const sheet = await app.get(link.replaceAll('&amp;', '&'), { as });
      if (sheet.status !== 200) without.push(`${route.name}: ${link} answers ${sheet.status}`);
    }
  }
  expect(shown).toBeGreaterThan(10);
  expect([...new Set(without)]).toEqual([]);
});

test('a list is whole in its .xlsx, whatever page it was taken from', async () => {
  const short: string[] = [];
  let compared = 0;
  for (const route of routes) {
    if (route.kind !== 'page' || !route.sheets) continue;
    for (const place of [undefined, target.district]) {
      const values = { ...samples[route.name]?.input(target), ...(place && { place }) };
      const model = await app.ask(route, values, { as: mighty });
      const { total = 0, pages } = model.status === 200 ? (model.json() as { total?: number; pages?: number }) : {};
      if (total === 0 || pages === undefined) continue;
      compared += 1;
      const rows = await rowsOf(hrefOf(route.path, { ...values, page: '2', format: 'xlsx' } as Record<string, string>));
      if (rows < total) short.push(`${route.name}: ${rows} of ${total} rows`);
    }
  }
  expect(compared).toBeGreaterThan(10);
  expect(short).toEqual([]);
});

/** How many rows the first sheet of a workbook has, its heading left out. */
async function rowsOf(address: string): Promise<number> {
  const response = await app.fetch(
    new Request(new URL(address, 'http://localhost'), { headers: { cookie: `doorstep=${mighty.token}` } }),
  );
  const bytes = new Uint8Array(await response.arrayBuffer());
  let rows = 0;
  for await (const batch of readWorkbook({ bytes, name: 'list.xlsx' })) {
    if ('refused' in batch) throw new Error(batch.refused);
    if (batch.sheet.index === 0) rows += batch.rows.length;
  }
  return rows - 1;
}
