import { expect, test } from 'vitest';
import { appointSomebody, prepare } from './actors.ts';
import { openTestApp, type Session } from './app.ts';
import { axe, openBrowser, shot, tooWide, troubles, visit } from './browser.ts';
import { buildTarget } from './target.ts';

const browser = await openBrowser();
const gateways = {
  baseUrl: 'https://d.example',
  trusted: [],
  post: async () => ({ status: 200, text: '' }),
  mail: { send: async () => ({ sent: true }) as const },
};
const app = await openTestApp({ workshop: { gateways } });
const origin = await app.listen();
const target = await buildTarget(app, '421202002001');
const { district, at } = target;

async function as(session: Session) {
  const page = await visit(browser, origin);
  await page.context().addCookies([{ name: 'doorstep', value: session.token, url: origin }]);
  return page;
}
const officeId = await prepare(app.workshop, district, (write) =>
  appointSomebody(write, '邬佳慧', at.community.id, [
    { role: 'community_office.staff', at: at.community },
    { role: 'platform.administrator', at: at.district },
  ]),
);
const office = await app.signIn({ district, personId: officeId });

const looks = [
  { width: 390, lang: 'zh' },
  { width: 1280, lang: 'en' },
  { width: 390, lang: 'zh', elder: true, javaScript: false },
] as const;

test('every page reads well on a phone and a screen, for elders, without a script', async () => {
  const pages = [
    [target.residentSession, '/me/channels', 'channels'],
    [office, '/robots', 'robots'],
    [office, '/webhooks', 'webhooks'],
    [office, '/deliveries', 'deliveries'],
  ] as const;
  for (const [session, address, name] of pages) {
    const visitor = await as(session);
    for (const look of looks) {
      const page = await visit(visitor, address, look);
      expect(await axe(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
      expect(troubles(page)).toEqual([]);
      await shot(page, `${name}-${look.width}${'elder' in look ? '-elder' : ''}`);
    }
  }
});

test('an address is added, chosen for, and taken away, with and without a script', async () => {
  for (const javaScript of [true, false]) {
    const page = await visit(await as(target.residentSession), '/me/channels', { javaScript, lang: 'zh' });
    await page.fill('input[name=address]', 'nobody');
    await page.click('text=发邮件给我');
    expect(await page.textContent('[role=alert]')).toContain('name@example.com');
    await page.fill('input[name=address]', `you.${javaScript}@example.org`);
    await page.click('text=发邮件给我');
    const card = page.locator('article', { hasText: 'y***@example.org' }).first();
    expect(await card.textContent()).toContain('等您点邮件里的链接');
    await card.locator('text=小区里的新鲜事').click();
    await card.locator('text=保存').click();
    expect(await page.locator('article', { hasText: 'y***' }).locator('input[value=news]').isChecked()).toBe(false);
    await page.locator('article', { hasText: 'y***' }).locator('text=不再用').click();
    expect(await page.locator('article', { hasText: 'y***' }).count()).toBe(0);
  }
});

test('a page of a place renews itself when a group is founded there, and for elders says that something is new', async () => {
  const address = `${origin}/places/${at.compound.code}`;
  const [page, elder] = [await visit(browser, address), await visit(browser, address, { elder: true })];
  // Both streams are open once the leases are there.
  await expect.poll(async () => (await app.database.query('SELECT 1 FROM live_watches')).length).toBeGreaterThan(0);
  const founded = { code: at.compound.code, kind: 'team', variety: 'interest', name: '晨练队' };
  expect((await app.ask('groups.found', founded, { as: office })).status).toBe(200);
  await expect.poll(() => page.textContent('main'), { timeout: 10_000 }).toContain('晨练队');
  await expect.poll(() => elder.locator('.live-link').isVisible(), { timeout: 10_000 }).toBe(true);
  expect(await elder.textContent('main')).not.toContain('晨练队');
  await elder.click('.live-link a');
  expect(await elder.textContent('main')).toContain('晨练队');
});
