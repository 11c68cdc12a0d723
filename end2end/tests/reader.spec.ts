// Reading here: a guide as a page and, page by page, as the paper it can be printed on; and what she wants to read later.
import type { Page } from '@playwright/test';
import { faults } from './axe.ts';
import { join } from './people.ts';
import { guide } from './places.ts';
import { expect, test } from './portal.ts';
import { words } from './words.ts';

/** The direction in which something is written on the page. */
const direction = (page: Page, selector: string) =>
  page.locator(selector).first().evaluate((text) => getComputedStyle(text).direction);

test('a guide is found by what it is, read, and leafed through page by page', async ({ page, lang, w, guards, script }) => {
  const [id, written] = guide(lang);
  const { dir } = words[written];

  await test.step('two facets leave it, and each is taken back by itself', async () => {
    await page.goto(`/${lang}/library`);
    await page.locator('main details.disclosure > summary').first().click();
    for (const chosen of ['kind=document', `language=${written}`]) {
      await page.locator(`a.filters__link[href*="${chosen}"]`).click();
      await expect(page).toHaveURL(new RegExp(`[?&]${chosen}`));
    }
    await expect(page.locator('.filters strong')).toHaveCount(2);
    await expect(page.locator('section[aria-labelledby="items"]')).toBeVisible();
    await page.locator(`.item-card__title a[href*="/library/${id}-"]`).click();
  });

  await page.locator('main .actions a[href$="/read"]').click();
  await expect(page.locator('main .prose')).toHaveAttribute('lang', written);
  await expect(page.locator('main .prose')).toHaveAttribute('dir', dir);
  const read = page.url();

  const picture = page.locator('main img[src^="/media/page/"]');
  const onPage = async (number: number) => {
    await expect(page).toHaveURL(new RegExp(`[?&]page=${number}(&|$)`));
    await expect(picture).toHaveAttribute('src', new RegExp(`/${number}\\.jpg\\?`));
    await expect(picture).toHaveAttribute('alt', /\d/);
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(200);
    await expect(page.locator('main .prose')).toHaveAttribute('lang', written);
    expect(await direction(page, 'main .prose p')).toBe(dir);
    await expect(page.getByRole('button', { name: w.exit })).toBeVisible();
  };
  const pages = await test.step('the pages: the next one, and one by its number', async () => {
    // They are read soon after the portal begins, beside everything else.
    await expect(async () => {
      await page.goto(`${read}?page=1`);
      await expect(page.locator('main .prose')).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 20_000 });
    await onPage(1);
    const pages = Number(await page.locator('[data-pdf]').getAttribute('data-pages'));
    expect(pages).toBeGreaterThan(1);
    await page.locator('main a[rel="next"]').click();
    await onPage(2);
    return pages;
  });
  // Whole words alone: no addresses.
  const said = (await page.locator('main .prose').innerText()).split(/\s+/).filter((one) => /^[\p{L}\p{M}]{5,12}$/u.test(one));
  const [longest = ''] = said.sort((one, other) => other.length - one.length);
  const form = (field: string) => page.locator('form', { has: page.locator(field) });
  await page.locator('#to-page').fill('1');
  await form('#to-page').locator('button').click();
  await onPage(1);
  await expect(page.locator('main a[rel="prev"]')).toHaveCount(0);

  if (script) {
    await test.step('its pages are drawn where they are read', async () => {
      const open = page.locator('[data-act="open"]');
      await open.click();
      await expect(page.locator('[data-sheet] canvas')).toBeVisible();
      await page.locator('[data-act="close"]').click();
      await expect(open).toBeFocused();
    });
  }

  await test.step('a word is looked for inside, and marked where it stands', async () => {
    await page.locator('#in-document').fill(longest);
    await form('#in-document').locator('button').click();
    await expect(page.locator('main [role="status"]')).toBeVisible();
    await expect(page.locator('.result mark').first()).toBeVisible();
    await page.locator('.result__title a[href*="page=2"]').click();
    await onPage(2);
    await expect(page.locator('main .prose mark').first()).toBeVisible();
  });

  await test.step('behind the last page there is a sentence, and the way to the first', async () => {
    guards.expectStatus(404);
    expect((await page.goto(`${read}?page=${pages + 1}`))?.status()).toBe(404);
    await expect(page.locator('main .notice--warning p').last()).toContainText(`${pages}`);
    await page.locator('main a.more-link').click();
    await onPage(1);
  });
});

test('her place in a book is kept on her device alone, and only when she asks', async ({ page, lang, script }) => {
  const [id] = guide(lang);
  const read = `/${lang}/library/${id}/read`;
  const box = page.locator('[data-place]');
  const [remember, forget, link] = [box.locator('button').first(), box.locator('button').last(), box.locator('a')];
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('place:')));
  const at = () => page.evaluate(() => scrollY);
  await page.goto(read);
  if (!script) {
    // Its buttons would do nothing.
    await expect(box).toBeHidden();
    return;
  }

  await test.step('read and left: nobody knows', async () => {
    await expect(remember).toBeVisible();
    await expect(forget).toBeHidden();
    await expect(link).toBeHidden();
    await page.keyboard.press('PageDown');
    await page.goto(`/${lang}/library`);
    await page.goto(read);
    await expect(remember).toBeVisible();
    expect(await kept()).toEqual([]);
  });

  const place = await test.step('kept when she asks, and found again', async () => {
    await page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight / 2, behavior: 'instant' }));
    const place = await at();
    expect(place).toBeGreaterThan(200);
    // Where she is, not where the button is.
    await remember.dispatchEvent('click');
    expect(await kept()).toEqual([`place:${id}-text`]);
    await page.goto(`/${lang}/library`);
    await page.goto(read);
    await expect(remember).toBeHidden();
    await link.click();
    return place;
  });
  await expect.poll(async () => Math.abs((await at()) - place)).toBeLessThan(100);

  await test.step('forgotten', async () => {
    await forget.click();
    await expect(remember).toBeVisible();
    await expect(link).toBeHidden();
    expect(await kept()).toEqual([]);
  });
});

test('her reading list: switched on, filled, emptied, switched off', async ({ page, lang, script }) => {
  const list = `/${lang}/account/reading`;
  const [id] = guide(lang);
  const press = async (action: string) => {
    await page.locator(`main button[value="${action}"]`).click();
    await expect(page).toHaveURL(`${list}?done=${action}`);
    await expect(page.locator('main .notice--success')).toBeVisible();
  };
  await join(page, lang);
  await page.goto(`/${lang}/account`);
  await page.locator(`main a[href="${list}"]`).click();
  await press('on');

  const kept = page.locator(`.topic-row__title a[href*="/library/${id}-"]`);
  const keep = async () => {
    await page.goto(`/${lang}/library/${id}`);
    await page.locator('main button[value="add"]').click();
    await expect(page.locator('main button[value="drop"]')).toBeVisible();
    await page.locator(`main a[href="${list}"]`).click();
    await expect(kept).toHaveCount(1);
  };
  await keep();
  if (script) expect(await faults(page, 'reading list')).toEqual([]);
  await press('remove');
  await expect(kept).toHaveCount(0);
  await keep();
  await press('empty');
  await expect(kept).toHaveCount(0);
  await press('off');
  await page.goto(`/${lang}/library/${id}`);
  await expect(page.locator('main button[value="add"], main button[value="drop"]')).toHaveCount(0);
});
