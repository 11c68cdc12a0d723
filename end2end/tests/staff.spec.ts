// Somebody is invited into the team, sets her second step up, gets another role; and the log knows it all.
import { type Page } from '@playwright/test';
import { faults } from './axe.ts';
import { adminAccount, formWith, moderatorAccount, recoveryCodes, send, signIn } from './people.ts';
import { expect, test } from './portal.ts';
import { setUp } from './totp.ts';
import type { Language } from './words.ts';

const PASSPHRASE = 'lanterns along the old bridge';

/** Opens a page that asks again who she is when that is some time ago. */
async function open(page: Page, path: string, passphrase: string) {
  await page.goto(path);
  if (!page.url().includes('/account/confirm')) return;
  await page.locator('input[name="passphrase"]').fill(passphrase);
  await send(formWith(page, 'passphrase'));
  await page.waitForURL((url) => url.pathname === path);
}

/** A name of letters alone that no other test has. */
function newName(lang: Language): string {
  const letters = lang === 'ar' ? 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي' : 'abcdefghijklmnopqrstuvwxyz';
  const word = () => Array.from({ length: 5 }, () => letters[Math.floor(Math.random() * letters.length)]).join('');
  return `${lang === 'ar' ? 'نور' : 'Nour'} ${word()} ${word()}`;
}

test('invited, with a second step, at the desk, with another role, and in the log @ar-fr', async ({ page, lang, visitor, guards }) => {
  // The administrator's code may have been used by another test; she takes the next.
  guards.expectStatus(422);
  test.slow();
  const admin = adminAccount();
  const name = newName(lang);

  const link = await test.step('the administrator makes a link', async () => {
    await signIn(page, lang, admin);
    await open(page, `/${lang}/desk/invitations`, admin.passphrase);
    await page.locator('select[name="role"]').selectOption('moderator');
    await page.locator('button[value="invite"]').click();
    return page.locator('#link').inputValue();
  });

  const own = await (await visitor()).newPage();
  await test.step('she accepts, writes her codes down, sets her second step up', async () => {
    await own.goto(new URL(link).pathname);
    await own.locator('[name="pseudonym"]').fill(name);
    await own.locator('[name="passphrase"]').fill(PASSPHRASE);
    await own.locator('[name="rules"]').check();
    await send(formWith(own, 'rules'));
    await recoveryCodes(own);
    await own.goto(`/${lang}/desk`);
    await expect(own).toHaveURL(/two-step/);
    await setUp(own);
    await expect(own).toHaveURL(`/${lang}/desk`);
    await expect(own.locator('.desk__nav a[href$="/desk/queue"]')).toBeVisible();
    await expect(own.locator('.desk__nav a[href$="/desk/members"]')).toHaveCount(0);
  });

  await test.step('she gets another role: what she has open ends', async () => {
    await page.goto(`/${lang}/desk/members?q=${encodeURIComponent(name)}`);
    const href = await page.getByRole('link', { name }).getAttribute('href');
    await open(page, href ?? '', admin.passphrase);
    const form = page.locator('form', { has: page.locator('button[value="role"]') });
    await form.locator('select[name="role"]').selectOption('auditor');
    await form.locator('select[name="reason"]').selectOption('new_duties');
    await form.locator('button[value="role"]').click();
    await expect(page.locator('main .notice--success')).toBeVisible();
    await own.goto(`/${lang}/desk/queue`);
    await expect(own).toHaveURL(/sign-in/);
  });

  await test.step('the log knows it', async () => {
    await page.goto(`/${lang}/desk/audit`);
    await page.locator('select[name="action"]').selectOption('role_change');
    await page.locator('main form[action$="/desk/audit"] button[type="submit"]').click();
    await expect(page.locator('tbody tr', { hasText: name })).toHaveCount(1);
  });
});

test('the pages of an administrator are open to assistive technology @ar-fr @script', async ({ page, lang, guards }) => {
  test.slow();
  guards.expectStatus(422);
  const admin = adminAccount();
  await signIn(page, lang, admin);
  const found: string[] = [];
  const look = async () => found.push(...(await faults(page, page.url())));
  for (const path of [
    'desk',
    'desk/members',
    'desk/sessions',
    'desk/configuration',
    'desk/audit',
    'desk/sanctions',
    'desk/words',
    'desk/duty',
    'desk/safety',
    'desk/permissions',
  ]) {
    const answer = await page.goto(`/${lang}/${path}`);
    expect(answer?.status(), path).toBe(200);
    await look();
  }
  // The table of one category asks again who she is when that is some time ago.
  await open(page, (await page.locator('main tbody a').first().getAttribute('href')) ?? '', admin.passphrase);
  await expect(page.locator('main select[name="rule"]').first()).toBeVisible();
  await look();
  await page.goto(`/${lang}/desk/safety`);
  // From the list of cases of danger to one of them, where there is one by now.
  const one = page.locator('main table a[href*="/desk/safety/"]').first();
  if ((await one.count()) > 0) {
    await one.click();
    await page.waitForURL(/\/desk\/safety\/[0-9a-z]+/);
    await look();
  }
  await open(page, `/${lang}/desk/invitations`, admin.passphrase);
  await look();
  await page.goto(`/${lang}/desk/members?q=${encodeURIComponent(moderatorAccount().pseudonym)}`);
  await open(page, (await page.locator('tbody a').first().getAttribute('href')) ?? '', admin.passphrase);
  await look();
  expect(found).toEqual([]);
});
