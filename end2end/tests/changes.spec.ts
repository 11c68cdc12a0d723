// Changes of a published text, each decided on its own page at the desk: one is published, one is refused.
import { approve, ask, formWith, join, openItem, send, sendBack, topicId, unique } from './people.ts';
import { expect, test } from './portal.ts';

test('a change is published, the next is refused, and she learns both', async ({ page, lang, moderator, visitor }) => {
  test.slow();
  await join(page, lang);
  const title = unique('a question with two changes');
  const first = unique('I look for a lawyer');
  await ask(page, lang, 'unions', title, first);
  const topic = `/${lang}/forum/t/${topicId(page.url())}`;
  const desk = await moderator.newPage();
  await approve(desk, lang, title);
  const guest = await (await visitor()).newPage();
  /** Writes another text in the place of hers. */
  const change = async (text: string) => {
    await page.goto(topic);
    await page.locator('.post').first().locator('a[href$="/edit"]').click();
    await page.locator('[name="body"]').fill(text);
    await send(formWith(page, 'base'));
    await expect(page.locator('main .notice--success')).toBeVisible();
    await expect(page.locator('.post').first().locator('section.panel', { hasText: text })).toBeVisible();
  };

  const good = unique('I look for an association that helps me');
  await test.step('published: before and after stand side by side', async () => {
    await change(good);
    await openItem(desk, lang, good);
    await expect(desk.locator('.queue-item ins').first()).toBeVisible();
    await expect(desk.locator('.queue-item del').first()).toBeVisible();
    // Whatever can be done with a text can be done with its change.
    for (const other of ['redact', 'changes', 'private']) {
      await expect(desk.locator(`button[value="${other}"]`)).toHaveCount(1);
    }
    await desk.locator('button[value="approve"]').click();
    await expect(desk).toHaveURL(/done=approve/);
  });

  await test.step('everybody reads the new text, and so does she', async () => {
    for (const reader of [guest, page]) {
      await reader.goto(topic);
      await expect(reader.locator('.post').first()).toContainText(good);
      await expect(reader.locator('.post').first()).not.toContainText(first);
    }
    // Nothing of hers waits.
    await expect(page.locator('.post .pending-note')).toHaveCount(0);
  });

  const bad = unique('my neighbour is the one who signs');
  const note = unique('please leave her out');
  await test.step('refused, with a reason', async () => {
    await change(bad);
    await openItem(desk, lang, bad);
    await sendBack(desk, 'reject', 'names_others', note);
  });

  await test.step('everybody reads what stood there, and not why', async () => {
    await guest.goto(topic);
    await expect(guest.locator('.post').first()).toContainText(good);
    for (const hers of [bad, note]) await expect(guest.locator('body')).not.toContainText(hers);
  });

  await test.step('she reads why, and her text is there for her', async () => {
    await page.goto(`/${lang}/my/contributions`);
    const line = page.locator('.topic-row', { hasText: title });
    // The text itself is published; its change is what was refused.
    await expect(line.locator('.tag--approved')).toHaveCount(1);
    await expect(line.locator('.tag--rejected')).toHaveCount(1);
    await page.goto(topic);
    const post = page.locator('.post').first();
    await expect(post).toContainText(good);
    const refused = post.locator('section.panel', { hasText: bad });
    await expect(refused).toContainText(note);
    await refused.locator('a[href$="/edit"]').click();
    await expect(page.locator('form.composer')).toContainText(note);
    await expect(page.locator('[name="body"]')).toHaveValue(bad);
  });

  await test.step('put right, it waits again', async () => {
    const right = unique('somebody there signs');
    await page.locator('[name="body"]').fill(right);
    await send(formWith(page, 'base'));
    await expect(page.locator('main .notice--success')).toBeVisible();
    const waits = page.locator('.post').first().locator('section.panel', { hasText: right });
    await expect(waits).toBeVisible();
    await expect(waits).not.toContainText(note);
    await openItem(desk, lang, right);
    await desk.locator('button[value="approve"]').click();
    await expect(desk).toHaveURL(/done=approve/);
    await page.goto(topic);
    await expect(page.locator('.post').first()).toContainText(right);
    await expect(page.locator('main')).not.toContainText(bad);
  });
});
