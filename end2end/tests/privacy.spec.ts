// What is hers: a copy to take along, and the ways out, as she walks them.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { approve, ask, formWith, join, send, signIn, topicId, unique } from './people.ts';
import { expect, test } from './portal.ts';
import type { Language } from './words.ts';

const category = 'civil-society';

/** The form that goes to this address. */
const formTo = (page: Page, path: string) => page.locator(`form[action*="${path}"]`);

/** A published question of hers; gives its id and title. */
async function published(page: Page, moderator: Page, lang: Language) {
  const title = unique('Une question qui est à moi');
  await ask(page, lang, category, title, 'Un texte à moi seule.');
  const topic = topicId(page.url());
  await approve(moderator, lang, title);
  return { title, path: `/${lang}/forum/t/${topic}` };
}

/** Opens a way out from the page of her data, as she does. */
async function wayOut(page: Page, lang: Language, choice: string) {
  await page.goto(`/${lang}/account`);
  await page.locator(`main a[href="/${lang}/account/data"]`).click();
  await page.locator(`main a[href$="leave?choice=${choice}"]`).click();
  await expect(page).toHaveURL(new RegExp(`leave\\?choice=${choice}$`));
}

test('a copy of her data comes once', async ({ page, lang }) => {
  const me = await join(page, lang);
  await page.goto(`/${lang}/account/data`);
  await formTo(page, '/account/data/export').locator('button').click();
  const coming = page.waitForEvent('download');
  await formTo(page, '/account/data/download').locator('button').click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/^account-\d{4}-\d\d-\d\d\.zip$/);
  const bytes = await readFile(await file.path());
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  expect(bytes.includes('index.html') && bytes.includes('data.json')).toBe(true);
  // Neither the name nor the address tells whose it is.
  expect(file.url()).not.toContain(me.pseudonym);
  await page.goto(`/${lang}/account/data`);
  await expect(formTo(page, '/account/data/download')).toHaveCount(0);
  await expect(formTo(page, '/account/data/export')).toHaveCount(0);
});

test('she leaves and takes her texts along, and may change her mind', async ({
  page,
  lang,
  moderator,
  visitor,
  guards,
}) => {
  const me = await join(page, lang);
  const desk = await moderator.newPage();
  const { title, path } = await published(page, desk, lang);
  await wayOut(page, lang, 'withdraw');
  guards.expectStatus(404, 422);
  await send(formWith(page, 'sure'));
  await expect(page.locator('.error-summary a[href="#sure"]')).toBeVisible();
  await page.locator('select[name="days"]').selectOption('3');
  await page.locator('input[name="sure"]').check();
  await send(formWith(page, 'sure'));
  await expect(page.locator('.notice--success')).toBeVisible();
  const other = await (await visitor()).newPage();
  expect((await other.goto(path))?.status()).toBe(404);
  await signIn(page, lang, me);
  await page.goto(`/${lang}/account`);
  await formTo(page, '/account/data/stay').locator('button').click();
  await expect(page.locator('.notice--success')).toBeVisible();
  expect((await other.goto(path))?.status()).toBe(200);
  await expect(other.locator('h1')).toContainText(title);
});

test('she leaves and her texts stay without her', async ({ page, lang, moderator, visitor, guards }) => {
  const me = await join(page, lang);
  const desk = await moderator.newPage();
  const { title, path } = await published(page, desk, lang);
  await wayOut(page, lang, 'keep');
  await page.locator('select[name="days"]').selectOption('0');
  await page.locator('input[name="sure"]').check();
  await send(formWith(page, 'sure'));
  await expect(page.locator('.notice--success')).toBeVisible();
  const other = await (await visitor()).newPage();
  await other.goto(path);
  await expect(other.locator('h1')).toContainText(title);
  await expect(other.locator('.post').first()).not.toContainText(me.pseudonym);
  guards.expectStatus(422);
  await page.goto(`/${lang}/sign-in`);
  await page.locator('input[name="pseudonym"]').fill(me.pseudonym);
  await page.locator('input[name="passphrase"]').fill(me.passphrase);
  await send(formWith(page, 'passphrase'));
  await expect(page.locator('.error-summary')).toBeVisible();
});

test('she disappears with one press and comes back with the code', async ({
  page,
  lang,
  moderator,
  visitor,
  guards,
}) => {
  const me = await join(page, lang);
  const desk = await moderator.newPage();
  const { title, path } = await published(page, desk, lang);
  await wayOut(page, lang, 'vanish');
  await send(formWith(page, 'choice'));
  const code = await page.locator('.codes__list code').innerText();
  guards.expectStatus(404);
  const other = await (await visitor()).newPage();
  expect((await other.goto(path))?.status()).toBe(404);
  await page.goto(`/${lang}/account`);
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(`/${lang}/recover`);
  await page.locator(`main a[href="/${lang}/account/return"]`).click();
  await page.locator('input[name="pseudonym"]').fill(me.pseudonym);
  await page.locator('input[name="recovery_code"]').fill(code.toLowerCase());
  await send(formWith(page, 'recovery_code'));
  await expect(page).toHaveURL(/\/account\/data\?done=returned/);
  expect((await other.goto(path))?.status()).toBe(200);
  await expect(other.locator('h1')).toContainText(title);
});
