// Pictures of pages, for looking at; nothing in CI uses them. From end2end/, with a portal that runs:
//   JUSOOR_SHOTS=/tmp/shots node support/shots.mjs '' commitment forum statistics
// Each word is an address after the language; each becomes a picture in Arabic and French, as on a phone and on a desktop.
// The folder must lie outside the tree. JUSOOR_BASE_URL and JUSOOR_CHROMIUM as for the tests.
import { existsSync, mkdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const base = process.env.JUSOOR_BASE_URL ?? 'http://127.0.0.1:3000';
const folder = process.env.JUSOOR_SHOTS && resolve(process.env.JUSOOR_SHOTS);
const tree = fileURLToPath(new URL('../..', import.meta.url));
if (!folder || !relative(tree, folder).startsWith('..')) throw new Error('JUSOOR_SHOTS names a folder outside the tree');
mkdirSync(folder, { recursive: true });

const executablePath =
  process.env.JUSOOR_CHROMIUM ?? process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
const DEVICES = {
  phone: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 900 } },
};
const browser = await chromium.launch({
  executablePath,
  args: ['--headless', '--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'],
});
for (const [device, options] of Object.entries(DEVICES)) {
  const context = await browser.newContext({ ...options, baseURL: base, serviceWorkers: 'block' });
  const page = await context.newPage();
  for (const lang of ['ar', 'fr']) {
    for (const path of process.argv.slice(2)) {
      const answer = await page.goto(path ? `/${lang}/${path}` : `/${lang}`);
      const name = `${path.replaceAll(/[^a-z0-9]+/gi, '-') || 'home'}-${lang}-${device}.png`;
      await page.screenshot({ path: join(folder, name), fullPage: true });
      console.log(answer?.status(), name);
    }
  }
  await context.close();
}
await browser.close();
