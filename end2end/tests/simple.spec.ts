// Women who do not read, who use the keyboard alone or listen to a screen reader; what is taken along on paper.
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { formWith, join, send } from './people.ts';
import { ARTICLE, articlePath, PROCEDURE } from './places.ts';
import { expect, test } from './portal.ts';
import { isTold, told } from './tree.ts';

const voice = (lang: string) => fileURLToPath(new URL(`../../migrations/content/library/audio/safety.${lang}.mp3`, import.meta.url));

/** Numbers everything that the keyboard should reach, in the order of the document, and gives how much there is. */
const numbered = (page: Page) =>
  page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>(
      'a[href], button, input:not([type="hidden"], [type="radio"]), select, textarea, summary, audio[controls]',
    );
    let count = 0;
    for (const one of all) {
      if (!one.checkVisibility({ checkVisibilityCSS: true }) || one.tabIndex < 0 || one.matches(':disabled')) continue;
      one.dataset.stop = String(count);
      count += 1;
    }
    return count;
  });

const focused = (page: Page) =>
  page.evaluate(() => (document.activeElement instanceof HTMLElement ? (document.activeElement.dataset.stop ?? '') : ''));

/** Goes through a page with a key and gives the stops she comes by; a player has several of its own. */
async function walk(page: Page, key: string, last: string, most: number): Promise<string[]> {
  const reached: string[] = [];
  for (let presses = 0; presses < most && reached.at(-1) !== last; presses += 1) {
    await page.keyboard.press(key);
    const stop = await focused(page);
    if (stop !== '' && stop !== reached.at(-1)) reached.push(stop);
  }
  return reached;
}

test('every page of hers is walked through with four keys, there and back', async ({ page, lang }) => {
  test.setTimeout(180_000);
  const article = await articlePath(page, lang, PROCEDURE);
  for (const path of [article, `${article}/paper`, `/${lang}/safety`, `/${lang}/card`, `${article}/simple?n=2`]) {
    await page.goto(path);
    const count = await numbered(page);
    expect(count, path).toBeGreaterThan(6);
    const all = Array.from({ length: count }, (_, at) => String(at));
    expect(await walk(page, 'Tab', String(count - 1), count + 30), path).toEqual(all);
    expect((await walk(page, 'Shift+Tab', '0', count + 30)).at(-1), `${path}, back`).toBe('0');
  }
});

test('a procedure step by step, by Tab and Enter alone; her choice lasts for the visit', async ({ page, context, lang }) => {
  const article = await articlePath(page, lang, PROCEDURE);
  await page.goto(article);
  await page.locator('main a[href$="/simple"]').focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/a/${PROCEDURE}-[^/?]+/simple$`));
  await expect(page.locator('html')).toHaveAttribute('data-view', 'simple');
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  // Numbers first.
  await expect(page.locator('.simple__one a[href="tel:1899"]')).toBeVisible();
  await page.locator('main [rel="next"]').focus();
  for (let n = 2; n <= 4; n += 1) {
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/simple\\?n=${n}#main$`));
    await expect(page.locator('.simple__one')).toHaveCount(1);
    await expect(page.locator('.simple__one h2')).toContainText(String(n - 1));
    await expect(page.locator('.simple__one .simple__what')).toBeVisible();
    await expect(page.locator('#main')).toBeFocused();
    // One press from where the page begins: neither menu nor languages stand between.
    await page.keyboard.press('Tab');
    await expect(page.locator('main [rel="next"]')).toBeFocused();
  }
  await page.keyboard.press('Tab');
  await expect(page.locator('main [rel="prev"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\?n=3#main$/);

  // Nothing of her stands in what keeps it, and it goes when the browser is closed.
  const kept = (await context.cookies()).find((cookie) => cookie.name === 'view');
  expect(kept).toMatchObject({ value: 'simple', expires: -1, httpOnly: true });
  await page.goto(await articlePath(page, lang, ARTICLE));
  await expect(page).toHaveURL(new RegExp(`/a/${ARTICLE}-[^/]+/simple$`));
  const other = lang === 'fr' ? 'en' : 'fr';
  await page.locator(`.languages a[lang="${other}"]`).click();
  await expect(page).toHaveURL(new RegExp(`/${other}/a/${ARTICLE}-[^/]+/simple$`));
  await page.goto(article);
  await page.locator('main a[href$="?view=whole"]').click();
  await expect(page.locator('html')).not.toHaveAttribute('data-view', /./);
  await page.goto(article);
  await expect(page).toHaveURL(new RegExp(`${PROCEDURE}-[^/]+$`));
  expect((await context.cookies()).map((cookie) => cookie.name)).not.toContain('view');
});

test('a screen reader is told everything by its name, in order', async ({ page, lang }) => {
  const article = await articlePath(page, lang, PROCEDURE);
  const asking = [`/${lang}/ask`, `/${lang}/ask/receipt`];
  for (const path of [...asking, article, `/${lang}/safety`, `/${lang}/join`, `/${lang}/card`, `${article}/paper`, `${article}/simple?n=2`]) {
    await page.goto(path);
    await isTold(page, path);
  }
  // What she came for is said right after where she is: the title, which one, the step.
  const said = (await told(page)).filter(({ role }) => role === 'heading').map(({ level }) => level);
  expect(said).toEqual([1, 2]);
});

test('what a form is for opens with the space bar, and choices move with the arrows', async ({ page, lang }) => {
  await page.goto(`/${lang}/join`);
  const how = page.locator('main details', { has: page.locator('.prose') });
  await expect(how.locator('.prose')).toBeHidden();
  await how.locator('summary').focus();
  await page.keyboard.press('Space');
  await expect(how.locator('.prose')).toBeVisible();
  const names = page.locator('input[type="radio"][name="pseudonym"]');
  await names.first().focus();
  await page.keyboard.press('Space');
  await expect(names.first()).toBeChecked();
  await page.keyboard.press('ArrowDown');
  await expect(names.nth(1)).toBeChecked();
  await page.locator('input[name="rules"]').focus();
  await page.keyboard.press('Space');
  await expect(page.locator('input[name="rules"]')).toBeChecked();
});

test('safety is heard; sound is asked for once and never starts by itself', async ({ page, lang, editor, guards }) => {
  guards.expectStatus(409);
  const desk = await editor.newPage();
  await desk.goto(`/${lang}/desk/articles/safety/${lang}/audio`);
  if ((await desk.locator('main audio').count()) === 0) {
    // Another test may bring one at the same moment: one of the two stays.
    await desk.locator('#file').setInputFiles(voice(lang));
    const answered = desk.waitForEvent('domcontentloaded');
    await send(formWith(desk, 'voice'));
    await answered;
  }
  await page.goto(`/${lang}/safety`);
  await expect(page.locator('main audio')).toHaveAttribute('preload', 'none');
  await page.locator('main a[href="#listen"]').click();
  await expect(page.locator('#listen')).toBeInViewport();
  await page.locator(`main a[href$="/safety/simple"]`).click();
  await expect(page.locator('main audio')).toHaveCount(0);
  await page.locator('main a[href*="sound=on"]').click();
  const audio = page.locator('main audio');
  await expect(audio).toHaveAttribute('preload', 'metadata');
  await expect(audio).not.toHaveAttribute('autoplay', /.*/);
  expect(await audio.evaluate((media: HTMLAudioElement) => media.paused)).toBe(true);
  await page.locator('main [rel="next"]').click();
  await expect(page).toHaveURL(/\/safety\/simple\?n=2#main$/);
  await expect(audio).toHaveCount(1);
  await page.locator('main a[href*="sound=off"]').click();
  await expect(audio).toHaveCount(0);
});

/** Sheets of paper that a page takes. */
const sheets = async (page: Page) => (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length;

test('a procedure on one sheet, with the code of its short address', async ({ page, lang, script }) => {
  const article = await articlePath(page, lang, PROCEDURE);
  await page.goto(article);
  await page.locator('main a[href$="/paper"]').click();
  await expect(page.locator('[data-print]')).toBeVisible({ visible: script });
  await expect(page.locator('.sheet .paper')).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.sheet .paper svg')).toBeVisible();
  await expect(page.locator('.sheet .paper')).toContainText(`/a/${PROCEDURE}`);
  await expect(page.locator('.sheet .step')).not.toHaveCount(0);
  await expect(page.locator('.footer')).toContainText('1899');
  for (const other of ['.top-bar', '.safety-bar', '.page-header', '.screen-only']) await expect(page.locator(other).first()).toBeHidden();
  expect(await sheets(page)).toBe(1);
});

test('a card that looks like nothing special', async ({ page, lang, w }) => {
  await page.goto(`/${lang}/safety`);
  await page.locator(`main a[href="/${lang}/card"]`).click();
  await expect(page).toHaveTitle(w.neutralTitle);
  await expect(page.locator('.cards__one').filter({ visible: true })).toHaveCount(1);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.cards__one').filter({ visible: true })).toHaveCount(8);
  const paper = await page.locator('body').innerText();
  expect(paper.match(/1899/g)).toHaveLength(8);
  expect(paper).not.toMatch(/Jusoor|جسور|wom[ae]n|femme|نساء|امرأة|violence|عنف/i);
  expect(await sheets(page)).toBe(1);
});

test('a reading list on paper says what to read, not whose it is', async ({ page, lang }) => {
  const { pseudonym } = await join(page, lang);
  const list = `/${lang}/account/reading`;
  await page.goto(list);
  await page.locator('main button[value="on"]').click();
  await expect(page).toHaveURL(/done=on/);
  await page.goto(`/${lang}/library/udhrfr`);
  await page.locator('main button[value="add"]').click();
  await expect(page.locator('main button[value="drop"]')).toBeVisible();
  await page.goto(list);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.sheet .paper')).toContainText('/i/udhrfr');
  await expect(page.locator('.sheet .paper svg')).toBeVisible();
  await expect(page.locator('main form').first()).toBeHidden();
  expect(await page.locator('body').innerText()).not.toContain(pseudonym);
});
