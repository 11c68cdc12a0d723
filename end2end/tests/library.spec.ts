// Books and sounds that may be given away.
import { expect, test } from './portal.ts';
import type { Page } from '@playwright/test';
import type { Language } from './words.ts';

async function items(page: Page, lang: Language): Promise<string[]> {
  await page.goto(`/${lang}/library`);
  const links = await page
    // On the starter shelf: what other tests bring is gone again soon.
    .locator(`main section[aria-labelledby^="c-"] a[href^="/${lang}/library/"]`)
    .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
  return [...new Set(links.filter((href) => /\/library\/[0-9a-z]+-/.test(href)))];
}

test('at least fifteen items may be taken along, each with its data and its files', async ({ page, lang, device, script }) => {
  const found = await items(page, lang);
  // Cards of what is read elsewhere do not count. All of them where a page is narrow; elsewhere every fourth.
  const all = device === 'phone' && script;
  let taken = 0;
  for (const href of found.filter((_, n) => all || n % 4 === 0)) {
    await page.goto(href);
    await expect(page.locator('dl.meta dt').first()).toBeVisible();
    const files = await page.locator('a[href^="/media/"], audio[src], audio source').evaluateAll((all) =>
      all.map((el) => el.getAttribute('href') ?? el.getAttribute('src') ?? ''),
    );
    // A card of something that is not here leads to where it is.
    if (files.length === 0) {
      await expect(page.locator('main .actions a[href^="http"]'), href).toHaveAttribute('rel', /noreferrer/);
      continue;
    }
    taken += 1;
    for (const file of new Set(files)) {
      const answer = await page.request.head(file);
      expect(answer.status(), file).toBe(200);
      expect(Number(answer.headers()['content-length'])).toBeGreaterThan(100);
    }
  }
  expect(taken).toBeGreaterThanOrEqual(all ? 15 : 4);
});

test('what can be listened to can be read', async ({ page, lang }) => {
  for (const href of await items(page, lang)) {
    await page.goto(href);
    if ((await page.locator('audio').count()) === 0) continue;
    // Her language stands first.
    const section = page.locator('.audio').first();
    const audio = section.locator('audio');
    await expect(audio).toHaveAttribute('controls', /.*/);
    await expect(audio).not.toHaveAttribute('autoplay', /.*/);
    const transcript = section.locator('details');
    await transcript.locator('summary').click();
    expect((await transcript.locator('.prose').innerText()).length).toBeGreaterThan(200);
    const src = (await audio.getAttribute('src')) ?? (await audio.locator('source').first().getAttribute('src')) ?? '';
    const part = await page.request.get(src, { headers: { range: 'bytes=0-99' } });
    expect(part.status()).toBe(206);
    expect(part.headers()['content-range']).toMatch(/^bytes 0-99\/\d+$/);
    expect((await part.body()).byteLength).toBe(100);
    const total = Number(part.headers()['content-range']?.split('/')[1]);
    const beyond = await page.request.get(src, { headers: { range: `bytes=${total}-` } });
    expect(beyond.status()).toBe(416);
    const again = await page.request.get(src, { headers: { 'if-none-match': part.headers()['etag'] ?? '' } });
    expect(again.status()).toBe(304);
    return;
  }
  throw new Error('no item can be listened to');
});
