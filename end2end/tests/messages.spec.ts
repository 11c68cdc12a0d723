// Asking without a name, and writing to the team.
import { approve, askAndWait, formWith, inQueue, join, onward, openItem, send, unique } from './people.ts';
import { expect, test } from './portal.ts';

const LETTER = { ar: /^مشاركة .{1,2}$/, fr: /^Participante .$/, en: /^Participant .$/ };

test('a question under a letter: read by the team, seen by a guest, hers to go on with', async ({ page, lang, moderator, visitor }) => {
  const { pseudonym } = await join(page, lang);
  const title = unique('without a name');
  await page.goto(`/${lang}/forum/new?category=unions`);
  await page.locator('[name="title"]').fill(title);
  await page.locator('[name="body"]').fill('a question that is hard to ask');
  await page.locator('[name="anonymous"]').check();
  await send(formWith(page, 'title'));
  await onward(page);
  const address = page.url().split('#')[0] ?? '';

  const desk = await moderator.newPage();
  const item = await inQueue(desk, lang, title);
  await expect(item).not.toContainText(pseudonym);
  await approve(desk, lang, title);

  const guest = await (await visitor()).newPage();
  await guest.goto(address);
  const name = guest.locator('.post .author-line__name').first();
  expect((await name.innerText()).replace(/[\u2068\u2069]/g, '')).toMatch(LETTER[lang]);
  expect(await guest.content()).not.toContain(pseudonym);

  // The switch of her next answer is on; without it she is asked once more.
  await page.goto(address);
  await expect(page.locator('[name="anonymous"]')).toBeChecked();
});

test('a message to the team, and its answer', async ({ page, lang, moderator }) => {
  await join(page, lang);
  await page.goto(`/${lang}/messages/new`);
  const text = unique('between us');
  await page.locator('[name="kind"]').selectOption('details');
  await page.locator('[name="body"]').fill(text);
  await send(formWith(page, 'body'));
  await expect(page).toHaveURL(/\/messages\/[0-9a-z]{8,}/);
  await expect(page.locator('.post')).toContainText(text);

  const desk = await moderator.newPage();
  await desk.goto(`/${lang}/desk/messages`);
  await desk.locator('.topic-row', { hasText: text }).getByRole('link').click();
  const answer = unique('the team says');
  await desk.locator('[name="body"]').fill(answer);
  await desk.locator('form.composer button[value="send"]').click();
  await expect(desk.locator('main')).toContainText(answer);

  await page.goto(`/${lang}/messages`);
  await expect(page.locator('.topic-row .tag')).toHaveCount(1);
  await page.locator('.topic-row').getByRole('link').click();
  await expect(page.locator('main')).toContainText(answer);
  await page.goto(`/${lang}/messages`);
  await expect(page.locator('.topic-row .tag')).toHaveCount(0);
});

test('a text that is sent privately is not posted', async ({ page, lang, visitor, world }) => {
  await join(page, lang);
  await page.goto(`/${lang}/forum/t/${world.topic}`);
  const text = unique('not for everybody');
  await page.locator('[name="body"]').fill(text);
  await formWith(page, 'body').locator('button[value="private"]').click();
  await expect(page).toHaveURL(/\/messages\/[0-9a-z]{8,}/);
  await expect(page.locator('.post')).toContainText(text);
  const guest = await (await visitor()).newPage();
  await guest.goto(`/${lang}/forum/t/${world.topic}`);
  expect(await guest.content()).not.toContain(text);
});

test('a text that the team would answer alone is a conversation after her yes, and not before', async ({ page, lang, moderator }) => {
  await join(page, lang);
  const title = unique('may I ask you alone');
  await askAndWait(page, lang, 'unions', title, 'who reads this?');
  const hers = new URL(page.url()).pathname;
  const desk = await moderator.newPage();
  await openItem(desk, lang, title);
  await desk.locator('details[data-reasons] > summary').click();
  const note = unique('we would like to answer you here');
  await desk.locator('[name="note"]').fill(note);
  await desk.locator('button[value="private"]').click();
  await expect(desk).toHaveURL(/done=private/);

  await page.goto(`/${lang}/messages`);
  await expect(page.locator('.topic-row')).toHaveCount(0);
  await desk.goto(`/${lang}/desk/messages`);
  await expect(desk.locator('.topic-row', { hasText: title })).toHaveCount(0);
  await page.goto(hers);
  await expect(page.locator('main')).toContainText(note);
  await page.locator('button[name="answer"][value="yes"]').click();
  await expect(page).toHaveURL(/\/messages\/[0-9a-z]+\?done=accepted/);
  await expect(page.locator('.post')).toHaveCount(2);
  await expect(page.locator('.post', { hasText: note })).toBeVisible();
  await page.goto(hers);
  await expect(page.locator('button[name="answer"]')).toHaveCount(0);
});
