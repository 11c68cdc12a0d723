// Finding what is written, as people write it.
import { faults } from './axe.ts';
import { ask, join, unique } from './people.ts';
import { expect, test } from './portal.ts';

test('an article is found by a word in another form', async ({ page, lang, w }) => {
  await page.goto(`/${lang}`);
  await page.locator('main [name="q"]').fill(w.searched);
  await page.locator('main form[role="search"] button').click();
  await expect(page).toHaveURL(new RegExp(`/${lang}/search\\?q=`));
  await expect(page.locator(`main a[href^="/${lang}/a/"]`).first()).toBeVisible();
  await expect(page.locator('main [name="q"]')).toHaveValue(w.searched);
});

test('Arabic is folded: article, plural, vowel signs, forms of alif', async ({ page }) => {
  for (const query of ['الشكاية', 'شكاية', 'شِكَايَة', 'القاضي', 'الأسرة', 'الاسرة', 'أسرة']) {
    await page.goto(`/ar/search?q=${encodeURIComponent(query)}`);
    await expect(page.locator('main a[href^="/ar/a/"]').first(), query).toBeVisible();
  }
});

test('one type, one language, and the place in a book', async ({ page }) => {
  await page.goto(`/fr/search?q=${encodeURIComponent('droits')}`);
  await page.locator('main .filters a[href*="lang=ar"]').click();
  await expect(page).toHaveURL(/\/fr\/search\?q=droits&lang=ar/);
  await expect(page.locator('main .result__title a').first()).toHaveAttribute('href', /^\/ar\//);
  await page.locator('main .filters a[href*="type=article"]').click();
  await expect(page).toHaveURL(/type=article&lang=ar/);
  await page.goto(`/fr/search?q=${encodeURIComponent('"tous les êtres humains naissent libres"')}`);
  await page.locator('main .result__title a[href*="/read?language=fr#"]').first().click();
  await expect(page).toHaveURL(/\/read\?language=fr#/);
  await expect(page.locator('main')).toContainText('naissent libres');
});

test('no hit says so and leads on', async ({ page, lang, w }) => {
  await page.goto(`/${lang}/search?q=${encodeURIComponent(w.unheard)}`);
  await expect(page.locator('.state')).toBeVisible();
  await expect(page.locator(`main a[href^="/${lang}/a/"]`)).toHaveCount(0);
});

test('strange questions are answered calmly', async ({ page, lang, guards }) => {
  guards.expectStatus(422);
  for (const query of ['', ' ', '"', '" OR 1=1 --', '*', 'NEAR(a b)', '%', '\u0000', '<script>alert(1)</script>', 'ا'.repeat(200), '🌿', 'title:x', 'a AND']) {
    const answer = await page.goto(`/${lang}/search?q=${encodeURIComponent(query)}`);
    expect(answer?.status() ?? 0, query).toBeLessThan(500);
  }
  const long = await page.goto(`/${lang}/search?q=${'b'.repeat(3000)}`);
  expect(long?.status() ?? 0).toBeLessThan(500);
});

test('what waits is not found', async ({ page, lang, visitor }) => {
  await join(page, lang);
  const secret = `q${Math.random().toString(36).slice(2, 12)}`;
  await ask(page, lang, 'unions', unique('waiting'), `the word is ${secret}`);
  const guest = await (await visitor()).newPage();
  for (const who of [page, guest]) {
    await who.goto(`/${lang}/search?q=${secret}`);
    await expect(who.locator('main a[href*="/forum/t/"]')).toHaveCount(0);
  }
});

test('titles are offered while she types, for the keyboard and for a finger', { tag: '@script' }, async ({ page, lang, w, device }) => {
  const letters = lang === 'ar' ? 'الشكا' : 'matern';
  const hers = (href: string) => (url: URL) => url.pathname === new URL(href, page.url()).pathname;
  await page.goto(`/${lang}/search`);
  const form = page.locator('main form[role="search"]');
  const field = form.getByRole('combobox');
  const options = form.getByRole('option');
  await expect(field).toHaveAttribute('aria-expanded', 'false');
  await field.pressSequentially(letters);
  await expect(options.first()).toBeVisible();
  await expect(field).toHaveAttribute('aria-expanded', 'true');
  await expect(form.getByRole('status')).not.toBeEmpty();
  expect(await options.count()).toBeLessThanOrEqual(8);
  const room = page.viewportSize()?.width ?? 0;
  expect(await page.evaluate(() => document.scrollingElement?.scrollWidth ?? 0)).toBeLessThanOrEqual(room);

  // Nothing is chosen by itself; the focus stays in the field.
  await expect(field).not.toHaveAttribute('aria-activedescendant');
  await field.press('ArrowUp');
  await expect(options.last()).toHaveAttribute('aria-selected', 'true');
  await field.press('ArrowDown');
  await expect(form.locator('[aria-selected="true"]')).toHaveCount(0);
  await field.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await expect(field).toHaveAttribute('aria-activedescendant', (await options.first().getAttribute('id')) ?? '?');
  await expect(field).toBeFocused();
  expect(await faults(page, 'titles offered')).toEqual([]);

  // Escape closes the list and keeps what she typed; an arrow opens it again, Enter goes there.
  await field.press('Escape');
  await expect(options).toHaveCount(0);
  await expect(field).toHaveValue(letters);
  await expect(field).toHaveAttribute('aria-expanded', 'false');
  await field.press('ArrowDown');
  await expect(options.first()).toBeVisible();
  await field.press('ArrowDown');
  const first = (await options.first().getAttribute('href')) ?? '';
  await field.press('Enter');
  await page.waitForURL(hers(first));

  // The field of every page: in the menu of a phone.
  await page.goto(`/${lang}/safety`);
  if (device === 'phone') await page.locator('.menu__button').click();
  const above = page.locator(device === 'phone' ? '#q-menu' : '#q');
  await above.pressSequentially(letters);
  const offered = page.locator('header [role="option"]');
  await expect(offered.first()).toBeVisible();
  const href = (await offered.first().getAttribute('href')) ?? '';
  if (device === 'phone') await offered.first().tap();
  else await offered.first().click();
  await page.waitForURL(hers(href));

  // Enter alone searches, as it does without scripts; what nobody wrote is offered nowhere.
  await page.goto(`/${lang}/search`);
  await field.pressSequentially(w.unheard);
  await expect(options).toHaveCount(0);
  await field.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/${lang}/search\\?q=`));
});

test('an answer that comes late replaces none that came after it', { tag: '@script' }, async ({ page, lang }) => {
  const [early, late] = lang === 'ar' ? ['الشكا', 'القان'] : ['matern', 'protect'];
  let free = () => {};
  const held = new Promise<void>((done) => {
    free = done;
  });
  await page.route('**/search/suggest?*', async (route) => {
    const isEarly = new URL(route.request().url()).searchParams.get('q') === early;
    if (isEarly) await held;
    await route.continue().catch(() => undefined);
  });
  await page.goto(`/${lang}/search`);
  const field = page.locator('main [name="q"]');
  const options = page.locator('main [role="option"]');
  const asked = page.waitForRequest(/search\/suggest/);
  await field.focus();
  await field.fill(early ?? '');
  await asked;
  await field.fill(late ?? '');
  await expect(options.first()).toBeVisible();
  const told = await options.allTextContents();
  free();
  // One more answer, whole, after the one that was held.
  const last = page.waitForResponse(/search\/suggest/);
  await field.fill(`${late} `);
  await last;
  await expect(options).toHaveText(told);
});

test('without scripts the field is a field', { tag: '@plain' }, async ({ page, lang }) => {
  await page.goto(`/${lang}/search`);
  await expect(page.locator('main [name="q"]')).not.toHaveAttribute('role');
  await expect(page.locator('[role="listbox"]')).toHaveCount(0);
});
