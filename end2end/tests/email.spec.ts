// An address, for those who want one: given, proved, used when the passphrase is forgotten, deleted.
import { readdir, readFile } from 'node:fs/promises';
import { join as inFolder } from 'node:path';
import type { Page } from '@playwright/test';
import { formWith, join, send, signIn } from './people.ts';
import { expect, test } from './portal.ts';
import type { Language } from './words.ts';

interface Letter {
  text: string;
  /** Path of its link. */
  link: string;
  /** Path of the link that stops further ones. */
  off: string;
}

/** An address that no other test gives. */
function newAddress(): string {
  return `canari.${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}@example.tn`;
}

/** Waits for a message to this address whose link is of this kind; the portal writes messages into a folder. */
async function letter(address: string, kind: 'email/verify' | 'reset'): Promise<Letter> {
  const folder = process.env.JUSOOR_MAIL_FOLDER;
  if (!folder) throw new Error('JUSOOR_MAIL_FOLDER names the folder of the portal’s messages');
  // A letter that is still being written has a name that begins with a dot.
  const find = async () => {
    for (const name of (await readdir(folder)).filter((each) => !each.startsWith('.') && each.endsWith('.eml'))) {
      const text = await readFile(inFolder(folder, name), 'utf8');
      if (text.includes(`To: ${address}`) && text.includes(`/${kind}/`)) return text;
    }
    return '';
  };
  await expect.poll(find, { message: `a message to ${address}`, timeout: 20_000 }).not.toBe('');
  const text = await find();
  const paths = [...text.matchAll(/^https?:\/\/\S+/gm)].map(([address]) => new URL(address).pathname);
  expect(paths).toHaveLength(2);
  const [link = '', off = ''] = paths;
  return { text, link, off };
}

async function give(page: Page, lang: Language, address: string) {
  await page.goto(`/${lang}/account/security`);
  await page.locator(`main a[href="/${lang}/account/email"]`).click();
  await page.locator('[name="email"]').fill(address);
  await page.locator('[name="mail_is_safe"]').check();
  await send(formWith(page, 'email'));
  await expect(page.locator('.notice')).toContainText('c***@e***.tn');
}

test('an address opens the account again when the passphrase is forgotten', async ({ page, lang, context, guards }) => {
  const me = await join(page, lang);
  const address = newAddress();
  await give(page, lang, address);
  const proof = await letter(address, 'email/verify');
  for (const hers of [me.pseudonym, 'Jusoor', 'جسور']) expect(proof.text).not.toContain(hers);
  await page.goto(proof.link);
  await page.locator('main form button[type="submit"]').click();
  await expect(page.locator('.notice--success')).toBeVisible();

  await context.clearCookies();
  await page.goto(`/${lang}/recover`);
  await page.locator(`main a[href="/${lang}/reset"]`).click();
  await page.locator('[name="pseudonym"]').fill(me.pseudonym);
  await send(formWith(page, 'pseudonym'));
  await expect(page).toHaveURL(/reset\?done=sent/);
  const reset = await letter(address, 'reset');
  await page.goto(reset.link);
  await expect(page.locator('main')).not.toContainText(me.pseudonym);
  await page.locator('[name="passphrase"]').fill('another eight olive hills');
  await send(formWith(page, 'passphrase'));
  await expect(page).toHaveURL(/reset\?done=changed/);
  await page.locator(`main .actions a[href="/${lang}/sign-in"]`).click();
  await signIn(page, lang, { ...me, passphrase: 'another eight olive hills' });

  guards.expectStatus(410);
  expect((await page.goto(reset.link))?.status()).toBe(410);
  await page.goto(`/${lang}/account/email`);
  await page.locator(`form[action="/${lang}/account/email/remove"] button`).click();
  await expect(page.locator('.notice--success')).toBeVisible();
  await expect(page.locator('[name="email"]')).toBeVisible();
});

test('every message can stop the next one, without signing in', async ({ page, lang, visitor }) => {
  await join(page, lang);
  const address = newAddress();
  await give(page, lang, address);
  const { off } = await letter(address, 'email/verify');
  const elsewhere = await (await visitor()).newPage();
  await elsewhere.goto(off);
  await elsewhere.locator('main form button[type="submit"]').click();
  await expect(elsewhere.locator('.notice--success')).toBeVisible();
  await page.goto(`/${lang}/account/email`);
  await expect(page.locator('main')).not.toContainText('***');
});
