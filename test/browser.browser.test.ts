import { createServer, type Server } from 'node:http';
import { afterAll, describe, expect, test } from 'vitest';
import { axe, openBrowser, shot, tooWide, troubles, visit } from './browser.ts';

/** A page that shows what it was asked with, and has the faults that its address asks for. */
const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/icon') return void response.writeHead(204).end();
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.setHeader('content-security-policy', "default-src 'self'; style-src 'unsafe-inline'");
  if (url.pathname === '/sign-in') response.setHeader('set-cookie', 'who=li');
  const fault = url.searchParams.get('fault');
  response.end(`<!doctype html><html lang="zh"><head><title>门口</title><link rel="icon" href="/icon"></head><body><main>
    <h1>你好</h1>
    <p id="cookies">${request.headers.cookie}</p>
    <noscript><p>没有脚本</p>${fault === 'image' ? '<img src="/x">' : ''}</noscript>
    ${fault === 'label' ? '<input>' : ''}
    ${fault === 'wide' ? '<div style="width: 900px">宽</div>' : ''}
    ${fault === 'inline' ? '<script>document.title = "no"</script>' : ''}
  </main></body></html>`);
});
const origin = await listen(server);
afterAll(() => void server.close());
const browser = await openBrowser();

test('a page is seen in the width, language and version asked for', async () => {
  const page = await visit(browser, origin, { width: 390, lang: 'en', elder: true });
  expect(page.viewportSize()?.width).toBe(390);
  expect(await page.textContent('#cookies')).toBe('lang=en; elder=1');
  expect(await page.locator('noscript p').count()).toBe(0);
  expect(troubles(page)).toEqual([]);
  await shot(page, 'harness');
});

test('without JavaScript the page is the one for those who have none', async () => {
  const page = await visit(browser, origin, { javaScript: false });
  expect(await page.locator('noscript p').count()).toBe(1);
});

test('a known visitor keeps the cookies, a new one has none', async () => {
  const signedIn = await visit(browser, `${origin}/sign-in`);
  const next = await visit(signedIn, '/next', { javaScript: false });
  expect(await next.textContent('#cookies')).toContain('who=li');
  expect(await (await visit(browser, `${origin}/next`)).textContent('#cookies')).not.toContain('who=li');
});

describe.each([true, false])('with JavaScript: %s', (javaScript) => {
  test('axe works under a strict content policy and finds what is there', async () => {
    expect(await axe(await visit(browser, origin, { javaScript }))).toEqual([]);
    const faulty = await visit(browser, `${origin}?fault=label`, { javaScript });
    expect(await axe(faulty)).toEqual([expect.stringContaining('label')]);
  });

  test('what sticks out of a phone is named', async () => {
    expect(await tooWide(await visit(browser, origin, { width: 390, javaScript }))).toEqual([]);
    expect(await tooWide(await visit(browser, `${origin}?fault=wide`, { width: 390, javaScript }))).toHaveLength(1);
  });
});

test('axe sees what is there only for those without JavaScript', async () => {
  expect(await axe(await visit(browser, `${origin}?fault=image`))).toEqual([]);
  const page = await visit(browser, `${origin}?fault=image`, { javaScript: false });
  expect(await axe(page)).toEqual([expect.stringContaining('image-alt')]);
});

test('what the content policy blocks is a trouble', async () => {
  const page = await visit(browser, `${origin}?fault=inline`);
  expect(troubles(page)).toEqual([expect.stringContaining('inline script')]);
});

function listen(to: Server): Promise<string> {
  return new Promise((resolve) => {
    to.listen(0, '127.0.0.1', () => {
      const address = to.address();
      resolve(`http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`);
    });
  });
}
