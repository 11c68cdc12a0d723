// A name that is not hers, a passphrase, codes on paper.
import { formWith, join, send, signIn } from './people.ts';
import { expect, test } from './portal.ts';

test('a refused registration comes back with what she chose', async ({ page, lang, w, guards }) => {
  await page.goto(`/${lang}/join`);
  const names = page.locator('input[type="radio"][name="pseudonym"]');
  expect(await names.count()).toBeGreaterThanOrEqual(3);
  const offered = await names.evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value));
  expect(new Set(offered).size).toBe(offered.length);
  await names.nth(1).check();
  await page.locator('[name="passphrase"]').fill('12345');
  guards.expectStatus(422);
  await send(formWith(page, 'rules'));
  await expect(page.locator('.error-summary')).toContainText(w.lookAgain);
  await expect(page.locator('.error-summary a')).toHaveCount(2);
  await expect(page.locator('input[type="radio"][name="pseudonym"]:checked')).toHaveValue(offered[1] ?? '');
  await expect(page.locator('[name="passphrase"]')).toHaveValue('');
  await page.locator('.error-summary a[href="#passphrase"]').click();
  await expect(page.locator('[name="passphrase"]')).toBeFocused();
});

test('signing in: wrong, right, and back to where she was', async ({ page, lang, guards, context }) => {
  const me = await join(page, lang);
  await context.clearCookies();
  await page.goto(`/${lang}/account`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.locator('input[name="pseudonym"]').fill(me.pseudonym);
  await page.locator('input[name="passphrase"]').fill('not the right passphrase');
  guards.expectStatus(422);
  await send(formWith(page, 'passphrase'));
  await expect(page.locator('.error-summary')).toBeVisible();
  await expect(page.locator('input[name="pseudonym"]')).toHaveValue(me.pseudonym);
  await expect(page.locator('input[name="passphrase"]')).toHaveValue('');
  await signIn(page, lang, me);
  await expect(page).toHaveURL(`/${lang}/account`);
});

test('nobody can be led away after signing in', async ({ page, lang, world }) => {
  await page.goto(`/${lang}/sign-in?next=${encodeURIComponent('//example.org/')}`);
  await signIn(page, lang, world.author);
  expect(new URL(page.url()).origin).toBe(new URL(test.info().project.use.baseURL ?? '').origin);
});

test('a recovery code opens the account once', async ({ page, lang, guards, context }) => {
  const me = await join(page, lang);
  await context.clearCookies();
  const recover = async (code: string, passphrase: string) => {
    await page.goto(`/${lang}/recover`);
    await page.locator('input[name="pseudonym"]').fill(me.pseudonym);
    await page.locator('input[name="recovery_code"]').fill(code);
    await page.locator('input[name="passphrase"]').fill(passphrase);
    await send(formWith(page, 'recovery_code'));
  };
  await recover(me.codes[0] ?? '', 'a new passphrase from paper');
  await page.goto(`/${lang}/account`);
  await expect(page.locator('main')).toContainText(me.pseudonym);
  await context.clearCookies();
  guards.expectStatus(422);
  await recover(me.codes[0] ?? '', 'another passphrase from paper');
  await expect(page.locator('.error-summary')).toBeVisible();
  await signIn(page, lang, { ...me, passphrase: 'a new passphrase from paper' });
});

test('what is hers is never kept by the browser', async ({ page, lang }) => {
  await join(page, lang);
  for (const path of ['account', 'forum', 'forum/new?category=unions']) {
    const answer = await page.request.get(`/${lang}/${path}`);
    expect(answer.headers()['cache-control'], path).toContain('no-store');
  }
  const [cookie] = (await page.context().cookies()).filter((each) => each.httpOnly);
  expect(cookie?.sameSite).toBe('Lax');
  expect(cookie?.path).toBe('/');
});

test('a form from elsewhere is refused', async ({ page, lang }) => {
  const form = { pseudonym: 'x', passphrase: 'y' };
  const foreign: Record<string, string>[] = [{ origin: 'https://example.org' }, { 'sec-fetch-site': 'cross-site' }];
  for (const headers of foreign) {
    const answer = await page.request.post(`/${lang}/sign-in`, { form, headers });
    expect(answer.status()).toBe(403);
  }
});
