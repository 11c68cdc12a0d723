// Who may decide, and what becomes of a decision.
import { ask, asMember, decide, inQueue, join, topicId, unique } from './people.ts';
import { expect, test } from './portal.ts';

test('the desk is for the team only', async ({ page, lang, w, guards, context, world }) => {
  await page.goto(`/${lang}/desk/queue`);
  await expect(page).toHaveURL(new RegExp(`/${lang}/sign-in\\?next=`));
  await asMember(context, world);
  guards.expectStatus(403);
  for (const path of ['desk', 'desk/queue']) {
    const answer = await page.goto(`/${lang}/${path}`);
    expect(answer?.status(), path).toBe(403);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(w.forbidden);
  }
  const origin = new URL(page.url()).origin;
  const posted = await context.request.post(`/${lang}/desk/queue`, {
    form: { action: 'approve', version: '1', post: 'zzzzzzzz' },
    headers: { origin },
  });
  expect(posted.status()).toBeGreaterThanOrEqual(400);
  expect(posted.status()).toBeLessThan(500);
});

test('a refusal reaches its author alone, with the reason', async ({ page, lang, moderator, visitor, guards }) => {
  await join(page, lang);
  const title = unique('with a street');
  await ask(page, lang, 'unions', title, 'the street behind the station');
  // Without the fragment: going to it again would else stay on the page as it was.
  const address = page.url().split('#')[0] ?? '';
  const desk = await moderator.newPage();
  const item = await inQueue(desk, lang, title);
  const summary = item.locator('details > summary').first();
  if ((await summary.count()) > 0) await summary.click();
  const reason = item.locator('[name="reason"]');
  if ((await reason.first().evaluate((el) => el.tagName)) === 'SELECT') await reason.selectOption({ index: 1 });
  else await reason.first().check();
  const note = unique('please take the street out');
  await item.locator('[name="note"]').first().fill(note);
  expect(await decide(desk, item, 'reject')).toBe(303);
  await expect(desk.locator('.queue-item', { hasText: title })).toHaveCount(0);

  await page.goto(address);
  await expect(page.locator('main')).toContainText(note);
  await expect(page.locator('main')).toContainText('the street behind the station');
  guards.expectStatus(404);
  const guest = await (await visitor()).newPage();
  expect((await guest.goto(address))?.status()).toBe(404);
});

test('two moderators decide once', async ({ page, lang, moderator, guards }) => {
  await join(page, lang);
  const title = unique('decided once');
  await ask(page, lang, 'unions', title, 'one text');
  const topic = topicId(page.url());
  const [first, second] = [await moderator.newPage(), await moderator.newPage()];
  const slow = await inQueue(second, lang, title);
  const quick = await inQueue(first, lang, title);
  expect(await decide(first, quick, 'approve')).toBe(303);
  guards.expectStatus(409);
  expect(await decide(second, slow, 'approve')).toBe(409);
  await page.goto(`/${lang}/forum/t/${topic}`);
  await expect(page.locator('.post')).toHaveCount(1);
  await expect(page.locator('.pending-note')).toHaveCount(0);
});
