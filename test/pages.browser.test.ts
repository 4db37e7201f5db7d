import type { Browser, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { hrefOf, pathNames } from '../src/kit/href.ts';
import type { PageRoute } from '../src/kit/route.ts';
import { routes } from '../src/rooms.ts';
import { rolePermissions } from '../src/scope.ts';
import { appointSomebody, prepare } from './actors.ts';
import { openTestApp, type Session } from './app.ts';
import { axe, type Look, openBrowser, tooWide, troubles, visit } from './browser.ts';
import { postPlaceOf } from './posts.ts';
import { samples } from './samples.ts';
import { buildTarget } from './target.ts';

/**
 * Every page there is, in a real browser, by somebody who may see it: nothing for axe to find, nothing that sticks out,
 * nothing the browser complains about. A new page is here by itself, asked with its sample of test/samples.ts.
 */

const app = await openTestApp();
const target = await buildTarget(app, '421202002001');
const mighty = await app.signIn({
  district: target.district,
  personId: await prepare(app.workshop, target.district, (write) =>
    appointSomebody(
      write,
      '万能',
      target.at.community.id,
      Object.keys(rolePermissions).map((role) => ({ role, at: postPlaceOf(role, target.at) })),
    ),
  ),
});
const origin = await app.listen();
const browser = await openBrowser();

/** Each page is seen in one of these pairs, so always in both languages and both widths. */
const pairs: readonly (readonly [Look, Look])[] = [
  [
    { lang: 'zh', width: 390 },
    { lang: 'en', width: 1280, dark: true },
  ],
  [
    { lang: 'en', width: 390, elder: true },
    { lang: 'zh', width: 1280, javaScript: false },
  ],
  [
    { lang: 'zh', width: 390, dark: true, elder: true },
    { lang: 'en', width: 1280 },
  ],
  [
    { lang: 'en', width: 390, javaScript: false, dark: true },
    { lang: 'zh', width: 1280, elder: true },
  ],
];

const pages = routes.filter((route): route is PageRoute => route.kind === 'page');

test.each(pages.map((route, number) => [route.name, route, number] as const))(
  '%s is in order however it is looked at',
  async (_, route, number) => {
    const address = addressOf(route);
    for (const look of pairs[number % pairs.length] ?? []) {
      const page = await arrive(route, address, look);
      expect(new URL(page.url()).pathname, 'it led somewhere else').toBe(new URL(address, origin).pathname);
      expect(await faults(page, look), JSON.stringify(look)).toEqual([]);
    }
  },
);

/** What is wrong with the page that is open. */
async function faults(page: Page, look: Look): Promise<string[]> {
  const head = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    headings: document.querySelectorAll('h1').length,
    title: document.title,
    missing: ['meta[name=description]', 'meta[property="og:title"]', 'meta[name=theme-color]'].filter(
      (wanted) => !document.querySelector(wanted),
    ),
  }));
  return [
    ...(head.lang === (look.lang === 'en' ? 'en-GB' : 'zh-CN') ? [] : [`lang is ${head.lang}`]),
    ...(head.headings === 1 ? [] : [`${head.headings} headings of level 1`]),
    ...(/.+ · .+|^(家门口|Doorstep)$/.test(head.title) ? [] : [`title is “${head.title}”`]),
    ...head.missing.map((wanted) => `no ${wanted}`),
    ...(await axe(page)),
    ...(await tooWide(page)),
    ...troubles(page),
  ];
}

function addressOf(route: PageRoute): string {
  const input = samples[route.name]?.input(target) ?? {};
  const values = Object.fromEntries(Object.entries(input).map(([name, value]) => [name, String(value)]));
  expect(Object.keys(values)).toEqual(expect.arrayContaining(pathNames(route.path)));
  return hrefOf(route.path, values);
}

/** Opens it as whoever may see it. */
async function arrive(route: PageRoute, address: string, look: Look): Promise<Page> {
  const ways = samples[route.name]?.ways ?? [];
  if (route.may === 'anyone' && ways.length === 0) return visit(browser, `${origin}${address}`, look);
  return visit(await entrance(browser, ways.includes('oneself') ? target.residentSession : mighty), address, look);
}

const entrances = new Map<Session, Page>();

/** A page that somebody signed in has open, to come from. */
async function entrance(from: Browser, session: Session): Promise<Page> {
  const known = entrances.get(session);
  if (known) return known;
  const context = await from.newContext();
  await context.addCookies([{ name: 'doorstep', value: session.token, url: origin }]);
  const page = await context.newPage();
  await page.goto(`${origin}/icon.svg`);
  entrances.set(session, page);
  return page;
}
