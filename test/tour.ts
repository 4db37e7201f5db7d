import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { startJobs } from '../src/jobs.ts';
import { openLog } from '../src/kit/log.ts';
import { openMetrics } from '../src/kit/metrics.ts';
import { readWorkbook } from '../src/kit/sheets/index.ts';
import { openTestApp, type TestApp } from './app.ts';
import { axe, type Look, openBrowser, tooWide, troubles, visit } from './browser.ts';
import { closeLater } from './close-later.ts';

/** The demo with its jobs at work, and a browser to walk about in it. */
export type Tour = { readonly app: TestApp; readonly origin: string; readonly browser: Browser };

/** Opens it until the file has ended. */
export async function openTour(): Promise<Tour> {
  const app = await openTestApp();
  const log = openLog({ level: 'silent', style: 'json' });
  const jobs = await startJobs(app.workshop, { log, metrics: openMetrics() });
  closeLater(() => jobs.stop());
  return { app, origin: await app.listen(), browser: await openBrowser() };
}

/** The ways in which README's tour has to work. */
export const looks: readonly (readonly [string, Look])[] = [
  ['on a phone', { width: 390 }],
  ['on a phone without JavaScript', { width: 390, javaScript: false }],
  ['in English', { lang: 'en' }],
  ['in English on a phone without JavaScript', { width: 390, lang: 'en', javaScript: false }],
  ['in the elder version', { width: 390, elder: true }],
];

/** The words of the language looked at. */
export function speaker(look: Look): (zh: string, en: string) => string {
  return (zh, en) => (look.lang === 'en' ? en : zh);
}

/** Signs in with one tap, as the first whom the demo offers with this role (and, where it matters, of this place). */
export async function enterAs(tour: Tour, role: string, look: Look, next = '/'): Promise<Page> {
  const person = tour.app.demo.find((one) => one.role.includes(role));
  if (!person) throw new Error(`The demo offers nobody as ${role}`);
  const page = await visit(tour.browser, `${tour.origin}/sign-in?next=${encodeURIComponent(next)}`, look);
  const name = speaker(look)(`以${person.name}登录`, `Sign in as ${person.name}`);
  await page.getByRole('button', { name, exact: true }).click();
  await page.waitForURL(`${tour.origin}${next}`);
  return page;
}

/** Expects that the page that is open is in order. */
export async function expectOrder(page: Page): Promise<void> {
  expect(await axe(page)).toEqual([]);
  expect(await tooWide(page)).toEqual([]);
  expect(troubles(page)).toEqual([]);
}

/** What the browser downloads when `click` has been done. */
export async function download(page: Page, click: () => Promise<void>): Promise<Uint8Array<ArrayBuffer>> {
  const [file] = await Promise.all([page.waitForEvent('download'), click()]);
  const pieces: Uint8Array[] = [];
  for await (const piece of await file.createReadStream()) pieces.push(piece as Uint8Array);
  return new Uint8Array(Buffer.concat(pieces));
}

/** The cells of a workbook as text, row by row. */
export async function cellsOf(bytes: Uint8Array<ArrayBuffer>): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const batch of readWorkbook({ bytes, name: '.xlsx' })) {
    if ('refused' in batch) throw new Error(batch.refused);
    for (const row of batch.rows) rows.push(row.cells.map(({ text }) => text));
  }
  return rows;
}
