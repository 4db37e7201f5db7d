import { describe, expect, test } from 'vitest';
import { shot, visit } from './browser.ts';
import { cellsOf, download, enterAs, expectOrder, looks, openTour, speaker } from './tour.ts';

/** README's “First ten minutes”, steps 1 to 3: what anybody, a resident and a steward of an entrance come for. */

const tour = await openTour();

describe.each(looks)('%s', (name, look) => {
  const say = speaker(look);

  test('anybody finds a compound, its stewards, its groups, its poster and somebody who helps', async () => {
    const page = await visit(tour.browser, tour.origin, look);
    await expectOrder(page);
    await page.getByRole('searchbox').fill('温馨苑');
    await page.getByRole('button', { name: say('搜索', 'Search') }).click();
    await page.getByRole('main').getByRole('link', { name: '温馨苑' }).click();
    await expect.poll(() => page.textContent('h1')).toContain('温馨苑');
    await expectOrder(page);
    await shot(page, `compound, ${name}`);
    const stewards = page.getByRole('list', { name: say('这里的管家', 'Stewards here') });
    expect(await stewards.getByRole('listitem').count()).toBeGreaterThan(2);
    const compound = page.url();

    await page.getByRole('link', { name: /温馨苑妇联/ }).click();
    await page.waitForURL(/\/groups\//);
    await expectOrder(page);

    await page.goto(compound);
    await page.getByRole('link', { name: say('门口二维码', 'QR code for the door') }).click();
    await page.waitForURL(/poster$/);
    expect(await page.getByRole('img').count()).toBeGreaterThan(0);
    await expectOrder(page);

    await page.goto(compound);
    await page
      .getByRole('main')
      .getByRole('link', { name: say('身边能人', 'Who can help nearby') })
      .click();
    await page.waitForURL(/\/near/);
    await page.locator('[name=need]').selectOption({ label: say('谁能劝和调解', 'Who can mediate') });
    await page.getByRole('button', { name: say('筛选', 'Filter') }).click();
    await page.waitForURL(/need=/);
    await expectOrder(page);
    const found = await page.getByRole('main').innerText();
    expect(found).toMatch(/温馨苑(\d栋|, Building \d)/);
    // By building, never by room.
    expect(found).not.toMatch(/\d单元|\d{3}室|Room \d/);
  });

  test('a resident calls a steward, reads what is held, asks for a correction, takes a copy, signs out', async () => {
    const page = await enterAs(tour, '居民', look);
    await page
      .getByRole('main')
      .getByRole('link', { name: say('找管家', 'My stewards') })
      .click();
    await page.waitForURL(/me\/stewards/);
    expect(await page.locator('main a[href^="tel:"]').count()).toBe(5);
    await expectOrder(page);

    await page.goto(`${tour.origin}/me/data`);
    expect(await page.getByRole('main').innerText()).toMatch(/4212\d{14}/);
    await expectOrder(page);
    await page
      .getByRole('link', { name: say('申请更正', 'Ask for a correction') })
      .first()
      .click();
    await page.waitForURL(/me\/requests/);
    await page.locator('[name=field]').selectOption('employer');
    await page.locator('[name=proposed]').fill(`温泉小学 ${name}`);
    await page.getByRole('button', { name: say('申请更正', 'Ask for a correction') }).click();
    await expect.poll(() => page.getByRole('main').innerText()).toContain(`温泉小学 ${name}`);
    await expectOrder(page);
    await page.getByRole('button', { name: say('撤回申请', 'Take it back') }).click();
    await expect.poll(() => page.getByRole('button', { name: say('撤回申请', 'Take it back') }).count()).toBe(0);

    await page.goto(`${tour.origin}/me/reads`);
    await expectOrder(page);

    await page.goto(`${tour.origin}/me/data`);
    const sheet = await download(page, () => page.locator('a[href^="/me/data.xlsx"]').click());
    expect((await cellsOf(sheet)).flat()).toContain('黎敏');
    const json = await download(page, () => page.locator('a[href^="/me/data.json"]').click());
    expect(JSON.stringify(JSON.parse(new TextDecoder().decode(json)))).toContain('黎敏');

    await page.goto(`${tour.origin}/me`);
    await page
      .getByRole('main')
      .getByRole('button', { name: say('退出登录', 'Sign out') })
      .click();
    await page.goto(`${tour.origin}/me/data`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
  });

  test('a steward of an entrance sees the doors, and the map floor by floor', async () => {
    const page = await enterAs(tour, '联户管家', look, '/me/households');
    const doors = await page.locator('main a[href^="/households/"]').count();
    expect(doors).toBe(11);
    await expectOrder(page);
    await page
      .getByRole('link', { name: say('看民情图', 'People') })
      .first()
      .click();
    await page.waitForURL(/\/map/);
    expect(await page.getByRole('table').count()).toBeGreaterThan(0);
    await expectOrder(page);
    await shot(page, `map of a steward, ${name}`);
  });
});

test('the elder version begins with four big actions', async () => {
  const page = await visit(tour.browser, tour.origin, { width: 390, elder: true });
  const actions = page.locator('main .big-actions a');
  expect(await actions.count()).toBe(4);
  const low = await page.evaluate(() =>
    [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
      .map((one) => ({ one, box: one.getBoundingClientRect() }))
      .filter(({ one, box }) => box.height > 0 && box.height < 59.5 && !one.closest('.site-footer, .skip, p'))
      .map(({ one, box }) => `${Math.round(box.height)} px: ${one.textContent?.trim()}`),
  );
  expect(low).toEqual([]);
  // Nothing leads nowhere.
  for (const href of await actions.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? '')))
    expect((await page.request.get(`${tour.origin}${href}`)).status()).toBe(200);
});

test('everything is reached by keyboard: past the frame, to the search, to the first result', async () => {
  const page = await visit(tour.browser, tour.origin);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  await page.keyboard.press('/');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search');
  await page.keyboard.type('温馨苑');
  await page.keyboard.press('Enter');
  await page.waitForURL(/places\?q=/);
  const order: string[] = [];
  for (let i = 0; i < 30 && !order.includes('温馨苑'); i++) {
    await page.keyboard.press('Tab');
    order.push((await page.evaluate(() => document.activeElement?.querySelector('.list-title')?.textContent)) ?? '');
  }
  await page.keyboard.press('Enter');
  await page.waitForURL(/places\/421202-/);
  // Focus goes where the eye goes: down the page, and back to the top once, for the column beside it.
  const tops: number[] = [];
  for (let i = 0; i < 25; i++) {
    await page.keyboard.press('Tab');
    const top = await page.evaluate(() => {
      const at = document.activeElement;
      return at?.closest('main') ? at.getBoundingClientRect().top + scrollY : undefined;
    });
    if (top !== undefined) tops.push(top);
  }
  expect(tops.length).toBeGreaterThan(8);
  expect(tops.filter((top, i) => i > 0 && top < (tops[i - 1] ?? 0) - 200).length).toBeLessThan(2);
});

test('a poster is printed on one page, without what belongs to the screen', async () => {
  const page = await visit(tour.browser, `${tour.origin}/places/421202`);
  await page.getByRole('link', { name: '门口二维码' }).click();
  await page.waitForURL(/poster$/);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.site-header').isVisible()).toBe(false);
  expect(await page.locator('.site-footer').isVisible()).toBe(false);
  expect(await page.getByRole('main').getByText('打印', { exact: true }).isVisible()).toBe(false);
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
  await shot(page, 'poster, printed');
});
