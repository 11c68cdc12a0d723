// Leaving at once: spec/safety A1.
import type { Page, Route } from '@playwright/test';
import { asMember, join } from './people.ts';
import { ARTICLE, articlePath, PROCEDURE, publicPages } from './places.ts';
import type { Guards } from './guards.ts';
import { expect, test } from './portal.ts';

/** Lets the real `/exit` answer, and leads on to the page that stands for the outside. */
async function outside(page: Page, guards: Guards, neutral: string) {
  guards.tolerate(new RegExp(`another origin: ${neutral}`));
  await page.route('**/exit', async (route) => {
    const real = await route.fetch({ maxRedirects: 0 });
    await route.fulfill({ response: real, headers: { ...real.headers(), location: neutral } });
  });
}

const shift = async (page: Page, times: number) => {
  for (let n = 0; n < times; n += 1) await page.keyboard.press('Shift');
};

const overlay = (page: Page) => page.locator('.exit-overlay');

test('the exit ends everything and leads to an ordinary page', async ({ page }) => {
  const answer = await page.request.get('/exit', { maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  expect(new URL(answer.headers()['location'] ?? '').protocol).toBe('https:');
  expect(answer.headers()['cache-control']).toContain('no-store');
  expect(answer.headers()['clear-site-data']).toBe('"cookies", "storage"');
});

test('the link leaves, clears the session and asks nothing', async ({ page, context, lang, guards, neutral }) => {
  await join(page, lang);
  expect((await context.cookies()).some((cookie) => cookie.httpOnly)).toBe(true);
  await page.goto(`/${lang}/forum/new?category=poverty`);
  await page.locator('[name="body"]').fill('never lost, never asked about');
  await outside(page, guards, neutral);
  await page.locator('.exit').click();
  await expect(page).toHaveURL(neutral);
  const here = new URL(test.info().project.use.baseURL ?? '').hostname;
  expect((await context.cookies()).filter((cookie) => cookie.domain.includes(here))).toEqual([]);
  await page.goto(`/${lang}/account`);
  await expect(page).toHaveURL(/\/sign-in/);
});

test('it is on every page, in reach, and first in the order of the keyboard', async ({ page, lang, w, world }) => {
  test.setTimeout(150_000);
  for (const [, path] of await publicPages(page, lang, world.topic)) {
    await page.goto(path);
    const exit = page.getByRole('button', { name: w.exit });
    await page.mouse.wheel(0, 4000);
    await expect(exit).toBeInViewport();
    const box = await exit.boundingBox();
    expect(box?.height ?? 0, path).toBeGreaterThanOrEqual(44);
    await expect(page.locator('.skip-link').nth(1)).toHaveText(w.skipToExit);
  }
  await page.goto(`/${lang}`);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByText(w.skipToExit)).toBeFocused();
});

test('the page is covered before anything answers', { tag: '@script' }, async ({ page, lang, w, guards, neutral }) => {
  // While a page is being left the browser answers no questions about it: it has to speak up by itself.
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const cover = document.querySelector('.exit-overlay');
      if (!cover) return;
      requestAnimationFrame(() => {
        const hidden = getComputedStyle(document.body).display === 'none' || document.body.hidden;
        const seen = cover.getBoundingClientRect();
        const whole = seen.width >= innerWidth && seen.height >= innerHeight;
        console.info(`covered: ${cover.textContent} / ${document.title} / ${hidden} / ${whole}`);
      });
    }).observe(document, { childList: true, subtree: true });
  });
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.text().startsWith('covered: ')) said.push(message.text());
  });
  await page.goto(await articlePath(page, lang, PROCEDURE));
  let held: Route | undefined;
  await page.route('**/exit', (route) => {
    held = route;
  });
  await page.locator('.exit').click({ noWaitAfter: true });
  await expect.poll(() => said[0]).toBe(`covered: ${w.leaving} / ${w.leaving} / true / true`);
  await expect.poll(() => held !== undefined).toBe(true);
  guards.tolerate(new RegExp(`another origin: ${neutral}`));
  await held?.fulfill({ status: 303, headers: { location: neutral } });
  await expect(page).toHaveURL(neutral);
});

test('Shift three times leaves', { tag: '@script' }, async ({ page, lang, guards, neutral }) => {
  await page.goto(await articlePath(page, lang, PROCEDURE));
  await outside(page, guards, neutral);
  await shift(page, 2);
  await expect(overlay(page)).toHaveCount(0);
  await shift(page, 1);
  await expect(page).toHaveURL(neutral);
});

test('writing capital letters does not leave', { tag: '@script' }, async ({ page, lang }) => {
  await page.goto(`/${lang}/search?q=x`);
  await page.locator('main [name="q"], [name="q"]:visible').first().focus();
  for (const letter of ['A', 'B', 'C', 'D']) await page.keyboard.press(`Shift+${letter}`);
  await page.keyboard.down('Shift');
  for (const letter of ['e', 'f', 'g']) await page.keyboard.press(letter);
  await page.keyboard.up('Shift');
  // Changing the language of the keyboard.
  for (let n = 0; n < 4; n += 1) await page.keyboard.press('Alt+Shift');
  await expect(overlay(page)).toHaveCount(0);
});

test('another key, or five seconds, begins the count anew', { tag: '@script' }, async ({ page, lang }) => {
  await page.clock.install();
  await page.goto(`/${lang}`);
  await shift(page, 2);
  await page.keyboard.press('ArrowDown');
  await shift(page, 2);
  await expect(overlay(page)).toHaveCount(0);
  await page.clock.runFor(5100);
  await shift(page, 2);
  await page.clock.runFor(4000);
  await page.keyboard.press('a');
  await shift(page, 1);
  await expect(overlay(page)).toHaveCount(0);
});

test('presses that are less than five seconds apart leave', { tag: '@script' }, async ({ page, lang, guards, neutral }) => {
  await page.clock.install();
  await page.goto(`/${lang}`);
  await outside(page, guards, neutral);
  // The time begins anew with each press: eight seconds in all.
  await shift(page, 1);
  await page.clock.runFor(4000);
  await shift(page, 1);
  await page.clock.runFor(4000);
  await shift(page, 1);
  await expect(page).toHaveURL(neutral);
});

test('going back after leaving never shows what was hers', async ({ page, lang, script, guards, neutral }) => {
  const { pseudonym } = await join(page, lang);
  await page.goto(`/${lang}/account`);
  await expect(page.getByText(pseudonym).first()).toBeVisible();
  await page.goto(`/${lang}/account/sessions`);
  await page.goto(`/${lang}/my/notifications`);
  await outside(page, guards, neutral);
  if (script) await shift(page, 3);
  else await page.locator('.exit').click();
  await expect(page).toHaveURL(neutral);
  // With scripts the page that was left is replaced: one entry fewer.
  for (let steps = 1; steps <= (script ? 2 : 3); steps += 1) {
    await page.goBack();
    // Nothing of hers is kept by the browser: each step asks the server, which asks who she is.
    await expect(page, `${steps} back`).toHaveURL(/\/sign-in/);
    await expect(page.getByText(pseudonym)).toHaveCount(0);
  }
});

test('Back does not bring the page back', { tag: '@script' }, async ({ page, lang, guards, neutral }) => {
  await join(page, lang);
  await page.goto(await articlePath(page, lang, ARTICLE));
  const last = await articlePath(page, lang, PROCEDURE);
  await page.goto(last);
  await outside(page, guards, neutral);
  await page.locator('.exit').click();
  await expect(page).toHaveURL(neutral);
  await page.goBack();
  expect(new URL(page.url()).pathname).not.toBe(last);
  // What belonged to her was never stored: going back to it asks who she is.
  await page.goto(`/${lang}/account`);
  await expect(page).toHaveURL(/\/sign-in/);
});

test('the shortcut says how far it is', { tag: '@script' }, async ({ page, lang, w, context, world }) => {
  await asMember(context, world);
  await page.goto(`/${lang}/forum/new?category=poverty`);
  await expect(page.locator('html')).toHaveAttribute('data-awake', '');
  const progress = page.locator('.exit-progress');
  // There before anything is said in it, or it would not be read out.
  await expect(page.getByRole('status').and(progress)).toHaveCount(1);
  await shift(page, 1);
  await expect(progress).toContainText(w.pressTwice);
  await expect(progress).toBeVisible();
  await expect(progress).toHaveAttribute('data-left', '2');
  await shift(page, 1);
  await expect(progress).toContainText(w.pressOnce);
  await page.keyboard.press('Control');
  // Only what is in the accessibility tree is announced.
  await expect(page.getByRole('status').filter({ hasText: w.expired })).toHaveCount(1);
  await expect(progress).not.toHaveAttribute('data-left', /./);
});

test('help lines stand in the header and at the foot', async ({ page, lang }) => {
  await page.goto(`/${lang}/safety`);
  await expect(page.locator('.safety-bar a[href="tel:1899"]')).toBeVisible();
  expect(await page.locator('.footer a[href^="tel:"]').count()).toBeGreaterThan(1);
});
