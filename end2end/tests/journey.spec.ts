// The way that Part 1 promises, walked by one woman, one moderator and one guest.
import { articlePath, itemPath, PROCEDURE } from './places.ts';
import { approve, ask, inQueue, join, reply, send, topicId, unique } from './people.ts';
import { expect, test } from './portal.ts';

const TEXTS = {
  ar: ['هل أحتاج إلى شهادة طبية؟', 'سألتُ في البلدية وقيل لي **عودي غدًا**.\n\nماذا أفعل؟', 'شكرًا، وجدتُ الجواب'],
  fr: ['Faut-il un certificat médical ?', 'On m’a dit de **revenir demain**.\n\nQue faire ?', 'Merci, j’ai la réponse'],
  en: ['Do I need a medical paper?', 'They told me to **come back tomorrow**.\n\nWhat now?', 'Thank you, I found the answer'],
} as const;

test('from the home page to an answer in the forum, and out', async ({
  page,
  context,
  lang,
  w,
  device,
  visitor,
  moderator,
  guards,
  neutral,
}) => {
  test.slow();
  const [question, body, thanks] = TEXTS[lang];
  const title = unique(question);

  await test.step('home, section, procedure', async () => {
    await page.goto(`/${lang}`);
    await expect(page.getByRole('link', { name: w.exit, exact: true })).toHaveCount(0);
    await expect(page.getByRole('button', { name: w.exit })).toBeInViewport();
    const procedure = await articlePath(page, lang, PROCEDURE);
    await page.locator('main a[href$="/sections/protection-of-women"]').click();
    await expect(page).toHaveURL(`/${lang}/sections/protection-of-women`);
    await page.locator(`main a[href="${procedure}"]`).first().click();
    await expect(page.getByRole('heading', { name: w.steps, exact: true })).toBeVisible();
    await expect(page.getByRole('heading', { name: w.papers, exact: true })).toBeVisible();
    expect(await page.locator('.step').count()).toBeGreaterThan(2);
  });

  await test.step('library, item, file', async () => {
    // The menu is a `details`: it opens without script.
    await page.getByText(w.menu, { exact: true }).click();
    await page.locator('.menu').getByRole('link', { name: w.library }).click();
    await expect(page).toHaveURL(`/${lang}/library`);
    const item = await itemPath(page, lang);
    await page.locator(`main a[href="${item}"]`).first().click();
    const file = page.locator('a[href^="/media/"]').first();
    const href = (await file.getAttribute('href')) ?? '';
    const answer = await page.request.get(href);
    expect(answer.status()).toBe(200);
    expect(answer.headers()['etag']).toBeTruthy();
    expect(answer.headers()['x-content-type-options']).toBe('nosniff');
    expect((await answer.body()).byteLength).toBe(Number(answer.headers()['content-length']));
    if (/attachment/.test(answer.headers()['content-disposition'] ?? '')) {
      const download = page.waitForEvent('download');
      await file.click();
      await (await download).path();
    }
  });

  await test.step('join', async () => {
    await page.goto(`/${lang}`);
    await page.locator('.take-part').getByRole('link', { name: w.chooseName }).click();
    await expect(page).toHaveURL(`/${lang}/join`);
    const me = await join(page, lang);
    expect(me.codes.length).toBeGreaterThanOrEqual(8);
    expect(new Set(me.codes).size).toBe(me.codes.length);
    // Shown once: the page does not come back.
    await page.goto(`/${lang}/account`);
    await expect(page.locator('main')).toContainText(me.pseudonym);
    for (const code of me.codes) await expect(page.locator('main')).not.toContainText(code);
  });

  const guest = await (await visitor()).newPage();
  let topic = '';
  await test.step('ask; only she and the team see it', async () => {
    await page.goto(`/${lang}/forum/c/protection-of-women`);
    await page.locator('main a[href*="/forum/new"]').first().click();
    await ask(page, lang, 'protection-of-women', title, body);
    topic = `/${lang}/forum/t/${topicId(page.url())}`;
    await expect(page.locator('.pending-note')).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(page.locator('.post__body strong')).toBeVisible();

    guards.expectStatus(404);
    await guest.goto(`/${lang}/forum/c/protection-of-women`);
    await expect(guest.locator('main')).not.toContainText(title);
    await guest.goto(`/${lang}/forum`);
    await expect(guest.locator('main')).not.toContainText(title);
    await guest.goto(`/${lang}/search?q=${encodeURIComponent(title)}`);
    await expect(guest.locator('main')).not.toContainText(title.split(' ').at(-1) ?? title, { ignoreCase: true });
    const lost = await guest.goto(topic);
    expect(lost?.status()).toBe(404);
    await expect(guest.getByRole('heading', { level: 1 })).toHaveText(w.notFound);
    await expect(guest).toHaveTitle(w.neutralTitle);
  });

  const desk = await moderator.newPage();
  await test.step('the moderator approves it', async () => {
    await guest.goto(`/${lang}/desk/queue`);
    await expect(guest).toHaveURL(/sign-in/);
    await desk.goto(`/${lang}/desk/queue`);
    await expect(desk).toHaveURL(`/${lang}/desk/queue`);
    await approve(desk, lang, title);
  });

  await test.step('the guest finds and reads it', async () => {
    await guest.goto(`/${lang}/forum/c/protection-of-women`);
    await guest.getByRole('link', { name: title }).click();
    await expect(guest.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(guest.locator('.post')).toHaveCount(1);
    await expect(guest.locator('.pending-note')).toHaveCount(0);
    await expect(guest.locator('.post [dir="auto"], .post[dir="auto"]').first()).toBeVisible();
  });

  const answer = unique(thanks);
  await test.step('she replies, the moderator approves, the guest sees it', async () => {
    await page.goto(topic);
    await reply(page, answer);
    await expect(page.locator('.post--waiting', { hasText: answer })).toBeVisible();
    await guest.reload();
    await expect(guest.locator('main')).not.toContainText(answer);
    await inQueue(desk, lang, answer);
    await approve(desk, lang, answer);
    await guest.reload();
    await expect(guest.locator('.post', { hasText: answer })).toBeVisible();
    await expect(guest.locator('.post')).toHaveCount(2);
  });

  await test.step('sign out and in again by the menu', async () => {
    await page.goto(`/${lang}/account`);
    const out = page.getByRole('button', { name: w.signOut });
    await send(page.locator('form').filter({ has: out }));
    await page.goto(`/${lang}/account`);
    await expect(page).toHaveURL(/\/sign-in/);
  });

  await test.step('leave', async () => {
    const before = await context.cookies();
    await join(page, lang);
    expect((await context.cookies()).length).toBeGreaterThan(before.filter((c) => c.httpOnly).length);
    await page.goto(topic);
    // The real answer of `/exit`, led to a page of ours that stands for the outside.
    let away = '';
    guards.tolerate(new RegExp(`another origin: ${neutral}`));
    await page.route('**/exit', async (route) => {
      const real = await route.fetch({ maxRedirects: 0 });
      away = real.headers()['location'] ?? '';
      expect(real.status()).toBe(303);
      expect(real.headers()['clear-site-data']).toContain('"cookies"');
      await route.fulfill({ response: real, headers: { ...real.headers(), location: neutral } });
    });
    if (device === 'phone') await page.locator('.exit').tap();
    else await page.locator('.exit').click();
    await expect(page).toHaveURL(neutral);
    expect(new URL(away).protocol).toBe('https:');
    const base = new URL(test.info().project.use.baseURL ?? '').hostname;
    expect((await context.cookies()).filter((cookie) => cookie.domain.includes(base))).toEqual([]);
  });
});
