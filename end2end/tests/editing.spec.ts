// Changing a published text: it waits, seen by her alone, until the team has read it. Then she takes it away, and
// puts it back.
import { approve, ask, formWith, inQueue, join, reply, send, topicId, unique } from './people.ts';
import { expect, test } from './portal.ts';

test('a change waits, is published, the text goes and comes back', async ({ page, lang, moderator, visitor }) => {
  await join(page, lang);
  const title = unique('a question that changes');
  await ask(page, lang, 'unions', title, 'I look for a lawyer who helps me with my case');
  const topic = `/${lang}/forum/t/${topicId(page.url())}`;
  const desk = await moderator.newPage();
  await approve(desk, lang, title);
  const guest = await (await visitor()).newPage();

  await page.goto(topic);
  const post = page.locator('.post').first();
  await post.locator('a[href$="/edit"]').click();
  await expect(page.locator('[name="body"]')).toHaveValue(/a lawyer/);
  const changed = unique('I look for an association who helps me with my case');
  await page.locator('[name="body"]').fill(changed);
  await send(formWith(page, 'base'));
  await expect(page.locator('.notice--success')).toBeVisible();
  await expect(page.locator('.post').first()).toContainText('a lawyer');
  await expect(page.locator('.post').first()).toContainText(changed);

  await guest.goto(topic);
  await expect(guest.locator('.post').first()).toContainText('a lawyer');
  await expect(guest.locator('body')).not.toContainText(changed);

  const item = await inQueue(desk, lang, changed);
  await expect(item.locator('del').first()).toBeVisible();
  await expect(item.locator('ins').first()).toBeVisible();
  await item.locator('button[value="approve"]').click();
  await expect(desk.locator('.queue-item', { hasText: changed })).toHaveCount(0);

  await guest.goto(topic);
  await expect(guest.locator('.post').first()).toContainText(changed);
  await expect(guest.locator('.post').first()).not.toContainText('a lawyer');
  const answer = unique('an answer that stays');
  const other = await (await visitor()).newPage();
  await join(other, lang);
  await other.goto(topic);
  await reply(other, answer);
  await approve(desk, lang, answer);

  await page.goto(`/${lang}/my/contributions`);
  await page.locator('.topic-row', { hasText: title }).locator('a[href$="/withdraw"]').click();
  await page.locator('button[value="withdraw"]').click();
  await expect(page.locator('.post').first().locator('button[value="undo"]')).toBeVisible();
  await guest.goto(topic);
  await expect(guest.locator('.post')).toHaveCount(2);
  await expect(guest.locator('body')).not.toContainText(changed);
  await expect(guest.locator('body')).not.toContainText(title);
  await expect(guest.locator('.post', { hasText: answer })).toBeVisible();

  await page.locator('button[value="undo"]').first().click();
  await guest.goto(topic);
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(guest.locator('.post').first()).toContainText(changed);
});

test('two tabs: both texts, and hers in the form', async ({ page, lang, guards }) => {
  await join(page, lang);
  const title = unique('a question in two tabs');
  await ask(page, lang, 'unions', title, 'a text that waits and is changed');
  await page.locator('.post').first().locator('a[href$="/edit"]').click();
  const address = page.url();
  const second = await page.context().newPage();
  await second.goto(address);
  const [first, mine] = [unique('what the first tab says'), unique('what the second tab says')];
  await page.locator('[name="body"]').fill(first);
  await send(formWith(page, 'base'));
  await expect(page.locator('.post', { hasText: first })).toBeVisible();
  guards.expectStatus(409);
  await second.locator('[name="body"]').fill(mine);
  await send(formWith(second, 'base'));
  await expect(second.locator('main')).toContainText(first);
  await expect(second.locator('[name="body"]')).toHaveValue(mine);
  await send(formWith(second, 'base'));
  await expect(second.locator('.post', { hasText: mine })).toBeVisible();
});
