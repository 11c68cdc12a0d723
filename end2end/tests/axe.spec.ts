// Every kind of page, in light and dark: nothing serious or critical for people with assistive technology.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { publicPages } from './places.ts';
import { ask, askAndWait, formWith, inQueue, join, send, unique } from './people.ts';
import { expect, test } from './portal.ts';

async function faults(page: Page, name: string): Promise<string[]> {
  const look = async (scheme: 'light' | 'dark') => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const axe = new AxeBuilder({ page });
    // Only colours change in the dark.
    const { violations } = await (scheme === 'dark' ? axe.withRules(['color-contrast']) : axe).analyze();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => `${name}, ${scheme}: ${id} ${node.target.join(' ')} ${node.html}`));
  };
  return [...(await look('light')), ...(await look('dark'))];
}

test('pages for everybody', async ({ page, lang, world, w, guards }) => {
  test.setTimeout(240_000);
  const found: string[] = [];
  for (const [name, path] of await publicPages(page, lang, world.topic)) {
    await page.goto(path);
    found.push(...(await faults(page, name)));
  }
  for (const query of [w.searched, w.unheard]) {
    await page.goto(`/${lang}/search?q=${encodeURIComponent(query)}`);
    found.push(...(await faults(page, `search for ${query}`)));
  }
  guards.expectStatus(404);
  await page.goto(`/${lang}/nowhere`);
  found.push(...(await faults(page, '404')));
  await page.goto(`/${lang}`);
  await page.locator('.menu > summary').click();
  found.push(...(await faults(page, 'home with open menu')));
  expect(found).toEqual([]);
});

test('pages of a member and of the desk', async ({ page, lang, moderator, world, guards }) => {
  test.setTimeout(300_000);
  const found: string[] = [];
  guards.expectStatus(403, 422);

  await page.goto(`/${lang}/join`);
  await page.locator('[name="passphrase"]').fill('short');
  await page.locator('main form button[type="submit"], main form button:not([type])').last().click();
  await expect(page.locator('.error-summary')).toBeVisible();
  found.push(...(await faults(page, 'join refused')));
  await join(page, lang);
  found.push(...(await faults(page, 'recovery codes')));
  await page.goto(`/${lang}/account`);
  found.push(...(await faults(page, 'account')));
  for (const path of [
    'account/security',
    'account/sessions',
    'account/confirm',
    'account/two-step',
    'account/email',
    'account/recovery-codes',
    'account/passphrase',
    'account/data',
    'account/data/leave?choice=vanish',
    'account/data/leave?choice=withdraw',
    'account/mutes',
    'account/notifications',
    'messages',
    'messages/new',
    'my/notifications',
    'my/bookmarks',
    'my/contributions',
  ]) {
    const answer = await page.goto(`/${lang}/${path}`);
    expect(answer?.status(), path).toBe(200);
    found.push(...(await faults(page, path)));
  }
  await page.goto(`/${lang}/desk`);
  found.push(...(await faults(page, '403')));
  await page.goto(`/${lang}/forum/t/${world.topic}`);
  await expect(page.locator('[name="body"]')).toBeVisible();
  found.push(...(await faults(page, 'topic with the form')));
  await page.goto(`/${lang}/forum/new?category=unions`);
  await page.locator('[name="body"]').fill('a');
  await send(formWith(page, 'body'));
  await expect(page.locator('.error-summary')).toBeVisible();
  found.push(...(await faults(page, 'new topic refused')));
  await page.goto(`/${lang}/forum/new?category=unions`);
  await expect(page.locator('html')).toHaveAttribute('data-awake', '');
  await page.locator('[name="body"]').fill('**a**\n\n> b');
  found.push(...(await faults(page, 'new topic')));
  const title = unique('axe');
  await ask(page, lang, 'unions', title, 'one two three');
  found.push(...(await faults(page, 'waiting topic')));

  const desk = await moderator.newPage();
  for (const path of ['desk', 'desk/messages', 'desk/queue']) {
    const answer = await desk.goto(`/${lang}/${path}`);
    expect(answer?.status(), path).toBe(200);
    found.push(...(await faults(desk, path)));
  }
  await expect(desk.locator('.queue-item').first()).toBeVisible();
  for (const details of await desk.locator('.queue-item').first().locator('details > summary').all()) {
    await details.click();
  }
  found.push(...(await faults(desk, 'queue, refusing')));
  expect(found).toEqual([]);
});

test('pages of the queue, of reports, of decisions and of danger', async ({ page, lang, moderator, world, guards }) => {
  test.setTimeout(300_000);
  const found: string[] = [];
  guards.expectStatus(422);

  await join(page, lang);
  const title = unique('axe at the desk');
  await askAndWait(page, lang, 'unions', title, 'one two three');
  const post = /\/my\/contributions\/([0-9a-z]+)/.exec(page.url())?.[1] ?? '';
  found.push(...(await faults(page, 'sent, waiting')));
  await page.goto(`/${lang}/forum/t/${world.topic}`);
  await page.locator('.post a[href*="/report?post="]').first().click();
  await expect(page.locator('[name="code"]')).toBeVisible();
  found.push(...(await faults(page, 'report')));
  await send(formWith(page, 'code'));
  await expect(page.locator('.error-summary')).toBeVisible();
  found.push(...(await faults(page, 'report refused')));
  for (const path of ['report?done=sent', 'report?done=danger', 'my/reports', 'my/decisions']) {
    const answer = await page.goto(`/${lang}/${path}`);
    expect(answer?.status(), path).toBe(200);
    found.push(...(await faults(page, path)));
  }

  const desk = await moderator.newPage();
  for (const path of ['desk/cases', 'desk/appeals', 'desk/log', 'desk/duty']) {
    const answer = await desk.goto(`/${lang}/${path}`);
    expect(answer?.status(), path).toBe(200);
    found.push(...(await faults(desk, path)));
  }
  const item = await inQueue(desk, lang, title);
  await item.locator('a[data-open]').click();
  await expect(desk).toHaveURL(/\/desk\/queue\/[0-9a-z]+/);
  await expect(desk.locator('main')).toContainText(title);
  found.push(...(await faults(desk, 'queue item')));
  for (const details of await desk.locator('main details > summary').all()) await details.click();
  found.push(...(await faults(desk, 'queue item, all open')));
  await desk.locator('button[value="danger"]').click();
  await expect(desk).toHaveURL(/done=danger/);
  await desk.goto(`/${lang}/desk/notes/${post}`);
  found.push(...(await faults(desk, 'notes')));
  const held = await page.goto(`/${lang}/my/held/${post}`);
  expect(held?.status()).toBe(200);
  found.push(...(await faults(page, 'her text, in danger')));
  expect(found).toEqual([]);
});
