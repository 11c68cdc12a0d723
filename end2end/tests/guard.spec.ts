// What is found in a text before it is sent: a telephone number, the page between, the proposal without it.
import { formWith, inQueue, join, send, unique } from './people.ts';
import { expect, test } from './portal.ts';

test('a telephone number is found, and the text goes without it', async ({ page, lang, moderator, guards }) => {
  await join(page, lang);
  await page.goto(`/${lang}/forum/new?category=unions`);
  const title = unique('who can help');
  await page.locator('[name="title"]').fill(title);
  await page.locator('[name="body"]').fill('call me: 22 334 455\nin the evening');
  guards.expectStatus(422);
  await send(formWith(page, 'title'));

  // Nothing was sent: the place is marked, and a proposal stands below.
  await expect(page.locator('main mark')).toHaveText('22 334 455');
  await expect(page.locator('textarea[name="body"]')).not.toHaveValue(/22 334 455/);
  await expect(page.locator('textarea[name="body"]')).toHaveValue(/in the evening/);

  // Back: everything she wrote is in the form.
  await page.locator('button[value="edit"]').click();
  await expect(page.locator('[name="title"]')).toHaveValue(title);
  await expect(page.locator('textarea[name="body"]')).toHaveValue('call me: 22 334 455\nin the evening');
  await send(formWith(page, 'title'));
  await expect(page.locator('main mark')).toHaveText('22 334 455');

  await page.locator('form', { has: page.locator('textarea[name="body"]') }).locator('button[value="send"]').click();
  await expect(page).toHaveURL(/\/my\/contributions\/[0-9a-z]+/);
  await expect(page.locator('.post', { hasText: title })).toContainText('in the evening');
  await expect(page.locator('main')).not.toContainText('22 334 455');
  await expect(page.locator('main .helplines')).toBeVisible();

  const desk = await moderator.newPage();
  const item = await inQueue(desk, lang, title);
  await expect(item).not.toContainText('22 334 455');
});

test('as it is, it is read first', async ({ page, lang, moderator, guards }) => {
  await join(page, lang);
  await page.goto(`/${lang}/forum/new?category=unions`);
  const title = unique('my neighbour');
  await page.locator('[name="title"]').fill(title);
  await page.locator('[name="body"]').fill('her number is 98 765 432');
  guards.expectStatus(422);
  await send(formWith(page, 'title'));
  await page.locator('form', { has: page.locator('[name="guard"]') }).locator('button[value="send"]').click();
  await expect(page).toHaveURL(/\/my\/contributions\/[0-9a-z]+/);
  const desk = await moderator.newPage();
  await expect(await inQueue(desk, lang, title)).toContainText('98 765 432');
});
