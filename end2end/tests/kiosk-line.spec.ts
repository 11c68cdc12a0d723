// A computer for everybody whose line is cut: a visit ends all the same, and what is kept is read.
import { asKiosk, COMPUTER, cutOff, ended, names, start } from './kiosk.ts';
import { lineTo } from './line.ts';
import { formWith, unique } from './people.ts';
import { articlePath, PROCEDURE } from './places.ts';
import { expect, test } from './portal.ts';

test.use(COMPUTER);

test('an end without a line leaves numbers, whom to call, and nothing of her', { tag: '@script' }, async ({ page, context, lang, guards }) => {
  await asKiosk(context);
  guards.tolerate(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|was preloaded using link preload but not used/);
  const ends = [
    () => page.locator('.exit').click(),
    async () => {
      for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift');
    },
  ];
  for (const end of ends) {
    await start(page, lang);
    await page.goto(`/${lang}/safety`);
    await expect(page.locator('[data-kiosk-lost]')).toBeHidden();
    await context.setOffline(true);
    await end();
    await cutOff(page);
    await expect(page).toHaveTitle('\u2026');
    await context.setOffline(false);
    await ended(page);
    expect(await names(context)).toEqual(['kiosk']);
  }
  // Nor is there a page of the browser's own for whoever begins.
  await context.setOffline(true);
  await page.locator(`button[name="l"][value="${lang}"]`).click();
  await cutOff(page);
  await context.setOffline(false);
  await ended(page);
});

test('silence without a line ends the visit all the same', { tag: '@script' }, async ({ page, context, lang, guards }) => {
  await asKiosk(context);
  guards.tolerate(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|was preloaded using link preload but not used/);
  await page.clock.install();
  await start(page, lang);
  await page.goto(`/${lang}/safety`);
  await context.setOffline(true);
  await page.clock.fastForward(61_000);
  await expect(page.locator('[data-kiosk-idle]')).toBeVisible();
  await page.clock.fastForward(31_000);
  await cutOff(page);
  await context.setOffline(false);
  await page.clock.fastForward(5_000);
  await ended(page);
  expect(await names(context)).toEqual(['kiosk']);
});

test.describe('with what is kept', () => {
  test.use({ serviceWorkers: 'allow' });

  test('without a line what is kept is read, the rest waits, and nothing goes from one to the next', { tag: '@script' }, async ({ page, context, lang, guards, baseURL }) => {
    test.slow();
    await asKiosk(context);
    const line = await lineTo(baseURL ?? '');
    guards.tolerate(new RegExp(`another origin: ${line.url}/`));
    guards.tolerate(/ERR_|Failed to load|Failed to fetch|worker\.js/);
    const at = (path: string) => `${line.url}${path}`;
    const read = (path: string) => at(`/kiosk/read${path}`);
    await page.goto(at('/kiosk'));
    // The list is put there last.
    const whole = () => page.evaluate(async () => Boolean(await caches.match('/kiosk/pack')));
    await expect.poll(whole, { timeout: 90_000 }).toBe(true);
    const kept = await page.evaluate(async () => {
      const all: string[] = [];
      for (const name of await caches.keys()) {
        for (const { url } of await (await caches.open(name)).keys()) all.push(new URL(url).pathname);
      }
      return all;
    });
    expect(kept).toContain(`/kiosk/read/${lang}/safety`);
    // Recordings come after the list.
    const heard = () =>
      page.evaluate(async (start) => {
        for (const name of await caches.keys()) {
          for (const { url } of await (await caches.open(name)).keys()) if (new URL(url).pathname.startsWith(start)) return true;
        }
        return false;
      }, `/kiosk/read/media/article/safety/${lang}/`);
    await expect.poll(heard, { timeout: 60_000 }).toBe(true);
    expect(kept.filter((path) => !/^\/(kiosk|pkg)\//.test(path))).toEqual([]);

    // It is there in the visit, and what she opens in it is not added.
    await page.locator(`button[name="l"][value="${lang}"]`).click();
    await expect(page).toHaveURL(at(`/${lang}`));
    const procedure = await articlePath(page, lang, PROCEDURE);
    await page.goto(at(procedure));
    const title = await page.locator('h1').innerText();
    await page.goto(at(`/${lang}/ask`));
    const words = unique('not sent yet');
    await page.locator('[name="body"]').fill(words);
    await line.cut();
    await formWith(page, 'body').locator('button[value="send"]').click();
    await expect(page.locator('[data-kiosk-cut]')).toBeVisible();
    await expect(page.locator('[name="body"]')).toHaveValue(words);
    // A link to what is not kept is held; one to what is kept opens.
    await page.locator(`footer a[href="/${lang}/forum"]`).click();
    await expect(page.locator('[name="body"]')).toHaveValue(words);
    await page.locator('.brand').click();
    await expect(page).toHaveURL(read(`/${lang}`));
    await expect(page.locator('[data-kiosk-cut]')).toBeVisible();
    await page.locator(`main a[href="/${lang}/safety"]`).click();
    await expect(page).toHaveURL(read(`/${lang}/safety`));
    await expect(page.locator('main').getByText('1899').first()).toBeVisible();
    // Whoever does not read listens, from wherever she likes: browsers ask for parts.
    const audio = page.locator('main audio');
    const asked = await audio.evaluate(async (media: HTMLAudioElement) => {
      const answer = await fetch(media.src, { headers: { range: 'bytes=2-5' } });
      return [answer.status, answer.headers.get('content-range')?.split('/')[0], (await answer.arrayBuffer()).byteLength];
    });
    expect(asked).toEqual([206, 'bytes 2-5', 4]);
    await audio.evaluate((media: HTMLAudioElement) => {
      media.preload = 'metadata';
      media.load();
    });
    await expect.poll(() => audio.evaluate((media: HTMLAudioElement) => media.readyState)).toBeGreaterThan(0);
    await page.locator(`footer a[href="/${lang}/forum"]`).click();
    await expect(page).toHaveURL(read(`/${lang}/not-now`));
    await page.locator('[data-kiosk-return]').click();
    await expect(page).toHaveURL(read(`/${lang}/safety`));
    const field = page.locator('form[role="search"] [name="q"]').filter({ visible: true }).first();
    // On a telephone it stands in the menu.
    if (!(await field.isVisible())) await page.locator('.menu summary').first().click();
    await field.fill('x');
    await field.press('Enter');
    await expect(page).toHaveURL(read(`/${lang}/not-now`));
    // Asked for as an address, before anything told that the line is cut.
    await page.goto(at(procedure));
    await expect(page).toHaveURL(read(procedure));
    await expect(page.locator('h1')).toHaveText(title);

    // The end, and whoever comes next: nothing behind Back, and she reads.
    await page.locator('.exit').click();
    await expect(page).toHaveURL(read(''));
    await expect(page.locator('[data-kiosk-cut-off] section')).toHaveCount(3);
    for (let back = 0; back < 8; back += 1) {
      await page.goBack().catch(() => undefined);
      await page.waitForLoadState();
      await expect(page.getByRole('heading', { level: 1, name: title })).toHaveCount(0);
    }
    await page.goto(at(procedure));
    await expect(page).toHaveURL(read(''));
    await page.locator(`section[lang="${lang}"] a.button`).click();
    await expect(page).toHaveURL(read(`/${lang}`));
    await line.mend();
    await expect(page.locator('[data-kiosk-back]')).toBeVisible({ timeout: 20_000 });
    expect(await names(context)).toEqual(['kiosk']);
    await page.locator('[data-kiosk-back] a').click();
    await expect(page).toHaveURL(at('/kiosk'));
    expect(await whole(), 'the end of a visit leaves it').toBe(true);
    await line.cut();
  });
});
