// Who comes into the team, and how one of it shows again who she is.
import { type Page } from '@playwright/test';
import { formWith, recoveryCodes, send } from './people.ts';
import type { Language } from './words.ts';

/** Opens a page that asks again who she is when that is some time ago. */
export async function openConfirmed(page: Page, path: string, passphrase: string) {
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

/** An administrator invites somebody, who accepts and writes her codes down; gives her name. */
export async function invite(
  [admin, passphrase]: [Page, string],
  own: Page,
  lang: Language,
  role: 'moderator' | 'lead_moderator' | 'librarian' | 'editor' | 'statistician',
): Promise<string> {
  await openConfirmed(admin, `/${lang}/desk/invitations`, passphrase);
  await admin.locator('select[name="role"]').selectOption(role);
  await admin.locator('button[value="invite"]').click();
  const link = await admin.locator('#link').inputValue();
  const name = newName(lang);
  await own.goto(new URL(link).pathname);
  await own.locator('[name="pseudonym"]').fill(name);
  await own.locator('[name="passphrase"]').fill('lanterns along the old bridge');
  await own.locator('[name="rules"]').check();
  await send(formWith(own, 'rules'));
  await recoveryCodes(own);
  return name;
}
