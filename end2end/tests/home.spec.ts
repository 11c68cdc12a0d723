// The home page on the screen of a phone, and the way from a piece to the same piece in another language.
import { datasetPath, itemPath } from './places.ts';
import { expect, test } from './portal.ts';
import { type Language, words } from './words.ts';

const LANGUAGES: Language[] = ['ar', 'fr', 'en'];

test('at one glance: who helps, what there is, one figure with its source', async ({ page, lang }) => {
  await page.goto(`/${lang}`);
  const main = page.locator('main');
  await expect(main.locator('h1')).toBeVisible();
  const help = main.locator('section[aria-labelledby="help-now"]');
  const number = help.locator('a[href^="tel:"]').first();
  await expect(number).toBeVisible();
  // A thumb finds it.
  expect((await number.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(44);
  await expect(main.locator('.section-card')).toHaveCount(8);
  for (const id of ['sections', 'needed', 'library', 'forum', 'part']) {
    await expect(main.locator(`section[aria-labelledby="${id}"] a`).first()).toBeVisible();
  }
  // Nothing reaches over the edge; that the page does not scroll sideways is seen by the guards on every page.
  const room = page.viewportSize()?.width ?? 0;
  for (const part of await main.locator(':scope > *, .home-pair > *').all()) {
    const box = await part.boundingBox();
    expect(box && box.x >= -1 && box.x + box.width <= room + 1, JSON.stringify(box)).toBe(true);
  }

  const figure = main.locator('section[aria-labelledby="figure"]');
  await expect(figure.locator('.big-number')).toBeVisible();
  await expect(figure.locator('.figure__source a')).toHaveAttribute('href', /^https:/);
  await figure.locator('.more-link').click();
  await expect(page).toHaveURL(new RegExp(`/${lang}/statistics/[0-9a-z]+-`));
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('the switch of languages keeps to the piece', async ({ page, lang, world }) => {
  const set = await datasetPath(page, lang);
  const item = await itemPath(page, lang);
  const piece = (path: string) => (path.split('/')[3] ?? '').split('-')[0];
  for (const [path, kept] of [
    [`${set}?from=2010`, new RegExp(`/statistics/${piece(set)}-.*\\?from=2010$`)],
    [item, new RegExp(`/library/${piece(item)}-`)],
    [`/${lang}/sections/poverty`, /\/sections\/poverty$/],
    [`/${lang}/forum/t/${world.topic}`, new RegExp(`/forum/t/${world.topic}$`)],
  ] as [string, RegExp][]) {
    for (const other of LANGUAGES.filter((each) => each !== lang)) {
      await page.goto(path);
      await page.locator('.languages').getByRole('link', { name: words[other].endonym, exact: true }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', other);
      await expect(page).toHaveURL(kept);
    }
  }
});
