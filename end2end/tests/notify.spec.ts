// Following, being told, and what somebody does not want to read.
import { approve, ask, formWith, join, reply, send, topicId, unique } from './people.ts';
import { expect, test } from './portal.ts';

test('followed, answered, told, read; then folded', async ({ page, lang, moderator, visitor }) => {
  const other = await (await visitor()).newPage();
  await join(other, lang);
  const title = unique('when does the bus come');
  await ask(other, lang, 'unions', title, 'a question about the bus');
  const topic = `/${lang}/forum/t/${topicId(other.url())}`;
  const desk = await moderator.newPage();
  await approve(desk, lang, title);

  await join(page, lang);
  await page.goto(topic);
  const folded = page.locator('details', { has: page.locator('[name="level"]') });
  await folded.locator('summary').click();
  const follow = formWith(page, 'level');
  await follow.locator('input[value="all"]').check();
  await send(follow);
  await expect(page).toHaveURL(new RegExp(`${topic}$`));
  await expect(page.locator('input[name="level"][value="all"]')).toBeChecked();

  const answer = unique('it comes at noon');
  await other.goto(topic);
  await reply(other, answer);
  await page.goto(`/${lang}/my/notifications`);
  await expect(page.locator('.notices')).toHaveCount(0);
  await approve(desk, lang, answer);

  // Events are told a moment later, beside every request.
  const line = page.locator('.notices .topic-row', { hasText: title });
  await expect(async () => {
    await page.goto(`/${lang}/my/notifications`);
    await expect(line).toHaveCount(1, { timeout: 500 });
  }).toPass({ timeout: 20_000 });
  expect(await page.title()).not.toContain(title);
  await expect(line.locator('.tag--pending')).toHaveCount(1);
  await expect(page.locator('.menu__link[href$="/my/notifications"]')).toContainText('1');
  await line.locator('button[value="one"]').click();
  await expect(page.locator('.notices .topic-row', { hasText: title }).locator('.tag--pending')).toHaveCount(0);
  await expect(page.locator('.menu__link[href$="/my/notifications"]')).not.toContainText('1');

  await page.locator('.notices .topic-row', { hasText: title }).getByRole('link').first().click();
  const post = page.locator('.post', { hasText: answer });
  const menu = post.locator('details', { has: page.locator('[name="post"]') });
  await menu.locator('summary').click();
  await menu.locator('button[value="mute"]').click();
  const body = page.locator('.post__body', { hasText: answer });
  await expect(body).toBeHidden();
  await page.locator('.post', { has: page.locator('.quiet') }).last().locator('.quiet > summary').click();
  await expect(body).toBeVisible();

  await page.goto(`/${lang}/account/mutes`);
  await page.locator('.topic-row button[value="lift"]').click();
  await page.goto(topic);
  await expect(page.locator('.quiet')).toHaveCount(0);
});
