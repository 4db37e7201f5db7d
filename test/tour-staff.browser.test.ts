import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { root } from '../src/kit/root.ts';
import { workbookBytes } from '../src/kit/sheets/index.ts';
import { type Look, shot } from './browser.ts';
import { cellsOf, download, enterAs, expectOrder, openTour, speaker } from './tour.ts';

/** README's “First ten minutes”, steps 4 and 5: bringing in a ledger, linking doors, coverage, and the district's view. */

const tour = await openTour();
const ledger = {
  name: '和谐小区-住户台账.xlsx',
  mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  buffer: await readFile(path.join(root, 'test/ledgers/和谐小区-住户台账.xlsx')),
};
type Upload = typeof ledger;

/** Chooses the place and the file and sends them. @returns the address of the import. */
async function upload(page: Page, file: Upload, look: Look): Promise<string> {
  const say = speaker(look);
  await page.goto(`${tour.origin}/imports`);
  await page
    .getByRole('main')
    .getByRole('link', { name: say('上传台账', 'Upload a ledger') })
    .first()
    .click();
  await page.waitForURL(/\/imports\/new/);
  await page.locator('[name=place]').selectOption({ label: '南昌路社区' });
  await page.locator('[name=file]').setInputFiles(file);
  await page.getByRole('button', { name: say('上传并检查', 'Upload and check') }).click();
  await page.waitForURL(/\/imports\/\d{6}-/);
  return page.url().replace(/[?#].*/, '');
}

/** Waits for the state; without JavaScript, or in the elder version, as a person would: by asking again. */
async function untilSaid(page: Page, text: string, look: Look): Promise<void> {
  const asksAgain = look.javaScript === false || look.elder === true;
  await expect
    .poll(
      async () => {
        if (asksAgain) await page.reload();
        return page.locator('.page-header').innerText();
      },
      { timeout: 45_000, interval: asksAgain ? 700 : 200 },
    )
    .toContain(text);
}

/** The figures of the page by what they count. */
async function figures(page: Page): Promise<Record<string, number>> {
  const all = await page.locator('main .figures li').allInnerTexts();
  return Object.fromEntries(
    all.map((text) => [text.replace(/^\s*[\d,]+\s*/, '').split('\n')[0], Number.parseInt(text, 10)]),
  );
}

test('a ledger on a phone without JavaScript: checked row by row, confirmed, left, found, corrected, sent again', async () => {
  const look: Look = { width: 390, javaScript: false };
  const page = await enterAs(tour, '社区居委会 · 社区工作者', look, '/desk');
  await page.getByRole('link', { name: '导入台账' }).click();
  await page.waitForURL(/\/imports$/);
  await expectOrder(page);
  const at = await upload(page, ledger, look);
  await untilSaid(page, '等您确认', look);
  await expectOrder(page);
  await shot(page, 'import to confirm');
  expect(await figures(page)).toMatchObject({ 新增: 349, 重复: 3, 要改正: 3 });

  for (const tab of ['new', 'duplicate', 'refused']) {
    await page.goto(`${at}?tab=${tab}#rows`);
    expect(await page.locator('#rows tbody tr').count()).toBeGreaterThan(2);
    await expectOrder(page);
  }
  expect(await page.locator('#rows').innerText()).toMatch(/面积不是数字[\s\S]*电话号码不对[\s\S]*没有房号/);

  await page.getByRole('button', { name: '确认写入' }).click();
  await page.goto(`${tour.origin}/desk`);
  await page.goto(`${tour.origin}/imports`);
  await page.getByRole('link', { name: ledger.name }).first().click();
  await untilSaid(page, '已完成', look);
  await expectOrder(page);
  await shot(page, 'import done');

  const refused = await download(page, () => page.getByRole('link', { name: '下载要改正的行' }).click());
  const rows = await cellsOf(refused);
  const top = rows.findIndex((row) => row[0] === '要改正的地方');
  const [head = [], ...wrong] = rows.slice(top);
  expect(wrong.map(([reason]) => reason)).toHaveLength(3);
  const corrected = wrong.map((row) =>
    row.map((cell, i) => {
      if (i === head.findIndex((one) => one.includes('面积')) && row[0]?.startsWith('面积')) return '90';
      if (i === head.findIndex((one) => /电话|手机/.test(one)) && /电话|手机/.test(row[0] ?? '')) return '19900007788';
      if (i === head.findIndex((one) => /室|房号/.test(one)) && cell === '') return '1801';
      return cell;
    }),
  );
  const buffer = Buffer.from(
    await workbookBytes({
      sheets: [{ name: '和谐小区', columns: head.map((heading) => ({ heading, kind: 'text' })), rows: corrected }],
    }),
  );
  await upload(page, { ...ledger, name: '改好的.xlsx', buffer }, look);
  await untilSaid(page, '等您确认', look);
  expect(await figures(page)).toMatchObject({ 新增: 2, 拿不准: 1, 要改正: 0 });
  // Somebody else is the head there so far: the office says that the new one is right.
  await page
    .getByRole('navigation', { name: '逐行结果' })
    .getByRole('link', { name: /拿不准/ })
    .click();
  await page.locator('#rows tbody input[type=checkbox]').check();
  await page.getByRole('button', { name: '收下' }).click();
  await expect.poll(() => page.getByRole('main').innerText()).toContain('收下拿不准的 1 行');
  await page.getByRole('button', { name: '确认写入' }).click();
  await untilSaid(page, '已完成', look);
});

test('the same ledger once more, in English with JavaScript, changes nothing', async () => {
  const look: Look = { lang: 'en' };
  const page = await enterAs(tour, '社区居委会 · 社区工作者', look, '/desk');
  await expectOrder(page);
  await upload(page, ledger, look);
  // The page goes on by itself.
  await untilSaid(page, 'Waiting for you', look);
  expect(await figures(page)).toMatchObject({ New: 0, Changed: 0, 'The same': 348, 'In doubt': 1 });
  expect(await page.getByRole('main').innerText()).toContain('Nothing to write');
  await expectOrder(page);
  await shot(page, 'import that changes nothing');
});

test.each<[string, Look, string]>([
  ['on a phone', { width: 390 }, '101'],
  ['without JavaScript', { javaScript: false }, '102'],
  ['in English', { lang: 'en' }, '201'],
  ['in the elder version', { width: 390, elder: true }, '202'],
])('%s, doors without a steward are found by coverage, ticked on the map and linked', async (_, look, room) => {
  const say = speaker(look);
  const page = await enterAs(tour, '社区居委会 · 社区工作者', look, '/coverage?place=421202-60');
  await expectOrder(page);
  const before = await figures(page);
  const without = say('没有管家', 'Without a steward');
  await page.locator('main .figures').getByRole('link', { name: without }).click();
  await page.waitForURL(/coverage\/households.*show=without/);
  expect(await page.getByRole('main').innerText()).toMatch(
    new RegExp(say(`4栋2单元${room}室`, `Building 4.*${room}|${room}.*Building 4`)),
  );
  await expectOrder(page);

  await page.goto(`${tour.origin}/places/421202-60/map`);
  await page
    .locator('main table')
    .getByRole('link', { name: say('4栋', 'Building 4') })
    .click();
  await page.waitForURL(/map/);
  await page.getByRole('link', { name: say('勾选联户', 'Choose doors to link') }).click();
  await page.waitForURL(/select=1/);
  await expectOrder(page);
  await page
    .getByRole('table', { name: say('2单元', 'Entrance 2') })
    .getByRole('checkbox', { name: new RegExp(`^${room}`) })
    .check();
  // Who carries least comes first: the one who was appointed for this entrance.
  await page.locator('[name=steward]').selectOption({ index: 1 });
  await page.getByRole('button', { name: say('联户', 'Link'), exact: true }).click();
  await expect.poll(() => page.getByRole('main').innerText()).toContain(say('联好了', 'Linked'));
  await page.goto(`${tour.origin}/coverage?place=421202-60`);
  expect((await figures(page))[without]).toBe((before[without] ?? 0) - 1);

  const tool = page.getByRole('link', { name: say('导出表格（.xlsx）', 'Export sheet (.xlsx)') }).first();
  const sheet = await cellsOf(await download(page, () => tool.click()));
  expect(sheet.flat()).toContain(say('4栋', 'Building 4'));
});

test.each<[string, Look]>([
  ['in Chinese on a phone', { width: 390, javaScript: false }],
  ['in English', { lang: 'en' }],
])('%s, the district office sees coverage everywhere and no single person', async (_, look) => {
  const page = await enterAs(tour, '咸安区妇联', look, '/coverage');
  await expectOrder(page);
  await shot(page, `coverage of the district, ${look.lang ?? 'zh'}`);
  const main = page.getByRole('main');
  await main
    .getByRole('table', { name: speaker(look)('各处情况', 'Place by place') })
    .getByRole('link', { name: '温泉街道', exact: true })
    .click();
  await page.waitForURL(/place=421202001/);
  expect(await main.innerText()).toContain('南昌路社区');
  await expectOrder(page);
  const tool = page.getByRole('link', { name: /xlsx/ }).first();
  expect((await cellsOf(await download(page, () => tool.click()))).flat()).toContain('南昌路社区');
  for (const closed of ['/people', '/places/421202-64/map?aspect=care', '/imports'])
    expect(
      await (await page.request.get(`${tour.origin}${closed}`, { headers: { accept: 'text/html' } })).text(),
    ).not.toMatch(/href="\/(people|households)\/421202-/);
});
