// An account elsewhere as a key: the first time, again, removed and linked. Against the real `oidc-provider`.
import type { Page } from '@playwright/test';
import { formWith, recoveryCodes, send, unique } from './people.ts';
import { expect, test } from './portal.ts';
import type { Language } from './words.ts';

const elsewhere = process.env.JUSOOR_PROVIDER_URL ?? '';

/** Walks from the sign-in page to the provider's. */
async function leave(page: Page, lang: Language) {
  await page.goto(`/${lang}/sign-in`);
  await page.locator(`a[href^="/${lang}/sign-in/campus"]`).click();
  await expect(page.locator('main .notice--warning')).toBeVisible();
  await page.locator('main a[href^="/auth/campus"]').click();
}

/** Shows again that it is her, through the provider: it must ask now, though it knows her, and say when. */
async function confirmThere(page: Page, lang: Language, name: string) {
  await expect(page).toHaveURL(new RegExp(`/${lang}/account/confirm\\?next=`));
  const asked = page.waitForRequest(
    (request) => request.url().startsWith(elsewhere) && request.url().includes('prompt=login'),
  );
  await page.locator('main a[href*="confirm=1"]').click();
  expect((await asked).url()).toContain('max_age=0');
  await signInThere(page, name);
}

/** Says at the provider who she is. */
async function signInThere(page: Page, name: string) {
  await expect(page).toHaveURL(new RegExp(`^${elsewhere}/interaction/`));
  await page.locator('[name="login"]').fill(name);
  await page.locator('button').click();
}

test('an account elsewhere opens one here, again and again, and can be removed', async ({ page, lang, guards }) => {
  guards.tolerate(new RegExp(`request to another origin: ${elsewhere}/`));
  const name = unique('student').replaceAll(' ', '-');

  await leave(page, lang);
  await signInThere(page, name);
  await expect(page).toHaveURL(`/${lang}/join/provider`);
  // Without consent there is no account.
  guards.expectStatus(422);
  await send(formWith(page, 'rules'));
  await expect(page.locator('.error-summary')).toBeVisible();
  const pseudonym = await page.locator('input[name="pseudonym"]:checked').inputValue();
  await page.locator('input[name="rules"]').check();
  await send(formWith(page, 'rules'));
  await recoveryCodes(page);
  expect(await page.content()).not.toContain(name);
  await page.locator('main .actions a.button').last().click();
  await expect(page).toHaveURL(`/${lang}/account`);
  await expect(page.locator('main')).toContainText(pseudonym);

  // Out, and in again: the provider knows her still, so it asks nothing.
  await page.locator(`main form[action="/${lang}/sign-out"] button`).click();
  await expect(page).toHaveURL(`/${lang}`);
  await leave(page, lang);
  await expect(page).toHaveURL(`/${lang}/account`);
  await expect(page.locator('main')).toContainText(pseudonym);

  // It is the only way in, so it stays, until there is a passphrase.
  const list = `/${lang}/account/providers`;
  await page.goto(`/${lang}/account/security`);
  await page.locator(`main a[href="${list}"]`).click();
  // To have been let in without a question is no proof for what matters.
  await confirmThere(page, lang, name);
  await expect(page).toHaveURL(list);
  const linked = page.locator(`form[action="${list}"]`);
  guards.expectStatus(409);
  await linked.locator('button').click();
  await expect(page.locator('main .notice--danger')).toBeVisible();
  await page.locator(`main .notice--danger a[href="/${lang}/account/passphrase"]`).click();
  await page.locator('[name="passphrase"]').fill('seven bridges over olive water');
  await send(formWith(page, 'passphrase'));
  await expect(page.locator('main .notice--success')).toBeVisible();
  await page.goto(list);
  await linked.locator('button').click();
  await expect(page).toHaveURL(`${list}?done=unlinked`);
  await expect(linked).toHaveCount(0);
  await page.locator('main a[href^="/auth/campus"]').click();
  await expect(page).toHaveURL(`${list}?done=linked`);
  await expect(linked).toHaveCount(1);
});

test('what matters is confirmed there anew, or by a code from paper', async ({ page, lang, guards }) => {
  guards.tolerate(new RegExp(`request to another origin: ${elsewhere}/`));
  test.slow();
  const name = unique('student').replaceAll(' ', '-');
  const list = `/${lang}/account/providers`;
  await leave(page, lang);
  await signInThere(page, name);
  await page.locator('input[name="rules"]').check();
  await send(formWith(page, 'rules'));
  const codes = await recoveryCodes(page);
  const again = async () => {
    await page.goto(`/${lang}/account`);
    await page.locator(`main form[action="/${lang}/sign-out"] button`).click();
    await leave(page, lang);
    await expect(page).toHaveURL(`/${lang}/account`);
    await page.goto(list);
    await expect(page).toHaveURL(/\/account\/confirm\?next=/);
  };

  await again();
  await expect(page.locator('[name="passphrase"]')).toHaveCount(0);
  await page.locator('[name="recovery_code"]').fill(codes[0] ?? '');
  await send(formWith(page, 'recovery_code'));
  await expect(page).toHaveURL(list);

  await again();
  await confirmThere(page, lang, name);
  await expect(page).toHaveURL(list);
});

test('an answer in another browser opens nothing', async ({ page, lang, guards, visitor }) => {
  guards.tolerate(new RegExp(`request to another origin: ${elsewhere}/`));
  guards.expectStatus(400);
  await page.goto(`/${lang}/sign-in/campus`);
  await page.locator('main a[href^="/auth/campus"]').click();
  await expect(page).toHaveURL(new RegExp(`^${elsewhere}/interaction/`));
  // Her way back, step by step, so that the last step can be taken by somebody else.
  const form = { login: unique('student').replaceAll(' ', '-') };
  const said = await page.request.post(page.url(), { form, maxRedirects: 0 });
  const resumed = await page.request.get(said.headers().location ?? '', { maxRedirects: 0 });
  const back = resumed.headers().location ?? '';
  expect(back).toContain('/auth/campus/callback?code=');
  const other = await (await visitor()).newPage();
  const answer = await other.goto(back);
  expect(answer?.status()).toBe(400);
  await expect(other.locator('.state__title')).toBeVisible();
  await other.goto(`/${lang}/account`);
  await expect(other).toHaveURL(/\/sign-in\?next=/);
  // Hers is still good, once.
  await page.goto(back);
  await expect(page).toHaveURL(`/${lang}/join/provider`);
  expect((await page.goto(back))?.status()).toBe(400);
});
