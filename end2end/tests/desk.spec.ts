// A shift at the desk: one text after the other, by keyboard where there is one, by plain buttons where not.
import { ask, formWith, join, onward, openItem, send, unique } from './people.ts';
import { expect, test } from './portal.ts';

test('decisions in at most three keys, and never while she writes', async ({ page, lang, moderator, script }) => {
  test.skip(!script, 'keys need scripts');
  await join(page, lang);
  const [good, bad] = [unique('to be published'), unique('to be refused')];
  await ask(page, lang, 'unions', good, 'a question');
  const published = page.url().split('#')[0] ?? '';
  await ask(page, lang, 'unions', bad, 'cheap creams, ask me');
  const desk = await moderator.newPage();
  await openItem(desk, lang, good);
  await desk.keyboard.press('?');
  await expect(desk.locator('details[data-keys]')).toHaveAttribute('open', '');
  // Everything that can be done with it is reached by a letter; none of them decides by itself.
  const letters = [['x', 'pass'], ['i', 'recuse'], ['h', 'danger'], ['s', 'second'], ['m', 'claim']] as const;
  for (const [key, action] of letters) {
    await desk.keyboard.press(key);
    await expect(desk.locator(`button[value="${action}"]`)).toBeFocused();
  }
  await desk.keyboard.press('d');
  await expect(desk.locator('[name="title"]')).toBeFocused();
  await desk.locator('h1').click();
  await desk.keyboard.press('a');
  await expect(desk.locator('button[value="approve"]')).toBeFocused();
  await desk.keyboard.press('Enter');
  await expect(desk).toHaveURL(/done=approve/);
  await page.goto(published);
  await expect(page.locator('.pending-note')).toHaveCount(0);

  await openItem(desk, lang, bad);
  // While she writes, a letter is a letter.
  await desk.locator('details[data-reasons] > summary').click();
  await desk.locator('[name="note"]').fill('');
  await desk.locator('[name="note"]').pressSequentially('arc');
  await expect(desk.locator('[name="note"]')).toHaveValue('arc');
  await desk.locator('h1').click();
  await desk.keyboard.press('r');
  await desk.keyboard.press('1');
  await desk.keyboard.press('Enter');
  await expect(desk).toHaveURL(/done=reject/);
});

test('in hand, asked for a change, corrected, published shortened', async ({ page, lang, moderator }) => {
  await join(page, lang);
  const title = unique('a question to be changed');
  await ask(page, lang, 'unions', title, 'I live near the bridge');
  const desk = await moderator.newPage();
  await openItem(desk, lang, title);
  const here = desk.url().split('?')[0] ?? '';
  await desk.locator('button[value="claim"]').click();
  await expect(desk).toHaveURL(/done=claim/);
  await expect(desk.locator('button[value="release"]')).toBeVisible();
  await desk.locator('details[data-reasons] > summary').click();
  await desk.locator('[name="reason"]').selectOption({ index: 1 });
  const note = unique('please leave the bridge out');
  await desk.locator('[name="note"]').fill(note);
  await desk.locator('button[value="changes"]').click();
  await expect(desk).toHaveURL(/done=changes/);
  await desk.goto(here);
  await expect(desk.locator('button[value="approve"]')).toHaveCount(0);

  await page.goto(`/${lang}/forum/mine`);
  await expect(page.locator('main')).toContainText(note);
  await page.locator('a[href*="correct="]').first().click();
  await page.locator('[name="body"]').fill('I live near the bridge of my aunt');
  await send(formWith(page, 'title'));
  await onward(page);
  const address = page.url().split('#')[0] ?? '';

  await openItem(desk, lang, title);
  await desk.locator('details:has([name="text"]) > summary').click();
  await desk.locator('[name="text"]').fill('I live […]');
  await desk.locator('button[value="redact"]').click();
  await expect(desk).toHaveURL(/done=redact/);
  await page.goto(address);
  await expect(page.locator('.post')).toContainText('I live […]');
  await expect(page.locator('.post details')).toHaveCount(1);
});
