// Reading: what is new, kind words without words, what she keeps, a poll, a closed discussion.
import { approve, ask, formWith, inQueue, join, onward, reply, send, topicId, unique } from './people.ts';
import { datasetPath } from './places.ts';
import { expect, test } from './portal.ts';

test('new since she came, answered without words, kept, closed', async ({ page, lang, moderator, visitor, guards }) => {
  const other = await (await visitor()).newPage();
  await join(other, lang);
  const title = unique('a question to come back to');
  await ask(other, lang, 'unions', title, 'a text to come back to');
  const topic = `/${lang}/forum/t/${topicId(other.url())}`;
  const desk = await moderator.newPage();
  await approve(desk, lang, title);

  await join(page, lang);
  await page.goto(topic);
  await expect(page.locator('#fresh')).toHaveCount(0);
  const post = page.locator('.post', { hasText: 'a text to come back to' });
  await post.locator('button[value="thanks"]').click();
  await expect(post.locator('button[value="no-thanks"]')).toHaveAttribute('aria-pressed', 'true');
  await post.locator('button[value="bookmark"]').click();
  await expect(post.locator('button[value="no-bookmark"]')).toHaveAttribute('aria-pressed', 'true');

  const answer = unique('an answer that is new');
  await other.goto(topic);
  await reply(other, answer);
  await approve(desk, lang, answer);
  const line = page.locator('.topic-row', { hasText: title });
  // How far she has read is written beside the page.
  await expect(async () => {
    await page.goto(`/${lang}/forum/c/unions`);
    await expect(line.locator('.tag--new')).toHaveCount(1, { timeout: 500 });
  }).toPass({ timeout: 10_000 });
  await line.locator('.tag--new').click();
  await expect(page.locator('#fresh')).toBeVisible();
  await expect(page.locator('.post', { hasText: answer })).toBeVisible();

  await page.goto(`/${lang}/my/bookmarks`);
  const kept = page.locator('.topic-row', { hasText: title });
  await kept.locator('summary').click();
  const label = unique('coffee');
  await kept.locator('[name="label"]').fill(label);
  await kept.locator('button[value="label"]').click();
  await expect(page.locator('.topic-row', { hasText: title })).toHaveCount(0);
  await page.locator('.topic-row', { hasText: label }).getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`${topic}#p-`));
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.post').first()).toBeVisible();
  await expect(page.locator('.composer, .post__actions').first()).toBeHidden();
  await page.emulateMedia({ media: 'screen' });

  // The team says what is discussed; each page leads to the other.
  const thing = await datasetPath(desk, lang);
  await desk.goto(topic);
  await desk.locator('details', { has: desk.locator('[name="about"]') }).locator('summary').click();
  await desk.locator('[name="about"]').fill(thing);
  await desk.locator('button[value="about"]').click();
  await desk.locator(`.narrow a[href="${thing}"]`).click();
  await expect(desk.locator(`a[href="${topic}"]`)).toHaveText(title);

  // She is writing while the team closes the discussion: her text stays.
  const lost = unique('written with care');
  await page.locator('[name="body"]').fill(lost);
  await desk.goto(topic);
  await desk.locator('details', { has: desk.locator('button[value="close"]') }).locator('summary').click();
  await desk.locator('button[value="close"]').click();
  await expect(desk.locator('[name="body"]')).toHaveCount(0);
  guards.expectStatus(409);
  await send(formWith(page, 'body'));
  await expect(page.locator('#kept')).toHaveValue(lost);
});

test('a poll: read before, chosen, counted late', async ({ page, lang, moderator, visitor }) => {
  const other = await (await visitor()).newPage();
  await join(other, lang);
  await other.goto(`/${lang}/forum/new?category=unions`);
  const title = unique('which day');
  await other.locator('[name="title"]').fill(title);
  await other.locator('[name="body"]').fill('choose a day');
  await other.locator('details', { has: other.locator('[name="poll_choices"]') }).locator('summary').click();
  await other.locator('[name="poll_choices"]').fill('Monday\nTuesday');
  await send(formWith(other, 'title'));
  await onward(other);
  await expect(other.getByRole('heading', { level: 1 })).toHaveText(title);
  const topic = `/${lang}/forum/t/${topicId(other.url())}`;
  const desk = await moderator.newPage();
  await expect(await inQueue(desk, lang, title)).toContainText('Tuesday');
  await approve(desk, lang, title);

  await join(page, lang);
  await page.goto(topic);
  await page.locator('.choice', { hasText: 'Tuesday' }).locator('input').check();
  await page.locator('button[value="vote"]').click();
  await expect(page.locator('.choice', { hasText: 'Tuesday' }).locator('.tag')).toHaveCount(1);
  await expect(page.locator('.choice', { hasText: 'Tuesday' }).locator('input')).toBeChecked();
  await expect(page.locator('#choice')).not.toContainText('1');
});
