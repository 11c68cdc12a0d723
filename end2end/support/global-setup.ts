// The moderator signs in once, for all tests: her codes work once in thirty seconds, and the tests are many.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type FullConfig } from '@playwright/test';
import { moderatorAccount, signIn } from '../tests/people.ts';

export default async function signInOnce(config: FullConfig) {
  const use = config.projects[0]?.use;
  const browser = await chromium.launch(use?.launchOptions);
  const page = await browser.newPage({ baseURL: use?.baseURL });
  await signIn(page, 'ar', moderatorAccount());
  process.env.MOD_STATE = join(tmpdir(), `jusoor-end2end-moderator-${process.pid}.json`);
  await page.context().storageState({ path: process.env.MOD_STATE });
  await browser.close();
}
