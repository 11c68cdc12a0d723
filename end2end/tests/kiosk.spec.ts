// A computer for everybody: a visit begins, is asked after, and ends; what it leaves is nothing, on the screen and behind
// Back.
import { faults } from './axe.ts';
import { asKiosk, COMPUTER, ended, names, start } from './kiosk.ts';
import { formWith, join, unique } from './people.ts';
import { articlePath, guide, PROCEDURE } from './places.ts';
import { expect, test } from './portal.ts';
import { isTold } from './tree.ts';

test.use(COMPUTER);

test('a visit ends with a link, and Back shows nothing of it', async ({ page, context, lang, guards, world }) => {
  await asKiosk(context);
  // Back to what a form had answered: the browser kept nothing of it.
  guards.tolerate(/ERR_CACHE_MISS/);
  await page.goto(`/${lang}/safety`);
  await ended(page);
  await expect(page.locator('[data-kiosk-start] audio')).toHaveCount(3);
  await start(page, lang);
  const read = await articlePath(page, lang, PROCEDURE);
  await page.goto(read);
  const title = await page.locator('h1').innerText();
  for (const path of [read, `/${lang}`, `/${lang}/safety`, `/${lang}/library`, `/${lang}/organisations`]) {
    await page.goto(path);
    await expect(page.locator('.exit')).toBeVisible();
    await expect(page.locator('a[href^="tel:"], a[href^="mailto:"], a[target], a[download], a[href*="download=1"]')).toHaveCount(0);
    const elsewhere = (all: Element[]) =>
      all.map((a) => (a as HTMLAnchorElement).href).filter((href) => !href.startsWith(`${location.origin}/`));
    expect(await page.locator('a[href]').evaluateAll(elsewhere)).toEqual([]);
    await expect(page.locator('form:not([autocomplete="off"])')).toHaveCount(0);
  }
  // Nobody's place in a book is kept there.
  await page.goto(`/${lang}/library/${guide('ar')[0]}/read`);
  await expect(page.locator('[data-place]')).toHaveCount(1);
  await expect(page.locator('[data-place]')).toBeHidden();
  // Whoever has no account reads what others wrote.
  await page.goto(`/${lang}/forum/t/${world.topic}`);
  await expect(page.locator('.post').first()).toBeVisible();
  await page.goto(`/${lang}/kiosk/away?to=${encodeURIComponent('https://www.ins.tn/')}`);
  await expect(page.locator('main bdi')).toHaveText('https://www.ins.tn/');
  await expect(page.locator('main svg[role="img"]')).toBeVisible();
  const { pseudonym } = await join(page, lang);
  await page.goto(`/${lang}/account`);
  await expect(page.getByText(pseudonym).first()).toBeVisible();

  await page.locator('.exit').click();
  await ended(page);
  expect(await names(context)).toEqual(['kiosk']);
  for (let back = 0; back < 6; back += 1) {
    await page.goBack().catch(() => undefined);
    await page.waitForLoadState();
    await expect(page.getByText(pseudonym)).toHaveCount(0);
    await expect(page.getByText(title)).toHaveCount(0);
  }
  await page.goto('/kiosk');
  await page.goForward().catch(() => undefined);
  await page.reload();
  await ended(page);
  // Her language is not that of the next one.
  expect(await names(context)).toEqual(['kiosk']);
});

test('silence is asked after, over everything, and ends the visit', { tag: '@script' }, async ({ page, context, lang }) => {
  await asKiosk(context);
  // What stands there for pasting is written over at Start and at the end, also when nobody pressed anything.
  const copied: string[] = [];
  await page.exposeFunction('copied', (what: string) => void copied.push(what));
  await page.addInitScript(() => {
    const writeText = async (what: string) => (globalThis as unknown as { copied: (what: string) => void }).copied(what);
    Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
  });
  await page.clock.install();
  await start(page, lang);
  expect(copied).toEqual([' ']);
  await page.goto(`/${lang}/safety`);
  const question = page.locator('[data-kiosk-idle]');
  await expect(question).toBeHidden();
  await page.clock.fastForward(61_000);
  await expect(question).toBeVisible();
  await expect(page.locator('main')).toBeHidden();
  await expect(page.locator('.safety-bar')).toBeHidden();
  await expect(page.locator('[data-kiosk-stay]')).toBeFocused();
  await page.locator('[data-kiosk-stay]').click();
  await expect(question).toBeHidden();
  await expect(page.locator('main')).toBeVisible();
  await page.clock.fastForward(61_000);
  await expect(question).toBeVisible();
  await page.clock.fastForward(31_000);
  await ended(page);
  expect(copied).toEqual([' ', ' ']);
  expect(await names(context)).toEqual(['kiosk']);
});

test('the next one does not come to what was read before her', { tag: '@script' }, async ({ page, context, lang }) => {
  await asKiosk(context);
  await start(page, lang);
  await page.goto(await articlePath(page, lang, PROCEDURE));
  const title = await page.locator('h1').innerText();
  await page.goto(`/${lang}/safety`);
  await page.locator('.exit').click();
  await ended(page);
  await page.locator(`button[name="l"][value="${lang}"]`).click();
  await expect(page).toHaveURL(`/${lang}`);
  for (let back = 0; back < 6; back += 1) {
    await page.goBack().catch(() => undefined);
    await page.waitForLoadState();
    await expect(page.getByRole('heading', { level: 1, name: title })).toHaveCount(0);
  }
});

test('the start screen, asking in private and the receipt, for every ear and eye', { tag: '@script' }, async ({ page, context, lang }) => {
  test.slow();
  await asKiosk(context);
  const found: string[] = [];
  await page.goto('/kiosk');
  await isTold(page, 'start screen', ['main']);
  found.push(...(await faults(page, 'start screen')));
  await start(page, lang);
  await page.goto(`/${lang}/ask`);
  await isTold(page, 'asking');
  // What is pressed is large.
  const heights = await page
    .locator('main :is(.button, .input), .exit')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height).filter((height) => height > 0));
  expect(heights.length).toBeGreaterThan(2);
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(48);
  found.push(...(await faults(page, 'asking')));
  await page.locator('[name="body"]').fill(unique('may I ask this in private'));
  await formWith(page, 'body').locator('button[value="send"]').click();
  await expect(page.locator('.ask-receipt')).toBeVisible();
  await isTold(page, 'receipt');
  found.push(...(await faults(page, 'receipt')));
  expect(found).toEqual([]);
});

test('letters on the screen, and a cut line is told', { tag: '@script' }, async ({ page, context, lang, guards }) => {
  await asKiosk(context);
  await start(page, lang);
  await page.goto(`/${lang}/search`);
  const field = page.locator('main [name="q"]').first();
  await field.click();
  await page.locator('.keyboard-toggle').click();
  const keys = page.locator('.keyboard');
  const letters = lang === 'ar' ? ['ح', 'ق'] : ['d', 'r'];
  for (const letter of letters) await keys.getByRole('button', { name: letter, exact: true }).click();
  await expect(field).toHaveValue(letters.join(''));
  guards.tolerate(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|was preloaded using link preload but not used/);
  await expect(page.locator('[data-kiosk-cut]')).toBeHidden();
  await context.setOffline(true);
  await expect(page.locator('[data-kiosk-cut]')).toBeVisible();
  await page.locator('.brand').click();
  await expect(field).toHaveValue(letters.join(''));
  await context.setOffline(false);
  await expect(page.locator('[data-kiosk-cut]')).toBeHidden();
});

test('without a script the visit ends by itself', { tag: '@plain' }, async ({ page, context, lang, request, baseURL }) => {
  await asKiosk(context);
  await start(page, lang);
  await page.goto(`/${lang}/safety`);
  await expect(page.locator('[data-kiosk-idle]')).toBeHidden();
  const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const html = await (await request.get(`${baseURL}/${lang}/safety`, { headers: { cookie: cookies } })).text();
  expect(html).toMatch(/<noscript><meta http-equiv="refresh" content="900;url=\/kiosk\/finish"/);
});
