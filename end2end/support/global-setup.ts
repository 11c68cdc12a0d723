// The moderator signs in once, for all tests: her codes work once in thirty seconds, and the tests are many. Two
// librarians and somebody who writes articles are invited for the same reason.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type FullConfig, type Page } from '@playwright/test';
import { adminAccount, moderatorAccount, signIn } from '../tests/people.ts';
import { invite } from '../tests/team.ts';
import { setUp } from '../tests/totp.ts';

export default async function signInOnce(config: FullConfig) {
  const use = config.projects[0]?.use;
  const browser = await chromium.launch(use?.launchOptions);
  const newcomer = () => browser.newPage({ baseURL: use?.baseURL });
  const keep = async (who: 'MOD' | 'LIBRARIAN' | 'COLLEAGUE' | 'EDITOR', page: Page) => {
    const path = join(tmpdir(), `jusoor-end2end-${who.toLowerCase()}-${process.pid}.json`);
    await page.context().storageState({ path });
    process.env[`${who}_STATE`] = path;
  };
  const page = await newcomer();
  await signIn(page, 'ar', moderatorAccount());
  await keep('MOD', page);
  const [admin, account] = [await newcomer(), adminAccount()];
  await signIn(admin, 'ar', account);
  for (const who of ['LIBRARIAN', 'COLLEAGUE', 'EDITOR'] as const) {
    const own = await newcomer();
    await invite([admin, account.passphrase], own, 'ar', who === 'EDITOR' ? 'editor' : 'librarian');
    await own.goto(who === 'EDITOR' ? '/ar/desk/articles' : '/ar/desk/library');
    await setUp(own);
    await keep(who, own);
  }
  await browser.close();
}
