// The library as a guest walks through it, and as machines of other libraries do. How an item comes there and goes is
// walked in deposit.spec.ts, what is read in reader.spec.ts, what is heard in recordings.spec.ts.
import { expect, test } from './portal.ts';

test('from the shelves to a collection, an item, what it is about, and how it is cited', async ({ page, lang }) => {
  await page.goto(`/${lang}/library`);
  await page.locator('h2 a[href*="/library/c/"]').first().click();
  await expect(page).toHaveURL(/\/library\/c\/[^/]+$/);
  for (const [kind, what] of [
    ['application/atom+xml', '<feed'],
    ['application/rss+xml', '<rss'],
  ] as const) {
    const feed = await page.request.get((await page.locator(`main a[type="${kind}"]`).getAttribute('href')) ?? '');
    expect(feed.status(), kind).toBe(200);
    expect(feed.headers()['content-type']).toContain(kind);
    expect(await feed.text()).toContain(what);
  }
  await page.locator('.item-card__title a').first().click();
  await expect(page).toHaveURL(/\/library\/[0-9a-z]+-/);
  const item = page.url();
  const id = /\/library\/([0-9a-z]+)-/.exec(item)?.[1];

  await test.step('what reference managers take', async () => {
    await expect(page.locator('dl.meta a[rel="nofollow"][href^="/i/"]')).toHaveCount(3);
    for (const [ending, kind, what] of [
      ['.ris', 'application/x-research-info-systems', /^TY {2}- /],
      ['.bib', 'application/x-bibtex', /^@/],
      ['.csl.json', 'application/vnd.citationstyles.csl+json', /^\s*[[{]/],
    ] as const) {
      const link = page.locator(`dl.meta a[rel="nofollow"][href="/i/${id}${ending}"]`);
      const answer = await page.request.get((await link.getAttribute('href')) ?? '');
      expect(answer.status(), ending).toBe(200);
      expect(answer.headers()['content-type'], ending).toContain(kind);
      expect(await answer.text(), ending).toMatch(what);
    }
  });

  await test.step('what else is about this', async () => {
    await page.locator('dl.meta a[href*="/library?subject="]').first().click();
    await expect(page).toHaveURL(/\?subject=/);
    const found = page.locator('section[aria-labelledby="items"] .item-card__title a');
    await expect(found.nth(2)).toBeVisible();
    await expect(page.locator(`.item-card__title a[href*="/library/${id}-"]`)).toHaveCount(1);
    await page.locator('.filters', { has: page.locator('strong') }).locator('a').click();
    await expect(page).toHaveURL(`/${lang}/library`);
  });

  await test.step('the permanent address leads there', async () => {
    await page.goto(item);
    const permanent = new URL((await page.locator('a[rel="bookmark"]').getAttribute('href')) ?? '');
    expect(permanent.pathname).toBe(`/i/${id}`);
    await page.goto(permanent.pathname);
    await expect(page).toHaveURL(new RegExp(`/(ar|fr|en)/library/${id}-`));
  });
});

test('programs that read and libraries that collect find their doors', async ({ page, lang }) => {
  await page.goto(`/${lang}/library`);
  const door = (await page.locator('main a[href^="/opds"]').getAttribute('href')) ?? '';
  const catalogue = await page.request.get(door);
  expect(catalogue.status()).toBe(200);
  expect(catalogue.headers()['content-type']).toContain('profile=opds-catalog');
  expect(await catalogue.text()).toContain('<feed');
  const collected = await page.request.get('/oai?verb=Identify');
  expect(collected.status()).toBe(200);
  expect(collected.headers()['content-type']).toContain('text/xml');
  expect(await collected.text()).toContain('<Identify>');
});
