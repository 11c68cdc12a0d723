// What stands written in the portal, the addresses it stands under, and the languages.
import { faultsOf } from './guards.ts';
import { ARTICLE, articlePath, PROCEDURE, publicPages } from './places.ts';
import { expect, test } from './portal.ts';
import { type Language, words } from './words.ts';

const LANGUAGES: Language[] = ['ar', 'fr', 'en'];

test('every kind of page is one whole, plain document', async ({ page, lang, w, world }) => {
  for (const [name, path] of await publicPages(page, lang, world.topic)) {
    const answer = await page.request.get(path);
    const html = await answer.text();
    expect(answer.status(), name).toBe(200);
    expect(faultsOf(html), name).toEqual([]);
    expect(html, name).toContain(`<html lang="${lang}" dir="${w.dir}"`);
    const policy = answer.headers()['content-security-policy'] ?? '';
    expect(policy, name).toContain("default-src 'none'");
    expect(policy, name).not.toContain('unsafe-inline');
    expect(answer.headers()['set-cookie'], name).toBeUndefined();
  }
});

test('the front door knows her language', async ({ playwright, baseURL }) => {
  const cases: [Record<string, string>, Language][] = [
    [{}, 'ar'],
    [{ 'accept-language': 'de' }, 'ar'],
    [{ 'accept-language': 'fr-TN,fr;q=0.9,ar;q=0.8' }, 'fr'],
    [{ 'accept-language': 'en-GB;q=0.8,ar;q=0.9' }, 'ar'],
    [{ 'accept-language': 'fr', cookie: 'lang=en' }, 'en'],
    [{ 'accept-language': 'fr', cookie: 'lang=xx' }, 'fr'],
  ];
  const request = await playwright.request.newContext({ baseURL, extraHTTPHeaders: {} });
  for (const [headers, expected] of cases) {
    const answer = await request.get('/', { headers: { 'accept-language': '', ...headers }, maxRedirects: 0 });
    expect(answer.status()).toBe(303);
    expect(answer.headers()['location'], JSON.stringify(headers)).toBe(`/${expected}`);
  }
  await request.dispose();
});

test('language links lead to the same page', async ({ page, lang }) => {
  for (const id of [PROCEDURE, ARTICLE]) {
    await page.goto(await articlePath(page, lang, id));
    for (const other of LANGUAGES.filter((each) => each !== lang)) {
      const link = page.getByRole('link', { name: words[other].endonym, exact: true });
      await expect(link).toHaveAttribute('hreflang', other);
      await link.click();
      await expect(page.locator('html')).toHaveAttribute('lang', other);
      await expect(page).toHaveURL(new RegExp(`/${other}/a/${id}-`));
      await page.goBack();
    }
  }
});

test('a wrong or missing slug leads to the right one', async ({ page, lang }) => {
  const right = await articlePath(page, lang, PROCEDURE);
  for (const wrong of [`/${lang}/a/${PROCEDURE}`, `/${lang}/a/${PROCEDURE}-nonsense`]) {
    const answer = await page.request.get(wrong, { maxRedirects: 0 });
    expect(answer.status()).toBe(308);
    expect(decodeURI(answer.headers()['location'] ?? '')).toBe(decodeURI(right));
  }
});

test('what does not exist has a helpful page in the right language', async ({ page, lang, w, guards }) => {
  guards.expectStatus(404);
  for (const path of ['nowhere', 'sections/cooking', 'a/zzzzzz-x', 'a/..%2f..%2fetc', 'statistics/zzzz-x', 'library/zzzz-x', 'forum/t/zzzzzzzzzzzz', 'forum/c/cooking']) {
    const answer = await page.goto(`/${lang}/${path}`);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(w.notFound);
    await expect(page.locator('main a[href^="tel:"]').first()).toBeVisible();
    await expect(page.locator(`main a[href="/${lang}"]`)).toBeVisible();
  }
});

test('a procedure tells all that she needs, with sources', async ({ page, lang, w }) => {
  await page.goto(await articlePath(page, lang, PROCEDURE));
  await expect(page.getByRole('heading', { name: w.steps, exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: w.papers, exact: true })).toBeVisible();
  await expect(page.locator('.facts dt')).toHaveCount(3);
  for (const text of await page.locator('.facts dd').allInnerTexts()) expect(text.trim()).not.toBe('');
  await expect(page.locator('.if-refused')).toBeVisible();
  await expect(page.locator('.sources a').first()).toHaveAttribute('href', /^https:\/\//);
});

test('the home page leads on, nowhere in vain', async ({ page, lang }) => {
  await page.goto(`/${lang}`);
  await expect(page.locator('.section-card')).toHaveCount(8);
  const links = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
  for (const href of new Set(links.filter((each) => each !== '/exit'))) {
    const answer = await page.request.get(href);
    // What was newest in the library may have been taken away meanwhile, by another test.
    expect(href.includes('/library/') ? [200, 410] : [200], href).toContain(answer.status());
  }
});

test('pages to read load no island', { tag: '@script' }, async ({ page, lang, guards, world }) => {
  for (const [, path] of (await publicPages(page, lang, world.topic)).filter(([name]) => name !== 'topic')) {
    // What wakes islands stands in the head: it is asked for before the page has loaded.
    await page.goto(path);
  }
  expect(guards.requested.filter((address) => /wasm|boot|islands/.test(address))).toEqual([]);
});
