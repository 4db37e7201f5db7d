import { expect, test } from 'vitest';
import { openTestApp } from '../../../test/app.ts';
import { axe, openBrowser, shot, tooWide, troubles, visit } from '../../../test/browser.ts';
import { refOf } from '../../kit/ids.ts';

const app = await openTestApp();
const origin = await app.listen();
const browser = await openBrowser();
const [compound] = await app.database.query("SELECT code FROM places WHERE district = '421202' AND name = '温馨苑'");
const refOfTitle = async (start: string): Promise<string> => {
  const [row] = await app.database.query(
    "SELECT id FROM notices WHERE district = '421202' AND starts_with(title, $1) LIMIT 1",
    [start],
  );
  return refOf('421202', String(row?.id));
};
const code = String(compound?.code);
const pages: Readonly<Record<string, string>> = {
  list: `/notices?place=${code}`,
  find: '/notices',
  corrected: `/notices/${await refOfTitle('东门')}`,
  withdrawn: `/notices/${await refOfTitle('周五')}`,
  sheet: `/notices/${await refOfTitle('东门')}/sheet`,
  place: `/places/${code}`,
};
const looks = [
  { name: 'phone', width: 390, lang: 'zh', elder: false, javaScript: true },
  { name: 'elder', width: 390, lang: 'zh', elder: true, javaScript: false },
  { name: 'wide-en', width: 1280, lang: 'en', elder: false, javaScript: true },
] as const;

test.each(
  Object.entries(pages).flatMap(([page, address]) => looks.map((look) => [page, look.name, address, look] as const)),
)('%s can be used, %s', async (page, name, address, look) => {
  const seen = await visit(browser, `${origin}${address}`, look);
  expect(await axe(seen)).toEqual([]);
  expect(await tooWide(seen)).toEqual([]);
  expect(troubles(seen)).toEqual([]);
  await shot(seen, `notices-${page}-${name}`);
});

test('an elder at home is one tap away from what is posted there', async () => {
  const resident = app.demo.find((one) => one.role === '居民');
  if (!resident) throw new Error('The demo has no resident');
  const { token } = await app.signIn(resident);
  const page = await visit(browser, `${origin}/style`, { width: 390, elder: true, javaScript: false });
  await page.context().addCookies([{ name: 'doorstep', value: token, url: origin }]);
  await page.goto(origin);
  expect(await axe(page)).toEqual([]);
  expect(await tooWide(page)).toEqual([]);
  await shot(page, 'notices-start-elder');
  await page.getByRole('link', { name: /看公示/ }).click();
  expect(await page.textContent('h1')).toContain('温馨苑');
  await shot(page, 'notices-home-elder');
});

test('the sheet to put up fits one page of A4', async () => {
  const page = await visit(browser, `${origin}${pages.sheet}`, { width: 700 });
  await page.emulateMedia({ media: 'print' });
  await shot(page, 'notices-sheet-print');
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});

test('a notice is written, looked at, published, corrected and withdrawn without a script', async () => {
  const office = app.demo.find((one) => one.district === '421202' && one.role.includes('居委会'));
  if (!office) throw new Error('The demo has no community office');
  const { token } = await app.signIn(office);
  const page = await visit(browser, `${origin}/notices`, { width: 390, javaScript: false });
  await page.context().addCookies([{ name: 'doorstep', value: token, url: origin }]);
  const ready = async (name: string): Promise<void> => {
    expect(await axe(page)).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
    await shot(page, `notices-${name}`);
  };
  await page.goto(`${origin}/desk/notices`);
  await ready('desk');
  await page.goto(`${origin}/places/${code}/notices/new`);
  await ready('new');
  await page.selectOption('[name=kind]', 'money');
  await page.fill('[name=title]', '十月电梯广告收入');
  await page.fill('[name=body]', '收入 3,600 元，已入公共收益账。\n\n票据可查。');
  await page.fill('[name=lastDay]', '2026-11-25');
  await page.click('main form.form button[type=submit]');
  expect(await page.textContent('.error-summary')).toContain('至少公示 15 天');
  await ready('refused');
  await page.fill('[name=lastDay]', '2026-12-20');
  await page.click('main form.form button[type=submit]');
  expect(await page.textContent('main')).toContain('别人还看不到');
  await ready('draft');
  await page.getByRole('button', { name: '公布', exact: true }).click();
  expect(await page.textContent('h1')).toBe('十月电梯广告收入');
  await ready('published');
  await page.getByRole('link', { name: '更正', exact: true }).click();
  await ready('correction');
  await page.fill('[name=title]', '十月电梯广告收入（更正）');
  await page.fill('[name=why]', '标题不清楚');
  await page.getByRole('button', { name: '公布更正' }).click();
  expect(await page.textContent('.timeline')).toContain('标题不清楚');
  await page.getByRole('link', { name: '撤回' }).click();
  await ready('withdrawal');
  await page.fill('[name=reason]', '数字还要核对');
  await page.getByRole('button', { name: '撤回' }).click();
  expect(await page.textContent('main')).toContain('数字还要核对');
});
