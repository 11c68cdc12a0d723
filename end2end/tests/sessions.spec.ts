// Where she is signed in, and showing again that it is her.
import { formWith, join, send, signIn } from './people.ts';
import { expect, test } from './portal.ts';

test('she sees her browsers and signs one out', async ({ page, lang, visitor }) => {
  const me = await join(page, lang);
  const other = await (await visitor()).newPage();
  await other.goto(`/${lang}/sign-in`);
  await signIn(other, lang, me);

  await page.goto(`/${lang}/account`);
  await page.locator(`main a[href="/${lang}/account/sessions"]`).click();
  const lines = page.locator('main section.panel');
  await expect(lines).toHaveCount(2);
  await lines.nth(1).locator('button').click();
  await expect(page.locator('main .notice')).toBeVisible();
  await expect(lines).toHaveCount(1);
  await other.goto(`/${lang}/account`);
  await expect(other).toHaveURL(/\/sign-in\?next=/);
});

test('all her browsers are signed out at once', async ({ page, lang, visitor }) => {
  const me = await join(page, lang);
  const other = await (await visitor()).newPage();
  await other.goto(`/${lang}/sign-in`);
  await signIn(other, lang, me);
  await page.goto(`/${lang}/account/sessions`);
  await page.locator('main form:not(:has(input)) button[type="submit"]').click();
  await expect(page).toHaveURL(/\/sign-in/);
  for (const each of [page, other]) {
    await each.goto(`/${lang}/account`);
    await expect(each).toHaveURL(/\/sign-in\?next=/);
  }
});

test('the page that asks again takes the passphrase, or a code from paper once', async ({ page, lang, guards }) => {
  const me = await join(page, lang);
  await page.goto(`/${lang}/account/confirm?next=${encodeURIComponent(`/${lang}/account/sessions`)}`);
  const field = page.locator('input[name="passphrase"]');
  await field.fill('not the right passphrase');
  guards.expectStatus(422);
  await send(formWith(page, 'passphrase'));
  await expect(page.locator('.error-summary')).toBeVisible();
  await expect(field).toHaveValue('');
  const [before] = (await page.context().cookies()).filter((each) => each.name.endsWith('sid'));
  await field.fill(me.passphrase);
  await send(formWith(page, 'passphrase'));
  await expect(page).toHaveURL(`/${lang}/account/sessions`);
  const [after] = (await page.context().cookies()).filter((each) => each.name.endsWith('sid'));
  expect(after?.value).not.toBe(before?.value);
  const again = async () => {
    await page.goto(`/${lang}/account/confirm?next=${encodeURIComponent(`/${lang}/account/sessions`)}`);
    await page.locator('input[name="recovery_code"]').fill(me.codes[0] ?? '');
    await send(formWith(page, 'recovery_code'));
  };
  await again();
  await expect(page).toHaveURL(`/${lang}/account/sessions`);
  await again();
  await expect(page.locator('.error-summary')).toBeVisible();
});
