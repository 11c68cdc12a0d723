// Without a connection: numbers and safety are there, what she read is not, and nothing of anybody who signed in. Texts are
// shared by their address, and on paper there is a code.
import type { Page } from '@playwright/test';
import { lineTo } from './line.ts';
import { join } from './people.ts';
import { ARTICLE, articlePath, PROCEDURE } from './places.ts';
import { expect, test } from './portal.ts';

test.use({ serviceWorkers: 'allow' });

/** Opens the page about safety and waits until the worker has it. */
async function workerAt(page: Page, lang: string, base = '') {
  await page.goto(`${base}/${lang}/safety`);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

/** Addresses of all that this browser keeps, pages only. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const all: string[] = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) all.push(new URL(url).pathname);
    }
    return all.filter((path) => !path.startsWith('/pkg/')).sort();
  });

test('numbers and safety open without a connection; what was read does not', { tag: '@script' }, async ({ page, lang, guards, baseURL }) => {
  const read = await articlePath(page, lang, PROCEDURE);
  const chosen = await articlePath(page, lang, ARTICLE);
  const line = await lineTo(baseURL ?? '');
  guards.tolerate(new RegExp(`another origin: ${line.url}/`));
  const go = (path: string) => page.goto(`${line.url}${path}`);
  await workerAt(page, lang, line.url);
  await go(read);
  await go(`/${lang}/search?q=travail`);
  await go(`/${lang}/forum`);
  expect(await kept(page)).toEqual([`/${lang}/offline`, `/${lang}/safety`]);
  // One text is kept because she asks for it.
  await go(chosen);
  await page.locator('[data-keep]').click();
  await expect.poll(() => kept(page)).toContain(chosen);
  await expect(page.locator('[data-said]')).not.toBeEmpty();

  guards.tolerate(/ERR_|Failed to load|Failed to fetch|sw\.js/);
  await line.cut();
  for (const path of [read, `/${lang}/about`, `/${lang}/account`]) {
    await go(path);
    await expect(page.locator('main a[href="tel:1899"]').first()).toBeVisible();
    await expect(page.locator(`main a[href="/${lang}/safety"]`)).toBeVisible();
  }
  await page.locator(`main a[href="/${lang}/safety"]`).click();
  await expect(page.locator('main a[href="tel:1899"]').first()).toBeVisible();
  await go(`/${lang}/offline`);
  const mine = page.locator('[data-kept] a');
  await expect(mine).toHaveCount(1);
  await mine.click();
  await expect(page).toHaveURL(new RegExp(`/a/${ARTICLE}-`));
  await expect(page.locator('main .prose').first()).toBeVisible();
  await go(`/${lang}/offline`);
  await page.locator('[data-forget]').click();
  await expect(page.locator('[data-kept]')).toBeHidden();
  expect(await kept(page)).toEqual([`/${lang}/offline`, `/${lang}/safety`]);
});

test('signing in and the exit leave nothing behind', { tag: '@script' }, async ({ page, context, lang, guards }) => {
  await workerAt(page, lang);
  expect(await kept(page)).not.toEqual([]);
  const { pseudonym } = await join(page, lang);
  await page.goto(`/${lang}/account`);
  await expect(page.getByText(pseudonym).first()).toBeVisible();
  await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([]);
  // On public pages neither, as long as she is signed in.
  await page.goto(await articlePath(page, lang, ARTICLE));
  await expect(page.locator('[data-copy]')).toHaveCount(1);
  await expect(page.locator('[data-keep]')).toHaveCount(0);
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
  guards.tolerate(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
  await context.setOffline(true);
  await page.goto(`/${lang}/account`).catch(() => undefined);
  await expect(page.getByText(pseudonym)).toHaveCount(0);
  await context.setOffline(false);

  await context.clearCookies();
  await workerAt(page, lang);
  await expect.poll(() => kept(page)).not.toEqual([]);
  // The way out leads to another site; this request stops before it.
  guards.tolerate(/another origin: https:/);
  const left = await page.evaluate(() => fetch('/exit', { redirect: 'manual' }).then((answer) => answer.type));
  expect(left).toBe('opaqueredirect');
  await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([]);
});

test('a computer that everybody uses keeps nothing of what is read', { tag: '@script' }, async ({ page, context, lang, baseURL }) => {
  await workerAt(page, lang);
  await context.addCookies([{ name: 'kiosk', value: '1', url: baseURL ?? '' }]);
  await page.goto(`/${lang}/about`);
  await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([]);
});

test('the offline page and the address of a text need no script', { tag: '@plain' }, async ({ page, lang }) => {
  await page.goto(`/${lang}/safety`);
  await page.locator(`main a[href="/${lang}/offline"]`).click();
  await expect(page.locator('main a[href="tel:1899"]').first()).toBeVisible();
  await expect(page.locator(`main a[href="/${lang}/safety"]`)).toBeVisible();
  await expect(page.locator('[data-kept]')).toBeHidden();
  await page.goto(await articlePath(page, lang, ARTICLE));
  await expect(page.locator(`main a[href="/a/${ARTICLE}"]`)).toBeVisible();
  for (const button of ['share', 'copy', 'keep']) await expect(page.locator(`[data-${button}]`)).toBeHidden();
  await expect(page.locator('.paper')).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.paper svg')).toBeVisible();
  await expect(page.locator('.paper')).toContainText(`/a/${ARTICLE}`);
});

test('a text is shared by its short address alone', { tag: '@script' }, async ({ page, lang }) => {
  await page.addInitScript(() => {
    const told: unknown[] = [];
    Object.assign(globalThis, { told });
    Object.defineProperty(navigator, 'share', { value: async (what: unknown) => void told.push(what) });
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (what: unknown) => void told.push(what) } });
  });
  await page.goto(await articlePath(page, lang, ARTICLE));
  await page.locator('[data-share]').click();
  await page.locator('[data-copy]').click();
  await expect(page.locator('[data-said]')).not.toBeEmpty();
  const told = await page.evaluate(() => (globalThis as unknown as { told: unknown[] }).told);
  const address = expect.stringMatching(new RegExp(`^http[^ ]+/a/${ARTICLE}$`));
  expect(told).toEqual([{ url: address }, address]);
});
