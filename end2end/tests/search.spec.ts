// Finding what is written, as people write it.
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
