// Reporting a text: a member, a guest, the desk, and who learns what.
import { approve, ask, formWith, join, send, topicId, unique } from './people.ts';
import { expect, test } from './portal.ts';

test('a member reports, the desk decides, she sees a short outcome', async ({ page, lang, moderator, visitor }) => {
  await join(page, lang);
  const title = unique('something to report');
  await ask(page, lang, 'unions', title, 'a text that somebody minds');
  const topic = topicId(page.url());
  const desk = await moderator.newPage();
  await approve(desk, lang, title);

  const other = await (await visitor()).newPage();
  await join(other, lang);
  await other.goto(`/${lang}/forum/t/${topic}`);
  await other.locator('.post a[href*="/report?post="]').click();
  const words = unique('this is why');
  await other.locator('[name="code"]').selectOption('hate');
  await other.locator('[name="text"]').fill(words);
  await send(formWith(other, 'code'));
  await expect(other).toHaveURL(/\/report\?done=sent/);
  await other.goto(`/${lang}/forum/t/${topic}`);
  await expect(other.locator('.post details.quiet')).toHaveCount(1);

  await desk.goto(`/${lang}/desk/cases`);
  await desk.locator('.topic-row', { hasText: title }).getByRole('link').click();
  await expect(desk.locator('main')).toContainText(words);
  await desk.locator('button[value="keep"]').click();
  await expect(desk).toHaveURL(/done=act/);

  await other.goto(`/${lang}/my/reports`);
  await expect(other.locator('.topic-row')).toContainText(words);
  // She does not agree: somebody else looks once more, and not who decided.
  await expect(other.locator('.topic-row button')).toHaveCount(1);
  await other.locator('.topic-row button[value="again"]').click();
  await expect(other).toHaveURL(/\/my\/reports\?done=again/);
  await expect(other.locator('main .notice--success')).toBeVisible();
  await expect(other.locator('.topic-row button[value="again"]')).toHaveCount(0);
  await desk.goto(`/${lang}/desk/cases`);
  await desk.locator('.topic-row', { hasText: title }).getByRole('link').click();
  await expect(desk.locator('main')).toContainText(words);
  await expect(desk.locator('button[value="keep"]')).toHaveCount(0);
  // Her own page tells the author nothing.
  await page.goto(`/${lang}/forum/t/${topic}`);
  await expect(page.locator('main')).not.toContainText(words);
});

test('a guest reports with a sum, and is shown the numbers', async ({ page, lang, world }) => {
  await page.goto(`/${lang}/forum/t/${world.topic}`);
  await page.locator('.post a[href*="/report?post="]').first().click();
  const question = await page.locator('[name="question"]').inputValue();
  const sum = question.split('-').reduce((all, one) => all + Number(one), 0);
  await page.locator('[name="code"]').selectOption('danger');
  await page.locator('[name="text"]').fill(unique('I am afraid for her'));
  await page.locator('[name="answer"]').fill(String(sum));
  await send(formWith(page, 'code'));
  await expect(page).toHaveURL(/\/report\?done=danger/);
  await expect(page.locator('main a[href^="tel:"]').first()).toBeVisible();
});
