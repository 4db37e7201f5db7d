import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { inject, onTestFinished, TestRunner } from 'vitest';
import { root } from '../src/kit/root.ts';
import { closeLater } from './close-later.ts';

declare module 'vitest' {
  interface ProvidedContext {
    chromium: { readonly program: string; readonly libraries: string | undefined };
  }
}

/** How a page is looked at. */
export type Look = {
  /** Width of the window in CSS pixels; a phone is 390. */
  readonly width?: number;
  readonly lang?: 'zh' | 'en';
  readonly elder?: boolean;
  readonly javaScript?: boolean;
  readonly dark?: boolean;
};

/** A real browser, closed by itself: after the file when opened at its top, after the test when opened inside one. */
export async function openBrowser(): Promise<Browser> {
  const { program, libraries } = inject('chromium');
  const browser = await chromium.launch({
    executablePath: program,
    // No sandbox: Chromium refuses to have one as root. It only ever opens the pages under test.
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none'],
    env: { ...process.env, ...librariesFrom(libraries), ...fontsFrom(path.dirname(program)) },
  });
  closeLater(() => browser.close());
  return browser;
}

/**
 * Opens a page and waits until it has loaded. Given a browser, a new visitor comes, without cookies; given a page, the
 * same visitor (its cookies at this moment) opens another page beside it, which may be looked at differently.
 * @param address whole for a new visitor, a path will do for a known one.
 */
export async function visit(from: Browser | Page, address: string, look: Look = {}): Promise<Page> {
  const { href } = new URL(address, 'goto' in from ? from.url() : undefined);
  const context = await newContext(from, href, look);
  if (TestRunner.getCurrentTest()) onTestFinished(() => context.close());
  const page = await context.newPage();
  const found: string[] = [];
  looks.set(page, look);
  troublesOf.set(page, found);
  page.on('pageerror', (error) => void found.push(error.message));
  page.on('console', (message) => void (message.type() === 'error' && found.push(message.text())));
  await page.goto(href, { waitUntil: 'load' });
  return page;
}

async function newContext(from: Browser | Page, url: string, look: Look): Promise<BrowserContext> {
  const { width = 1280, lang = 'zh', elder = false, javaScript = true, dark = false } = look;
  const known = 'goto' in from ? from.context() : undefined;
  const browser = known ? known.browser() : (from as Browser);
  if (!browser) throw new Error('This page belongs to no browser');
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 800 },
    locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    javaScriptEnabled: javaScript,
    ...(known ? { storageState: await known.storageState() } : {}),
  });
  // The cookies by which the product knows what this device chose.
  await context.addCookies([
    { name: 'lang', value: lang, url },
    { name: 'elder', value: elder ? '1' : '0', url },
  ]);
  return context;
}

const looks = new WeakMap<Page, Look>();
const troublesOf = new WeakMap<Page, string[]>();

/** What the browser complained about on this page: scripts that failed, content the policy blocked, missing files. */
export function troubles(page: Page): readonly string[] {
  return troublesOf.get(page) ?? [];
}

const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe-core finds wrong on this page, one line a finding: `expect(await axe(page)).toEqual([])`.
 * Injected through the debugger, so the page's content policy stays as it is.
 */
export async function axe(page: Page): Promise<string[]> {
  const seen = looks.get(page)?.javaScript === false ? await withScriptsOn(page) : page;
  await seen.evaluate(await axeSource());
  const results: AxeResults = await seen.evaluate(`axe.run({ runOnly: ${JSON.stringify(axeTags)} })`);
  if (seen !== page) await seen.context().close();
  return results.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${violation.help}: ${node.target.join(' ')} ${node.html}`),
  );
}

/**
 * Where scripts are off, timers stand still and axe would wait for them for ever. So it looks at a copy of what is on
 * the page in a window where scripts could run, and none of the page's own does.
 */
async function withScriptsOn(page: Page): Promise<Page> {
  const content = (await page.content()).replaceAll(/<\/?noscript>/g, '');
  const copy = await (await newContext(page, page.url(), { ...looks.get(page), javaScript: true })).newPage();
  await copy.route('**/*', (route) => (route.request().resourceType() === 'script' ? route.abort() : route.fallback()));
  await copy.route(page.url(), (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: content }));
  await copy.goto(page.url());
  return copy;
}

/** What sticks out of the window sideways, so that a phone would have to be pushed about. Tables that scroll may. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    if (document.documentElement.scrollWidth <= document.documentElement.clientWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120));
  })()`);
}

/** With SHOTS=1: a picture of the whole page in .tmp/NAME.png. Without: nothing. */
export async function shot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS === '1')
    await page.screenshot({ path: path.join(root, '.tmp', `${name}.png`), fullPage: true });
}

const axeSource = (): Promise<string> =>
  readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

function librariesFrom(folder: string | undefined): Record<string, string> {
  return folder ? { LD_LIBRARY_PATH: [folder, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') } : {};
}

/** A bare machine has no fonts at all, and Chromium will not draw a letter without one. */
function fontsFrom(folder: string): Record<string, string> {
  return existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: path.join(folder, 'fonts', 'fonts.conf') };
}
