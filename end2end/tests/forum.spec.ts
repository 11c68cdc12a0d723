// Writing in the forum: refused forms, forms sent twice, hostile texts.
import { approve, ask, askAndWait, asMember, formWith, join, queuePages, reply, send, sendAndWait, unique } from './people.ts';
import { expect, test } from './portal.ts';

const HOSTILE = [
  '<script>window.hurt=1</script>',
  '<img src=x onerror="window.hurt=1">',
  '"><svg onload=window.hurt=1>',
  '[click](javascript:window.hurt=1)',
  '<a href="javascript:window.hurt=1">x</a>',
  '<style>body{display:none}</style><iframe src="https://example.org"></iframe>',
  '{{7*7}} ${7*7} &lt;b&gt;',
].join('\n\n');

test('a refused topic comes back with its text and the reasons', async ({ page, lang, w, guards }) => {
  await join(page, lang);
  await page.goto(`/${lang}/forum/new?category=unions`);
  const form = formWith(page, 'title');
  guards.expectStatus(422);
  const body = 'سطر أوّل\n\n  ligne deux & <b>three</b> "quoted"';

  await page.locator('[name="title"]').fill('a');
  await page.locator('[name="body"]').fill(body);
  await sendAndWait(page, form);
  const summary = page.locator('.error-summary');
  await expect(summary).toContainText(w.lookAgain);
  await expect(page.locator('[name="title"]')).toHaveValue('a');
  await expect(page.locator('[name="body"]')).toHaveValue(body);
  await expect(page.locator('[name="category"]')).toHaveValue('unions');
  await expect(page.locator('[name="title"]')).toHaveAttribute('aria-invalid', 'true');
  await summary.getByRole('link').first().click();
  await expect(page.locator('[name="title"]')).toBeFocused();

  const long = 'ك'.repeat(10_001);
  await page.locator('[name="title"]').fill('a fine title');
  await page.locator('[name="body"]').fill(long);
  await sendAndWait(page, form);
  await expect(page.locator('#body-error')).toBeVisible();
  await expect(page.locator('[name="body"]')).toHaveValue(long);

  await page.locator('[name="body"]').fill('   ');
  await sendAndWait(page, form);
  await expect(page.locator('#body-error')).toBeVisible();
  await expect(page.locator('[name="title"]')).toHaveValue('a fine title');

  const title = unique('a fine title');
  await page.locator('[name="title"]').fill(title);
  await page.locator('[name="body"]').fill(body);
  await send(form);
  await expect(page).toHaveURL(/\/my\/contributions\//);
  await expect(page.locator('.post', { hasText: title })).toBeVisible();
});

test('a refused reply comes back, the topic with it', async ({ page, lang, context, guards, world }) => {
  await asMember(context, world);
  await page.goto(`/${lang}/forum/t/${world.topic}`);
  guards.expectStatus(422);
  await page.locator('[name="body"]').fill('x');
  await send(formWith(page, 'body'));
  await expect(page.locator('.error-summary')).toBeVisible();
  await expect(page.locator('[name="body"]')).toHaveValue('x');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(world.title);
});

test('going back and sending again gives one topic', async ({ page, lang, moderator }) => {
  await join(page, lang);
  await page.goto(`/${lang}/forum/new?category=unions`);
  const key = await page.locator('main [name="form_key"]').inputValue();
  const title = unique('once');
  const form = { category: 'unions', title, body: 'one text, sent three times', form_key: key, language: '' };
  const origin = new URL(page.url()).origin;
  const addresses = new Set<string>();
  for (let n = 0; n < 3; n += 1) {
    const answer = await page.request.post(`/${lang}/forum/new`, { form, headers: { origin }, maxRedirects: 0 });
    expect(answer.status()).toBe(303);
    addresses.add(answer.headers()['location'] ?? '');
  }
  expect(addresses.size).toBe(1);
  const desk = await moderator.newPage();
  let found = 0;
  for await (const items of queuePages(desk, lang)) found += await items.filter({ hasText: title }).count();
  expect(found).toBe(1);
});

test('the back button and a second press give one topic', async ({ page, lang, script }) => {
  await join(page, lang);
  await page.goto(`/${lang}/forum`);
  const title = unique('pressed twice');
  await askAndWait(page, lang, 'unions', title, 'the same form');
  const first = new URL(page.url()).pathname;
  await page.goBack();
  if (script) {
    // The composer took the form's place in the history: there is nothing to send again.
    await expect(page).toHaveURL(`/${lang}/forum`);
    return;
  }
  await expect(page).toHaveURL(/\/forum\/new/);
  // The page was never stored, so the browser has nothing to fill in again. One that has, has the key too.
  if ((await page.locator('[name="title"]').inputValue()) === '') return;
  await send(formWith(page, 'title'));
  await expect(page).toHaveURL(first);
});

test('hostile texts are only texts', async ({ page, lang, moderator, visitor, script }) => {
  await join(page, lang);
  const title = unique('<img src=x onerror=window.hurt=1> <b>bold</b>');
  await ask(page, lang, 'unions', title, HOSTILE);
  const address = page.url().split('#')[0] ?? '';
  const desk = await moderator.newPage();
  await approve(desk, lang, title);
  const guest = await (await visitor()).newPage();
  for (const who of [page, guest]) {
    await who.goto(address);
    await expect(who.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(who.locator('.post').first()).toBeVisible();
    const bad = who.locator('main').locator('script, iframe, style, img, svg[onload], [onerror], a[href^="javascript:"]');
    await expect(bad).toHaveCount(0);
    if (script) expect(await who.evaluate(() => 'hurt' in window)).toBe(false);
  }
});

test('a guest is led to sign in and comes back', async ({ page, lang, world }) => {
  await page.goto(`/${lang}/forum/t/${world.topic}`);
  await expect(page.locator('textarea[name="body"]')).toHaveCount(0);
  await page.goto(`/${lang}/forum/new?category=unions`);
  await expect(page).toHaveURL(new RegExp(`/${lang}/sign-in\\?next=`));
  await page.locator('input[name="pseudonym"]').fill(world.author.pseudonym);
  await page.locator('input[name="passphrase"]').fill(world.author.passphrase);
  await send(formWith(page, 'passphrase'));
  await expect(page).toHaveURL(new RegExp(`/${lang}/forum/new`));
  await expect(page.locator('[name="category"]')).toHaveValue('unions');
});

test('a reply stands below what it answers, with its own direction', async ({ page, lang, moderator }) => {
  await join(page, lang);
  const title = unique('two scripts');
  await ask(page, lang, 'unions', title, 'نصّ عربي');
  const desk = await moderator.newPage();
  await approve(desk, lang, title);
  await page.reload();
  const text = unique('texte en français');
  await reply(page, text);
  const directions = await page.locator('.post__body').evaluateAll((all) => all.map((el) => getComputedStyle(el.querySelector('p') ?? el).direction));
  expect(directions).toEqual(['rtl', 'ltr']);
});
