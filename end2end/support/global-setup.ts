// The moderator signs in once, for all tests: her codes work once in thirty seconds, and the tests are many. Two
// librarians, two who write articles and somebody who keeps the figures are invited for the same reason.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type FullConfig, type Page } from '@playwright/test';
import { adminAccount, moderatorAccount, signIn } from '../tests/people.ts';
import { invite } from '../tests/team.ts';
import { setUp } from '../tests/totp.ts';

/** Who is invited: the name of her session, her role, and her desk. */
const TEAM = [
  ['LIBRARIAN', 'librarian', 'library'],
  ['COLLEAGUE', 'librarian', 'library'],
  ['EDITOR', 'editor', 'articles'],
  ['REVIEWER', 'editor', 'articles'],
  ['STATISTICIAN', 'statistician', 'statistics'],
] as const;

export default async function signInOnce(config: FullConfig) {
  const use = config.projects[0]?.use;
  const browser = await chromium.launch(use?.launchOptions);
  const newcomer = () => browser.newPage({ baseURL: use?.baseURL });
  const keep = async (who: 'MOD' | 'KIOSK' | (typeof TEAM)[number][0], page: Page) => {
    const path = join(tmpdir(), `jusoor-end2end-${who.toLowerCase()}-${process.pid}.json`);
    await page.context().storageState({ path });
    process.env[`${who}_STATE`] = path;
  };
  const page = await newcomer();
  await signIn(page, 'ar', moderatorAccount());
  await keep('MOD', page);
  const [admin, account] = [await newcomer(), adminAccount()];
  await signIn(admin, 'ar', account);
  for (const [who, role, desk] of TEAM) {
    const own = await newcomer();
    await invite([admin, account.passphrase], own, 'ar', role);
    await own.goto(`/ar/desk/${desk}`);
    await setUp(own);
    await keep(who, own);
  }
  // One computer for everybody serves all tests: each has a visit of its own.
  await admin.goto('/ar/desk/kiosks');
  await admin.locator('[name="name"]').fill('Olivier');
  await admin.locator('[name="place"]').fill('Espace citoyen');
  await admin.locator('button[value="add"]').click();
  await admin.locator('button[value="code"]').click();
  const code = await admin.locator('#code').inputValue();
  const shared = await newcomer();
  await shared.goto('/fr/kiosk/enrol');
  await shared.locator('[name="code"]').fill(code);
  await shared.locator('main form button').click();
  await shared.waitForURL('**/kiosk');
  await keep('KIOSK', shared);
  await browser.close();
}
