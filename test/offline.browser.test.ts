import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openTestApp } from './app.ts';
import { axe, openBrowser, shot, tooWide, visit } from './browser.ts';

const app = await openTestApp();
const origin = await app.listen();
const browser = await openBrowser();

const requests = async (): Promise<number> =>
  Number((await app.database.query('select count(*)::int as n from data_requests'))[0]?.n);

async function signIn(page: Page, who: number): Promise<void> {
  const someone = app.demo[who];
  if (!someone) throw new Error('The demo has too few people');
  const session = await app.signIn(someone);
  await page.context().addCookies([{ name: 'doorstep', value: session.token, url: origin }]);
}

/** Somebody signed in, on a page that has the service worker and is kept for offline use. */
async function visitor(who: number): Promise<Page> {
  const page = await visit(browser, `${origin}/`, { width: 390, lang: 'zh' });
  await signIn(page, who);
  await page.evaluate('navigator.serviceWorker.ready.then(() => 1)');
  await page.goto(`${origin}/me/requests`);
  // The first page of a visit may have come before the worker took over.
  await page.waitForFunction('navigator.serviceWorker.controller !== null');
  await page.reload();
  return page;
}

async function fill(page: Page, text: string): Promise<void> {
  const form = page.locator('form[data-offline]');
  await form.locator('select').first().selectOption({ index: 1 });
  await form.locator('input[name=proposed]').fill(text);
  await form.locator('button').click();
}

test('without signal a page opens, a form waits through a reload, and is sent once when signal returns', async () => {
  const page = await visitor(0);
  const before = await requests();
  await page.context().setOffline(true);
  await page.reload();
  await fill(page, '欧阳若兰');
  await page.waitForURL(`${origin}/outbox`);
  await page.locator('.outbox-entry').waitFor();
  expect(await page.locator('outbox-list').textContent()).toContain('欧阳若兰');
  expect(await page.locator('[data-outbox]').isVisible()).toBe(true);
  expect(await axe(page)).toEqual([]);
  expect(await tooWide(page)).toEqual([]);
  await shot(page, 'outbox-waits');
  await page.reload();
  await page.locator('.outbox-entry.tone-wait').waitFor();
  await page.goto(`${origin}/groups`);
  expect(await page.locator('h1').textContent()).toBe('现在没有网络');
  await shot(page, 'offline');
  expect(await requests()).toBe(before);
  await page.goto(`${origin}/outbox`);
  await page.context().setOffline(false);
  await page.locator('.outbox-entry.tone-done').waitFor();
  expect(await requests()).toBe(before + 1);
  await shot(page, 'outbox-sent');
});

test('an answer that was lost on the way does not make a second record', async () => {
  const page = await visitor(1);
  const before = await requests();
  let lost = 0;
  await page.context().route('**/me/requests', async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.fallback();
    lost += 1;
    await route.fetch();
    await route.abort('connectionreset');
  });
  await fill(page, '欧阳若梅');
  await page.waitForURL(`${origin}/outbox`);
  await page.locator('.outbox-entry.tone-done').waitFor();
  expect(lost).toBe(1);
  expect(await requests()).toBe(before + 1);
});

test('with signal a form goes as always, and one that is refused comes back with what was typed', async () => {
  const page = await visitor(2);
  const before = await requests();
  await fill(page, '欧阳若竹');
  await page.locator('.notice.tone-done, [role=status]').first().waitFor();
  expect(await requests()).toBe(before + 1);
  await page.locator('form[data-offline] button').click();
  await page.locator('.error-summary').waitFor();
  expect(await page.locator('[data-outbox]').isVisible()).toBe(false);
});

test('what the server refuses later waits for a decision, with both versions', async () => {
  const page = await visitor(3);
  await fill(page, '欧阳若桐');
  await page.locator('.notice.tone-done').waitFor();
  await page.context().setOffline(true);
  // The same entry again: the server will say that one is open already.
  await fill(page, '只填了一半');
  await page.waitForURL(`${origin}/outbox`);
  await page.context().setOffline(false);
  const card = page.locator('.outbox-entry.tone-alert');
  await card.waitFor();
  const said = await card.textContent();
  expect(said).toContain('只填了一半');
  expect(said).toContain('系统的答复');
  expect(await axe(page)).toEqual([]);
  expect(await tooWide(page)).toEqual([]);
  await shot(page, 'outbox-decide');
  await card.getByRole('button', { name: '不发了' }).click();
  await card.getByRole('button', { name: '再点一次' }).click();
  await card.waitFor({ state: 'detached' });
});

test('a session that ended asks to sign in and keeps the entry; signing out leaves no page behind', async () => {
  const page = await visitor(4);
  const before = await requests();
  await page.context().setOffline(true);
  await fill(page, '欧阳若菊');
  await page.waitForURL(`${origin}/outbox`);
  await page.context().clearCookies({ name: 'doorstep' });
  await page.context().setOffline(false);
  await page.locator('.outbox-entry').getByRole('link', { name: '去登录' }).waitFor();
  expect(await requests()).toBe(before);
  await signIn(page, 4);
  await page.goto(`${origin}/outbox`);
  await page.locator('.outbox-entry').getByRole('button', { name: '现在发送' }).click();
  await page.locator('.outbox-entry.tone-done').waitFor();
  expect(await requests()).toBe(before + 1);
  await page.goto(`${origin}/me/requests`);
  await page.evaluate('document.querySelector(\'form[action="/sign-out"]\').submit()');
  await page.waitForURL((url) => url.pathname !== '/me/requests');
  await page.context().setOffline(true);
  await page.goto(`${origin}/me/requests`);
  expect(await page.locator('h1').textContent()).toBe('现在没有网络');
});

test('it can be installed, and a page that never had script works as before', async () => {
  const page = await visit(browser, `${origin}/style`, { width: 390 });
  const href = await page.locator('link[rel=manifest]').getAttribute('href');
  const manifest = (await (await page.request.get(`${origin}${href}`)).json()) as { icons: { src: string }[] };
  for (const { src } of manifest.icons) expect((await page.request.get(`${origin}${src}`)).status()).toBe(200);
  const plain = await visit(browser, `${origin}/outbox`, { width: 390, javaScript: false });
  expect(await plain.locator('main').textContent()).toContain('没有脚本时');
});
